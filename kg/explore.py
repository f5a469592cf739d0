"""Questions to the graph: the profile of a person, the record of any id. Each answer keeps the statements it stands on."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.errors import NotFound, WrongUsage
from kg.forenames import forms_of_one_name
from kg.gazetteer import successions
from kg.graph import Graph
from kg.model import Document, Statement, citation, fold
from kg.names import strip_titles
from kg.places import Place, meeting_of, place_at, place_of
from kg.register import Task, task
from kg.resolve.names import gazetted
from kg.store import Store
from kg.vocabulary import KIND_NAMES, MERGEABLE, Kind, Predicate

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
class Profile:
    """What the record says of one person."""

    id: str
    name: str
    also: tuple[str, ...]  # other names under which documents have the person
    meetings: tuple[Presence, ...]
    actions: tuple[Task, ...]
    papers: tuple[tuple[str, Place], ...]


def people_named(graph: Graph, name: str) -> list[str]:
    """Persons whom a name fits: equal names first, else those of whom a name holds all its words, is another form of it, or has its initials.

    Raises NotFound with near misses when none does.
    """
    wanted = fold(strip_titles(name))
    if not wanted:
        raise WrongUsage("The name is empty: give a name, part of one, or initials.")
    people = {node: _names_of(graph, node) for node in graph.nodes_of(Kind.PERSON)}
    parts = wanted.split()
    ways: list[Callable[[frozenset[str]], bool]] = [
        lambda names: wanted in names,
        lambda names: any(set(parts) <= set(each.split()) for each in names),
        lambda names: any(_other_form(parts, each.split()) for each in names),
        lambda names: len(wanted) > 1 and any("".join(word[0] for word in each.split()) == wanted for each in names),
    ]
    for fits in ways:
        found = [node for node, names in people.items() if fits(names)]
        if found:
            return found
    raise NotFound(f"Nobody called {name!r} is in the record: {_near_misses(graph, wanted, people)}")


def _names_of(graph: Graph, node: str) -> frozenset[str]:
    """The folded names under which documents have a thing."""
    return frozenset(fold(words) for label in graph.names_of(node) for words in (label, strip_titles(label)))


def _other_form(parts: list[str], own: list[str]) -> bool:
    """Whether two names differ in the form of the forename alone: "Bill Roe", "William Roe"."""
    return len(parts) > 1 and len(own) > 1 and parts[-1] == own[-1] and forms_of_one_name(parts[0], own[0])


def _near_misses(graph: Graph, wanted: str, people: Mapping[str, frozenset[str]]) -> str:
    """Up to three names that may have been meant, of the whole name or of its surname."""
    nodes = {name: node for node, names in people.items() for name in names}
    near = difflib.get_close_matches(wanted, sorted(nodes), n=3, cutoff=0.6)
    near += [name for name in sorted(nodes) if difflib.SequenceMatcher(None, wanted.rsplit(maxsplit=1)[-1], name.split()[-1]).ratio() >= 0.8]
    labels = list(dict.fromkeys(graph.label(nodes[name]) for name in near))[:3]
    return f"did you mean {' or '.join(labels)}?" if labels else "'boardgraph ask' searches the words of the minutes instead."


def _where_met(graph: Graph, node: str) -> str:
    """The board and date at which a thing is first met, for telling two of one name apart."""
    places = [meeting_of(graph, graph.mentions[member].document_id) for member in graph.nx.nodes[node]["members"]]
    first = min(((when, board or "") for board, when in places if when), default=None)
    return f"{first[1]}, {first[0]}".lstrip(", ") if first else graph.documents[graph.mentions[node].document_id].path


def thing_named(graph: Graph, name: str) -> str:
    """The one person, body, paper or topic of this whole name. Raises NotFound for none, WrongUsage for several."""
    wanted = fold(name)
    found = [node for kind in sorted(MERGEABLE) for node in graph.nodes_of(kind) if wanted in _names_of(graph, node)]
    # What a text abbreviates ("Ann Lee (AL)") is a term of the glossary too; the thing itself is meant.
    found = [node for node in found if graph.nx.nodes[node]["kind"] != Kind.TOPIC] or found
    if not found:
        raise NotFound(f"Nothing in the record is called {name!r}: give the id that results print, or the whole name.")
    if len(found) > 1:
        ids = "; ".join(f"{graph.nx.nodes[node]['kind']}-{node[:12]} ({_where_met(graph, node)})" for node in found[:6])
        raise WrongUsage(f"{name!r} is the name of several: give one of the ids {ids}.")
    return found[0]


def profile(graph: Graph, person: str) -> Profile:
    """Meetings, actions and papers of a person, oldest first."""
    meetings = []
    for statement in graph.of(person, Predicate.ATTENDED):
        its = statement.qualifiers
        meetings.append(Presence(its["status"], its.get("role"), its.get("post"), its.get("represents"), place_of(graph, statement)))
    tasks = [task(graph, statement.subject) for statement in graph.to(person, Predicate.ASSIGNED_TO)]
    papers = [(graph.label(statement.object), place_of(graph, statement)) for statement in graph.of(person, Predicate.PRESENTED) if statement.object]
    also = sorted({graph.mentions[member].label for member in graph.nx.nodes[person]["members"]} - {graph.label(person)})
    return Profile(person, graph.label(person), tuple(also), tuple(meetings), tuple(tasks), tuple(papers))


# Actions


# Any id


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a record: what is said, of whom or what, and the words that say so."""

    name: str
    value: str
    target: tuple[str, str] | None  # (kind prefix, id) of the other end
    why: str
    place: Place | None
    wording: str = ""  # as printed, where the words do not stand in full


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is known under one id."""

    prefix: str
    id: str
    kind: str
    label: str
    facts: tuple[Fact, ...]
    place: Place | None
    context: tuple[str, ...]  # the lines around its words


def record_of(graph: Graph, store: Store, prefix: str, full: str) -> Record:
    """The record of a thing, a statement, a passage or a document."""
    if prefix == "psg":
        passage = next((each for each in store.passages().values() if each.id == full), None)
        if passage is None:
            return _retired(store, prefix, full)
        place = place_at(graph, graph.documents[passage.document_id], passage.start, passage.end, passage.item)
        return Record(prefix, full, "passage", passage.item_title or passage.kind, (), place, _context(graph, place))
    if prefix == "stm":
        if full not in graph.statements:
            return _retired(store, prefix, full)
        statement = graph.statements[full]
        place = place_of(graph, statement)
        return Record(prefix, full, "statement", statement.predicate, _statement_facts(graph, statement), place, _context(graph, place))
    if full not in graph.canonical:
        return _retired(store, prefix, full)
    node = graph.canonical[full]
    data = graph.nx.nodes[node]
    facts = [_fact(graph, statement, outgoing=True) for statement in graph.sorted([key for _, _, key in graph.nx.out_edges(node, keys=True)])]
    facts += [_fact(graph, graph.statements[key], outgoing=True) for keys in data["values"].values() for key in keys]
    facts += [_fact(graph, statement, outgoing=False) for statement in graph.sorted([key for _, _, key in graph.nx.in_edges(node, keys=True)])]
    facts += _successions(graph, node)
    facts += [*_how_read(graph.documents[full]), *_twins_of(graph, full)] if prefix == Kind.DOCUMENT else _also_in(graph, store, full)
    where = _mentioned(graph, store, full) if prefix != Kind.DOCUMENT else None
    return Record(prefix, node, KIND_NAMES[Kind(prefix)], str(data["label"]), tuple(facts), where, _context(graph, where) if where else ())


def _successions(graph: Graph, node: str) -> list[Fact]:
    """Bodies that this one took the place of, or that took its place, by the gazetteer: no document says so, and none is merged."""
    names = {known for name in _names_of(graph, node) if (known := gazetted(name))} if graph.nx.nodes[node]["kind"] in {Kind.BOARD, Kind.ORGANISATION} else set()
    told = [("successor of", each.older, each.year) for each in successions() if fold(each.newer) in names]
    told += [("succeeded by", each.newer, each.year) for each in successions() if fold(each.older) in names]
    return [Fact(name, f"{body} ({year})", None, "the gazetteer says so, no document", None) for name, body, year in told]


def _how_read(document: Document) -> list[Fact]:
    """How a document's text was got out of its file, as far as it is not the file's own words one by one."""
    reading = document.reading
    told = [
        ("read by", document.reader),
        ("pages recognised in pictures", ", ".join(map(str, reading.scanned))),
        ("lines of headers and footers left out", str(reading.furniture or "")),
        ("words mended", ", ".join(f"{printed!r} to {document.text[start:end]!r}" for start, end, printed in reading.repairs)),
        ("tracked changes", "accepted" if reading.tracked_changes else ""),
    ]
    return [Fact(name, value, None, "", None) for name, value in told if value]


def _twins_of(graph: Graph, document: str) -> list[Fact]:
    """The documents that say the same as this one."""
    if document not in graph.twins:
        return []
    group = graph.twins[document]
    own = "; this one counts" if document == group.preferred else ""
    return [
        Fact("says the same" + (own or ("; it counts" if each == group.preferred else "")), graph.documents[each].path, (Kind.DOCUMENT.value, each), "", None)
        for each in group.documents
        if each != document
    ]


def _also_in(graph: Graph, store: Store, member: str) -> list[Fact]:
    """Where twins of a document have the same words."""
    kept = graph.copies.get(member, member)
    others = [each for each in [kept, *graph.copies_of(kept)] if each != member]
    return [Fact("also in", (place := _mentioned(graph, store, each)).document, None, "", place) for each in others] if kept in graph.mentions else []


def _retired(store: Store, prefix: str, full: str) -> Record:
    """What an id stood for that is no longer in the store. Raises NotFound where nobody knows."""
    gone = store.retired(prefix, full)
    if gone is None:
        raise NotFound(f"Nothing in the store has the id {prefix}-{full[:12]}.")
    became = "read again, and is no longer told apart there"
    if gone.gone_on:
        became = f"replaced on {gone.gone_on}" if gone.successor else f"removed on {gone.gone_on}"
    facts = [Fact("stood in", citation(None, None, "", gone.path, gone.line, gone.page), None, "", None), Fact("the file was", became, None, "", None)]
    if gone.successor:
        facts.append(Fact("now", gone.path, (Kind.DOCUMENT.value, gone.successor), "", None))
    kind = KIND_NAMES.get(Kind(prefix), prefix) if prefix in set(Kind) else {"psg": "passage", "stm": "statement"}[prefix]
    return Record(prefix, full, f"former {kind}", f"“{' '.join(gone.words.split())}”", tuple(facts), None, ())


def _mentioned(graph: Graph, store: Store, member: str) -> Place:
    """Where a thing's fullest wording stands."""
    mention = graph.mentions[member]
    passage = store.passage_of(mention.document_id, mention.start)
    return place_at(graph, graph.documents[mention.document_id], mention.start, mention.end, passage.item if passage else "")


