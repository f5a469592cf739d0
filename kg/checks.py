"""What a person should look at: doubts of single documents, and what several documents or judgements say against each other."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from kg.explore import documents_of
from kg.graph import Graph
from kg.identity import place_of_mention, told
from kg.store import Store
from kg.vocabulary import Kind, Predicate


@dataclass(frozen=True, slots=True)
class Check:
    """Something that a person should look at."""

    path: str
    board: str | None
    line: int
    kind: str  # of the doubt; "unread" for text that no passage holds, "identity" for judgements at odds
    message: str


def checks(graph: Graph, store: Store) -> list[Check]:
    """All of them, by file and place; of text that is recorded twice each copy has its own."""
    listed = {each.id: each for each in documents_of(graph, store)}
    # What the minutes of other meetings settle is no doubt any more.
    settled = {(statement.document_id, statement.start) for statement in graph.statements.values() if statement.id in graph.meant}
    found: list[Check] = _conflicts(graph, store)
    for document in graph.documents.values():
        its = listed[document.id]
        doubts = [doubt for doubt in document.doubts if doubt.kind != "owner" or (document.id, doubt.start) not in settled]
        found.extend(Check(its.path, its.board, document.line_of(doubt.start), doubt.kind, doubt.message) for doubt in doubts)
        if its.unread:
            found.append(Check(its.path, its.board, 1, "unread", f"{its.unread} characters stand in no passage."))
    return sorted(found, key=lambda check: (check.path, check.line, check.kind, check.message))


def _conflicts(graph: Graph, store: Store) -> list[Check]:
    """Things that users joined and parted at once, people present and away in one meeting, meetings with two dates, pairs that wait."""
    return [*_broken(graph, store), *_present_and_away(graph), *_other_dates(graph), *_gone_and_there(graph)]


def _broken(graph: Graph, store: Store) -> list[Check]:
    """Components of positive judgements that hold a negative pair."""
    found = []
    for each in store.identity.live():
        if each.verdict != "negative" or graph.canonical.get(each.left, each.left) != graph.canonical.get(each.right, each.right):
            continue
        place = place_of_mention(graph, each.right)
        found.append(Check(place.document, place.board, place.line, "identity", f"{graph.label(each.left)} is one thing by some judgements and two by another ({told(each)})."))
    return found


def _present_and_away(graph: Graph) -> list[Check]:
    """People whom two documents of one meeting have present and away; inside one document the reader has said so."""
    found = []
    for meeting in graph.nodes_of(Kind.MEETING):
        status: dict[str, dict[str, str]] = defaultdict(dict)
        for statement in graph.to(meeting, Predicate.ATTENDED):
            status[graph.canonical[statement.subject]][statement.document_id] = str(statement.qualifiers["status"])
        for person, by_document in status.items():
            there = [document for document, its in by_document.items() if its in {"present", "in_attendance"}]
            away = [document for document, its in by_document.items() if its in {"apologies", "absent"}]
            if there and away:
                first = graph.documents[there[0]]
                found.append(
                    Check(
                        first.path, None, 1, "attendance", f"{graph.label(person)} is there in {first.path} and away in {graph.documents[away[0]].path}, which record one meeting."
                    )
                )
    return found


def _other_dates(graph: Graph) -> list[Check]:
    """Meetings that their board's last minutes had announced for another day within a fortnight."""
    found = []
    for board in graph.nodes_of(Kind.BOARD):
        held = sorted({statement.event_date for statement in graph.to(board, Predicate.HELD_BY) if statement.event_date})
        for statement in graph.to(board, Predicate.HELD_BY):
            for named in graph.of(statement.subject, Predicate.NEXT_MEETING):
                following = next((day for day in held if statement.event_date and day > statement.event_date), None)
                if not following or not named.value or named.value in held or named.value == following:
                    continue
                if abs((date.fromisoformat(named.value) - date.fromisoformat(following)).days) <= 14:
                    document = graph.documents[named.document_id]
                    message = f"The next meeting was to be on {named.value}; the next that is recorded was on {following}."
                    found.append(Check(document.path, graph.label(board), document.line_of(named.start), "date", message))
    return list(dict.fromkeys(found))


def _gone_and_there(graph: Graph) -> list[Check]:
    """People who are said to have left a board and are at a later meeting of it."""
    found = []
    for statement in graph.sorted(
        [key for key, its in graph.statements.items() if its.predicate == Predicate.MEMBER_OF and its.qualifiers.get("change") == "ends" and key not in graph.copies]
    ):
        board = graph.object_of(statement)
        later = [
            attended.event_date
            for attended in graph.of(statement.subject, Predicate.ATTENDED)
            if attended.qualifiers.get("status") in {"present", "in_attendance"}
            and (attended.event_date or "") > (statement.event_date or "9999")
            and any(graph.object_of(held) == board for held in graph.of(str(attended.object), Predicate.HELD_BY))
        ]
        if later and board and not statement.qualifiers.get("post"):
            document = graph.documents[statement.document_id]
            message = f"{graph.label(statement.subject)} is said to have left on {statement.event_date}, and is there on {later[0]}."
            found.append(Check(document.path, graph.label(board), document.line_of(statement.start), "date", message))
    return found
