"""Who was there: lists, tables and running text under "Present", "In attendance", "Apologies", "Absent"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.minutes.outline import Outline, Placed, Role, Zone, status_of
from ingest.minutes.records import Attendee, Quoted
from ingest.minutes.units import UnitKind
from ingest.names import has_honorific, initials_of, is_initials, looks_like_person, same_person, strip_titles
from ingest.sentences import sentences
from kg.model import Span, fold

_CHAIR = re.compile(
    r"(?:in\s+the\s+|acting\s+|interim\s+|independent\s+)?chair(?:man|woman|person|ing|ed)?(?:\s+of\s+(?:the\s+)?(?:board|panel|committee|governors|group|meeting|trustees))?|presiding|convener|convenor",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:\w+\s+)?(?:minutes?|notes?)(?:[- ]?tak(?:er|ing))?|(?:minute|note)s?[- ]secretary|minuting|clerk(?:\s+to\s+.*)?|note[- ]?taker|taking\s+(?:the\s+)?(?:minutes|notes)",
    re.IGNORECASE,
)
_PROXY = re.compile(
    r"(?:deput(?:y|ising|izing)\s+for|in\s+place\s+of|on\s+behalf\s+of|substitut(?:e|ing)\s+for|represent(?:ing|ed\s+by)|for|alternate\s+for|standing\s+in\s+for|vice)\s+(?P<who>.+)",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:director|head|manager|officer|chief|executive|deputy|secretary|treasurer|governor|headteacher|principal|vice[- ]chair(?:man)?|lead|adviser|advisor|co-?ordinator|administrator|assistant|mayor|leader|member|commissioner|consultant|analyst|minister|auditor|accountant|solicitor|observer|trustee|editor|president|founder|specialist|nurse|doctor|inspector|convener)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:from|until|to|for|left|arrived|joined|items?|part|via|by)\b.*(?:item|agenda|\d|onwards?|phone|zoom|teams|video|part|meeting)|via\s+\w+|by\s+(?:tele)?phone|remotely|online|part(?:ial)?",
    re.IGNORECASE,
)
_STAR = re.compile(r"[*†‡#]+")
_STAR_NOTE = re.compile(r"(?P<star>[*†‡#]+)\s*(?:=|:|-|–|denotes|indicates)\s*(?:representing\s+|deputising\s+for\s+|on\s+behalf\s+of\s+)?(?P<meaning>[^)\n;]+)")
#: "Ann Lee GDS", "Ann Lee The Elmford Trust", "Ann Lee  Chair": a name and what stands beside it, parted by nothing.
_UNPARTED = re.compile(
    r"(?P<name>[A-Z][\w’'-]+\s+(?:[A-Z]\.?\s+)?[A-Z][\w’'-]+)(?:\s{2,}|\s+(?=The\s|[A-Z]{3,}\b|[A-Z]f[A-Z])|\s+(?=[A-Z].*\b(?:Council|Trust|Board|University|College|School|Office|Department|Police|Service|UK)\b))(?P<body>[A-Z].*)$"
)
_STATUS_COLUMN = re.compile(r"status|attendance|attended|present\s*(?:/|or)\s*apologies|present\?", re.IGNORECASE)
_WERE_PRESENT = re.compile(r"(?P<names>[A-Z].{4,300}?)\s+(?:were|was)\s+(?:also\s+)?(?P<status>present|in\s+attendance)\b", re.DOTALL)
_APOLOGIES_FROM = re.compile(
    r"\bapologies\b(?:\s+for\s+(?:absence|non[- ]attendance|lateness))?(?:\s+(?:were|was|had|have|been|received|accepted|noted|given|sent|tendered|offered|submitted|and)){0,5}\s*(?:\bfrom\b|\bby\b|\bfor\b|:)\s+(?P<names>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SENT_APOLOGIES = re.compile(
    r"(?P<names>[A-Z].{2,120}?)\s+(?:had|have|has|was|were)?\s*(?:sent|gave|given|tendered|submitted|offered)\s+(?:(?:his|her|their)\s+)?apologies", re.DOTALL
)
_HEADING_CELL = re.compile(
    r"(?:full\s+)?names?|members?|organi[sz]ations?|representing|representation|agency|title|post|role|position|initials|present|apologies|area|borough|company|department|job\s+title|email|attendance|status|designation|in\s+attendance",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Heading:
    status: str
    span: Span | None
    stars: dict[str, str]  # what a star beside a name stands for


def attendance_of(text: str, outline: Outline) -> tuple[Attendee, ...]:
    """Everyone listed or named, in order; the same name twice under one status counts once."""
    found = [*_listed(text, outline), *_told(text, outline)]
    unique: list[Attendee] = []
    for entry in found:
        twin = next((at for at, other in enumerate(unique) if other.status == entry.status and _is_twin(other, entry)), None)
        if twin is None:
            unique.append(entry)
        elif entry.role and not unique[twin].role:
            unique[twin] = replace(unique[twin], role=entry.role)
    return tuple(unique)


def _is_twin(one: Attendee, other: Attendee) -> bool:
    """Whether two entries are one person printed twice; "J Smith (Health)" and "John Smith (Police)" are two."""
    if fold(one.name) == fold(other.name):
        return True
    apart = one.represents and other.represents and fold(one.represents.words) != fold(other.represents.words)
    return same_person(one.name, other.name) and not apart


# Lists and tables


def _listed(text: str, outline: Outline) -> Iterator[Attendee]:
    heading: _Heading | None = None
    rows: list[Placed] = []
    for place in outline.placed:
        if rows and place.unit.kind is not UnitKind.ROW and heading:
            yield from _table(text, rows, heading)
            rows = []
        if not place.status or place.role in {Role.ITEM, Role.MARGIN, Role.COLUMNS}:
            continue
        if heading is None or heading.span != place.status_span:
            if rows and heading:
                yield from _table(text, rows, heading)
                rows = []
            words = place.status_span.of(text) if place.status_span else ""
            heading = _Heading(place.status, place.status_span, {match["star"]: match["meaning"].strip() for match in _STAR_NOTE.finditer(words)})
        if place.unit.kind is UnitKind.ROW and place.role is Role.TEXT:
            rows.append(place)
        elif place.unit.kind is UnitKind.ROW:
            rest = [Span(max(cell.start, place.content.start), cell.end) for cell in place.unit.cells if cell.end > place.content.start]
            for cell in rest:
                yield from _entries(text, cell, heading)
        elif place.zone is Zone.ATTENDANCE or _is_name_list(place.content.of(text)):
            yield from _entries(text, place.content, heading)
    if rows and heading:
        yield from _table(text, rows, heading)


def _is_name_list(words: str) -> bool:
    """Whether a unit inside the business is a list of names and no sentence."""
    pieces = [piece for piece in re.split(r"[,;\n]| and ", re.sub(r"\([^)]*\)", "", words)) if piece.strip()]
    names = sum(looks_like_person(piece.strip(" .")) for piece in pieces)
    return bool(pieces) and names * 2 > len(pieces)


def _table(text: str, rows: list[Placed], heading: _Heading) -> Iterator[Attendee]:
    """Rows of a table: a name a cell, or a name with its organisation and post beside it."""
    people_beside = _second_column_holds_people(text, rows)
    status_column = next((at for at, cell in enumerate(rows[0].unit.cells) if _STATUS_COLUMN.fullmatch(cell.of(text).strip())), None)
    for row in rows:
        cells = [cell for cell in row.unit.cells if cell.start < cell.end]
        if not cells or all(_HEADING_CELL.fullmatch(cell.of(text).strip(" :")) for cell in cells):
            continue
        if len(cells) == 1 or people_beside:
            for cell in cells:
                yield from _entries(text, cell, heading)
            continue
        own = row.unit.cells[status_column] if status_column is not None and status_column < len(row.unit.cells) else None
        said = status_of(own.of(text).strip().capitalize()) if own else None
        if own and said:
            heading, cells = _Heading(said[0], own, heading.stars), [cell for cell in cells if cell != own]
        if is_initials(cells[0].of(text).strip()) and len(cells) > 1:
            cells = cells[1:]
        for entry in _entries(text, cells[0], heading):
            yield _with_cells(text, entry, cells[1:])


def _second_column_holds_people(text: str, rows: list[Placed]) -> bool:
    """Whether a table prints names in its second column too; a heading that says otherwise decides."""
    first = [cell.of(text).strip(" :") for cell in rows[0].unit.cells]
    if len(first) > 1 and all(_HEADING_CELL.fullmatch(words) for words in first if words) and not re.match(r"names?|members?", first[1], re.IGNORECASE):
        return False
    second = [row.unit.cells[1].of(text) for row in rows if len(row.unit.cells) > 1 and row.unit.cells[1].start < row.unit.cells[1].end]
    people = sum(looks_like_person(_bare_name(cell)) for cell in second)
    return people == len(second) > 0


def _with_cells(text: str, entry: Attendee, cells: list[Span]) -> Attendee:
    for cell in cells:
        words = cell.of(text).strip()
        if words:
            entry = _with_detail(entry, Quoted(re.sub(r"\s+", " ", words), cell), column=True)
    return entry


def _entries(text: str, span: Span, heading: _Heading) -> Iterator[Attendee]:
    """The names in a cell, line or run-on paragraph."""
    for piece in _pieces(text, span):
        entry = _entry(text, piece, heading)
        if entry:
            yield entry


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Cut at line ends and semicolons; at commas and "and" where that gives mostly names."""
    parts = list(_cut(text, span, r";|\n"))
    for part in parts:
        if len(parts) > 1 and ";" in span.of(text):
            # Where semicolons part the people, a comma parts a name from what stands beside it.
            yield part
            continue
        at_commas = list(_cut(text, part, r",|\band\b|&(?=\s+[A-Z][a-z]+ [A-Z])"))
        names = [piece for piece in at_commas if looks_like_person(_bare_name(piece.of(text))) or (has_honorific(piece.of(text)) and len(piece.of(text).split()) < 6)]
        if len(at_commas) > 1 and len(names) >= 2 and len(names) * 3 >= len(at_commas) * 2:
            yield from at_commas
        else:
            yield part


