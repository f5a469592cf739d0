"""Which body met, when, where, and who was in the chair: label and value lines, titles, and "Minutes of a meeting of … held on …"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.dates import FoundDate, FoundTime, find_dates, find_times, without_dates
from ingest.minutes.attendance import chair_of
from ingest.minutes.outline import Outline, Placed, Role, Zone
from ingest.minutes.records import Attendee, Meeting, Quoted
from ingest.minutes.units import UnitKind
from ingest.names import initials_of, is_initials, looks_like_person, same_person, strip_titles
from kg.model import Span

_LABELS = {
    "board": re.compile(r"(?:meeting\s+title|name\s+of\s+(?:meeting|group|body|board)|title\s+of\s+meeting|meeting(?:\s+of)?|board|committee|group|panel|body)", re.IGNORECASE),
    "date": re.compile(r"(?:meeting\s+)?date(?:\s+of\s+(?:the\s+)?meeting)?(?:\s*(?:and|&|/)\s*time)?|held\s+on|when|day", re.IGNORECASE),
    "time": re.compile(r"(?:start\s+)?times?(?:\s+of\s+meeting)?", re.IGNORECASE),
    "location": re.compile(r"location|venue|place|held\s+(?:at|in)|where|address", re.IGNORECASE),
    "chair": re.compile(r"chair(?:ed\s+by|man|person|woman)?|in\s+the\s+chair|presiding|present\s+and\s+presiding", re.IGNORECASE),
}
_ANY_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z _]{2,24}?)\s*:\s*(?P<value>\S.*)", re.DOTALL)
_BODY_WORD = re.compile(
    r"\b(?:board|committee|panel|group|council|forum|executive|partnership|network|trust|body|governors|trustees|assembly|cabinet|commission|team|association|sub-?committee|working\s+party|authority|federation|society|company|meeting|bureau)\b",
    re.IGNORECASE,
)
_MEETING_OF = re.compile(
    r"\b(?:minutes|notes|record|report|proceedings)?\s*(?:of\s+)?(?:a|an|the)?\s*(?:\w+\s+){0,3}?meeting\s+of\s+(?:the\s+)?(?P<board>[A-Z].+?)(?=\s*(?:,?\s+(?:was\s+|which\s+was\s+)?(?:held|on\s+(?:\w+day|\d)|at\s+\d)|[.,;\n(]|\s[–—-]\s|$))",
    re.IGNORECASE | re.DOTALL,
)
_TITLE_PREFIX = re.compile(
    r"^(?:title:\s*)?(?:(?:draft|approved|confirmed|unconfirmed|final|public)\s+)*(?:minutes|notes|record|summary|actions)?\s*(?:and\s+actions?\s*)?(?:(?:of|from|for)\s+)?(?:(?:the|a)\s+)?(?:(?:\d+(?:st|nd|rd|th)|first|second|third|annual|ordinary|special|full|monthly|quarterly|extraordinary|inaugural)\s+)*(?:meeting\s+)?(?:(?:of|minutes)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_TITLE_SUFFIX = re.compile(
    r"(?:[\s:–—,-]*(?:(?:draft|approved|final|confirmed|unconfirmed)\s+)?(?:\bminutes\b|\bnotes\b|\d+(?:st|nd|rd|th)\s+meeting|\bmeeting\s+(?:minutes|notes)|\bmeeting\s*$|\bheld\b.*|\bfrom\b\s*$|\bof\s+(?:the\s+)?meeting\b.*|\bon\b\s*$)[\s:–—,-]*)+$",
    re.IGNORECASE,
)
_NOT_THE_MEETING = re.compile(
    r"^(?:created|revised|published|posted|updated|permalink|version|summary|layout|printed|circulated|draft\s+(?:version|\d|v\d)|next\s+meeting|future\s+meetings?|date\s+(?:published|issued|circulated))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:held\s+)?(?:at|in|via|on)\s+(?P<place>(?:the\s+)?[A-Z0-9][^.;\n]*)")
_PLACE_LINE = re.compile(
    r"(?:(?:at|in|via|on)\s+)?(?:the\s+)?[A-Z][^.;:]{0,80}\b(?:room|hall|house|offices?|centre|street|road|lane|building|library|school|church|chamber|suite|hotel|campus|boardroom|inn|museum|town\s+hall)\b[^.;:]{0,60}|(?:held\s+)?(?:via|on|by)\s+(?:zoom|microsoft\s+teams|ms\s+teams|teams|skype|video\w*|tele\w*)",
    re.IGNORECASE,
)
_TOOK_THE_CHAIR = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]*\s+){1,4}?)(?:\([^)]{1,40}\)\s*)?(?:took\s+the\s+[Cc]hair|(?:then\s+)?chaired(?:\s+the\s+meeting)?|(?:was\s+)?in\s+the\s+[Cc]hair|presided|acted\s+as\s+[Cc]hair\w*|assumed\s+the\s+[Cc]hair)\b"
)
_CHAIRED_BY = re.compile(
    r"\b(?:[Cc]haired\s+by|CHAIRED\s+BY|[Ii]n\s+the\s+[Cc]hair\s*[:–-]|[Pp]resided\s+over\s+by|[Cc]hair(?:man|person)?\s+for\s+the\s+meeting\s*(?::|was|–|-))\s*:?\s*(?P<who>(?:[A-Z][\w’'-]*\.?\s*){1,5})"
)
_CLOSED = re.compile(r"\b(?:closed|ended|finished|concluded|terminated|close\s+of\s+meeting)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the header: its label ("" if none) and its value."""

    label: str
    value: Span


