"""The whole record as JSON. Two stores of the same files give the same bytes: nothing of time or place of ingest is in it."""

import json
from typing import Any

from kg.explore import place_of
from kg.graph import Graph
from kg.model import Document, Statement


def as_json(graph: Graph) -> str:
    """Documents, nodes and edges, each in the order of its id."""
    documents = sorted(graph.documents.values(), key=lambda document: document.id)
    content = {
        "format": "boardgraph/1",
        "documents": [_document(graph, each) for each in documents],
        "nodes": [
            {"id": node, "kind": data["kind"], "label": data["label"], "members": data["members"]} for node, data in sorted(graph.nx.nodes(data=True), key=lambda pair: pair[0])
        ],
        "statements": [_statement(graph, graph.statements[key]) for key in sorted(graph.statements)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _document(graph: Graph, document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "file": document.path,
        "media_type": document.media_type,
        "kind": document.kind,
        "status": document.status,
        "reader": document.reader,
        "characters": len(document.text),
        "scanned_pages": list(document.reading.scanned),
        "tracked_changes": document.reading.tracked_changes,
        "preferred": graph.twins[document.id].preferred if document.id in graph.twins else document.id,
    }


def _statement(graph: Graph, statement: Statement) -> dict[str, Any]:
    place = place_of(graph, statement)
    return {
        "id": statement.id,
        "subject": graph.canonical[statement.subject],
        "predicate": statement.predicate,
        "object": graph.canonical[statement.object] if statement.object else None,
        "value": statement.value,
        "evidence": statement.evidence,
        "rule": statement.rule,
        "confidence": statement.confidence,
        "date": statement.event_date,
        "qualifiers": statement.qualifiers,
        "document": statement.document_id,
        "item": statement.item,
        "line": place.line,
        "page": place.page,
        "copy_of": graph.copies.get(statement.id),
        "start": statement.start,
        "end": statement.end,
        "text": place.text,
        "evidence_spans": [list(span) for span in statement.evidence_spans],
    }
