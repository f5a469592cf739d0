"""Who was there: lists, tables, grids and running text under "Present", "In attendance", "Apologies", "Absent"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.minutes.attendance_grid import is_grid, marked_status, people_of_grid
from ingest.minutes.attendees import Heading, begins_with_person, cut, entry_of, looks_like_note, with_cells
from ingest.minutes.name_lists import people_in, printed_lines
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Attendee, Quoted
from ingest.minutes.status import STARS_THE_PRESENT, status_of
from ingest.minutes.units import UnitKind
from ingest.sentences import sentences
from kg.model import Span, fold
from kg.names import is_initials, same_person

_STAR_NOTE = re.compile(r"(?P<star>[*†‡#]+)\s*(?:=|:|-|–|denotes|indicates|\s)\s*(?:representing\s+|deputising\s+for\s+|on\s+behalf\s+of\s+)?(?P<meaning>[^)\n;*†‡#]+)")
_STATUS_COLUMN = re.compile(
    r"status|attendance|attended|present\s*(?:/|or)\s*(?:apologies|absent|in\s+attendance)(?:\s*(?:/|or)\s*\w+)*|present\?|attending|(?:p\s*/\s*a(?:\s*/\s*\w+)*)", re.IGNORECASE
)
_HEADING_CELL = re.compile(
    r"(?:full\s+)?names?(?:\s+of\s+\w+)?|members?|organi[sz]ations?|representing|representation|agency|title|post|role|position|initials|present|apologies|area|borough|company|department|job\s+title|"
    r"email|attendance|status|designation|in\s+attendance|capacity|ward|type\s+of\s+governor|governor|category|term(?:\s+of\s+office)?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:attended|chaired|presented|was|were|took|welcomed|opened|had|has|is|are|reminded|declared|thanked|explained|joined|left|noted|gave|said|advised|will|would)\b"
)
_THERE_WERE = re.compile(
    r"(?:There\s+were\s+present|Those\s+(?:present|attending|in\s+attendance)\s+were|Present\s+were|The\s+(?:meeting|following)\s+(?:was\s+attended\s+by|(?:\w+\s+){0,2}(?:were\s+present|attended)\s*:?)|In\s+attendance\s+were)\s*:?\s+(?P<names>[A-Z(].+)",
    re.DOTALL,
)
_WERE_PRESENT = re.compile(r"(?P<names>[A-Z].{4,300}?)\s+(?:were|was)\s+(?:also\s+)?(?P<status>present|in\s+attendance|absent)\b", re.DOTALL)
_CAME = re.compile(
    r"(?:^|,\s+)(?P<names>(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]+){1,3}(?:\s+\([^)]{2,50}\))?),?\s+(?:(?:was|were)\s+also\s+there|(?:also\s+)?(?P<status>attended)(?:\s+(?:the|this)\s+meeting\b|\s+(?:by|via|on|as)\b|\.))"
)
_APOLOGIES_FROM = re.compile(
    r"\bapologies\b(?:\s+for\s+(?:absence|non[- ]attendance|lateness|his|her|their|being\s+absent))?(?:\s+(?:of|absence|lateness|were|was|had|have|been|received|accepted|noted|given|sent|tendered|offered|submitted|recorded|and|duly|also)){0,7}\s*(?:\bfrom\b|\bby\b|\bfor\b|\bon\s+behalf\s+of\b|:)\s*(?P<names>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SENT_APOLOGIES = re.compile(
    r"(?P<names>[A-Z].{2,120}?)\s+(?:had|have|has|was|were)?\s*(?:sent|gave|given|tendered|submitted|offered|conveyed)\s+(?:(?:his|her|their)\s+)?apologies(?!\s+(?:on\s+behalf|for\s+\w+\s+and\b))",
    re.DOTALL,
)
_NONE = re.compile(r"(?:none|nil|no\s+apologies|n/?a|there\s+were\s+no)\b", re.IGNORECASE)


def attendance_of(text: str, outline: Outline, day: dt.date | None = None) -> tuple[Attendee, ...]:
    """Everyone listed or named, in order; the same name twice under one status counts once. `day` picks the column of a grid."""
    unique: list[Attendee] = []
    listed = list(_listed(text, outline, day))
    # Whom the lists have as present a sentence need not tell of again; apologies may contradict them.
    told = [entry for entry in _told(text, outline) if entry.status == "apologies" or not any(same_person(entry.name, other.name) for other in listed)]
    for entry in [*listed, *told]:
        twin = next((at for at, other in enumerate(unique) if _are_twins(text, other, entry)), None)
        if twin is None:
            unique.append(entry)
        else:
            unique[twin] = _joined(unique[twin], entry)
    return tuple(unique)


def _are_twins(text: str, one: Attendee, other: Attendee) -> bool:
    """Whether two entries are one person printed twice; "J Smith (Health)" and "John Smith (Police)" are two.

    In one list, Mr and Mrs J Smith are two, and so are A Jones and Ann Jones, or two John Browns of two bodies.

    Being present and in attendance are one; who is printed as present and as absent keeps both entries.
    """
    there = {"present", "in_attendance"}
    if one.status != other.status and not {one.status, other.status} <= there:
        return False
    apart = bool(one.represents and other.represents and fold(one.represents.words) != fold(other.represents.words))
    one_list = one.status_span is not None and one.status_span == other.status_span
    if fold(one.name) == fold(other.name):
        titles = {match.group(1) if (match := _TITLE.search(text, max(0, entry.span.start - 6), entry.span.end)) else "" for entry in (one, other)}
        return not one_list or (not apart and len(titles) == 1)
    return same_person(one.name, other.name) and not apart and not one_list


_TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss)\b")


def _joined(one: Attendee, other: Attendee) -> Attendee:
    """Two entries of one person: the first, with what only the second says."""
    return replace(one, role=one.role or other.role, represents=one.represents or other.represents, post=one.post or other.post, initials=one.initials or other.initials)


# Lists and tables


@dataclass(slots=True)
class _Block:
    """What stands under one heading: the rows of its table, or its lines."""

    heading: Heading
    places: list[Placed] = field(default_factory=list)


def _listed(text: str, outline: Outline, day: dt.date | None) -> Iterator[Attendee]:
    blocks = list(_blocks(text, outline))
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        # Two headings in a row, the first over nothing: two columns that conversion has put one after the other.
        if before and not before.places and before.heading.status != block.heading.status and _adjoin(text, before.heading, block.heading):
            yield from _two_columns(text, before.heading, block, day)
        else:
            yield from _of_block(text, block, day)


def _adjoin(text: str, one: Heading, other: Heading) -> bool:
    return bool(one.span and other.span and not text[one.span.end : other.span.start].strip(" :\n\t|"))


def _blocks(text: str, outline: Outline) -> Iterator[_Block]:
    block: _Block | None = None
    for place in outline.placed:
        if not place.status or place.role in {Role.ITEM, Role.MARGIN, Role.COLUMNS}:
            continue
        if block is None or block.heading.span != place.status_span or block.heading.status != place.status:
            if block:
                yield block
            block = _Block(_heading(text, place))
        holds_people = place.zone is Zone.ATTENDANCE or place.unit.kind is UnitKind.ROW or is_name_list(place.content.of(text))
        if holds_people and (place.content.of(text).strip() or len(place.unit.cells) > 1):
            block.places.append(place)
    if block:
        yield block


def _heading(text: str, place: Placed) -> Heading:
    words = place.status_span.of(text) if place.status_span else ""
    stars = {match["star"]: match["meaning"].strip() for match in _STAR_NOTE.finditer(words)}
    return Heading(place.status or "", place.status_span, stars)


def _of_block(text: str, block: _Block, day: dt.date | None) -> Iterator[Attendee]:
    at = 0
    while at < len(block.places):
        is_row = block.places[at].unit.kind is UnitKind.ROW
        end = at
        while end < len(block.places) and (block.places[end].unit.kind is UnitKind.ROW) == is_row:
            end += 1
        run = block.places[at:end]
        yield from _table(text, run, block.heading, day) if is_row else _lines(text, run, block.heading)
        at = end


def is_name_list(words: str) -> bool:
    """Whether some words are a list of names and no sentence."""
    pieces = [piece for piece in re.split(r"[,;\n]| and ", re.sub(r"\([^)]*\)", "", words)) if piece.strip()]
    names = sum(begins_with_person(piece.strip(" .")) for piece in pieces)
    return bool(pieces) and names * 2 > len(pieces)


# Lines


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line of a list."""

    span: Span
    strong: bool
    named: bool  # it begins with somebody's name


