"""From a page to its elements, paragraphs and rows in reading order, and from page to page what goes on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.layout.page import Box, Line, Page, RuledTable, Word, leading_of, lines_of, right_edge
from ingest.layout.paragraphs import continues, paragraphs_of
from ingest.layout.regions import Region, is_running_text, regions_of, rows_of

_NUMBERED = re.compile(r"(?:[A-Z]{1,4}\s?)?\d{1,4}(?:[./]\d{1,4})*[.)]?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]
    right: float  # how far its column reaches
    page: int
    opens: bool = False  # the first of its region: it may go on from the paragraph above


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, drawn or not, or running text with words beside it."""

    cells: tuple[tuple[tuple[Line, ...], ...], ...]  # of each cell its paragraphs
    table: tuple[int, float]  # rows of one table share it
    page: int
    right: float = 0.0  # how far its leading cell reaches; 0 in drawn tables


Element = Paragraph | Row


# From a page to elements


def elements_of(page: Page, lines: Sequence[Line], number: int) -> Iterator[Element]:
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
    beside = sorted([*lines_of(free), *(Line((block,)) for block in blocks)], key=lambda line: line.top) if blocks else lines
    for element in _stretch(beside, page, number, right_edge(lines)):
        if isinstance(element, RuledTable):
            yield from _table_rows(element, tables[element], number)
        else:
            yield element


_Cells = list[list[list[Word]]]  # the words of each cell of each row


def _in_cells(table: RuledTable, words: Sequence[Word]) -> tuple[_Cells, list[Word]]:
    """The words in each cell of a table, and the words that stand in none."""
    cells: _Cells = [[[] for _ in row] for row in table.rows]
    rest: list[Word] = []
    for word in words:
        inside = _holds(table.box, word)
        place = next(((at, to) for at, row in enumerate(table.rows) for to, box in enumerate(row) if box and _holds(box, word)), None) if inside else None
        (cells[place[0]][place[1]] if place else rest).append(word)
    return cells, rest


def _holds(box: Box, word: Word) -> bool:
    return box[0] - 1 <= (word.x0 + word.x1) / 2 <= box[2] + 1 and box[1] - 1 <= word.middle <= box[3] + 1


def _table_rows(table: RuledTable, cells: _Cells, number: int) -> Iterator[Row]:
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
            yield Row(tuple(printed[at] if at < len(printed) else () for at in filled), (number, table.box[1]), number)


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


def _stretch(lines: Sequence[Line], page: Page, number: int, reach: float) -> Iterator[Element | RuledTable]:
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


def _text(region: Region, page: Page, number: int, reach: float) -> Iterator[Element]:
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


def _row(region: Region, group: Sequence[Line], edges: Sequence[float], table: tuple[int, float], number: int) -> Element:
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
        return Paragraph(lines, right_edge([column for line in region.lines if (column := region.columns(line)[filled[0]])]), number)
    return Row(tuple(cells), table, number, region.gutters[0][0])


def _paragraphs(lines: Sequence[Line], number: int, reach: float) -> Iterator[Paragraph]:
    # Of two or three lines nobody can tell how far their column reaches.
    right = right_edge(lines) if len(lines) > 3 else max(reach, *(line.x1 for line in lines))
    for group in paragraphs_of(lines, right, leading_of(lines)):
        yield Paragraph(tuple(group), right, number)


# Across pages and columns


def join(elements: list[Element], element: Element) -> None:
    """Add an element, or join it to the paragraph before the seam of a page or column that it goes on from."""
    before = elements[-1] if elements else None
    if isinstance(before, Paragraph) and isinstance(element, Paragraph):
        seam = element.page != before.page or element.lines[0].top < before.lines[-1].top
        goes_on = continues(before.lines[-1], element.lines[0], before.right) if seam else element.opens and _runs_on(before.lines, element.lines, before.right)
        if goes_on:
            elements[-1] = Paragraph(before.lines + element.lines, before.right, before.page)
            return
    if isinstance(before, Row) and isinstance(element, Row) and element.page == before.page + 1 and _is_rest(element, before):
        cells = (one + other if not (one and other) else (*one[:-1], one[-1] + other[0], *other[1:]) for one, other in zip(before.cells, element.cells, strict=True))
        elements[-1] = replace(before, cells=tuple(cells))
    elif before is not None and isinstance(element, Row) and has_margin(element) and isinstance(before, Paragraph) and _runs_on(before.lines, element.cells[0][0], before.right):
        elements[-1] = Row(((before.lines + element.cells[0][0], *element.cells[0][1:]), *element.cells[1:]), element.table, before.page, before.right)
    elif isinstance(before, Row) and has_margin(before) and isinstance(element, Paragraph) and _runs_on(before.cells[0][-1], element.lines, before.right):
        elements[-1] = Row(((*before.cells[0][:-1], before.cells[0][-1] + element.lines), *before.cells[1:]), before.table, before.page, before.right)
    else:
        elements.append(element)


def _is_rest(row: Row, before: Row) -> bool:
    """Whether the first row of a page is the rest of the last row before: nothing in front, and a cell begins with a small letter."""
    filled = [cell for cell in row.cells if cell]
    return len(row.cells) == len(before.cells) and bool(before.cells[0]) and not row.cells[0] and any(cell[0][0].text[:1].islower() for cell in filled)


def has_margin(row: Row) -> bool:
    """Whether a row is text with a few words beside it."""
    return len(row.cells) == 2 and row.right > 0 and all(row.cells) and sum(len(line.words) for lines in row.cells[1] for line in lines) <= 4


def _runs_on(before: Sequence[Line], after: Sequence[Line], right: float) -> bool:
    """Whether lines go on with the paragraph of the lines above them."""
    if after[0].top < before[-1].top or len(before[-1].words) < 5:
        return False
    leading = leading_of([*before, *after]) if len(before) + len(after) > 2 else 1.25 * before[0].size
    return len(paragraphs_of([*before, after[0]], right, leading)) == len(paragraphs_of(before, right, leading))
