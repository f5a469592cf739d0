"""The life of an action: raised, reported on, closed, each step with its words.

A report that is sure is a dated status of the action; one that is likely is shown as possible and changes nothing. An
action that the board only lists again, in an action log or as carried forward, is the same commitment and is told under
the first; one that is raised anew in the same words is another.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from kg.graph import Graph
from kg.later import Words, is_at_item
from kg.model import Passage
from kg.names import initials_of
from kg.places import Place, meeting_of, place_at
from kg.register import Task, actions
from kg.reports import ALL_ACTIONS, ITS_NUMBER, Candidate, Later, Weights, fitted
from kg.signs import is_of_a_year
from kg.status import points_to, settles_the_rest, status_by_tense, status_word
from kg.stems import stem, stems
from kg.vocabulary import CLOSED, DocumentKind, Status

#: Headings of what a meeting says of the last one's actions; "Actions" alone heads its own.
_LOOKS_BACK = re.compile(
    r"\bmatters\s+arising\b|\b(?:last|previous|past)\b|\boutstanding\b|\baction\s+log\b|\bminutes\b|\bnotes\s+of\b|\bprogress\b|\breview\s+of\s+(?:the\s+)?actions\b|\bactions?\s+(?:points?\s+)?(?:from|of)\b",
    re.IGNORECASE,
)
_OUTSTANDING = re.compile(
    r"\W*(?:outstanding|carried[ -](?:forward|over)|previous|last\s+meeting'?s?)\s+action|\W*action\s+(?:outstanding|(?:carried\s+(?:forward|over)\s+)?from)\b", re.IGNORECASE
)
_NEXT_MEETING = re.compile(r"\bnext\b.*\b(?:meeting|board|panel|committee|time)\b", re.IGNORECASE)
_MOSTLY = 0.7  # of the characters of some words
_SAME_LABEL = 0.6  # of the rare words of a row's label, in the action
_REFERENCE = re.compile(r"\W*(?P<reference>[A-Z]{0,3}\d{1,4}[./]\d{1,4}[a-z]?)\b")
_LONG_LABEL = 4  # rare words of a row's label, which no other row has
_EVERYBODY = re.compile(r"\W*(?:all|everyone|everybody|members|(?:board|panel|committee|group)\s+members)\W*$", re.IGNORECASE)
_JOINING = frozenset({"and", "the", "of", "for", "all"})
_SAME_TASK = 0.6  # of the rare words of an action, in one that only lists it again


_OUTDONE = 0.15  # by which a row is more surely of another action

#: (document, where a row begins) -> the actions of which it surely tells, and how surely.
_Claims = dict[tuple[str, int], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Report:
    """What a later document says of an action."""

    status: Status
    printed: str  # the words that name the status, or the whole where the tense tells it
    named: bool  # whether words name the status; else it is how the tense reads
    place: Place  # the sentence or row
    status_start: int
    status_end: int
    probability: float
    why: str  # the signs and what each counted
    because: str  # the strongest of them in plain words
    again: str | None  # the action that this document lists for it
    due: str | None  # ISO date, where the listing gives a new one

    @property
    def told(self) -> str:
        """The status as people read it; what no word names but the tense tells is told as a reading."""
        return str(self.status) if self.named else f"reads as {self.status}"


@dataclass(frozen=True, slots=True)
class Life:
    """An action and what became of it."""

    task: Task
    reports: tuple[Report, ...]  # sure, oldest first
    possibly: tuple[Report, ...]  # likely, oldest first
    continues: str | None  # the earlier action of which this one is only the listing
    later_meetings: tuple[str, ...] = ()  # ISO dates of its board's later meetings of which the record has minutes

    @property
    def last(self) -> Report | None:
        """The report that tells how far the action has come: of the last day the one that closes it by name, else the latest."""
        of_last_day = [report for report in self.reports if report.place.date == self.reports[-1].place.date]
        closing = (report for report in reversed(of_last_day) if report.named and report.status in CLOSED)
        return next(closing, of_last_day[-1] if of_last_day else None)

    @property
    def status(self) -> Status:
        """What the last report says, else the words that are printed with the action, else open."""
        if self.last:
            return self.last.status
        printed = status_word(self.task.printed_status or "")
        return printed[0] if printed else Status.OPEN

    @property
    def due(self) -> str | None:
        """The day it is due, as the last document that lists it says; "the next meeting" is the first later one on record."""
        printed = next((report.due for report in reversed(self.reports) if report.due), self.task.due)
        if printed is None and self.later_meetings and _NEXT_MEETING.search(self.task.due_raw or ""):
            return self.later_meetings[0]
        return printed

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to do."""
        return self.status in CLOSED

    def is_overdue(self, on: date) -> bool:
        """Whether it was due before a day and is not done, as far as the record tells."""
        return self.due is not None and self.due < on.isoformat() and not self.is_closed


