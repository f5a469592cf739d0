"""Ranking: a weighted sum of named features, so that every score can say why.

Two passes. The first scores each candidate by itself; the second adds what the candidates around it bring (those beside it,
the best of its item and of its document), for what answers a question seldom stands alone. The weights are fitted on
questions with known answers (`python -m benchmarks.ranking`) and are few enough to read in weights.json.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from kg.model import Passage
from search.features import Asking, Features, Signals, features_of
from search.record import Record

#: What the candidates around one lend it.
AROUND = ("neighbours", "stretch", "item", "document")
_REACH = 4  # passages on either side that a stretch is made of
_OF_A_BOARD, _OF_A_MEETING, _LAST_TURN = 0.4, 0.5, 10  # what each further passage of one gives way, and up to which
_SHARPNESS = 1.0  # of the first pass: exp(score * sharpness) is what a passage lends


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts, in either pass."""

    first: Mapping[str, float]
    second: Mapping[str, float]
    answered: Mapping[str, float]  # of search.abstain: log odds that there is an answer
    threshold: float  # the least certainty with which something is said


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score and the parts that make it up."""

    number: int
    passage: Passage
    score: float
    why: dict[str, float]
    features: Features  # before weighting


@cache
def weights() -> Weights:
    """The fitted weights that come with the program."""
    told = json.loads(resources.files("search").joinpath("weights.json").read_text("utf-8"))
    return Weights(told["first"], told["second"], told["answered"], told["threshold"])


def rank(record: Record, asked: Asking, passages: Mapping[int, Passage], signals: Mapping[int, Signals], using: Weights) -> list[Hit]:
    """Candidates (those that have signals), best first; ties by place in the record."""
    features = features_of(record, asked, passages, signals)
    first = {number: _sum(its, using.first) for number, its in features.items()}
    lent = around(first, passages)
    hits = []
    for number, its in features.items():
        why = {name: round(value * using.second.get(name, 0.0), 3) for name, value in {**its, **lent[number]}.items()}
        why = {name: value for name, value in why.items() if value}
        hits.append(Hit(number, passages[number], round(sum(why.values()), 3), why, {**its, **lent[number]}))
    return _in_turn(record, asked, sorted(hits, key=_order))


def _order(hit: Hit) -> tuple[float, int]:
    return -hit.score, hit.number


def _in_turn(record: Record, asked: Asking, hits: list[Hit]) -> list[Hit]:
    """Let each board, or each meeting, have its say where several are asked for: what comes later of one gives way."""
    question = asked.question
    if not question.across and not question.over_time:
        return hits
    had: dict[str | None, int] = {}
    turned = []
    for hit in hits:
        meeting = record.meeting(hit.passage.document_id)
        whose = meeting.board if question.across else meeting.date
        place = had[whose] = had.get(whose, 0) + 1
        less = round((_OF_A_BOARD if question.across else _OF_A_MEETING) * min(place - 1, _LAST_TURN), 3)
        turned.append(replace(hit, score=round(hit.score - less, 3), why={**hit.why, "in turn": -less} if less else hit.why))
    return sorted(turned, key=_order)


def _sum(features: Features, using: Mapping[str, float]) -> float:
    return sum(value * using.get(name, 0.0) for name, value in features.items())


def around(scores: Mapping[int, float], passages: Mapping[int, Passage]) -> dict[int, Features]:
    """What the candidates around each one lend it, by their scores in the first pass; numbers follow the order of the text."""
    highest = max(scores.values(), default=0.0)
    lends = {number: math.exp((score - highest) * _SHARPNESS) for number, score in scores.items()}
    items: dict[tuple[str, str, str], list[float]] = {}
    documents: dict[str, list[float]] = {}
    for number, value in lends.items():
        items.setdefault(_item(passages[number]), []).append(value)
        documents.setdefault(passages[number].document_id, []).append(value)
    by_item, by_document = {item: _best(its, 3) for item, its in items.items()}, {document: _best(its, 5) for document, its in documents.items()}
    return {
        number: {
            "neighbours": max(_beside(number, passages, lends, 2), default=0.0),
            "stretch": _stretch(number, passages, lends),
            "item": by_item[_item(passages[number])],
            "document": by_document[passages[number].document_id],
        }
        for number in lends
    }


def _item(passage: Passage) -> tuple[str, str, str]:
    return passage.document_id, passage.item, passage.item_title


def _best(values: list[float], many: int) -> float:
    its = sorted(values, reverse=True)[:many]
    return sum(its) / len(its)


def _beside(number: int, passages: Mapping[int, Passage], lends: Mapping[int, float], reach: int) -> list[float]:
    """What each candidate near another one in its document lends it; the farther, the less."""
    document = passages[number].document_id
    steps = [step for step in range(-reach, reach + 1) if step and number + step in lends and passages[number + step].document_id == document]
    return [lends[number + step] / abs(step) for step in steps]


def _stretch(number: int, passages: Mapping[int, Passage], lends: Mapping[int, float]) -> float:
    """The mean of what stands around, the nearer the weightier: an answer may be a stretch of the text."""
    document = passages[number].document_id
    total = held = 0.0
    for step in range(-_REACH, _REACH + 1):
        if step:
            share = 1 / (1 + abs(step))
            total += share
            held += share * lends[number + step] if number + step in lends and passages[number + step].document_id == document else 0.0
    return held / total
