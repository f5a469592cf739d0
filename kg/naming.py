"""Which thing some words name, of whatever kind: a person, a board, another body, a paper, a term."""

from collections.abc import Callable

from kg.errors import NotFound, WrongUsage
from kg.explore import people_named, thing_named
from kg.graph import Graph
from kg.links import boards_named
from kg.model import fold, is_called
from kg.route import papers_named
from kg.vocabulary import KIND_NAMES, Kind

_MOST_NAMED = 6  # things that a message lists


def node_named(graph: Graph, words: str) -> str:
    """The one thing that some words name: its whole name first, then words or initials of it.

    Raises NotFound for none, WrongUsage where several fit.
    """
    try:
        return thing_named(graph, words)
    except NotFound:
        pass
    found = list(dict.fromkeys(node for way in (_people, _boards, _bodies, _papers) for node in way(graph, words)))
    if not found:
        raise NotFound(f"Nothing in the record is called {words!r}: give words of a name or title, or the id that results print.")
    if len(found) > 1:
        listed = "; ".join(f"{graph.label(node)} ({KIND_NAMES[Kind(graph.node(node)['kind'])]} {graph.node(node)['kind']}-{node[:12]})" for node in found[:_MOST_NAMED])
        raise WrongUsage(f"{words!r} names several things: {listed}. Give the whole name or an id.")
    return found[0]


def _quietly(named: Callable[[], list[str]]) -> list[str]:
    try:
        return named()
    except NotFound:
        return []


def _people(graph: Graph, words: str) -> list[str]:
    return _quietly(lambda: people_named(graph, words))


def _boards(graph: Graph, words: str) -> list[str]:
    # One board may stand under several printed names; the first stands for it.
    return _quietly(lambda: boards_named(graph, words)[:1])


def _bodies(graph: Graph, words: str) -> list[str]:
    boards = set(_boards(graph, words))
    return [] if boards else [node for node in graph.nodes_of(Kind.ORGANISATION) if is_called(graph.label(node), words)]


def _papers(graph: Graph, words: str) -> list[str]:
    return _quietly(lambda: [papers_named(graph, words)]) if len(fold(words).split()) > 1 else []