def _cut(text: str, span: Span, pattern: str) -> Iterator[Span]:
    """Pieces between separators that stand outside brackets."""
    depth, start = 0, span.start
    separators = {match.start(): match.end() for match in re.finditer(pattern, span.of(text))}
    for at, character in enumerate(span.of(text)):
        depth += (character == "(") - (character == ")")
        if depth <= 0 and at in separators and span.start + at >= start:
            yield from _stripped(text, Span(start, span.start + at))
            start = span.start + separators[at]
    yield from _stripped(text, Span(start, span.end))


def _stripped(text: str, span: Span) -> Iterator[Span]:
    words = span.of(text)
    bare = words.strip(" \t\n.,;:•·-–\u00a0")
    if bare:
        start = span.start + words.find(bare)
        # A closing bracket or star belongs to the entry, a full stop does not.
        yield Span(start, start + len(bare))


def _bare_name(words: str) -> str:
    """The words in front of the first bracket, comma, dash or star."""
    return re.split(r"[(,:*†‡#\[]|\s[–—-]\s|\s[–—-]|\s{3,}", words.strip())[0].strip(" .")


def _entry(text: str, span: Span, heading: _Heading) -> Attendee | None:
    words = span.of(text)
    name = _bare_name(words)
    first_initials = re.match(r"([A-Z]{2,4})\s+[-–]\s+(?=[A-Z][a-z])", words)
    offset = 0
    if first_initials:
        offset = first_initials.end()
        name = _bare_name(words[offset:])
    unparted = _UNPARTED.match(name) if not looks_like_person(name) else None
    if unparted and looks_like_person(unparted["name"]):
        name = unparted["name"]
    if not (looks_like_person(name) or (has_honorific(name) and len(name.split()) <= 6)):
        return None
    start = span.start + words.find(name, offset)
    printed = Span(start, start + len(name))
    taker = bool(heading.span and _MINUTES.fullmatch(heading.span.of(text).strip(" :\n")))
    entry = Attendee(strip_titles(name), printed, heading.status, heading.span, role="minutes" if taker else None)
    if unparted:
        at = start + unparted.start("body")
        entry = _with_detail(entry, Quoted(unparted["body"], Span(at, at + len(unparted["body"]))))
    for detail in _details(text, Span(printed.end, span.end)):
        entry = _with_detail(entry, detail)
    star = _STAR.search(words)
    if star and star.group() in heading.stars:
        entry = replace(entry, on_behalf_of=heading.stars[star.group()])
    return entry


