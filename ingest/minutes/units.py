"""From blocks to units: the paragraphs, list items and rows that an author of minutes thinks in.

Three layouts are undone here. A printed number on a line or in a cell of its own joins the words that it numbers. A
table that only lays out the page (number | text | action by | when) gives its paragraphs one by one, and its owner and
date cells as a margin of the row. A list item's marker is told from its words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.minutes.numbering import ALONE, following, split_number, trimmed
from ingest.minutes.status import inline_headings, status_of
from ingest.readers.text import blocks_of
from ingest.source import Block, BlockKind, Source
from kg.model import Span
from kg.names import looks_like_person


class UnitKind(StrEnum):
    """What a unit is."""

    HEADING = "heading"  # set as a heading in the file
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    ROW = "row"  # a table row whose cells belong together
    MARGIN = "margin"  # owner and date cells beside the paragraphs of a layout row


class Column(StrEnum):
    """What the cells of a table's column hold."""

    NUMBER = "number"
    TEXT = "text"
    ACTION = "action"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph, list item, heading, row or margin."""

    kind: UnitKind
    span: Span  # with number and marker
    body: Span  # without them
    line: int
    number: str = ""  # as printed, without a trailing dot: "2.4", "(a)", "273"
    bullet: bool = False  # a marker that does not count
    level: int = 0
    strong: bool = False
    cells: tuple[Span, ...] = ()
    columns: tuple[Column, ...] = ()  # of the cells, as the table's heading row names them
    row: int = -1  # units and margin of one layout row share it
    bold: tuple[Span, ...] = ()  # words of the body that are set in bold
    lead: Span | None = None  # the bold words that the body begins with
    run_in: bool = False  # a heading whose text follows on its line

    def cell(self, column: Column) -> Span | None:
        """The first filled cell of a column."""
        return next((cell for cell, role in zip(self.cells, self.columns, strict=False) if role is column and cell.start < cell.end), None)


_DASH = re.compile(r"[-–•·*●]\s+")
_COLUMN_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"(?:item\s*)?(?:no\.?|number|ref\.?(?:erence)?|#)|item|minute(?:\s*(?:no\.?|ref\.?))?|agenda\s*(?:item|no\.?)|para(?:graph)?"),
    (
        Column.OWNER,
        r"(?:action(?:ed)?|task)\s*(?:by|for|with|owner)|by(?:\s*who(?:m)?\??)?|owners?|lead(?:\s*officer)?|who\??|responsib(?:le|ility)(?:\s*(?:person|officer))?|person\s*responsible|assigned\s*to|(?:lead\s*)?officer|initials",
    ),
    (
        Column.DUE,
        r"(?:by\s*)?when\??|due(?:\s*(?:date|by))?|deadline|by\s*date|date\s*due|target(?:\s*date)?|time\s*-?\s*scale|completion(?:\s*date)?|complete\s*by|finish(?:ed)?|end|date",
    ),
    (Column.STATUS, r"status|progress|update|outcome|rag|comments?|complete[d]?\??"),
    (Column.ACTION, r"(?:agreed\s*)?actions?(?:\s*(?:points?|required|agreed|to\s*be\s*taken|item|description))?|(?:sub\s*-?\s*)?tasks?|what\??"),
    (Column.OTHER, r"(?:start|began|raised|date\s*raised|start(?:ing)?\s*date|opened|meeting(?:\s*date)?|priority)"),
    (
        Column.TEXT,
        r"items|discussion(?:\s*(?:and|/|&)\s*(?:decisions?|actions?))?|minutes?|notes?|subject|issue|details?|description|decision|matter|topic|summary|discussion\s*points?|agenda|text|heading",
    ),
)


def columns_of(texts: list[str]) -> tuple[Column, ...] | None:
    """What the columns hold, when these cells are a table's heading row: at least two filled cells, all known words."""
    roles, known = [], 0
    for words in texts:
        bare = re.sub(r"\s+", " ", words).strip(" :*").lower()
        if not bare:
            roles.append(Column.OTHER)
            continue
        role = _role_of(bare)
        if role is None:
            return None
        known += 1
        roles.append(role)
    # "No. | Minute | Action": the second is what the first one counts, unless tasks and owners have columns of their own.
    if roles.count(Column.NUMBER) > 1 and not {Column.ACTION, Column.OWNER} <= set(roles):
        roles[[at for at, role in enumerate(roles) if role is Column.NUMBER][1]] = Column.TEXT
    if known < 2 or not {Column.OWNER, Column.DUE, Column.ACTION, Column.TEXT, Column.STATUS} & set(roles):
        return None
    return _settle(roles)


