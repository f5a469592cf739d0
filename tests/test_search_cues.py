"""The words by which minutes tell what a question asks for: a part in a meeting, an amount, a day, a vote."""

import pytest

from search.cues import tells_figure, tells_part, wants_amount
from search.question import Part


@pytest.mark.parametrize(
    ("part", "words", "tells"),
    [
        (Part.CHAIR, "Councillor Brook took the chair for this item.", True),
        (Part.CHAIR, "Ann Lee (Acting Chair)", True),
        (Part.CHAIR, "Chair: Ann Lee", True),
        (Part.CHAIR, "The Chair thanked the clerk.", False),
        (Part.STAND_IN, "Tom Hay, deputising for Ann Lee", True),
        (Part.STAND_IN, "Ann Lee (represented by Tom Hay)", True),
        (Part.STAND_IN, "TH gave the report in AL's place.", True),
        (Part.STAND_IN, "Tom Hay (for Ann Lee)", True),
        (Part.STAND_IN, "Mrs Hay attended on behalf of the diocese", True),
        (Part.STAND_IN, "The works are in progress.", False),
        (Part.DELEGATE, "Tom Hay, representing the tenants", True),
        (Part.DELEGATE, "as the nominee of the harbour masters", True),
        (Part.DELEGATE, "Tom Hay was present", False),
        (Part.ABSENT, "Apologies for absence were received from Ann Lee.", True),
        (Part.ABSENT, "Ann Lee was unable to attend.", True),
        (Part.ABSENT, "Ann Lee attended.", False),
    ],
)
def test_minutes_tell_of_parts_in_these_words(part: Part, words: str, tells: bool) -> None:
    """Who chaired, stood in, came for somebody or stayed away is said in a few ways."""
    assert tells_part(part, words) is tells


@pytest.mark.parametrize(
    ("question", "words", "tells"),
    [
        ("How much will the porch cost?", "at a cost not exceeding £8,100", True),
        ("How many trees are to go?", "twelve trees of the row", True),
        ("What share, and how much was left?", "the remainder was carried over", False),
        ("Who is to write, and by when?", "Ann Lee to write by 3 March", True),
        ("When is the fair?", "It will be held on the second Saturday.", True),
        ("When is the fair?", "Nobody could say.", False),
        ("What did people say when they were asked?", "It was held in March.", False),
        ("How did the vote split?", "6 for, 2 against", True),
        ("Was it close, and how did they vote?", "carried with one abstention", True),
        ("What did they decide?", "6 for, 2 against, £300, in March", False),
    ],
)
def test_a_figure_answers_only_what_asks_for_it(question: str, words: str, tells: bool) -> None:
    """An amount, a day or a vote speaks for a passage where that is asked for, and not otherwise."""
    assert tells_figure(question, words) is tells


def test_an_amount_may_be_missing() -> None:
    """A question for a sum is not answered by words without one."""
    assert wants_amount("How much did they set aside?", "Some money was set aside.")
    assert not wants_amount("How much did they set aside?", "£300 was set aside.")
    assert not wants_amount("Who set it aside?", "Some money was set aside.")
