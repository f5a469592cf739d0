"""From a question to an answer: candidates, ranking, the sentences that answer, citations, or nothing when nothing fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import NotFound
from kg.model import Mention, Passage, citation, fold, is_called
from kg.store import Store
from kg.twins import counterpart
from kg.vocabulary import Kind, PassageKind
from search.abstain import answer_features, certainty
from search.candidates import candidates
from search.embed import Embedder, embedder_for_question
from search.features import Asking, Signals, asking
from search.index import Index
from search.question import Question, boards_in, literal, people_in, understand
from search.quote import quotes
from search.rank import Hit, Weights, rank, weights
from search.record import Record

_BESIDE = 2  # passages on either side of a candidate that ranking looks at
_A_LABEL = 2  # words of a line that only leads in what follows
_POOL = 4  # how many times the limit is looked at for copies


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
    certainty: float  # that the record holds an answer, 0 to 1


def ask(text: str, store: Store, *, filters: Filters | None = None, limit: int = 10, by_words: bool = False, using: Weights | None = None) -> Answer:
    """Answer a question from a store; `by_words` takes it literally, with nothing understood and no other wordings.

    `using` are other weights than those that come with the program. Raises NotFound where the store is empty or a filter leaves nothing, IndexUnusable and ModelUnusable with the remedy.
    """
    return answer_from(Record(store), Index(store), text, filters=filters, limit=limit, by_words=by_words, using=using)


def answer_from(record: Record, index: Index, text: str, *, filters: Filters | None = None, limit: int = 10, by_words: bool = False, using: Weights | None = None) -> Answer:
    """Answer a question from an open record and index: many questions can be put to one."""
    using = using or weights()
    question = literal(text) if by_words else understand(text, record.boards, record.people, record.glossary)
    among = _filtered(record, filters or Filters())
    if among is not None and not among:
        raise NotFound("No passage fits those filters: loosen --board, --person, --since, --until or --kind.")
    embedder = embedder_for_question(index.manifest.model, Path(index.manifest.folder), index.manifest.digest)
    asked = asking(record, question)
    hits = distinct(record, ranked(record, asked, index, embedder, among, using), limit)
    results = _results(record, asked, hits, embedder)
    sure = round(certainty(asked, answer_features(record, asked, [hit for hit, _ in hits]), using.answered), 3) if hits else 0.0
    if sure < using.threshold or not hits:
        return Answer(question, True, (), tuple(results[:3]), sure)
    return Answer(question, False, tuple(results), (), sure)


def ranked(record: Record, asked: Asking, index: Index, embedder: Embedder, among: Sequence[int] | None = None, using: Weights | None = None) -> list[Hit]:
    """All candidates of a question, best first."""
    vector = embedder.encode([asked.question.rewritten])
    numbers = candidates(record, asked, index, vector, among)
    passages = record.store.passages(sorted({number + step for number in numbers for step in range(-_BESIDE, _BESIDE + 1)}))
    nearness = dict(index.search(vector, len(numbers), sorted(numbers)))
    return rank(record, asked, passages, {number: Signals(nearness.get(number, 0.0)) for number in sorted(numbers) if number in passages}, using or weights())


# Filters


def _filtered(record: Record, filters: Filters) -> list[int] | None:
    """Numbers of the passages that filters leave, exempt ones never among them; None where that is all of them."""
    exempt = set(record.store.exempt_passages())
    if not filters.any():
        return [number for number in record.store.passage_numbers() if number not in exempt] if exempt else None
    fits = _Fits(record, filters)
    return [number for number, passage in record.store.passages().items() if number not in exempt and fits.fits(passage)]


class _Fits:
    """Filters, with what they need to know of the record."""

    def __init__(self, record: Record, filters: Filters) -> None:
        self._record, self._filters = record, filters
        self._boards = {board.node for board in record.boards if any(is_called(name, filters.board or "") for name in board.names)}
        self._boards |= {board.node for board in boards_in(f"the {filters.board}", record.boards)[0]} if filters.board else set()
        people = people_in(f"of {filters.person}", record.people)[0] if filters.person else ()
        self._bearings = record.bearings(people) if people else {}
        self._shorts = record.initials(people) if people else {}

    def fits(self, passage: Passage) -> bool:
        """Whether a passage passes all filters."""
        filters, meeting = self._filters, self._record.meeting(passage.document_id)
        if filters.kind and passage.kind != filters.kind and not _holds_kind(self._record, passage, filters.kind):
            return False
        if filters.board and meeting.board not in self._boards:
            return False
        if filters.since and (meeting.date or "") < filters.since.isoformat():
            return False
        if filters.until and (meeting.date or "9999") > filters.until.isoformat():
            return False
        return not filters.person or self._names(passage)

    def _names(self, passage: Passage) -> bool:
        """Whether a passage names the person: in words, in initials, as owner of what it says, or as its speaker."""
        words = self._record.words(passage)
        if f" {fold(self._filters.person or '')} " in f" {fold(words)} {fold(passage.context)} {fold(passage.speaker or '')} ":
            return True
        if any(short in words.split() for short in self._shorts.get(passage.document_id, ())):
            return True
        return any(place.start < passage.end and passage.start < place.end for place in self._bearings.get(passage.document_id, ()))


def _holds_kind(record: Record, passage: Passage, kind: str) -> bool:
    """Whether a passage of another kind holds a decision or action: a limb with its owner beside it is both."""
    wanted = {PassageKind.DECISION.value: Kind.DECISION, PassageKind.ACTION.value: Kind.ACTION}.get(kind)
    return any(mention.kind == wanted and mention.start < passage.end and passage.start < mention.end for mention in record.settled(passage.document_id))


# Copies


def distinct(record: Record, hits: Sequence[Hit], limit: int) -> list[tuple[Hit, tuple[str, ...]]]:
    """The best passages with what twins and the same speech repeat taken out, and the other files that hold them.

    The same words in two meetings are two facts; in two files of one meeting they are copies.
    """
    hits = _worth_quoting(record, _one_of_each_speech(hits)[: limit * _POOL])
    twins = record.twins({hit.passage.document_id for hit in hits})
    order = {document: at for group in twins.values() for at, document in enumerate(group.documents)}
    kept: dict[str, list[tuple[str, str]]] = {}  # meeting -> (passage, words) of what is kept
    best: dict[str, Hit] = {}
    score: dict[str, float] = {}
    copies: dict[str, set[str]] = {}
    for hit in sorted(hits, key=lambda hit: order.get(hit.passage.document_id, 0)):
        document = hit.passage.document_id
        group = twins[document].preferred if document in twins else document
        words = record.words(hit.passage)
        same = counterpart(words, [(passage, theirs) for passage, theirs in kept.get(group, ()) if best[passage].passage.document_id != document])
        if same:
            copies[same].add(record.document(document).path)
            score[same] = max(score[same], hit.score)
            continue
        best[hit.passage.id], score[hit.passage.id], copies[hit.passage.id] = hit, hit.score, set()
        kept.setdefault(group, []).append((hit.passage.id, words))
    chosen = sorted(best.values(), key=lambda hit: (-score[hit.passage.id], hit.number))
    return [(hit, tuple(sorted(copies[hit.passage.id]))) for hit in chosen[:limit]]


def _one_of_each_speech(hits: Sequence[Hit]) -> list[Hit]:
    """Of what a speaker says at one go the passage that answers best; the others would say it again."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for hit in hits:
        speech = (hit.passage.document_id, hit.passage.line)
        if hit.passage.speaker and speech in seen:
            continue
        seen.add(speech)
        kept.append(hit)
    return kept


