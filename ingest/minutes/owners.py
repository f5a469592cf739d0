"""Owners and due dates as minutes print them: "HT/VB", "PD and the Clerk", "LSCB Chairs"; "by the end of March", "the October meeting"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.dates import find_dates, find_month_end, month_named, month_of_year
from ingest.minutes.people import People
from ingest.minutes.placed import Outline, Placed
from ingest.minutes.records import Due, NextMeeting, Owner
from kg.gazetteer import gazetteer
from kg.model import Span
from kg.names import has_honorific, is_initials, looks_like_person

_SEPARATOR = re.compile(r"\s*(?:/|,|;|&|\n|\+|\band\b|\bwith\b(?=\s+[A-Z]))\s*")
_SHORT_BODY = re.compile(r"[A-Z]{2,8}|[A-Z][A-Za-z]{0,3}[A-Z]|(?:[Pp]anel|[Bb]oard|[Ss]ecretariat|[Cc]ommittee|[Cc]ouncil|[Cc]hairs?|[Cc]lerk|[Oo]fficers?|[Mm]embers)")
_DATE_CUE = re.compile(
    r"\b(?:by|before|no\s+later\s+than|until|due|deadline(?:\s+of|\s+is)?|in\s+time\s+for|w/c|week\s+(?:of|commencing)|ahead\s+of|meeting\s+(?:on|of)|due\s+on|for|on)\s*:?\s+(?:(?:noon|midday|close\s+of\s+(?:play|business)|cop|cob|\d{1,2}(?:[.:]\d\d)?\s*[ap]m)\s+(?:on\s+)?)?(?:the\s+)?(?:\w+day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_NEXT_MEETING = re.compile(
    r"\b(?:at|to|for|by|before|in\s+time\s+for|in\s+advance\s+of|until|prior\s+to)?\s*(?P<phrase>(?:the|our|its|their|this|her|his)\s+(?:[A-Z]?\w+\s+)?next\s+(?:[A-Za-z’']+\s+){0,3}?(?:meeting|board|panel|committee)|next\s+(?:\w+\s+)?meeting|next\s+time)\b",
    re.IGNORECASE,
)
_MONTH_MEETING = re.compile(
    r"(?P<phrase>\b(?:the\s+)?(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December))\s+(?:\d{4}\s+)?(?:[A-Za-z’']+\s+){0,3}?meeting)\b"
)
#: What stands before a meeting that is over: "outstanding from 25th July meeting".
_PAST_MEETING = re.compile(r"\b(?:from|of|since|after)\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?\Z", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?P<phrase>\b(?:a|some)\s+(?:future|later|forthcoming|subsequent)\s+(?:\w+\s+)?(?:meeting|date)|\bin\s+due\s+course|\bas\s+soon\s+as\s+possible|\basap\b|\bby\s+(?:the\s+)?(?:(?:early|mid|late|end\s+of\s+the)[\s-]+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|Christmas|Easter|week|month|year|term)(?:\s+\d{4})?|\bwithin\s+\w+\s+(?:days|weeks|months)|\bin\s+the\s+next\s+\w+)\b",
    re.IGNORECASE,
)
_CELL_NEXT = re.compile(r"(?:at\s+|by\s+|for\s+)?(?:the\s+)?next\s+(?:\w+\s+)?(?:meeting|mtg|board|panel)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What owners and dates of one document are read with."""

    text: str
    people: People
    meeting_date: dt.date | None
    next_meeting: NextMeeting | None


#: "Invite Paul Davidson to the next meeting" has no owner, nor have "Aim to finish" and "? to confirm".
_NOBODY = re.compile(
    r"\W*$|(?:aim|need|then|also|they|it|this|that|there)$|(?:invite|ask|contact|write|send|circulate|arrange|form|produce|provide|publish|consider|ensure|obtain|submit|email|remind|request)\s+(?:an?\b|the\b|all\b|[A-Z])",
    re.IGNORECASE,
)


def scope_of(context: Context, outline: Outline, place: Placed) -> Span:
    """The words of the item, where wording that fits two people may be decided."""
    if place.heading < 0:
        return place.unit.span
    item = outline.items[place.heading]
    if item.sub:
        parent = next((other for other in reversed(outline.items[: place.heading]) if not other.sub), None)
        return parent.scope if parent else item.scope
    return item.scope


def owners_in(context: Context, span: Span, scope: Span) -> tuple[Owner, ...]:
    """The owners that some words name: persons one by one, a group as printed; what is asked for is nobody."""
    return tuple(owner for owner in _owners(context, span, scope) if owner.is_person or not _NOBODY.match(owner.name))


