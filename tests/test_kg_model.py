"""Folding, ids and places."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, IdMaker, content_id, fold

TEXT = st.text(alphabet="abcXYZ éß’'–- \n\t.,&0123456789", max_size=60)


@given(TEXT)
def test_folding_twice_is_folding_once(words: str) -> None:
    """fold is idempotent."""
    assert fold(fold(words)) == fold(words)


def test_folding_evens_out_what_typists_vary() -> None:
    """Case, quotation marks, ampersands, dashes and white space do not count."""
    assert fold("The  LSCB’s\tCode & Plan – “draft”") == fold('the lscb\'s code and plan - "draft"')


@given(st.lists(TEXT, max_size=12))
def test_ids_are_unique_and_depend_on_order_among_equals_alone(words: list[str]) -> None:
    """Every thing of a document has an id of its own, and the same words give the same ids again."""
    first, second = IdMaker("d"), IdMaker("d")
    made = [first.make("act", each) for each in words]
    assert len(set(made)) == len(made)
    assert made == [second.make("act", each) for each in words]


def test_an_id_does_not_move_when_other_things_come_before_it() -> None:
    """A better reader that finds one more action does not change the ids of the others."""
    alone, later = IdMaker("d"), IdMaker("d")
    later.make("act", "Something else")
    assert alone.make("act", "AB to write") == later.make("act", "AB to write")


def test_parts_of_an_id_do_not_run_together() -> None:
    """("ab", "c") and ("a", "bc") are two things."""
    assert content_id("ab", "c") != content_id("a", "bc")


def test_a_place_names_the_line_of_the_file() -> None:
    """Lines are counted from the last block that begins before the place."""
    document = Document("d", "f", "text/plain", "minutes", "unknown", "r", "one\ntwo\nthree\nfour", lines=((0, 1), (8, 30)), pages=(0, 8))
    assert [document.line_of(offset) for offset in (0, 4, 8, 14)] == [1, 2, 30, 31]
    assert [document.page_of(offset) for offset in (0, 7, 8)] == [1, 1, 2]