def _lines(text: str, places: list[Placed], heading: Heading) -> Iterator[Attendee]:
    lines = [
        _Line(part, place.unit.strong, _names_people(text, part, heading))
        for place in places
        for part in printed_lines(text, place.content)
        if not _NONE.match(part.of(text)) and not _HEADING_CELL.fullmatch(part.of(text).strip(" :"))
    ]
    lines = _starred(text, lines)
    stars = heading.stars | {match["star"]: match["meaning"].strip() for line in lines if not line.named for match in _STAR_NOTE.finditer(line.span.of(text))}
    heading = replace(heading, stars=stars)
    named = [line for line in lines if line.named]
    single = len(named) >= 3
    unparted = len(named) >= 3 and sum(bool(re.match(r"[A-Z][\w’'-]+\s+[A-Z][\w’'-]+(?:\s{2,}|\s+[A-Z]{3,})", line.span.of(text))) for line in named) * 2 >= len(named)
    beside = _lines_beside(lines, initialled=any(is_initials(line.span.of(text)) for line in lines))
    if beside:
        yield from _with_lines_beside(text, lines, beside, heading)
        return
    body: Quoted | None = None
    for line in lines:
        people = people_in(text, line.span, heading, single=single, unparted=unparted) if line.named else []
        if people:
            yield from (replace(entry, represents=body) if body and not entry.represents else entry for entry in people)
        elif not line.named:
            words = line.span.of(text).strip(" :")
            body = Quoted(words, Span(line.span.start, line.span.start + len(words))) if (line.strong or line.span.of(text).endswith(":")) and len(words.split()) < 9 else None