def meeting_of(text: str, outline: Outline, attendance: tuple[Attendee, ...]) -> Meeting:
    """Read the header; what is not printed stays None."""
    lines = list(_lines(text, outline))
    dated = _date(text, lines)
    timed = _time(text, lines)
    start, end = (timed.start, timed.end) if timed else (None, None)
    chair = _chair(text, outline, lines, attendance)
    return Meeting(
        _board(text, lines),
        dated.value if dated else None,
        dated.span if dated else None,
        start or _stated_start(text, outline),
        end or _stated_end(text, outline),
        timed.span if timed else None,
        _location(text, lines, dated, timed),
        chair.words if chair else None,
        chair.span if chair else None,
    )


def date_of(text: str, outline: Outline) -> dt.date | None:
    """The day of the meeting, as the header has it."""
    dated = _date(text, list(_lines(text, outline)))
    return dated.value if dated else None


def _lines(text: str, outline: Outline) -> Iterator[_Line]:
    """Header lines, labels told from values; a label alone takes the next line as its value."""
    waiting = ""
    for place in outline.placed:
        if place.zone is Zone.BUSINESS:
            break
        if place.zone is Zone.ATTENDANCE and not _is_labelled(text, place):
            continue
        if place.unit.kind is UnitKind.ROW:
            yield from _row_lines(text, place)
            continue
        words = place.unit.span.of(text)
        match = _ANY_LABEL.match(words)
        label = _label(match["label"]) if match else None
        if match and (label or not re.match(r"(?:minutes|notes)", match["label"], re.IGNORECASE)):
            yield _Line(label or match["label"].lower(), Span(place.unit.span.start + match.start("value"), place.unit.span.end))
            waiting = ""
        elif alone := _label(words.strip(" :")) if words.rstrip().endswith(":") else None:
            waiting = alone
        else:
            yield _Line(waiting, place.unit.span)
            waiting = ""


def _is_labelled(text: str, place: Placed) -> bool:
    words = place.unit.span.of(text)
    match = _ANY_LABEL.match(words)
    return place.role is not Role.STATUS and bool(match and _label(match["label"]))


def _row_lines(text: str, place: Placed) -> Iterator[_Line]:
    cells = [cell for cell in place.unit.cells if cell.start < cell.end]
    at = 0
    while at < len(cells):
        label = _label(cells[at].of(text).strip(" :\n")) if at + 1 < len(cells) else None
        if label:
            yield _Line(label, cells[at + 1])
            at += 2
        else:
            yield _Line("", cells[at])
            at += 1


def _label(words: str) -> str | None:
    return next((name for name, pattern in _LABELS.items() if pattern.fullmatch(words.strip())), None)


def _labelled(lines: list[_Line], label: str) -> Span | None:
    return next((line.value for line in lines if line.label == label), None)


def _date(text: str, lines: list[_Line]) -> FoundDate | None:
    labelled = _labelled(lines, "date")
    spans = ([labelled] if labelled else []) + [line.value for line in lines if not _NOT_THE_MEETING.match(line.label) and not _NOT_THE_MEETING.match(line.value.of(text))]
    found = [date for span in spans for date in find_dates(text, span) if date.precision == "day"]
    return found[0] if found else None


def _time(text: str, lines: list[_Line]) -> FoundTime | None:
    spans = [span for label in ("time", "date") if (span := _labelled(lines, label))] + [line.value for line in lines if not _NOT_THE_MEETING.match(line.label)]
    return next((time for span in spans for time in find_times(text, span)), None)


