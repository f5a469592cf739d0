"""The graph: a projection of statements and judgements, rebuilt whenever it is asked for.

Nodes are canonical ids (the least member of a component of positive judgements) with `kind`, `label` and `members`;
an edge's key is the statement's id; values ("DUE", "OUTCOME", …) stand on their node as lists of statement ids.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Document, Mention, Statement
from kg.resolve import best_label, judge, live_pairs
from kg.store import Store
from kg.vocabulary import Kind, Predicate

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Graph:
    """The NetworkX graph and the records that it projects."""

    nx: "nx.MultiDiGraph[str]"
    canonical: dict[str, str]  # mention or document id -> node
    mentions: dict[str, Mention]
    statements: dict[str, Statement]
    documents: dict[str, Document]

    def node(self, member: str) -> dict[str, Any]:
        """The attributes of the node that a mention belongs to."""
        attributes: dict[str, Any] = self.nx.nodes[self.canonical[member]]
        return attributes

    def label(self, member: str) -> str:
        """The label of the node that a mention belongs to."""
        return str(self.node(member)["label"])

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

    def nodes_of(self, kind: Kind) -> list[str]:
        """All nodes of a kind, by label."""
        found = [node for node, its in self.nx.nodes(data="kind") if its == kind]
        return sorted(found, key=lambda node: (str(self.nx.nodes[node]["label"]).lower(), node))


def build(store: Store) -> Graph:
    """Project a store."""
    import networkx as nx

    mentions = {mention.id: mention for mention in store.mentions()}
    statements = {statement.id: statement for statement in store.statements()}
    documents = {document.id: document for document in store.documents()}
    canonical = _canonical(mentions, store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    members = defaultdict(list)
    for member, node in canonical.items():
        members[node].append(mentions[member])
    for node in sorted(members):
        graph.add_node(
            node, kind=members[node][0].kind, label=best_label(mention.label for mention in members[node]), members=sorted(mention.id for mention in members[node]), values={}
        )
    for document in documents.values():
        graph.add_node(document.id, kind=Kind.DOCUMENT.value, label=document.path, members=[document.id], values={})
        canonical[document.id] = document.id
    for statement in statements.values():
        if statement.object is not None:
            graph.add_edge(canonical[statement.subject], canonical[statement.object], key=statement.id, predicate=statement.predicate)
        else:
            graph.nodes[canonical[statement.subject]]["values"].setdefault(statement.predicate, []).append(statement.id)
    return Graph(graph, canonical, mentions, statements, documents)


def _canonical(mentions: dict[str, Mention], store: Store) -> dict[str, str]:
    import networkx as nx

    pairs: nx.Graph[str] = nx.Graph()
    pairs.add_nodes_from(mentions)
    pairs.add_edges_from(pair for pair in live_pairs(judge(mentions.values()), store.judgements()) if pair[0] in mentions and pair[1] in mentions)
    return {member: min(component) for component in nx.connected_components(pairs) for member in component}
