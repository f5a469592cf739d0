"""Whether the best passages answer at all: what of the question they hold, and what of it they lack.

Fitted, like the weights of ranking, on questions with and without an answer (`python -m benchmarks.ranking`).
"""

import math
import re
from collections.abc import Mapping, Sequence

from search.features import Asking, Features, held_of
from search.rank import Hit
from search.record import Record

_LOOKED_AT = 5  # results
_AMOUNT_ASKED = re.compile(r"\bhow\s+(?:much|many)\b|\bwhat\s+(?:sum|amount|percentage|proportion)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[£$€]\s?\d|\b\d[\d,]{2,}\b|\d\s?%|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|dozen)\s+(?:million|thousand|hundred|per\s+cent|of\s+the|\w+s)\b", re.IGNORECASE
)


def answer_features(record: Record, asked: Asking, hits: Sequence[Hit]) -> Features:
    """What speaks for an answer among the best hits."""
    best = hits[:_LOOKED_AT]
    held = [{term: held_of(term, record.searched(hit.passage)) for term in asked.rarity} for hit in best]
    total = sum(asked.rarity.values())
    covered = [sum(weight * its[term] for term, weight in asked.rarity.items()) / total for its in held] if total else [1.0]
    lacking = [weight * (1 - max(its[term] for its in held)) for term, weight in asked.rarity.items()] if held else []
    amount = bool(_AMOUNT_ASKED.search(asked.question.text)) and not any(_AMOUNT.search(record.words(hit.passage)) for hit in best)
    return {
        "held": max(covered, default=0.0),
        "lacking": max(lacking, default=0.0) / 8,
        "pointed to": max((hit.features["owner"] or hit.features["due"] for hit in best), default=0.0),
        "no amount": float(amount),
        "always": 1.0,
    }


def certainty(features: Features, using: Mapping[str, float]) -> float:
    """How likely the record holds an answer, 0 to 1."""
    return 1 / (1 + math.exp(-sum(value * using.get(name, 0.0) for name, value in features.items())))