#: Of two things that one column holds, "Issue / Action", "Finish & status", the later of these tells what it is for.
_WEIGHT = [Column.OTHER, Column.NUMBER, Column.TEXT, Column.DUE, Column.OWNER, Column.ACTION, Column.STATUS]


def _role_of(words: str) -> Column | None:
    """What a column holds whose heading has these words, in lower case; None for words that head no column."""
    whole = next((role for role, pattern in _COLUMN_WORDS if re.fullmatch(pattern, words)), None)
    parts = [part for part in re.split(r"\s*(?:/|&|\band\b)\s*", words) if part]
    if whole is not None or len(parts) < 2:
        return whole
    roles = [_role_of(part) for part in parts]
    return max((role for role in roles if role is not None), key=_WEIGHT.index) if None not in roles else None


def _settle(roles: list[Column]) -> tuple[Column, ...]:
    """Make sense of a lone "Action" beside a discussion column (it holds owners or tasks), and of unnamed columns in front."""
    if Column.OWNER in roles and Column.ACTION not in roles and Column.TEXT not in roles:
        unnamed = [at for at, role in enumerate(roles[: roles.index(Column.OWNER)]) if role in {Column.OTHER, Column.NUMBER}]
        if unnamed:
            roles[unnamed[-1]] = Column.TEXT
            roles[: unnamed[-1]] = [Column.NUMBER] * unnamed[-1]
    return tuple(roles)


def units_of(source: Source) -> list[Unit]:
    """All units of a source, in reading order."""
    units: list[Unit] = []
    headed: dict[int, tuple[Column, ...]] = {}  # table -> its columns; a margin goes on behind text that has none
    for block in _with_tables(source):
        if isinstance(block, list):
            units.extend(_table_units(source.text, block, len(units), headed))
        else:
            units.extend(_plain_unit(source.text, piece) for part in _parted(source.text, block) for piece in _at_inline_numbers(source.text, part))
    return list(_joined(source.text, _with_bold(source, units)))


def _with_bold(source: Source, units: list[Unit]) -> list[Unit]:
    """The units, each with its words that are set in bold; both come in the order of the text."""
    marked, at = [], 0
    for unit in units:
        while at < len(source.bold) and source.bold[at].end <= unit.span.start:
            at += 1
        own = []
        for span in source.bold[at:]:
            if span.start >= unit.span.end:
                break
            # Bold type may begin with the bullet or number in front of the body.
            if span.end > unit.body.start:
                own.append(Span(max(span.start, unit.body.start), min(span.end, unit.body.end)))
        lead = own[0] if own and own[0].start == unit.body.start and own[0].end > own[0].start else None
        marked.append(replace(unit, bold=tuple(own), lead=lead) if own else unit)
    return marked


