"""Bringing identity up to date: what a change of the store touches is judged anew, the rest stays as it is.

Names that share a key, or that one mention bears, form components; what is judged in one component depends on nothing
outside it. So the judgements are the same whether documents came one by one, in any order, or all at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from kg.model import Judgement, content_id
from kg.resolve.bodies import judge_bodies
from kg.resolve.papers import judge_papers
from kg.resolve.people import judge_people
from kg.resolve.records import Bearer, Told
from kg.shared_data import tables
from kg.store import Store

_MOST = 5000  # touched names, from which on all are judged anew


def bring_up_to_date(store: Store) -> int:
    """Judge anew all mentions that a change touched. Returns how many that were."""
    version = resolver_version()
    everything = store.identity.resolver != version
    if everything:
        store.identity.rename_all()
    touched = store.identity.touched()
    if not touched:
        return 0
    told = store.identity.told()
    judged: dict[str, tuple[list[str], list[Judgement]]] = {}
    for realm, names in sorted(touched.items()):
        within = None if everything or len(names) > _MOST else store.identity.reach(realm, names)
        judged[realm] = _judge_realm(store, realm, within, told)
    store.identity.replace(judged, version)
    return sum(len(mentions) for mentions, _ in judged.values())


def _judge_realm(store: Store, realm: str, within: set[str] | None, told: Sequence[Told]) -> tuple[list[str], list[Judgement]]:
    """(mentions judged, judgements) of all names of a realm, or of those given."""
    bearing = list(store.identity.bearing(realm, within))
    mentions = sorted({mention for mention, _ in bearing})
    bearers = {bearer.id: bearer for bearer in store.identity.bearers(realm, mentions)}
    judge = {"person": judge_people, "body": judge_bodies, "paper": judge_papers, "topic": _judge_topics}[realm]
    about: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        about[each.left].append(each)
    judgements = []
    for component in _components(store.identity.keys(realm, within), bearing):
        members = [bearers[mention] for mention in component]
        if len(members) > 1:
            judgements += judge(members, [each for mention in component for each in about.get(mention, ())])
    return mentions, judgements


def _components(keys: Iterable[tuple[str, str]], bearing: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Mentions that are compared with each other, directly or through others, sorted."""
    leader: dict[str, str] = {}

    def find(node: str) -> str:
        leader.setdefault(node, node)
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for name, key in keys:
        leader[find(f"name {name}")] = find(f"key {key}")
    mentions = set()
    for mention, name in bearing:
        mentions.add(mention)
        leader[find(f"mention {mention}")] = find(f"name {name}")
    found: dict[str, list[str]] = defaultdict(list)
    for mention in sorted(mentions):
        found[find(f"mention {mention}")].append(mention)
    return sorted(found.values())


def _judge_topics(bearers: Iterable[Bearer], told: Sequence[Told]) -> list[Judgement]:
    """Terms of the glossary with the same meaning are one; a component of topics has one name."""
    least, *others = sorted(bearers, key=lambda bearer: bearer.id)
    return [Judgement(least.id, other.id, "positive", 1.0, {"same meaning": 1.0}, "rule") for other in others]


@cache
def resolver_version() -> str:
    """A hash of the rules' own source: when it changes, all is judged anew."""
    package = Path(__file__).parent
    beside = [package.parent / name for name in ("names.py", "forenames.py", "gazetteer.py", "model.py", "store/identity.py")]
    return content_id(*(file.read_text("utf-8") for file in [*sorted(package.glob("*.py")), *beside, *tables()]))
