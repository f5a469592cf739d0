"""Which mentions of different documents are one thing: explained judgements, never edits.

What stands here merges on equal full names alone. A wrong merge misleads; a missing one only leaves two entries.
"""

from collections import defaultdict
from collections.abc import Iterable

from kg.model import Judgement, Mention, fold
from kg.vocabulary import MERGEABLE, Kind


def judge(mentions: Iterable[Mention]) -> list[Judgement]:
    """Positive judgements by rule, each joining a mention to the least one with the same key."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        key = _key(mention)
        if key:
            groups[mention.kind, key].append(mention)
    judgements: list[Judgement] = []
    for (_, key), members in sorted(groups.items()):
        least, *others = sorted(members, key=lambda mention: mention.id)
        judgements.extend(Judgement(least.id, other.id, "positive", 1.0, {"same name": key}, "rule") for other in others)
    return judgements


def _key(mention: Mention) -> str | None:
    """What mentions of one thing share; None for what may not be merged on its name."""
    words = fold(mention.label).removeprefix("the ")
    if Kind(mention.kind) not in MERGEABLE or not words:
        return None
    if mention.kind == Kind.PERSON:
        names = words.split()
        # A surname or initials alone fit too many people.
        return words if len(names) >= 2 and len(names[0]) > 1 else None
    return words


def live_pairs(by_rule: Iterable[Judgement], by_users: Iterable[Judgement]) -> list[tuple[str, str]]:
    """The pairs that are one: users outrank rules, and a later judgement outranks an earlier one."""
    verdicts: dict[tuple[str, str], str] = {}
    for judgement in [*by_rule, *by_users]:
        left, right = sorted((judgement.left, judgement.right))
        verdicts[left, right] = judgement.verdict
    return [pair for pair, verdict in verdicts.items() if verdict == "positive"]


def best_label(labels: Iterable[str]) -> str:
    """What to call a thing of several wordings: the commonest that is not all capitals, the first in the alphabet of equals."""
    counted = list(labels)
    return min(set(counted), key=lambda label: (label.isupper(), -counted.count(label), label))
