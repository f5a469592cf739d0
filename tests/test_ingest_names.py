"""Names of people."""

import pytest

from kg.names import initials_of, looks_like_person, same_person, strip_titles


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Ann Lee", True),
        ("Cllr Dr Ann McCoy OBE", True),
        ("Mrs Smith", True),
        ("J. Smith", True),
        ("Cllr C Hamilton", True),
        ("Anne-Marie O’Brien", True),
        ("Juan de la Cruz", True),
        ("Andrew FRASER", True),
        ("DECLARATIONS OF", False),
        ("Wexmoor PCT", False),
        ("Fenwold LSCB", False),
        ("Brackenshire County Council", False),
        ("Any Other Business", False),
        ("Chair", False),
        ("Ann", False),
        ("NHS CB", False),
        ("the lead officer", False),
        ("Room 4 Annexe", False),
    ],
)
def test_people_are_told_from_other_words(words: str, person: bool) -> None:
    """Two to five name-like words, or a title and one; no acronym, no word that names of bodies are made of."""
    assert looks_like_person(words) is person


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Cllr Dr Ann Lee OBE", "Ann Lee"),
        ("Councillor Bo Cole", "Bo Cole"),
        ("Rt Hon Sir Ian Dare MP", "Ian Dare"),
        ("Prof. Mia Voss", "Mia Voss"),
        ("Ms Asante", "Asante"),
        ("Ann Lee*", "Ann Lee"),
        ("Lord", "Lord"),
    ],
)
def test_titles_are_taken_off(printed: str, name: str) -> None:
    """Honorifics in front and post-nominals behind are no part of a name."""
    assert strip_titles(printed) == name


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ann Lee", {"AL"}),
        ("Anne-Marie Olde", {"AO", "AMO"}),
        ("Celia McGrath", {"CM", "CMC", "CMCG"}),
        ("Jo van Dyk", {"JD", "JVD"}),
        ("Lee", set()),
        ("Mary Ann Poe", {"MP", "MAP"}),
    ],
)
def test_initials_that_a_name_gives(name: str, initials: set[str]) -> None:
    """First and last, all of them, the halves of a double name, "Mc" with its capital."""
    assert set(initials_of(name)) == initials


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dr Ann Lee", "Ann Lee", True),
        ("A Lee", "Ann Lee", True),
        ("A. Lee", "Ann Lee", True),
        ("Ann Lee", "Alan Lee", False),
        ("Lee", "Ann Lee", False),
        ("Ann Lee", "Ann Leigh", False),
    ],
)
def test_two_wordings_of_one_person(one: str, other: str, same: bool) -> None:
    """Titles do not count, an initial may stand for a first name; a surname alone decides nothing."""
    assert same_person(one, other) is same