def _at_inline_numbers(text: str, block: Block) -> Iterator[Block]:
    """A paragraph that holds several minutes, "81/24 Apologies … 82/24 Interests …", cut where the next number comes."""
    number, _ = split_number(text, block.span)
    starts = [block.span.start]
    while number and block.kind is not BlockKind.ROW and following(number):
        # A number may be missing: of the next three the one that is printed goes on.
        coming = "|".join(re.escape(after) for step in (1, 2, 3) if (after := following(number, step)))
        match = re.compile(rf"(?:(?<=[.;:!?)’”])|(?<=\b[A-Z]{{2}})|(?<=\n))[^\S\n]*\n?[^\S\n]*(?=(?P<next>{coming})[.:]?\s+[A-Z])").search(text, starts[-1] + 1, block.span.end)
        if not match:
            break
        starts.append(match.end())
        number = match["next"]
    for start, end in zip(starts, [*starts[1:], block.span.end], strict=True):
        span = trimmed(text, Span(start, end))
        marker = block.marker if start == block.span.start else None
        yield replace(
            block, span=span, marker=marker, kind=block.kind if start == block.span.start else BlockKind.PARAGRAPH, line=block.line + text.count("\n", block.span.start, start)
        )


def _with_tables(source: Source) -> Iterator[Block | list[Block]]:
    """Blocks outside tables one by one, the rows of one table as a list."""
    rows: list[Block] = []
    for block in source.blocks:
        if rows and (block.kind is not BlockKind.ROW or block.table != rows[0].table):
            yield rows
            rows = []
        if block.kind is BlockKind.ROW:
            rows.append(block)
        else:
            yield block
    if rows:
        yield rows


_LABEL_LINE = re.compile(r"\[?[A-Z][\w /&-]{1,40}?\s*:\s*\S")


def _parted(text: str, block: Block) -> Iterator[Block]:
    """A paragraph that holds several: lines that are each "Label: value", or lists of people under more than one heading."""
    if (
        block.kind is BlockKind.PARAGRAPH
        and (headings := list(inline_headings(block.span.of(text))))
        and (status_of(block.span.of(text)) or _is_list_of_people(text, block, headings[0]))
    ):
        starts = [block.span.start, *(block.span.start + heading.start for heading in headings)]
        for start, end in zip(starts, [*starts[1:], block.span.end], strict=True):
            # A dash between two lists goes with the first of them.
            span = trimmed(text, Span(start, end))
            if span.start < span.end:
                yield Block(BlockKind.PARAGRAPH, span, block.line + text.count("\n", block.span.start, start), strong=block.strong)
        return
    yield from _labelled_lines(text, block)


def _is_list_of_people(text: str, block: Block, heading: Span) -> bool:
    """Whether most lines above an inline heading begin with a name: "Ann Lee\nTom Ferris\nIn attendance: Joy Hallam"."""
    lines = [line.strip() for line in block.span.of(text)[: heading.start].split("\n") if line.strip()]
    return bool(lines) and sum(looks_like_person(re.split(r"[,(–-]", line)[0].strip()) for line in lines) * 2 > len(lines)


def _labelled_lines(text: str, block: Block) -> Iterator[Block]:
    """A paragraph whose every line is "Label: value" comes line by line; Markdown joins such lines."""
    lines = block.span.of(text).split("\n")
    if block.kind is not BlockKind.PARAGRAPH or len(lines) < 2 or not all(_LABEL_LINE.match(line) for line in lines):
        yield block
        return
    at = block.span.start
    for number, line in enumerate(lines):
        yield Block(BlockKind.PARAGRAPH, Span(at, at + len(line)), block.line + number, strong=block.strong)
        at += len(line) + 1


def _plain_unit(text: str, block: Block) -> Unit:
    kind = UnitKind(block.kind.value)
    bullet = False
    body, number = block.span, ""
    if block.marker:
        marker = block.marker.of(text)
        body = trimmed(text, Span(block.marker.end, block.span.end))
        if re.search(r"\w", marker) and marker not in {"o", "O"}:
            number = marker.rstrip(".")
        else:
            bullet = True
    dash = _DASH.match(text, body.start, body.end)
    if dash and not block.marker:
        bullet, body = True, trimmed(text, Span(dash.end(), body.end))
    if not number:
        number, rest = split_number(text, body)
        # "• 40 Mile Walk": a number without a stop behind a bullet belongs to the words.
        counts = bullet and number.isdigit() and not re.match(r"\d+[.)]", body.of(text))
        number, body = ("", body) if counts else (number, rest)
    return Unit(kind, block.span, body, block.line, number, bullet, block.level, block.strong)


