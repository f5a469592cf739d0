"""OpenDocument text: headings, numbered and bulleted lists as they are printed, table cells, text boxes, footnotes.

The file's XML is walked with lxml. Deleted text of tracked changes stands apart from the body in this format and is passed
over, so the text is with all changes accepted. The labels of lists follow the list styles (OpenDocument 1.3, 16.30 to 16.33
and 19.880.3): a list restarts unless it says that it continues another.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from ingest.source import BlockKind, Source, TextBuilder
from kg.errors import UnreadableFile

NAME = "odt/1"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_REPEATS = 200  # rows and cells that a spreadsheet's tail repeats without end
_DRAWN = f"{{{_NAMESPACES['draw']}}}"
_DAMAGED = "the OpenDocument file is damaged ({}): open it in its program and save it again"


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def read(content: bytes) -> Source:
    """Read the bytes of an .odt file. Raises UnreadableFile for one that is locked or damaged."""
    from lxml import etree

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            held = set(archive.namelist())
            if "META-INF/manifest.xml" in held and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableFile("the document is locked with a password: open it and save a copy without one")
            # LibreOffice itself writes equal ids for the copies of a shape.
            parser = etree.XMLParser(huge_tree=True, collect_ids=False, resolve_entities=False)
            body = etree.fromstring(archive.read("content.xml"), parser)
            styles = etree.fromstring(archive.read("styles.xml") if "styles.xml" in held else b"<styles/>", parser)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise UnreadableFile(_DAMAGED.format(error)) from error
    builder = TextBuilder()
    walk = _Walk(builder, _Styles.of(body, styles))
    text = body.find(".//office:body/office:text", _NAMESPACES)
    if text is None:
        raise UnreadableFile(_DAMAGED.format("it has no text"))
    walk.blocks(text)
    for note in walk.notes:
        builder.add(BlockKind.PARAGRAPH, note)
    builder.furniture = sum(1 for part in styles.iter(_name("style:header"), _name("style:footer")) for line in part.iter(_name("text:p")) if "".join(line.itertext()).strip())
    builder.tracked_changes = body.find(".//text:tracked-changes/text:changed-region", _NAMESPACES) is not None
    return builder.source(MEDIA_TYPE, NAME)


# Styles


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is labelled."""

    bullet: str  # "" for a number
    form: str  # "1", "a", "A", "i", "I" or "" for no number
    prefix: str
    suffix: str
    shown: int  # how many levels the label shows: 2 for "3.1"
    start: int


@dataclass(frozen=True, slots=True)
class _Styles:
    """What of the styles says something about words: bold type, and the labels of lists and headings."""

    weights: dict[str, bool]  # style -> whether it is bold; styles that say nothing of weight are not in it
    lists: dict[str, dict[int, _Level]]
    list_of_paragraph: dict[str, str]  # paragraph style -> list style

    @classmethod
    def of(cls, *trees: Any) -> "_Styles":
        """Read them from a document's content and styles."""
        weights: dict[str, tuple[str | None, str | None]] = {}
        lists, of_paragraph = {}, {}
        for tree in reversed(trees):
            for style in tree.iter(_name("style:style")):
                name = style.get(_name("style:name"))
                properties = style.find("style:text-properties", _NAMESPACES)
                weight = properties.get(_name("fo:font-weight")) if properties is not None else None
                weights[name] = (weight, style.get(_name("style:parent-style-name")))
                if style.get(_name("style:list-style-name")):
                    of_paragraph[name] = style.get(_name("style:list-style-name"))
            for style in tree.iter(_name("text:list-style"), _name("text:outline-style")):
                lists[style.get(_name("style:name")) or "Outline"] = _levels(style)
        return cls({name: bold for name in weights if (bold := _is_bold(name, weights)) is not None}, lists, of_paragraph)


def _is_bold(name: str | None, weights: dict[str, tuple[str | None, str | None]]) -> bool | None:
    for _ in range(20):  # a damaged file may have a style that is its own parent
        weight, name = weights.get(name or "", (None, None))
        if weight is not None:
            return weight == "bold" or (weight.isdigit() and int(weight) >= 600)
        if name is None:
            break
    return None


def _levels(style: Any) -> dict[int, _Level]:
    levels = {}
    for level in style:
        number = _whole(level.get(_name("text:level")))
        bullet = level.get(_name("text:bullet-char"), "") if level.tag == _name("text:list-level-style-bullet") else ""
        levels[number] = _Level(
            bullet="•" if bullet and not bullet.isascii() else bullet,
            form=level.get(_name("style:num-format"), ""),
            prefix=level.get(_name("style:num-prefix"), ""),
            suffix=level.get(_name("style:num-suffix"), ""),
            shown=_whole(level.get(_name("text:display-levels"))),
            start=_whole(level.get(_name("text:start-value"))),
        )
    return levels


def _whole(given: str | None, default: int = 1) -> int:
    """A whole number of an attribute; the default where a damaged file has none."""
    return int(given) if given and given.isdigit() else default


