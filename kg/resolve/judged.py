"""From clusters to judgements: each mention is joined by one row that says why, and each open or broken pair has its own."""

from collections.abc import Sequence

from kg.model import Judgement
from kg.resolve.clusters import Clusters, Scored
from kg.resolve.records import Bearer
from kg.resolve.weights import probability


def judgements_of(units: Sequence[Sequence[Bearer]], pairs: Sequence[Scored], outcome: tuple[Clusters, list[Scored], list[Scored]], within: str) -> list[Judgement]:
    """Rows by rule: mentions of one unit with its least one, pairs of units that were joined, pairs in doubt, pairs known to be two.

    `within` is the sign by which the mentions of a unit are one.
    """
    _, joined, in_doubt = outcome
    least = [members[0].id for members in units]
    rows = [Judgement(members[0].id, other.id, "positive", 1.0, {within: 1.0}, "rule") for members in units for other in members[1:]]
    rows += [_row(least, pair, "positive") for pair in joined]
    rows += [_row(least, pair, "unsure") for pair in in_doubt]
    rows += [_row(least, pair, "negative") for pair in pairs if pair.apart]
    return rows


def _row(least: Sequence[str], pair: Scored, verdict: str) -> Judgement:
    left, right = sorted((least[pair.left], least[pair.right]))
    if pair.apart:
        return Judgement(left, right, verdict, 1.0, {pair.apart: 1.0}, "rule")
    return Judgement(left, right, verdict, probability(pair.score), dict(pair.features), "rule")
