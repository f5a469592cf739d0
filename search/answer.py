"""From a question to an answer: candidates, ranking, the sentences that answer, citations, or nothing when nothing fits."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kg.errors import NotFound
from kg.model import Document, Mention, Passage, citation, fold
from kg.resolve.labels import best_label
from kg.store import Store
from kg.twins import Twins, counterpart, twins_of
from kg.vocabulary import Kind, PassageKind, Predicate
from search.embed import Embedder, embedder_for_question
from search.index import Index
from search.question import Question, expression, understand
from search.rank import Evidence, Hit, covered, fuse

_SPARE = 5  # candidates beyond the limit, for a quote may turn out to be of another kind than its passage
_CANDIDATES = 60  # from each of words and meaning
_MOST_WORDS, _MOST_SENTENCES = 60, 3  # of what a result quotes
#: Below both of these the best passage is taken for none: nearness in meaning, and share of the question's words.
ABSTAIN_COSINE, ABSTAIN_COVERAGE = 0.39, 0.5


@dataclass(frozen=True, slots=True)
class Filters:
    """What the user asked to look in; everything else is left out before ranking."""

    board: str | None = None
    person: str | None = None
    since: date | None = None
    until: date | None = None
    kind: str | None = None

    def any(self) -> bool:
        """Whether there is a filter at all."""
        return any((self.board, self.person, self.since, self.until, self.kind))


@dataclass(frozen=True, slots=True)
class Result:
    """One quote that answers, with its place."""

    id: str
    document: str  # path relative to the ingested root
    document_id: str
    meeting: str | None
    board: str | None
    date: str | None
    item: str
    item_title: str
    kind: str
    text: str
    start: int
    end: int
    passage_start: int
    passage_end: int
    page: int | None
    line: int
    scanned: bool  # its words were recognised in a picture
    speaker: str | None
    score: float
    why: dict[str, float]
    copies: tuple[str, ...]
    owners: tuple[str, ...]  # of the action that is quoted
    due: str | None  # of the action that is quoted: a day, else as printed

    @property
    def citation(self) -> str:
        """Board, date, item, file and line, for people."""
        return citation(self.board, self.date, self.item, self.document, self.line, self.page, scanned=self.scanned)


@dataclass(frozen=True, slots=True)
class Answer:
    """Results best first; when abstaining, none, and the nearest misses beside."""

    question: Question
    abstained: bool
    results: tuple[Result, ...]
    nearest: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What a document records."""

    id: str
    board: str | None
    date: str | None


class _Record:
    """What ranking needs to know of a store, read once."""

    def __init__(self, store: Store) -> None:
        self.store = store

        self._documents: dict[str, Document] = {}
        self._settled: dict[str, list[Mention]] = {}

    def document(self, document_id: str) -> Document:
        """A document, read when it is first asked for: a record may hold thousands."""
        if document_id not in self._documents:
            self._documents[document_id] = self.store.document(document_id)
        return self._documents[document_id]

    @cached_property
    def meetings(self) -> dict[str, _Meeting]:
        """Document id -> its meeting."""
        wordings: dict[str, list[str]] = {}
        mentions = self.store.mentions(Kind.BOARD.value)
        for mention in mentions:
            wordings.setdefault(fold(mention.label), []).append(mention.label)
        boards = {mention.id: best_label(wordings[fold(mention.label)]) for mention in mentions}
        held = {statement.subject: boards[statement.object] for statement in self.store.statements(predicate=Predicate.HELD_BY.value) if statement.object}
        recorded = self.store.statements(predicate=Predicate.RECORDED_IN.value)
        return {statement.document_id: _Meeting(statement.subject, held.get(statement.subject), statement.event_date) for statement in recorded}

    def meeting(self, document_id: str) -> _Meeting:
        """The meeting that a document records, or one without board and date."""
        return self.meetings.get(document_id, _Meeting("", None, None))

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

    def words(self, passage: Passage) -> str:
        """The words of a passage."""
        return self.document(passage.document_id).text[passage.start : passage.end]