def lives(graph: Graph, passages: Iterable[Passage], tasks: Sequence[Task], weights: Weights | None = None) -> list[Life]:
    """The lives of actions, in their order. `tasks` are all of the record, since one wording may be raised more than once."""
    weights = weights or fitted()
    later = Later(graph, passages)
    made = told(graph, tasks, {task.id: later.following(task, later.candidates_by_document(task, weights), weights) for task in tasks}, weights)
    return [replace(life, later_meetings=later.meetings_after(life.task)) for life in made]


def told(graph: Graph, tasks: Sequence[Task], found: Mapping[str, Sequence[Sequence[Candidate]]], weights: Weights) -> list[Life]:
    """The lives that candidates make; `found` has for each action those of each later document, oldest first."""
    first, claims = _told(graph, tasks, found, weights, {})
    alone, _ = _told(graph, tasks, found, weights, _by_root(claims, first))
    return [_with_listings(life, alone) for life in alone.values()]


def _is_outdone(task: Task, probability: float, rivals: Mapping[str, float]) -> bool:
    """Whether a row tells of another action more surely: it tells of one."""
    own = max(probability, rivals.get(task.id, 0.0))
    return any(rival - own >= _OUTDONE for action, rival in rivals.items() if action != task.id)


def _by_root(claims: _Claims, lives: Mapping[str, Life]) -> _Claims:
    """The same with the action that is listed again in the place of its listing."""
    return {row: {_root(action, lives): probability for action, probability in sorted(those.items(), key=lambda each: each[1])} for row, those in claims.items()}


def _root(action: str, lives: Mapping[str, Life]) -> str:
    seen = {action}
    while (before := lives[action].continues) and before not in seen:
        seen.add(before)
        action = before
    return action


def _told(graph: Graph, tasks: Sequence[Task], found: Mapping[str, Sequence[Sequence[Candidate]]], weights: Weights, claims: _Claims) -> tuple[dict[str, Life], _Claims]:
    """Action -> its life without that of its listings, and which rows tell of which actions; `claims` are those of a first reading."""
    raised_again = _raised_again(tasks)
    at: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        at[task.place.document_id].append(task)
    continued: dict[str, str] = {}
    made = []
    claimed: _Claims = defaultdict(dict)
    for task in tasks:
        sure: list[Report] = []
        likely: list[Report] = []
        references = _own_references(graph, task, at[task.place.document_id])
        for document in found[task.id]:
            best = _best(graph, task, document, at[document[0].words.passage.document_id], references, weights)
            if best is None:
                continue
            each = best.candidate
            same_reference = bool(references & _references(each))
            # What stands behind the same words raised anew is of those.
            if (until := raised_again.get(task.id)) and _day(graph, each) > until:
                continue
            if each.probability < weights.possible and not same_reference:
                continue
            report = _report(graph, task, best, weights)
            row = (each.words.passage.document_id, each.words.start)
            doubtful = not same_reference and (each.probability < weights.certain or best.is_of_another or _is_outdone(task, each.probability, claims.get(row, {})))
            if doubtful or _is_over(sure, report, each):
                likely.append(report)
                continue
            sure.append(report)
            references |= _references(each)
            if each.words.is_row:
                claimed[row][task.id] = 1.0 if same_reference else each.probability
            if report.again:
                continued.setdefault(report.again, task.id)
        made.append((task, sure, likely))
    return {task.id: Life(task, tuple(sure), tuple(likely), continued.get(task.id)) for task, sure, likely in made}, claimed


