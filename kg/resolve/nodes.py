"""From judgements to nodes: which mentions are one thing. Users outrank rules."""

from collections.abc import Iterable

from kg.resolve.clusters import Clusters
from kg.store import Store


def judged(store: Store, ids: list[str]) -> Clusters:
    """The clusters of mentions, numbered in the order of `ids`, by live judgements: what a user told apart is not joined by any rule."""
    number = {mention: at for at, mention in enumerate(ids)}
    clusters = Clusters(len(ids))
    told = [each for each in store.identity.told() if each.left in number and each.right in number]
    for each in told:
        if each.verdict == "negative":
            clusters.keep_apart(number[each.left], number[each.right])
    for each in told:
        if each.verdict == "positive":
            clusters.join(number[each.left], number[each.right])
    for judgement in store.identity.by_rule():
        if judgement.verdict == "positive" and judgement.left in number and judgement.right in number:
            join(clusters, number[judgement.left], number[judgement.right])
    return clusters


def join(clusters: Clusters, left: int, right: int) -> None:
    """Join two unless something says that they are two."""
    if clusters.may_join(left, right):
        clusters.join(left, right)


def nodes_among(store: Store, mentions: Iterable[str]) -> dict[str, str]:
    """Mention -> the least of those that are the same thing by judgements, among these alone."""
    ids = sorted(mentions)
    clusters = judged(store, ids)
    return {member: ids[min(clusters.members[clusters.cluster[at]])] for at, member in enumerate(ids)}
