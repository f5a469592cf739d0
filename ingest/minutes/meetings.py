"""Files that hold the minutes of several meetings, one after the other: where each begins."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.dates import find_dates
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.status import status_of
from ingest.source import Source

_TITLE = re.compile(
    r"(?:draft\s+|approved\s+|confirmed\s+)?(?:minutes|notes|record)\s+(?:of|from)\b.{0,160}?\b(?:meeting|held)\b|.{3,80}\b(?:minutes|notes)\s+(?:of|from)\s+(?:the\s+|a\s+)?(?:\w+\s+){0,3}meeting\b",
    re.IGNORECASE | re.DOTALL,
)
_ATTENDANCE_WITHIN = 14  # units under a title in which those present are listed


def meetings_in(source: Source, outline: Outline) -> list[Source]:
    """The file once for each meeting that it holds: one text, and of its blocks those of the meeting."""
    starts = [0, *_further(source.text, outline.placed)]
    ends = [*starts[1:], len(source.text) + 1]
    return (
        [replace(source, blocks=tuple(block for block in source.blocks if start <= block.span.start < end)) for start, end in zip(starts, ends, strict=True)]
        if len(starts) > 1
        else [source]
    )


def _further(text: str, placed: Sequence[Placed]) -> list[int]:
    """Offsets where the second and any later meeting begin: at a title with a day of its own and people present under it."""
    starts, days, listed = [], set[object](), False
    for at, place in enumerate(placed):
        listed = listed or place.role is Role.STATUS
        words = place.unit.span.of(text)
        if not (_TITLE.match(words) and len(words.split()) < 50):
            continue
        day = _day(text, placed, at)
        if day is None or day in days:
            continue
        if days and listed and place.zone is not Zone.HEADER and _people_follow(text, placed, at):
            starts.append(_top(text, placed, at))
            listed = False
        days.add(day)
    return starts


def _day(text: str, placed: Sequence[Placed], at: int) -> object:
    spans = [place.unit.span for place in placed[at : at + 3]]
    return next((date.value for span in spans for date in find_dates(text, span) if date.precision == "day"), None)


def _people_follow(text: str, placed: Sequence[Placed], at: int) -> bool:
    headings = [said for place in placed[at + 1 : at + _ATTENDANCE_WITHIN] if (said := status_of(place.unit.body.of(text)))]
    return any(status == "present" for status, _ in headings)


def _top(text: str, placed: Sequence[Placed], at: int) -> int:
    """The start of a title, with the short lines in bold or capitals right above it."""
    while at and _is_title_line(text, placed[at - 1]):
        at -= 1
    return placed[at].unit.span.start


def _is_title_line(text: str, place: Placed) -> bool:
    words = place.unit.span.of(text).strip()
    set_apart = place.unit.strong or words.isupper()
    return set_apart and len(words.split()) <= 8 and not words.endswith((".", ":")) and not place.unit.number
