"""Which later words report on an action, and how surely.

A report is a sentence or two, or a table row, of a later document of the board. Its signs are weighed by a logistic model
whose weights are fitted by `python -m benchmarks.lives` and lie beside this file; each sign is between 0 and 1 and can be
shown. What words have in common counts by how rare they are among the record's passages (inverse document frequency,
Spärck Jones 1972).
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kg.graph import Graph
from kg.model import Document, Passage, fold
from kg.places import meeting_of
from kg.register import Task
from kg.status import status_alone, status_word
from kg.stems import stem, stems
from kg.vocabulary import DocumentKind, PassageKind, Predicate

_WEIGHTS = Path(__file__).with_name("reports.json")
_LONGEST = 24  # months after which no document is taken to report on an action any more
_LEAST_SHARE = 0.12  # of an action's rare words: with less, words are not looked at
_FRAME = frozenset(
    stem(word)
    for word in """a about above actions action after again agree agreed all also an and any are as ask asked at be been before being between board both but by can chair committee could do does each for forum
    from further had has have he her his how i if in into is it its item meeting meetings member members more must new next no not now of officer officers on once or other our out over panel paper
    report secretariat shall she should so some such than that the their them then there these they this those through to under until up was we were what when where which while who will with within would you""".split()
)
_TOLD = re.compile(
    r"\b(?:presented|introduced|reported|updated?|circulated|sent|provided|confirmed|explained|tabled|gave|produced|drafted|revised|approved|received|thanked|considered|spoke\s+to|outlined|following|"
    r"ha[ds]\s+(?:\w+\s+)?(?:been|now|met|told|written|asked|found|begun|made)|have\s+been|was\s+now|were\s+now|since\s+the|(?:last|previous)\s+meeting|committed\s+to|agreed\s+(?:at|in)|brought|showed|wrote|heard)\b",
    re.IGNORECASE,
)
_BUSINESS = re.compile(r"\bmatters\s+arising\b|\bactions?\b|\bminutes\b|\bnotes\s+of\b|\blast\s+meeting\b|\bwelcome\b|\bopening\b|\bupdates?\b|\bprogress\b", re.IGNORECASE)
_CITED = re.compile(r"\b(?:minutes?|items?|min|actions?|ref|paragraph|para)\.?\s*(?:no\.?\s*)?(?P<number>\d{1,4}(?:[./]\d{1,3})*(?:\s?\([a-z]{1,3}\))*)", re.IGNORECASE)
_FIRST_CELL = re.compile(r"^\s*(?P<number>\d{1,4}(?:[./]\d{1,3})*(?:\s?\([a-z]{1,3}\))*)\.?\t")
_OWN_NUMBER = 20  # from here on an item's number is one of a running count, which no other meeting repeats soon


@dataclass(frozen=True, slots=True)
class Words:
    """Some later words that may report on an action."""

    passage: Passage
    start: int
    end: int
    text: str
    stems: frozenset[str]
    heading: frozenset[str]  # stems of the heading above
    tells: Mapping[str, float]  # the signs that do not depend on the action


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action and the words of one later document that fit it best."""

    action: str
    words: Words
    signs: Mapping[str, float]  # 0..1 each
    probability: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts, and from where on a report is certain or possible."""

    bias: float
    signs: Mapping[str, float]
    certain: float
    possible: float

    def probability(self, signs: Mapping[str, float]) -> float:
        """How likely it is that words with these signs report on the action."""
        return 1 / (1 + math.exp(-self.bias - sum(self.signs.get(name, 0.0) * value for name, value in signs.items())))

    def why(self, signs: Mapping[str, float]) -> str:
        """The signs that counted, the strongest first: "its words 0.83 (+3.1), …"."""
        worth = sorted(((self.signs.get(name, 0.0) * value, name, value) for name, value in signs.items()), key=lambda each: (-abs(each[0]), each[1]))
        return ", ".join(f"{name} {value:.2f} ({share:+.1f})" for share, name, value in worth if abs(share) >= 0.05)


@cache
def fitted() -> Weights:
    """The weights that came with the program."""
    content = json.loads(_WEIGHTS.read_text("utf-8"))
    return Weights(content["bias"], content["signs"], content["certain"], content["possible"])


class Later:
    """The documents of a record, ready to be looked through for reports on actions."""

    def __init__(self, graph: Graph, passages: Iterable[Passage]) -> None:
        self._graph = graph
        kept: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            twins = graph.twins.get(passage.document_id)
            if not passage.exempt and (twins is None or twins.preferred == passage.document_id):
                kept[passage.document_id].append(passage)
        self._passages = kept
        self._when = {document: meeting_of(graph, document) for document in kept}
        self._pieces: dict[str, _Pieces] = {}

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """Stem -> 0..1, 1 for what one passage alone has."""
        counts: Counter[str] = Counter()
        total = 0
        for document, passages in self._passages.items():
            text = self._graph.documents[document].text
            for passage in passages:
                counts.update(set(stems(text[passage.start : passage.end])))
                total += 1
        most = math.log(1 + total / 2)
        return {word: math.log(1 + total / (1 + count)) / most for word, count in counts.items()}

    @cached_property
    def _dated(self) -> list[tuple[str, str]]:
        """(date, document) of what can report on actions, in order."""
        found = [(when, document) for document, (board, when) in self._when.items() if board and when and self._graph.documents[document].kind != DocumentKind.AGENDA]
        return sorted(found)

    @cached_property
    def _one_board(self) -> dict[str, frozenset[str]]:
        """Board -> the names that it had one after the other, where documents tell that it took a new one."""
        boards = {board for board, _ in self._when.values() if board}
        found = {board: {board} for board in boards}
        for statement in self._graph.statements.values():
            if statement.predicate == Predicate.SUCCEEDS and statement.object:
                ends = [{board for board in boards if is_tail(self._graph.label(end), board)} for end in (statement.subject, statement.object)]
                if all(len(each) == 1 for each in ends):
                    whole = set().union(*(found[board] for each in ends for board in each))
                    found |= dict.fromkeys(whole, whole)
        return {board: frozenset(names) for board, names in found.items()}

    def _words_of(self, document: str) -> "_Pieces":
        if document not in self._pieces:
            self._pieces[document] = _Pieces(list(_words_in(self._graph.documents[document], self._passages[document])))
        return self._pieces[document]

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._rarity.get(word, 1.0) for word in words)

    def _around(self, task: Task) -> tuple[str, str]:
        """(words around an action, heading under which it stands)."""
        passage = next((each for each in self._passages.get(task.place.document_id, ()) if each.start <= task.place.start < each.end), None)
        return (self._graph.documents[passage.document_id].text[passage.start : passage.end], passage.item_title) if passage else ("", "")

    def candidates(self, task: Task, weights: Weights) -> list[Candidate]:
        """For each later document of the board that may tell of an action, the words that fit it best; oldest first."""
        return [max(found, key=_order) for found in self.candidates_by_document(task, weights)]

    def candidates_by_document(self, task: Task, weights: Weights) -> list[list[Candidate]]:
        """For each later document of the board, its passages that share enough with an action, each by its fullest words; oldest first, none empty."""
        board, raised = self._when.get(task.place.document_id, (None, None))
        if not board or not raised:
            return []
        asked = _Asked(task, *self._around(task))
        same = self._one_board.get(board, frozenset({board}))
        meetings = sorted(
            {when for when, document in self._dated if self._when[document][0] in same and self._graph.documents[document].kind == DocumentKind.MINUTES and when > raised}
        )
        found = []
        for when, document in self._dated:
            months = _months(raised, when)
            if when <= raised or months > _LONGEST:
                continue
            nth = sum(meeting < when for meeting in meetings)
            other = self._when[document][0] not in same
            about = {
                "next meeting": float(nth == 0),
                "meetings between": min(math.log1p(nth) / math.log1p(8), 1.0),
                "time": math.log1p(months) / math.log1p(_LONGEST),
                "another board": float(other),
            }
            about |= {"paper": float(self._graph.documents[document].kind == DocumentKind.PAPER), "log": float(self._graph.documents[document].kind == DocumentKind.ACTION_LOG)}
            worth = {word: self._rarity.get(word, 1.0) for word in asked.content}
            near = self._words_of(document).sharing(worth, _LEAST_SHARE * (sum(worth.values()) or 1))
            best: dict[str, Candidate] = {}
            for each in (self._compared(asked, words, about, weights) for words in near):
                before = best.get(each.words.passage.id)
                best[each.words.passage.id] = each if before is None else max(before, each, key=_fullness)
            if best:
                found.append(list(best.values()))
        return found

    def _compared(self, asked: "_Asked", words: Words, about: Mapping[str, float], weights: Weights) -> Candidate:
        hit = asked.content & words.stems
        rest = words.stems - _FRAME - asked.owners
        share = self._weight(hit) / (self._weight(asked.content) or 1)
        filled = self._weight(hit) / (self._weight(rest) or 1)
        under = asked.heading & (words.stems | words.heading)
        signs = {
            "its words": share,
            "its words and no others": share * min(filled, 1.0),
            "words around it": self._weight(asked.around & words.stems) / (self._weight(asked.around) or 1),
            "rarest word": max((self._rarity.get(word, 1.0) for word in hit), default=0.0),
            "number of words": min(len(hit), 10) / 10,
            "owner": asked.owner_in(words),
            "heading": self._weight(under) / (self._weight(asked.heading) or 1),
            "cited": float(asked.is_cited(words, near=bool(about["next meeting"]))),
            **words.tells,
            **about,
        }
        return Candidate(asked.action, words, signs, weights.probability(signs))


class _Asked:
    """An action as later words are compared with it."""

    def __init__(self, task: Task, around: str, heading: str) -> None:
        self.action = task.id
        self.number = _bare(task.place.item)
        names = [name for name in task.owners if name]
        self.owners = frozenset(stems(" ".join(names))) - _FRAME
        self.initials = frozenset("".join(part[0] for part in name.split() if part[0].isupper()) for name in names if len(name.split()) > 1)
        own = frozenset(stems(task.text)) - _FRAME
        self.content = frozenset(word for word in own - self.owners if len(word) > 1) or own
        self.around = frozenset(word for word in stems(around) if len(word) > 1) - _FRAME - self.owners - self.content
        self.heading = frozenset(stems(heading)) - _FRAME

    def owner_in(self, words: Words) -> float:
        """The share of the owners' names that some words have; initials stand for a whole name."""
        if not self.owners:
            return 0.0
        if self.initials & set(re.findall(r"\b[A-Z]{2,4}\b", words.text)):
            return 1.0
        return len(self.owners & words.stems) / len(self.owners)

    def is_cited(self, words: Words, *, near: bool) -> bool:
        """Whether some words, or their heading, give the number of the action's item."""
        if not self.number:
            return False
        first = _FIRST_CELL.match(words.text)
        numbers = [match["number"] for match in _CITED.finditer(f"{words.passage.item_title}\n{words.text}")] + ([first["number"]] if first else [])
        lasting = int(re.match(r"\d*", self.number).group() or 0) >= _OWN_NUMBER  # type: ignore[union-attr]
        return (near or lasting) and any(_bare(each) == self.number for each in numbers)


