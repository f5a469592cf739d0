"""The graph: a projection of statements and judgements, rebuilt whenever it is asked for.

Nodes are canonical ids (the least member of a component of positive judgements) with `kind`, `label` and `members`;
an edge's key is the statement's id; values ("DUE", "OUTCOME", …) stand on their node as lists of statement ids.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.model import Document, Mention, Passage, Statement, fold
from kg.posts import Attendances, Meant
from kg.resolve.labels import best_label
from kg.resolve.nodes import join, judged
from kg.store import Store
from kg.twins import Twins, counterpart, twins_of
from kg.vocabulary import MERGEABLE, Kind, Predicate

if TYPE_CHECKING:
    import networkx as nx


_SELECTED = frozenset({Kind.ITEM, Kind.DECISION, Kind.ACTION})


@dataclass(frozen=True, slots=True)
class Graph:
    """The NetworkX graph and the records that it projects."""

    nx: "nx.MultiDiGraph[str]"
    canonical: dict[str, str]  # mention or document id -> node
    mentions: dict[str, Mention]
    statements: dict[str, Statement]
    documents: dict[str, Document]
    twins: dict[str, Twins]  # document -> the documents that say the same, itself among them
    copies: dict[str, str]  # mention or statement of a twin -> the one that stands for it in the graph
    repeated: dict[str, list[str]]  # mention -> the mentions of twins that it stands for
    exempt: dict[str, list[tuple[int, int]]]  # document -> where its exempt items stand; nothing of them is in the graph
    meant: dict[str, Meant]  # statement that prints a post, initials or a short name -> whom the board's other meetings tell that it means

    def node(self, member: str) -> dict[str, Any]:
        """The attributes of the node that a mention belongs to."""
        attributes: dict[str, Any] = self.nx.nodes[self.canonical[member]]
        return attributes

    def names_of(self, node: str) -> frozenset[str]:
        """The names under which documents have a thing, as printed."""
        return frozenset(self.mentions[member].label for member in self.nx.nodes[node]["members"] if member in self.mentions)

    def label(self, member: str) -> str:
        """The label of the node that a mention belongs to."""
        return str(self.node(member)["label"])

    def object_of(self, statement: Statement) -> str | None:
        """The node at the other end of a statement: what it joins, or whom its printed words are known to mean."""
        if statement.object is not None:
            return self.canonical[statement.object]
        return self.meant[statement.id].person if statement.id in self.meant else None

    def why(self, statement: Statement) -> str:
        """Why a statement's wording denotes what it joins; "" where nothing had to be told."""
        return self.meant[statement.id].why if statement.id in self.meant else str(statement.qualifiers.get("why", ""))

    def of(self, member: str, predicate: Predicate) -> list[Statement]:
        """Statements whose subject is this node, in order of date, document and place."""
        node = self.canonical[member]
        joined = [key for _, _, key, word in self.nx.out_edges(node, keys=True, data="predicate") if word == predicate]
        valued = list(self.nx.nodes[node]["values"].get(predicate, ()))
        return self.sorted([*joined, *valued])

    def to(self, member: str, predicate: Predicate) -> list[Statement]:
        """Statements whose object is this node, in order of date, document and place."""
        node = self.canonical[member]
        return self.sorted([key for _, _, key, word in self.nx.in_edges(node, keys=True, data="predicate") if word == predicate])

    def sorted(self, keys: list[str]) -> list[Statement]:
        """Statements by date, file and place."""
        found = [self.statements[key] for key in keys]
        return sorted(found, key=lambda statement: (statement.event_date or "", self.documents[statement.document_id].path, statement.start, statement.id))

    def quote(self, statement: Statement) -> str:
        """The words that a statement stands on."""
        return self.documents[statement.document_id].text[statement.start : statement.end]

    def is_shown(self, passage: Passage) -> bool:
        """Whether a passage may be told: it is in no exempt item, and of twins its document is the one that counts."""
        twins = self.twins.get(passage.document_id)
        return not passage.exempt and (twins is None or twins.preferred == passage.document_id)

    def is_exempt(self, document: str, start: int) -> bool:
        """Whether a place of a document is in an exempt item."""
        return any(first <= start < last for first, last in self.exempt.get(document, ()))

    def copies_of(self, member: str) -> list[str]:
        """The mentions in twins that say what this one, or another of its node, says."""
        return sorted(copy for one in self.nx.nodes[self.canonical[member]]["members"] for copy in self.repeated.get(one, ()))

    def nodes_of(self, kind: Kind) -> list[str]:
        """All nodes of a kind, by label."""
        found = [node for node, its in self.nx.nodes(data="kind") if its == kind]
        return sorted(found, key=lambda node: (str(self.nx.nodes[node]["label"]).lower(), node))


