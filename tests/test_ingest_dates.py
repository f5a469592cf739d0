"""Dates and times as minutes print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import find_dates, find_month_end, find_times, month_named
from kg.model import Span

BASE = date(2009, 3, 13)


def whole(words: str) -> Span:
    return Span(0, len(words))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("held on Thursday 3 May 2012 at 2pm", ["2012-05-03"]),
        ("Monday, 5th October, 2009", ["2009-10-05"]),
        ("the 3rd of May 2010", ["2010-05-03"]),
        ("Mon October 12th 2009", ["2009-10-12"]),
        ("by 17/04/09", ["2009-04-17"]),
        ("31.03.10 and 1/2/2010", ["2010-03-31", "2010-02-01"]),
        ("date: 2012-03-06", ["2012-03-06"]),
        ("on Friday 17 April at 2pm", ["2009-04-17"]),
        ("by 5 January", ["2010-01-05"]),
        ("26th April, 10.00 – 11.30", ["2009-04-26"]),
        ("in June 2009", ["2009-06-30"]),
        ("Sep/Oct 09", []),
        ("29 February 2009", []),
        ("Cllr May chaired; 10-12 families", []),
        ("minute 104 and section 8.2 of report HW/09/12", []),
        ("the Board may march on", []),
    ],
)
def test_dates_are_found_in_running_words(words: str, found: list[str]) -> None:
    """Day first, years of two digits, missing years taken from the meeting, no date where none is."""
    assert [each.value.isoformat() for each in find_dates(words, whole(words), BASE)] == found


def test_a_date_without_a_year_looks_ahead_or_back() -> None:
    """A due date is the next such day, the last meeting the last one."""
    assert find_dates("13 February", whole("13 February"), BASE)[0].value == date(2010, 2, 13)
    assert find_dates("13 February", whole("13 February"), BASE, ahead=False)[0].value == date(2009, 2, 13)
    assert find_dates("13 February", whole("13 February")) == []


def test_a_weekday_that_contradicts_its_date_is_marked() -> None:
    """The date is read as printed, and marked."""
    assert [each.weekday_fits for each in find_dates("Monday 13 March 2009, Friday 13 March 2009", Span(0, 42))] == [False, True]


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.sampled_from(["%d %B %Y", "%A %d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%B %d, %Y"]))
def test_any_day_is_read_back(day: date, form: str) -> None:
    """A printed day is that day, and its span is what was printed."""
    printed = day.strftime(form).replace(" 0", " ")
    words = f"by {printed}."
    [found] = find_dates(words, whole(words))
    assert found.value == day
    assert found.span.of(words) == printed
    assert found.weekday_fits


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("at 2pm", [("14:00", None)]),
        ("9.00 am – 1.00 pm", [("09:00", "13:00")]),
        ("10am - 12.30pm", [("10:00", "12:30")]),
        ("10.00 – 11.30", [("10:00", "11:30")]),
        ("2-4pm", [("14:00", "16:00")]),
        ("11-1pm", [("11:00", "13:00")]),
        ("at 7:00pm", [("19:00", None)]),
        ("from 2 p.m. until 4.15 p.m.", [("14:00", "16:15")]),
        ("18:30", [("18:30", None)]),
        ("at noon", [("12:00", None)]),
        ("12 noon", [("12:00", None)]),
        ("12.15 am", [("00:15", None)]),
        ("item 4.2, page 10", []),
        ("10-12 families", []),
    ],
)
def test_times_are_found_in_running_words(words: str, found: list[tuple[str, str | None]]) -> None:
    """Halves of the day carry over in a range; numbers that are no times are left."""
    assert [(each.start, each.end) for each in find_times(words, whole(words))] == found


def test_months_without_days() -> None:
    """The end of a month is its last day; a month that is named alone is told by its number."""
    words = "by the end of February"
    found = find_month_end(words, whole(words), date(2012, 1, 10))
    assert found
    assert found[1] == date(2012, 2, 29)
    assert find_month_end("by the end of the year", Span(0, 22), BASE) is None
    assert month_named("the October members meeting") == 10
    assert month_named("between May and June") is None