def _names_people(text: str, line: Span, heading: Heading) -> bool:
    """Whether a line of a list names somebody, and is no sentence about him."""
    words = line.of(text)
    if len(words.split()) > 5 and text[line.end : line.end + 1] == "." and _SENTENCE.search(re.sub(r"\([^)]*\)", "", words)):
        return sum(begins_with_person(piece.strip()) for piece in re.split(r",|\band\b|&", words)) > 1
    return begins_with_person(words) or bool(people_in(text, line, heading))


def _starred(text: str, lines: list[_Line]) -> list[_Line]:
    """Where a star denotes who was there, the starred names alone; two of them may stand on a line, a wide gap between."""
    if not STARS_THE_PRESENT.search(text):
        return lines
    parts = [replace(line, span=part) for line in lines for part in cut(text, line.span, r"[ \t]{3,}(?=[*†])|(?<=\w)[ \t]{3,}(?=[A-Z])")]
    # A star stands before the name; the stripped part begins behind it.
    starred = [part for part in parts if "*" in text[max(0, part.span.start - 3) : part.span.start] or part.span.of(text).startswith("*")]
    return [replace(part, span=Span(part.span.start + part.span.of(text).startswith("*"), part.span.end), named=True) for part in starred] or lines


def _lines_beside(lines: list[_Line], *, initialled: bool) -> int:
    """How many lines of details go with each name, where a table of names and details was flattened; else 0."""
    named = sum(line.named for line in lines)
    others = len(lines) - named
    if not named or not others or others % named or any(line.strong for line in lines if not line.named):
        return 0
    each = others // named
    by_row = all(line.named == (at % (each + 1) == 0) for at, line in enumerate(lines))
    by_column = all(line.named == (at < named) for at, line in enumerate(lines))
    # A single name with short lines under it: initials tell that they are its details.
    if named == 1 and not (lines[0].named and len(lines) <= 4 and initialled):
        return 0
    return each if each <= 3 and (by_row or by_column) else 0


def _with_lines_beside(text: str, lines: list[_Line], each: int, heading: Heading) -> Iterator[Attendee]:
    """Each name with the lines of details that a flattened table left behind it, or left in a list of their own."""
    named, others = [line for line in lines if line.named], [line for line in lines if not line.named]
    by_row = len(lines) > 1 and not lines[1].named
    for at, line in enumerate(named):
        own = others[at * each : (at + 1) * each] if by_row else [others[at + column * len(named)] for column in range(each)]
        for entry in people_in(text, line.span, heading, single=True):
            yield with_cells(text, entry, [other.span for other in own])


# Two columns, one after the other