def _owners(context: Context, span: Span, scope: Span) -> tuple[Owner, ...]:
    whole = _owner(context, span, scope)
    pieces = list(_split(context.text, span))
    if len(pieces) < 2 or whole.is_person:
        return (whole,)
    owners = [_owner(context, piece, scope) for piece in pieces]
    if not all(owner.is_person or owner.candidates or owner.name[:1].isupper() for owner in owners):
        return (whole,)
    # "Ludmarsh and Tamberley" or "Children and Families" may be one name; people, acronyms and slashes part.
    parts = any(owner.is_person or owner.candidates for owner in owners) or all(_SHORT_BODY.fullmatch(owner.name) or owner.name in gazetteer() for owner in owners)
    return tuple(owners) if parts or "/" in span.of(context.text) else (whole,)


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    asides = [(match.start(), match.end()) for match in re.compile(r"\([^)]*\)?").finditer(text, span.start, span.end)]
    outside = [match for match in _SEPARATOR.finditer(text, span.start, span.end) if not any(first <= match.start() < last for first, last in asides)]
    for match in [*outside, None]:
        end = match.start() if match else span.end
        words = text[start:end].strip(" .:()")
        if words:
            at = text.index(words, start)
            yield Span(at, at + len(words))
        start = match.end() if match else end


def _owner(context: Context, span: Span, scope: Span) -> Owner:
    words = re.split(r"\s*\((?!s\))", span.of(context.text).strip(" .:()"))[0].strip(" .:()") or span.of(context.text).strip(" .:()")
    start = span.start + span.of(context.text).find(words)
    printed = Span(start, start + len(words))
    denoted = context.people.denoted(words, scope)
    if denoted.name:
        return Owner(words, printed, denoted.name, denoted.candidates if len(denoted.candidates) > 1 else (), denoted.why, True)
    group = re.sub(r"^(?:the|all\s+the|an?)\s+", "", words, flags=re.IGNORECASE)
    person = is_initials(words) or has_honorific(words) or looks_like_person(words)
    return Owner(words, printed, group, denoted.candidates, denoted.why if person or denoted.candidates else "a group or post, as printed", False)


def due_in(context: Context, span: Span) -> Due | None:
    """By when, as the words of an action say."""
    text = context.text
    for found in find_dates(text, span, context.meeting_date):
        if context.meeting_date and found.value < context.meeting_date:
            continue
        if found.precision == "day" and _DATE_CUE.search(text[max(span.start, found.span.start - 40) : found.span.start]):
            return Due(found.span.of(text), found.span, found.value, "day", "a date")
    if context.meeting_date and (end := find_month_end(text, span, context.meeting_date)):
        return Due(end[0].of(text), end[0], end[1], "day", "the last day of the month")
    return _due_at_meeting(context, span) or _vague(text, span)


def _due_at_meeting(context: Context, span: Span) -> Due | None:
    following = context.next_meeting
    match = _NEXT_MEETING.search(context.text, span.start, span.end)
    if match:
        place = Span(match.start("phrase"), match.end("phrase"))
        if following and following.date:
            return Due(match["phrase"], place, following.date, "meeting", f"the next meeting: {following.span.of(context.text)!r}")
        return Due(match["phrase"], place, None, "unknown", "these minutes do not print the date of the next meeting")
    match = next((each for each in _MONTH_MEETING.finditer(context.text, span.start, span.end) if not _PAST_MEETING.search(context.text, span.start, each.start())), None)
    if match:
        place = Span(match.start("phrase"), match.end("phrase"))
        if following and following.date and month_named(match["month"]) == following.date.month:
            return Due(match["phrase"], place, following.date, "meeting", f"the next meeting is in that month: {following.span.of(context.text)!r}")
        return Due(match["phrase"], place, None, "unknown", "these minutes do not print the date of that meeting")
    return None


def _vague(text: str, span: Span) -> Due | None:
    match = _VAGUE.search(text, span.start, span.end)
    if not match:
        return None
    return Due(match["phrase"], Span(match.start("phrase"), match.end("phrase")), None, "unknown", "no day is printed")


def due_of_cell(context: Context, span: Span) -> Due | None:
    """By when, as a date cell says."""
    words = span.of(context.text).strip()
    if not words or re.fullmatch(r"[-–—.n/a ]+", words, re.IGNORECASE):
        return None
    if context.meeting_date and (month := month_of_year(words, context.meeting_date)):
        return Due(words, span, month, "day", "the last day of the month in the date cell")
    dates = find_dates(context.text, span, context.meeting_date)
    if dates and dates[0].precision == "day":
        return Due(words, span, dates[0].value, "day", "the date cell beside it")
    if context.meeting_date and (end := find_month_end(context.text, span, context.meeting_date)):
        return Due(words, span, end[1], "day", "the last day of the month in the date cell")
    following = context.next_meeting
    if _CELL_NEXT.search(words) and following and following.date:
        return Due(words, span, following.date, "meeting", f"the next meeting: {following.span.of(context.text)!r}")
    return _due_at_meeting(context, span) or Due(words, span, None, "unknown", "no day is printed")
