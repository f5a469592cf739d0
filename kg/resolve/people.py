"""Which mentions are one person. Equal initials or surnames alone never make two one; two of one attendance list never are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from kg.forenames import are_two_names, forms_of_one_name, genders_of, is_common, is_forename
from kg.model import Judgement
from kg.resolve.clusters import Scored
from kg.resolve.judged import judged
from kg.resolve.names import FEMALE_TITLES, MALE_TITLES, PersonName, a_letter_apart, person_name
from kg.resolve.records import Bearer, Told, Unit, gap
from kg.resolve.weights import PEOPLE

_SAME_TITLE = frozenset({"professor", "dr", "sir", "dame", "lord", "lady", "baroness", "baron", "viscount", "rev", "judge", "supt", "insp", "canon", "father"})
_YEARS_APART = 12


class _Person(Unit):
    """The mentions of one name at one board, or in one document where no board met: one person, unless a list has two.

    A surname alone is one person where the lists of one board have it with the same title.
    """

    @cached_property
    def name(self) -> PersonName:
        return person_name(self.members[0].label)

    @cached_property
    def bodies(self) -> dict[str, set[int]]:
        """Bodies that the person stands for, with the years."""
        found: dict[str, set[int]] = defaultdict(set)
        for member in self.members:
            for body in member.bodies:
                found[body] |= {member.year} if member.year else set()
        return dict(found)

    @cached_property
    def posts(self) -> frozenset[str]:
        return self.all_of("posts")

    @cached_property
    def titles(self) -> frozenset[str]:
        return self.all_of("titles")

    @cached_property
    def companions(self) -> frozenset[str]:
        return self.all_of("companions")

    @cached_property
    def lists(self) -> frozenset[str]:
        return self.all_of("listed")

    @cached_property
    def gender(self) -> frozenset[str]:
        told = {"m" for title in self.titles if title in MALE_TITLES} | {"f" for title in self.titles if title in FEMALE_TITLES}
        return frozenset(told) or genders_of(self.name.forename)


def judge_people(bearers: Iterable[Bearer], told: Sequence[Told]) -> list[Judgement]:
    """The judgements on the people of one component of names."""
    units = _units(bearers, told)
    return judged(units, list(_pairs(units, told)), told, "same name on one board", _strangers(units))


def _units(bearers: Iterable[Bearer], told: Sequence[Told]) -> list[_Person]:
    """Units in the order of their least ids. A name that a user has told to be two people's is taken mention by mention."""
    groups: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        groups[person_name(bearer.label).whole, _tie(bearer)].append(bearer)
    disputed = _disputed(groups.values(), told)
    units = []
    for key, members in groups.items():
        alone = key[0] in disputed or (len(members) > 1 and _listed_twice(members))
        units += [_Person([member]) for member in members] if alone else [_Person(stretch) for stretch in _stretches(members)]
    return sorted(units, key=lambda unit: unit.least)


def _stretches(members: Sequence[Bearer]) -> list[list[Bearer]]:
    """Mentions by the years that they lie apart: a name that comes back after a generation is compared, not taken for the same."""
    dated = sorted(members, key=lambda member: (member.year or 0, member.id))
    stretches = [[dated[0]]]
    for earlier, later in pairwise(dated):
        if earlier.year and later.year and later.year - earlier.year >= _YEARS_APART:
            stretches.append([])
        stretches[-1].append(later)
    return stretches


def _tie(bearer: Bearer) -> str:
    """What ties a name before any pair is scored: its board; a surname alone needs the same title in that board's lists."""
    if person_name(bearer.label).forename:
        gender = "m" if bearer.titles & MALE_TITLES else "f" if bearer.titles & FEMALE_TITLES else ""
        return f"{bearer.board or bearer.document_id} {gender}"
    return f"{bearer.board} {' '.join(sorted(bearer.titles))}" if bearer.listed and bearer.board else bearer.id


def _disputed(groups: Iterable[list[Bearer]], told: Sequence[Told]) -> set[str]:
    """Names of which a user has said that they are several people's."""
    name_of = {member.id: person_name(member.label).whole for members in groups for member in members}
    return {name_of[each.left] for each in told if each.verdict == "negative" and each.left in name_of and name_of.get(each.left) == name_of.get(each.right)}


def _listed_twice(members: Sequence[Bearer]) -> bool:
    lists = [meeting for member in members for meeting in member.listed]
    return len(lists) > len(set(lists))


