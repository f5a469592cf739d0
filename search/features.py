"""What speaks for a passage: named parts, each about 0 to 1, that a score is made of."""

import math
from calendar import month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import Passage
from kg.stems import Stems, stem, stems
from kg.vocabulary import DocumentKind, PassageKind, Predicate
from search.cues import tells_figure, tells_part
from search.embed import frequency_ranks
from search.question import Aim, Question, Term
from search.record import Bearing, Record, touching
from search.wording import holds

Features = dict[str, float]

#: Ranks of English words by frequency: up to the first they say little of a subject, from the second on all.
_COMMON_RANK, _RARE_RANK, _LEAST_TELLING = 150, 11000, 0.2

#: How well a kind of passage suits an aim: what was agreed is often printed as an action.
_SUITS: dict[tuple[Aim, PassageKind], float] = {
    (Aim.DECISION, PassageKind.DECISION): 1.0,
    (Aim.DECISION, PassageKind.ACTION): 0.7,
    (Aim.ACTION, PassageKind.ACTION): 1.0,
    (Aim.ACTION, PassageKind.DECISION): 0.4,
    (Aim.PERSON, PassageKind.ATTENDANCE): 1.0,
    (Aim.PERSON, PassageKind.HEADER): 0.6,
    (Aim.DISCUSSION, PassageKind.DISCUSSION): 0.6,
    (Aim.DISCUSSION, PassageKind.DECISION): 0.3,
}
_SUITS_ANYWAY = 0.2  # of that, where a passage holds nothing of the question
_BY_HEADING = 0.5  # of that, for what only the headings above it hold
_A_NAME = 6.0  # what the people asked for weigh among the terms: as a rare word does


@dataclass(frozen=True, slots=True)
class Signals:
    """How near a passage is by words and by meaning."""

    meaning: float = 0.0  # cosine of the passage in its context


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with what the record says of its people and of how rare its terms are."""

    question: Question
    rarity: Mapping[Term, float]
    bearings: Mapping[str, Sequence[Bearing]]
    shorts: Mapping[str, frozenset[str]]  # document -> how it shortens the people's names


def rarity_of(record: Record, question: Question) -> dict[Term, float]:
    """What each term weighs: how rare it is in the record, in any of its wordings, ln(1 + N / (1 + n)), and in English.

    "Among" may be rare in minutes and tells nothing; "quorum" does.
    """
    total = record.store.count_passages()
    return {term: telling(term.words) * math.log(1 + total / (1 + (record.store.count_words(term.expression) if term.expression else 0))) for term in question.terms}


def telling(words: str) -> float:
    """How much some words tell of a subject, 0.2 to 1: by the rarest of them in English."""
    ranks = frequency_ranks()
    rarest = max((ranks.get(word.removesuffix("'s"), _RARE_RANK) for word in words.split()), default=_RARE_RANK)
    share = (math.log(max(rarest, _COMMON_RANK)) - math.log(_COMMON_RANK)) / (math.log(_RARE_RANK) - math.log(_COMMON_RANK))
    return _LEAST_TELLING + (1 - _LEAST_TELLING) * min(1.0, share)


def asking(record: Record, question: Question) -> Asking:
    """What ranking needs to know of a question."""
    people = question.people
    return Asking(question, rarity_of(record, question), record.bearings(people) if people else {}, record.initials(people) if people else {})


def held_of(term: Term, words: Stems) -> float:
    """How far a passage holds a term, 0 to 1: the best of its wordings; of a phrase that is not whole, the share of its words, at half."""
    best = 0.0
    among = frozenset(words)
    for wording in term.wordings:
        wanted = stems(wording.words)
        if wording.worth > best and wanted and among.issuperset(wanted) and holds(words, wanted):
            best = wording.worth
    own = [each for each in stems(term.words) if len(each) > 2]
    if len(own) > 1 and best < 1.0:
        best = max(best, 0.5 * sum(each in among for each in own) / len(own))
    return best


def covered(rarity: Mapping[Term, float], words: Stems) -> float:
    """The share of a question's terms, the rarer the weightier, that some words hold."""
    total = sum(rarity.values())
    return sum(weight * held_of(term, words) for term, weight in rarity.items()) / total if total else 0.0


def features_of(record: Record, asked: Asking, passages: Mapping[int, Passage], signals: Mapping[int, Signals]) -> dict[int, Features]:
    """The features of candidates; `passages` may hold more, those that stand beside them."""
    about = {number for number, passage in passages.items() if asked.question.people and _tells_of_people(record, asked, passage)}
    own = {number: _covered(asked, record.stems(passage), number in about) for number, passage in passages.items()}
    return {number: _features(record, asked, passages, number, signals[number], own, number in about) for number in signals}


def _covered(asked: Asking, words: Stems, about_people: bool) -> float:
    """The share of a question that some words hold: of its terms, and of the people it names."""
    if not asked.question.people:
        return covered(asked.rarity, words)
    total = sum(asked.rarity.values())
    return (total * covered(asked.rarity, words) + _A_NAME * about_people) / (total + _A_NAME)


