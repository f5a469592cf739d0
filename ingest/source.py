"""What a reader makes of a file: one text that never changes, and its blocks in reading order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kg.model import Reading, Repair, Span


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
    bold: tuple[Span, ...] = ()  # words set in bold inside blocks and cells, in order; run-in headings begin so
    reading: Reading = field(default_factory=Reading)  # what the reader left out, mended or recognised


@dataclass(slots=True)
class TextBuilder:
    """Joins pieces into one text and notes where each of them lies: rows and blocks by a newline, cells by a tab."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    lines: int = 1
    pages: list[int] = field(default_factory=list)  # offset where each page begins
    furniture: int = 0  # lines of running headers and footers left out
    repairs: list[Repair] = field(default_factory=list)
    bold: list[Span] = field(default_factory=list)  # words set in bold
    scanned: list[int] = field(default_factory=list)  # pages read by text recognition
    tracked_changes: bool = False

    def _append(self, piece: str) -> Span:
        start = self.length
        self.parts.append(piece)
        self.length += len(piece)
        return Span(start, self.length)

    def begin_page(self, number: int, *, at: int | None = None) -> None:
        """Note that page `number` begins here, or at an offset before; pages that were passed over begin here too."""
        while len(self.pages) < number:
            self.pages.append(self.length if at is None else at)

    def add(
        self,
        kind: BlockKind,
        words: str,
        *,
        marker: str = "",
        level: int = 0,
        line: int | None = None,
        strong: bool = False,
        repairs: Sequence[Repair] = (),
        bold: Sequence[str] = (),
    ) -> None:
        """Add a block, its marker in front; blank words add nothing. Repairs count from the first of the words; `bold` has
        the pieces of them that are set in bold, in order."""
        if not (words.strip() or marker):
            return
        start = self.length
        marked = self._append(marker) if marker else None
        if marker:
            self._append(" ")
        words, repairs = _without_soft_hyphens(words, repairs)
        self._note(repairs)
        self._note_bold(words, bold)
        self._append(words)
        self._close(Block(kind, Span(start, self.length), line or self.lines, level, marked, strong=strong), words)

    def _note(self, repairs: Sequence[Repair]) -> None:
        self.repairs.extend((start + self.length, end + self.length, printed) for start, end, printed in repairs)

    def _note_bold(self, words: str, bold: Sequence[str]) -> None:
        at = 0
        for piece in bold:
            match = re.compile(r"\s+".join(re.escape(word) for word in piece.split())).search(words, at) if piece.strip() else None
            if match:
                at = match.end()
                self.bold.append(Span(self.length + match.start(), self.length + match.end()))

    def add_row(self, cells: list[str], *, table: int, line: int | None = None, repairs: Sequence[Sequence[Repair]] = (), bold: Sequence[Sequence[str]] = ()) -> None:
        """Add a table row; a row without words adds nothing. `repairs` and `bold` have those of each cell."""
        if not any(cell.strip() for cell in cells):
            return
        start, spans = self.length, []
        for number, cell in enumerate(cells):
            if number:
                self._append("\t")
            words, mended = _without_soft_hyphens(cell, repairs[number] if repairs else ())
            self._note(mended)
            self._note_bold(words, bold[number] if number < len(bold) else ())
            spans.append(self._append(words))
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
        reading = Reading(self.furniture, tuple(self.repairs), tuple(self.scanned), self.tracked_changes)
        return Source("".join(self.parts), tuple(self.blocks), media_type, reader, tuple(self.pages), tuple(self.bold), reading)


def _without_soft_hyphens(words: str, repairs: Sequence[Repair]) -> tuple[str, Sequence[Repair]]:
    """Words without the hyphens that only show where a line may be cut, each noted as a repair."""
    if "\u00ad" not in words:
        return words, repairs
    pieces: list[str] = []
    length, noted = 0, list(repairs)
    for piece in re.split(r"(\s+)", words):
        mended = piece.replace("\u00ad", "")
        if mended != piece and mended:
            noted.append((length, length + len(mended), piece))
        pieces.append(mended)
        length += len(mended)
    return "".join(pieces), noted


def spread(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[list[str]]:
    """Cells as (words, columns, rows) that they cover, on a grid: merged cells have their words in the first place, "" in the others."""
    grid: list[list[str]] = []
    below: dict[int, int] = {}  # column -> rows that a cell above still covers
    for row in rows:
        cells: list[str] = []
        coming: dict[int, int] = {}
        for words, columns, high in row:
            while below.get(len(cells), 0):
                cells.append("")
            for at in range(columns):
                if high > 1:
                    coming[len(cells)] = high - 1
                cells.append(words if at == 0 else "")
        while below.get(len(cells), 0):
            cells.append("")
        grid.append(cells)
        below = {column: left - 1 for column, left in below.items() if left > 1} | coming
    return grid