def _details(text: str, span: Span) -> Iterator[Quoted]:
    """What stands beside a name: each bracket, and each part between commas and dashes."""
    for match in re.finditer(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^\]]*)\]|(?:^|[,–—:]|\s-|-\s)\s*([^,()–—:*†‡#\[\]]+?)(?=\s*(?:[,–—(:*†‡#\[]|\s-\s|$))", span.of(text)):
        group = next(number for number in (1, 2, 3) if match.group(number) is not None)
        inner = match.group(group)
        parts = re.split(r",\s+(?=(?i:notes|minutes|chair|deputy|clerk|taking))", inner) if group < 3 else [inner]
        at = span.start + match.start(group)
        for part in parts:
            if part.strip(" .-"):
                start = at + part.find(part.strip(" .-"))
                yield Quoted(re.sub(r"\s+", " ", part.strip(" .-")), Span(start, start + len(part.strip(" .-"))))
            at += len(part) + 2


def _with_detail(entry: Attendee, detail: Quoted, *, column: bool = False) -> Attendee:
    words = detail.words
    if _CHAIR.fullmatch(words) or re.fullmatch(r"in\s+the\s+chair", words, re.IGNORECASE):
        return replace(entry, role="chair")
    if _MINUTES.fullmatch(words):
        return replace(entry, role=entry.role or "minutes", post=words)
    if is_initials(words) and words.replace(".", "").upper() in initials_of(entry.name):
        return replace(entry, initials=words)
    proxy = _PROXY.fullmatch(words)
    if proxy and not column:
        who = re.sub(r"\s*\(.*", "", proxy["who"]).strip()
        if looks_like_person(who):
            return replace(entry, proxy_for=strip_titles(who))
    if _NOTE.fullmatch(words) or words.lower() in {"deputy", "vice", "retired"}:
        return entry
    if _POST.search(words) and entry.post is None and not column and not re.search(r"\b(?:council|board|trust|office|police|constabulary)\b", words, re.IGNORECASE):
        return replace(entry, post=words)
    if not re.search(r"[A-Z0-9]", words) and not column:
        return entry  # "(unwell)" is a reason, no body
    if entry.represents is None and not looks_like_note(words):
        return replace(entry, represents=detail)
    return entry if entry.post else replace(entry, post=words)


def looks_like_note(words: str) -> bool:
    """Whether words beside a name are a remark and no organisation."""
    return bool(re.match(r"(?:arrived|left|joined|apologies|item|agenda|present|via|by\s+phone)\b", words, re.IGNORECASE)) or "@" in words


# Running text


def _told(text: str, outline: Outline) -> Iterator[Attendee]:
    """Apologies that a sentence tells: "Apologies were received from A and B", "A had sent her apologies"."""
    for place in outline.placed:
        if place.role is not Role.TEXT or place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN}:
            continue
        if not re.search(r"pologi|\b(?:were|was)\s+(?:also\s+)?(?:present|in\s+attendance)\b", place.content.of(text)):
            continue
        for sentence in sentences(text, place.content):
            words = sentence.of(text)
            there = _WERE_PRESENT.match(words)
            if there and place.zone is not Zone.BUSINESS and _is_name_list(there["names"]):
                names = Span(sentence.start + there.start("names"), sentence.start + there.end("names"))
                status = Span(sentence.start + there.start("status"), sentence.start + there.end("status"))
                heading = _Heading("present" if there["status"] == "present" else "in_attendance", status, {})
                yield from _entries(text, names, heading)
            match = _APOLOGIES_FROM.search(words) or _SENT_APOLOGIES.match(words)
            if match:
                status = Span(sentence.start + match.start(), sentence.start + match.end())
                names = Span(sentence.start + match.start("names"), sentence.start + match.end("names"))
                yield from _names_told(text, names, status)


def _names_told(text: str, span: Span, status: Span) -> Iterator[Attendee]:
    """Names at the beginning of some words, up to the first piece that is none."""
    heading = _Heading("apologies", status, {})
    for piece in _cut(text, span, r",|;|\band\b|&|\n"):
        words = piece.of(text)
        cut = re.match(r"(?:.*?)(?=\s(?:who|had|has|was|were|due|as|because|for|with|until)\b)", words)
        inner = Span(piece.start, piece.start + cut.end()) if cut else piece
        entry = _entry(text, inner, heading)
        if entry is None:
            if looks_like_note(words) or fold(words) in {"there were no other apologies"}:
                return
            continue
        yield entry


def chair_of(attendance: tuple[Attendee, ...]) -> Attendee | None:
    """Who is printed as chair, if someone present is."""
    return next((entry for entry in attendance if entry.role == "chair" and entry.status != "apologies"), None)
