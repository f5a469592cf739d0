"""How two things hang together: the shortest chains of statements between them, each step with its words.

A chain through what everything touches explains nothing, so a step costs the more the more its ends have to do with
(the logarithm of their degrees; Adamic and Adar 2003 discount common neighbours in the same way). The k cheapest chains
without a loop are those of Yen (1971), as NetworkX finds them.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NotFound, WrongUsage
from kg.graph import Graph
from kg.model import Statement
from kg.places import Place, sentence_of
from kg.vocabulary import Kind, Predicate

if TYPE_CHECKING:
    import networkx as nx

_NO_LINK = frozenset({Predicate.RECORDED_IN, Predicate.MAIN_FILE})
_SAID_OF = {
    Predicate.HELD_BY: ("is a meeting of", "held"),
    Predicate.HAS_ITEM: ("dealt with", "is an item of"),
    Predicate.ATTENDED: ("was at", "was attended by"),
    Predicate.CHAIRED: ("chaired", "was chaired by"),
    Predicate.MEMBER_OF: ("belongs to", "has the member"),
    Predicate.CONSIDERED: ("had the paper", "came before"),
    Predicate.PRESENTED: ("presented", "was presented by"),
    Predicate.AUTHORED: ("wrote", "was written by"),
    Predicate.TREATED_UNDER: ("was settled under", "led to"),
    Predicate.MADE_BY: ("was decided by", "decided"),
    Predicate.ASSIGNED_TO: ("is for", "is to"),
    Predicate.ARISES_FROM: ("arose at", "gave rise to"),
    Predicate.MENTIONS: ("names", "is named by"),
    Predicate.PART_OF: ("is a part of", "has the part"),
    Predicate.SUCCEEDS: ("took the place of", "was followed by"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One statement on the way, read in the direction of the way."""

    start: str  # node
    start_label: str
    said: str  # "was at", "is a part of"
    end: str  # node
    end_label: str
    end_kind: Kind
    place: Place  # the sentence that says so


@dataclass(frozen=True, slots=True)
class Chain:
    """One way from a thing to another."""

    steps: tuple[Step, ...]
    cost: float
    why: str  # what each thing on the way counted


def paths(graph: Graph, start: str, end: str, k: int = 3) -> list[Chain]:
    """Up to k chains between two nodes, the cheapest first. Raises NotFound where nothing joins them, WrongUsage for one thing."""
    import networkx as nx

    if start == end:
        raise WrongUsage(f"{graph.label(start)!r} is both ends of the way: name two things.")
    joined = _joined(graph)
    try:
        ways = list(itertools.islice(nx.shortest_simple_paths(joined, start, end, weight="cost"), k))
    except (nx.NetworkXNoPath, nx.NodeNotFound) as error:
        raise NotFound(f"Nothing in the record joins {graph.label(start)!r} and {graph.label(end)!r}.") from error
    return [_chain(graph, joined, way) for way in ways]


def _joined(graph: Graph) -> "nx.Graph[str]":
    """The graph without documents, with one edge for each two things: the statement that says it best."""
    import networkx as nx

    best: dict[tuple[str, str], Statement] = {}
    for subject, other, key, predicate in graph.nx.edges(keys=True, data="predicate"):
        if predicate in _NO_LINK or subject == other or Kind.DOCUMENT in (graph.nx.nodes[subject]["kind"], graph.nx.nodes[other]["kind"]):
            continue
        statement, ends = graph.statements[key], (min(subject, other), max(subject, other))
        if ends not in best or _rank(graph, statement) < _rank(graph, best[ends]):
            best[ends] = statement
    joined: nx.Graph[str] = nx.Graph()
    for (one, other), statement in sorted(best.items()):
        joined.add_edge(one, other, statement=statement.id)
    for one, other, data in joined.edges(data=True):
        data["cost"] = 1 + (math.log(joined.degree(one)) + math.log(joined.degree(other))) / 2
    return joined


def _rank(graph: Graph, statement: Statement) -> tuple[bool, bool, str, str, int]:
    """Stated before inferred, what names a thing last, the earliest first."""
    return (
        statement.evidence != "stated" or statement.id in graph.meant,
        statement.predicate == Predicate.MENTIONS,
        statement.event_date or "9999",
        graph.documents[statement.document_id].path,
        statement.start,
    )


def _chain(graph: Graph, joined: "nx.Graph[str]", way: Sequence[str]) -> Chain:
    steps = tuple(_step(graph, joined, one, other) for one, other in itertools.pairwise(way))
    cost = sum(joined.edges[one, other]["cost"] for one, other in itertools.pairwise(way))
    return Chain(steps, round(cost, 2), ", ".join(_why(graph, joined, way)))


def _why(graph: Graph, joined: "nx.Graph[str]", way: Sequence[str]) -> Iterator[str]:
    yield f"{len(way) - 1} steps"
    for node in way[1:-1]:
        yield f"{graph.label(node)} is joined to {joined.degree(node)} things"


def _step(graph: Graph, joined: "nx.Graph[str]", one: str, other: str) -> Step:
    statement = graph.statements[joined.edges[one, other]["statement"]]
    forwards = graph.canonical[statement.subject] == one
    said = _SAID_OF[Predicate(statement.predicate)][0 if forwards else 1]
    return Step(one, graph.label(one), said, other, graph.label(other), Kind(graph.node(other)["kind"]), sentence_of(graph, statement))