def is_tail(name: str, whole: str) -> bool:
    """Whether a name is another, or its last words: "Training Sub-Group" of "Elmford Training Sub-Group"."""
    return f" {fold(whole)}".endswith(f" {fold(name)}")


def is_number_cited(number: str, words: str) -> bool | None:
    """Whether some words give the number of an item or minute; None where they give none."""
    numbers = {_bare(match["number"]) for match in _CITED.finditer(words)}
    return _bare(number) in numbers if numbers else None


def _bare(number: str) -> str:
    return re.sub(r"[\s.]+$|\s", "", number.lower())


def _order(candidate: Candidate) -> tuple[float, int]:
    return candidate.probability, -candidate.words.start


def _fullness(candidate: Candidate) -> tuple[float, int]:
    return candidate.signs["its words"] + 0.4 * candidate.signs["its words and no others"], -candidate.words.start


def _months(before: str, after: str) -> int:
    return (int(after[:4]) - int(before[:4])) * 12 + int(after[5:7]) - int(before[5:7])


class _Pieces:
    """The words of one document that can report, found by what they share."""

    def __init__(self, words: Sequence[Words]) -> None:
        self._words = words
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(words):
            for word in each.stems:
                self._having[word].append(at)

    def sharing(self, worth: Mapping[str, float], least: float) -> list[Words]:
        """Those whose shared words are worth that much."""
        shared: Counter[int] = Counter()
        for word, value in worth.items():
            for at in self._having.get(word, ()):
                shared[at] += value  # type: ignore[assignment]
        return [self._words[at] for at, value in sorted(shared.items()) if value >= least]


