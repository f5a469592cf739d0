"""What people do to identity: merge, split, judge a pair, take back, share. Each is one act with its judgements; rules follow."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.errors import NotFound, WrongUsage
from kg.graph import Graph
from kg.model import Judgement
from kg.resolve.names import REALMS
from kg.resolve.update import bring_up_to_date
from kg.store import Store
from kg.store.identity import Act, Bears
from kg.vocabulary import KIND_NAMES, Kind

FORMAT = "boardgraph-judgements/1"


@dataclass(frozen=True, slots=True)
class Pending:
    """Two nodes that a rule takes for one thing, but not surely enough to join them."""

    left: str  # node
    right: str
    left_member: str  # the mentions that the rule compared
    right_member: str
    probability: float
    features: dict[str, float]


def pending(graph: Graph, store: Store) -> list[Pending]:
    """Pairs that wait for a person, the likeliest first; of two nodes the surest pair, and none that a user has judged."""
    told = {tuple(sorted((each.left, each.right))) for each in store.identity.told()}
    judged = {tuple(sorted((graph.canonical[left], graph.canonical[right]))) for left, right in told if left in graph.canonical and right in graph.canonical}
    best: dict[tuple[str, str], Pending] = {}
    for each in store.identity.by_rule():
        if each.verdict != "unsure" or each.left not in graph.canonical or each.right not in graph.canonical:
            continue
        left, right = graph.canonical[each.left], graph.canonical[each.right]
        key = (min(left, right), max(left, right))
        if left != right and key not in judged and (key not in best or each.score > best[key].probability):
            best[key] = Pending(left, right, each.left, each.right, each.score, each.features)
    return sorted(best.values(), key=lambda each: (-each.probability, graph.label(each.left), graph.label(each.right), each.left, each.right))


def merge(graph: Graph, store: Store, left: str, right: str, by: str) -> int:
    """Say that two nodes are one. Returns the act's number. Raises WrongUsage for things of two kinds, NotFound where they are one already."""
    _require_one_realm(graph, left, right)
    if graph.canonical[left] == graph.canonical[right]:
        node = graph.canonical[left]
        raise NotFound(f"{graph.label(left)} and {graph.label(right)} are one already: 'boardgraph show {graph.node(node)['kind']}-{node[:12]} --explain' says why.")
    ones, others = _members(graph, left), _members(graph, right)
    # Each mention is named, so that the merge outlives the file of any one of them.
    rows = [(ones[0], other, "positive") for other in (*ones[1:], *others)]
    return _act(store, "merge", by, f"{graph.label(left)} = {graph.label(right)}", [*rows, *_taken_back(store, ones, others, "negative")])


def split(graph: Graph, store: Store, node: str, keep: Sequence[str], by: str) -> int:
    """Part a node: the mentions to keep are one thing, the others another. Returns the act's number.

    Raises WrongUsage where `keep` is no proper part of it.
    """
    _require_one_realm(graph, node, node)
    members = _members(graph, node)
    kept = [member for member in members if member in set(keep)]
    rest = [member for member in members if member not in set(keep)]
    strange = sorted(set(keep) - set(members))
    if strange:
        raise WrongUsage(f"{strange[0][:12]} is no mention of {graph.label(node)}: 'show --explain' lists its mentions.")
    if not kept or not rest:
        raise WrongUsage(f"{graph.label(node)} cannot be parted so: name some of its mentions to keep, but not all.")
    rows = [(kept[0], other, "positive") for other in kept[1:]] + [(rest[0], other, "positive") for other in rest[1:]]
    rows += [(kept[0], rest[0], "negative"), *_taken_back(store, kept, rest, "positive")]
    return _act(store, "split", by, f"{graph.label(node)}: {len(kept)} mentions kept, {len(rest)} parted", rows)


def judge_pair(graph: Graph, store: Store, pair: Pending, verdict: str, by: str) -> int:
    """Say of a pending pair that it is "positive", "negative" or stays "unsure". Returns the act's number."""
    ones, others = _members(graph, pair.left), _members(graph, pair.right)
    rows = [(pair.left_member, pair.right_member, verdict), *_taken_back(store, ones, others, "negative" if verdict == "positive" else "positive")]
    sign = {"positive": "=", "negative": "≠", "unsure": "?"}[verdict]
    return _act(store, "review", by, f"{graph.label(pair.left)} {sign} {graph.label(pair.right)}", rows)


def undo(store: Store, number: int) -> Act:
    """Take an act back; rules judge anew what it was about."""
    act = store.identity.withdraw(number)
    bring_up_to_date(store)
    return act


def _members(graph: Graph, node: str) -> list[str]:
    return list(graph.nx.nodes[graph.canonical[node]]["members"])


