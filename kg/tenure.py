"""Memberships over time: who sat on which board or stood for which body, in what post, from when to when, and how each end is known.

An end is `stated` where minutes say so ("was elected Chair", "has resigned"), else it is the first or last meeting at which
the record has the person there. After Popolo's Membership, whose dates are those of the record.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kg.graph import Graph
from kg.model import Statement, fold
from kg.places import Place, place_of
from kg.vocabulary import Predicate

_THERE = frozenset({"present", "in_attendance"})


@dataclass(frozen=True, slots=True)
class Tenure:
    """One membership of a person."""

    person: str  # node
    body: str  # node of a board or organisation
    post: str  # as printed first; "chair" for the chair; "" where none is printed
    begins: str | None  # ISO date
    ends: str | None
    begin_known: str  # "stated" or "first seen"
    end_known: str  # "stated" or "last seen"
    statements: tuple[Statement, ...]  # that it rests on, by date


@dataclass(frozen=True, slots=True)
class Membership:
    """A tenure for people: names in the place of nodes, the first and last words in the place of statements."""

    body: str
    post: str
    begins: str | None
    ends: str | None
    begin_known: str
    end_known: str
    first: Place
    last: Place


def memberships(graph: Graph, person: str) -> list[Membership]:
    """The memberships of a person with the words that the ends stand on, the earliest first."""
    return [
        Membership(
            graph.label(each.body), each.post, each.begins, each.ends, each.begin_known, each.end_known, place_of(graph, each.statements[0]), place_of(graph, each.statements[-1])
        )
        for each in tenures_of(graph, person)
    ]


class _Key(NamedTuple):
    body: str
    post: str


def tenures_of(graph: Graph, person: str) -> list[Tenure]:
    """The memberships of a person, the earliest first."""
    found: dict[_Key, list[Statement]] = defaultdict(list)
    for statement in graph.of(person, Predicate.ATTENDED):
        board = _board_of(graph, statement)
        if board and statement.qualifiers.get("status") in _THERE:
            found[_Key(board, "chair" if statement.qualifiers.get("role") == "chair" else "")].append(statement)
    for statement in graph.of(person, Predicate.MEMBER_OF):
        if statement.object:
            found[_Key(graph.canonical[statement.object], fold(str(statement.qualifiers.get("post", ""))))].append(statement)
    tenures = [_tenure(graph, person, key, statements) for key, statements in found.items()]
    return sorted(tenures, key=lambda each: (each.begins or "", graph.label(each.body), each.post))


def _board_of(graph: Graph, attended: Statement) -> str | None:
    held = graph.of(attended.object, Predicate.HELD_BY) if attended.object else []
    return graph.canonical[held[0].object] if held and held[0].object else None


def _tenure(graph: Graph, person: str, key: _Key, statements: Iterable[Statement]) -> Tenure:
    its = graph.sorted([statement.id for statement in statements])
    dated = [statement.event_date for statement in its if statement.event_date]
    begun = [statement.event_date for statement in its if statement.qualifiers.get("change") == "begins" and statement.event_date]
    ended = [statement.event_date for statement in its if statement.qualifiers.get("change") == "ends" and statement.event_date]
    # Who is said to have left and comes again has not left for good; `check` names it.
    begun, ended = [day for day in begun if day <= dated[0]], [day for day in ended if day >= dated[-1]]
    post = next((str(statement.qualifiers["post"]) for statement in its if statement.qualifiers.get("post")), key.post)
    return Tenure(
        person,
        key.body,
        post,
        begun[0] if begun else dated[0] if dated else None,
        ended[-1] if ended else dated[-1] if dated else None,
        "stated" if begun else "first seen",
        "stated" if ended else "last seen",
        tuple(its),
    )