def _joined(text: str, units: Iterable[Unit]) -> Iterator[Unit]:
    """Join a number that stands alone with the unit after it."""
    waiting: Unit | None = None
    for unit in units:
        words = unit.span.of(text)
        if waiting is not None:
            if unit.kind in {UnitKind.PARAGRAPH, UnitKind.HEADING} and not unit.number:
                number = waiting.span.of(text).strip().rstrip(".:")
                yield replace(unit, span=Span(waiting.span.start, unit.span.end), number=number, line=waiting.line, row=max(unit.row, waiting.row))
                waiting = None
                continue
            yield waiting
            waiting = None
        if unit.kind is UnitKind.PARAGRAPH and ALONE.fullmatch(words.strip()):
            waiting = unit
        else:
            yield unit
    if waiting is not None:
        yield waiting


# Tables


def _table_units(text: str, rows: list[Block], first: int, headed: dict[int, tuple[Column, ...]]) -> Iterator[Unit]:
    """Rows that belong together stay rows; those that lay out the page are taken apart."""
    columns = headed.get(rows[0].table)
    layout = _is_layout(text, rows)
    for number, row in enumerate(rows):
        texts = [cell.of(text) for cell in row.cells]
        heading = columns_of([words.split("\n")[0] for words in texts]) if len([w for w in texts if w.strip()]) > 1 else None
        if heading and all("\n" not in words.strip() for words in texts):
            columns = headed[row.table] = _with_owners(heading, [cell.of(text) for other in rows[number + 1 :] for cell in other.cells[-1:]])
            yield Unit(UnitKind.ROW, row.span, row.span, row.line, cells=row.cells, columns=columns)
        elif layout or _has_margin(texts, columns):
            yield from _layout_units(text, row, _columns_with_heading_cells(texts, columns), first + number)
        else:
            yield Unit(UnitKind.ROW, row.span, row.span, row.line, cells=row.cells, columns=columns or ())


#: "9 April 2010", "June 2011", "Spring 2012" under a name.
BEGINS_WITH_DAY = re.compile(
    r"\s*(?:\d{1,2}(?:st|nd|rd|th)?[ /.-]|(?:by\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Next\s+meeting)\b)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:All(?:\s+(?:members|chairs|agencies|partners))?|[A-Z]{2,4}|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2})(?:\s*[/,&\n]\s*(?:and\s+)?(?:[A-Z]{2,4}|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}))*"
)


def _with_owners(columns: tuple[Column, ...], last_cells: list[str]) -> tuple[Column, ...]:
    """ "Action" over names beside the discussion heads a column of owners, over sentences one of tasks."""
    if columns[-1] is not Column.ACTION or Column.OWNER in columns or Column.TEXT not in columns:
        return columns
    filled = [words.strip() for words in last_cells if words.strip()]
    return (*columns[:-1], Column.OWNER) if all(_NAMES.fullmatch(line.strip()) or BEGINS_WITH_DAY.match(line) for words in filled for line in words.split("\n")) else columns


def _has_margin(texts: list[str], columns: tuple[Column, ...] | None) -> bool:
    """Whether a row is running text with names beside it: under such columns, or plainly long text beside a short name."""
    if texts[-1].strip(" .").lower() in {"noted", "agreed", "approved", "done", "complete", "completed", "nil", "none", "information", "deferred", "resolved"}:
        return False
    if len(texts) < 2 or not texts[0].strip() or any(words.strip() for words in texts[1:-1]) or not _NAMES.fullmatch(texts[-1].strip()):
        return False
    words = len(texts[0].split())
    if len(texts) > 2:
        return words > 8
    return words > 8 if columns == (Column.TEXT, Column.OWNER) else columns is None and words > 25


