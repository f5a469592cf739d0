"""Which body met, when, where, and who was in the chair: label and value lines, titles, and "Minutes of a meeting of … held on …"."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from ingest.dates import FoundTime, find_dates, find_times, without_dates
from ingest.minutes.attendance import chair_of
from ingest.minutes.board import BODY_WORD, board_of
from ingest.minutes.headlines import Headline, headlines_of, labelled
from ingest.minutes.placed import Outline
from ingest.minutes.records import Attendee, Meeting, Quoted
from ingest.minutes.units import UnitKind
from kg.model import Span
from kg.names import initials_of, is_initials, looks_like_person, same_person, strip_titles

_PLACE = re.compile(r"\b(?:[Hh]eld\s+|HELD\s+)?(?:at|in|via|on|AT|IN|VIA|by)\s+(?P<place>(?:(?:the|THE)\s+)?(?:[A-Z0-9]|upstairs|downstairs|main|small|large|old|new)[^.;\n]*)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b")
_PLACE_LINE = re.compile(
    r"(?:(?:at|in|via|on)\s+)?(?:the\s+)?[A-Z][^.;:]{0,80}\b(?:room|hall|house|offices?|centre|street|road|lane|building|library|school|church|chamber|suite|hotel|campus|boardroom|inn|museum|town\s+hall)\b[^.;:]{0,60}|(?:held\s+)?(?:via|on|by)\s+(?:zoom|microsoft\s+teams|ms\s+teams|teams|skype|video\w*|tele\w*)",
    re.IGNORECASE,
)
_TOOK_THE_CHAIR = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]*\s+){1,4}?)(?:\([^)]{1,40}\)\s*)?(?:took\s+the\s+[Cc]hair|(?:then\s+)?chaired(?:\s+the\s+meeting)?|(?:was\s+)?in\s+the\s+[Cc]hair|presided|\(in\s+the\s+[Cc]hair\)|acted\s+as\s+[Cc]hair\w*|assumed\s+the\s+[Cc]hair)"
)
_CHAIRED_BY = re.compile(
    r"\b(?:[Cc]haired\s+by|CHAIRED\s+BY|[Ii]n\s+the\s+[Cc]hair\s*[:–-]|[Pp]resided\s+over\s+by|[Cc]hair(?:man|person)?\s+for\s+the\s+meeting\s*(?::|was|–|-))\s*:?\s*(?P<who>(?:[A-Z][\w’'-]*\.?\s*){1,5})"
)
_CLOSED = re.compile(r"\b(?:closed|ended|finished|concluded|terminated|close\s+of\s+meeting)\b", re.IGNORECASE)


def meeting_of(text: str, outline: Outline, attendance: tuple[Attendee, ...], file_name: str = "") -> Meeting:
    """Read the header; what is not printed stays None."""
    lines = headlines_of(text, outline)
    dated = _date(text, lines, file_name)
    timed = _time(text, lines)
    start, end = (timed.start, timed.end) if timed else (None, None)
    chair = _chair(text, outline, lines, attendance)
    return Meeting(
        board_of(text, lines),
        dated.value if dated else None,
        dated.span if dated else None,
        start or _stated_start(text, outline),
        end or _stated_end(text, outline),
        timed.span if timed else None,
        _location(text, lines, dated, timed),
        chair.words if chair else None,
        chair.span if chair else None,
    )


def date_of(text: str, outline: Outline, file_name: str = "") -> dt.date | None:
    """The day of the meeting, as the header has it, else the file's name."""
    dated = _date(text, headlines_of(text, outline), file_name)
    return dated.value if dated else None


@dataclass(frozen=True, slots=True)
class _Day:
    """The day of a meeting and where it stands; no place when the file's name gives it."""

    value: dt.date
    span: Span | None


