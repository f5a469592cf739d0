"""Which mentions are one organisation or board. An acronym is what a document, the gazetteer or its own board's minutes say that it is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kg.model import Judgement
from kg.resolve.clusters import Scored
from kg.resolve.judged import judged
from kg.resolve.names import SORTS, a_letter_apart, body_words, council_of, folded, gazetted, initials, is_generic, is_unknown_acronym
from kg.resolve.records import Bearer, Told, Unit
from kg.resolve.weights import BODIES
from kg.vocabulary import Kind

#: Words of which two bodies that differ in one are two: "North" and "South", "Adults" and "Children".
_TELLING = frozenset("north south east west upper lower adult adults child children primary secondary junior infant first second".split())


class _Body(Unit):
    """The mentions of one name; of a name that fits many bodies ("Planning Committee"), those at one board."""

    @cached_property
    def name(self) -> str:
        return folded("body", self.members[0].label)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return body_words(self.name)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The words that say which body it is: of a council its place."""
        council = council_of(self.name)
        return tuple(council.place.split()) if council else tuple(word for word in self.words if word not in SORTS)

    @cached_property
    def letters(self) -> str:
        return "".join(self.words)

    @cached_property
    def known_as(self) -> str | None:
        """The gazetteer's name."""
        return gazetted(self.name)

    @cached_property
    def also(self) -> frozenset[str]:
        """The other folded wordings that documents give to it."""
        return frozenset(folded("body", wording) for member in self.members for wording in member.wordings[1:]) - {self.name}

    @cached_property
    def is_short(self) -> bool:
        return is_unknown_acronym(self.name)

    @cached_property
    def companions(self) -> frozenset[str]:
        """Those who attended its own meetings; empty for a body that did not meet."""
        return frozenset().union(*(member.companions for member in self.members if member.kind == Kind.BOARD))


#: Sorts that people leave out: "Birchwell" for its university, "Elmford" for its council; not for its hospital.
_SHORTENED = frozenset("university college council borough city county district london".split())
_CALLED = "a document calls it so"
_CALLED_ELSEWHERE = "a document of another board calls it so"
_THREE_LETTERS = "a document of another board uses these three letters for it"
#: Signs that the names of two bodies are whole and the same.
_SAME_NAME = frozenset({"same name", "gazetteer: one body", "same words in another order", "same letters"})


def judge_bodies(bearers: Iterable[Bearer], told: Sequence[Told]) -> list[Judgement]:
    """The judgements on the bodies of one component of names."""
    units = _units(bearers, told)
    return judged(units, list(_pairs(units)), told, "same name")


def _units(bearers: Iterable[Bearer], told: Sequence[Told]) -> list[_Body]:
    alone = {end for each in told if each.verdict == "negative" for end in (each.left, each.right)}
    groups: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        name = folded("body", bearer.label)
        where = bearer.board or bearer.document_id if is_unknown_acronym(name) or is_generic("body", name) else ""
        groups[name, bearer.id if bearer.id in alone else where].append(bearer)
    return sorted((_Body(members) for members in groups.values()), key=lambda unit: unit.least)


def _pairs(units: Sequence[_Body]) -> Iterator[Scored]:
    called: dict[str, list[_Body]] = defaultdict(list)
    for unit in units:
        for wording in unit.also:
            called[wording].append(unit)
    spelled: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    sorts: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        spelled[initials(unit.words)].add(unit.words)
        if council := council_of(unit.name):
            sorts[council.place].add(council.sort)
    for right, other in enumerate(units):
        for left, one in enumerate(units[:right]):
            features = _agreement(one, other, called, sorts, spelled)
            if not features:
                continue
            brief = [unit.is_short or unit.words == unit.telling for unit in (one, other)]
            short = (left if brief[0] else right) if brief[0] != brief[1] and not features.keys() & _SAME_NAME else None
            yield Scored(left, right, features | _around(one, other, features), _apart(one, other), short)


def _agreement(one: _Body, other: _Body, called: dict[str, list[_Body]], sorts: dict[str, set[str]], spelled: dict[str, set[tuple[str, ...]]]) -> dict[str, float]:
    """How the names of two units agree; empty where they do not."""
    sign = _sign(one, other, sorts, spelled)
    features = {sign: BODIES[sign]} if sign else {}
    for asked, holder in ((one, other), (other, one)):
        if asked.name in holder.also:
            if asked.is_short:
                features.pop(sign, None)  # what a document says is not said again by the letters
            near = not (asked.boards and holder.boards) or bool(asked.boards & holder.boards)
            sign = _CALLED if near else _CALLED_ELSEWHERE if len(asked.name) > 3 else _THREE_LETTERS
            features[sign] = BODIES[sign]
            if _is_called_so_too(asked, holder, called):
                features["several bodies are called so"] = BODIES["several bodies are called so"]
    return features