@dataclass(frozen=True, slots=True)
class _Reading:
    """Some later words that may report on an action, and what they do with the action that their document has there."""

    candidate: Candidate
    listed: Task | None  # the action that the document has there
    only_lists: bool  # whether that is the earlier one listed again
    sets_anew: bool  # whether the words are hardly more than an action set anew
    is_of_another: bool  # whether it is set anew for somebody else
    told_at: Words | None = None  # where else the document tells of it, as a row says that only points there


def _reading(graph: Graph, task: Task, candidate: Candidate, tasks: Sequence[Task]) -> _Reading:
    listed = _listed(tasks, candidate)
    only_lists = listed is not None and _only_lists(graph, task, listed, candidate)
    sets_anew = listed is not None and not only_lists and _is_all_of(listed, candidate)
    return _Reading(candidate, listed, only_lists, sets_anew, listed is not None and sets_anew and (candidate.words.is_row or not _may_be_of_one(listed, task)))


def _best(graph: Graph, task: Task, candidates: Sequence[Candidate], tasks: Sequence[Task], references: set[str], weights: Weights) -> _Reading | None:
    """Of the words of one document those that fit an action best.

    What a meeting says of all other actions is not said of one of which it may speak by itself. An action in the same words
    that the document raises anew is no report, and what sets another's action gives way to other words that are certain. A
    sentence on its number in the last meeting's list is the first choice, then a row with the reference under which an earlier one
    lists the action.
    """
    told_apart = any(each.probability >= weights.possible and ALL_ACTIONS not in each.signs for each in candidates)
    readings = []
    for each in sorted(candidates, key=lambda each: (ITS_NUMBER not in each.signs, not references & _references(each), -each.probability, each.words.start)):
        if told_apart and ALL_ACTIONS in each.signs and settles_the_rest(each.words.text):
            continue
        # A row with the number of another minute is another's, however alike they are.
        if each.signs["another's number"] and is_of_a_year(task.place.item) and not references & _references(each):
            continue
        reading = _reading(graph, task, each, tasks)
        if reading.listed is None or reading.only_lists or _wording(reading.listed) != _wording(task):
            readings.append(reading)
    certain = (each for each in readings if each.candidate.probability >= weights.certain and not each.is_of_another)
    first = next(iter(readings), None)
    best = next(certain, first) if first and first.is_of_another else first
    return replace(best, told_at=_pointed(best, readings, weights)) if best else None


def _pointed(row: _Reading, readings: Sequence[_Reading], weights: Weights) -> Words | None:
    """The words to which a row points that says no more ("See item 4", "On agenda"): the likeliest of that item, or of those that may report."""
    number = points_to(row.candidate.words.text)
    if number is None:
        return None
    told = [each.candidate for each in readings if each is not row and not each.candidate.words.is_row and not each.sets_anew and ALL_ACTIONS not in each.candidate.signs]
    there = [each for each in told if is_at_item(each.words.passage.item, number)] if number else [each for each in told if each.probability >= weights.possible]
    return max(there, key=lambda each: (each.probability, -each.words.start)).words if there else None


def _references(candidate: Candidate) -> set[str]:
    """What tells a row of one list from the others: a number of two parts ("21/2", "4.3"), or the words that call its matter, where they are many."""
    if not candidate.words.is_row:
        return set()
    first = _REFERENCE.match(candidate.words.text)
    return {" ".join(sorted(label)) for label in candidate.words.labels if len(label) >= _LONG_LABEL} | ({first["reference"]} if first else set())


