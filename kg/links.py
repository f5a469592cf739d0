"""How boards are linked: the people, bodies, papers and terms that both have, and what each says of the other.

What is rare links, what everybody names does not: a shared thing counts by how few documents of the record name it (inverse
document frequency, Spärck Jones 1972), times how often the side that has less of it does. Every link has a quote from each side.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import NotFound, WrongUsage
from kg.graph import Graph
from kg.model import Passage, Statement, fold, is_called
from kg.places import Place, meeting_of, place_at, place_of, sentence_around, sentence_of
from kg.register import Task
from kg.reports import Later, fitted
from kg.vocabulary import KIND_PLURALS, Kind, Predicate

_NAMING = frozenset(
    {Predicate.ATTENDED, Predicate.CHAIRED, Predicate.ASSIGNED_TO, Predicate.MENTIONS, Predicate.MEMBER_OF, Predicate.CONSIDERED, Predicate.PRESENTED, Predicate.AUTHORED}
)
_CAME = frozenset({Predicate.ATTENDED, Predicate.CHAIRED})
_AWAY = frozenset({"apologies", "absent"})
_HANDS_OVER = re.compile(
    r"\brefer(?:red|s|ral)?\b|\breport(?:ed|s|ing)?\s+(?:back\s+)?to\b|\bon\s+behalf\s+of\b|\bput\s+to\b|\brais(?:e|ed|ing)\s+(?:\w+\s+){0,4}(?:with|at)\b|\btake[ns]?\s+(?:\w+\s+){0,3}to\b|"
    r"\brecommend(?:ed|s|ation)?\b|\bask(?:ed|s)?\b|\bescalat\w+|\bfeed(?:s|ing)?\s+(?:\w+\s+){0,3}(?:into|back)\b|\bforward(?:ed|s)?\b|\bjoint(?:ly)?\b",
    re.IGNORECASE,
)
HANDED_OVER = "handed over"
SPOKEN_OF = "people of one whom the other names"
_ORDER = [KIND_PLURALS[Kind.PERSON], SPOKEN_OF, *(KIND_PLURALS[kind] for kind in (Kind.PAPER, Kind.BOARD, Kind.ORGANISATION, Kind.TOPIC))]
_MOST_TOUCHED = 10  # shared things that two boards' score is made of


@dataclass(frozen=True, slots=True)
class Side:
    """What one board has of a shared thing."""

    roles: tuple[str, ...]  # of a person at its meetings
    first: str | None  # ISO date
    last: str | None
    documents: int
    place: Place  # the words that say so


@dataclass(frozen=True, slots=True)
class Link:
    """A thing that two boards share."""

    id: str  # node
    kind: str  # in the plural: "people", "organisations"
    name: str
    score: float
    why: str
    here: Side
    there: Side


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where one board's record speaks of the other."""

    kind: str  # "decision reported", "handed over", "named"
    of: str  # the board whose record it is
    place: Place
    answered: str = ""  # of what is handed over: "answered", "possibly answered" or "open"
    answer: Place | None = None  # the words that answer


@dataclass(frozen=True, slots=True)
class Linked:
    """Two boards and all that joins them, people first, the rarest first in each kind."""

    here: str
    there: str
    shared: tuple[Link, ...]
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True)
class Touch:
    """A board that another one touches, and how."""

    board: str
    score: float
    shared: Mapping[str, int]  # kind of thing -> how many
    rarest: tuple[str, ...]  # names


def boards_named(graph: Graph, words: str) -> list[str]:
    """The boards that met whose name holds some words, or has these initials; one board may stand under several printed names.

    Raises NotFound for none, WrongUsage where several different boards fit.
    """
    met = [node for node in graph.nodes_of(Kind.BOARD) if graph.to(node, Predicate.HELD_BY)]
    wanted = fold(words)
    exact = [node for node in met if fold(_name(graph, node)) == wanted]
    found = exact or [node for node in met if is_called(_name(graph, node), words)]
    if not found:
        raise NotFound(f"No board of the record is called {words!r}: it has {'; '.join(sorted({_name(graph, node) for node in met}, key=str.lower)) or 'none'}.")
    shortest = min((fold(_name(graph, node)) for node in found), key=len)
    if not all(fold(_name(graph, node)).startswith(shortest) for node in found):
        raise WrongUsage(f"{words!r} fits several boards: {'; '.join(sorted({_name(graph, node) for node in found}, key=str.lower))}. Give more words of the name.")
    return [node for node in met if fold(_name(graph, node)).startswith(shortest)]


def _name(graph: Graph, node: str) -> str:
    return str(graph.nx.nodes[node]["label"])


# What a record names


