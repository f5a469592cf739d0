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

from ingest.readers.labels import whole
from ingest.readers.odf_styles import NAMESPACES, ListCount, Styles, qname
from ingest.source import BlockKind, Source, TextBuilder
from kg.errors import UnreadableFile

NAME = "odt/1"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_MOST_REPEATS = 200  # rows and cells that a spreadsheet's tail repeats without end
_DRAWN = f"{{{NAMESPACES['draw']}}}"
_DAMAGED = "the OpenDocument file is damaged ({}): open it in its program and save it again"


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
    walk = _Walk(builder, Styles.of(body, styles))
    text = body.find(".//office:body/office:text", NAMESPACES)
    if text is None:
        raise UnreadableFile(_DAMAGED.format("it has no text"))
    walk.blocks(text)
    for note in walk.notes:
        builder.add(BlockKind.PARAGRAPH, note)
    builder.furniture = sum(1 for part in styles.iter(qname("style:header"), qname("style:footer")) for line in part.iter(qname("text:p")) if "".join(line.itertext()).strip())
    builder.tracked_changes = body.find(".//text:tracked-changes/text:changed-region", NAMESPACES) is not None
    return builder.source(MEDIA_TYPE, NAME)


# The walk


@dataclass(slots=True)
class _Walk:
    """Adds the blocks of a document in order."""

    builder: TextBuilder
    styles: Styles
    notes: list[str] = field(default_factory=list)
    lists: dict[str, ListCount] = field(default_factory=dict)  # by xml:id, and the last of each style
    in_cell: bool = False  # an empty numbered paragraph prints its number: templates have columns of them
    outline: ListCount | None = None

    def blocks(self, parent: Any) -> None:
        """Add the block children of an element."""
        for child in parent:
            if child.get(qname("text:display")) == "none":
                continue
            if child.tag == qname("text:p"):
                self._paragraph(child)
            elif child.tag == qname("text:h"):
                self._heading(child)
            elif child.tag == qname("text:list"):
                self._list(child, None, 1)
            elif child.tag == qname("table:table"):
                self._table(child)
            elif child.tag == qname("text:numbered-paragraph"):
                self._numbered(child)
            elif child.tag not in {
                qname("text:tracked-changes"),
                qname("text:hidden-paragraph"),
                qname("office:annotation"),
                qname("office:forms"),
                qname("text:sequence-decls"),
            } and isinstance(child.tag, str):
                self.blocks(child)

    def _numbered(self, node: Any) -> None:
        """A paragraph that is numbered without standing in a list."""
        depth, style = whole(node.get(qname("text:level"))), node.get(qname("text:style-name")) or ""
        counting = self.lists.setdefault(node.get(qname("text:list-id")) or style, ListCount(self.styles.lists.get(style, {})))
        marker = counting.next_label(depth, node.get(qname("text:start-value")))
        for child in node:
            if child.tag in {qname("text:p"), qname("text:h")}:
                self._paragraph(child, marker, depth)

    def _paragraph(self, node: Any, marker: str = "", depth: int = 0) -> None:
        boxes: list[Any] = []
        words = self._words(node, boxes)
        kind = BlockKind.LIST_ITEM if depth else BlockKind.PARAGRAPH
        self.builder.add(kind, words, marker=marker if words or self.in_cell else "", level=depth, strong=self._is_strong(node), bold=self._bold(node))
        for box in boxes:
            self.blocks(box)

    def _heading(self, node: Any) -> None:
        level = whole(node.get(qname("text:outline-level")))
        if self.outline is None:
            self.outline = ListCount(self.styles.lists.get("Outline", {}))
        numbered = level in self.outline.levels and self.outline.levels[level].form and node.get(qname("text:is-list-header")) != "true"
        boxes: list[Any] = []
        words = self._words(node, boxes)
        marker = self.outline.next_label(level, node.get(qname("text:start-value"))) if numbered and words else ""
        self.builder.add(BlockKind.HEADING, words, marker=marker, level=level, strong=True)
        for box in boxes:
            self.blocks(box)

    def _list(self, node: Any, parent: ListCount | None, depth: int) -> None:
        style = node.get(qname("text:style-name"))
        counting = self._counting(node, style, parent)
        for item in node:
            if item.tag not in {qname("text:list-item"), qname("text:list-header")}:
                continue
            marker = ""
            first = next((child for child in item if child.tag in {qname("text:p"), qname("text:h")}), None)
            # An item that only holds a deeper list is not printed itself.
            if item.tag == qname("text:list-item") and first is not None:
                marker = counting.next_label(depth, item.get(qname("text:start-value")))
            for child in item:
                if child.tag == qname("text:list"):
                    self._list(child, counting, depth + 1)
                elif child.tag == qname("text:h"):
                    self.builder.add(BlockKind.HEADING, self._words(child, []), marker=marker, level=whole(child.get(qname("text:outline-level"))), strong=True)
                    marker = ""
                elif child.tag == qname("text:p"):
                    self._paragraph(child, marker, depth)
                    marker = ""
                else:
                    self.blocks([child])

    def _counting(self, node: Any, style: str | None, parent: ListCount | None) -> ListCount:
        """The list that an element is or continues."""
        if style is None and parent is not None:
            return parent
        continued = node.get(qname("text:continue-list"))
        if style is None:
            inner = node.find(".//text:p", NAMESPACES)
            style = self.styles.list_of_paragraph.get(inner.get(qname("text:style-name")) if inner is not None else "", "")
        before = self.lists.get(continued or "") or (self.lists.get(style) if node.get(qname("text:continue-numbering")) == "true" else None)
        counting = before or (ListCount(self.styles.lists.get(style, {}), dict(parent.counts)) if parent else ListCount(self.styles.lists.get(style, {})))
        self.lists[style] = counting
        identifier = node.get(qname("xml:id"))
        if identifier:
            self.lists[identifier] = counting
        return counting

    def _table(self, node: Any) -> None:
        number = self.builder.next_table()
        inner: list[Any] = []
        for row in _rows(node):
            cells = []
            for cell in row:
                if cell.tag not in {qname("table:table-cell"), qname("table:covered-table-cell")}:
                    continue
                repeats = min(whole(cell.get(qname("table:number-columns-repeated"))), _MOST_REPEATS)
                cells.extend([self._cell(cell, inner)] * repeats)
            self.builder.add_row(cells, table=number)
        for table in inner:
            self._table(table)

    def _cell(self, cell: Any, inner: list[Any]) -> str:
        """A cell's paragraphs and list items as lines; tables inside it come after the table."""
        if cell.tag == qname("table:covered-table-cell"):
            return ""
        apart = _Walk(TextBuilder(), self.styles, self.notes, self.lists, in_cell=True)
        apart.blocks([child for child in cell if child.tag != qname("table:table")])
        inner.extend(child for child in cell if child.tag == qname("table:table"))
        return "".join(apart.builder.parts).strip("\n").replace("\t", " ")

    def _words(self, node: Any, boxes: list[Any]) -> str:
        """The words of a paragraph; text boxes anchored in it are put aside."""
        lines = "".join(self._pieces(node, boxes)).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())

    def _pieces(self, node: Any, boxes: list[Any]) -> Iterator[str]:
        yield node.text or ""
        for child in node:
            if child.tag == qname("text:s"):
                yield " " * whole(child.get(qname("text:c")))
            elif child.tag == qname("text:tab"):
                yield "\t"
            elif child.tag == qname("text:line-break"):
                yield "\n"
            elif child.tag == qname("text:note"):
                yield self._note(child)
            elif isinstance(child.tag, str) and child.tag.startswith(_DRAWN):
                # A frame holds its words in a text box, a shape of its own right as paragraphs.
                boxes.extend(child.findall("draw:text-box", NAMESPACES) if child.tag == qname("draw:frame") else [child])
            elif isinstance(child.tag, str) and child.tag not in {qname("office:annotation"), qname("text:ruby-text"), qname("text:hidden-text")}:
                yield from self._pieces(child, boxes)
            yield child.tail or ""

    def _note(self, node: Any) -> str:
        """The mark of a footnote; its words come after the text, as in a printed list of notes."""
        citation = node.find("text:note-citation", NAMESPACES)
        mark = (citation.text or "").strip() if citation is not None else ""
        body = node.find("text:note-body", NAMESPACES)
        words = " ".join(self._words(line, []) for line in body.iter(qname("text:p"))) if body is not None else ""
        if words:
            self.notes.append(f"[{mark}] {words}")
        return f"[{mark}]"

    def _is_strong(self, node: Any) -> bool:
        """Whether all words are bold, by the paragraph's style or by the styles of its spans."""
        filled = [bold for words, bold in self._weights(node, self.styles.weights.get(node.get(qname("text:style-name")) or "", False)) if words and words.strip()]
        return bool(filled) and all(filled)

    def _bold(self, node: Any) -> list[str]:
        """The pieces that are bold; those that follow each other are one."""
        pieces = [""]
        for words, bold in self._weights(node, self.styles.weights.get(node.get(qname("text:style-name")) or "", False)):
            if bold or not (words or "").strip():
                pieces[-1] += words or ""
            elif pieces[-1]:
                pieces.append("")
        return pieces

    def _weights(self, node: Any, bold: bool) -> Iterator[tuple[str | None, bool]]:
        """The pieces of a paragraph and whether each is bold; a span without a weight of its own has that around it."""
        yield node.text, bold
        for child in node:
            if isinstance(child.tag, str):
                style = child.get(qname("text:style-name")) if child.tag == qname("text:span") else None
                yield from self._weights(child, self.styles.weights.get(style or "", bold))
            yield child.tail, bold


def _rows(node: Any) -> Iterator[Any]:
    """The rows of a table, those of its heading and of groups included, not those of tables inside it."""
    for child in node:
        if child.tag == qname("table:table-row"):
            for _ in range(min(whole(child.get(qname("table:number-rows-repeated"))), _MOST_REPEATS if "".join(child.itertext()).strip() else 1)):
                yield child
        elif (
            isinstance(child.tag, str) and child.tag.startswith(f"{{{NAMESPACES['table']}}}table-") and child.tag not in {qname("table:table-column"), qname("table:table-columns")}
        ):
            yield from _rows(child)