def _is_layout(text: str, rows: list[Block]) -> bool:
    """Whether a table lays out running text: some cell holds paragraphs, or long words beside a number cell."""
    headings = [columns_of([cell.of(text) for cell in row.cells]) for row in rows]
    if any(heading and _heads_actions(heading) for heading in headings):
        return False
    for row in rows:
        cells = [cell.of(text).strip() for cell in row.cells]
        filled = [cell for cell in cells if cell]
        if any(cell.count("\n") >= 1 and len(cell.split()) > 40 for cell in cells):
            return True
        if len(filled) >= 1 and len(row.cells) > 1 and ALONE.fullmatch(cells[0]) and len(cells[1].split()) >= 1 and len(row.cells) <= 5:
            return True
        if len(filled) == 1 and len(row.cells) > 1 and len(filled[0].split()) > 12:
            return True
    return False


def _heads_actions(columns: tuple[Column, ...]) -> bool:
    """Whether these columns are of a table of actions: tasks and owners, and no discussion in front of them; notes may stand behind."""
    return Column.ACTION in columns and Column.OWNER in columns and Column.TEXT not in columns[: columns.index(Column.ACTION)]


def _columns_with_heading_cells(texts: list[str], columns: tuple[Column, ...] | None) -> tuple[Column, ...] | None:
    """The table's columns; a row that repeats "Action by" and "When" inside itself names the last columns."""
    if columns is not None and len(columns) == len(texts):
        return columns
    if columns is None and _has_margin(texts, None):
        return (Column.TEXT, *[Column.OTHER] * (len(texts) - 2), Column.OWNER)
    roles = [Column.OTHER] * len(texts)
    for at, words in enumerate(texts):
        named = columns_of([words.split("\n")[0], "when"])
        if at and named and named[0] in {Column.OWNER, Column.DUE}:
            roles[at] = named[0]
    return tuple(roles) if Column.OWNER in roles else None


def _layout_units(text: str, row: Block, columns: tuple[Column, ...] | None, number: int) -> Iterator[Unit]:
    """The paragraphs of a layout row's cells, then its margin."""
    number_cell: Span | None = None
    filled = [at for at, cell in enumerate(row.cells) if cell.start < cell.end]
    beside = [at for at in filled if columns and at < len(columns) and columns[at] in {Column.OWNER, Column.DUE, Column.STATUS}]
    # Only what stands to the right of the text is a margin of it.
    margin = [at for at in beside if not any(other > at and other not in beside for other in filled)]
    for at, cell in enumerate(row.cells):
        if cell.start == cell.end or at in margin:
            continue
        if number_cell is None and at == 0 and len(row.cells) > 1 and ALONE.fullmatch(cell.of(text).strip()):
            number_cell = cell
        else:
            yield from _cell_units(text, cell, number_cell, row, number)
            number_cell = None
    if number_cell is not None:
        yield from _cell_units(text, number_cell, None, row, number)
    if margin:
        span = Span(row.cells[margin[0]].start, row.cells[margin[-1]].end)
        yield Unit(UnitKind.MARGIN, span, span, _line_at(text, row, span.start), cells=row.cells, columns=columns or (), row=number)


def _line_at(text: str, row: Block, offset: int) -> int:
    return row.line + text.count("\n", row.span.start, offset)


def _cell_units(text: str, cell: Span, number_cell: Span | None, row: Block, number: int) -> Iterator[Unit]:
    """One unit for each line of a cell; the first takes the number cell in front of it."""
    for at, block in enumerate(blocks_of(cell.of(text))):
        span = Span(block.span.start + cell.start, block.span.end + cell.start)
        marker = Span(block.marker.start + cell.start, block.marker.end + cell.start) if block.marker else None
        unit = _plain_unit(text, Block(BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH, span, _line_at(text, row, span.start), marker=marker))
        if at == 0 and number_cell is not None:
            printed = number_cell.of(text).strip().rstrip(".:")
            unit = replace(unit, span=Span(number_cell.start, unit.span.end), number=printed, line=_line_at(text, row, number_cell.start))
        yield replace(unit, row=number)