def _pairs(units: Sequence[_Person], told: Sequence[Told]) -> Iterator[Scored]:
    """All pairs of units whose names agree, with the signs for and against."""
    named = [unit.name.whole for unit in units]
    disputed = _disputed([list(unit.members) for unit in units], told)
    known = {end for each in told for end in (each.left, each.right)}
    for right, other in enumerate(units):
        for left, one in enumerate(units[:right]):
            sign, short = _agreement(one.name, other.name, named[right] in disputed)
            if not sign:
                continue
            features = {sign: PEOPLE[sign]} | _around(one, other)
            partial = (left if _is_shorter(one.name, other.name) else right) if short else None
            if named[left] == named[right] and named[right] in disputed and (one.least in known) != (other.least in known):
                # The name is known to be two people's: whoever else bears it must fit one of them alone.
                partial = right if one.least in known else left
            yield Scored(left, right, features, _apart(one, other), partial)


def _strangers(units: Sequence[_Person]) -> Iterator[tuple[int, int]]:
    """Units of one surname that are two people though their names do not agree: Patricia and Patrick, to both of whom "Pat" is short."""
    for right, other in enumerate(units):
        for left, one in enumerate(units[:right]):
            if one.name.surname == other.name.surname and (_are_two(one.name, other.name) or _apart(one, other)):
                yield left, right


def _are_two(one: PersonName, other: PersonName) -> bool:
    """Whether two names of one surname have forenames that no person bears at once."""
    if one.is_whole and other.is_whole:
        return one.forename != other.forename and not _agreement(one, other, False)[0]
    return bool(one.forename and other.forename) and one.forename[0] != other.forename[0] and not (one.is_whole or other.is_whole)


def _is_shorter(one: PersonName, other: PersonName) -> bool:
    return (len(one.forename) > 1, len(one.forename)) < (len(other.forename) > 1, len(other.forename))


def _agreement(one: PersonName, other: PersonName, disputed: bool) -> tuple[str, bool]:
    """(the sign of how two names agree, whether one of them is short for the other); ("", False) where they do not."""
    if one.surname != other.surname:
        slip = one.is_whole and one.forename == other.forename and min(len(one.surname), len(other.surname)) >= 6 and one.surname[0] == other.surname[0]
        return ("surname spelt otherwise", False) if slip and a_letter_apart(one.surname, other.surname) else ("", False)
    common = disputed or (is_common(one.forename, one.surname) and is_common(other.forename, other.surname))
    if not one.forename or not other.forename:
        return ("the same surname alone", False) if one.forename == other.forename else ("surname alone", True)
    if one.forename == other.forename:
        if not one.is_whole:
            return "the same initials and surname", False
        rare = not common and not is_forename(one.forename)
        return ("same full name, a common one" if common else "same full name, a rare one" if rare else "same full name"), False
    if not one.is_whole or not other.is_whole:
        return (("initials and surname agree, a common name" if common else "initials and surname agree"), True) if _initial_fits(one.forename, other.forename) else ("", False)
    if forms_of_one_name(one.forename, other.forename):
        return ("forename in another form, a common name" if common else "forename in another form"), False
    if not are_two_names(one.forename, other.forename) and _is_slip(one.forename, other.forename):
        return "forename spelt otherwise", False
    return "", False


def _is_slip(one: str, other: str) -> bool:
    """Whether two forenames are one letter apart, and not by their ending alone: Farid and Farida are two."""
    return min(len(one), len(other)) >= 4 and a_letter_apart(one, other) and not one.startswith(other) and not other.startswith(one)


def _initial_fits(one: str, other: str) -> bool:
    """Whether an initial is that of a forename, or of the forename that it is short for: "W" fits "Bill"."""
    return one[0] == other[0]


def _apart(one: _Person, other: _Person) -> str:
    """Why two units cannot be one person; "" where nothing says so."""
    if one.lists & other.lists:
        return "both stand in one attendance list"
    if one.name.middles and other.name.middles and one.name.middles[0] != other.name.middles[0]:
        return "their middle initials differ"
    if one.gender and other.gender and not one.gender & other.gender:
        return "their titles or forenames are a man's and a woman's"
    return ""


def _around(one: _Person, other: _Person) -> dict[str, float]:
    """What is around two names: boards, bodies, posts, titles, companions, years."""
    shared = set(one.bodies) & set(other.bodies)
    signs = [
        ("same board", bool(one.boards & other.boards)),
        ("same body", bool(shared)),
        ("same post", bool(one.posts & other.posts)),
        ("same title", bool(one.titles & other.titles & _SAME_TITLE)),
        ("met the same people", len((one.companions & other.companions) - {one.name.whole, other.name.whole}) >= 2),
        ("other boards", bool(one.boards) and bool(other.boards) and not one.boards & other.boards),
        ("other bodies in the same year", not shared and _at_once(one, other)),
        ("years apart", gap(one, other) >= _YEARS_APART),
    ]
    return {sign: PEOPLE[sign] for sign, holds in signs if holds}


def _at_once(one: _Person, other: _Person) -> bool:
    """Whether the two stand for different bodies in one and the same year."""
    years, others = set().union(*one.bodies.values()) if one.bodies else set(), set().union(*other.bodies.values()) if other.bodies else set()
    return bool(years & others)