def _date(text: str, lines: list[Headline], file_name: str) -> _Day | None:
    """The labelled date, else the first in the header, its year found where it is not printed; then the title that a
    publisher gave it, the file's name, and last the publisher's own date, which may be that of posting."""
    about = [line for line in lines if line.is_about_the_meeting(text)]
    own = [line.value for line in about if not line.front_matter]
    # What a paper says of the meeting that it is for comes before the day on which it was written.
    addressed = labelled(lines, "addressed")
    first = addressed if addressed and find_dates(text, addressed) else labelled(lines, "date")
    for number, span in enumerate([*([first] if first else []), *own]):
        found = next((date for date in find_dates(text, span) if date.precision == "day"), None)
        if found:
            return _Day(found.value, found.span)
        # A short title line with a day and no year ("19th April at 10:00") stands before any date further down.
        if number < 4 and len(span.of(text).split()) <= 8 and (yearless := _with_likely_year(text, span, file_name)):
            return yearless
    for span in [*([first] if first else []), *own]:
        if yearless := _with_likely_year(text, span, file_name):
            return yearless
    for line in about:
        if line.front_matter and line.label == "title":
            found = next((date for date in find_dates(text, line.value) if date.precision == "day"), None)
            if found:
                return _Day(found.value, found.span)
    name = re.sub(r"[_+]+", " ", re.sub(r"\.\w+$", "", file_name))
    if named := next((date for date in find_dates(name, Span(0, len(name))) if date.precision == "day"), None):
        return _Day(named.value, None)
    dated = next((line for line in about if line.front_matter and line.label == "date"), None)
    found = next(iter(find_dates(text, dated.value)), None) if dated else None
    return _Day(found.value, found.span) if found else None


def _with_likely_year(text: str, span: Span, file_name: str) -> _Day | None:
    """ "Monday 4 December": in the one year that the file's name or the minutes print and in which the weekday fits."""
    name = re.sub(r"\D+", " ", file_name)
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", f"{name} {text}")]
    for base in dict.fromkeys([*(years[: len(re.findall(r"\b(?:19|20)\d\d\b", name))]), *(year for year, _ in Counter(years).most_common())]):
        for year in (base, base - 1, base + 1):
            found = [date for date in find_dates(text, span, dt.date(year, 1, 1)) if date.precision == "day" and not date.year_printed]
            short = len(span.of(text).split()) <= 8
            if found and found[0].value.year == year and found[0].weekday_fits and (short or re.match(r"[A-Za-z]", found[0].span.of(text))):
                return _Day(found[0].value, found[0].span)
    return None


def _time(text: str, lines: list[Headline]) -> FoundTime | None:
    spans = [span for label in ("time", "date") if (span := labelled(lines, label))] + [line.value for line in lines if line.is_about_the_meeting(text) and not line.front_matter]
    return next((time for span in spans for time in find_times(text, span)), None)


def _location(text: str, lines: list[Headline], dated: _Day | None, timed: FoundTime | None) -> Quoted | None:
    where = labelled(lines, "location")
    if where:
        return _place(text, where)
    own = [line.value for line in lines if not line.label and not line.front_matter]
    alone = next((span for span in own if _PLACE_LINE.fullmatch(span.of(text).strip()) and not find_dates(text, span) and not BODY_WORD.search(span.of(text))), None)
    edges = [found.span for found in (dated, timed) if found and found.span]
    for number, span in enumerate(own):
        if not any(span.holds(edge) for edge in edges) and not re.search(r"\bheld\b", span.of(text), re.IGNORECASE):
            continue
        # A line may go on: "… held in the Council Chamber," / "Priory House, Stannock, on Wednesday".
        following = own[number + 1] if number + 1 < len(own) and own[number + 1].start - span.end < 3 else None
        whole = Span(span.start, following.end) if following and (_goes_on(text, span, following)) else span
        match = _last_place(re.sub(r"\s", " ", without_dates(text, whole).replace("\0", " ")))
        if match:
            return _place(text, Span(whole.start + match[0], whole.start + match[1]))
    return _place(text, alone) if alone else None


def _goes_on(text: str, span: Span, following: Span) -> bool:
    """Whether a header line about the place goes on in the next: it breaks off, or the next has a postcode."""
    return span.of(text).rstrip().endswith((",", " at", " in", " the", " held", " on")) or bool(_POSTCODE.search(following.of(text))) or len(span.of(text)) > 60