def _own_references(graph: Graph, task: Task, tasks: Sequence[Task]) -> set[str]:
    """The number of two parts with which the row of an action begins, and that of its minute where it has the year and no other action."""
    text = graph.documents[task.place.document_id].text
    row = text[text.rfind("\n", 0, task.place.start) + 1 : task.place.end]
    first = _REFERENCE.match(row)
    alone = is_of_a_year(task.place.item) and sum(other.place.item == task.place.item for other in tasks) == 1
    return ({first["reference"]} if first and "\t" in row else set()) | ({task.place.item} if alone else set())


def _may_be_of_one(task: Task, other: Task) -> bool:
    """Whether two actions may have one owner: they share a name, a person's initials, or one is everybody's."""
    if not task.owners or not other.owners or any(_EVERYBODY.match(name) for name in (*task.owners, *other.owners)):
        return True
    one, two = (frozenset(word for name in each.owners for word in stems(name)) for each in (task, other))
    return bool((one & two) - _JOINING) or any(_initials_fit(name, each) for name, each in product(task.owners, other.owners))


def _initials_fit(name: str, other: str) -> bool:
    """Whether one of two names is the other's initials ("RA-S" of Rosa Adler-Stone)."""
    short, whole = sorted((re.sub(r"[-. ]", "", each) if each.isupper() else each for each in (name, other)), key=len)
    return short.isupper() and short in initials_of(whole)


def _is_over(sure: Sequence[Report], report: Report, candidate: Candidate) -> bool:
    """Whether an action was closed at an earlier meeting, and these words name no status: they are likely to be about what came after."""
    return any(each.status in CLOSED and (each.place.date or "") < (report.place.date or "") for each in sure) and not candidate.signs["status"]


def _with_listings(life: Life, alone: Mapping[str, Life]) -> Life:
    """A life with what is reported on the actions that only list it again."""
    sure, likely, seen = list(life.reports), list(life.possibly), {life.task.id}
    waiting = [report.again for report in life.reports]
    while waiting:
        listing = waiting.pop()
        if listing and listing not in seen:
            seen.add(listing)
            sure += alone[listing].reports
            likely += alone[listing].possibly
            waiting += [report.again for report in alone[listing].reports]
    if len(seen) == 1:
        return life
    told_in = {report.place.document_id: report for report in sorted(sure, key=lambda report: report.probability)}
    rest = {report.place.document_id: report for report in sorted(likely, key=lambda report: report.probability) if report.place.document_id not in told_in}
    return replace(life, reports=_by_day(told_in.values()), possibly=_by_day(rest.values()))