def build(store: Store) -> Graph:
    """Project a store: mentions that are one thing become one node, and of twins only the preferred document speaks."""
    import networkx as nx

    mentions, statements = _public(store)
    documents = {document.id: document for document in store.documents()}
    twins = {document: group for group in twins_of(store.recorded()) for document in group.documents}
    canonical = _canonical(mentions, statements, store, twins)
    copies = _copies(mentions, statements, documents, twins, canonical)
    alone = {member: node for member, node in canonical.items() if member not in copies}
    canonical = alone | {copy: canonical[kept] for copy, kept in copies.items() if copy in canonical}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    members = defaultdict(list)
    for member, node in alone.items():
        members[node].append(mentions[member])
    for node in sorted(members):
        its = members[node]
        # An organisation that met is a board; its meetings' titles name it best.
        kind = Kind.BOARD.value if any(mention.kind == Kind.BOARD for mention in its) else its[0].kind
        labels = [mention.label for mention in its if mention.kind == kind]
        whole = [label for label in labels if len(label.split()) > 1] if kind == Kind.PERSON else labels
        label = best_label(whole or labels)
        graph.add_node(node, kind=kind, label=label, members=sorted(mention.id for mention in its), values={})
    for document in documents.values():
        graph.add_node(document.id, kind=Kind.DOCUMENT.value, label=document.path, members=[document.id], values={})
        canonical[document.id] = document.id
    meant = _meant(statements, mentions, canonical)
    for statement in statements.values():
        if statement.id in copies:
            continue
        if statement.object is not None or statement.id in meant:
            other = canonical[statement.object] if statement.object is not None else meant[statement.id].person
            graph.add_edge(canonical[statement.subject], other, key=statement.id, predicate=statement.predicate)
        else:
            graph.nodes[canonical[statement.subject]]["values"].setdefault(statement.predicate, []).append(statement.id)
    repeated = defaultdict(list)
    for copy, kept in copies.items():
        if copy in mentions:
            repeated[kept].append(copy)
    return Graph(graph, canonical, mentions, statements, documents, twins, copies, dict(repeated), store.exempt_places(), meant)


def _public(store: Store) -> tuple[dict[str, Mention], dict[str, Statement]]:
    """What the graph may show, by id: nothing of it stands in exempt items alone."""
    hidden, touched = store.exempt()
    every = {mention.id: mention for mention in store.mentions()}
    gone = {each for each in touched if Kind(every[each].kind) in _SELECTED}
    statements = {each.id: each for each in store.statements() if each.id not in hidden and each.subject not in gone and each.object not in gone}
    spoken_of = {end for each in statements.values() for end in (each.subject, each.object)} if touched else set()
    return {each: mention for each, mention in every.items() if each not in gone and (each not in touched or each in spoken_of)}, statements


def _canonical(mentions: dict[str, Mention], statements: dict[str, Statement], store: Store, twins: dict[str, Twins]) -> dict[str, str]:
    """Mention -> the least mention of those that are the same thing: by judgements, and meetings by board and date.

    Users outrank rules: what a user told apart is not joined by any rule, nor because two files are copies.
    """
    ids = sorted(mentions)
    number = {mention: at for at, mention in enumerate(ids)}
    clusters = judged(store, ids)

    def node(member: str) -> str:
        return ids[min(clusters.members[clusters.cluster[number[member]]])]

    for same in _same_things(mentions, statements, twins, node):
        for other in same[1:]:
            join(clusters, number[same[0]], number[other])
    return {member: node(member) for member in ids}


def _meant(statements: dict[str, Statement], mentions: dict[str, Mention], canonical: dict[str, str]) -> dict[str, Meant]:
    """Printed owners that no document settles alone -> whom the meetings of their board tell that they mean."""
    open_owners = [each for each in statements.values() if each.predicate == Predicate.ASSIGNED_TO and each.value and each.event_date and not each.qualifiers.get("candidates")]
    if not open_owners:
        return {}
    attendances = Attendances(list(statements.values()), mentions, canonical.__getitem__)
    boards = {each.document_id: canonical[each.object] for each in statements.values() if each.predicate == Predicate.HELD_BY and each.object}
    found = {}
    for statement in open_owners:
        if statement.document_id in boards and statement.value:
            meant = attendances.meant(statement.value, boards[statement.document_id], date.fromisoformat(str(statement.event_date)))
            if meant:
                found[statement.id] = meant
    return found


