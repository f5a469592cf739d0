"""Why a thing is one: its mentions, each with its wording, its place and what joined it to the others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.graph import Graph
from kg.model import Judgement
from kg.places import Place, place_at
from kg.resolve.weights import probability
from kg.vocabulary import Predicate


@dataclass(frozen=True, slots=True)
class Joined:
    """One mention of a thing, and why it is held to be the same as the others."""

    id: str  # of the mention
    wordings: tuple[str, ...]  # as printed in its document
    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another thing that might be taken for this one."""

    id: str  # node
    label: str
    verdict: str  # "negative" or "unsure"
    why: str


@dataclass(frozen=True, slots=True)
class Identity:
    """All that is known of a thing's being one."""

    mentions: tuple[Joined, ...]
    others: tuple[Related, ...]


def identity_of(graph: Graph, judgements: Sequence[Judgement], node: str) -> Identity:
    """The mentions of a node with the judgement that joined each, and the things told from it or not quite."""
    members = list(graph.nx.nodes[graph.canonical[node]]["members"])
    inside = set(members)
    about: dict[str, list[Judgement]] = defaultdict(list)
    for each in judgements:
        for end in {each.left, each.right} & inside:
            about[end].append(each)
    mentions = [Joined(member, wordings_of(graph, member), place_of_mention(graph, member), _why(graph, member, about[member])) for member in members]
    mentions.sort(key=lambda each: (each.place.date or "", each.place.document, each.place.start))
    return Identity(tuple(mentions), tuple(_others(graph, inside, about)))


def wordings_of(graph: Graph, member: str) -> tuple[str, ...]:
    """How a document calls one mention: its label and what is printed where it is named."""
    node = graph.canonical[member]
    printed = [graph.mentions[member].label]
    for statement in graph.sorted([key for _, _, key in [*graph.nx.in_edges(node, keys=True), *graph.nx.out_edges(node, keys=True)]]):
        if (
            member in {statement.subject, statement.object}
            and "as_printed" in statement.qualifiers
            and (statement.predicate != Predicate.ASSIGNED_TO or statement.object == member)
        ):
            printed.append(str(statement.qualifiers["as_printed"]))
    return tuple(dict.fromkeys(" ".join(words.split()) for words in printed))


def place_of_mention(graph: Graph, member: str) -> Place:
    """Where a mention's fullest wording stands."""
    mention = graph.mentions[member]
    return place_at(graph, graph.documents[mention.document_id], mention.start, mention.end, "")


def line_of_mention(graph: Graph, member: str) -> str:
    """The line of its document in which a mention stands, for people."""
    mention = graph.mentions[member]
    text = graph.documents[mention.document_id].text
    start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
    start, end = max(start, mention.start - 120), min(end if end >= 0 else len(text), mention.end + 160)
    return " ".join(text[start:end].split())


def _why(graph: Graph, member: str, judgements: Iterable[Judgement]) -> str:
    """The strongest reason for which a mention belongs to its node."""
    positive = [each for each in judgements if each.verdict == "positive" and graph.canonical.get(each.left) == graph.canonical.get(each.right)]
    # What joined it to another name or board tells more than that it stands with its own.
    best = max(positive, key=lambda each: (each.by != "rule", len(each.features), each.score, each.left, each.right), default=None)
    if best:
        return told(best)
    alone = len(graph.nx.nodes[graph.canonical[member]]["members"]) == 1
    return "the only mention" if alone else "its document is a copy of another's text, or records the same meeting"


def told(judgement: Judgement) -> str:
    """A judgement in words: who or what signs, with their worth, and how sure."""
    if judgement.by != "rule":
        return f"{judgement.by} said so"
    if len(judgement.features) == 1 and judgement.score == 1.0:
        return next(iter(judgement.features))
    signs = ", ".join(f"{sign} {worth:+g}" for sign, worth in judgement.features.items())
    return f"{signs} ({probability(sum(judgement.features.values())):.1%})"


def _others(graph: Graph, inside: set[str], about: dict[str, list[Judgement]]) -> list[Related]:
    found: dict[str, Related] = {}
    for each in sorted(
        {id(judgement): judgement for judgements in about.values() for judgement in judgements}.values(), key=lambda each: (each.by == "rule", each.left, each.right)
    ):
        far = each.right if each.left in inside else each.left
        if far in inside or far not in graph.canonical or each.verdict == "positive":
            continue
        node = graph.canonical[far]
        found.setdefault(node, Related(node, graph.label(node), each.verdict, told(each)))
    return sorted(found.values(), key=lambda each: (each.verdict, each.label, each.id))