def _statement_facts(graph: Graph, statement: Statement) -> tuple[Fact, ...]:
    other = graph.object_of(statement)
    ends = [("subject", statement.subject), *([("object", other)] if other else [])]
    facts = [Fact(name, graph.label(end), (str(graph.node(end)["kind"]), graph.canonical[end]), "", None) for name, end in ends]
    values = [("value", statement.value), ("evidence", statement.evidence), ("rule", statement.rule), ("confidence", str(statement.confidence)), ("date", statement.event_date)]
    facts += [Fact(name, str(value), None, "", None) for name, value in values if value]
    facts += [Fact(name.replace("_", " "), _words(value), None, "", None) for name, value in sorted(statement.qualifiers.items())]
    return tuple(facts)


def _words(value: object) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _fact(graph: Graph, statement: Statement, *, outgoing: bool) -> Fact:
    its = statement.qualifiers
    other = graph.object_of(statement) if outgoing else statement.subject
    name = statement.predicate.replace("_", " ").lower()
    value = graph.label(other) if other else str(statement.value)
    details = ", ".join(_words(its[key]).replace("_", " ") for key in ("status", "role", "post", "represents", "proxy_for") if key in its)
    target = (str(graph.node(other)["kind"]), graph.canonical[other]) if other else None
    return Fact(
        name if outgoing else f"← {name}", value + (f" ({details})" if details else ""), target, graph.why(statement), place_of(graph, statement), str(its.get("as_printed", ""))
    )


