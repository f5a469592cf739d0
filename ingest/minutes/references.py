"""Pointers in the text: to minutes, items, meetings, sections and laws; and the next meeting."""

import re
from collections.abc import Iterator

from ingest.dates import FoundDate, find_dates, find_times, without_dates
from ingest.minutes.outline import is_action_table
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Meeting, NextMeeting, Quoted, Reference
from ingest.minutes.units import UnitKind
from kg.model import Span

_NUMBER = r"\d{1,4}(?:\.\d{1,3})*(?:\([a-z]{1,3}\))*"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("minute", re.compile(r"(?:see\s+)?\b[A-Z][a-z]+\s+(?:\d{4}\s+)?meeting\s+(?:notes|minutes),?\s+(?:point|item|para(?:graph)?|minute)\s+" + _NUMBER)),
    (
        "minute",
        re.compile(
            rf"\b(?:minutes?|min)\s+(?:no\.?\s*|number\s+|ref(?:erence)?\.?\s*)?(?P<target>{_NUMBER}(?:/\d{{2,4}})?)(?![\d/]|\s+(?:January|February|March|April|May|June|July|August|September|October|November|December))",
            re.IGNORECASE,
        ),
    ),
    (
        "item",
        re.compile(
            rf"(?:\bsee\s+)?\b(?:agenda\s+)?item\s+(?:no\.?\s*|number\s+)?(?P<target>{_NUMBER})(?:\s+(?:above|below|of\s+(?:those|the)\s+(?:\w+\s+){{0,3}}(?:notes|minutes)))?",
            re.IGNORECASE,
        ),
    ),
    (
        "minute",
        re.compile(
            r"\bsee\s+(?P<target>(?:[A-Z][\w’'-]*\s+){0,3}(?:notes|minutes)\s+(?:of\s+|for\s+|from\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{4})"
        ),
    ),
    ("legislation", re.compile(r"\b(?P<name4>FOIA)\b")),
    ("section", re.compile(rf"\b(?:section|sections|clause|paragraph|para\.?|chapter|s\.)\s+(?P<target>{_NUMBER})\b", re.IGNORECASE)),
    ("section", re.compile(r"\bSection\s+(?P<target>\d{1,3}[A-Z]?)(?=\s+(?:[A-Z]|of))")),
    ("legislation", re.compile(r"\b(?P<year>(?:18|19|20)\d\d)\s+(?P<name>(?:[A-Z][\w’'-]*\s+(?:(?:and|of|to|the|\(|for)\s+)?){1,7}Act)\b")),
    # Without a year only an Act that is named by its whole title; a dated one matches the pattern below.
    ("legislation", re.compile(r"\b(?P<name3>(?:[A-Z][\w’'-]*\s+(?:(?:and|of|to|for)\s+)?){1,6}Act)\b(?!\s+(?:18|19|20)\d\d)")),
    (
        "legislation",
        re.compile(r"\b(?P<name2>(?:[A-Z][\w’'-]*\s+(?:(?:and|of|to|the|for)\s+)?|\([A-Z][\w\s]*\)\s+){1,8}(?:Act|Regulations|Order|Measure))\s+(?P<year2>(?:18|19|20)\d\d)\b"),
    ),
)
#: Without a figure or an Act nothing is pointed to.
_PERHAPS = re.compile(r"\d|\bAct\b|\bFOIA\b")
_OF_A_MEETING = re.compile(r"meeting|minutes|notes|record", re.IGNORECASE)
_LAW = re.compile(r"\b(?:Acts?|Regulations|Order|Measure|FOIA)\b")
_MEETING = re.compile(
    r"(?:\b(?:the\s+)?(?:minutes|notes|record)\s+(?:of|from)\s+(?:the\s+)?(?:\w+\s+)?(?:meetings?|board)\s*(?:held\s+)?(?:of|on)?\s*|\b(?:its|their|the|his)\s+(?:\w+\s+)?meeting\s+(?:held\s+)?(?:on|of)\s+|\bmeeting\s+(?:held\s+)?on\s+|\b(?:minutes|notes)\s+(?:of|from|for)\s+)$",
    re.IGNORECASE,
)
_MEETING_BEHIND = re.compile(r"\s+(?:(?:[A-Z][\w’'-]*\s+){0,3}(?:[Mm]eeting|[Mm]inutes|[Nn]otes))\b")
_NEXT_HEADING = re.compile(
    r"\b(?:(?:next|future)\s+(?:\w+\s+){0,3}?(?:meeting|meetings|dates?)|dates?\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:next|future)|forthcoming\s+meetings?|donm|meeting\s+dates?|diary\s+dates|dates?\s+of\s+meetings?|^\s*dates?\s*$)",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(r"\b(?:next\s+(?:\w+\s+){0,5}?meeting|next\s+meet\b|meet\s+(?:again|next)|date\s+of\s+(?:the\s+)?next\s+meeting|will\s+next\s+meet)", re.IGNORECASE)


def references_of(text: str, outline: Outline, meeting: Meeting) -> tuple[Reference, ...]:
    """All pointers in the business of the meeting, in order, none inside another."""
    found: list[Reference] = []
    for place in outline.placed:
        if place.zone is not Zone.BUSINESS:
            continue
        inside = [*_patterned(text, place), *_meetings(text, place, meeting)]
        for reference in inside:
            if not any(other is not reference and other.span.holds(reference.span) and other.span != reference.span for other in inside):
                found.append(reference)
    return tuple(sorted(set(found), key=lambda reference: (reference.span.start, reference.span.end)))


def _patterned(text: str, place: Placed) -> Iterator[Reference]:
    if not _PERHAPS.search(text, place.unit.span.start, place.unit.span.end):
        return
    laws = bool(_LAW.search(text, place.unit.span.start, place.unit.span.end))
    for kind, pattern in _PATTERNS:
        if kind == "legislation" and not laws:
            continue
        for match in pattern.finditer(text, place.unit.span.start, place.unit.span.end):
            span = Span(match.start(), match.end())
            if kind == "item" and place.role is Role.ITEM and match.start() == place.unit.span.start:
                continue  # "Item 3: Roads" is the heading itself
            target = _target(kind, match)
            if target:
                yield Reference(span, kind, target, place.paragraph or place.item)


def _target(kind: str, match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if kind == "legislation":
        name = groups.get("name") or groups.get("name2") or groups.get("name3") or groups.get("name4") or ""
        if re.match(r"(?:The|This|An?|In|Under|Section)\s", name):
            name = name.split(" ", 1)[1]
        return f"{name.strip()} {groups.get('year') or groups.get('year2') or ''}".strip()
    return groups.get("target") or re.sub(r"^see\s+", "", match.group())


def _nearest_dates(text: str, span: Span, meeting: Meeting) -> list[FoundDate]:
    """Dates, one without a year in the year that brings it nearest to this meeting."""
    if meeting.date is None:
        return find_dates(text, span)
    day, nearest = meeting.date, dict[Span, FoundDate]()
    for found in [*find_dates(text, span, day, ahead=False), *find_dates(text, span, day)]:
        other = nearest.get(found.span, found)
        nearest[found.span] = min(other, found, key=lambda date: abs(date.value - day))
    return [nearest[place] for place in sorted(nearest, key=lambda place: place.start)]


def _meetings(text: str, place: Placed, meeting: Meeting) -> Iterator[Reference]:
    """ "the minutes of the meeting held on 6 May 2012", "its meeting on 3 June"."""
    if not _OF_A_MEETING.search(text, place.unit.span.start, place.unit.span.end):
        return
    for found in _nearest_dates(text, place.unit.span, meeting):
        before = text[max(place.unit.span.start, found.span.start - 80) : found.span.start]
        match = _MEETING.search(before)
        behind = _MEETING_BEHIND.match(text, found.span.end, place.unit.span.end)
        if found.precision == "day" and (match or behind):
            start = found.span.start - (len(before) - match.start()) if match else found.span.start
            yield Reference(Span(start, behind.end() if behind else found.span.end), "meeting", found.value.isoformat(), place.paragraph or place.item)


# The next meeting


def next_meeting_of(text: str, outline: Outline, meeting: Meeting) -> NextMeeting | None:
    """The first meeting after this one that a heading or sentence announces."""
    return _under_heading(text, outline, meeting) or _in_sentence(text, outline, meeting)


def _under_heading(text: str, outline: Outline, meeting: Meeting) -> NextMeeting | None:
    for at, place in enumerate(outline.placed):
        if place.role is not Role.ITEM or not _NEXT_HEADING.search(place.unit.body.of(text)):
            continue
        spans = [place.unit.body]
        for after in outline.placed[at + 1 : at + 6]:
            if after.role is Role.ITEM:
                break
            spans.append(after.unit.span)
        found = _announced(text, spans, meeting)
        if found:
            return found
    return None


def _in_sentence(text: str, outline: Outline, meeting: Meeting) -> NextMeeting | None:
    for at in range(len(outline.placed) - 1, -1, -1):
        place = outline.placed[at]
        match = _NEXT_SENTENCE.search(text, place.unit.span.start, place.unit.span.end)
        # "Paper for the 4 July meeting" in a log of actions announces none.
        if match and place.unit.kind is not UnitKind.MARGIN and not is_action_table(place.unit):
            spans = [Span(match.start(), place.unit.span.end)]
            if place.unit.span.end - match.end() < 40 and at + 1 < len(outline.placed):
                spans.append(outline.placed[at + 1].unit.span)
            found = _announced(text, spans, meeting)
            if found:
                return found
    return None


def _announced(text: str, spans: list[Span], meeting: Meeting) -> NextMeeting | None:
    """Date, time and place of a meeting in some words that announce it."""
    for number, span in enumerate(spans):
        dates = [
            date
            for date in find_dates(text, span, meeting.date)
            if date.precision == "day" and (meeting.date is None or date.value > meeting.date) and (date.year_printed or date.weekday_fits)
        ]
        if not dates:
            continue
        first = dates[0]
        times = [time for each in [span, *spans[:number], *spans[number + 1 : number + 2]] for time in find_times(text, each)]
        place = next((where for each in [span, *spans[:number], *spans[number + 1 : number + 2]] if (where := _place(text, each))), None)
        return NextMeeting(first.span, first.value, times[0].start if times else None, times[0].end if times else None, place.words if place else None)
    return None


def _place(text: str, span: Span) -> Quoted | None:
    """The place in words that announce a meeting: what remains after "at" or "in" when dates and times are taken out."""
    words = without_dates(text, span)
    match = re.search(r"\b(?:at|in)\s+(?P<place>(?:the\s+)?[A-Z0-9][^\0.;\n]*?)\s*(?=[,.]?\s*(?:\0|with\b|commencing|starting|at\s+\0|on\s+\0|$)|[.;\n])", words) or re.search(
        r"\0,\s+(?P<place>[A-Z][^\0.;\n]+)", words
    )
    if not match:
        return None
    place = match["place"].strip(" ,")
    start = span.start + match.start("place")
    return Quoted(place, Span(start, start + len(place)))