def _by_day(reports: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(sorted(reports, key=lambda report: (report.place.date or "", report.place.document, report.place.start)))


def _day(graph: Graph, candidate: Candidate) -> str:
    return meeting_of(graph, candidate.words.passage.document_id)[1] or ""


#: What tells one year's action from the next year's in the same words.
_DAYS = frozenset(
    {
        *map(stem, "january february march april may june july august september october november december monday tuesday wednesday thursday friday by on".split()),
        *map(str, range(1, 2100)),
    }
)


def _wording(task: Task) -> tuple[frozenset[str], frozenset[str]]:
    """Owners and words of an action without its days."""
    return frozenset(task.owners), frozenset(stems(task.text)) - _DAYS


def _raised_again(tasks: Sequence[Task]) -> dict[str, str]:
    """Action -> the day on which another in the same words was next raised for the same owners; a board may have a new name by then."""
    worded: dict[tuple[frozenset[str], frozenset[str]], list[Task]] = defaultdict(list)
    for task in tasks:
        worded[_wording(task)].append(task)
    again = {}
    for same in worded.values():
        days = sorted({task.place.date or "" for task in same})
        for task in same:
            if after := [day for day in days if day > (task.place.date or "")]:
                again[task.id] = after[0]
    return again


def _listed(tasks: Iterable[Task], candidate: Candidate) -> Task | None:
    """The action of a later document that stands where some words do."""
    return next((task for task in tasks if task.place.start < candidate.words.end and candidate.words.start < task.place.end), None)


def _is_all_of(task: Task, candidate: Candidate) -> bool:
    """Whether some words are hardly more than an action that their document sets."""
    inside = min(task.place.end, candidate.words.end) - max(task.place.start, candidate.words.start)
    return candidate.words.is_row or inside >= _MOSTLY * (candidate.words.end - candidate.words.start)


def _only_lists(graph: Graph, task: Task, listed: Task, candidate: Candidate) -> bool:
    """Whether an action that a document has is the earlier one listed again: in a log, under last meeting's actions, or with words that say how far it has come.

    What is reported of one person's action may set another's: that is no listing.
    """
    if not _may_be_of_one(task, listed):
        return False
    in_log = graph.documents[candidate.words.passage.document_id].kind == DocumentKind.ACTION_LOG
    outstanding = bool(_OUTSTANDING.match(candidate.words.text))
    looks_back = outstanding or bool(_LOOKS_BACK.search(candidate.words.passage.item_title))
    by_label = candidate.words.is_row and candidate.signs["label"] >= _SAME_LABEL  # a table calls an action by a few of its words
    same = by_label or candidate.signs["its words"] >= (_SAME_TASK / 2 if outstanding else _SAME_TASK)
    return same and bool(in_log or looks_back or candidate.signs["status"] or listed.printed_status)


def _report(graph: Graph, task: Task, reading: _Reading, weights: Weights) -> Report:
    words, listed = reading.told_at or reading.candidate.words, reading.listed if reading.only_lists else None
    named = status_word(words.text, task.text)
    status, start, end = named or status_by_tense(words.text, is_task=(reading.sets_anew or reading.only_lists) and reading.told_at is None)
    document = graph.documents[words.passage.document_id]
    place = place_at(graph, document, words.start, words.end, words.passage.item)
    return Report(
        status,
        words.text[start:end],
        named is not None,
        place,
        words.start + start,
        words.start + end,
        round(reading.candidate.probability, 3),
        weights.why(reading.candidate.signs),
        weights.because(reading.candidate.signs),
        listed.id if listed else None,
        listed.due if listed else None,
    )


def action_register(
    graph: Graph,
    passages: Iterable[Passage],
    *,
    owner: str | None = None,
    board: str | None = None,
    since: date | None = None,
    until: date | None = None,
    on: date | None = None,
    only_open: bool = False,
    only_overdue: bool = False,
) -> list[Life]:
    """The action register with the life of each action, oldest first; what only lists an earlier action again stands under that.

    `owner` and `board` match names that hold all their words. With `on` the register is as it stood on that day: what was
    raised and reported later is left out.
    """
    kept = {task.id for task in actions(graph, owner=owner, board=board, since=since, until=min(filter(None, (until, on)), default=None))}
    everything = actions(graph)
    # What one board raised another may list again or report on: a life is the same whatever is asked for.
    known = lives(graph, passages, everything)
    found = [as_of(life, on) if on else life for life in known if life.task.id in kept and not life.continues]
    return [life for life in found if not (only_open or only_overdue) or (not life.is_closed and (not only_overdue or life.is_overdue(on or date.today())))]


def life_of(graph: Graph, passages: Iterable[Passage], action: str) -> Life:
    """The life of one action."""
    return next(life for life in lives(graph, passages, actions(graph)) if life.task.id == graph.canonical[action])


def life_record(life: Life) -> dict[str, Any]:
    """An action and its life for programs."""
    return asdict(life.task) | {
        "due": life.due,
        "status": life.status,
        "reports": [asdict(each) for each in life.reports],
        "possibly": [asdict(each) for each in life.possibly],
        "later_meetings": life.later_meetings,
    }


def as_of(life: Life, on: date) -> Life:
    """A life as it stood on a day."""
    before = on.isoformat()
    return replace(
        life,
        reports=tuple(report for report in life.reports if (report.place.date or "") <= before),
        possibly=tuple(report for report in life.possibly if (report.place.date or "") <= before),
        later_meetings=tuple(day for day in life.later_meetings if day <= before),
    )