def _same_things(mentions: dict[str, Mention], statements: dict[str, Statement], twins: dict[str, Twins], node: Callable[[str], str]) -> Iterable[list[str]]:
    """Mentions that are one because their documents record one meeting, or are copies of one text."""
    held = {statement.subject: node(statement.object) for statement in statements.values() if statement.predicate == Predicate.HELD_BY and statement.object}
    recorded = [statement for statement in statements.values() if statement.predicate == Predicate.RECORDED_IN and statement.object]
    begins = {statement.subject: statement.value for statement in statements.values() if statement.predicate == Predicate.START_TIME}
    same_things: dict[tuple[str, str], list[str]] = defaultdict(list)
    times: dict[tuple[str, str], list[str]] = defaultdict(list)
    for statement in recorded:
        document = str(statement.object)
        if statement.subject in held and statement.event_date:
            times[held[statement.subject], statement.event_date].append(statement.subject)
        if document in twins:
            same_things["meeting", twins[document].preferred].append(statement.subject)
    for (board, day), held_then in times.items():
        # Two meetings of one board on one day begin at different times; a paper that names no time belongs to the one or the first.
        known = sorted({begins[meeting] or "" for meeting in held_then if meeting in begins})
        for meeting in held_then:
            same_things[f"{board} {day}", begins.get(meeting) or (known[0] if known else "")].append(meeting)
    for mention in mentions.values():
        # A surname alone fits many people, but in two copies of one text it is the same.
        if mention.document_id in twins and Kind(mention.kind) in MERGEABLE:
            same_things[f"{twins[mention.document_id].preferred} {mention.kind}", fold(mention.label)].append(mention.id)
    return same_things.values()


def _copies(mentions: dict[str, Mention], statements: dict[str, Statement], documents: dict[str, Document], twins: dict[str, Twins], canonical: dict[str, str]) -> dict[str, str]:
    """What twins repeat: items, decisions and actions with a counterpart in a preferred document, and statements that say the same."""
    mentioned, stated = defaultdict(list), defaultdict(list)
    for mention in mentions.values():
        mentioned[mention.document_id].append(mention)
    for statement in statements.values():
        stated[statement.document_id].append(statement)
    copies: dict[str, str] = {}
    for group in {twins[document].preferred: twins[document] for document in twins}.values():
        kept: dict[str, list[tuple[str, str]]] = defaultdict(list)
        said: dict[tuple[str, ...], Statement] = {}
        for identifier in group.documents:
            document = documents[identifier]
            copies |= _repeated_mentions(document, sorted(mentioned[identifier], key=lambda mention: mention.start), kept)
            copies |= _repeated_statements(stated[identifier], said, copies, canonical)
    return copies


def _repeated_mentions(document: Document, mentions: list[Mention], kept: dict[str, list[tuple[str, str]]]) -> dict[str, str]:
    """Items, decisions and actions of a document with a counterpart in those kept so far, (id, words) by kind; the others are kept too."""
    copies: dict[str, str] = {}
    own = []
    for mention in mentions:
        if mention.kind not in _SELECTED:
            continue
        words = document.text[mention.start : mention.end]
        free = [other for other in kept[mention.kind] if other[0] not in copies.values()]
        same = counterpart(words, free) or (counterpart(words, free, superseded=True) if document.status == "draft" else None)
        if same:
            copies[mention.id] = same
        else:
            own.append((mention.kind, mention.id, words))
    for kind, mention_id, words in own:
        kept[kind].append((mention_id, words))
    return copies


def _repeated_statements(stated: list[Statement], said: dict[tuple[str, ...], Statement], copies: dict[str, str], canonical: dict[str, str]) -> dict[str, str]:
    """Statements of a document about what is a copy, or that another document has said; the others are noted as said."""
    repeated: dict[str, str] = {}
    for statement in stated:
        ends = (copies.get(end, canonical.get(end, end)) for end in (statement.subject, statement.object or ""))
        key = (statement.predicate, *ends, statement.value or "")
        if statement.subject in copies:
            repeated[statement.id] = copies[statement.subject]
        elif statement.predicate != Predicate.RECORDED_IN and key in said and said[key].document_id != statement.document_id:
            repeated[statement.id] = said[key].id
        else:
            said.setdefault(key, statement)
    return repeated
