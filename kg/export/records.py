"""The whole record as JSON, as `schema.json` describes it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.graph import Graph
from kg.model import Document, Judgement, Mention, Statement
from kg.places import place_of
from kg.vocabulary import Evidence

_SCHEMA = Path(__file__).with_name("schema.json")


def schema() -> str:
    """The JSON Schema of the export."""
    return _SCHEMA.read_text("utf-8")


def as_json(graph: Graph, judgements: Sequence[Judgement]) -> str:
    """Documents, nodes, the mentions that they are made of, why these are one or not, and edges, each in the order of its id."""
    documents = sorted(graph.documents.values(), key=lambda document: document.id)
    content = {
        "format": "boardgraph/1",
        "documents": [_document(graph, each) for each in documents],
        "nodes": [
            {"id": node, "kind": data["kind"], "label": data["label"], "members": data["members"]} for node, data in sorted(graph.nx.nodes(data=True), key=lambda pair: pair[0])
        ],
        "mentions": [_mention(graph, each) for _, each in sorted(graph.mentions.items())],
        "judgements": [asdict(each) for each in judgements],
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


def _mention(graph: Graph, mention: Mention) -> dict[str, Any]:
    return {
        "id": mention.id,
        "node": graph.canonical[mention.id],
        "kind": mention.kind,
        "label": mention.label,
        "document": mention.document_id,
        "start": mention.start,
        "end": mention.end,
    }


def _statement(graph: Graph, statement: Statement) -> dict[str, Any]:
    place = place_of(graph, statement)
    return {
        "id": statement.id,
        "subject": graph.canonical[statement.subject],
        "predicate": statement.predicate,
        "object": graph.object_of(statement),
        "value": statement.value,
        "evidence": Evidence.INFERRED.value if statement.id in graph.meant else statement.evidence,
        "why": graph.why(statement),
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
        "citation": place.citation,
        "evidence_spans": [list(span) for span in statement.evidence_spans],
    }
