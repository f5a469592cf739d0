"""From pages to one text with blocks: furniture out, columns in reading order, rows with cells, paragraphs across pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from ingest.layout.elements import Element, Paragraph, Row, elements_of, has_margin, join
from ingest.layout.furniture import without_furniture
from ingest.layout.page import Line, Page, lines_of
from ingest.layout.repair import Repairer, repairer_for, words_joined
from ingest.source import BlockKind, TextBuilder
from kg.model import Repair

_BULLET = re.compile(r"[•·▪●○‣◦■□➢✓*–—-]|o(?=\s)")
_MARGIN = 40  # points by which the words of one margin may stand apart
_HEADING = 1.15  # times the size of most of the text


def add_pages(builder: TextBuilder, pages: Sequence[Page]) -> None:
    """Add the blocks of all pages; page starts, furniture, repairs and scanned pages are noted in the builder."""
    kept, dropped = without_furniture([lines_of(page.words) for page in pages], [page.height for page in pages])
    lines = [line for page in kept for line in page]
    repairer = repairer_for([word.text for line in lines for word in line.words], [line.words[-1].text for line in lines if line.words[-1].text.endswith("-")])
    usual = median([word.size for line in lines for word in line.words] or [10.0])
    elements: list[Element] = []
    for number, (page, its) in enumerate(zip(pages, kept, strict=True), start=1):
        for element in elements_of(page, its, number):
            join(elements, element)
    _Emitter(builder, repairer, usual).emit(elements)
    builder.begin_page(len(pages))
    builder.furniture += dropped
    builder.scanned.extend(number for number, page in enumerate(pages, start=1) if page.scanned)


# From elements to blocks


@dataclass(slots=True)
class _Table:
    """A table on its way through the pages."""

    number: int
    heading: tuple[str, ...]  # the words of its first row
    width: int
    page: int  # the last one that it was seen on
    margin: tuple[float, float] | None = None  # left and right edge of the last cell, where the rows stand between paragraphs


@dataclass(slots=True)
class _Emitter:
    """Writes elements into a text."""

    builder: TextBuilder
    repairer: Repairer
    usual: float  # size of most of the type

    def emit(self, elements: Sequence[Element]) -> None:
        """Write all elements; a table that goes on over a page end stays one, and its repeated heading is furniture."""
        tables: dict[tuple[int, float], _Table] = {}
        last: _Table | None = None
        margins: list[_Table] = []
        for element in elements:
            self.builder.begin_page(element.page)
            if isinstance(element, Paragraph):
                self._paragraph(element)
                last = None
                continue
            cells = [self._cell(cell) for cell in element.cells]
            words = tuple(text for text, _ in cells)
            table = tables.get(element.table)
            if table is None:
                goes_on = last is not None and last.page + 1 == element.page and last.width == len(cells)
                table = _beside(element, margins) or (last if goes_on else None) or _Table(self.builder.next_table(), words, len(cells), element.page)
                tables[element.table] = table
                if table is last and goes_on and words == table.heading:
                    # The heading of a table that goes on over a page end is printed again.
                    self.builder.furniture += 1
                    continue
            if len(cells) == 2 and element.right and element.cells[1] and table not in margins:
                margins.append(table)
            if table in margins:
                table.margin = _extent(element) or table.margin
            table.page, last = element.page, table
            self.builder.add_row(
                list(words), table=table.number, repairs=[repairs for _, repairs in cells], bold=[[piece for lines in cell for piece in _bold(lines)] for cell in element.cells]
            )

    def _cell(self, paragraphs: Sequence[Sequence[Line]]) -> tuple[str, list[Repair]]:
        """A cell's paragraphs as lines."""
        text = ""
        repairs: list[Repair] = []
        for lines in paragraphs:
            words, its = self._words(lines)
            text += "\n" * bool(text)
            repairs.extend((start + len(text), end + len(text), printed) for start, end, printed in its)
            text += words
        return text, repairs

    def _words(self, lines: Sequence[Line]) -> tuple[str, list[Repair]]:
        return words_joined([[word.text for word in line.words] for line in lines], self.repairer)

    def _paragraph(self, paragraph: Paragraph) -> None:
        lines = paragraph.lines
        text, repairs = self._words(lines)
        bullet = _BULLET.match(text)
        strong, bold = all(line.bold for line in lines), _bold(lines)
        if bullet and text[bullet.end() : bullet.end() + 1] == " " and len(text) > bullet.end() + 1:
            skip = bullet.end() + 1
            moved = [(start - skip, end - skip, printed) for start, end, printed in repairs if start >= skip]
            self.builder.add(BlockKind.LIST_ITEM, text[skip:], marker=bullet[0], level=1, strong=strong, repairs=moved, bold=bold)
        else:
            heading = min(line.size for line in lines) > _HEADING * self.usual and len(text.split()) <= 25
            self.builder.add(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, text, level=int(heading), strong=strong or heading, repairs=repairs, bold=bold)
        self._note_page_end(lines, paragraph.page)

    def _note_page_end(self, lines: Sequence[Line], page: int) -> None:
        """A paragraph that goes over a page end begins the next page inside itself."""
        seams = [at for at in range(1, len(lines)) if lines[at].top < lines[at - 1].top - lines[at].size]
        if not seams:
            return
        tail = self._words(lines[seams[-1] :])[0]
        self.builder.begin_page(page + 1, at=self.builder.length - 1 - len(tail))


def _bold(lines: Sequence[Line]) -> list[str]:
    """The words set in bold, those that follow each other together."""
    words = [word for line in lines for word in line.words]
    return [" ".join(word.text for word in run) for bold, run in groupby(words, key=lambda word: word.bold) if bold]


def _extent(row: Row) -> tuple[float, float] | None:
    """Left and right edge of a row's last cell."""
    lines = [line for paragraph in row.cells[-1] for line in paragraph]
    return (min(line.x0 for line in lines), max(line.x1 for line in lines)) if lines else None


def _beside(row: Row, margins: Sequence[_Table]) -> _Table | None:
    """The table whose margin a row's last cell stands in, though text without a margin lies between."""
    extent = _extent(row) if has_margin(row) else None
    found = [table for table in margins if extent and table.margin and extent[0] < table.margin[1] + _MARGIN and table.margin[0] - _MARGIN < extent[1]]
    return found[-1] if found else None
