"""What the resolver knows of one mention: its names and what its document says around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Bearer:
    """A mention with all that speaks for or against its being another one. Everything comes from its own document."""

    id: str
    document_id: str
    kind: str  # a Kind
    label: str
    wordings: tuple[str, ...]  # the label first, then the other wordings of its document, as printed
    board: str  # folded name of the body that met, "" where none is told
    date: str  # of the meeting, ISO; "" where none is told
    listed: frozenset[str] = frozenset()  # meetings in whose attendance list it stands
    companions: frozenset[str] = frozenset()  # folded names on those lists
    bodies: frozenset[str] = frozenset()  # keys of the bodies that it stands for there
    posts: frozenset[str] = frozenset()  # folded
    titles: frozenset[str] = frozenset()  # "cllr", "dr"
    authors: frozenset[str] = frozenset()  # of a paper, folded names

    @property
    def year(self) -> int | None:
        """Of the meeting."""
        return int(self.date[:4]) if self.date[:4].isdigit() else None


@dataclass(frozen=True, slots=True)
class Told:
    """A live judgement of a user on two mentions."""

    left: str
    right: str
    verdict: str  # "positive", "negative", "unsure"


class Unit:
    """Mentions that are one before any pair is scored: by their name and what it is tied to. Frozen by convention; what is worked out is kept."""

    def __init__(self, members: Sequence[Bearer]) -> None:
        self.members = sorted(members, key=lambda member: member.id)
        self.least = self.members[0].id  # the mention by which the unit is known

    @cached_property
    def boards(self) -> frozenset[str]:
        """The boards at whose meetings its mentions stand."""
        return frozenset(member.board for member in self.members if member.board)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of its mentions."""
        return frozenset(member.year for member in self.members if member.year)

    def all_of(self, field: str) -> frozenset[str]:
        """The union of a set that each mention has: "posts", "titles", "companions", "listed"."""
        return frozenset().union(*(getattr(member, field) for member in self.members))


def gap(one: Unit, other: Unit) -> int:
    """Years between the nearest two of two units; 0 where a year is not known."""
    return min((abs(a - b) for a in one.years for b in other.years), default=0)