def _board(text: str, lines: list[_Line]) -> Quoted | None:
    labelled = _labelled(lines, "board")
    if labelled and _BODY_WORD.search(labelled.of(text)):
        # What is labelled as the body is its whole name; only "Minutes of the …" is a title around it.
        of_title = re.match(r"(?:minutes|notes|meeting)\s+of\b", labelled.of(text), re.IGNORECASE)
        return _titled(text, labelled) if of_title else Quoted(re.sub(r"\s+", " ", labelled.of(text)), labelled)
    for line in lines[:8]:
        match = _MEETING_OF.search(text, line.value.start, line.value.end)
        if match and not line.label and (_BODY_WORD.search(match["board"]) or match["board"][0].isupper()):
            return Quoted(re.sub(r"\s+", " ", match["board"]).strip(), Span(match.start("board"), match.end("board")))
    titles = [line for line in lines[:12] if line.label == "title"]
    for line in [*(line for line in lines[:8] if not line.label), *titles]:
        words = line.value.of(text)
        if words.rstrip().endswith((":", ".", ";")) and line.label != "title" and not _is_titled(words):
            continue
        if len(words.split()) <= 20 and _BODY_WORD.search(words):
            titled = _titled(text, line.value)
            if titled and _BODY_WORD.search(titled.words) and titled.words.lower() != "meeting":
                return titled
    if labelled:
        return _titled(text, labelled)
    # "Crime Prevention minutes from 3rd August": a title without a word for a body, but of minutes and with a date.
    for line in titles:
        titled = _titled(text, line.value)
        if titled and re.search(r"\b(?:minutes|notes)\s+(?:from|of|for|-)", line.value.of(text), re.IGNORECASE) and 1 < len(titled.words.split()) < 9 and titled.words[0].isupper():
            return titled
    return _named_in_text(text)


def _is_titled(words: str) -> bool:
    """A line that ends like a sentence is a title only when it begins like one: "Minutes of the Board." """
    return bool(re.match(r"(?:draft\s+)?(?:minutes|notes|record)\b", words, re.IGNORECASE))


def _named_in_text(text: str) -> Quoted | None:
    """ "The next Elmford Community Council meeting will be …", where no title names the body."""
    match = re.search(
        r"\b(?i:next)[ ](?P<board>(?:[A-Z][\w’'&-]*[ ](?:of\s+|for\s+|and\s+)?){1,6}(?:Council|Board|Committee|Panel|Forum|Partnership|Trust|Governors))\s+(?i:meeting)", text
    )
    return Quoted(match["board"], Span(match.start("board"), match.end("board"))) if match else None


def _titled(text: str, span: Span) -> Quoted | None:
    """A title without "Minutes of the meeting of", dates and "held …"."""
    words = span.of(text)
    dates = find_dates(text, span)
    end = min([date.span.start for date in dates] + [span.end]) - span.start
    title = words[:end] if end > 12 else words
    if dates and dates[0].span.start == span.start:
        title = words[dates[0].span.end - span.start :].lstrip(" ,:–—-")
    prefix = _TITLE_PREFIX.match(title)
    start = prefix.end() if prefix and prefix.end() < len(title) else 0
    bare = _TITLE_SUFFIX.sub("", title[start:]).strip(" \n,:–—-")
    if not bare:
        return None
    at = span.start + words.find(bare)
    return Quoted(re.sub(r"\s+", " ", bare), Span(at, at + len(bare)))


def _location(text: str, lines: list[_Line], dated: FoundDate | None, timed: FoundTime | None) -> Quoted | None:
    labelled = _labelled(lines, "location")
    if labelled:
        return Quoted(re.sub(r"\s+", " ", labelled.of(text)).strip(" ."), labelled)
    alone = next((line.value for line in lines if not line.label and _PLACE_LINE.fullmatch(line.value.of(text).strip())), None)
    edges = [found.span for found in (dated, timed) if found]
    candidates = [line.value for line in lines if not line.label and (any(line.value.holds(edge) for edge in edges) or re.search(r"\bheld\b", line.value.of(text)))]
    for span in candidates:
        match = _last_place(without_dates(text, span).replace("\0", " "))
        if match:
            start, end = match
            return Quoted(re.sub(r"\s+", " ", text[span.start + start : span.start + end]), Span(span.start + start, span.start + end))
    return Quoted(re.sub(r"\s+", " ", alone.of(text)).strip(" ."), alone) if alone else None


