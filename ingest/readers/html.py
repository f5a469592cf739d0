"""HTML pages, read by selectolax: headings, paragraphs, list items with their markers, table rows; no navigation, scripts or forms.

Only a walk over the document keeps everything in order. A table whose cells hold block elements lays out the page and is
walked through; any other gives rows. Words that spans cut in two stay whole, and `<br>` ends a line.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.labels import counted, whole
from ingest.readers.text import decode
from ingest.source import BlockKind, Source, TextBuilder, spread

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NAME = "html/1"
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_LEFT_OUT = "script, style, noscript, template, nav, input, textarea, button, select, iframe, svg, head, del, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], [role=search]"
_INSIDE_ROWS = "p, div, ul, ol, table, h1, h2, h3, h4, h5, h6"


def read(content: bytes) -> Source:
    """Read the bytes of an HTML file."""
    builder = TextBuilder()
    add_html(builder, _decoded(content))
    return builder.source("text/html", NAME)


def _decoded(content: bytes) -> str:
    """The page in the encoding that it names, else as any text."""
    named = re.search(rb"<meta[^>]{1,80}charset=[\"']?([\w-]{3,20})", content[:2048], re.IGNORECASE)
    if named and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(named[1].decode()).replace("\r\n", "\n").replace("\r", "\n")
        except (LookupError, UnicodeDecodeError):
            pass  # it names the wrong one
    return decode(content)


@dataclass(slots=True)
class _Places:
    """Where blocks stand in the file: a parsed page does not tell, so their first words are looked for, one after the other."""

    page: str
    first: int  # line of the file on which the page begins
    at: int = 0

    def line_of(self, words: str) -> int:
        """The line of the next place that holds these words, tags and entities between them passed over."""
        # A word with an accent may stand as an entity in the file.
        plain = [re.escape(word) for word in re.findall(r"\w+", words) if word.isascii()][:4]
        pattern = r"(?:<[^>]*>|&\w+;|&#\w+;|[^\w<&])+".join(plain)
        match = re.compile(pattern).search(self.page, self.at) if pattern else None
        if match:
            self.at = match.start()
        return self.first + self.page.count("\n", 0, self.at)


def add_html(builder: TextBuilder, page: str, *, line: int = 1) -> None:
    """Add the blocks of a page, or of a piece of one that begins on a line of its file."""
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(page)
    for node in parser.css(_LEFT_OUT):
        node.decompose()
    for node in [*parser.css("header, footer"), *parser.css("[style]")]:
        # The head of an article names the meeting; that of the page only its site.
        if (node.tag in {"header", "footer"} and not _stands_in(node, _ARTICLES)) or re.search(r"display\s*:\s*none", node.attributes.get("style") or ""):
            node.decompose()
    if parser.body is not None:
        _walk(builder, parser.body, _Places(page, line), depth=0)


_PRINTED = frozenset({"pre"})
_ARTICLES = frozenset({"article", "main", "section"})


def _stands_in(node: "LexborNode", tags: frozenset[str]) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in tags:
        parent = parent.parent
    return parent is not None


def _walk(builder: TextBuilder, node: "LexborNode", places: _Places, depth: int) -> None:
    """Add what a block element holds: its own words as paragraphs, its block children one by one."""
    waiting: list[LexborNode] = []
    number = whole(node.attributes.get("start"), 1) if node.tag == "ol" else 0
    for child in node.iter(include_text=True):
        if child.tag not in _BLOCKS and not _holds_blocks(child):
            waiting.append(child)
            continue
        _add_inline(builder, waiting, places)
        waiting = []
        if child.tag == "li":
            number = whole(child.attributes.get("value"), number)
            _add_item(builder, child, f"{counted(number, node.attributes.get('type') or '1')}." if node.tag == "ol" else "•", places, depth)
            number += 1
        else:
            _add_block(builder, child, places, depth)
    _add_inline(builder, waiting, places)


def _holds_blocks(node: "LexborNode") -> bool:
    return node.tag is not None and not node.tag.startswith("-") and any(inner.tag in _BLOCKS for inner in node.traverse() if inner.mem_id != node.mem_id)


def _add_block(builder: TextBuilder, node: "LexborNode", places: _Places, depth: int) -> None:
    tag = node.tag or ""
    if tag == "table":
        _add_table(builder, node, places, depth)
    elif re.fullmatch(r"h[1-6]", tag):
        builder.add(BlockKind.HEADING, _words([node]), level=int(tag[1]), line=places.line_of(_words([node])), strong=True)
    else:
        _walk(builder, node, places, depth + (tag in {"ul", "ol"}))


def _add_item(builder: TextBuilder, node: "LexborNode", marker: str, places: _Places, depth: int) -> None:
    """A list item's own words with its marker, then the lists inside it."""
    own = [child for child in node.iter(include_text=True) if child.tag not in {"ul", "ol", "table"}]
    builder.add(BlockKind.LIST_ITEM, _words(own), marker=marker if _words(own) else "", level=depth, line=places.line_of(_words(own)), strong=_is_strong(own), bold=_bold(own))
    for child in node.iter():
        if child.tag in {"ul", "ol", "table"}:
            _add_block(builder, child, places, depth)


