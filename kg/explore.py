"""Questions to the graph: the profile of a person, the action register. Each answer keeps the statements it stands on."""

import difflib
from dataclasses import dataclass
from datetime import date

from kg.errors import NotFound
from kg.graph import Graph
from kg.model import Document, Statement, fold
from kg.vocabulary import Kind, Predicate


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: all that a citation needs."""

    statement: str | None  # statement id
    document_id: str
    document: str  # path relative to the ingested root
    board: str | None
    date: str | None
    item: str
    line: int
    page: int | None
    start: int
    end: int
    text: str  # the words themselves

    @property
    def citation(self) -> str:
        """Board, date, item, file and line, for people."""
        where = f"{self.document}:{self.line}" + (f" (page {self.page})" if self.page else "")
        return ", ".join(part for part in (self.board, self.date, f"item {self.item}" if self.item else "", where) if part)


def place_of(graph: Graph, statement: Statement) -> Place:
    """Where a statement's words stand."""
    return place_at(graph, graph.documents[statement.document_id], statement.start, statement.end, statement.item, statement.id)


def place_at(graph: Graph, document: Document, start: int, end: int, item: str, statement: str | None = None) -> Place:
    """Where words of a document stand."""
    board, when = meeting_of(graph, document.id)
    return Place(statement, document.id, document.path, board, when, item, document.line_of(start), document.page_of(start), start, end, document.text[start:end])


def meeting_of(graph: Graph, document_id: str) -> tuple[str | None, str | None]:
    """(board, date) of the meeting that a document records."""
    recorded = graph.to(document_id, Predicate.RECORDED_IN)
    if not recorded:
        return None, None
    boards = graph.of(recorded[0].subject, Predicate.HELD_BY)
    return (graph.label(boards[0].object) if boards and boards[0].object else None), recorded[0].event_date


# People


@dataclass(frozen=True, slots=True)
class Presence:
    """One meeting in a person's life."""

    status: str
    role: str | None
    post: str | None
    represents: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Task:
    """One action with its owners and date."""

    id: str
    text: str
    owners: tuple[str, ...]
    owners_why: tuple[str, ...]
    due: str | None  # ISO date
    due_raw: str | None
    status: str | None  # as printed in its own row
    place: Place


@dataclass(frozen=True, slots=True)
class Profile:
    """What the record says of one person."""

    id: str
    name: str
    meetings: tuple[Presence, ...]
    actions: tuple[Task, ...]
    papers: tuple[tuple[str, Place], ...]


def people_named(graph: Graph, name: str) -> list[str]:
    """Persons whom a name fits: equal names first, else those whose names hold all its words.

    Raises NotFound with near misses when none does.
    """
    wanted = fold(name)
    people = {node: fold(graph.nx.nodes[node]["label"]) for node in graph.nodes_of(Kind.PERSON)}
    exact = [node for node, label in people.items() if label == wanted]
    if exact:
        return exact
    holding = [node for node, label in people.items() if set(wanted.split()) <= set(label.split())]
    if holding:
        return holding
    initials = [node for node, label in people.items() if "".join(word[0] for word in label.split()) == wanted and len(wanted) > 1]
    if initials:
        return initials
    near = difflib.get_close_matches(wanted, sorted(set(people.values())), n=3, cutoff=0.6)
    labels = [str(graph.nx.nodes[node]["label"]) for near_name in near for node, label in people.items() if label == near_name]
    hint = f"did you mean {' or '.join(labels)}?" if labels else "'boardgraph ask' searches the words of the minutes instead."
    raise NotFound(f"Nobody called {name!r} is in the record: {hint}")


def profile(graph: Graph, person: str) -> Profile:
    """Meetings, actions and papers of a person, oldest first."""
    meetings = []
    for statement in graph.of(person, Predicate.ATTENDED):
        its = statement.qualifiers
        meetings.append(Presence(its["status"], its.get("role"), its.get("post"), its.get("represents"), place_of(graph, statement)))
    tasks = [task(graph, statement.subject) for statement in graph.to(person, Predicate.ASSIGNED_TO)]
    papers = [(graph.label(statement.object), place_of(graph, statement)) for statement in graph.of(person, Predicate.PRESENTED) if statement.object]
    return Profile(person, graph.label(person), tuple(meetings), tuple(tasks), tuple(papers))


# Actions


def task(graph: Graph, action: str) -> Task:
    """One action."""
    arising = graph.of(action, Predicate.ARISES_FROM)[0]
    assigned = graph.of(action, Predicate.ASSIGNED_TO)
    due = next(iter(graph.of(action, Predicate.DUE)), None)
    return Task(
        id=graph.canonical[action],
        text=graph.quote(arising),
        owners=tuple(graph.label(statement.object) if statement.object else str(statement.value) for statement in assigned),
        owners_why=tuple(str(statement.qualifiers.get("why", "")) for statement in assigned),
        due=_iso(due.value) if due else None,
        due_raw=str(due.qualifiers["as_printed"]) if due else None,
        status=arising.qualifiers.get("status"),
        place=place_of(graph, arising),
    )


def _iso(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value or "").isoformat()
    except ValueError:
        return None


def register(
    graph: Graph, *, owner: str | None = None, board: str | None = None, since: date | None = None, until: date | None = None, overdue_on: date | None = None
) -> list[Task]:
    """The action register, oldest first.

    `owner` and `board` match names that hold all their words; `overdue_on` keeps what was due before that day.
    """
    tasks = [task(graph, node) for node in graph.nodes_of(Kind.ACTION)]
    kept = [
        each
        for each in tasks
        if (not owner or any(_holds(name, owner) for name in each.owners))
        and (not board or _holds(each.place.board or "", board))
        and (not since or (each.place.date or "") >= since.isoformat())
        and (not until or (each.place.date or "9999") <= until.isoformat())
        and (not overdue_on or (each.due is not None and each.due < overdue_on.isoformat()))
    ]
    return sorted(kept, key=lambda each: (each.place.date or "", each.place.document, each.place.start))


def _holds(name: str, wanted: str) -> bool:
    words = fold(name).split()
    initials = "".join(word[0] for word in words)
    return set(fold(wanted).split()) <= set(words) or fold(wanted) == initials