def _context(graph: Graph, place: Place) -> tuple[str, ...]:
    """The lines before, at and after some words."""
    text = graph.documents[place.document_id].text
    start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, place.start)))
    end = text.find("\n", text.find("\n", place.end) + 1) if "\n" in text[place.end :] else len(text)
    return tuple(" ".join(line.split()) for line in text[max(0, start) : end if end > place.end else len(text)].split("\n") if line.strip())


# Documents


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of the store."""

    id: str
    path: str
    kind: str
    status: str
    board: str | None
    date: str | None
    passages: int
    unread: int  # characters that no passage holds
    same_as: tuple[str, ...]  # documents that say the same, the preferred one first


def documents_of(graph: Graph, store: Store) -> list[Listed]:
    """All documents with what they record and how much of them was read, by path."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for passage in store.passages().values():
        spans.setdefault(passage.document_id, []).append((passage.start, passage.end))
    listed = []
    for document in graph.documents.values():
        board, when = meeting_of(graph, document.id)
        mine = sorted(spans.get(document.id, []))
        gaps = zip([0, *(end for _, end in mine)], [*(start for start, _ in mine), len(document.text)], strict=True)
        unread = sum(len(document.text[start:end].strip()) for start, end in gaps)
        listed.append(Listed(document.id, document.path, document.kind, document.status, board, when, len(mine), unread, _same_as(graph, document.id)))
    return listed


def _same_as(graph: Graph, document: str) -> tuple[str, ...]:
    return tuple(graph.documents[each].path for each in graph.twins[document].documents if each != document) if document in graph.twins else ()
