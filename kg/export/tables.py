"""The record as a bundle of tables, one CSV file each in a zip; every row has its words and where they stand."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from kg.graph import Graph
from kg.lives import Life
from kg.places import Place, place_at, place_of
from kg.register import Ruling
from kg.vocabulary import KIND_NAMES, Evidence, Kind

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold: the bundle tells nothing of when it was made
Row = Mapping[str, object]


def as_bundle(graph: Graph, lives: Sequence[Life], rulings: Sequence[Ruling]) -> bytes:
    """A zip with documents.csv, things.csv, statements.csv, actions.csv, reports.csv and decisions.csv, safe to open in a spreadsheet."""
    tables = {
        "documents.csv": _documents(graph),
        "things.csv": _things(graph),
        "statements.csv": _statements(graph),
        "actions.csv": [_action(life) for life in lives],
        "reports.csv": [row for life in lives for row in _reports(life)],
        "decisions.csv": [_decision(ruling) for ruling in rulings],
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, rows in tables.items():
            bundle.writestr(zipfile.ZipInfo(name, _DAY), as_csv(list(rows)), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def as_csv(rows: Sequence[Row]) -> str:
    """A table with a heading row; a cell that a spreadsheet would take for a formula gets a quotation mark in front."""
    written = io.StringIO()
    columns = dict.fromkeys(column for row in rows for column in row)
    writer = csv.DictWriter(written, list(columns), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: _safe(str(value)) for column, value in row.items()} for row in rows)
    return written.getvalue()


def _safe(words: str) -> str:
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words


def _words(place: Place) -> dict[str, object]:
    return {"quote": place.text, "citation": place.citation, "document": place.document, "start": place.start, "end": place.end}


def _documents(graph: Graph) -> Iterable[Row]:
    for document in sorted(graph.documents.values(), key=lambda each: each.path):
        first = document.text.strip().split("\n")[0]
        start = document.text.find(first)
        place = place_at(graph, document, start, start + len(first), "")
        yield {"id": document.id, "file": document.path, "kind": document.kind, "status": document.status, "board": place.board or "", "date": place.date or "", **_words(place)}


def _things(graph: Graph) -> Iterable[Row]:
    for node, data in sorted(graph.nx.nodes(data=True), key=lambda pair: pair[0]):
        if data["kind"] != Kind.DOCUMENT:
            mention = graph.mentions[node]
            place = place_at(graph, graph.documents[mention.document_id], mention.start, mention.end, "")
            yield {
                "id": node,
                "kind": KIND_NAMES[Kind(data["kind"])],
                "label": data["label"],
                "documents": len({graph.mentions[each].document_id for each in data["members"]}),
                **_words(place),
            }


def _statements(graph: Graph) -> Iterable[Row]:
    for key, statement in sorted(graph.statements.items()):
        other = graph.object_of(statement)
        yield {
            "id": key,
            "subject": graph.canonical[statement.subject],
            "subject label": graph.label(statement.subject),
            "predicate": statement.predicate,
            "object": other or "",
            "object label": graph.label(other) if other else statement.value or "",
            "date": statement.event_date or "",
            "evidence": Evidence.INFERRED.value if key in graph.meant else statement.evidence,
            "rule": statement.rule,
            "confidence": statement.confidence,
            "copy of": graph.copies.get(key, ""),
            **_words(place_of(graph, statement)),
        }


def _action(life: Life) -> Row:
    task = life.task
    return {
        "id": task.id,
        "owners": "; ".join(task.owners),
        "due": life.due or "",
        "due as printed": task.due_raw or "",
        "status": life.status,
        "board": task.place.board or "",
        "raised": task.place.date or "",
        "item": task.place.item,
        **_words(task.place),
    }


def _reports(life: Life) -> Iterable[Row]:
    for sure, reports in ((True, life.reports), (False, life.possibly)):
        for each in reports:
            yield {
                "action": life.task.id,
                "sure": "yes" if sure else "possibly",
                "status": each.status,
                "date": each.place.date or "",
                "probability": each.probability,
                "why": each.why,
                **_words(each.place),
            }


def _decision(ruling: Ruling) -> Row:
    return {
        "id": ruling.id,
        "outcome": ruling.outcome,
        "made by": ruling.made_by or "",
        "conditions": ruling.conditions or "",
        "vote": ruling.vote or "",
        "procedural": "yes" if ruling.procedural else "",
        "board": ruling.place.board or "",
        "date": ruling.place.date or "",
        "item": ruling.place.item,
        **_words(ruling.place),
    }