def _require_one_realm(graph: Graph, left: str, right: str) -> None:
    kinds = [Kind(graph.node(each)["kind"]) for each in (left, right)]
    realms = [REALMS.get(kind) for kind in kinds]
    if realms[0] is None or realms[1] is None:
        raise WrongUsage(f"A {KIND_NAMES[kinds[0] if realms[0] is None else kinds[1]]} is never merged with another: only people, organisations, boards, papers and topics are.")
    if realms[0] != realms[1]:
        raise WrongUsage(f"A {KIND_NAMES[kinds[0]]} and a {KIND_NAMES[kinds[1]]} cannot be one thing.")


def _taken_back(store: Store, ones: Iterable[str], others: Iterable[str], verdict: str) -> list[tuple[str, str, str]]:
    """Rows that take back what users said before between two sets of mentions: the last word on a pair counts."""
    left, right = set(ones), set(others)
    said = store.identity.last_words().items()
    return [(one, other, "unsure") for (one, other), its in said if its == verdict and ((one in left and other in right) or (one in right and other in left))]


def _act(store: Store, verb: str, by: str, note: str, rows: Sequence[tuple[str, str, str]]) -> int:
    judgements = [(Judgement(left, right, verdict, 1.0, {"told by": by}, by), store.identity.bears_of(left), store.identity.bears_of(right)) for left, right, verdict in rows]
    number = store.identity.add_act(verb, by, note, judgements)
    bring_up_to_date(store)
    return number


# Sharing


def as_file(store: Store) -> str:
    """All live acts as JSON that another store can take in."""
    acts = {act.number: act for act in store.identity.acts() if not act.withdrawn_on}
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for number, judgement, left, right in store.identity.by_users():
        rows[number].append({"left": {"id": judgement.left, **asdict(left)}, "right": {"id": judgement.right, **asdict(right)}, "verdict": judgement.verdict})
    content = [{"verb": act.verb, "by": act.made_by, "on": act.made_on, "note": act.note, "judgements": rows[number]} for number, act in acts.items()]
    return json.dumps({"format": FORMAT, "acts": content}, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file of judgements."""

    acts: int  # taken in
    known: int  # that said nothing new
    against: int  # that contradict what users of this store said, and were left out
    waiting: int  # judgements on mentions that are not in this store


def take_file(store: Store, content: str) -> Taken:
    """Take in the acts of a file. Judgements on documents that are not here wait for them. Raises WrongUsage for what is no such file."""
    acts = _read(content)
    taken = known = waiting = against = 0
    for act in acts:
        rows = []
        for each in act["judgements"]:
            (left, left_bears), (right, right_bears) = (_end(each[side]) for side in ("left", "right"))
            rows.append(
                (
                    Judgement(store.identity.living(left, left_bears), store.identity.living(right, right_bears), each["verdict"], 1.0, {"told by": act["by"]}, act["by"]),
                    left_bears,
                    right_bears,
                )
            )
        said = store.identity.last_words()
        here = [said.get((min(judgement.left, judgement.right), max(judgement.left, judgement.right))) for judgement, _, _ in rows]
        if all(verdict == judgement.verdict for verdict, (judgement, _, _) in zip(here, rows, strict=True)):
            known += 1
            continue
        if any({verdict, judgement.verdict} == {"positive", "negative"} for verdict, (judgement, _, _) in zip(here, rows, strict=True)):
            against += 1
            continue
        store.identity.add_act(act["verb"], act["by"], act["note"], rows, act["on"])
        taken += 1
        waiting += sum(not (store.identity.is_here(judgement.left) and store.identity.is_here(judgement.right)) for judgement, _, _ in rows)
    bring_up_to_date(store)
    return Taken(taken, known, against, waiting)


def _read(content: str) -> list[dict[str, Any]]:
    wrong = WrongUsage("This is no file of judgements: 'boardgraph entity export' writes one.")
    try:
        given = json.loads(content)
        if given["format"] != FORMAT or not isinstance(given["acts"], list):
            raise wrong
        for act in given["acts"]:
            told = [each["verdict"] in {"positive", "negative", "unsure"} and _is_end(each["left"]) and _is_end(each["right"]) for each in act["judgements"]]
            if not all(told) or not all(isinstance(act[field], str) for field in ("verb", "by", "on", "note")):
                raise wrong
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise wrong from error
    return list(given["acts"])


def _is_end(given: dict[str, str]) -> bool:
    """Whether one side of a judgement names a mention of a kind that can be merged."""
    fields = ("id", "document", "path", "kind", "name", "board", "date")
    return all(isinstance(given[field], str) for field in fields) and given["kind"] in {kind.value for kind in REALMS}


def _end(given: dict[str, str]) -> tuple[str, Bears]:
    return given["id"], Bears(**{field: given[field] for field in ("document", "path", "kind", "name", "board", "date")})
