"""What ranking needs to know of a store, each part read when it is first asked for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.model import Document, Mention, Passage, Statement, fold
from kg.stems import Stems, stems
from kg.store import Store
from kg.twins import Twins, twins_of
from kg.vocabulary import Kind, Predicate
from search.known import Board, Person, boards_of, glossary_of, people_of
from search.question import Part


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a document records; board and date may be unknown."""

    id: str
    board: str | None  # node
    label: str | None  # of the board
    date: str | None  # ISO


@dataclass(frozen=True, slots=True)
class Bearing:
    """A place that bears on a person: the words of an action they own, of an attendance, of a mention."""

    start: int
    end: int
    predicate: str


class Record:
    """A store, as questions are put to it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._documents: dict[str, Document] = {}
        self._settled: dict[str, list[Mention]] = {}
        self._stems: dict[tuple[str, int, int], Stems] = {}

    def document(self, document_id: str) -> Document:
        """A document, read when it is first asked for: a record may hold thousands."""
        if document_id not in self._documents:
            self._documents[document_id] = self.store.document(document_id)
        return self._documents[document_id]

    @cached_property
    def _boards(self) -> tuple[list[Board], dict[str, str]]:
        return boards_of(self.store)

    @property
    def boards(self) -> list[Board]:
        """All boards that met."""
        return self._boards[0]

    @cached_property
    def people(self) -> list[Person]:
        """All people with a whole name."""
        return people_of(self.store)

    @cached_property
    def glossary(self) -> dict[Stems, tuple[str, ...]]:
        """Acronyms and long forms, as the documents define them."""
        return glossary_of(self.store)

    @cached_property
    def meetings(self) -> dict[str, Meeting]:
        """Document id -> its meeting."""
        nodes, labels = self._boards[1], {board.node: board.label for board in self.boards}
        held = {statement.subject: nodes[statement.object] for statement in self.store.statements(predicate=Predicate.HELD_BY.value) if statement.object}
        recorded = self.store.statements(predicate=Predicate.RECORDED_IN.value)
        return {each.document_id: Meeting(each.subject, board := held.get(each.subject), labels.get(board or ""), each.event_date) for each in recorded}

    def meeting(self, document_id: str) -> Meeting:
        """The meeting that a document records, or one without board and date."""
        return self.meetings.get(document_id, Meeting("", None, None, None))

    def twins(self, documents: set[str]) -> dict[str, Twins]:
        """Those of some documents that say the same."""
        return {document: group for group in twins_of(self.store.recorded(documents)) for document in group.documents}

    def settled(self, document_id: str) -> list[Mention]:
        """The decisions and actions of a document, in order."""
        if document_id not in self._settled:
            self._settled[document_id] = self.store.mentions_in(document_id, (Kind.DECISION.value, Kind.ACTION.value))
        return self._settled[document_id]

    def commitment(self, action: str) -> tuple[tuple[str, ...], str | None]:
        """(owners, due) of an action."""
        owners = [self.store.label_of(each.object) if each.object else each.value or "" for each in self.store.statements(predicate=Predicate.ASSIGNED_TO.value, subject=action)]
        due = next((each.value for each in self.store.statements(predicate=Predicate.DUE.value, subject=action)), None)
        return tuple(owners), due

    @cached_property
    def dues(self) -> dict[str, list[tuple[int, int, str]]]:
        """Document id -> (start, end, day) of its dated actions; a day is ISO."""
        spans = {mention.id: mention for mention in self.store.mentions(Kind.ACTION.value)}
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for each in self.store.statements(predicate=Predicate.DUE.value):
            if each.value and each.subject in spans:
                found[each.document_id].append((spans[each.subject].start, spans[each.subject].end, each.value))
        return dict(found)

    @cached_property
    def _papers(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for predicate in (Predicate.CONSIDERED, Predicate.PRESENTED, Predicate.AUTHORED, Predicate.MAIN_FILE):
            for each in self.store.statements(predicate=predicate.value):
                found[each.document_id].append((each.start, each.end))
        return dict(found)

    def tells_of_paper(self, passage: Passage) -> bool:
        """Whether a passage says that a paper was considered, presented or written."""
        return any(start < passage.end and passage.start < end for start, end in self._papers.get(passage.document_id, ()))

    @cached_property
    def parts(self) -> dict[str, list[tuple[int, int, frozenset[Part]]]]:
        """Document id -> (start, end, parts) of what it says of who was at its meeting."""
        found: dict[str, list[tuple[int, int, frozenset[Part]]]] = defaultdict(list)
        for predicate in (Predicate.ATTENDED, Predicate.CHAIRED):
            for each in self.store.statements(predicate=predicate.value):
                if its := _parts(each):
                    found[each.document_id].append((each.start, each.end, its))
        return dict(found)

    def tells_part(self, passage: Passage, part: Part) -> bool:
        """Whether a passage says who had a part in a meeting."""
        return any(start < passage.end and passage.start < end and part in its for start, end, its in self.parts.get(passage.document_id, ()))

    def words(self, passage: Passage) -> str:
        """The words of a passage."""
        return self.document(passage.document_id).text[passage.start : passage.end]

    def stems(self, passage: Passage) -> Stems:
        """The stems of a passage's words."""
        key = (passage.document_id, passage.start, passage.end)
        if key not in self._stems:
            self._stems[key] = stems(self.words(passage))
        return self._stems[key]

    def searched(self, passage: Passage) -> Stems:
        """The stems of a passage, of the headings above it and of its speaker: all that a term may stand in."""
        return (*self.stems(passage), *stems(passage.context), *stems(passage.speaker or ""))

    def bearings(self, people: Iterable[Person]) -> dict[str, list[Bearing]]:
        """Document id -> places that bear on some people, by what statements say of them."""
        members = {member for person in people for member in person.members}
        found: dict[str, list[Bearing]] = defaultdict(list)
        for statement in self.store.statements_about(sorted(members)):
            for start, end in self._places(statement, members):
                found[statement.document_id].append(Bearing(start, end, statement.predicate))
        return dict(found)

    def _places(self, statement: Statement, members: set[str]) -> list[tuple[int, int]]:
        places = [(statement.start, statement.end)]
        if statement.predicate == Predicate.ASSIGNED_TO:
            # The owner's initials may stand in a column of their own: the action's words are what is looked for.
            places += [(mention.start, mention.end) for mention in self.settled(statement.document_id) if mention.id == statement.subject]
        return places

    def initials(self, people: Iterable[Person]) -> dict[str, frozenset[str]]:
        """Document id -> how it shortens some people's names ("JT", "Howard")."""
        members = {member for person in people for member in person.members}
        whole = {name for person in people for name in person.names}
        found: dict[str, set[str]] = defaultdict(set)
        for statement in self.store.statements_about(sorted(members)):
            printed = statement.value if statement.predicate == Predicate.ALSO_KNOWN_AS else statement.qualifiers.get("as_printed")
            if isinstance(printed, str) and printed and fold(printed) not in whole and len(printed.split()) == 1:
                found[statement.document_id].add(printed)
        return {document: frozenset(shorts) for document, shorts in found.items()}


def _parts(statement: Statement) -> frozenset[Part]:
    """What somebody was at a meeting, by a statement that they came, sent word or chaired it."""
    its = statement.qualifiers
    away = its.get("status") in {"apologies", "absent"}
    had = {
        Part.CHAIR: statement.predicate == Predicate.CHAIRED or its.get("role") == "chair",
        Part.STAND_IN: bool(its.get("proxy_for") or its.get("on_behalf_of")),
        Part.DELEGATE: bool(its.get("represents") or its.get("on_behalf_of")) and not away,
        Part.ABSENT: away,
    }
    return frozenset(part for part, there in had.items() if there)


def touching(places: Iterable[Bearing], passage: Passage) -> set[str]:
    """What the places that touch a passage say."""
    return {place.predicate for place in places if place.start < passage.end and passage.start < place.end}
