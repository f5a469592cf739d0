"""Fusing and re-ranking: every part of a score has a name and can be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Passage, fold
from kg.vocabulary import PassageKind
from search.question import Question

#: Reciprocal-rank fusion (Cormack, Clarke, Büttcher 2009): 1 / (K + rank); K as in the paper.
K = 60
#: How much each part counts, as a factor of the score of a first place in one list (1 / (K + 1)).
WEIGHTS = {
    "words": 1.0,
    "meaning": 1.0,
    "own words": 1.6,  # share of the question's content words in the passage itself
    "headings": 0.7,  # share of them that only its headings and stem hold
    "neighbour": 1.1,  # it follows a passage that holds them all
    "kind": 0.9,  # it is of the kind that the question asks for
    "person": 0.6,
    "board": 0.3,
    "date": 0.8,
    "heading": -0.6,
    "attendance": -0.5,
    "margin": -0.8,
}
#: How well a kind of passage suits a question for another kind: what was agreed is often printed as an action.
_SUITS = {
    (PassageKind.DECISION, PassageKind.DECISION): 1.0,
    (PassageKind.DECISION, PassageKind.ACTION): 0.7,
    (PassageKind.ACTION, PassageKind.ACTION): 1.0,
    (PassageKind.ACTION, PassageKind.DECISION): 0.4,
    (PassageKind.ATTENDANCE, PassageKind.ATTENDANCE): 3.0,
    (PassageKind.ATTENDANCE, PassageKind.HEADER): 3.0,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score and the parts that make it up."""

    number: int
    passage: Passage
    score: float
    why: dict[str, float]
    cosine: float  # nearness in meaning, 0 where the passage is not among the nearest
    coverage: float  # share of the question's content words, weighted by rarity, that the passage and its headings hold


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a candidate besides its place."""

    text: str
    board: str | None
    date: str | None


def fuse(
    question: Question,
    passages: Mapping[int, Passage],
    words: Sequence[tuple[int, float]],
    meaning: Sequence[tuple[int, float]],
    evidence: Mapping[int, Evidence],
    rarity: Mapping[str, float],
) -> list[Hit]:
    """Order candidates by the weighted sum of their parts, best first; ties by place in the record.

    `passages` holds the candidates of `words` and `meaning` and the passages beside them; of the latter only those stay
    that a strong candidate lends something to.
    """
    word_rank = {number: rank for rank, (number, _) in enumerate(words, start=1)}
    meaning_rank = {number: rank for rank, (number, _) in enumerate(meaning, start=1)}
    cosines = dict(meaning)
    own = {number: covered(question, evidence[number].text, rarity) for number in passages}
    whole = {number: covered(question, f"{evidence[number].text}\n{passage.context}", rarity) for number, passage in passages.items()}
    hits = []
    for number, passage in passages.items():
        parts = {
            "words": _reciprocal(word_rank.get(number)),
            "meaning": _reciprocal(meaning_rank.get(number)),
            "own words": own[number],
            "headings": whole[number] - own[number],
            "neighbour": _lent(number, passages, own),
            **_features(question, passage, evidence[number]),
        }
        # A decision that speaks of the thing itself suits better than one under the same heading.
        parts["kind"] *= 0.4 + 0.6 * own[number]
        if number not in word_rank and number not in meaning_rank and not parts["neighbour"]:
            continue
        why = {name: round(value * WEIGHTS[name], 3) for name, value in parts.items() if value}
        hits.append(Hit(number, passage, round(sum(why.values()), 3), why, cosines.get(number, 0.0), whole[number]))
    return sorted(hits, key=lambda hit: (-hit.score, hit.number))


def _reciprocal(rank: int | None) -> float:
    """1 for the first place, falling slowly."""
    return (K + 1) / (K + rank) if rank else 0.0


def _lent(number: int, passages: Mapping[int, Passage], own: Mapping[int, float]) -> float:
    """What the passages beside this one lend it: they hold nearly all of the question's words, under the same heading.

    What follows such a passage goes on about it without naming it again; what stands before it leads up to it, less
    surely. Numbers follow the order of the text. A passage that holds the words itself needs nothing lent.
    """
    passage = passages[number]
    lent = 0.0
    for other, share in ((number - 1, 1.0), (number + 1, 0.5)):
        if other not in passages or own[other] < 0.9:
            continue
        beside = passages[other]
        if beside.document_id == passage.document_id and beside.item_title == passage.item_title and not {beside.kind, passage.kind} & _BARE:
            lent = max(lent, share * own[other])
    return max(0.0, lent - own[number])


_BARE = frozenset({PassageKind.HEADING, PassageKind.MARGIN, PassageKind.ATTENDANCE, PassageKind.HEADER})


def _features(question: Question, passage: Passage, evidence: Evidence) -> dict[str, float]:
    """The parts that a candidate has beyond its words."""
    kind = PassageKind(passage.kind)
    suits = _SUITS.get((question.kind, kind), 0.0) if question.kind else 0.0
    bare_attendance = kind in {PassageKind.ATTENDANCE, PassageKind.HEADER} and question.kind is not PassageKind.ATTENDANCE
    searched = f" {fold(evidence.text)} {fold(passage.context)} "
    return {
        "kind": suits,
        "person": float(any(f" {fold(name)} " in searched for name in question.people)),
        "board": float(evidence.board in question.boards),
        "date": float(bool(question.since or question.until) and evidence.date is not None and _within(question, evidence.date)),
        "heading": float(kind is PassageKind.HEADING),
        "attendance": float(bare_attendance),
        "margin": float(kind is PassageKind.MARGIN),
    }


def _within(question: Question, when: str) -> bool:
    after = question.since is None or when >= question.since.isoformat()
    return after and (question.until is None or when <= question.until.isoformat())


def covered(question: Question, words: str, rarity: Mapping[str, float]) -> float:
    """The share of the question's content words, weighted by rarity, that some words hold in any form or wording."""
    if not question.terms:
        return 0.0
    stems = {stem(word) for word in fold(words).split()}
    folded = f" {fold(words)} "
    held = 0.0
    for term in question.terms:
        if stem(term) in stems or any(f" {wording} " in folded or f" {wording}s " in folded for wording in question.expansions.get(term, ())):
            held += rarity[term]
    return held / (sum(rarity[term] for term in question.terms) or 1.0)


def stem(word: str) -> str:
    """A word without its commonest endings; enough to match "chairs" with "chair" and "agreed" with "agree"."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