def _two_columns(text: str, first: Heading, block: _Block, day: dt.date | None) -> Iterator[Attendee]:
    """The people under "Attendees:" and "Apologies:" printed over each other: the second list begins where bodies come again.

    Deputies in the first list tell: whoever sent one is in the second, which names each body once.
    """
    everyone = list(_of_block(text, block, day))
    bodies = [fold(entry.represents.words) if entry.represents else "" for entry in everyone]
    again = next((at for at in range(1, len(everyone)) if _comes_again(bodies, at)), None)
    if again is None:
        yield from (replace(entry, status=first.status, status_span=first.span) for entry in everyone)
        return
    while again > 1 and bodies[again - 1] and bodies.count(bodies[again - 1]) == 1:
        again -= 1
    for at, entry in enumerate(everyone):
        yield replace(entry, status=first.status, status_span=first.span) if at < again else entry


def _comes_again(bodies: list[str], at: int) -> bool:
    """Whether a second list begins here or just before: this and most later bodies stood above, and each stands once from here on."""
    rest = [body for body in bodies[at:] if body]
    known = sum(body in bodies[:at] for body in rest)
    return bodies[at] in bodies[:at] and bodies[at] != bodies[at - 1] and len(rest) >= 2 and len(set(rest)) == len(rest) and known * 2 >= len(rest)


# Tables


def _table(text: str, rows: list[Placed], heading: Heading, day: dt.date | None) -> Iterator[Attendee]:
    """Rows of a table: a name a cell, or a name with its organisation and post beside it."""
    if is_grid(text, [row.unit for row in rows]):
        yield from people_of_grid(text, [row.unit for row in rows], heading, day)
        return
    people_beside = _second_column_holds_people(text, rows)
    by_column = _statuses_of_columns(text, rows[0])
    names_at = next(
        (at for at, cell in enumerate(rows[0].unit.cells) if re.fullmatch(r"(?:full\s+)?names?(?:\s+of\s+\w+)?|members?|governor", cell.of(text).strip(" :"), re.IGNORECASE)), None
    )
    status_column = next((at for at, cell in enumerate(rows[0].unit.cells) if _STATUS_COLUMN.fullmatch(cell.of(text).strip())), None)
    for number, row in enumerate(rows):
        cells = _cells(row)
        if by_column:
            if number:
                for at, cell in enumerate(row.unit.cells):
                    if at in by_column:
                        yield from people_in(text, cell, by_column[at])
            continue
        if not cells or all(_HEADING_CELL.fullmatch(cell.of(text).strip(" :")) for cell in cells):
            continue
        if len(cells) == 1 or people_beside:
            yield from _people_of_cells(text, cells, heading)
            continue
        own = row.unit.cells[status_column] if status_column is not None and status_column < len(row.unit.cells) else None
        said = (marked_status(text, own) if own else None) or _status_cell(text, own or cells[-1])
        if said:
            own = own or cells[-1]
            cells = [cell for cell in cells if cell != own]
        at_row = Heading(said, own, heading.stars) if said else heading
        if names_at is not None and names_at < len(row.unit.cells) and row.unit.cells[names_at] in cells:
            cells = [row.unit.cells[names_at], *(cell for cell in cells if cell != row.unit.cells[names_at])]
        elif not begins_with_person(cells[0].of(text)) and len(cells) > 1 and begins_with_person(cells[1].of(text)):
            cells = [cells[1], cells[0], *cells[2:]]
        for entry in people_in(text, cells[0], at_row):
            yield with_cells(text, entry, cells[1:])


def _cells(row: Placed) -> list[Span]:
    """The filled cells of a row; those of a heading row only from behind the heading's words."""
    start = row.content.start if row.role is Role.STATUS else row.unit.span.start
    cells = [Span(max(cell.start, start), cell.end) for cell in row.unit.cells if cell.end > start]
    return [cell for cell in cells if cell.start < cell.end]


def _status_cell(text: str, cell: Span) -> str | None:
    """The status that a cell says: "Apologies", "Present"."""
    words = cell.of(text).strip()
    said = status_of(words.capitalize()) if words else None
    return said[0] if said and said[1] >= len(words) else None


def _statuses_of_columns(text: str, row: Placed) -> dict[int, Heading]:
    """Headings over several columns of names, "Present | Apologies"; none where fewer than two cells are headings."""
    said = {at: Heading(status, cell) for at, cell in enumerate(row.unit.cells) if (status := _status_cell(text, cell))}
    return said if len(said) > 1 and len(said) == len([cell for cell in row.unit.cells if cell.start < cell.end]) else {}