def _features(record: Record, asked: Asking, passages: Mapping[int, Passage], number: int, signal: Signals, own: Mapping[int, float], about_people: bool) -> Features:
    question, passage = asked.question, passages[number]
    whole = _covered(asked, record.searched(passage), about_people)
    held = own[number] + _BY_HEADING * (whole - own[number]) if asked.rarity or question.people else 1.0
    beside = [(distance, own[at]) for at in range(number - 2, number + 3) if at in own for distance in (abs(at - number),) if distance and _together(passages[at], passage)]
    return {
        "meaning": signal.meaning,
        "own words": own[number],
        "headings": whole - own[number],
        "beside": max((max(0.0, value - own[number]) / distance for distance, value in beside), default=0.0),
        **_place_features(record, question, passage),
        **_kind_features(question, passage, record.document(passage.document_id).kind, held),
        "part": float(question.part is not None and (record.tells_part(passage, question.part) or tells_part(question.part, record.words(passage)))),
        "figure": float(tells_figure(question.text, record.words(passage))),
        "owner": float(bool(question.people) and Predicate.ASSIGNED_TO in _said_of(asked, passage)),
        "names a paper": float(question.aim is Aim.PAPER and (bool(_PAPER_STEMS & set(record.stems(passage))) or record.tells_of_paper(passage))),
        "short": float(len(record.stems(passage)) < 5),
    }


def _together(one: Passage, other: Passage) -> bool:
    return one.document_id == other.document_id and one.item_title == other.item_title


def _place_features(record: Record, question: Question, passage: Passage) -> Features:
    """Board and date."""
    meeting = record.meeting(passage.document_id)
    period = question.period
    named = bool(question.boards)
    dated = bool(period.since or period.until) and meeting.date is not None
    inside = dated and _within(question, str(meeting.date))
    due = next((day for start, end, day in record.dues.get(passage.document_id, ()) if start < passage.end and passage.start < end), None) if dated else None
    asked_due = question.aim is Aim.ACTION and due is not None and _within(question, due)
    return {
        "other board": float(named and meeting.board not in {board.node for board in question.boards}),
        "other date": float(dated and not inside and not asked_due and not _names_time(question, record.stems(passage))),
        "due": float(asked_due),
    }


def _names_time(question: Question, words: Stems) -> bool:
    """Whether a passage names a month or year that is asked for, whenever its meeting was."""
    since, until = question.since, question.until
    if not since or not until or (until - since).days > 366:
        return False
    months = {stem(month_name[month].lower()) for month in range(1, 13) if since <= date(since.year, month, 28) <= until or (month == since.month)}
    return str(since.year) in words and bool(months & set(words))


def _within(question: Question, when: str) -> bool:
    after = question.since is None or when >= question.since.isoformat()
    return after and (question.until is None or when <= question.until.isoformat())


def _kind_features(question: Question, passage: Passage, document_kind: str, held: float) -> Features:
    """What kind of words a passage is; that it suits counts the more, the more of the question it holds."""
    kind = PassageKind(passage.kind)
    suits = _SUITS.get((question.aim, kind), 0.0) if question.aim else 0.0
    return {
        "kind": suits * (_SUITS_ANYWAY + (1 - _SUITS_ANYWAY) * held),
        "heading": float(kind is PassageKind.HEADING),
        "attendance": float(kind in {PassageKind.ATTENDANCE, PassageKind.HEADER} and question.aim is not Aim.PERSON),
        "paper": float(document_kind in {DocumentKind.PAPER, DocumentKind.OTHER}),
    }


_PAPER_STEMS = frozenset(stem(word) for word in ("paper", "report", "presentation", "note", "strategy", "guidance", "draft", "document"))
_CAME = frozenset({Predicate.ATTENDED, Predicate.CHAIRED})


def _tells_of_people(record: Record, asked: Asking, passage: Passage) -> bool:
    """Whether a passage is about somebody who is asked for: their name, initials, words, task, or presence where that is asked for."""
    question = asked.question
    said = _said_of(asked, passage)
    if said - _CAME or (said and question.aim is Aim.PERSON):
        return True
    text, words = record.words(passage), record.stems(passage)
    names = [name for person in question.people for name in person.names]
    if any(holds(words, tuple(stem(word) for word in name.split())) for name in names):
        return True
    if any(f" {each} " in f" {_spaced(text)} " for each in asked.shorts.get(passage.document_id, ())):
        return True
    return bool(passage.speaker) and any(set(stems(name)) <= set(stems(passage.speaker or "")) for name in names)


def _said_of(asked: Asking, passage: Passage) -> set[str]:
    """What statements that touch a passage say of the people who are asked for."""
    return touching(asked.bearings.get(passage.document_id, ()), passage)


def _spaced(text: str) -> str:
    return "".join(char if char.isalnum() else " " for char in text)
