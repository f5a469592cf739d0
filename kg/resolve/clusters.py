"""Joining units into clusters: the surest pairs first, never against what is known to be two, and never by a guess between several."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg.resolve.weights import SURE, total


@dataclass(frozen=True, slots=True)
class Scored:
    """Two units and what speaks for and against their being one. `apart` says why they cannot be."""

    left: int
    right: int
    features: Mapping[str, float]
    apart: str = ""
    partial: int | None = None  # the one of the two whose name is short and must fit a single cluster

    @property
    def score(self) -> float:
        """Log odds."""
        return total(self.features)


@dataclass(slots=True)
class Clusters:
    """A partition of units 0..n-1 that grows coarser."""

    size: int
    cluster: list[int] = field(init=False)
    members: dict[int, list[int]] = field(init=False)
    apart: dict[int, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.cluster = list(range(self.size))
        self.members = {unit: [unit] for unit in range(self.size)}
        self.apart = defaultdict(set)

    def keep_apart(self, left: int, right: int) -> None:
        """Note that two units are two things."""
        self.apart[left].add(right)
        self.apart[right].add(left)

    def may_join(self, left: int, right: int) -> bool:
        """Whether nothing says that a member of one cluster is not a member of the other."""
        one, other = self.cluster[left], self.cluster[right]
        smaller, larger = sorted((one, other), key=lambda each: len(self.members[each]))
        return not any(self.cluster[enemy] == larger for unit in self.members[smaller] for enemy in self.apart.get(unit, ()))

    def join(self, left: int, right: int) -> None:
        """Make one cluster of two."""
        one, other = sorted((self.cluster[left], self.cluster[right]))
        if one == other:
            return
        for unit in self.members.pop(other):
            self.cluster[unit] = one
            self.members[one].append(unit)


def clustered(
    size: int, pairs: Iterable[Scored], told: Iterable[tuple[int, int, bool]], label: Callable[[int], str], strangers: Iterable[tuple[int, int]] = ()
) -> tuple[Clusters, list[Scored], list[Scored]]:
    """(clusters, the pairs that joined them, the pairs that stay open).

    `told` are the judgements of users: (unit, unit, whether they are one); `strangers` are units that are two things though
    their names were never compared. Whole names are joined by falling score; then each short name joins the one cluster that
    it fits. A unit that fits two which are apart joins neither. `label` orders units of equal scores.
    """
    scored = sorted(pairs, key=lambda pair: (-pair.score, *sorted((label(pair.left), label(pair.right)))))
    clusters = Clusters(size)
    for left, right, one in told:
        if one:
            clusters.join(left, right)
        else:
            clusters.keep_apart(left, right)
    for left, right in strangers:
        clusters.keep_apart(left, right)
    for pair in scored:
        if pair.apart:
            clusters.keep_apart(pair.left, pair.right)
    joined, short = [], []
    sure = _sure_pairs(scored)
    for pair in scored:
        if pair.apart or pair.score < SURE:
            continue
        if pair.partial is not None:
            short.append(pair)
        elif clusters.may_join(pair.left, pair.right) and not _fits_two(clusters, pair, sure):
            clusters.join(pair.left, pair.right)
            joined.append(pair)
    joined += _fitted(clusters, short)
    in_doubt = [pair for pair in scored if not pair.apart and pair.score >= 0 and clusters.cluster[pair.left] != clusters.cluster[pair.right]]
    return clusters, joined, [pair for pair in in_doubt if clusters.may_join(pair.left, pair.right)]


def _sure_pairs(scored: Iterable[Scored]) -> dict[int, list[tuple[int, float]]]:
    """Unit -> (another unit, score) of all pairs that a rule would join."""
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for pair in scored:
        if not pair.apart and pair.score >= SURE:
            found[pair.left].append((pair.right, pair.score))
            found[pair.right].append((pair.left, pair.score))
    return found


def _fits_two(clusters: Clusters, pair: Scored, sure: Mapping[int, list[tuple[int, float]]]) -> bool:
    """Whether one of a pair fits, about as well, something that is apart from the other."""
    return any(
        clusters.cluster[rival] not in {clusters.cluster[pair.left], clusters.cluster[pair.right]} and score > pair.score - SURE and not clusters.may_join(rival, fit)
        for unit, fit in ((pair.left, pair.right), (pair.right, pair.left))
        for rival, score in sure.get(unit, ())
    )


def _fitted(clusters: Clusters, short: Iterable[Scored]) -> list[Scored]:
    """Join each short name to the one cluster that it fits, or that it fits beyond all others."""
    fits: dict[int, list[Scored]] = defaultdict(list)
    for pair in short:
        if pair.partial is not None:
            fits[pair.partial].append(pair)
    joined = []
    for unit, pairs in fits.items():
        best: dict[int, Scored] = {}
        for pair in pairs:
            if clusters.may_join(pair.left, pair.right):
                best.setdefault(clusters.cluster[pair.left if pair.right == unit else pair.right], pair)
        ranked = sorted(best.values(), key=lambda pair: -pair.score)
        if ranked and all(ranked[0].score - other.score >= SURE for other in ranked[1:2]):
            clusters.join(ranked[0].left, ranked[0].right)
            joined.append(ranked[0])
    return joined
