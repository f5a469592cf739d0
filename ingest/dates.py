"""Dates and times as British minutes print them.

Candidates are found by pattern (a parser let loose on prose reads "Cllr May" as a month); dateparser reads them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from kg.model import Span

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s*(?:\s+the\s+)?)"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_DAY = rf"\d{{1,2}}\s?(?:st|nd|rd|th)?|(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_LONG_YEAR = r"(?:[12][0-9oO]{3}(?!\w))"  # a typist's letter O may stand for a nought
_DATES = re.compile(
    rf"""(?P<weekday>{_WEEKDAY})?(?:
        (?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)
      | (?P<numeric>\b\d{{1,2}}(?P<mark>[/.])\d{{1,2}}(?P=mark)(?:\d{{4}}|\d{{2}})\b)
      | (?P<day>(?<![\d.])(?:{_DAY}))(?:\s+(?:day\s+)?of)?[\s-]*(?P<month>(?<![a-z]){_MONTH})(?!\w)(?:,?[\s-]+(?P<year>{_LONG_YEAR}|['’]?\d{{2}}(?![\d:.½]|\s*(?:am|pm|[ap]\.m))))?
      | (?P<month2>\b{_MONTH})\s+(?P<day2>(?!0)(?:{_DAY}))\b(?![:.]\d\d|\d)(?:,?\s+(?P<year2>{_LONG_YEAR}))?
      | (?P<part>\b(?:end\s+of|mid[- ]|early|late)\s*)?(?P<month3>\b{_MONTH})\s+(?P<year3>{_LONG_YEAR})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: Without one of these there is no date; the pattern above is slow.
_PERHAPS = re.compile(r"\d[/.]\d|\d\d-\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_END_OF_MONTH = re.compile(rf"\bend\s+of\s+(?P<month>{_MONTH})(?!\w)(?:\s+(?P<year>\d{{4}}))?", re.IGNORECASE)
_SHORT_YEAR = re.compile(rf"(?:(?:by|end|end\s+of)\s+)?(?P<month>{_MONTH})\s+['’]?(?P<year>\d{{2}})", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?P<four>[01]\d[0-5]\d|2[0-3][0-5]\d)\s*(?:hrs|hours|h)\b|\b(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?\s*(?P<half>[ap]\.?\s?m\b\.?|noon|midday|hrs|hours)?|\b(?P<word>noon|midday)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|until|till)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text."""

    span: Span
    value: date
    precision: str  # "day" or "month"
    year_printed: bool
    weekday_fits: bool  # False where the printed weekday is not that of the date


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day, or a span of time, in a text."""

    span: Span
    start: str  # "HH:MM"
    end: str | None


@cache
def _parser() -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(languages=["en"], settings={"DATE_ORDER": "DMY", "PREFER_DAY_OF_MONTH": "last", "PREFER_DATES_FROM": "past"})


@cache
def _read(words: str) -> date | None:
    """Read a date that names its year."""
    plain = re.sub(r"\b[12][0-9oO]{3}\b", lambda year: year.group().upper().replace("O", "0"), words.replace("’", "").replace("'", ""))
    first = plain.split(" ")[0].lower()
    if first in _ORDINALS:
        plain = f"{_ORDINALS.index(first) + 1}{plain[len(first) :]}"
    parsed = _parser().get_date_data(plain)
    return parsed.date_obj.date() if parsed.date_obj else None


def find_dates(text: str, within: Span, base: date | None = None, *, ahead: bool = True) -> list[FoundDate]:
    """Dates in a part of a text, in order.

    A date without a year takes it from `base`: the next such day on or after it, or with `ahead` false the last such
    day before it; without `base` it is left out. A month alone counts when its year is printed.
    """
    found: list[FoundDate] = []
    if not _PERHAPS.search(text, within.start, within.end):
        return found
    for match in _DATES.finditer(text, within.start, within.end):
        value = _value(match, base, ahead)
        if value is None:
            continue
        weekday = (match["weekday"] or "").strip()[:3].lower()
        year_printed = bool(match["iso"] or match["numeric"] or match["year"] or match["year2"] or match["year3"])
        fits = not weekday or value.strftime("%a").lower() == weekday
        found.append(FoundDate(Span(match.start(), match.end()), value, "month" if match["month3"] else "day", year_printed, fits))
    return found


def _value(match: re.Match[str], base: date | None, ahead: bool) -> date | None:
    if match["iso"]:
        try:
            return date.fromisoformat(match["iso"])
        except ValueError:
            return None
    if match["numeric"]:
        return _read(match["numeric"])
    if match["month3"]:
        return _read(f"{match['month3']} {match['year3']}")
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    year = match["year"] or match["year2"]
    if year:
        return _read(f"{day} {month} {year}")
    return _nearest(f"{day} {month}", base, ahead) if base else None


def _nearest(day_and_month: str, base: date, ahead: bool) -> date | None:
    """The next (or last) such day seen from `base`."""
    candidates = [value for year in (base.year - 1, base.year, base.year + 1) if (value := _read(f"{day_and_month} {year}"))]
    fitting = [value for value in candidates if (value >= base if ahead else value <= base)]
    if not fitting:
        return None
    return min(fitting) if ahead else max(fitting)


def find_month_end(text: str, within: Span, base: date) -> tuple[Span, date] | None:
    """ "the end of March" as the last day of the next March on or after `base`."""
    match = _END_OF_MONTH.search(text, within.start, within.end)
    if not match:
        this = re.compile(r"\bend\s+of\s+(?:the|this)\s+month\b", re.IGNORECASE).search(text, within.start, within.end)
        return (Span(this.start(), this.end()), _last_day(base)) if this else None
    years = [int(match["year"])] if match["year"] else [base.year, base.year + 1]
    ends = [_last_day(first) for year in years if (first := _read(f"1 {match['month']} {year}"))]
    fitting = [end for end in ends if end >= base or match["year"]]
    return (Span(match.start(), match.end()), fitting[0]) if fitting else None


def month_of_year(words: str, base: date) -> date | None:
    """The last day of a month with a short year, as a log's column has it ("Mar 21" at a meeting of 2021); None where the number may be a day."""
    match = _SHORT_YEAR.fullmatch(words.strip())
    if match is None or abs(2000 + int(match["year"]) - base.year) > 1:
        return None
    first = _read(f"1 {match['month']} 20{match['year']}")
    return _last_day(first) if first else None


def _last_day(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def month_named(words: str) -> int | None:
    """The number of a month that is named in some words ("the October meeting"), if just one is."""
    found = {value.month for match in re.finditer(rf"\b{_MONTH}(?!\w)", words) if (value := _read(f"1 {match.group()} 2000"))}
    return found.pop() if len(found) == 1 else None


def find_times(text: str, within: Span) -> list[FoundTime]:
    """Times of day in a part of a text; "9.00 am – 1.00 pm" and "2 - 4pm" are one with an end."""
    return list(_join_ranges(text, list(_single_times(text, within))))


def _single_times(text: str, within: Span) -> Iterator[tuple[re.Match[str], int, int, str]]:
    for match in _TIME.finditer(text, within.start, within.end):
        if match["word"]:
            yield match, 12, 0, "noon"
            continue
        if match["four"]:
            yield match, int(match["four"][:2]), int(match["four"][2:]), "hours"
            continue
        hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").lower().replace(".", "").replace(" ", "")
        if hour < 24 and (hour <= 12 or half not in {"am", "pm"}):
            yield match, hour, minute, half


def _join_ranges(text: str, singles: list[tuple[re.Match[str], int, int, str]]) -> Iterator[FoundTime]:
    at = 0
    while at < len(singles):
        match, hour, minute, half = singles[at]
        if at + 1 < len(singles):
            other, hour2, minute2, half2 = singles[at + 1]
            if _RANGE.fullmatch(text, match.end(), other.start()) and (half or half2 or (match["minute"] and other["minute"])):
                first = _clock(hour, minute, half or ("" if _minutes(hour, minute, half2) > _minutes(hour2, minute2, half2) else half2))
                yield FoundTime(Span(match.start(), other.end()), first, _clock(hour2, minute2, half2))
                at += 2
                continue
        if half or (match["minute"] and ":" in match.group()):
            yield FoundTime(Span(match.start(), match.end()), _clock(hour, minute, half), None)
        at += 1


def _minutes(hour: int, minute: int, half: str) -> int:
    return ((hour % 12 + 12) if half == "pm" else hour % 12 if half == "am" else hour) * 60 + minute


def _clock(hour: int, minute: int, half: str) -> str:
    total = _minutes(hour, minute, half)
    return f"{total // 60:02d}:{total % 60:02d}"


def without_dates(text: str, within: Span) -> str:
    """A part of a text with every character of its dates and times replaced by NUL, so that places stay where they are."""
    words = within.of(text)
    for span in [*(found.span for found in find_dates(text, within)), *(found.span for found in find_times(text, within))]:
        start, end = span.start - within.start, span.end - within.start
        words = words[:start] + "\0" * (end - start) + words[end:]
    return words