def _place(text: str, span: Span) -> Quoted | None:
    """The name of a place without "held at" in front of it."""
    words = span.of(text)
    lead = re.match(r"(?:(?:to\s+be\s+)?held\s+)?(?:(?:at|in|via|on|by)\s+)?(?:the\s+(?=[A-Z]))?", words, re.IGNORECASE)
    start = span.start + (lead.end() if lead and lead.end() < len(words) else 0)
    bare = re.split(r"\s*\[?https?:", text[start : span.end])[0].strip(" .,")
    return Quoted(re.sub(r"\s+", " ", bare), Span(start, start + len(bare))) if bare else None


def _last_place(words: str) -> tuple[int, int] | None:
    """Where the place stands in a header line whose dates and times are blanked out."""
    for match in reversed(list(_PLACE.finditer(words))):
        place = re.split(
            r"\s{3,}|,?\s+(?:commencing|starting|beginning|which|when|at|from|on|to|[Mm]onday|[Tt]uesday|[Ww]ednesday|[Tt]hursday|[Ff]riday)\s*(?=\s{2,}|$|[a-z])", match["place"]
        )[0].strip(" ,._")
        place = re.sub(r"(?:,?\s+(?:(?:on|at|from|to|in)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|,))+$", "", place, flags=re.IGNORECASE)
        if place and not BODY_WORD.fullmatch(place) and not re.fullmatch(r"(?:the\s+)?\W*", place):
            start = match.start("place") + match["place"].find(place)
            return start, start + len(place)
    tail = re.search(r"\s{4,},\s*(?P<place>[A-Z][^;\n]+)$", words)
    return (tail.start("place"), tail.start("place") + len(tail["place"].rstrip(" ."))) if tail else None


def _chair(text: str, outline: Outline, lines: list[Headline], attendance: tuple[Attendee, ...]) -> Quoted | None:
    printed = labelled(lines, "chair")
    if printed:
        name = re.split(r"[(,;\n]|\s[–—-]\s", printed.of(text).strip())[0].strip()
        start = printed.start + printed.of(text).find(name)
        known = [entry for entry in attendance if entry.status not in {"apologies", "absent"} and name and _denotes(name, entry)]
        if looks_like_person(name) or len(known) == 1:
            return Quoted(known[0].name if len(known) == 1 else strip_titles(name), Span(start, start + len(name)))
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
    return same_person(bare, entry.name) or (bare.split()[-1] == entry.name.split()[-1] and len(bare.split()) == 1)


def _stated_start(text: str, outline: Outline) -> str | None:
    """ "The meeting opened at 7pm", in running text."""
    return _stated(
        text,
        outline,
        re.compile(r"\b(?:opened(?:\s+the\s+meeting)?|started|commenced|commencing|began|convened|called\s+to\s+order|held\b[^.]{0,60}?)\s+at\b", re.IGNORECASE),
        last=False,
    )


def _stated_end(text: str, outline: Outline) -> str | None:
    """ "The meeting closed at 9pm", in running text."""
    return _stated(text, outline, _CLOSED, last=True)


def _stated(text: str, outline: Outline, cue: re.Pattern[str], *, last: bool) -> str | None:
    # A table of actions or a signature may stand behind the words that close the meeting.
    told = [place for place in outline.placed if place.unit.kind is not UnitKind.ROW]
    places = told[-8:] if last else outline.placed[:12]
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
    printed = labelled(headlines_of(text, outline), "chair")
    if not printed:
        return None
    match = re.match(r"(?P<who>[^(,;]+?)\s*(?:\([^)]*\))?,?\s+(?:in\s+place\s+of|deputising\s+for|on\s+behalf\s+of)\s+(?P<whom>[^(,;\n]+)", printed.of(text), re.IGNORECASE)
    return (strip_titles(match["who"]), strip_titles(match["whom"]), printed) if match else None