@dataclass(frozen=True, slots=True)
class _Naming:
    """All that the documents of the record name, by document."""

    by_document: Mapping[str, Mapping[str, list[Statement]]]  # document -> node -> statements
    documents: Mapping[str, int]  # node -> how many documents name it

    def of(self, documents: Iterable[str]) -> dict[str, list[Statement]]:
        """Node -> what some documents say of it, in their order."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for document in documents:
            for node, statements in self.by_document.get(document, {}).items():
                found[node] += statements
        return found


def _naming(graph: Graph) -> _Naming:
    named: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    shared = {Kind.PERSON, Kind.ORGANISATION, Kind.BOARD, Kind.PAPER}
    for _, _, key, predicate in graph.nx.edges(keys=True, data="predicate"):
        if predicate in _NAMING:
            statement = graph.statements[key]
            for end in {graph.canonical[statement.subject], graph.object_of(statement)}:
                if end and graph.nx.nodes[end]["kind"] in shared:
                    named[statement.document_id][end].append(statement)
    counts: dict[str, int] = defaultdict(int)
    for nodes in named.values():
        for node in nodes:
            counts[node] += 1
    return _Naming(named, counts)


def _documents_of(graph: Graph, boards: Sequence[str]) -> list[str]:
    """The documents that record meetings of a board, oldest first; of twins the one that counts."""
    meetings = [held.subject for board in boards for held in graph.to(board, Predicate.HELD_BY)]
    recorded = [each for meeting in meetings for each in graph.of(meeting, Predicate.RECORDED_IN)]
    documents = dict.fromkeys(each.document_id for each in graph.sorted([each.id for each in recorded]))
    return [document for document in documents if document not in graph.twins or graph.twins[document].preferred == document]


# Two boards


def linked(graph: Graph, here: Sequence[str], there: Sequence[str], called: tuple[str, str] = ("", ""), passages: Iterable[Passage] = ()) -> Linked:
    """All that joins two boards; `called` are other words for them, under which they may be spoken of.

    With `passages` what one hands over to the other is looked for in what either says later.
    """
    naming = _naming(graph)
    ours, theirs = _documents_of(graph, here), _documents_of(graph, there)
    shared = [*_shared_things(graph, naming, ours, theirs, {*here, *there}), *_shared_terms(graph, ours, theirs)]
    crossings = [*_crossings(graph, ours, here, there, called[1]), *_crossings(graph, theirs, there, here, called[0])]
    passages = list(passages)
    if passages:
        crossings = _with_answers(graph, passages, crossings, {_name(graph, board) for board in (*here, *there)})
    return Linked(_name(graph, here[0]), _name(graph, there[0]), tuple(sorted(shared, key=lambda link: (_ORDER.index(link.kind), -link.score, link.name))), tuple(crossings))


def _shared_things(graph: Graph, naming: _Naming, ours: Sequence[str], theirs: Sequence[str], themselves: set[str]) -> Iterable[Link]:
    mine, yours = naming.of(ours), naming.of(theirs)
    for node in sorted(set(mine) & set(yours) - themselves):
        here, there = _side(graph, node, mine[node]), _side(graph, node, yours[node])
        kind = Kind(graph.nx.nodes[node]["kind"])
        told = SPOKEN_OF if kind is Kind.PERSON and not (here.roles and there.roles) else KIND_PLURALS[kind]
        score, why = _rarity(naming.documents[node], len(graph.documents), min(here.documents, there.documents))
        yield Link(node, told, _name(graph, node), score, why, here, there)


def _rarity(documents: int, of: int, least: int) -> tuple[float, str]:
    """How much a shared thing links, and why: rare in the record, and named again and again on both sides."""
    rare = math.log((1 + of) / documents) / math.log(1 + of)
    return round(rare * math.log2(1 + least), 3), f"{documents} of {of} documents name it; at least {least} on each side"


def _side(graph: Graph, node: str, statements: Sequence[Statement]) -> Side:
    days = sorted({day for each in statements if (day := each.event_date)})
    came = [each for each in statements if each.predicate in _CAME and each.qualifiers.get("status") not in _AWAY and graph.canonical[each.subject] == node]
    best = next(iter(came), None) or max(statements, key=lambda each: (bool(each.item), each.predicate != Predicate.MENTIONS, -each.start))
    roles = tuple(sorted({_role(each) for each in came}))
    place = place_of(graph, best) if came else sentence_of(graph, best)
    return Side(roles, days[0] if days else None, days[-1] if days else None, len({each.document_id for each in statements}), place)


def _role(attended: Statement) -> str:
    if attended.predicate == Predicate.CHAIRED:
        return "chair"
    return str(attended.qualifiers.get("role") or attended.qualifiers.get("status") or "present").replace("_", " ")


def _shared_terms(graph: Graph, ours: Sequence[str], theirs: Sequence[str]) -> Iterable[Link]:
    """Terms of the glossary that both sides use, in their long form or abbreviated."""
    known = {fold(mention.label) for mention in graph.mentions.values() if mention.kind in {Kind.PERSON, Kind.ORGANISATION, Kind.BOARD, Kind.PAPER}}
    for node in graph.nodes_of(Kind.TOPIC):
        name = _name(graph, node)
        shorts = {str(each.value) for each in graph.of(node, Predicate.ABBREVIATED) if each.value and len(each.value) > 1}
        if len(name.split()) < 2 or fold(name) in known or not shorts:  # a body or person with an acronym is told as such
            continue
        pattern = re.compile("|".join(rf"\b{re.escape(words)}s?\b" for words in sorted({name, *shorts}, key=len, reverse=True)))
        using = {
            document: match
            for document in graph.documents
            if (match := next((each for each in pattern.finditer(graph.documents[document].text) if not graph.is_exempt(document, each.start())), None))
        }
        here, there = ([document for document in side if document in using] for side in (ours, theirs))
        if here and there:
            score, why = _rarity(len(using), len(graph.documents), min(len(here), len(there)))
            yield Link(node, KIND_PLURALS[Kind.TOPIC], name, score, why, _term_side(graph, here, using), _term_side(graph, there, using))


def _term_side(graph: Graph, documents: Sequence[str], using: Mapping[str, re.Match[str]]) -> Side:
    days = sorted(day for document in documents for recorded in graph.to(document, Predicate.RECORDED_IN) if (day := recorded.event_date))
    first = documents[0]
    start, end = sentence_around(graph.documents[first].text, *using[first].span())
    place = place_at(graph, graph.documents[first], start, end, _item_at(graph, first, start))
    return Side((), days[0] if days else None, days[-1] if days else None, len(documents), place)


def _crossings(graph: Graph, documents: Sequence[str], own: Sequence[str], other: Sequence[str], called: str) -> Iterable[Crossing]:
    """Where the record of one board speaks of the other: decisions that it reports, what goes from one to the other, mere names."""
    name = _name(graph, own[0])
    seen: set[tuple[str, int]] = set()
    said: set[str] = set()
    for made in graph.sorted([made.id for node in other for made in graph.to(node, Predicate.MADE_BY)]):
        if made.document_id in documents:
            place = place_of(graph, graph.of(made.subject, Predicate.OUTCOME)[0])
            seen.add((place.document_id, place.start))
            yield Crossing("decision reported", name, place)
    names = {_name(graph, node) for node in other} | ({called} if len(called.split()) > 1 else set())
    # Names are capitalised: "a crime and justice programme" is not the panel.
    pattern = re.compile("|".join(rf"\b{re.escape(words)}\b" for words in sorted(names, key=len, reverse=True) if words != words.lower()) or r"(?!)")
    for document in documents:
        text = graph.documents[document].text
        for match in pattern.finditer(text):
            start, end = sentence_around(text, *match.span())
            if not graph.is_exempt(document, start) and (document, start) not in seen and fold(text[start:end]) not in said:
                seen.add((document, start))
                said.add(fold(text[start:end]))
                place = place_at(graph, graph.documents[document], start, end, _item_at(graph, document, start))
                yield Crossing(HANDED_OVER if _HANDS_OVER.search(place.text) else "named", name, place)


def _item_at(graph: Graph, document: str, start: int) -> str:
    """The number of the item that a place of a document stands under."""
    before = [each for each in graph.statements.values() if each.document_id == document and each.predicate == Predicate.NUMBER and each.start <= start]
    return str(max(before, key=lambda each: each.start).value) if before else ""


def _with_answers(graph: Graph, passages: Sequence[Passage], crossings: Sequence[Crossing], boards: set[str]) -> list[Crossing]:
    """What is handed over, with what either board says of it later: what reports on it surely answers it, what may do so possibly."""
    later, weights = Later(graph, passages), fitted()
    told = []
    for crossing in crossings:
        if crossing.kind != HANDED_OVER:
            told.append(crossing)
            continue
        # What the boards are called says nothing of the matter.
        matter = re.sub("|".join(sorted(map(re.escape, boards), key=len, reverse=True)), "", crossing.place.text)
        asked = Task(crossing.place.document_id, matter, (), (), (), None, None, None, crossing.place, ())
        found = [each for each in later.candidates(asked, weights) if each.probability >= weights.possible and meeting_of(graph, each.words.passage.document_id)[0] in boards]
        best = max(found, key=lambda each: each.probability, default=None)
        if best is None:
            told.append(replace(crossing, answered="open"))
            continue
        words = best.words
        place = place_at(graph, graph.documents[words.passage.document_id], words.start, words.end, words.passage.item)
        told.append(replace(crossing, answered="answered" if best.probability >= weights.certain else "possibly answered", answer=place))
    return told


# All boards


def touched(graph: Graph, here: Sequence[str]) -> list[Touch]:
    """The boards that a board touches, those with the most and rarest links first."""
    naming, ours = _naming(graph), _documents_of(graph, here)
    found = []
    for other in graph.nodes_of(Kind.BOARD):
        theirs = _documents_of(graph, [other])
        if other in here or not theirs:
            continue
        links = sorted(_shared_things(graph, naming, ours, theirs, {*here, other}), key=lambda link: (-link.score, link.name))
        if links:
            counts: dict[str, int] = defaultdict(int)
            for link in links:
                counts[link.kind] += 1
            found.append(Touch(_name(graph, other), round(sum(link.score for link in links[:_MOST_TOUCHED]), 3), dict(counts), tuple(link.name for link in links[:5])))
    return sorted(found, key=lambda touch: (-touch.score, touch.board))
