"""What a reader of the minutes should look at twice: a weekday that is not the date's, a name both present and absent."""

import re
from collections import Counter

from ingest.dates import find_dates
from ingest.minutes.headlines import headlines_of
from ingest.minutes.placed import Outline
from ingest.minutes.records import Action, Attendee, Item, Meeting
from kg.gazetteer import gazetteer
from kg.model import Doubt, Span
from kg.names import same_person


def doubts_of(text: str, outline: Outline, meeting: Meeting, attendance: tuple[Attendee, ...], items: tuple[Item, ...], actions: tuple[Action, ...]) -> tuple[Doubt, ...]:
    """All doubts about one meeting, in order of their place."""
    found = [*_weekdays(text, outline), *_both_present_and_not(attendance), *_repeated_numbers(items), *_owners(actions, attendance)]
    if meeting.date is None and attendance:
        found.append(Doubt("date", "No date of the meeting was found.", 0, 0))
    return tuple(sorted(found, key=lambda doubt: (doubt.start, doubt.kind)))


def _weekdays(text: str, outline: Outline) -> list[Doubt]:
    return [
        Doubt("weekday", f"{date.span.of(text)!r}: {date.value.isoformat()} is a {date.value:%A}.", date.span.start, date.span.end)
        for line in headlines_of(text, outline)
        for date in find_dates(text, line.value)
        if date.precision == "day" and date.year_printed and not date.weekday_fits
    ]


def _both_present_and_not(attendance: tuple[Attendee, ...]) -> list[Doubt]:
    there = [entry for entry in attendance if entry.status in {"present", "in_attendance"}]
    away = [entry for entry in attendance if entry.status in {"apologies", "absent"}]
    return [
        Doubt("attendance", f"{entry.name} is printed as {entry.status.replace('_', ' ')} and under {other.status}.", entry.span.start, entry.span.end)
        for entry in there
        for other in away
        if same_person(entry.name, other.name)
    ]


def _repeated_numbers(items: tuple[Item, ...]) -> list[Doubt]:
    counted = Counter(item.number for item in items if item.number and not item.sub)
    return [
        Doubt("number", f"The number {item.number} is printed before more than one heading.", item.title.span.start, item.title.span.end)
        for item in items
        if not item.sub and counted[item.number] > 1 and not re.fullmatch(r".*\([ivx]+\)", item.number)
    ]


def _owners(actions: tuple[Action, ...], attendance: tuple[Attendee, ...]) -> list[Doubt]:
    """Owners whose wording fits several people, or initials that fit nobody and are no body's acronym."""
    found = []
    bodies = " ".join(entry.represents.words for entry in attendance if entry.represents)
    for action in actions:
        for owner in action.owners:
            place = owner.span or Span(action.span.start, action.span.end)
            if not owner.is_person and len(owner.candidates) > 1:
                found.append(Doubt("owner", f"{owner.as_printed!r} fits {' and '.join(owner.candidates)}.", place.start, place.end))
            elif not owner.is_person and "fit no attendee" in owner.why and owner.as_printed not in gazetteer() and owner.as_printed not in bodies:
                found.append(Doubt("owner", f"{owner.as_printed!r} fits nobody in the attendance.", place.start, place.end))
    return found
