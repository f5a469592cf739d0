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
from typing import Any

from kg.graph import Graph
from kg.model import Passage
from kg.places import Place, meeting_of, place_at
from kg.register import Task, actions
from kg.reports import Candidate, Later, Weights, fitted
from kg.status import status_told
from kg.stems import stem, stems
from kg.vocabulary import CLOSED, DocumentKind, Status

#: Headings of what a meeting says of the last one's actions; "Actions" alone heads its own.
_LOOKS_BACK = re.compile(
    r"\bmatters\s+arising\b|\b(?:last|previous|past)\b|\boutstanding\b|\baction\s+log\b|\bminutes\b|\bnotes\s+of\b|\bprogress\b|\breview\s+of\s+(?:the\s+)?actions\b|\bactions?\s+(?:points?\s+)?(?:from|of)\b",
    re.IGNORECASE,
)
_MOSTLY = 0.7  # of the characters of some words
_SAME_TASK = 0.6  # of the rare words of an action, in one that only lists it again


@dataclass(frozen=True, slots=True)
class Report:
    """What a later document says of an action."""

    status: Status
    printed: str  # the words that name the status, or the whole where the tense tells it
    place: Place  # the sentence or row
    status_start: int
    status_end: int
    probability: float
    why: str  # the signs and what each counted
    again: str | None  # the action that this document lists for it
    due: str | None  # ISO date, where the listing gives a new one


@dataclass(frozen=True, slots=True)
class Life:
    """An action and what became of it."""

    task: Task
    reports: tuple[Report, ...]  # sure, oldest first
    possibly: tuple[Report, ...]  # likely, oldest first
    continues: str | None  # the earlier action of which this one is only the listing

    @property
    def status(self) -> Status:
        """What the last report says, or open."""
        return self.reports[-1].status if self.reports else Status.OPEN

    @property
    def due(self) -> str | None:
        """The day it is due, as the last document that lists it says."""
        return next((report.due for report in reversed(self.reports) if report.due), self.task.due)

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
    found = {task.id: [each for each in later.candidates(task, weights) if each.probability >= weights.possible] for task in tasks}
    return told(graph, tasks, found, weights)


def told(graph: Graph, tasks: Sequence[Task], found: Mapping[str, Sequence[Candidate]], weights: Weights) -> list[Life]:
    """The lives that candidates make."""
    raised_again = _raised_again(tasks)
    at: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        at[task.place.document_id].append(task)
    continued: dict[str, str] = {}
    made = []
    for task in tasks:
        sure: list[Report] = []
        likely: list[Report] = []
        for each in found[task.id]:
            listed = _listed(at[each.words.passage.document_id], each)
            only_lists = listed is not None and _only_lists(graph, each)
            # What stands behind the same words raised anew is of those.
            if (until := raised_again.get(task.id)) and (_day(graph, each) > until or (_day(graph, each) == until and not only_lists)):
                continue
            report = _report(graph, each, weights, listed if only_lists else None)
            raised_anew = listed is not None and not only_lists and _is_all_of(listed, each) and (bool(each.signs["row"]) or not {*listed.owners} & {*task.owners})
            if each.probability < weights.certain or raised_anew or _is_over(sure, report, each):
                likely.append(report)
                continue
            sure.append(report)
            if report.again:
                continued.setdefault(report.again, task.id)
        made.append((task, sure, likely))
    alone = {task.id: Life(task, tuple(sure), tuple(likely), continued.get(task.id)) for task, sure, likely in made}
    return [_with_listings(life, alone) for life in alone.values()]


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


def _raised_again(tasks: Sequence[Task]) -> dict[str, str]:
    """Action -> the day on which another in the same words was next raised for the same owners; a board may have a new name by then."""
    worded: dict[tuple[frozenset[str], frozenset[str]], list[Task]] = defaultdict(list)
    for task in tasks:
        worded[frozenset(task.owners), frozenset(stems(task.text)) - _DAYS].append(task)
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
    return bool(candidate.signs["row"]) or inside >= _MOSTLY * (candidate.words.end - candidate.words.start)


def _only_lists(graph: Graph, candidate: Candidate) -> bool:
    """Whether an action that a document has is the earlier one listed again: in a log, or with words that say how far it has come."""
    in_log = graph.documents[candidate.words.passage.document_id].kind == DocumentKind.ACTION_LOG
    looks_back = bool(_LOOKS_BACK.search(candidate.words.passage.item_title))
    return candidate.signs["its words"] >= _SAME_TASK and bool(in_log or candidate.signs["status"] or looks_back)


def _report(graph: Graph, candidate: Candidate, weights: Weights, listed: Task | None) -> Report:
    words = candidate.words
    status, start, end = status_told(words.text)
    document = graph.documents[words.passage.document_id]
    place = place_at(graph, document, words.start, words.end, words.passage.item)
    return Report(
        status,
        words.text[start:end],
        place,
        words.start + start,
        words.start + end,
        round(candidate.probability, 3),
        weights.why(candidate.signs),
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
    return asdict(life.task) | {"due": life.due, "status": life.status, "reports": [asdict(each) for each in life.reports], "possibly": [asdict(each) for each in life.possibly]}


def as_of(life: Life, on: date) -> Life:
    """A life as it stood on a day."""
    before = on.isoformat()
    return replace(
        life,
        reports=tuple(report for report in life.reports if (report.place.date or "") <= before),
        possibly=tuple(report for report in life.possibly if (report.place.date or "") <= before),
    )