def _worth_quoting(record: Record, hits: Sequence[Hit]) -> list[Hit]:
    """Without what says nothing by itself: a label ("ACTIONS:"), and a heading when better words under it are there already."""
    items: set[tuple[str, str, str]] = set()
    kept = []
    for hit in hits:
        passage = hit.passage
        item = (passage.document_id, passage.item, passage.item_title)
        words = record.words(passage)
        label = words.rstrip().endswith(":") and len(words.split()) <= _A_LABEL
        if not label and not (passage.kind == PassageKind.HEADING and item in items):
            kept.append(hit)
            items.add(item)
    return kept


# Results


def _results(record: Record, asked: Asking, hits: Sequence[tuple[Hit, tuple[str, ...]]], embedder: Embedder) -> list[Result]:
    """What each passage quotes, in their order."""
    question = asked.question
    spans = quotes(record, [hit.passage for hit, _ in hits], question.text, question.aim, asked.rarity, embedder)
    return [_result(record, hit, copies, span) for (hit, copies), span in zip(hits, spans, strict=True)]


def _result(record: Record, hit: Hit, copies: tuple[str, ...], span: tuple[int, int]) -> Result:
    passage, (start, end) = hit.passage, span
    document, meeting = record.document(passage.document_id), record.meeting(passage.document_id)
    settled = [mention for mention in record.settled(document.id) if mention.start < end and start < mention.end]
    action = next((mention for mention in settled if mention.kind == Kind.ACTION), None)
    owners, due = record.commitment(action.id) if action else ((), None)
    return Result(
        id=passage.id,
        document=document.path,
        document_id=document.id,
        meeting=meeting.id or None,
        board=meeting.label,
        date=meeting.date,
        item=passage.item,
        item_title=passage.item_title,
        kind=_kind(passage, settled),
        text=document.text[start:end],
        start=start,
        end=end,
        passage_start=passage.start,
        passage_end=passage.end,
        page=document.page_of(start),
        line=document.line_of(start),
        scanned=document.is_scanned(start),
        speaker=passage.speaker,
        score=hit.score,
        why=hit.why,
        copies=copies,
        owners=owners,
        due=due,
    )


def _kind(passage: Passage, settled: Sequence[Mention]) -> str:
    """What the quote is; a passage may hold a decision beside the sentences that are quoted."""
    if passage.kind in {PassageKind.DECISION, PassageKind.ACTION} and not settled:
        return PassageKind.DISCUSSION.value
    return passage.kind


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


def arranged(answer: Answer) -> list[tuple[str, list[Result]]]:
    """Results as people read them: a trail by date, side by side by board, or what was decided, is to be done and was said."""
    question, results = answer.question, answer.results
    if question.over_time:
        dated = sorted((result for result in results if result.date), key=lambda result: (str(result.date), result.document, result.start))
        days = [(day, [result for result in dated if result.date == day]) for day in dict.fromkeys(str(result.date) for result in dated)]
        undated = [result for result in results if not result.date]
        return days + ([("Without a date", undated)] if undated else [])
    if question.across:
        boards = dict.fromkeys(result.board or "No board" for result in results)
        return [(board, [result for result in results if (result.board or "No board") == board]) for board in boards]
    return grouped(results)
