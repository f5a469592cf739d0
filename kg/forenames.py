"""Forenames, their short forms and spellings, and which names many people bear: data/names/."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg.shared_data import shared_data

_FIRST_NAME = re.compile(r"(?P<name>[A-Z][\w’'-]+)(?:\s+[A-Z]\.?)?(?:\s*\([^)]*\)?)?")


@dataclass(frozen=True, slots=True)
class _Tables:
    groups: dict[str, frozenset[int]]  # folded form -> the names that it is a form of
    genders: dict[str, frozenset[str]]  # folded form -> "m", "f", "x"
    own: frozenset[str]  # names that head a line: known names of their own


@cache
def _tables() -> _Tables:
    groups: dict[str, set[int]] = {}
    genders: dict[str, set[str]] = {}
    own = set()
    for number, words in enumerate(lines_of("forenames.txt")):
        name, gender, *forms = words
        own.add(name.casefold())
        for form in (name, *forms):
            folded = unaccented(form.casefold().replace("-", ""))
            groups.setdefault(folded, set()).add(number)
            genders.setdefault(folded, set()).add(gender)
    return _Tables({form: frozenset(its) for form, its in groups.items()}, {form: frozenset(its) for form, its in genders.items()}, frozenset(own))


def lines_of(file: str) -> list[list[str]]:
    """The words of each line of a file of data/names/, remarks left out."""
    lines = shared_data("names", file).read_text("utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def unaccented(word: str) -> str:
    """A word without accents: "siân" becomes "sian"."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def is_forename(word: str) -> bool:
    """Whether a folded word is a known forename or a short form of one."""
    return unaccented(word) in _tables().groups


def is_first_name(words: str) -> bool:
    """Whether words are somebody's first name, with an initial or a bracket at most: "Pete", "Pete G (green)"."""
    match = _FIRST_NAME.fullmatch(words.strip(" ."))
    return match is not None and is_forename(match["name"].casefold())


def forms_of_one_name(one: str, other: str) -> bool:
    """Whether two folded forenames may be one person's: "will" and "william", "cathy" and "kate"."""
    groups = _tables().groups
    return bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def are_two_names(one: str, other: str) -> bool:
    """Whether both are known forenames that no person bears at once: "andrew" and "andrea"."""
    groups = _tables().groups
    return one in groups and other in groups and not groups[one] & groups[other]


def genders_of(forename: str) -> frozenset[str]:
    """ "m", "f" or both; empty where the forename tells nothing."""
    found = _tables().genders.get(forename, frozenset())
    return frozenset() if "x" in found or not found else found


@cache
def _common_surnames() -> frozenset[str]:
    return frozenset(word.casefold() for words in lines_of("surnames.txt") for word in words)


def is_common(forename: str, surname: str) -> bool:
    """Whether many people bear this forename with this surname: both stand in the tables, or the forename is an initial."""
    return surname in _common_surnames() and (len(forename) <= 1 or forename in _tables().groups)
