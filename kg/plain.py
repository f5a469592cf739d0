"""Answers of the graph as plain lines for people; `cli.py` wraps and prints them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from kg.courses import Course
from kg.lives import Life, Report
from kg.path import Chain
from kg.places import Place
from kg.register import Task, owners_told
from kg.route import Route
from kg.timeline import Timeline
from kg.vocabulary import Status

Line = tuple[int, str]  # how far it is set in, and its words
Short = Callable[[str, str], str]  # (kind, id) -> the id as it is printed


def quoted(place: Place) -> str:
    """Words of the record on one line, in quotation marks."""
    return f"“{flat(place.text)}”"


def flat(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())


# Actions


def task_lines(task: Task, short: Short) -> Iterator[Line]:
    """An action under the name of its owner."""
    due = f", due {task.due or task.due_raw}" if task.due or task.due_raw else ""
    yield 4, f"{quoted(task.place)}{due}"
    yield 6, f"{task.place.citation}  [{short('act', task.id)}]"


def due_told(life: Life) -> str:
    """When an action is due; a meeting that the minutes give no day for stands with the day that the record has."""
    if life.due and life.task.due is None and life.task.due_raw and not any(report.due for report in life.reports):
        return f"{life.task.due_raw} ({life.due})"
    return life.due or life.task.due_raw or ""


def status_told(life: Life) -> str:
    """How far an action has come, and when that was said."""
    if life.last:
        return f"{life.last.told}, {life.last.place.date or 'no date'}"
    if life.status is not Status.OPEN:
        return f"{life.status}, {life.task.place.date or 'no date'}"
    return f"open; possibly {life.possibly[-1].status}, {life.possibly[-1].place.date or 'no date'}" if life.possibly else f"open; {_unheard_of(life)}"


def _unheard_of(life: Life) -> str:
    later = len(life.later_meetings)
    return f"nothing found at {later} later meeting{'s' if later > 1 else ''}" if later else "no later meeting is on record"


def register_lines(lives: Sequence[Life], short: Short) -> Iterator[Line]:
    """The action register, meeting by meeting: what is to be done, by whom and when, and how far it has come."""
    counts = Counter(life.last.told if life.last else str(life.status) for life in lives)
    yield 0, f"{len(lives)} action{'s' if len(lives) > 1 else ''}: {', '.join(f'{often} {told}' for told, often in counts.most_common())}"
    for meeting, own in groupby(lives, key=lambda life: (life.task.place.board, life.task.place.date, life.task.place.document)):
        board, when, document = meeting
        yield 0, ""
        yield 0, f"{', '.join(filter(None, (board, when)))}  ({document})"
        for life in own:
            task = life.task
            due = f"due {due}" if (due := due_told(life)) else ""
            at = f"page {task.place.page}" if task.place.page else f"line {task.place.line}"
            yield 2, f"{flat(task.text)}  [{short('act', task.id)}]"
            yield 4, "; ".join(filter(None, (owners_told(task), due, status_told(life), task.place.item and f"item {task.place.item}", at)))


def life_lines(life: Life, short: Short, *, explain: bool = False) -> Iterator[Line]:
    """What became of an action, step by step, with the words and the place of each; `explain` gives what each sign counted."""
    task = life.task
    yield 0, "; ".join(filter(None, (f"Life: {status_told(life)}", (due := due_told(life)) and f"due {due}")))
    printed = f", {flat(task.printed_status)}" if task.printed_status else ""
    yield 2, f"{task.place.date or 'no date'}  raised{printed}: {task.place.citation}"
    for report in life.reports:
        yield from _report_lines(report, "", short, explain=explain)
    for report in life.possibly:
        yield from _report_lines(report, "possibly ", short, explain=explain)


def _report_lines(report: Report, possibly: str, short: Short, *, explain: bool) -> Iterator[Line]:
    again = f", listed again as {short('act', report.again)}" if report.again else ""
    yield 2, f"{report.place.date or 'no date'}  {possibly}{report.told}{again}: {quoted(report.place)}"
    yield 4, report.place.citation
    yield 4, f"known by {report.because or 'its reference'} ({report.probability:.2f}{f': {report.why}' if explain else ''})"


_ON_PAPER = ("raised", "owner", "action", "due", "status", "report", "where", "id")


def action_rows(lives: Sequence[Life], short: Short, *, on_paper: bool = False) -> list[dict[str, str]]:
    """The action register as a tracker that can be sent round, with the last words on each action and their place; `on_paper` with the columns that a page has room for."""
    rows = [_action_row(life, short) for life in lives]
    if not on_paper:
        return rows
    return [{column: row[column] for column in _ON_PAPER} | {"due": due_told(life), "status": status_told(life)} for life, row in zip(lives, rows, strict=True)]


def _action_row(life: Life, short: Short) -> dict[str, str]:
    task, last = life.task, life.last
    return {
        "id": short("act", task.id),
        "raised": task.place.date or "",
        "board": task.place.board or "",
        "item": task.place.item,
        "owner": owners_told(task),
        "action": flat(task.text),
        "due": life.due or "",
        "due as printed": life.task.due_raw or "",
        "status": str(life.status),
        "stated": "" if last is None else "yes" if last.named else "no, a reading of the tense",
        "reported": (last.place.date or "") if last else "",
        "report": flat(last.place.text) if last else "",
        "report in": last.place.where if last else "",
        "possibly": "; ".join(f"{each.status} ({each.place.date}): {flat(each.place.text)} ({each.place.where})" for each in life.possibly),
        "later meetings": str(len(life.later_meetings)),
        "where": task.place.where,
    }


# Decisions


def course_lines(course: Course, short: Short) -> Iterator[Line]:
    """What came of a decision, with the words and the place of each."""
    yield 0, "What came of it:" if course.followings else "What came of it: no later document of the record says"
    for each in course.followings:
        ident = f"  [{short('dec', each.decision)}]" if each.decision else ""
        yield 2, f"{each.place.date or 'no date'}  {each.what}: {quoted(each.place)}{ident}"
        yield 4, each.place.citation
        yield 4, f"why ({each.probability:.2f}): {each.why}"


def course_rows(courses: Sequence[Course], short: Short, *, full: bool) -> list[dict[str, str]]:
    """The decision register as a table; `full` with the last words on each."""
    rows = []
    for course in courses:
        ruling = course.ruling
        sure = [each for each in course.followings if each.what != "possibly related"]
        row = {
            "id": short("dec", ruling.id),
            "date": ruling.place.date or "",
            "board": ruling.place.board or "",
            "item": ruling.place.item,
            "outcome": " ".join(filter(None, (ruling.outcome, f"by {ruling.made_by}" if ruling.made_by and ruling.made_by != ruling.place.board else None))),
            "decision": flat(ruling.text),
            "conditions": ruling.conditions or "",
            "vote": "; ".join(filter(None, (ruling.vote, ruling.mover and f"moved by {ruling.mover}", ruling.seconder and f"seconded by {ruling.seconder}"))),
            "then": "; ".join(f"{each.what}, {each.place.date}" for each in sure),
        }
        if full:
            row["words"] = "; ".join(f"{flat(each.place.text)} ({each.place.where})" for each in sure)
            row["possibly related"] = "; ".join(f"{flat(each.place.text)} ({each.place.where})" for each in course.followings if each not in sure)
        rows.append(row | {"where": ruling.place.where})
    return rows


# Ways and times


def route_lines(way: Route, short: Short) -> Iterator[Line]:
    """A paper's files, and every meeting that saw it with what it did."""
    yield 0, f"{way.paper}  [{short('pap', way.id)}]"
    for version in way.versions:
        yield 2, ", ".join(filter(None, (f"file {version.document}", version.told, version.date)))
    for stop in way.stops:
        yield 0, ", ".join(filter(None, (stop.date or "no date", stop.board, stop.item and f"item {stop.item}")))
        if stop.brought_by:
            yield 2, f"brought by {', '.join(stop.brought_by)}"
        if stop.printed:
            yield 2, f"called there {'; '.join(stop.printed)}"
        yield 2, quoted(stop.places[0])
        yield 4, stop.places[0].where
        for done in stop.done:
            yield 2, f"{done.outcome or 'to do'}{f' by {done.by}' if done.by else ''}: {quoted(done.place)}  [{short(done.kind, done.id)}]"
            yield 4, done.place.where


