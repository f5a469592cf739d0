"""What a reader makes of a file: one text that never changes, and its blocks in reading order."""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model import Span


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text between two line ends of the layout. Blocks do not overlap and come in reading order."""

    kind: BlockKind
    span: Span
    line: int  # of the file where the format has lines, else of the extracted text; from 1
    level: int = 0  # of a heading, 1 the highest; of a list item, its depth
    marker: Span | None = None  # a list item's bullet or number, inside `span`
    cells: tuple[Span, ...] = ()  # of a row, left to right, inside `span`; empty cells are empty spans
    table: int = 0  # rows with the same number stand in one table
    strong: bool = False  # the whole block is set in bold or as a heading


@dataclass(frozen=True, slots=True)
class Source:
    """The extracted text of one file."""

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    reader: str  # name and version, "text/1"
    pages: tuple[int, ...] = ()  # offset where each page starts
    furniture: int = 0  # running headers, footers and page numbers kept out of the text


@dataclass(slots=True)
class TextBuilder:
    """Joins pieces into one text and notes where each of them lies: rows and blocks by a newline, cells by a tab."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    lines: int = 1

    def _append(self, piece: str) -> Span:
        start = self.length
        self.parts.append(piece)
        self.length += len(piece)
        return Span(start, self.length)

    def add(self, kind: BlockKind, words: str, *, marker: str = "", level: int = 0, line: int | None = None, strong: bool = False) -> None:
        """Add a block, its marker in front; blank words add nothing."""
        if not (words.strip() or marker):
            return
        start = self.length
        marked = self._append(marker) if marker else None
        if marker:
            self._append(" ")
        self._append(words)
        self._close(Block(kind, Span(start, self.length), line or self.lines, level, marked, strong=strong), words)

    def add_row(self, cells: list[str], *, table: int, line: int | None = None) -> None:
        """Add a table row; a row without words adds nothing."""
        if not any(cell.strip() for cell in cells):
            return
        start, spans = self.length, []
        for number, cell in enumerate(cells):
            if number:
                self._append("\t")
            spans.append(self._append(cell))
        self._close(Block(BlockKind.ROW, Span(start, self.length), line or self.lines, cells=tuple(spans), table=table), "".join(cells))

    def _close(self, block: Block, words: str) -> None:
        self.blocks.append(block)
        self._append("\n")
        self.lines += words.count("\n") + 1

    def next_table(self) -> int:
        """A number for the rows of one more table."""
        self.tables += 1
        return self.tables

    def source(self, media_type: str, reader: str) -> Source:
        """The finished text and blocks."""
        return Source("".join(self.parts), tuple(self.blocks), media_type, reader)