def _words_in(document: Document, passages: Sequence[Passage]) -> Iterator[Words]:
    """The sentences of a document one by one and two by two, and its table rows."""
    for passage in passages:
        if passage.kind in {PassageKind.HEADING, PassageKind.ATTENDANCE, PassageKind.HEADER}:
            continue
        sentences = list(passage.sentences) or [(passage.start, passage.end)]
        if "\t" in document.text[passage.start : passage.end].strip():
            spans = [(passage.start, passage.end)]
        else:
            spans = [(sentences[at][0], sentences[last][1]) for at in range(len(sentences)) for last in (at, at + 1) if last < len(sentences)]
        heading = frozenset(stems(passage.item_title))
        for start, end in spans:
            text = document.text[start:end]
            yield Words(passage, start, end, text, frozenset(stems(text)), heading, _tells(passage, text))


def _tells(passage: Passage, text: str) -> dict[str, float]:
    """The signs of some words by themselves."""
    row = "\t" in text
    named = bool(status_alone(text) if row else status_word(text))
    return {
        "status": float(named),
        "told": float(bool(_TOLD.search(text))),
        "row": float(row),
        "new task": float(passage.kind == PassageKind.ACTION and not row and not named),
        "decision": float(passage.kind == PassageKind.DECISION),
        "business of actions": float(bool(_BUSINESS.search(passage.item_title))),
    }
