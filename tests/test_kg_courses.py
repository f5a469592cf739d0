"""What came of a decision on the sample: taken up again, on a condition, superseded where the words say so."""

import pytest

from kg.courses import Course, courses
from kg.graph import build
from kg.register import decisions
from kg.store import Store


@pytest.fixture(scope="module")
def every(sample_store: Store) -> list[Course]:
    graph = build(sample_store)
    rulings = decisions(graph)
    return courses(graph, sample_store.passages().values(), rulings, rulings)


def one(every: list[Course], words: str) -> Course:
    return next(course for course in every if words in course.ruling.text)


def test_a_decision_is_superseded_only_where_the_words_say_so(every: list[Course]) -> None:
    """Of all decisions of the sample one was rescinded, and the later minute names it."""
    undone = [(course, each) for course in every for each in course.followings if each.what == "superseded"]
    assert [(course.ruling.place.date, course.ruling.place.item, each.place.date) for course, each in undone] == [("2009-12-07", "58", "2010-12-06")]
    assert "rescinded its decision of 7 December 2009 (minute 58)" in undone[0][1].place.text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("That the revised paper be endorsed, subject to Wexmoor PCT", [("2010-09-30", "condition not yet met"), ("2010-12-06", "condition met")]),
        ("That a training co-ordinator be appointed", [("2010-09-30", "condition not yet met"), ("2010-12-06", "condition not met")]),
        ("the contract with Larkspur Review Services be extended", [("2012-01-25", "condition met")]),
        ("sit as a shadow health and wellbeing board", [("2012-01-18", "condition met")]),
    ],
)
def test_conditions_are_followed(every: list[Course], words: str, expected: list[tuple[str, str]]) -> None:
    """Whether a condition was met, as later minutes and the action log tell; that it is only told again is no news."""
    assert [(each.place.date, each.what) for each in one(every, words).followings if each.what.startswith("condition")] == expected


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("The Board deferred a decision on partner contributions", "2009-03-09"),
        ("That a decision on the strategy be deferred to the June meeting", "2009-06-15"),
        ("The Board deferred a decision on the policy to its June meeting", "2010-12-06"),
    ],
)
def test_what_was_put_off_is_taken_up_again(every: list[Course], words: str, when: str) -> None:
    """The later decision of the same board on the matter, and not a further putting off."""
    assert when in [each.place.date for each in one(every, words).followings if each.what == "taken up again"]


def test_every_following_has_its_words_and_reason(every: list[Course]) -> None:
    """Each names where it is said and why it is held to follow; nothing follows before its decision."""
    for course in every:
        for each in course.followings:
            assert each.place.text.strip()
            assert each.why
            assert (each.place.date or "") >= (course.ruling.place.date or "")
