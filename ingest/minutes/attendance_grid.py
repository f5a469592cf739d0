"""A grid of attendance marks over several meetings: whose mark stands under the date of this one."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.dates import find_dates, month_named
from ingest.minutes.attendees import Heading, with_cells
from ingest.minutes.name_lists import people_in
from ingest.minutes.records import Attendee
from ingest.minutes.units import Unit
from kg.model import Span

_MARKS = {
    "present": "present",
    "apologies": "apologies",
    "absent": "absent",
    "p": "present",
    "y": "present",
    "yes": "present",
    "✓": "present",
    "√": "present",
    "✔": "present",
    "/": "present",
    "1": "present",
    "a": "apologies",
    "ap": "apologies",
    "apol": "apologies",
    "apols": "apologies",
    "s": "apologies",  # somebody else was sent
    "sub": "apologies",
    "d": "apologies",
    "x": "absent",
    "n": "absent",
    "no": "absent",
    "0": "absent",
    "ab": "absent",
    "abs": "absent",
}
_LEGEND = re.compile(
    r"(?<!\w)[\"'“‘(]?(?P<mark>[A-Za-z✓√✔/]{1,3}|[-–—*•])[\"'”’)]?\s*(?:=|:|\s[–—-]|denotes|indicates)\s*(?P<meaning>present|attended|in\s+attendance|apolog\w*|absen\w*|not\s+present|substitut\w*|sub\b|sent\s+\w+|deputy)",
    re.IGNORECASE,
)


def is_grid(text: str, rows: Sequence[Unit]) -> bool:
    """Whether a table is one of marks: some row heads two columns or more with dates, and marks stand under them."""
    return _heading(text, rows) is not None


def _heading(text: str, rows: Sequence[Unit]) -> int | None:
    """The row that heads columns with dates, when other rows have marks in those columns."""
    for at, row in enumerate(rows[:3]):
        dated = [number for number, cell in enumerate(row.cells) if _is_date(cell.of(text))]
        if len(dated) < 2:
            continue
        marked = [other for other in rows[at + 1 :] if sum(_mark(other.cells[number].of(text), {}) is not None for number in dated if number < len(other.cells)) * 2 >= len(dated)]
        if len(marked) * 2 > len(rows) - at - 1:
            return at
    return None


def _is_date(words: str) -> bool:
    bare = words.strip()
    return bool(bare) and len(bare) < 24 and (bool(find_dates(bare, Span(0, len(bare)), dt.date(2000, 1, 1))) or month_named(bare) is not None)


def _mark(words: str, legend: dict[str, str]) -> str | None:
    bare = words.strip(" .").lower()
    return legend.get(bare) or _MARKS.get(bare)


def marked_status(text: str, cell: Span) -> str | None:
    """The status that a single mark in a column of its own gives: "P", "A – unwell", "P (via Teams)"."""
    return _mark(re.split(r"\s*[(–—,;]|\s-\s|\s+(?=[a-z])", cell.of(text).strip())[0], _legend(text))


def _legend(text: str) -> dict[str, str]:
    """What the document says that its marks mean: "P = present, A = absent"."""
    found: dict[str, str] = {}
    for match in _LEGEND.finditer(text):
        meaning = match["meaning"].lower()
        status = "present" if meaning.startswith(("present", "attended", "in")) else "absent" if meaning.startswith(("absen", "not")) else "apologies"
        found.setdefault(match["mark"].lower(), status)
    return found


def people_of_grid(text: str, rows: Sequence[Unit], heading: Heading, day: dt.date | None) -> Iterator[Attendee]:
    """Everyone with a mark under this meeting's date; under the last date that has marks where none is this meeting's."""
    top = _heading(text, rows)
    if top is None:
        return
    legend = _legend(text)
    column = _column(text, rows, top, day, legend)
    for row in rows[top + 1 :]:
        if column >= len(row.cells):
            continue
        status = _mark(row.cells[column].of(text), legend)
        if status is None:
            continue
        others = [cell for number, cell in enumerate(row.cells) if cell.start < cell.end and not (number < len(rows[top].cells) and _is_date(rows[top].cells[number].of(text)))]
        named = next((cell for cell in others if people_in(text, cell, heading)), None)
        if named is None:
            continue
        mark = row.cells[column]
        for entry in people_in(text, named, Heading(status, mark, heading.stars)):
            yield replace(with_cells(text, entry, [cell for cell in others if cell != named]), status=status, status_span=mark)


def _column(text: str, rows: Sequence[Unit], top: int, day: dt.date | None, legend: dict[str, str]) -> int:
    cells = rows[top].cells
    dated = [number for number, cell in enumerate(cells) if _is_date(cell.of(text))]
    if day:
        for number in dated:
            if any(day in {found.value for found in find_dates(text, cells[number], day, ahead=ahead)} for ahead in (True, False)):
                return number
        if (same_month := [number for number in dated if month_named(cells[number].of(text)) == day.month]) and len(same_month) == 1:
            return same_month[0]
    filled = [number for number in dated if any(number < len(row.cells) and _mark(row.cells[number].of(text), legend) for row in rows[top + 1 :])]
    return (filled or dated)[-1]
