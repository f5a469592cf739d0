"""The record as JSON-LD: each statement is an annotation (W3C Web Annotation) of the words that say it, derived from its document
(PROV-O); people, bodies and memberships bear the terms of Popolo (FOAF, the Organization Ontology, Schema.org, opengov).

Every thing has an IRI and none is blank, so that two readings of one export can be compared triple by triple. The context is in
the file: nothing is fetched.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.graph import Graph
from kg.model import Statement
from kg.places import place_of
from kg.tenure import Tenure, tenures_of
from kg.vocabulary import Evidence, Kind, Predicate

_CONTEXT: Mapping[str, object] = {
    "bg": "urn:boardgraph:ns:",
    "id": "urn:boardgraph:id:",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CLASSES: Mapping[Kind, list[str]] = {
    Kind.DOCUMENT: ["foaf:Document", "prov:Entity"],
    Kind.MEETING: ["schema:Event"],
    Kind.BOARD: ["org:Organization", "bg:Board"],
    Kind.ORGANISATION: ["org:Organization"],
    Kind.PERSON: ["foaf:Person"],
    Kind.ITEM: ["bg:AgendaItem"],
    Kind.PAPER: ["foaf:Document", "bg:Paper"],
    Kind.DECISION: ["opengov:Motion"],
    Kind.ACTION: ["schema:Action"],
    Kind.TOPIC: ["bg:Topic"],
}
_NAMED = frozenset({Kind.PERSON, Kind.BOARD, Kind.ORGANISATION})
#: Where the field has a term of its own; the others are the project's.
_TERMS: Mapping[Predicate, str] = {
    Predicate.HELD_BY: "schema:organizer",
    Predicate.PART_OF: "org:subOrganizationOf",
    Predicate.ATTENDED: "bg:attended",
    Predicate.MEMBER_OF: "org:memberOf",
    Predicate.AUTHORED: "bg:authored",
}


def as_jsonld(graph: Graph) -> str:
    """Things, memberships, statements and their annotations, in the order of their ids."""
    things = [_thing(graph, node, data) for node, data in sorted(graph.nx.nodes(data=True), key=lambda pair: pair[0])]
    memberships = [_membership(graph, tenure, number) for person in graph.nodes_of(Kind.PERSON) for number, tenure in enumerate(tenures_of(graph, person))]
    said = [entry for key in sorted(graph.statements) for entry in _said(graph, graph.statements[key])]
    rules = [{"@id": f"bg:rule/{rule}", "@type": "prov:Activity", "rdfs:label": rule} for rule in sorted({each.rule for each in graph.statements.values()})]
    return json.dumps({"@context": _CONTEXT, "@graph": [*things, *memberships, *rules, *said]}, ensure_ascii=False, indent=1) + "\n"


def _ref(identifier: str) -> dict[str, str]:
    return {"@id": f"id:{identifier}"}


def _thing(graph: Graph, node: str, data: Mapping[str, Any]) -> dict[str, Any]:
    kind = Kind(data["kind"])
    thing: dict[str, Any] = {"@id": f"id:{node}", "@type": _CLASSES[kind], "foaf:name" if kind in _NAMED else "rdfs:label": data["label"]}
    if kind is Kind.DOCUMENT:
        document = graph.documents[node]
        thing |= {"dcterms:identifier": document.id, "dcterms:format": document.media_type, "bg:characters": len(document.text)}
    return thing


def _membership(graph: Graph, tenure: Tenure, number: int) -> dict[str, Any]:
    """Popolo's Membership; ends that are only seen are told so."""
    member: dict[str, Any] = {
        "@id": f"id:{tenure.person}-membership-{number}",
        "@type": "org:Membership",
        "org:member": _ref(tenure.person),
        "org:organization": _ref(graph.canonical[tenure.body]),
        "bg:beginKnown": tenure.begin_known,
        "bg:endKnown": tenure.end_known,
        "prov:wasDerivedFrom": [_ref(f"{each.id}") for each in tenure.statements],
    }
    if tenure.post:
        member["rdfs:label"] = tenure.post
    for name, day in (("schema:startDate", tenure.begins), ("schema:endDate", tenure.ends)):
        if day:
            member[name] = {"@value": day, "@type": "xsd:date"}
    return member


def _said(graph: Graph, statement: Statement) -> Iterable[dict[str, Any]]:
    """A statement, the annotation that it is of its words, and the selectors of these."""
    own, place = f"id:{statement.id}", place_of(graph, statement)
    other = graph.object_of(statement)
    predicate = Predicate(statement.predicate)
    fact: dict[str, Any] = {
        "@id": own,
        "@type": ["rdf:Statement", "prov:Entity"],
        "rdf:subject": _ref(graph.canonical[statement.subject]),
        "rdf:predicate": {"@id": _TERMS.get(predicate, f"bg:{predicate.lower()}")},
        "rdf:object": _ref(other) if other else str(statement.value),
        "prov:wasDerivedFrom": _ref(statement.document_id),
        "prov:wasGeneratedBy": {"@id": f"bg:rule/{statement.rule}"},
        "bg:evidence": Evidence.INFERRED.value if statement.id in graph.meant else statement.evidence,
        "bg:confidence": {"@value": str(statement.confidence), "@type": "xsd:decimal"},
    }
    if statement.event_date:
        fact["dcterms:date"] = {"@value": statement.event_date, "@type": "xsd:date"}
    if statement.id in graph.copies:
        fact["prov:alternateOf"] = _ref(graph.copies[statement.id])
    yield fact
    yield {"@id": f"{own}-words", "@type": "oa:Annotation", "oa:motivatedBy": {"@id": "oa:describing"}, "oa:hasBody": {"@id": own}, "oa:hasTarget": {"@id": f"{own}-target"}}
    yield {
        "@id": f"{own}-target",
        "@type": "oa:SpecificResource",
        "oa:hasSource": _ref(statement.document_id),
        "oa:hasSelector": [{"@id": f"{own}-position"}, {"@id": f"{own}-quote"}],
        "dcterms:bibliographicCitation": place.citation,
    }
    yield {"@id": f"{own}-position", "@type": "oa:TextPositionSelector", "oa:start": place.start, "oa:end": place.end}
    yield {"@id": f"{own}-quote", "@type": "oa:TextQuoteSelector", "oa:exact": place.text}