def _people_of_cells(text: str, cells: list[Span], heading: Heading) -> Iterator[Attendee]:
    """Names in each cell; a cell of initials belongs to the name before it."""
    waiting: list[Attendee] = []
    for cell in cells:
        words = cell.of(text).strip()
        if waiting and is_initials(words):
            waiting[-1] = replace(waiting[-1], initials=words)
        else:
            waiting.extend(people_in(text, cell, heading))
    yield from waiting


def _second_column_holds_people(text: str, rows: list[Placed]) -> bool:
    """Whether a table prints names in several columns; a heading that says otherwise decides."""
    first = [cell.of(text).strip(" :") for cell in rows[0].unit.cells]
    if len(first) > 1 and all(_HEADING_CELL.fullmatch(words) for words in first if words) and not re.match(r"names?|members?", first[1], re.IGNORECASE):
        return False
    several = 0
    for row in rows:
        named = [begins_with_person(cell.of(text)) for cell in row.unit.cells if cell.start < cell.end and not is_initials(cell.of(text).strip())]
        several += sum(named) > 1 and all(named)
    return several * 2 >= sum(len(row.unit.cells) > 1 for row in rows) and several > 0


# Running text


def _told(text: str, outline: Outline) -> Iterator[Attendee]:
    """Those whom a sentence tells of: "Apologies were received from A and B", "A had sent her apologies", "C attended the meeting"."""
    for place in outline.placed:
        if place.role is not Role.TEXT or place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN}:
            continue
        if not re.search(r"pologi|\b[Pp]resent\b|\b[Ii]n\s+attendance\b|\babsent\b|\battended\b", place.content.of(text)):
            continue
        for sentence in sentences(text, place.content):
            yield from _told_by(text, place, sentence)


def _told_by(text: str, place: Placed, sentence: Span) -> Iterator[Attendee]:
    words = sentence.of(text)
    were = _THERE_WERE.match(words) if place.zone is not Zone.BUSINESS else None
    if were:
        said = "in_attendance" if words.startswith("In attendance") else "present"
        yield from people_in(text, Span(sentence.start + were.start("names"), sentence.end), Heading(said, Span(sentence.start, sentence.start + were.start("names"))))
        return
    there = _WERE_PRESENT.match(words) if place.zone is not Zone.BUSINESS else None
    if there and is_name_list(there["names"]):
        names = Span(sentence.start + there.start("names"), sentence.start + there.end("names"))
        status = Span(sentence.start + there.start("status"), sentence.start + there.end("status"))
        yield from people_in(text, names, Heading({"present": "present", "absent": "absent"}.get(there["status"], "in_attendance"), status))
    came = _CAME.search(words) if place.zone is not Zone.BUSINESS else None
    if came and not there:
        names = Span(sentence.start + came.start("names"), sentence.start + came.end("names"))
        yield from people_in(text, names, Heading("in_attendance", Span(names.end, sentence.start + came.end())))
    match = _APOLOGIES_FROM.search(words) or _SENT_APOLOGIES.match(words)
    if match:
        status = Span(sentence.start + match.start(), sentence.start + match.end())
        yield from _names_told(text, Span(sentence.start + match.start("names"), sentence.start + match.end("names")), status)


def _names_told(text: str, span: Span, status: Span) -> Iterator[Attendee]:
    """Names at the beginning of some words, up to the first piece that is none."""
    heading = Heading("apologies", status)
    if "(" not in span.of(text) and not re.search(r"\b(?:who|had|has|was|were|due|as|because|with|until)\b", span.of(text)) and is_name_list(span.of(text)):
        yield from people_in(text, span, heading)
        return
    for piece in cut(text, span, r",(?!\s*\()|;|\band\b|&"):
        words = piece.of(text)
        ends = re.match(r"(?:.*?)(?=\s(?:who|had|has|was|were|due|as|because|for|with|until)\b)", words)
        inner = Span(piece.start, piece.start + ends.end()) if ends else piece
        entry = entry_of(text, inner, heading)
        if entry is None:
            if looks_like_note(words) or fold(words) in {"there were no other apologies"}:
                return
            continue
        yield entry


def chair_of(attendance: tuple[Attendee, ...]) -> Attendee | None:
    """Who is printed as chair, if someone present is."""
    return next((entry for entry in attendance if entry.role == "chair" and entry.status not in {"apologies", "absent"}), None)