def ask(text: str, store: Store, *, filters: Filters | None = None, limit: int = 10) -> Answer:
    """Answer a question from a store.

    Raises NotFound where the store is empty or a filter leaves nothing, IndexUnusable and ModelUnusable with the remedy.
    """
    index = Index(store)
    record = _Record(store)
    question = understand(text, store)
    among = _filtered(record, filters or Filters())
    if among is not None and not among:
        raise NotFound("No passage fits those filters: loosen --board, --person, --since, --until or --kind.")
    embedder = embedder_for_question(index.manifest.model, Path(index.manifest.folder), index.manifest.digest)
    vector = embedder.encode([text])
    matching = expression(question)
    words = store.search_words(matching, _CANDIDATES, among) if matching else []
    meaning = index.search(vector, _CANDIDATES, among)
    candidates = {number for number, _ in [*words, *meaning]}
    beside = {number + step for number in candidates for step in (-1, 1)}
    allowed = candidates | (beside & set(among) if among is not None else beside)
    passages = store.passages(sorted(allowed))
    evidence = {number: _evidence(record, passage) for number, passage in passages.items()}
    hits = fuse(question, passages, words, meaning, evidence, _rarity(store, question))
    results = _results(record, question, _without_copies(record, hits)[: limit + _SPARE], embedder)[:limit]
    if _nothing_fits(hits):
        return Answer(question, True, (), tuple(results[:3]))
    return Answer(question, False, tuple(results), ())


def _nothing_fits(hits: Sequence[Hit]) -> bool:
    best = hits[:5]
    return not best or (max(hit.cosine for hit in best) < ABSTAIN_COSINE and max(hit.coverage for hit in best) < ABSTAIN_COVERAGE)


def _filtered(record: _Record, filters: Filters) -> list[int] | None:
    """Numbers of the passages that filters leave, exempt ones never among them; None where that is all of them."""
    exempt = set(record.store.exempt_passages())
    if not filters.any():
        return [number for number in record.store.passage_numbers() if number not in exempt] if exempt else None
    return [number for number, passage in record.store.passages().items() if number not in exempt and _fits(record, passage, filters)]


def _fits(record: _Record, passage: Passage, filters: Filters) -> bool:
    meeting = record.meeting(passage.document_id)
    if filters.kind and passage.kind != filters.kind and not _holds_kind(record, passage, filters.kind):
        return False
    if filters.board and not _board_fits(meeting.board or "", filters.board):
        return False
    if filters.since and (meeting.date or "") < filters.since.isoformat():
        return False
    if filters.until and (meeting.date or "9999") > filters.until.isoformat():
        return False
    return not filters.person or f" {fold(filters.person)} " in f" {fold(record.words(passage))} {fold(passage.context)} "


def _holds_kind(record: _Record, passage: Passage, kind: str) -> bool:
    """Whether a passage of another kind holds a decision or action: a limb with its owner beside it is both."""
    wanted = {PassageKind.DECISION.value: Kind.DECISION, PassageKind.ACTION.value: Kind.ACTION}.get(kind)
    return any(mention.kind == wanted and mention.start < passage.end and passage.start < mention.end for mention in record.settled(passage.document_id))


def _board_fits(board: str, wanted: str) -> bool:
    words = fold(board).split()
    if not fold(wanted):
        return False
    return set(fold(wanted).split()) <= set(words) or fold(wanted) == "".join(word[0] for word in words)


def _evidence(record: _Record, passage: Passage) -> Evidence:
    meeting = record.meeting(passage.document_id)
    return Evidence(record.words(passage), meeting.board, meeting.date)


def _rarity(store: Store, question: Question) -> Mapping[str, float]:
    """How rare each content word is in the record: ln(1 + N / (1 + n)); a word that is nowhere counts most."""
    total = store.count_passages()
    return {term: math.log(1 + total / (1 + store.count_words(f'"{term}"'))) for term in question.terms}


def _without_copies(record: _Record, hits: Sequence[Hit]) -> list[tuple[Hit, tuple[str, ...]]]:
    """The passages of preferred documents with what their twins repeat taken out, and the other files that hold them.

    The same words in two meetings are two facts; in two files of one meeting they are copies.
    """
    twins = record.twins({hit.passage.document_id for hit in hits})
    order = {document: at for group in twins.values() for at, document in enumerate(group.documents)}
    kept: dict[str, list[tuple[str, str]]] = {}  # meeting -> (passage, words) of what is kept
    owner: dict[str, str] = {}  # passage -> its document
    copies: dict[str, set[str]] = {}
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: order.get(hit.passage.document_id, 0)):
        document = hit.passage.document_id
        group = twins[document].preferred if document in twins else document
        words = record.words(hit.passage)
        others = [(passage, theirs) for passage, theirs in kept.get(group, ()) if owner[passage] != document]
        same = counterpart(words, others)
        if same:
            copies[same].add(record.document(document).path)
            continue
        owner[hit.passage.id] = document
        kept.setdefault(group, []).append((hit.passage.id, words))
        copies[hit.passage.id] = set()
        chosen.append(hit)
    return [(hit, tuple(sorted(copies[hit.passage.id]))) for hit in sorted(chosen, key=lambda hit: (-hit.score, hit.number))]