def _add_inline(builder: TextBuilder, nodes: "list[LexborNode]", places: _Places) -> None:
    builder.add(BlockKind.PARAGRAPH, _words(nodes), line=places.line_of(_words(nodes)), strong=_is_strong(nodes), bold=_bold(nodes))


def _add_table(builder: TextBuilder, node: "LexborNode", places: _Places, depth: int) -> None:
    rows = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in node.css("tr") if _table_of(row) == node.mem_id]
    table = builder.next_table()
    grid = spread([[(_words([cell]).replace("\t", " "), _covers(cell, "colspan"), _covers(cell, "rowspan")) for cell in cells] for cells in rows])
    for cells, words in zip(rows, grid, strict=True):
        if any(_lays_out(cell, len(cells)) for cell in cells):
            for cell in cells:
                _walk(builder, cell, places, depth)
        else:
            builder.add_row(words, table=table, line=places.line_of(_words(cells)), bold=[_bold([cell]) for cell in cells] if len(cells) == len(words) else ())


def _lays_out(cell: "LexborNode", columns: int) -> bool:
    """Whether a cell holds a part of the page: a table or heading inside it, or many blocks in a table of one or two columns."""
    if cell.css_first("table, h1, h2, h3, h4") is not None:
        return True
    return columns < 3 and (cell.css_first("ul, ol") is not None or len(cell.css("p, div")) > 2)


def _covers(cell: "LexborNode", attribute: str) -> int:
    """How many columns or rows a cell covers; 1 where the page says nothing sensible."""
    return max(1, min(whole(cell.attributes.get(attribute)), 100))


def _table_of(row: "LexborNode") -> int | None:
    parent = row.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else None


def _words(nodes: "list[LexborNode]") -> str:
    """The words of nodes as a browser shows them: white space folded, a line end for each <br> and inner block."""
    pieces: list[str] = []
    for node in nodes:
        _collect(node, pieces)
    lines = "".join(pieces).split("\n")
    return "\n".join(line for line in (re.sub(r"[^\S\n]+", " ", line).strip() for line in lines) if line)


def _collect(node: "LexborNode", pieces: list[str]) -> None:
    if node.tag == "-text":
        words = node.text_content or ""
        pieces.append(words if _stands_in(node, _PRINTED) else re.sub(r"\s+", " ", words))
        return
    if node.tag == "br":
        pieces.append("\n")
        return
    block = node.tag in _BLOCKS
    if block:
        pieces.append("\n")
    for child in node.iter(include_text=True):
        _collect(child, pieces)
    if block:
        pieces.append("\n")


def _bold(nodes: "list[LexborNode]") -> list[str]:
    """The pieces that are set in bold."""
    return [_words([node]) for each in nodes for node in ([each] if each.tag in {"strong", "b"} else [] if each.tag == "-text" else each.css("strong, b"))]


def _is_strong(nodes: "list[LexborNode]") -> bool:
    """Whether all words are set in bold."""
    filled = [node for node in nodes if _words([node])]
    return bool(filled) and all(node.tag in {"strong", "b"} or _only_child_is_strong(node) for node in filled)


def _only_child_is_strong(node: "LexborNode") -> bool:
    return node.tag in {"p", "span", "em", "i", "u", "font", "a"} and _is_strong(list(node.iter(include_text=True)))
