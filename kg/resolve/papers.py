"""Which mentions are one paper. A report of one year is not that of another; "the action plan" of one board is not another's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kg.model import Judgement
from kg.resolve.clusters import Scored
from kg.resolve.judged import judged
from kg.resolve.names import PAPER_SORTS, a_letter_apart, folded, is_generic, is_of_each_meeting, numbers_in, paper_words, reference_in, years_in
from kg.resolve.records import Bearer, Told, Unit, gap
from kg.resolve.weights import PAPERS

_YEARS_APART = 3
#: Words that make two papers of two titles which share all the rest.
_VERSIONS = frozenset("consultation response annex appendix companion supplementary interim summary amendment update letter".split())


class _Paper(Unit):
    """The mentions of one title at one board; of a title that fits many papers those of one year ("Annual report") or meeting ("Clerk's report")."""

    @cached_property
    def name(self) -> str:
        return folded("paper", self.members[0].label)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return paper_words(self.name)

    @cached_property
    def telling(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word not in PAPER_SORTS)

    @cached_property
    def also(self) -> frozenset[str]:
        return frozenset(folded("paper", wording) for member in self.members for wording in member.wordings[1:]) - {self.name}

    @cached_property
    def authors(self) -> frozenset[str]:
        return self.all_of("authors")

    @cached_property
    def reference(self) -> str | None:
        return reference_in(self.members[0].label)


def judge_papers(bearers: Iterable[Bearer], told: Sequence[Told]) -> list[Judgement]:
    """The judgements on the papers of one component of titles."""
    alone = {end for each in told if each.verdict == "negative" for end in (each.left, each.right)}
    groups: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        name = folded("paper", bearer.label)
        where = bearer.board or bearer.document_id
        if is_generic("paper", name):
            where += f" {bearer.date if is_of_each_meeting(name) else bearer.date[:4]}"
        groups[name, bearer.id if bearer.id in alone else where].append(bearer)
    units = sorted((_Paper(members) for members in groups.values()), key=lambda unit: unit.least)
    return judged(units, list(_pairs(units)), told, "same title")


def _pairs(units: Sequence[_Paper]) -> Iterator[Scored]:
    for right, other in enumerate(units):
        for left, one in enumerate(units[:right]):
            sign = _sign(one, other)
            features = {sign: PAPERS[sign]} if sign else {}
            if {one.name} & other.also or {other.name} & one.also:
                features["a document calls it so"] = PAPERS["a document calls it so"]
            if features:
                yield Scored(left, right, features | _around(one, other), _apart(one, other))


def _sign(one: _Paper, other: _Paper) -> str:
    if one.reference and one.reference == other.reference:
        return "same reference number"
    if one.name == other.name or one.words == other.words:
        return "same title, fits many papers" if is_generic("paper", one.name) or not one.telling else "same title"
    if not one.telling or not other.telling:
        return ""
    if sorted(one.words) == sorted(other.words):
        return "same words in another order"
    if one.telling == other.telling and not (set(one.words) ^ set(other.words)) & _VERSIONS:
        return "one title holds the other" if len(one.telling) >= 2 else ""
    letters, others = "".join(one.words), "".join(other.words)
    if len(letters) >= 12 and letters[0] == others[0] and a_letter_apart(letters, others):
        return "one letter differs"
    small, large = sorted((one.telling, other.telling), key=len)
    holds = small < large and len(small) >= 2 and not (set(one.words) ^ set(other.words)) & _VERSIONS
    return "one title holds the other" if holds else ""


def _around(one: _Paper, other: _Paper) -> dict[str, float]:
    apart = gap(one, other)
    signs = [
        ("same author", bool(one.authors & other.authors)),
        ("same board", bool(one.boards & other.boards)),
        ("another board, and a short title", bool(one.boards) and bool(other.boards) and not one.boards & other.boards and min(len(one.telling), len(other.telling)) < 2),
        ("within a year", bool(one.years and other.years) and apart <= 1),
        ("years apart", apart >= _YEARS_APART),
    ]
    return {sign: PAPERS[sign] for sign, holds in signs if holds}


def _apart(one: _Paper, other: _Paper) -> str:
    years, others = years_in(one.name), years_in(other.name)
    if years and others and years != others:
        return "another year or version of one title" if one.words == other.words else "their titles name different years"
    counted, counts = numbers_in(one.name), numbers_in(other.name)
    if counted and counts and counted != counts:
        return "another number or version of one title" if one.words == other.words else "their titles count differently"
    return "their reference numbers differ" if one.reference and other.reference and one.reference != other.reference else ""