def _counted(number: int, form: str) -> str:
    """A number as a list prints it."""
    if form in {"a", "A"}:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(form) + rest) + letters
        return letters
    if form in {"i", "I"}:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman if form == "i" else roman.upper()
    return str(number) if form else ""


def _label(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    """The label of an item: "3.1", "(a)"."""
    level = levels.get(depth)
    if level is None or level.bullet:
        return level.bullet if level else "•"
    if not level.form:
        return ""
    first = max(1, depth - level.shown + 1)
    shown = [_counted(counts.get(at, 1), levels[at].form) for at in range(first, depth + 1) if at in levels and levels[at].form]
    return level.prefix + ".".join(shown) + level.suffix


# The walk


@dataclass(slots=True)
class _List:
    """One list, or one that others continue: its style and how far each level has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next_label(self, depth: int, start: str | None) -> str:
        """Count one item on and give its label."""
        level = self.levels.get(depth)
        first = level.start if level else 1
        self.counts[depth] = _whole(start) if start else self.counts.get(depth, first - 1) + 1
        for deeper in [at for at in self.counts if at > depth]:
            del self.counts[deeper]
        return _label(self.levels, self.counts, depth)


@dataclass(slots=True)
class _Walk:
    """Adds the blocks of a document in order."""

    builder: TextBuilder
    styles: _Styles
    notes: list[str] = field(default_factory=list)
    lists: dict[str, _List] = field(default_factory=dict)  # by xml:id, and the last of each style
    in_cell: bool = False  # an empty numbered paragraph prints its number: templates have columns of them
    outline: _List | None = None

    def blocks(self, parent: Any) -> None:
        """Add the block children of an element."""
        for child in parent:
            if child.get(_name("text:display")) == "none":
                continue
            if child.tag == _name("text:p"):
                self._paragraph(child)
            elif child.tag == _name("text:h"):
                self._heading(child)
            elif child.tag == _name("text:list"):
                self._list(child, None, 1)
            elif child.tag == _name("table:table"):
                self._table(child)
            elif child.tag == _name("text:numbered-paragraph"):
                self._numbered(child)
            elif child.tag not in {
                _name("text:tracked-changes"),
                _name("text:hidden-paragraph"),
                _name("office:annotation"),
                _name("office:forms"),
                _name("text:sequence-decls"),
            } and isinstance(child.tag, str):
                self.blocks(child)

    def _numbered(self, node: Any) -> None:
        """A paragraph that is numbered without standing in a list."""
        depth, style = _whole(node.get(_name("text:level"))), node.get(_name("text:style-name")) or ""
        counting = self.lists.setdefault(node.get(_name("text:list-id")) or style, _List(self.styles.lists.get(style, {})))
        marker = counting.next_label(depth, node.get(_name("text:start-value")))
        for child in node:
            if child.tag in {_name("text:p"), _name("text:h")}:
                self._paragraph(child, marker, depth)

    def _paragraph(self, node: Any, marker: str = "", depth: int = 0) -> None:
        boxes: list[Any] = []
        words = self._words(node, boxes)
        kind = BlockKind.LIST_ITEM if depth else BlockKind.PARAGRAPH
        self.builder.add(kind, words, marker=marker if words or self.in_cell else "", level=depth, strong=self._is_strong(node))
        for box in boxes:
            self.blocks(box)

    def _heading(self, node: Any) -> None:
        level = _whole(node.get(_name("text:outline-level")))
        if self.outline is None:
            self.outline = _List(self.styles.lists.get("Outline", {}))
        numbered = level in self.outline.levels and self.outline.levels[level].form and node.get(_name("text:is-list-header")) != "true"
        boxes: list[Any] = []
        words = self._words(node, boxes)
        marker = self.outline.next_label(level, node.get(_name("text:start-value"))) if numbered and words else ""
        self.builder.add(BlockKind.HEADING, words, marker=marker, level=level, strong=True)
        for box in boxes:
            self.blocks(box)

    def _list(self, node: Any, parent: _List | None, depth: int) -> None:
        style = node.get(_name("text:style-name"))
        counting = self._counting(node, style, parent)
        for item in node:
            if item.tag not in {_name("text:list-item"), _name("text:list-header")}:
                continue
            marker = ""
            first = next((child for child in item if child.tag in {_name("text:p"), _name("text:h")}), None)
            # An item that only holds a deeper list is not printed itself.
            if item.tag == _name("text:list-item") and first is not None:
                marker = counting.next_label(depth, item.get(_name("text:start-value")))
            for child in item:
                if child.tag == _name("text:list"):
                    self._list(child, counting, depth + 1)
                elif child.tag == _name("text:h"):
                    self.builder.add(BlockKind.HEADING, self._words(child, []), marker=marker, level=_whole(child.get(_name("text:outline-level"))), strong=True)
                    marker = ""
                elif child.tag == _name("text:p"):
                    self._paragraph(child, marker, depth)
                    marker = ""
                else:
                    self.blocks([child])

    def _counting(self, node: Any, style: str | None, parent: _List | None) -> _List:
        """The list that an element is or continues."""
        if style is None and parent is not None:
            return parent
        continued = node.get(_name("text:continue-list"))
        if style is None:
            inner = node.find(".//text:p", _NAMESPACES)
            style = self.styles.list_of_paragraph.get(inner.get(_name("text:style-name")) if inner is not None else "", "")
        before = self.lists.get(continued or "") or (self.lists.get(style) if node.get(_name("text:continue-numbering")) == "true" else None)
        counting = before or (_List(self.styles.lists.get(style, {}), dict(parent.counts)) if parent else _List(self.styles.lists.get(style, {})))
        self.lists[style] = counting
        identifier = node.get(_name("xml:id"))
        if identifier:
            self.lists[identifier] = counting
        return counting

    def _table(self, node: Any) -> None:
        number = self.builder.next_table()
        inner: list[Any] = []
        for row in _rows(node):
            cells = []
            for cell in row:
                if cell.tag not in {_name("table:table-cell"), _name("table:covered-table-cell")}:
                    continue
                repeats = min(_whole(cell.get(_name("table:number-columns-repeated"))), _MOST_REPEATS)
                cells.extend([self._cell(cell, inner)] * repeats)
            self.builder.add_row(cells, table=number)
        for table in inner:
            self._table(table)

    def _cell(self, cell: Any, inner: list[Any]) -> str:
        """A cell's paragraphs and list items as lines; tables inside it come after the table."""
        if cell.tag == _name("table:covered-table-cell"):
            return ""
        apart = _Walk(TextBuilder(), self.styles, self.notes, self.lists, in_cell=True)
        apart.blocks([child for child in cell if child.tag != _name("table:table")])
        inner.extend(child for child in cell if child.tag == _name("table:table"))
        return "".join(apart.builder.parts).strip("\n").replace("\t", " ")

    def _words(self, node: Any, boxes: list[Any]) -> str:
        """The words of a paragraph; text boxes anchored in it are put aside."""
        lines = "".join(self._pieces(node, boxes)).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())

    def _pieces(self, node: Any, boxes: list[Any]) -> Iterator[str]:
        yield node.text or ""
        for child in node:
            if child.tag == _name("text:s"):
                yield " " * _whole(child.get(_name("text:c")))
            elif child.tag == _name("text:tab"):
                yield "\t"
            elif child.tag == _name("text:line-break"):
                yield "\n"
            elif child.tag == _name("text:note"):
                yield self._note(child)
            elif isinstance(child.tag, str) and child.tag.startswith(_DRAWN):
                # A frame holds its words in a text box, a shape of its own right as paragraphs.
                boxes.extend(child.findall("draw:text-box", _NAMESPACES) if child.tag == _name("draw:frame") else [child])
            elif isinstance(child.tag, str) and child.tag not in {_name("office:annotation"), _name("text:ruby-text"), _name("text:hidden-text")}:
                yield from self._pieces(child, boxes)
            yield child.tail or ""

    def _note(self, node: Any) -> str:
        """The mark of a footnote; its words come after the text, as in a printed list of notes."""
        citation = node.find("text:note-citation", _NAMESPACES)
        mark = (citation.text or "").strip() if citation is not None else ""
        body = node.find("text:note-body", _NAMESPACES)
        words = " ".join(self._words(line, []) for line in body.iter(_name("text:p"))) if body is not None else ""
        if words:
            self.notes.append(f"[{mark}] {words}")
        return f"[{mark}]"

    def _is_strong(self, node: Any) -> bool:
        """Whether all words are bold, by the paragraph's style or by the styles of its spans."""
        filled = [bold for words, bold in self._weights(node, self.styles.weights.get(node.get(_name("text:style-name")) or "", False)) if words and words.strip()]
        return bool(filled) and all(filled)

    def _weights(self, node: Any, bold: bool) -> Iterator[tuple[str | None, bool]]:
        """The pieces of a paragraph and whether each is bold; a span without a weight of its own has that around it."""
        yield node.text, bold
        for child in node:
            if isinstance(child.tag, str):
                style = child.get(_name("text:style-name")) if child.tag == _name("text:span") else None
                yield from self._weights(child, self.styles.weights.get(style or "", bold))
            yield child.tail, bold


def _rows(node: Any) -> Iterator[Any]:
    """The rows of a table, those of its heading and of groups included, not those of tables inside it."""
    for child in node:
        if child.tag == _name("table:table-row"):
            for _ in range(min(_whole(child.get(_name("table:number-rows-repeated"))), _MOST_REPEATS if "".join(child.itertext()).strip() else 1)):
                yield child
        elif (
            isinstance(child.tag, str)
            and child.tag.startswith(f"{{{_NAMESPACES['table']}}}table-")
            and child.tag not in {_name("table:table-column"), _name("table:table-columns")}
        ):
            yield from _rows(child)