def _is_called_so_too(asked: _Body, holder: _Body, called: dict[str, list[_Body]]) -> bool:
    """Whether a wording may mean another body than `holder`: one that the boards which speak of `asked` call so, else any."""
    near = [unit for unit in called[asked.name] if unit.boards & asked.boards]
    if near and holder not in near:
        return True
    return len({unit.known_as or " ".join(sorted(unit.words)) for unit in near or called[asked.name]}) > 1


def _sign(one: _Body, other: _Body, sorts: dict[str, set[str]], spelled: dict[str, set[tuple[str, ...]]]) -> str:
    if one.known_as and one.known_as == other.known_as:
        return "gazetteer: one body"
    if one.name == other.name:
        return "same name, fits many bodies" if one.is_short or is_generic("body", one.name) else "same name"
    if one.is_short or other.is_short:
        short, long = (one, other) if one.is_short else (other, one)
        if initials(long.words) != short.name:
            return ""
        return "its initials, and no other body's" if len(spelled[short.name]) == 1 else "its initials"
    council, second = council_of(one.name), council_of(other.name)
    if council and second:
        if council.place != second.place:
            return ""
        if council.sort == second.sort:
            return "same words in another order"
        lone = "" in (council.sort, second.sort) and len(sorts[council.place] - {""}) == 1
        return "short form of the one council of that place" if lone else ""
    if sorted(one.words) == sorted(other.words):
        return "same name, fits many bodies" if is_generic("body", one.name) or is_generic("body", other.name) else "same words in another order"
    if one.letters == other.letters and len(one.letters) >= 6:
        return "same letters"
    # A slip shows in a long word; Hilton and Halton are two places.
    long_words = all(len(word) >= 7 for word in _differ_in(one, other))
    if long_words and one.letters[0] == other.letters[0] and a_letter_apart(one.letters, other.letters) and not _differ_in(one, other) & _TELLING:
        return "one letter differs"
    if one.telling == other.telling and one.telling and not _differ_in(one, other) & _TELLING:
        if one.words == one.telling or other.words == other.telling:
            left_out = {word for word in (*one.words, *other.words) if word in SORTS}
            return "its name without the sort of body" if len("".join(one.telling)) >= 5 and left_out <= _SHORTENED else ""
        return "sort of body differs" if len(one.telling) >= 2 and _one_word_differs(one.words, other.words) else ""
    return "one word more" if _one_word_more(one.words, other.words) else ""


def _one_word_differs(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names have another word at one place: "Elm Standards Board", "Elm Standards Body"."""
    return len(one) == len(other) and sum(left != right for left, right in zip(one, other, strict=True)) == 1


def _differ_in(one: _Body, other: _Body) -> set[str]:
    return set(one.words) ^ set(other.words)


def _one_word_more(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name is the other with one word added that is no telling one."""
    small, large = sorted((one, other), key=len)
    more = [word for word in large if word not in small]
    telling = [word for word in small if word not in SORTS]
    return len(large) == len(small) + 1 and set(small) < set(large) and len(telling) >= 2 and not set(more) & _TELLING


def _around(one: _Body, other: _Body, agreed: dict[str, float]) -> dict[str, float]:
    fewer = min(len(one.companions), len(other.companions))
    shared = len(one.companions & other.companions)
    weak = not agreed.keys() & {*_SAME_NAME, _CALLED_ELSEWHERE, _THREE_LETTERS}
    signs = [
        ("same board", bool(one.boards & other.boards)),
        ("another board", weak and bool(one.boards) and bool(other.boards) and not one.boards & other.boards),
        ("the same people sit on it", fewer >= 3 and shared * 2 >= fewer),
    ]
    return {sign: BODIES[sign] for sign, holds in signs if holds}


def _apart(one: _Body, other: _Body) -> str:
    if one.known_as and other.known_as and one.known_as != other.known_as:
        return "the gazetteer has them as two bodies"
    numbers = [{word for word in unit.words if any(character.isdigit() for character in word)} for unit in (one, other)]
    return "their numbers differ" if numbers[0] != numbers[1] else ""
