"""The graph as GraphML, for Gephi, yEd and igraph: scalars only, and an id on every edge, since two things can be joined more than once."""

import re

from kg.graph import Graph
from kg.places import Place, place_at, place_of
from kg.vocabulary import KIND_NAMES, Evidence, Kind, Predicate

#: What XML 1.0 cannot hold.
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VALUES = {Predicate.DATE: "date", Predicate.NUMBER: "number", Predicate.OUTCOME: "outcome", Predicate.DUE: "due"}


def as_graphml(graph: Graph) -> str:
    """Nodes with kind, label, words and citation; edges with predicate, date, words, place, evidence and rule."""
    import networkx as nx

    written: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in sorted(graph.nx.nodes(data=True), key=lambda pair: pair[0]):
        place = _first_place(graph, node, str(data["kind"]))
        values = {name: str(graph.statements[data["values"][predicate][0]].value) for predicate, name in _VALUES.items() if data["values"].get(predicate)}
        words = {"quote": place.text, "citation": place.citation} if place else {}
        attributes = {"kind": KIND_NAMES[Kind(data["kind"])], "label": str(data["label"]), "members": len(data["members"]), **values, **words}
        written.add_node(node, **{name: _clean(value) for name, value in attributes.items()})
    for subject, other, key in sorted(graph.nx.edges(keys=True), key=lambda edge: edge[2]):
        statement = graph.statements[key]
        place = place_of(graph, statement)
        attributes = {
            "label": statement.predicate.replace("_", " ").lower(),
            "predicate": statement.predicate,
            "date": statement.event_date or "",
            "evidence": Evidence.INFERRED.value if key in graph.meant else statement.evidence,
            "rule": statement.rule,
            "confidence": statement.confidence,
            "quote": place.text,
            "citation": place.citation,
            "document": place.document,
            "start": place.start,
            "end": place.end,
        }
        written.add_edge(subject, other, key=key, **{name: _clean(value) for name, value in attributes.items()})
    return "\n".join(nx.generate_graphml(written, named_key_ids=True)) + "\n"


def _first_place(graph: Graph, node: str, kind: str) -> Place | None:
    """Where a thing's fullest wording stands in the first of its documents."""
    if kind == Kind.DOCUMENT:
        return None
    mention = graph.mentions[node]
    return place_at(graph, graph.documents[mention.document_id], mention.start, mention.end, "")


def _clean(value: object) -> object:
    return _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value
