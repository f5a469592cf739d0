"""What the record has of a person, a board or a matter, by date: said, decided, to do, done."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.errors import NotFound, WrongUsage
from kg.explore import people_named
from kg.graph import Graph
from kg.links import boards_named
from kg.lives import Life, action_register, lives
from kg.model import Passage, fold
from kg.places import Place, place_at, sentence_of
from kg.register import actions, decisions
from kg.stems import stem, stems
from kg.tenure import memberships
from kg.vocabulary import Kind, PassageKind, Predicate

_SMALL = frozenset(map(stem, "a an and at by for from in of on or the to with".split()))
_BODY = re.compile(r"\b(?:board|committee|panel|group|council|forum|network|partnership|sub-?group|trust|authority)\b", re.IGNORECASE)
_TOLD = frozenset({PassageKind.DISCUSSION, PassageKind.DECISION, PassageKind.ACTION})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, with its words."""

    date: str  # ISO; "" where none is known
    what: str  # "decided: deferred", "to do", "complete", "possibly complete", "said", "presented", "first seen", "became", "last seen"
    id: str | None  # of the decision, action, paper
    kind: Kind | None
    place: Place


@dataclass(frozen=True, slots=True)
class Timeline:
    """A person, a board or a matter and what the record has of it, oldest first."""

    about: str
    kind: str  # "person", "board" or "topic"
    events: tuple[Event, ...]


def timeline(graph: Graph, passages: Iterable[Passage], node: str | None, words: str) -> Timeline:
    """The timeline of a node, or of what some words name: a person or board by the whole name or a part that one alone has, else a matter."""
    passages = list(passages)
    if node is None:
        if not fold(words):
            raise WrongUsage("Nothing is asked for: give words of a matter, or the name of a person or board.")
        person = _one(lambda: people_named(graph, words)) if len(fold(words).split()) > 1 or words[0].isupper() else None
        boards = None if person else _named_boards(graph, words)
        if boards:
            return of_board(graph, passages, boards)
        if person is None:
            return of_topic(graph, passages, words)
        node = person
    kind = Kind(graph.node(node)["kind"])
    if kind is Kind.PERSON:
        return of_person(graph, passages, node)
    return of_board(graph, passages, [node]) if kind is Kind.BOARD and graph.to(node, Predicate.HELD_BY) else of_topic(graph, passages, graph.label(node))


def _one(named: Callable[[], list[str]]) -> str | None:
    try:
        found = named()
    except NotFound:
        return None
    return found[0] if len(found) == 1 else None


def _named_boards(graph: Graph, words: str) -> list[str] | None:
    """The boards that some words name by all of a name or by a word for a body: "training" alone is a matter."""
    try:
        found = boards_named(graph, words)
    except (NotFound, WrongUsage):
        return None
    whole = any(fold(words) == fold(graph.label(board)) for board in found)
    return found if whole or _BODY.search(words) or words.isupper() else None


def within(told: Timeline, since: date | None, until: date | None) -> Timeline:
    """The part of a timeline between two days."""
    first, last = since.isoformat() if since else "", until.isoformat() if until else "9999"
    return replace(told, events=tuple(event for event in told.events if first <= event.date <= last and (event.date or not (since or until))))


def of_person(graph: Graph, passages: Iterable[Passage], person: str) -> Timeline:
    """A person's comings and goings, papers, and what became of the actions."""
    label = graph.label(person)
    events = []
    for each in memberships(graph, person):
        post = f"{each.post}, {each.body}" if each.post else each.body
        events.append(Event(each.begins or "", f"{'became' if each.begin_known == 'stated' else 'first seen'}: {post}", None, None, each.first))
        if each.ends and each.ends != each.begins:
            events.append(Event(each.ends, f"{'left' if each.end_known == 'stated' else 'last seen'}: {post}", None, None, each.last))
    for predicate, word in ((Predicate.PRESENTED, "presented"), (Predicate.AUTHORED, "wrote")):
        for statement in graph.of(person, predicate):
            if statement.object:
                events.append(
                    Event(statement.event_date or "", f"{word}: {graph.label(statement.object)}", graph.canonical[statement.object], Kind.PAPER, sentence_of(graph, statement))
                )
    mine = {graph.canonical[statement.subject] for statement in graph.to(person, Predicate.ASSIGNED_TO)}
    for life in lives(graph, passages, actions(graph)):
        if life.task.id in mine and not life.continues:
            events.extend(_of_life(life))
    return Timeline(label, "person", _by_day(events))