# What a result quotes


def _results(record: _Record, question: Question, hits: Sequence[tuple[Hit, tuple[str, ...]]], embedder: Embedder) -> list[Result]:
    """What each candidate quotes, best first; a quote that is not of its passage's kind loses what the kind had brought."""
    results = []
    for hit, copies in hits:
        passage, document = hit.passage, record.document(hit.passage.document_id)
        meeting = record.meeting(document.id)
        start, end = _quoted(record, passage, question, embedder)
        settled = [mention for mention in record.settled(document.id) if mention.start < end and start < mention.end]
        action = next((mention for mention in settled if mention.kind == Kind.ACTION), None)
        owners, due = record.commitment(action.id) if action else ((), None)
        kind = _kind(passage, settled)
        why = hit.why if kind == passage.kind else {part: value for part, value in hit.why.items() if part != "kind"}
        results.append(
            Result(
                passage.id,
                document.path,
                document.id,
                meeting.id or None,
                meeting.board,
                meeting.date,
                passage.item,
                passage.item_title,
                kind,
                document.text[start:end],
                start,
                end,
                passage.start,
                passage.end,
                document.page_of(start),
                document.line_of(start),
                document.is_scanned(start),
                passage.speaker,
                round(sum(why.values()), 3),
                why,
                copies,
                owners,
                due,
            )
        )
    return sorted(results, key=lambda result: -result.score)


def _kind(passage: Passage, settled: Sequence[Mention]) -> str:
    """What the quote is; a passage may hold a decision beside the sentences that are quoted."""
    if passage.kind in {PassageKind.DECISION, PassageKind.ACTION} and not settled:
        return PassageKind.DISCUSSION.value
    return passage.kind


def _quoted(record: _Record, passage: Passage, question: Question, embedder: Embedder) -> tuple[int, int]:
    """The sentences of a passage that answer: all of a short one, else the best run of at most three and 60 words."""
    text = record.document(passage.document_id).text
    sentences = passage.sentences or ((passage.start, passage.end),)
    if len(text[passage.start : passage.end].split()) <= _MOST_WORDS and len(sentences) <= _MOST_SENTENCES:
        return sentences[0][0], sentences[-1][1]
    vectors = embedder.encode([question.text, *(text[start:end] for start, end in sentences)])
    near = vectors[1:] @ vectors[0]
    ones = dict.fromkeys(question.terms, 1.0)
    scores = [float(cosine) + covered(question, text[start:end], ones) for cosine, (start, end) in zip(near, sentences, strict=True)]
    wanted = {PassageKind.DECISION: Kind.DECISION, PassageKind.ACTION: Kind.ACTION}.get(question.kind) if question.kind else None
    for at, (start, end) in enumerate(sentences):
        # Asked for a decision or an action, quote the sentence that is one.
        scores[at] += 0.4 * any(mention.kind == wanted and mention.start < end and start < mention.end for mention in record.settled(passage.document_id))
    best = max(range(len(sentences)), key=lambda at: scores[at])
    first, last = best, best
    while last - first + 1 < _MOST_SENTENCES:
        grown = [(max(0, first - 1), last), (first, min(len(sentences) - 1, last + 1))]
        fitting = [(scores[low if low < first else high], low, high) for low, high in grown if (low, high) != (first, last) and _short(text, sentences, low, high)]
        # A neighbour joins the quote only when it speaks of the question nearly as much as the best sentence does.
        fitting = [each for each in fitting if each[0] >= 0.75 * scores[best]]
        if not fitting:
            break
        _, first, last = max(fitting)
    return sentences[first][0], sentences[last][1]


def _short(text: str, sentences: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    return len(text[sentences[first][0] : sentences[last][1]].split()) <= _MOST_WORDS


# For people


GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Decided", frozenset({PassageKind.DECISION})),
    ("To do", frozenset({PassageKind.ACTION})),
    ("Said", frozenset({PassageKind.DISCUSSION, PassageKind.HEADING, PassageKind.MARGIN})),
    ("Who was there", frozenset({PassageKind.ATTENDANCE, PassageKind.HEADER})),
)


def grouped(results: Sequence[Result]) -> list[tuple[str, list[Result]]]:
    """Results under Decided, To do, Said and Who was there; the group with the strongest result first."""
    groups = [(name, [result for result in results if result.kind in kinds]) for name, kinds in GROUPS]
    return sorted((group for group in groups if group[1]), key=lambda group: -group[1][0].score)
