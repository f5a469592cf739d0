"""Where words stand: what a citation needs."""

from dataclasses import dataclass

from kg.graph import Graph
from kg.model import Document, Statement, citation
from kg.vocabulary import Predicate


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
