"""Where words stand: what a citation needs."""

import re
from dataclasses import dataclass

from kg.graph import Graph
from kg.model import Document, Statement, citation
from kg.vocabulary import Predicate

_AROUND = 240  # characters on either side of a name that are looked at for its sentence


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
    scanned: bool  # the words were recognised in a picture
    start: int
    end: int
    text: str  # the words themselves

    @property
    def citation(self) -> str:
        """Board, date, item and place in the file, for people."""
        return citation(self.board, self.date, self.item, self.document, self.line, self.page, scanned=self.scanned)

    @property
    def where(self) -> str:
        """File and place, for people."""
        return citation(None, None, "", self.document, self.line, self.page, scanned=self.scanned)


def place_of(graph: Graph, statement: Statement) -> Place:
    """Where a statement's words stand."""
    return place_at(graph, graph.documents[statement.document_id], statement.start, statement.end, statement.item, statement.id)


def place_at(graph: Graph, document: Document, start: int, end: int, item: str, statement: str | None = None) -> Place:
    """Where words of a document stand."""
    board, when = meeting_of(graph, document.id)
    return Place(
        statement, document.id, document.path, board, when, item, document.line_of(start), document.page_of(start), document.is_scanned(start), start, end, document.text[start:end]
    )


def meeting_of(graph: Graph, document_id: str) -> tuple[str | None, str | None]:
    """(board, date) of the meeting that a document records."""
    recorded = graph.to(document_id, Predicate.RECORDED_IN)
    if not recorded:
        return None, None
    boards = graph.of(recorded[0].subject, Predicate.HELD_BY)
    return (graph.label(boards[0].object) if boards and boards[0].object else None), recorded[0].event_date


def sentence_of(graph: Graph, statement: Statement) -> Place:
    """Where the sentence around a statement's words stands: a bare name is no quote."""
    document = graph.documents[statement.document_id]
    start, end = sentence_around(document.text, statement.start, statement.end)
    return place_at(graph, document, start, end, statement.item, statement.id)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """(start, end) of the sentence around a place, never beyond its line or cell."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    begin = max((match.end() for match in re.finditer(r"\n+|[.?!]\s+(?=[A-Z“\"'])|\t", before)), default=0)
    stop = next((match.end() if match.group()[0] in ".?!" else match.start() for match in re.finditer(r"[.?!](?=\s|$)|\n|\t", after)), len(after))
    first, last = start - len(before) + begin, end + stop
    while first < start and text[first].isspace():
        first += 1
    return first, last
