"""Whether the best passages answer at all: what of the question they hold, and what of it they lack.

Fitted, like the weights of ranking, on questions with and without an answer (`python -m benchmarks.ranking`).
"""

import math
import re
from collections.abc import Mapping, Sequence

from search.cues import wants_amount
from search.features import Asking, Features, held_of
from search.rank import Hit
from search.record import Record

_LOOKED_AT = 5  # results
_WHOLE = 0.99  # of the terms
_IS_ASKED = re.compile(r"\?|^\W*(?:who|what|which|when|where|why|how|did|do|does|was|were|is|are|has|have|had|will|would|can|could|should)\b", re.IGNORECASE)
_ELSEWHERE = 0.5  # what the words of another board or time count beside those asked for


def answer_features(record: Record, asked: Asking, hits: Sequence[Hit]) -> Features:
    """What speaks for an answer among the best hits."""
    best = hits[:_LOOKED_AT]
    held = [{term: fits * held_of(term, words) for term in asked.rarity} for hit in best for fits, words in ((_fits(asked, hit), record.searched(hit.passage)),)]
    total = sum(asked.rarity.values())
    rarest = math.log(1 + record.store.count_passages() / 2)  # what a term weighs that one passage holds: records differ in size
    covered = [sum(weight * its[term] for term, weight in asked.rarity.items()) / total for its in held] if total else [1.0]
    lacking = [weight * (1 - max(its[term] for its in held)) for term, weight in asked.rarity.items()] if held else []
    amount = all(wants_amount(asked.question.text, record.words(hit.passage)) for hit in best)
    return {
        "held": max(covered, default=0.0),
        "held in all": max(covered, default=0.0) * total / rarest,
        "lacking": max(lacking, default=0.0) / 8,
        "meaning": max((hit.features["meaning"] for hit in best), default=0.0),
        "pointed to": max((hit.features["owner"] or hit.features["due"] or hit.features["part"] * hit.features["own words"] for hit in best), default=0.0),
        "no amount": float(amount),
        "always": 1.0,
    }


def _fits(asked: Asking, hit: Hit) -> float:
    """How far what a hit holds may answer: another board's words, another time's, or those of nobody with the part that is asked for, less."""
    its = hit.features
    return _ELSEWHERE ** sum((its["other board"], its["other date"], float(asked.question.part is not None and not its["part"])))


def certainty(asked: Asking, features: Features, using: Mapping[str, float]) -> float:
    """How likely the record holds an answer, 0 to 1; bare words that it holds are one."""
    if asked.question.aim is None and not asked.question.people and features["held"] > _WHOLE and not _IS_ASKED.search(asked.question.text):
        return 1.0
    return 1 / (1 + math.exp(-sum(value * using.get(name, 0.0) for name, value in features.items())))