def path_lines(chains: Sequence[Chain]) -> Iterator[Line]:
    """Ways from one thing to another, each step with its words."""
    for number, chain in enumerate(chains, 1):
        yield 0, f"{number}. {chain.steps[0].start_label} to {chain.steps[-1].end_label} ({chain.why})"
        for step in chain.steps:
            yield 2, f"{step.start_label} {step.said} {step.end_label}"
            yield 4, quoted(step.place)
            yield 6, step.place.citation


def timeline_lines(told: Timeline, short: Short) -> Iterator[Line]:
    """Events by date, each with its words."""
    yield 0, f"{told.about}: {len(told.events)} events"
    for event in told.events:
        ident = f"  [{short(event.kind, event.id)}]" if event.kind and event.id else ""
        yield 2, f"{event.date or 'no date'}  {event.what}: {quoted(event.place)}{ident}"
        yield 4, event.place.citation


def event_rows(told: Timeline, short: Short) -> list[dict[str, str]]:
    """A timeline as a table."""
    return [
        {
            "date": event.date,
            "board": event.place.board or "",
            "item": event.place.item,
            "what": event.what,
            "words": flat(event.place.text),
            "id": short(event.kind, event.id) if event.kind and event.id else "",
            "where": event.place.where,
        }
        for event in told.events
    ]
