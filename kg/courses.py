"""The life of a decision: taken up again after it was put off, its conditions met or not, superseded where the words say so.

What only shares its words with a later decision is possibly related and no more: nothing inferred is told as recorded.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from kg.graph import Graph
from kg.model import Passage
from kg.places import Place, place_at
from kg.register import Ruling, Task
from kg.reports import Candidate, Later, Weights, fitted
from kg.signs import is_number_cited
from kg.status import status_told, status_word
from kg.vocabulary import Status

_PUT_OFF = frozenset({"deferred", "held over"})
_UNDOES = re.compile(
    r"\b(?:rescind\w*|revok\w*|revers(?:ed|es|ing)|overturn\w*|supersed\w*|set\s+aside|in\s+place\s+of\s+(?:its|the)\s+(?:earlier\s+)?decision|replac(?:ed|es|ing)\s+(?:its|the)\s+(?:earlier\s+)?decision)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(January|February|March|April|May|June|July|August|September|October|November|December)\s+(\d{4})\b")
_ON_CONDITION = re.compile(r"\b(?:subject\s+to|provided\s+that|on\s+condition|so\s+long\s+as)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:now|since|meanwhile|which\s+(?:had|has|was|were))\b", re.IGNORECASE)
_LIKE = 0.5  # of the rare words of a decision, in a later one that undoes it and gives no minute or day


@dataclass(frozen=True, slots=True)
class Following:
    """What came of a decision."""

    what: str  # "taken up again", "condition met", "condition not yet met", "condition not met", "superseded", "possibly related"
    place: Place
    probability: float  # 1 where the words say so
    why: str
    decision: str | None  # the later decision's id


@dataclass(frozen=True, slots=True)
class Course:
    """A decision and what came of it, oldest first."""

    ruling: Ruling
    followings: tuple[Following, ...]


def courses(graph: Graph, passages: Iterable[Passage], rulings: Sequence[Ruling], among: Sequence[Ruling], weights: Weights | None = None) -> list[Course]:
    """What came of some decisions, in their order; `among` are all that may have followed them."""
    weights = weights or fitted()
    later = Later(graph, passages)
    return [Course(ruling, tuple(sorted(_followings(graph, later, ruling, among, weights), key=lambda each: (each.place.date or "", each.what)))) for ruling in rulings]


def course_record(course: Course) -> dict[str, Any]:
    """A decision and what came of it for programs."""
    return asdict(course.ruling) | {"followed_by": [asdict(each) for each in course.followings]}


def _followings(graph: Graph, later: Later, ruling: Ruling, among: Sequence[Ruling], weights: Weights) -> Iterable[Following]:
    undone = [_superseded(ruling, other) for other in among if _undoes(ruling, other)]
    yield from undone
    if ruling.conditions:
        yield from _conditions(graph, later, ruling, weights)
    taken = {each.decision for each in undone}
    for document in later.candidates_by_document(_as_task(ruling, f"{ruling.topic}. {ruling.text}"), weights):
        best = max(document, key=lambda each: each.probability)
        decision = _decided_there(best, document, among)
        if decision is None or decision.id in taken or decision.procedural or best.probability < weights.possible:
            continue
        taken.add(decision.id)
        own = decision.place.board == ruling.place.board and decision.made_by in {None, decision.place.board}
        # A board that puts off a matter comes back to it: less has to speak for that than for a report out of the blue.
        enough = (weights.certain + weights.possible) / 2
        again = ruling.outcome in _PUT_OFF and own and best.probability >= enough and decision.outcome not in _PUT_OFF
        yield Following("taken up again" if again else "possibly related", decision.place, round(best.probability, 3), weights.why(best.signs), decision.id)


def _decided_there(best: Candidate, document: Sequence[Candidate], among: Sequence[Ruling]) -> Ruling | None:
    """The decision that stands in some words, else the one under their item that shares most with what is looked for."""
    near = [each for each in sorted(document, key=lambda each: -each.probability) if each is best or each.words.passage.item == best.words.passage.item]
    return next((ruling for each in near for ruling in among if _stands_in(ruling, each)), None)


def _as_task(ruling: Ruling, words: str) -> Task:
    """A decision as later words are compared with it."""
    return Task(ruling.id, words, (), (), (), None, None, None, ruling.place, ruling.copies)


def _stands_in(ruling: Ruling, candidate: Candidate) -> bool:
    return ruling.place.document_id == candidate.words.passage.document_id and ruling.place.start < candidate.words.end and candidate.words.start < ruling.place.end


def _conditions(graph: Graph, later: Later, ruling: Ruling, weights: Weights) -> Iterable[Following]:
    """What later words tell of the conditions."""
    for candidate in later.candidates(_as_task(ruling, str(ruling.conditions)), weights):
        words = candidate.words
        only_repeated = _ON_CONDITION.search(words.text) and not (status_word(words.text) or _SINCE.search(words.text))
        if candidate.probability < weights.certain or only_repeated:
            continue
        status, _, _ = status_told(words.text)
        place = place_at(graph, graph.documents[words.passage.document_id], words.start, words.end, words.passage.item)
        what = "condition met" if status is Status.COMPLETE else "condition not met" if status in {Status.CARRIED, Status.DROPPED} else "condition not yet met"
        yield Following(what, place, round(candidate.probability, 3), weights.why(candidate.signs), None)


# Superseded


def _undoes(ruling: Ruling, other: Ruling) -> bool:
    """Whether a later decision says that it undoes this one: it gives the minute, the day, or the words of it."""
    if not _UNDOES.search(other.text) or (other.place.date or "") <= (ruling.place.date or "") or ruling.made_on or ruling.procedural:
        return False
    if ruling.place.board not in {other.place.board, other.made_by}:
        return False
    days = {datetime.strptime(" ".join(match.groups()), "%d %B %Y").date().isoformat() for match in _DAY.finditer(other.text)}
    if days and ruling.place.date not in days:
        return False
    numbered = is_number_cited(ruling.place.item, other.text)
    return numbered if numbered is not None else bool(days) and _shares(ruling, other) >= _LIKE


def _shares(ruling: Ruling, other: Ruling) -> float:
    """The share of the words of a decision that another has."""
    own, theirs = (set(re.findall(r"[a-z]{4,}", each.text.lower())) for each in (ruling, other))
    return len(own & theirs) / max(len(own), 1)


def _superseded(ruling: Ruling, other: Ruling) -> Following:
    told = _UNDOES.search(other.text)
    return Following("superseded", other.place, 1.0, f"“{told.group()}”: the words say so" if told else "", other.id)
