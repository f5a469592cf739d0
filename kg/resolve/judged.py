"""From clusters to judgements: each mention is joined by one row that says why, and each open or broken pair has its own."""

from collections.abc import Iterable, Sequence

from kg.model import Judgement
from kg.resolve.clusters import Scored, clustered
from kg.resolve.records import Told, Unit
from kg.resolve.weights import probability


def judged(units: Sequence[Unit], pairs: Sequence[Scored], told: Iterable[Told], within: str, strangers: Iterable[tuple[int, int]] = ()) -> list[Judgement]:
    """Rows by rule: mentions of one unit with its least one, pairs of units that were joined, pairs in doubt, pairs known to be two.

    `within` is the sign by which the mentions of a unit are one; users' judgements and `strangers` bound what is joined.
    """
    at = {member.id: number for number, unit in enumerate(units) for member in unit.members}
    known = [(at[each.left], at[each.right], each.verdict == "positive") for each in told if each.verdict != "unsure" and each.left in at and each.right in at]
    least = [unit.least for unit in units]
    joined, in_doubt = clustered(len(units), pairs, known, least.__getitem__, strangers)[1:]
    rows = [Judgement(unit.least, other.id, "positive", 1.0, {within: 1.0}, "rule") for unit in units for other in unit.members[1:]]
    rows += [_row(least, pair, "positive") for pair in joined]
    rows += [_row(least, pair, "unsure") for pair in in_doubt]
    rows += [_row(least, pair, "negative") for pair in pairs if pair.apart]
    return rows


def _row(least: Sequence[str], pair: Scored, verdict: str) -> Judgement:
    left, right = sorted((least[pair.left], least[pair.right]))
    if pair.apart:
        return Judgement(left, right, verdict, 1.0, {pair.apart: 1.0}, "rule")
    return Judgement(left, right, verdict, probability(pair.score), dict(pair.features), "rule")