def _last_place(words: str) -> tuple[int, int] | None:
    """Where the place stands in a header line whose dates and times are blanked out."""
    for match in reversed(list(_PLACE.finditer(words))):
        place = re.split(r"\s{3,}|,?\s+(?:commencing|starting|at|from|on|to)\s*(?=\s{2,}|$)", match["place"])[0].strip(" ,._")
        if place and not _BODY_WORD.fullmatch(place):
            start = match.start("place") + match["place"].find(place)
            return start, start + len(place)
    tail = re.search(r"\s{4,},\s*(?P<place>[A-Z][^;\n]+)$", words)
    return (tail.start("place"), tail.start("place") + len(tail["place"].rstrip(" ."))) if tail else None


def _chair(text: str, outline: Outline, lines: list[_Line], attendance: tuple[Attendee, ...]) -> Quoted | None:
    labelled = _labelled(lines, "chair")
    if labelled:
        name = re.split(r"[(,;\n]|\s[–—-]\s", labelled.of(text).strip())[0].strip()
        if looks_like_person(name):
            start = labelled.start + labelled.of(text).find(name)
            return Quoted(strip_titles(name), Span(start, start + len(name)))
    entry = chair_of(attendance)
    return Quoted(entry.name, entry.span) if entry else _told_chair(text, outline, attendance)


def _told_chair(text: str, outline: Outline, attendance: tuple[Attendee, ...]) -> Quoted | None:
    """ "In the absence of the Chair, Cllr Lee took the chair", "RW chaired the meeting", where no list says who chaired."""
    for place in outline.placed[: len(attendance) + 20]:
        for pattern in (_TOOK_THE_CHAIR, _CHAIRED_BY):
            for match in pattern.finditer(text, place.unit.span.start, place.unit.span.end):
                words = match["who"].strip()
                fitting = [entry for entry in attendance if entry.status not in {"apologies", "absent"} and _denotes(words, entry)]
                span = Span(match.start("who"), match.start("who") + len(match["who"].rstrip()))
                if len(fitting) == 1:
                    return Quoted(fitting[0].name, span)
                if not fitting and looks_like_person(words) and pattern is _CHAIRED_BY:
                    return Quoted(strip_titles(words), span)
    return None


def _denotes(words: str, entry: Attendee) -> bool:
    """Whether some words are an attendee's name, surname or initials."""
    bare = strip_titles(words)
    if is_initials(bare):
        return bare.replace(".", "") == (entry.initials or "").replace(".", "") or (not entry.initials and bare.replace(".", "").upper() in initials_of(entry.name))
    return same_person(bare, entry.name) or bare.split()[-1] == entry.name.split()[-1] and len(bare.split()) == 1


def _stated_start(text: str, outline: Outline) -> str | None:
    """ "The meeting opened at 7pm", in running text."""
    return _stated(text, outline, re.compile(r"\b(?:opened|started|commenced|began|held\b[^.]{0,60}?)\s+at\b", re.IGNORECASE), last=False)


def _stated_end(text: str, outline: Outline) -> str | None:
    """ "The meeting closed at 9pm", in running text."""
    return _stated(text, outline, _CLOSED, last=True)


def _stated(text: str, outline: Outline, cue: re.Pattern[str], *, last: bool) -> str | None:
    places = outline.placed[-6:] if last else outline.placed[:12]
    for place in places:
        match = cue.search(text, place.unit.span.start, place.unit.span.end)
        if match and "meeting" in place.unit.span.of(text).lower():
            times = find_times(text, Span(match.start(), min(place.unit.span.end, match.end() + 40)))
            if times:
                return times[0].start
            plain = re.search(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b", text[match.end() : min(place.unit.span.end, match.end() + 30)])
            if plain:
                return f"{int(plain[1]):02d}:{plain[2]}"
    return None


def proxies_of(text: str, outline: Outline) -> tuple[str, str, Span] | None:
    """(who chaired, in whose place, where) from "Chair: A, in place of B"."""
    labelled = _labelled(list(_lines(text, outline)), "chair")
    if not labelled:
        return None
    match = re.match(r"(?P<who>[^(,;]+?)\s*(?:\([^)]*\))?,?\s+(?:in\s+place\s+of|deputising\s+for|on\s+behalf\s+of)\s+(?P<whom>[^(,;\n]+)", labelled.of(text), re.IGNORECASE)
    return (strip_titles(match["who"]), strip_titles(match["whom"]), labelled) if match else None
