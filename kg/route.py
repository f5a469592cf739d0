"""A paper's way: every meeting that saw it, in order, who brought it, and what each meeting did with it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.errors import NotFound, WrongUsage
from kg.graph import Graph
from kg.model import Statement, fold
from kg.places import Place, place_of, sentence_of
from kg.vocabulary import Kind, Predicate

_SAW = (Predicate.CONSIDERED, Predicate.PRESENTED, Predicate.AUTHORED)
_TOP = 400  # characters in which a paper says which version it is
_CALLS_ITSELF = re.compile(r"\b(?:(?:first|second|third|final|revised|consultation|working)\s+)?(?:draft|version)\b(?:\s+(?:no\.?\s*)?\d[\d.]*)?[^\n]{0,30}", re.IGNORECASE)
_MOST_NAMED = 8  # papers that a message lists


@dataclass(frozen=True, slots=True)
class Done:
    """Something settled or to be done under the item that had the paper."""

    id: str
    kind: Kind  # decision or action
    outcome: str  # the word of the minutes; "" for an action
    by: str | None  # another body, whose decision the minutes report
    place: Place


@dataclass(frozen=True, slots=True)
class Stop:
    """One meeting that saw a paper."""

    board: str | None
    date: str | None
    item: str
    printed: tuple[str, ...]  # how the paper is called there, where that differs from its name
    brought_by: tuple[str, ...]
    places: tuple[Place, ...]  # the words that say it was there, the fullest first
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A file that is the paper, or a version of it."""

    document: str  # path
    date: str | None  # of the meeting that it was written for
    told: str  # what it calls itself: "Draft 1, for comment"; "" where it does not say
    place: Place  # its title


@dataclass(frozen=True, slots=True)
class Route:
    """A paper and where it went."""

    id: str
    paper: str
    stops: tuple[Stop, ...]
    versions: tuple[Version, ...]  # the files of the paper itself, oldest first


def papers_named(graph: Graph, words: str) -> str:
    """The paper whose title holds some words. Raises NotFound for none, WrongUsage where several different papers fit."""
    wanted = fold(words)
    names = {node: {fold(graph.mentions[member].label) for member in graph.nx.nodes[node]["members"]} for node in graph.nodes_of(Kind.PAPER)}
    # A title that is only spoken of went nowhere.
    names = {node: its for node, its in names.items() if any(graph.to(node, predicate) for predicate in _SAW)} or names
    exact = [node for node, its in names.items() if wanted in its]
    found = exact or [node for node, its in names.items() if wanted and any(set(wanted.split()) <= set(name.split()) for name in its)]
    if not found:
        raise NotFound(f"No paper of the record is called {words!r}: give words of its title, or its id.")
    if len(found) > 1:
        listed = "; ".join(f"{graph.nx.nodes[node]['label']} (pap-{node[:12]})" for node in found[:_MOST_NAMED])
        more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
        raise WrongUsage(f"{words!r} fits {len(found)} papers: {listed}{more}. Give more words of the title, or an id.")
    return found[0]


def route(graph: Graph, paper: str) -> Route:
    """Where a paper went, oldest first; of twins only the document that counts speaks."""
    node = graph.canonical[paper]
    seen: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in graph.sorted([each.id for predicate in _SAW for each in graph.to(node, predicate)]):
        seen[statement.document_id, statement.item].append(statement)
    label = str(graph.nx.nodes[node]["label"])
    stops = [_stop(graph, label, statements) for statements in seen.values()]
    if not stops:
        raise NotFound(f"No meeting of the record saw {label!r}.")
    versions = [_version(graph, each) for each in graph.of(node, Predicate.MAIN_FILE)]
    in_order = sorted(stops, key=lambda stop: (stop.date or "9999", stop.places[0].document, stop.places[0].start))
    return Route(node, label, tuple(in_order), tuple(sorted(versions, key=lambda each: (each.date or "9999", each.document))))


def _version(graph: Graph, statement: Statement) -> Version:
    place = place_of(graph, statement)
    top = graph.documents[statement.document_id].text[:_TOP]
    told = _CALLS_ITSELF.search(top)
    return Version(place.document, place.date, " ".join(told.group().split()) if told else "", place)


def _stop(graph: Graph, label: str, statements: Sequence[Statement]) -> Stop:
    places = [sentence_of(graph, each) for each in statements]
    brought = [each for each in statements if each.predicate != Predicate.CONSIDERED]
    items = dict.fromkeys(each.subject for each in statements if each.predicate == Predicate.CONSIDERED and graph.node(each.subject)["kind"] == Kind.ITEM)
    printed = {" ".join(graph.mentions[each.object].label.split()) for each in statements if each.object}
    return Stop(
        board=places[0].board,
        date=places[0].date,
        item=statements[0].item,
        printed=tuple(sorted(words for words in printed if fold(words) != fold(label))),
        brought_by=tuple(dict.fromkeys(graph.label(each.subject) for each in brought)),
        places=tuple(sorted({(place.start, place.end): place for place in places}.values(), key=lambda place: (place.start - place.end, place.start))),
        done=tuple(_done(graph, items)),
    )


def _done(graph: Graph, items: Iterable[str]) -> list[Done]:
    """What was settled and is to be done under some items, in the order of the text; what is both is told once, as settled."""
    found: dict[tuple[int, int], Done] = {}
    unders = [under for item in items for under in graph.to(item, Predicate.TREATED_UNDER)]
    for under in sorted(unders, key=lambda each: graph.node(each.subject)["kind"] != Kind.DECISION):
        told = next(iter(graph.of(under.subject, Predicate.OUTCOME)), None)
        place = place_of(graph, under)
        done = Done(graph.canonical[under.subject], Kind(graph.node(under.subject)["kind"]), str(told.value) if told else "", _elsewhere(graph, under, place), place)
        found.setdefault((place.start, place.end), done)
    return sorted(found.values(), key=lambda done: done.place.start)


def _elsewhere(graph: Graph, under: Statement, place: Place) -> str | None:
    """The body whose decision a board only reports."""
    made = [graph.label(each.object) for each in graph.of(under.subject, Predicate.MADE_BY) if each.object]
    return made[0] if made and made[0] != place.board else None
