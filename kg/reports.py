"""Which later words report on an action, and how surely.

A report is a sentence or two, or a table row, of a later document. Its signs (kg/signs.py) are weighed by a logistic
model whose weights are fitted by `python -m benchmarks.lives` and lie beside this file.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from kg.graph import Graph
from kg.later import LaterWords, Words, around
from kg.model import Passage, fold, is_called
from kg.places import meeting_of
from kg.register import Task
from kg.signs import Asked, is_of_a_year, months_between, signs_between
from kg.status import points_to, status_told
from kg.stems import FRAME, stems
from kg.vocabulary import CLOSED, DocumentKind, Kind, Predicate

_WEIGHTS = Path(__file__).with_name("reports.json")
ITS_NUMBER = "its number"  # the sign of a sentence on the action of that number in the last meeting's list, or on the minute that set it and no other
ALL_ACTIONS = "all actions"  # the sign of a sentence that settles all actions of the last meeting
_ALL_PLAINLY = "one sentence for all actions of the last meeting"
_PLAINLY = {
    "its words": "words of the action",
    "worth of words": "words that are rare elsewhere",
    "worth but names": "words that are rare elsewhere",
    "heading": "the same heading",
    "matter around": "the same matter around it",
    "owner": "its owner",
    "label": "a row or title that calls it so",
    "cited": "the number of its item",
    "its minute": "the number of its item",
    "status": "a status",
    "next after a report": "the meeting after an earlier report",
    "business of actions": "a place among earlier actions",
    "promised for that day": "the day it was promised for",
    "came in": "somebody who came",
}
_COUNTS = 0.5  # of the log odds: signs that count less are not told in plain words
_FEW = 4
_LONGEST = 24  # months after which no document is taken to report on an action any more
#: The number with which a line of a list begins, right before the action.
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t]*(?:[Aa]ction\s+)?(?P<number>\d{1,2})[.):]?[ \t]+$")
_WHAT_MEETS = re.compile(r"(?: (?:management |executive )?(?:committee|meeting|board))?")
_BEFORE = 20  # characters
_MANY = 8  # meetings
_NAMED = 0.3  # what an owner's name counts beside the worth of words
_LEAST_SHARE = 0.12  # of an action's rare words: with less, words are not looked at
_MOST_MATTER = 15  # words of the matter of an action
_LEAST_MATTER = 0.3  # of them: with less, words that share nothing of the action itself are not looked at


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action and some words of a later document."""

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
        """How likely it is that words with these signs report on the action; what is said of all actions is certain, of some that it does not name possible."""
        likely = 1 / (1 + math.exp(-self.bias - sum(self.signs.get(name, 0.0) * value for name, value in signs.items())))
        settled = max(signs.get(ALL_ACTIONS, 0.0), signs.get(ITS_NUMBER, 0.0))
        return max(likely, self.certain if settled == 1 else self.possible) if settled else likely

    def why(self, signs: Mapping[str, float]) -> str:
        """The signs that counted, the strongest first: "its words 0.83 (+3.1), …"."""
        worth = sorted(((self.signs.get(name, 0.0) * value, name, value) for name, value in signs.items()), key=lambda each: (-abs(each[0]), each[1]))
        return ", ".join(f"{name} {value:.2f} ({share:+.1f})" for share, name, value in worth if abs(share) >= 0.05)

    def because(self, signs: Mapping[str, float]) -> str:
        """The strongest signs for a report in plain words: "some of its words, its owner, a status"."""
        strongest = sorted((name for name in _PLAINLY if self.signs.get(name, 0.0) * signs.get(name, 0.0) > _COUNTS), key=lambda name: -self.signs[name] * signs[name])
        told = [_ALL_PLAINLY] if ALL_ACTIONS in signs else ["its number"] if ITS_NUMBER in signs else [_PLAINLY[name] for name in strongest]
        return ", ".join(list(dict.fromkeys(told))[:_FEW])


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
            if graph.is_shown(passage):
                kept[passage.document_id].append(passage)
        self._passages = kept
        self._when = {document: meeting_of(graph, document) for document in kept}
        self._words: dict[str, LaterWords] = {}

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
    def _boards(self) -> frozenset[str]:
        return frozenset(board for board, _ in self._when.values() if board)

    @cached_property
    def _one_board(self) -> dict[str, frozenset[str]]:
        """Board -> the names that it had one after the other, where documents tell that it took a new one, or print it with and without "Committee"."""
        boards = self._boards
        found = {board: {other for other in boards if _is_one_name(board, other)} for board in boards}
        for statement in self._graph.statements.values():
            if statement.predicate == Predicate.SUCCEEDS and statement.object:
                ends = [{board for board in boards if is_tail(self._graph.label(end), board)} for end in (statement.subject, statement.object)]
                if all(len(each) == 1 for each in ends):
                    whole = set().union(*(found[board] for each in ends for board in each))
                    found |= dict.fromkeys(whole, whole)
        return {board: frozenset(names) for board, names in found.items()}

    @cached_property
    def _people(self) -> Counter[str]:
        """The words of people's names -> how many people have them."""
        return Counter(word for person in self._graph.nodes_of(Kind.PERSON) for word in set(stems(self._graph.label(person))) if len(word) > 2)

    @cached_property
    def _meetings(self) -> dict[frozenset[str], list[str]]:
        """The names of a board -> the days on which it met, in order."""
        return {
            names: sorted({when for when, document in self._dated if self._when[document][0] in names and self._graph.documents[document].kind == DocumentKind.MINUTES})
            for names in set(self._one_board.values())
        }

    @cached_property
    def _numbered(self) -> dict[frozenset[str], dict[str, list[str]]]:
        """The names of a board -> number of an item -> the days on which it met with such an item, in order."""
        found: dict[frozenset[str], dict[str, list[str]]] = {names: defaultdict(list) for names in set(self._one_board.values())}
        for when, document in self._dated:
            if self._graph.documents[document].kind == DocumentKind.MINUTES:
                days = found[self._one_board[self._when[document][0] or ""]]
                for item in {passage.item for passage in self._passages[document] if passage.item}:
                    days[item].append(when)
        return found

    @cached_property
    def _at_item(self) -> Counter[tuple[str, str]]:
        """(document, item) -> how many actions it sets."""
        return Counter((statement.document_id, statement.item) for statement in self._graph.statements.values() if statement.predicate == Predicate.ARISES_FROM)

    @cached_property
    def _tasks(self) -> dict[str, list[tuple[int, int]]]:
        """Document -> where it sets actions, (start, end)."""
        found = defaultdict(list)
        for statement in self._graph.statements.values():
            if statement.predicate == Predicate.ARISES_FROM:
                found[statement.document_id].append((statement.start, statement.end))
        return found

    def _words_of(self, document: str) -> LaterWords:
        if document not in self._words:
            self._words[document] = LaterWords(self._graph.documents[document], self._passages[document], self._tasks.get(document, ()))
        return self._words[document]

    def _asked(self, task: Task) -> Asked:
        """An action with what stands around it."""
        passages = self._passages.get(task.place.document_id, [])
        at = next((at for at, each in enumerate(passages) if each.start <= task.place.start < each.end), None)
        if at is None:
            return Asked(task, None, "", {}, self._people, self._rarity)
        text = self._graph.documents[task.place.document_id].text
        counts = Counter(word for each in around(passages, at) for word in stems(text[each.start : each.end]) if len(word) > 1 and word not in FRAME)
        worth = {word: self._rarity.get(word, 1.0) * (1 + math.log(count)) for word, count in counts.items()}
        most = sorted(worth, key=lambda word: (-worth[word], word))[:_MOST_MATTER]
        printed = _LIST_NUMBER.search(text, max(0, task.place.start - _BEFORE), task.place.start)
        return Asked(
            task,
            int(printed["number"]) if printed else None,
            passages[at].item_title,
            {word: worth[word] for word in most},
            self._people,
            self._rarity,
            is_alone=self._at_item[task.place.document_id, task.place.item] == 1,
            number_until=self._number_until(task),
        )

    def _number_until(self, task: Task) -> str | None:
        """The day of the next meeting of an action's board that has an item of its number again."""
        board, raised = self._when[task.place.document_id]
        days = self._numbered[self._one_board[board]].get(task.place.item, ()) if board else ()
        return next((day for day in days if day > (raised or "")), None)

    def meetings_after(self, task: Task) -> tuple[str, ...]:
        """The days of the later meetings of an action's board of which there are minutes, in order."""
        board, raised = self._when.get(task.place.document_id, (None, None))
        return tuple(day for day in self._meetings[self._one_board[board]] if day > raised) if board and raised else ()

    def candidates(self, task: Task, weights: Weights) -> list[Candidate]:
        """For each later document that may tell of an action, the words that fit it best; oldest first."""
        return [max(found, key=_order) for found in self.candidates_by_document(task, weights)]

    def candidates_by_document(self, task: Task, weights: Weights) -> list[list[Candidate]]:
        """For each later document, its passages that share enough with an action, each by its fullest words; oldest first, none empty."""
        board, raised = self._when.get(task.place.document_id, (None, None))
        if not board or not raised:
            return []
        asked, same = self._asked(task), self._one_board[board]
        found = []
        for when, document in self._dated:
            if when > raised and months_between(raised, when) <= _LONGEST:
                fullest: dict[str, Candidate] = {}
                for each in self._compared(asked.on(when), document, self._signs_of_document(asked, document, same), weights):
                    kept = each.words.passage.id + "".join(sign for sign in (ALL_ACTIONS, ITS_NUMBER) if sign in each.signs)
                    fullest[kept] = max(fullest.get(kept, each), each, key=_fullness)
                if fullest:
                    found.append(list(fullest.values()))
        return found

    def following(self, task: Task, documents: Sequence[Sequence[Candidate]], weights: Weights) -> list[list[Candidate]]:
        """The candidates of each later document, weighed in turn: where one is sure to tell that an action goes on, the next is expected soon after it."""
        heard: list[str] = []
        found = []
        for document in documents:
            when = self._when[document[0].words.passage.document_id][1] or ""
            weighed = [replace(each, probability=weights.probability(each.signs)) for each in self.timed(task, document, max((day for day in heard if day < when), default=None))]
            best = max(weighed, key=_order)
            if best.probability >= weights.certain and status_told(best.words.text, task.text)[0] not in CLOSED:
                heard.append(when)
            found.append(weighed)
        return found

    def timed(self, task: Task, document: Sequence[Candidate], heard: str | None) -> list[Candidate]:
        """The candidates of a document with the signs of time that they have after a report of the day `heard`."""
        if heard is None:
            return list(document)  # time counts from the day on which the action was raised, as it does already
        of_time = self._signs_of_time(task, document[0].words.passage.document_id, heard)
        return [replace(each, signs={**each.signs, **of_time}) for each in document]

    def _signs_of_time(self, task: Task, document: str, heard: str | None = None) -> dict[str, float]:
        """The signs of a document by its day; `heard` is the day on which the action was last told to go on."""
        (board, raised), (_, when) = self._when[task.place.document_id], self._when[document]
        meetings = self._meetings[self._one_board[board or ""]]
        since, then = heard or raised or "", when or ""
        nth = sum(since < meeting < then for meeting in meetings)
        return {
            "next meeting": float(not any((raised or "") < meeting < then for meeting in meetings)),
            "next after a report": float(heard is not None and nth == 0),
            "meetings between": min(math.log1p(nth) / math.log1p(_MANY), 1.0),
            "time": math.log1p(months_between(since, then)) / math.log1p(_LONGEST),
        }

    def _signs_of_document(self, asked: Asked, document: str, same: frozenset[str]) -> dict[str, float]:
        """The signs of a document by its day, board and kind."""
        board, when = self._when[document]
        kind = self._graph.documents[document].kind
        return self._signs_of_time(asked.task, document) | {
            "promised for that day": float(asked.is_promised_for(when or "")),
            "another board": 0.0 if board in same else 1 - self._is_for(asked, board or "", same),
            "paper": float(kind == DocumentKind.PAPER),
            "log": float(kind == DocumentKind.ACTION_LOG),
        }

    def _is_for(self, asked: Asked, board: str, same: frozenset[str]) -> float:
        """How surely an action names another board as the one to which it goes ("report to the Safeguarding Board"): 1, less where the words fit several."""
        fitting = [{name for name in self._boards if is_called(name, body)} for body in asked.bodies]
        return max((1 / len(names) for names in fitting if board in names and not names & same), default=0.0)

    def _compared(self, asked: Asked, document: str, of_time: Mapping[str, float], weights: Weights) -> Iterable[Candidate]:
        there = self._words_of(document)
        near = there.sharing(asked.worth, _LEAST_SHARE)
        looked_at = set(map(id, near))
        # An owner who speaks on the matter may report in words of his own.
        near += [each for each in there.about(asked.matter, _LEAST_MATTER) if id(each) not in looked_at and asked.owner_in(each)]
        looked_at |= set(map(id, near))
        # A row may leave it to an item to tell: "See item 4".
        pointing = max((each for each in near if points_to(each.text)), key=lambda row: asked.weight(asked.content & row.stems), default=None)
        near += [each for each in there.at_item(points_to(pointing.text) or "") if id(each) not in looked_at] if pointing else []
        looked_at |= set(map(id, near))
        # However a log or the minutes call the matter, a number is the action's own.
        if asked.task.place.item:
            last = bool(of_time["next meeting"])
            numbered_row = is_of_a_year(asked.number)
            near += [
                each
                for each in there.numbered
                if id(each) not in looked_at and (asked.is_minute_of(each, near=last) or (numbered_row and each.is_row and asked.is_cited(each, near=False)))
            ]
        # The next meeting may settle all actions of the last by one sentence; what is told of an action by itself goes before it.
        of_last = of_time["next meeting"] and not of_time["another board"]
        settling = there.settling if of_last else []
        numbered = there.of_number(asked.list_number) if of_last and asked.list_number else []
        if not of_time["another board"]:
            numbered = [*numbered, *(each for each in near if asked.is_told_by_minute(each, near=bool(of_last)))]
        if not near and not settling and not numbered:
            return
        seldom = there.how_seldom(asked.owner_in)  # once: it looks through the whole document
        for words, more in [*((words, {}) for words in near), *((words, {ITS_NUMBER: 1.0}) for words in numbered), *((words, {ALL_ACTIONS: share}) for words, share in settling)]:
            signs = signs_between(asked, words, seldom, near=bool(of_time["next meeting"])) | dict(of_time) | more
            yield Candidate(asked.action, words, signs, weights.probability(signs))


def _order(candidate: Candidate) -> tuple[float, int]:
    return candidate.probability, -candidate.words.start


def _fullness(candidate: Candidate) -> tuple[float, int, int]:
    """Of the words of one passage those that say most of an action, its owner's name among it; the shorter of two that say the same."""
    return candidate.signs["worth of words"] + _NAMED * (candidate.signs["owner"] > 0), candidate.words.start - candidate.words.end, -candidate.words.start


def _is_one_name(one: str, other: str) -> bool:
    """Whether two names of boards differ in no more than a last word for what meets: "Elm Bowls Club", "Elm Bowls Club - Committee"."""
    short, whole = sorted((re.sub(r"\W+", " ", fold(name)).strip() for name in (one, other)), key=len)
    return whole.startswith(short) and _WHAT_MEETS.fullmatch(whole[len(short) :]) is not None


def is_tail(name: str, whole: str) -> bool:
    """Whether a name is another, or its last words: "Training Sub-Group" of "Elmford Training Sub-Group"."""
    return f" {fold(whole)}".endswith(f" {fold(name)}")