def of_board(graph: Graph, passages: Iterable[Passage], boards: Sequence[str]) -> Timeline:
    """A board's decisions, papers and actions, and what became of these."""
    names = {graph.label(board) for board in boards}
    events = [Event(each.place.date or "", f"decided: {each.outcome}", each.id, Kind.DECISION, each.place) for each in decisions(graph) if each.place.board in names]
    for board in boards:
        for held in graph.to(board, Predicate.HELD_BY):
            for item in [each.object for each in graph.of(held.subject, Predicate.HAS_ITEM) if each.object]:
                for had in graph.of(item, Predicate.CONSIDERED):
                    if had.object:
                        events.append(Event(had.event_date or "", f"had the paper: {graph.label(had.object)}", graph.canonical[had.object], Kind.PAPER, sentence_of(graph, had)))
    for life in action_register(graph, passages):
        if life.task.place.board in names:
            events.extend(_of_life(life))
    return Timeline(graph.label(boards[0]), "board", _by_day(events))


def of_topic(graph: Graph, passages: Iterable[Passage], words: str) -> Timeline:
    """A matter: every decision, action and passage that has its words, or has them in the heading above; acronyms by the glossary.

    Raises NotFound where nothing has them.
    """
    passages = [each for each in passages if graph.is_shown(each)]
    wanted = list(_wordings(graph, words))

    def has(text: str) -> bool:
        found = set(stems(text))
        return any(each <= found for each in wanted)

    events = [Event(each.place.date or "", f"decided: {each.outcome}", each.id, Kind.DECISION, each.place) for each in decisions(graph) if has(f"{each.text} {each.topic}")]
    for life in lives(graph, passages, actions(graph)):
        if not life.continues and (has(life.task.text) or has(f"{life.task.text} {_heading_above(passages, life.task.place)}")):
            events.extend(_of_life(life))
    taken = {(event.place.document_id, event.place.start, event.place.end) for event in events}
    for each in passages:
        text = graph.documents[each.document_id].text
        if each.kind not in _TOLD or not has(text[each.start : each.end]):
            continue
        start, end = next(((start, end) for start, end in each.sentences if has(text[start:end])), (each.start, each.end))
        if not any(document == each.document_id and first < end and start < last for document, first, last in taken):
            place = place_at(graph, graph.documents[each.document_id], start, end, each.item)
            events.append(Event(place.date or "", "said", each.id, None, place))
    if not events:
        raise NotFound(f"Nothing in the record has the words {words!r}: give fewer, or 'boardgraph ask' with a question.")
    return Timeline(words, "topic", _by_day(events))


def _heading_above(passages: Sequence[Passage], place: Place) -> str:
    """The heading of the passage that holds a place."""
    return next((each.item_title for each in passages if each.document_id == place.document_id and each.start <= place.start < each.end), "")


def _wordings(graph: Graph, words: str) -> Iterator[frozenset[str]]:
    """The stems of some words, and of the other form of what a text abbreviates."""
    yield frozenset(stems(words)) - _SMALL or frozenset(stems(words))
    for topic in graph.nodes_of(Kind.TOPIC):
        forms = {graph.label(topic), *(str(each.value) for each in graph.of(topic, Predicate.ABBREVIATED))}
        if any(fold(form) in {fold(words), fold(words).removesuffix("s")} for form in forms):
            yield from (frozenset(stems(form)) - _SMALL for form in forms if fold(form) != fold(words))


def _of_life(life: Life) -> Iterator[Event]:
    task = life.task
    yield Event(task.place.date or "", f"to do: {', '.join(task.owners) or 'nobody named'}", task.id, Kind.ACTION, task.place)
    for possibly, reports in (("", life.reports), ("possibly ", life.possibly)):
        for report in reports:
            yield Event(report.place.date or "", f"{possibly}{report.told}", task.id, Kind.ACTION, report.place)


def _by_day(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in order; what a document says twice of one thing comes once."""
    found = {(event.what, event.id, event.place.document_id, event.place.start): event for event in events}
    return tuple(sorted(found.values(), key=lambda event: (event.date or "9999", event.place.document, event.place.start, event.what)))
