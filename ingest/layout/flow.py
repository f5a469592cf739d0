"""From pages to one text with blocks: furniture out, columns in reading order, rows with cells, paragraphs across pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.layout.furniture import without_furniture
from ingest.layout.page import Box, Line, Page, RuledTable, Word, leading_of, lines_of, right_edge
from ingest.layout.paragraphs import continues, paragraphs_of
from ingest.layout.regions import Region, is_running_text, regions_of, rows_of
from ingest.layout.repair import Repairer, repairer_for, words_joined
from ingest.source import BlockKind, TextBuilder
from kg.model import Repair

_BULLET = re.compile(r"[•·▪●○‣◦■□➢✓*–—-]|o(?=\s)")
_NUMBERED = re.compile(r"(?:[A-Z]{1,4}\s?)?\d{1,4}(?:[./]\d{1,4})*[.)]?")
_MARGIN = 40  # points by which the words of one margin may stand apart
_HEADING = 1.15  # times the size of most of the text


@dataclass(frozen=True, slots=True)
class _Paragraph:
    lines: tuple[Line, ...]
    right: float  # how far its column reaches
    page: int
    opens: bool = False  # the first of its region: it may go on from the paragraph above


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[tuple[Line, ...], ...], ...]  # of each cell its paragraphs
    table: tuple[int, float]  # rows of one table share it
    page: int
    right: float = 0.0  # how far its leading cell reaches; 0 in drawn tables


_Element = _Paragraph | _Row


def add_pages(builder: TextBuilder, pages: Sequence[Page]) -> None:
    """Add the blocks of all pages; page starts, furniture, repairs and scanned pages are noted in the builder."""
    kept, dropped = without_furniture([lines_of(page.words) for page in pages], [page.height for page in pages])
    lines = [line for page in kept for line in page]
    repairer = repairer_for([word.text for line in lines for word in line.words], [line.words[-1].text for line in lines if line.words[-1].text.endswith("-")])
    usual = median([word.size for line in lines for word in line.words] or [10.0])
    elements: list[_Element] = []
    for number, (page, its) in enumerate(zip(pages, kept, strict=True), start=1):
        for element in _elements(page, its, number):
            _join(elements, element)
    _Emitter(builder, repairer, usual).emit(elements)
    builder.begin_page(len(pages))
    builder.furniture += dropped
    builder.scanned.extend(number for number, page in enumerate(pages, start=1) if page.scanned)


# From a page to elements


def _elements(page: Page, lines: Sequence[Line], number: int) -> Iterator[_Element]:
    """The elements of a page in reading order. A drawn table takes its place among the words as one large word."""
    if not lines:
        return
    free = [word for line in lines for word in line.words]
    tables: dict[RuledTable, _Cells] = {}
    for table in page.tables:
        cells, rest = _in_cells(table, free)
        # Frames around text and underlines are no tables: theirs hold words in one column at most.
        if len({at for row in cells for at, held in enumerate(row) if held}) > 1:
            tables[table], free = cells, rest
    blocks = [Word("", x0, x1, top, bottom, 10.0, table=table) for table in tables for x0, top, x1, bottom in (table.box,)]
    for element in _stretch(_lines_with_tables(free, blocks), page, number, right_edge(lines)):
        if isinstance(element, RuledTable):
            yield from _table_rows(element, tables[element], number)
        else:
            yield element


_Cells = list[list[list[Word]]]  # the words of each cell of each row


def _in_cells(table: RuledTable, words: Sequence[Word]) -> tuple[_Cells, list[Word]]:
    """The words in each cell of a table, and the words that stand in none."""
    cells: _Cells = [[[] for _ in row] for row in table.rows]
    rest = []
    for word in words:
        inside = _holds(table.box, word)
        place = next(((at, to) for at, row in enumerate(table.rows) for to, box in enumerate(row) if box and _holds(box, word)), None) if inside else None
        (cells[place[0]][place[1]] if place else rest).append(word)
    return cells, rest


def _lines_with_tables(words: Sequence[Word], tables: Sequence[Word]) -> list[Line]:
    """The lines of words with each table as a line of its own, before the first line that stands lower than its top."""
    return sorted([*lines_of(words), *(Line((table,)) for table in tables)], key=lambda line: line.top)


def _holds(box: Box, word: Word) -> bool:
    return box[0] - 1 <= (word.x0 + word.x1) / 2 <= box[2] + 1 and box[1] - 1 <= word.middle <= box[3] + 1


def _table_rows(table: RuledTable, cells: _Cells, number: int) -> Iterator[_Row]:
    rows: list[list[tuple[tuple[Line, ...], ...]]] = []
    for row, words in zip(table.rows, cells, strict=True):
        for held in _printed_rows(row, words):
            rows.append([])
            for box, lines in zip(row, held, strict=True):
                groups = paragraphs_of(lines, box[2] - 4, leading_of(lines)) if box else []
                rows[-1].append(tuple(tuple(group) for group in groups))
    # Double lines and shading make columns that hold nothing.
    filled = [at for at in range(max(map(len, rows))) if any(at < len(printed) and printed[at] for printed in rows)]
    for printed in rows:
        if any(printed):
            yield _Row(tuple(printed[at] if at < len(printed) else () for at in filled), (number, table.box[1]), number)


def _printed_rows(row: Sequence[Box | None], cells: Sequence[Sequence[Word]]) -> Iterator[list[list[Line]]]:
    """The lines of each cell of a drawn row; where several numbers stand in one cell the row holds as many, not parted by lines."""
    held = [lines_of(words) for words in cells]
    first = next((lines for lines in held if lines), [])
    edges = [box[0] for box in row if box]
    if len(edges) < 2 or sum(bool(_NUMBERED.fullmatch(line.text)) for line in first) < 2:
        yield held
        return
    region = Region(tuple(lines_of(word for lines in held for line in lines for word in line.words)), tuple((edge, edge) for edge in edges[1:]))
    for group in rows_of(region):
        parts = [region.columns(line) for line in group]
        printed = iter([[cell for part in parts if (cell := part[at])] for at in range(len(edges))])
        yield [next(printed) if box else [] for box in row]


def _stretch(lines: Sequence[Line], page: Page, number: int, reach: float) -> Iterator[_Element | RuledTable]:
    """The elements of a column of lines that reaches so far to the right; tables are given as they are."""
    for region in regions_of(lines):
        if region.gutters and is_running_text(region):
            columns: list[list[Line]] = [[] for _ in range(len(region.gutters) + 1)]
            for line in region.lines:
                for at, part in enumerate(region.columns(line)):
                    columns[at].extend([part] if part else [])
            for column in columns:
                yield from _stretch(column, page, number, right_edge(column))
            continue
        waiting: list[Line] = []
        for line in region.lines:
            if line.words[0].table is None:
                waiting.append(line)
            else:
                yield from _text(Region(tuple(waiting), region.gutters), page, number, reach)
                yield line.words[0].table
                waiting = []
        yield from _text(Region(tuple(waiting), region.gutters), page, number, reach)


def _text(region: Region, page: Page, number: int, reach: float) -> Iterator[_Element]:
    """Paragraphs, or the rows of a grid."""
    if not region.lines:
        return
    if not region.gutters:
        first, *others = _paragraphs(region.lines, number, reach)
        yield replace(first, opens=True)
        yield from others
        return
    edges = [*(left for left, _ in region.gutters), max(line.x1 for line in region.lines)]
    for group in rows_of(region, page.rules):
        yield _row(region, group, edges, (number, region.lines[0].top), number)


def _row(region: Region, group: Sequence[Line], edges: Sequence[float], table: tuple[int, float], number: int) -> _Element:
    """One row of a grid; of running text with a margin, a row without words in the margin is a paragraph."""
    parts = [region.columns(line) for line in group]
    leading = leading_of(region.lines)
    cells = []
    for at, edge in enumerate(edges):
        held = [cell for part in parts if (cell := part[at])]
        initials = all(re.fullmatch(r"[A-Z]{2,4}(?:[/,&] ?[A-Z]{2,4})*", line.text) for line in held)
        groups = [[line] for line in held] if initials else paragraphs_of(held, right_edge(held) if held else edge, leading)
        cells.append(tuple(tuple(lines) for lines in groups))
    filled = [at for at, cell in enumerate(cells) if cell]
    running = sum(len(line.words) for line in region.lines) >= 5 * len(region.lines)
    if running and len(filled) == 1 and len(cells[filled[0]]) == 1:
        lines = cells[filled[0]][0]
        return _Paragraph(lines, right_edge([column for line in region.lines if (column := region.columns(line)[filled[0]])]), number)
    return _Row(tuple(cells), table, number, region.gutters[0][0])


def _paragraphs(lines: Sequence[Line], number: int, reach: float) -> Iterator[_Paragraph]:
    # Of two or three lines nobody can tell how far their column reaches.
    right = right_edge(lines) if len(lines) > 3 else max(reach, *(line.x1 for line in lines))
    for group in paragraphs_of(lines, right, leading_of(lines)):
        yield _Paragraph(tuple(group), right, number)


# Across pages and columns


def _join(elements: list[_Element], element: _Element) -> None:
    """Add an element, or join it to the paragraph before the seam of a page or column that it goes on from."""
    before = elements[-1] if elements else None
    if isinstance(before, _Paragraph) and isinstance(element, _Paragraph):
        seam = element.page != before.page or element.lines[0].top < before.lines[-1].top
        goes_on = continues(before.lines[-1], element.lines[0], before.right) if seam else element.opens and _runs_on(before.lines, element.lines, before.right)
        if goes_on:
            elements[-1] = _Paragraph(before.lines + element.lines, before.right, before.page)
            return
    if isinstance(before, _Row) and isinstance(element, _Row) and element.page == before.page + 1 and _is_rest(element, before):
        cells = (one + other if not (one and other) else (*one[:-1], one[-1] + other[0], *other[1:]) for one, other in zip(before.cells, element.cells, strict=True))
        elements[-1] = replace(before, cells=tuple(cells))
    elif before is not None and isinstance(element, _Row) and _has_margin(element) and isinstance(before, _Paragraph) and _runs_on(before.lines, element.cells[0][0], before.right):
        elements[-1] = _Row(((before.lines + element.cells[0][0], *element.cells[0][1:]), *element.cells[1:]), element.table, before.page, before.right)
    elif isinstance(before, _Row) and _has_margin(before) and isinstance(element, _Paragraph) and _runs_on(before.cells[0][-1], element.lines, before.right):
        elements[-1] = _Row(((*before.cells[0][:-1], before.cells[0][-1] + element.lines), *before.cells[1:]), before.table, before.page, before.right)
    else:
        elements.append(element)


def _is_rest(row: _Row, before: _Row) -> bool:
    """Whether the first row of a page is the rest of the last row before: nothing in front, and a cell begins with a small letter."""
    filled = [cell for cell in row.cells if cell]
    return len(row.cells) == len(before.cells) and bool(before.cells[0]) and not row.cells[0] and any(cell[0][0].text[:1].islower() for cell in filled)


def _has_margin(row: _Row) -> bool:
    """Whether a row is text with a few words beside it."""
    return len(row.cells) == 2 and row.right > 0 and all(row.cells) and sum(len(line.words) for lines in row.cells[1] for line in lines) <= 4


def _runs_on(before: Sequence[Line], after: Sequence[Line], right: float) -> bool:
    """Whether lines go on with the paragraph of the lines above them."""
    if after[0].top < before[-1].top or len(before[-1].words) < 5:
        return False
    leading = leading_of([*before, *after]) if len(before) + len(after) > 2 else 1.25 * before[0].size
    return len(paragraphs_of([*before, after[0]], right, leading)) == len(paragraphs_of(before, right, leading))


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

    def emit(self, elements: Sequence[_Element]) -> None:
        """Write all elements; a table that goes on over a page end stays one, and its repeated heading is furniture."""
        tables: dict[tuple[int, float], _Table] = {}
        last: _Table | None = None
        margins: list[_Table] = []
        for element in elements:
            self.builder.begin_page(element.page)
            if isinstance(element, _Paragraph):
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
            self.builder.add_row(list(words), table=table.number, repairs=[repairs for _, repairs in cells])

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

    def _paragraph(self, paragraph: _Paragraph) -> None:
        lines = paragraph.lines
        text, repairs = self._words(lines)
        bullet = _BULLET.match(text)
        strong = all(line.bold for line in lines)
        if bullet and text[bullet.end() : bullet.end() + 1] == " " and len(text) > bullet.end() + 1:
            skip = bullet.end() + 1
            moved = [(start - skip, end - skip, printed) for start, end, printed in repairs if start >= skip]
            self.builder.add(BlockKind.LIST_ITEM, text[skip:], marker=bullet[0], level=1, strong=strong, repairs=moved)
        else:
            heading = min(line.size for line in lines) > _HEADING * self.usual and len(text.split()) <= 25
            self.builder.add(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, text, level=int(heading), strong=strong or heading, repairs=repairs)
        self._note_page_end(lines, paragraph.page)

    def _note_page_end(self, lines: Sequence[Line], page: int) -> None:
        """A paragraph that goes over a page end begins the next page inside itself."""
        seams = [at for at in range(1, len(lines)) if lines[at].top < lines[at - 1].top - lines[at].size]
        if not seams:
            return
        tail = self._words(lines[seams[-1] :])[0]
        self.builder.begin_page(page + 1, at=self.builder.length - 1 - len(tail))


def _extent(row: _Row) -> tuple[float, float] | None:
    """Left and right edge of a row's last cell."""
    lines = [line for paragraph in row.cells[-1] for line in paragraph]
    return (min(line.x0 for line in lines), max(line.x1 for line in lines)) if lines else None


def _beside(row: _Row, margins: Sequence[_Table]) -> _Table | None:
    """The table whose margin a row's last cell stands in, though text without a margin lies between."""
    extent = _extent(row) if _has_margin(row) else None
    found = [table for table in margins if extent and table.margin and extent[0] < table.margin[1] + _MARGIN and table.margin[0] - _MARGIN < extent[1]]
    return found[-1] if found else None
