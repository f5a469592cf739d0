"""The command line: parse arguments, call, print. The only place that ends the process.

Nothing heavy is imported here; each command imports what it uses when it runs.
"""

import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from kg.errors import BoardgraphError, NotFound, UnreadableFile, WrongUsage

if TYPE_CHECKING:
    from ingest.minutes.records import Minutes
    from ingest.pipeline import Outcome
    from kg.explore import Profile
    from kg.graph import Graph
    from kg.identity import Identity
    from kg.links import Linked, Touch
    from kg.model import Document
    from kg.plain import Line
    from kg.resolve.acts import Pending
    from kg.store import Store
    from kg.tenure import Membership
    from search.answer import Answer, Result

app = typer.Typer(
    help="Asks years of minutes what was agreed, who said they would do it, and whether it happened.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


class Format(StrEnum):
    """How to print one thing."""

    TABLE = "table"
    JSON = "json"


class ListFormat(StrEnum):
    """How to print a list."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


class PictureFormat(StrEnum):
    """How to print what can be drawn."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


class TimelineFormat(StrEnum):
    """How to print what is a list and can be drawn."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    HTML = "html"


class ExportFormat(StrEnum):
    """What `export` writes."""

    JSON = "json"
    CSV = "csv"
    GRAPHML = "graphml"
    JSONLD = "jsonld"
    SCHEMA = "schema"


class KindOption(StrEnum):
    """Kinds of passage that `ask` can be limited to."""

    DECISION = "decision"
    ACTION = "action"
    DISCUSSION = "discussion"
    ATTENDANCE = "attendance"


Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="YYYY-MM-DD")]
Printed = Annotated[Format, typer.Option("--format", help="For people, or for programs.")]
Drawn = Annotated[PictureFormat, typer.Option("--format", help="For people, for programs, or one page with a picture that opens in any browser without a network.")]
PageOut = Annotated[Path | None, typer.Option("--out", help="The file of the page. Default: the standard output.", metavar="FILE")]
PrintedList = Annotated[ListFormat, typer.Option("--format", help="For people, for programs, for a spreadsheet, for a document.")]


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option("--data", help="The folder of the store. Default: $BOARDGRAPH_DATA, else ./boardgraph-data.", metavar="DIR")] = None,
) -> None:
    """Note where the store is."""
    context.obj = data or Path(os.environ.get("BOARDGRAPH_DATA") or "boardgraph-data")


def _store(context: typer.Context, *, create: bool = False) -> "Store":
    from kg.store import Store

    return Store.open(context.obj, create=create)


def _day(when: datetime | None) -> date | None:
    return when.date() if when else None


# Reading files


@app.command("ingest", epilog="Example: boardgraph ingest minutes/")
def ingest_command(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH...")],
    model: Annotated[str | None, typer.Option(help="Another sentence-transformers model: a folder, or a name in the local cache.")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Forget files that are gone.")] = False,
    form: Printed = Format.TABLE,
) -> None:
    """Read minutes into the store. What has not changed is not read again."""
    from ingest.pipeline import Result, require
    from search.embed import find_model

    require(paths)
    chosen = find_model(model)
    with _store(context, create=True) as store:
        outcomes = _ingest(store, paths, prune=prune, quiet=form is Format.JSON)
        encoded = _index(store, chosen, quiet=form is Format.JSON)
    if form is Format.JSON:
        _print_json({"outcomes": [asdict(outcome) for outcome in outcomes], "passages_encoded": encoded})
    else:
        _print_outcomes(outcomes)
    if any(outcome.result is Result.REFUSED for outcome in outcomes):
        raise typer.Exit(3)


def _ingest(store: "Store", paths: Sequence[Path], *, prune: bool = False, quiet: bool) -> "list[Outcome]":
    from ingest.pipeline import ingest

    with _progress("Reading", quiet=quiet) as advance:
        return ingest(paths, store, prune=prune, progress=advance)


def _index(store: "Store", model: Any, *, quiet: bool) -> int:
    from search.embed import onnx_file
    from search.index import update

    if not quiet and sys.stderr.isatty() and not onnx_file(model.digest).is_file():
        print("Preparing the language model; this is done once and takes up to a minute.", file=sys.stderr)
    with _progress("Indexing", quiet=quiet) as advance:
        return update(store, model, progress=advance)


@contextmanager
def _progress(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on the error stream of a terminal; silent elsewhere. Gives what advances it: (done, of)."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _print_outcomes(outcomes: "Sequence[Outcome]") -> None:
    from ingest.pipeline import Result

    changed = [outcome for outcome in outcomes if outcome.result is not Result.UNCHANGED]
    if changed:
        rows = [
            {
                "file": outcome.path,
                "outcome": outcome.result.value,
                "passages": outcome.passages or "",
                "decisions": outcome.decisions or "",
                "actions": outcome.actions or "",
                "note": outcome.detail,
            }
            for outcome in changed
        ]
        _print_table(rows)
    if len(changed) < len(outcomes):
        print(f"{len(outcomes) - len(changed)} of {len(outcomes)} files unchanged." if changed else f"Nothing changed: all {len(outcomes)} files are in the store as they are.")
    if not outcomes:
        print("There are no files in there.")
    refused = sum(outcome.result is Result.REFUSED for outcome in outcomes)
    if refused:
        print(f"{refused} refused; the notes above say what to do.", file=sys.stderr)


@app.command("parse", epilog="Example: boardgraph parse minutes.docx --format json")
def parse_command(file: Annotated[Path, typer.Argument(help="One file.", metavar="FILE")], form: Printed = Format.TABLE) -> None:
    """Show how one file is read, without a store; a file in an archive or mail is named after it: old.zip/minutes.docx."""
    from ingest.minutes.contract import as_json
    from ingest.pipeline import parse_file

    try:
        parsed, *others = parse_file(file)
    except UnreadableFile as error:
        raise UnreadableFile(f"{file}: {error}") from error
    if others:
        names = ", ".join(each.document.path for each in others)
        print(f"{file} holds {len(others) + 1} documents; this is {parsed.document.path}. Name one to see it: {names}", file=sys.stderr)
    if form is Format.JSON:
        _print_json(as_json(parsed.document, parsed.source, parsed.minutes))
    else:
        _print_minutes(parsed.minutes, parsed.document)


def _how_read(document: "Document") -> list[str]:
    """How a text was got out of its file, as far as people want to know."""
    reading = document.reading
    told = [f"read by {document.reader.split('/')[0]}"]
    told += [f"{len(document.pages)} pages"] if document.pages else []
    told += [f"pages {', '.join(map(str, reading.scanned))} recognised in pictures" if len(reading.scanned) < len(document.pages) else "scanned"] if reading.scanned else []
    told += [f"{reading.furniture} lines of headers and footers left out"] if reading.furniture else []
    told += [f"{len(reading.repairs)} words mended"] if reading.repairs else []
    return told + (["tracked changes accepted"] if reading.tracked_changes else [])


def _print_minutes(minutes: "Minutes", document: "Document") -> None:
    meeting, text = minutes.meeting, document.text
    print(f"{minutes.kind.value}, {minutes.status}; {', '.join(_how_read(document))}")
    when = f"{meeting.date or 'no date'} {meeting.start or ''}{'–' + meeting.end if meeting.end else ''}".strip()
    print(f"{meeting.board.words if meeting.board else 'no board'}, {when}, {meeting.location.words if meeting.location else 'no place'}; chair {meeting.chair or 'not told'}")
    for status in ("present", "in_attendance", "apologies", "absent"):
        names = [entry.name + (f" ({entry.represents.words})" if entry.represents else "") for entry in minutes.attendance if entry.status == status]
        if names:
            _print_wrapped(f"{status.replace('_', ' ').capitalize()}: {', '.join(names)}")
    for title, rows in (
        ("Items", [f"{item.number} {'  ' if item.sub else ''}{item.title.words}" for item in minutes.items]),
        ("Decisions", [f"{each.item}: {each.outcome}: {each.span.of(text)}" for each in minutes.decisions]),
        (
            "Actions",
            [
                f"{each.item}: {', '.join(owner.name for owner in each.owners) or 'nobody named'}{f', {each.due.date or each.due.as_printed}' if each.due else ''}: {each.span.of(text)}"
                for each in minutes.actions
            ],
        ),
        ("Papers", [paper.title.words for paper in minutes.papers]),
        ("Bodies", [body.name.words for body in minutes.organisations]),
    ):
        if rows:
            print(f"\n{title}")
            for row in rows:
                _print_wrapped(" ".join(row.split()), indent="  ")
    if minutes.next_meeting:
        print(f"\nNext meeting: {minutes.next_meeting.date} {minutes.next_meeting.time or ''} {minutes.next_meeting.location or ''}".rstrip())
    print(f"\n{len(minutes.passages)} passages; {sum(span.end - span.start for span in minutes.unread)} characters unread.")


# Asking


@app.command("ask", epilog='Example: boardgraph ask "what was agreed about SCR chairs" --since 2009-01-01')
def ask_command(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question in your own words.")],
    board: Annotated[str | None, typer.Option(help="Only this board: words of its name, or its initials.")] = None,
    person: Annotated[str | None, typer.Option(help="Only passages that name this person.")] = None,
    since: Day = None,
    until: Day = None,
    kind: Annotated[KindOption | None, typer.Option(help="Only passages of this kind.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many results.")] = 10,
    literal: Annotated[bool, typer.Option("--literal", help="Take the words as they are: no acronyms, names, dates or other wordings understood.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each score is made of.")] = False,
    form: Printed = Format.TABLE,
) -> None:
    """Answer a question with exact quotes and their places."""
    from search.answer import Filters, ask

    if not question.strip():
        raise WrongUsage("The question is empty: put it in quotation marks.")
    filters = Filters(board, person, _day(since), _day(until), kind.value if kind else None)
    with _store(context) as store:
        answer = ask(question, store, filters=filters, limit=limit, by_words=literal)
        if form is Format.JSON:
            _print_json(_answer_json(answer))
        else:
            _print_answer(store, answer, explain=explain)
    if answer.abstained:
        raise typer.Exit(1)


def _answer_json(answer: "Answer") -> dict[str, Any]:
    question = answer.question
    return {
        "question": question.text,
        "understood": {
            "kind": question.aim.value if question.aim else None,
            "people": [person.label for person in question.people],
            "boards": [board.label for board in question.boards],
            "since": question.since.isoformat() if question.since else None,
            "until": question.until.isoformat() if question.until else None,
            "terms": [term.words for term in question.terms],
            "wordings": {term.words: [wording.words for wording in term.wordings[1:]] for term in question.terms if len(term.wordings) > 1},
            "over_time": question.over_time,
            "across_boards": question.across,
        },
        "abstained": answer.abstained,
        "results": [asdict(result) for result in answer.results],
        "nearest": [asdict(result) for result in answer.nearest],
    }


_AIMS = {"decision": "decisions", "action": "actions", "person": "who was there", "paper": "papers", "discussion": "what was said"}


def _understood(answer: "Answer") -> str:
    """What a question was taken to ask for, in one line."""
    question = answer.question
    since, until = question.since, question.until
    days = str(since) if since == until else f"{since or '…'} to {until or 'today'}"
    known = [[term.words, *[wording.words for wording in term.wordings[1:] if wording.worth >= 0.9][:2]] for term in question.terms]
    parts = [
        *([_AIMS[question.aim]] if question.aim else []),
        *(["over time"] if question.over_time else []),
        *[person.label for person in question.people],
        *[board.label for board in question.boards],
        *([days] if since or until else []),
        *([", ".join(" = ".join(names) for names in known)] if known else []),
    ]
    return "; ".join(parts)


def _print_answer(store: "Store", answer: "Answer", *, explain: bool) -> None:
    from search.answer import arranged

    _print_wrapped(f"Looked for: {_understood(answer)}" + (f"; certainty that there is an answer {answer.certainty}" if explain else ""))
    print()
    if answer.abstained:
        print(f"Nothing in the record answers that: {store.count_passages()} passages of {store.counts()['documents']} documents were searched. The nearest:\n")
        for result in answer.nearest:
            _print_result(store, result, explain=explain)
        return
    for name, results in arranged(answer):
        print(name)
        for result in results:
            _print_result(store, result, explain=explain)


def _print_result(store: "Store", result: "Result", *, explain: bool) -> None:
    _print_wrapped(f"{result.speaker + ': ' if result.speaker else ''}“{' '.join(result.text.split())}”", indent="  ")
    _print_wrapped(f"{result.citation}  [{store.short('psg', result.id)}]", indent="    ")
    if result.item_title:
        _print_wrapped(f"under: {result.item_title}", indent="    ")
    if result.owners or result.due:
        _print_wrapped("; ".join(part for part in (", ".join(result.owners), f"due {result.due}" if result.due else "") if part), indent="    for: " if result.owners else "    ")
    if result.copies:
        _print_wrapped(f"also in: {', '.join(result.copies)}", indent="    ")
    if explain:
        _print_wrapped(f"score {result.score}: " + ", ".join(f"{part} {value:+}" for part, value in result.why.items()), indent="    ")
    print()


# Looking up


@app.command("who", epilog='Example: boardgraph who "Ann Lee"')
def who_command(
    context: typer.Context, name: Annotated[str, typer.Argument(help="A name, part of one, or initials.")], form: Drawn = PictureFormat.TABLE, out: PageOut = None
) -> None:
    """A person: meetings, roles, actions and papers, with where each is said."""
    from kg.explore import people_named, profile
    from kg.graph import build
    from kg.tenure import memberships

    with _store(context) as store:
        graph = build(store)
        profiles = [(profile(graph, person), memberships(graph, person)) for person in people_named(graph, name)]
        if form is PictureFormat.HTML:
            if len(profiles) > 1:
                raise WrongUsage(f"{name!r} fits {', '.join(each.name for each, _ in profiles)}: a page shows one, give the whole name.")
            _draw("of_person", *profiles[0], out=out)
            return
        if form is PictureFormat.JSON:
            _print_json([asdict(each) | {"memberships": [asdict(membership) for membership in its]} for each, its in profiles])
            return
        for each, its in profiles:
            _print_profile(store, each, its)


def _print_profile(store: "Store", person: "Profile", memberships: "Sequence[Membership]") -> None:
    from kg.plain import task_lines

    print(f"{person.name}  [{store.short('per', person.id)}]" + (f"  also {', '.join(person.also)}" if person.also else ""))
    for each in memberships:
        post = f"{each.post}, " if each.post else ""
        ends = f"{each.begins or '…'} ({each.begin_known}) to {each.ends or '…'} ({each.end_known})"
        _print_wrapped(f"{post}{each.body}: {ends}", indent="  ")
    print(f"  {len(person.meetings)} meetings, {len(person.actions)} actions, {len(person.papers)} papers presented")
    for presence in person.meetings:
        details = [presence.status.replace("_", " "), *(part for part in (presence.role, presence.post) if part)]
        stands_for = f" for {presence.represents}" if presence.represents else ""
        _print_wrapped(
            f"{presence.place.date or 'no date'}  {presence.place.board or 'no board'}: {', '.join(dict.fromkeys(details))}{stands_for}  ({presence.place.where})", indent="  "
        )
    if person.actions:
        print("  Actions")
    _print_lines(line for task in person.actions for line in task_lines(task, store.short))
    if person.papers:
        print("  Papers presented")
    for title, place in person.papers:
        _print_wrapped(f"{title}  ({place.citation})", indent="    ")
    print()


@app.command("actions", epilog="Example: boardgraph actions --owner DL --overdue --on 2010-01-01")
def actions_command(
    context: typer.Context,
    owner: Annotated[str | None, typer.Option(help="Only this owner: words of the name, or initials.")] = None,
    board: Annotated[str | None, typer.Option(help="Only this board: words of its name, or its initials.")] = None,
    since: Day = None,
    until: Day = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only what is not complete or dropped.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what was due before today, or before --on, and is not done.")] = False,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="YYYY-MM-DD", help="The register as it stood on that day.")] = None,
    form: PrintedList = ListFormat.TABLE,
) -> None:
    """The action register: who was to do what, by when, how far it has come, and where each is recorded. 'show' tells the whole life of one."""
    from kg.graph import build
    from kg.lives import action_register, life_record
    from kg.plain import action_rows, register_lines

    with _store(context) as store:
        graph = build(store)
        lives = action_register(
            graph, store.passages().values(), owner=owner, board=board, since=_day(since), until=_day(until), on=_day(on), only_open=only_open, only_overdue=overdue
        )
        if not lives:
            _known_board(graph, board)
            raise NotFound("No action fits: loosen --owner, --board, --since, --until, --on, --open or --overdue.")
        if form is ListFormat.JSON:
            _print_json([life_record(life) for life in lives])
            return
        if form is ListFormat.TABLE:
            _print_lines(register_lines(lives, store.short))
            return
        rows = action_rows(lives, store.short, on_paper=form is ListFormat.MD)
    _print_rows(rows, form)


@app.command("decisions", epilog="Example: boardgraph decisions --board wexmoor --about pool --since 2009-01-01")
def decisions_command(
    context: typer.Context,
    board: Annotated[str | None, typer.Option(help="Only this board: words of its name, or its initials.")] = None,
    about: Annotated[str | None, typer.Option(help="Only decisions whose words or heading hold these words.")] = None,
    outcome: Annotated[str | None, typer.Option(help="Only this outcome, in the word of the minutes: approved, deferred, lost …")] = None,
    since: Day = None,
    until: Day = None,
    conditional: Annotated[bool, typer.Option("--conditional", help="Only what was settled under conditions.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="What was only noted, and what the meeting settled about itself, too.")] = False,
    form: PrintedList = ListFormat.TABLE,
) -> None:
    """The decision register: what was settled, how, by whom, what came of it, and where each is recorded."""
    from kg.courses import course_record, courses
    from kg.graph import build
    from kg.plain import course_rows
    from kg.register import decisions

    with _store(context) as store:
        graph = build(store)
        rulings = decisions(graph, board=board, about=about, outcome=outcome, since=_day(since), until=_day(until), conditional=conditional, everything=everything)
        if not rulings:
            _known_board(graph, board)
            raise NotFound("No decision fits: loosen --board, --about, --outcome, --since, --until or --conditional, or add --all.")
        found = courses(graph, store.passages().values(), rulings, decisions(graph))
        if form is ListFormat.JSON:
            _print_json([course_record(course) for course in found])
            return
        rows = course_rows(found, store.short, full=form is not ListFormat.TABLE)
    _print_rows(rows, form)


@app.command("links", epilog='Example: boardgraph links "Ambermarch network" "Wexmoor"')
def links_command(
    context: typer.Context,
    board: Annotated[str, typer.Argument(help="A board: words of its name, or its initials.", metavar="BOARD")],
    other: Annotated[str | None, typer.Argument(help="Another board. Without it, all boards that the first one touches.", metavar="[BOARD]")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many of each kind.")] = 15,
    form: Drawn = PictureFormat.TABLE,
    out: PageOut = None,
) -> None:
    """How two boards are linked: people, bodies, papers and terms that both have, and what each says of the other."""
    from kg.graph import build
    from kg.links import boards_named, linked, touched

    with _store(context) as store:
        graph = build(store)
        here = boards_named(graph, board)
        if other is None:
            touches = touched(graph, here)[:limit]
            if not touches:
                raise NotFound(f"{graph.label(here[0])} shares nothing with another board of the record.")
            if form is PictureFormat.HTML:
                raise WrongUsage("A page shows two boards: name the other one.")
            if form is PictureFormat.JSON:
                _print_json([asdict(touch) for touch in touches])
            else:
                _print_touches(graph.label(here[0]), touches)
            return
        there = boards_named(graph, other)
        if set(here) & set(there):
            raise WrongUsage(f"{board!r} and {other!r} are the same board: name two.")
        links = linked(graph, here, there, (board, other), store.passages().values())
    if not links.shared and not links.crossings:
        raise NotFound(f"Nothing in the record links {links.here} and {links.there}.")
    if form is PictureFormat.HTML:
        _draw("of_links", links, out=out)
    elif form is PictureFormat.JSON:
        _print_json(asdict(links))
    else:
        _print_links(links, limit)


def _print_touches(board: str, touches: "Sequence[Touch]") -> None:
    print(f"Boards that {board} touches, those with the most and rarest links first\n")
    for touch in touches:
        counts = ", ".join(f"{many} {kind}" for kind, many in sorted(touch.shared.items()))
        _print_wrapped(f"{touch.board}: {counts}; rarest {', '.join(touch.rarest)}", indent="  ")


def _print_links(links: "Linked", limit: int) -> None:
    print(f"{links.here} and {links.there}\n")
    for kind in dict.fromkeys(link.kind for link in links.shared):
        shared = [link for link in links.shared if link.kind == kind]
        print(f"Shared {kind}: {len(shared)}" + (f", the {limit} rarest" if len(shared) > limit else ""))
        for link in shared[:limit]:
            _print_wrapped(f"{link.name} ({link.why})", indent="  ")
            for side in (link.here, link.there):
                _print_wrapped(f"“{' '.join(side.place.text.split())}”", indent="    ")
                _print_wrapped(f"{', '.join((*side.roles, side.place.citation))}", indent="      ")
        print()
    for kind in dict.fromkeys(crossing.kind for crossing in links.crossings):
        its = [crossing for crossing in links.crossings if crossing.kind == kind]
        print(f"In each other's records, {kind}: {len(its)}")
        for crossing in its[:limit]:
            _print_wrapped(f"“{' '.join(crossing.place.text.split())}”", indent="    ")
            _print_wrapped(", ".join(filter(None, (crossing.place.citation, crossing.answered))), indent="      ")
            if crossing.answer:
                _print_wrapped(f"“{' '.join(crossing.answer.text.split())}”", indent="        ")
                _print_wrapped(crossing.answer.citation, indent="        ")
        print()


@app.command("route", epilog='Example: boardgraph route "Training Strategy"')
def route_command(
    context: typer.Context,
    paper: Annotated[str, typer.Argument(help="Words of a paper's title, or its id.", metavar="PAPER")],
    form: Drawn = PictureFormat.TABLE,
    out: PageOut = None,
) -> None:
    """A paper's way: every meeting that saw it, in order, and what each did with it."""
    from kg.graph import build
    from kg.plain import route_lines
    from kg.route import papers_named, route

    with _store(context) as store:
        graph = build(store)
        way = route(graph, store.find(paper)[1] if paper.startswith("pap-") else papers_named(graph, paper))
        if form is PictureFormat.HTML:
            _draw("of_route", way, out=out)
            return
        if form is PictureFormat.JSON:
            _print_json(asdict(way))
            return
        _print_lines(route_lines(way, store.short))


@app.command("path", epilog='Example: boardgraph path "Helena Osgood" "Ambermarch network"')
def path_command(
    context: typer.Context,
    start: Annotated[str, typer.Argument(help="A person, board, body, paper or any id.", metavar="A")],
    end: Annotated[str, typer.Argument(help="Another one.", metavar="B")],
    k: Annotated[int, typer.Option("-k", "--limit", min=1, help="At most so many ways.")] = 3,
    form: Drawn = PictureFormat.TABLE,
    out: PageOut = None,
) -> None:
    """How two things hang together: the shortest explained ways from one to the other, each step with its words."""
    from kg.graph import build
    from kg.path import paths
    from kg.plain import path_lines

    with _store(context) as store:
        graph = build(store)
        chains = paths(graph, _any_named(graph, store, start), _any_named(graph, store, end), k)
        if form is PictureFormat.HTML:
            _draw("of_paths", chains, out=out)
        elif form is PictureFormat.JSON:
            _print_json([asdict(chain) for chain in chains])
        else:
            _print_lines(path_lines(chains))


def _draw(what: str, *answer: Any, out: Path | None) -> None:
    """Write the page of an answer; `what` names how it is drawn."""
    from kg.picture import drawn
    from kg.picture.page import page

    _write(page(getattr(drawn, what)(*answer)), out)


@app.command("timeline", epilog='Example: boardgraph timeline "evening courses"')
def timeline_command(
    context: typer.Context,
    about: Annotated[str, typer.Argument(help="Words of a matter, or the name of a person or board.", metavar="TOPIC|PERSON|BOARD")],
    since: Day = None,
    until: Day = None,
    form: Annotated[
        TimelineFormat, typer.Option("--format", help="For people, for programs, for a spreadsheet, for a document, or one page with a picture.")
    ] = TimelineFormat.TABLE,
    out: PageOut = None,
) -> None:
    """What was said, decided and done about a matter, or by a person or board, by date."""
    from kg.graph import build
    from kg.plain import event_rows, timeline_lines
    from kg.timeline import timeline, within

    with _store(context) as store:
        graph = build(store)
        told = within(timeline(graph, store.passages().values(), _any_id(graph, store, about), about), _day(since), _day(until))
        if not told.events:
            raise NotFound(f"Nothing of {told.about} falls into that time: loosen --since or --until.")
        if form is TimelineFormat.HTML:
            _draw("of_timeline", told, out=out)
        elif form is TimelineFormat.JSON:
            _print_json(asdict(told))
        elif form is TimelineFormat.TABLE:
            _print_lines(timeline_lines(told, store.short))
        else:
            _print_rows(event_rows(told, store.short), ListFormat(form))


def _known_board(graph: "Graph", words: str | None) -> None:
    """Raise NotFound, which lists the boards, where no board of the record is called so."""
    from kg.links import boards_named

    try:
        if words:
            boards_named(graph, words)
    except WrongUsage:
        return  # several are


def _any_id(graph: "Graph", store: "Store", words: str) -> str | None:
    """The node that an id denotes; None for other words."""
    if not store.is_id(words):
        return None
    _, full = store.find(words)
    if full not in graph.canonical:
        raise WrongUsage(f"{words} is no thing of the graph: 'boardgraph show {words}' says what it is.")
    return graph.canonical[full]


def _any_named(graph: "Graph", store: "Store", words: str) -> str:
    from kg.naming import node_named

    return _any_id(graph, store, words) or node_named(graph, words)


@app.command("show", epilog="Example: boardgraph show act-3f9a2c")
def show_command(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(help="Any id that a result carries.", metavar="ID")],
    explain: Annotated[bool, typer.Option("--explain", help="Show which wording each fact stands on, and why its mentions are one.")] = False,
    form: Printed = Format.TABLE,
) -> None:
    """Any id: its record, and its words in context with file, page and line."""
    from kg.courses import courses
    from kg.explore import record_of
    from kg.graph import build
    from kg.identity import identity_of
    from kg.lives import life_of
    from kg.plain import course_lines, life_lines
    from kg.register import decisions, ruling
    from kg.vocabulary import Kind

    with _store(context) as store:
        graph = build(store)
        record = record_of(graph, store, *store.find(identifier))
        identity = identity_of(graph, store.identity.live(), record.id) if explain and record.id in graph.mentions else None
        if form is Format.JSON:
            _print_json(asdict(record) | ({"identity": asdict(identity)} if identity else {}))
            return
        _print_wrapped(f"{record.kind}  {record.label}  [{store.short(record.prefix, record.id)}]")
        if record.prefix == Kind.ACTION:
            _print_lines(life_lines(life_of(graph, store.passages().values(), record.id), store.short, explain=explain))
            print()
        for fact in record.facts:
            target = f"  [{store.short(*fact.target)}]" if fact.target else ""
            _print_wrapped(f"{fact.name}: {fact.value}{target}", indent="  ")
            if fact.why and (explain or fact.wording != fact.value):
                _print_wrapped(f"why: “{fact.wording}”: {fact.why}" if fact.wording else f"why: {fact.why}", indent="    ")
            if fact.place:
                words = " ".join(fact.place.text.split())
                statement = f"  [{store.short('stm', fact.place.statement)}]" if fact.place.statement else ""
                _print_wrapped(f"{'the words above' if words == record.label else f'“{words}”'} ({fact.place.where}){statement}", indent="    ")
        if record.prefix == Kind.DECISION:
            print()
            _print_lines(course_lines(courses(graph, store.passages().values(), [ruling(graph, record.id)], decisions(graph))[0], store.short))
        if identity:
            _print_identity(store, identity, record.prefix)
        if record.place:
            print(f"\n{record.place.citation}")
            for line in record.context:
                _print_wrapped(line, indent="  | ")


def _print_identity(store: "Store", identity: "Identity", prefix: str) -> None:
    print("\nWhat is held to be one:")
    for each in identity.mentions:
        _print_wrapped(f"{', '.join(f'“{wording}”' for wording in each.wordings)}  {each.place.citation}  [{store.short(prefix, each.id)}]", indent="  ")
        _print_wrapped(f"why: {each.why}", indent="    ")
    if identity.others:
        print("What is held apart, or may be the same:")
    for other in identity.others:
        _print_wrapped(f"{'not' if other.verdict == 'negative' else 'perhaps'} {other.label}  [{store.short(prefix, other.id)}]: {other.why}", indent="  ")


UNRESOLVED = "stale: run 'boardgraph ingest'"


@app.command("status", epilog="Example: boardgraph status")
def status_command(context: typer.Context, form: Printed = Format.TABLE) -> None:
    """What is in the store, and whether the search index fits it."""
    from kg.explore import documents_of
    from kg.graph import build
    from kg.resolve.update import resolver_version
    from search.index import manifest_of

    with _store(context) as store:
        manifest = manifest_of(store)
        state = (
            "missing: run 'boardgraph ingest'"
            if manifest is None
            else "stale: run 'boardgraph ingest'"
            if manifest.revision != store.revision
            else f"up to date ({manifest.model})"
        )
        resolved = store.identity.resolver == resolver_version() and not store.identity.touched()
        counts, listed = store.counts(), documents_of(build(store), store)
        if form is Format.JSON:
            _print_json(
                {"data": str(store.folder), "counts": counts, "index": state, "identity": "up to date" if resolved else UNRESOLVED, "documents": [asdict(each) for each in listed]}
            )
            return
        print(f"Store in {store.folder}; search index {state}; who is who {'up to date' if resolved else UNRESOLVED}")
        _print_wrapped(", ".join(f"{count} {name}" for name, count in counts.items()) + " (as each document mentions them)")
        print()
        rows = [
            {
                "id": store.short("doc", each.id),
                "file": each.path,
                "kind": each.kind,
                "board": each.board or "",
                "date": each.date or "",
                "passages": each.passages,
                "unread": each.unread or "",
                "same as": ", ".join(each.same_as),
            }
            for each in listed
        ]
    if rows:
        _print_table(rows)


@app.command("check", epilog="Example: boardgraph check --board Elmford")
def check_command(
    context: typer.Context,
    board: Annotated[str | None, typer.Option(help="Only minutes of a board whose name holds these words.")] = None,
    form: PrintedList = ListFormat.TABLE,
) -> None:
    """What a person should look at: dates that differ, names both present and absent, owners nobody fits, judgements at odds, text not read."""
    from kg.checks import checks
    from kg.graph import build
    from kg.resolve.acts import pending

    with _store(context) as store:
        graph = build(store)
        rows = [
            {"file": each.path, "line": each.line, "kind": each.kind, "what": each.message}
            for each in checks(graph, store)
            if not board or board.casefold() in (each.board or "").casefold()
        ]
        waiting = len(pending(graph, store))
    if form is ListFormat.TABLE and not rows:
        print("Nothing to look at.")
    else:
        _print_rows(rows, form)
    if waiting and form is ListFormat.TABLE:
        print(f"{waiting} {'pair' if waiting == 1 else 'pairs'} of names may be one person, body or paper: 'boardgraph entity review' shows them.")


@app.command("export", epilog="Example: boardgraph export json --out record.json")
def export_command(
    context: typer.Context,
    form: Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help="json, csv (tables in a zip), graphml, jsonld, or schema: the JSON Schema of json.")],
    out: Annotated[Path | None, typer.Option("--out", help="A file. Default: the standard output; csv needs one.", metavar="FILE")] = None,
) -> None:
    """Write the whole record, every statement with its words and place; what is exempt stays out."""
    from kg.export.records import schema

    if form is ExportFormat.CSV and out is None:
        raise WrongUsage("The tables go into one zip: add --out FILE.zip.")
    if form is ExportFormat.SCHEMA:
        _write(schema(), out)
        return
    with _store(context) as store:
        _write(_exported(store, form), out)


def _exported(store: "Store", form: ExportFormat) -> str | bytes:
    from kg.export.graphml import as_graphml
    from kg.export.linked_data import as_jsonld
    from kg.export.records import as_json
    from kg.export.tables import as_bundle
    from kg.graph import build
    from kg.lives import action_register
    from kg.register import decisions

    graph = build(store)
    if form is ExportFormat.CSV:
        return as_bundle(graph, action_register(graph, store.passages().values()), decisions(graph, everything=True))
    if form is ExportFormat.GRAPHML:
        return as_graphml(graph)
    return as_jsonld(graph) if form is ExportFormat.JSONLD else as_json(graph, store.identity.live())


def _write(written: str | bytes, out: Path | None) -> None:
    """Write to a file, or to the standard output."""
    if out is None:
        sys.stdout.write(str(written))
        return
    try:
        out.write_bytes(written if isinstance(written, bytes) else written.encode())
    except OSError as error:
        raise WrongUsage(f"{out} cannot be written ({error.strerror}): name another file with --out.") from error


# Who is who


entity = typer.Typer(help="Who is who: review what may be one, merge, split, take back, share.", no_args_is_help=True)
app.add_typer(entity, name="entity")
Judge = Annotated[str | None, typer.Option("--by", help="Who says so. Default: your user name.", metavar="NAME")]


def _judge(by: str | None) -> str:
    import getpass

    try:
        return by or getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _named(graph: "Graph", store: "Store", words: str) -> str:
    """The node that an id or a whole name denotes."""
    from kg.explore import thing_named

    if not store.is_id(words):
        return thing_named(graph, words)
    _, full = store.find(words)
    if full not in graph.mentions:
        raise WrongUsage(f"{words} is no person, body or paper of the record as it is now: 'boardgraph show {words}' says what it is.")
    return graph.canonical[full]


@entity.command("review", epilog="Example: boardgraph entity review")
def entity_review_command(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most so many pairs.")] = 50,
    by: Judge = None,
    form: Printed = Format.TABLE,
) -> None:
    """Walk through pairs that may be one, with the words that speak for it: same, different, unsure, skip or quit."""
    from kg.graph import build
    from kg.resolve.acts import judge_pair, pending

    with _store(context) as store:
        graph = build(store)
        pairs = pending(graph, store)
        if form is Format.JSON:
            _print_json([_pair_json(graph, pair) for pair in pairs[:limit]])
            return
        if not pairs:
            print("No pair waits for a judgement.")
            return
        done = 0
        seen: set[tuple[str, str]] = set()
        while pairs and len(seen) < limit:
            pair = pairs[0]
            seen.add((pair.left_member, pair.right_member))
            print(f"\n{len(pairs)} {'pair waits' if len(pairs) == 1 else 'pairs wait'}")
            _print_pair(graph, store, pair)
            verdict = _asked()
            if verdict == "quit":
                break
            if verdict != "skip":
                print(f"  noted as act {judge_pair(graph, store, pair, verdict, _judge(by))}")
                done += 1
                graph = build(store)  # one judgement may settle others, or open them
            pairs = [each for each in pending(graph, store) if (each.left_member, each.right_member) not in seen]
    print(f"{done} {'pair' if done == 1 else 'pairs'} judged. 'boardgraph entity log' lists what was done.")


def _asked() -> str:
    """What the user says of a pair; the end of the input quits."""
    answers = {"s": "positive", "d": "negative", "u": "unsure", "k": "skip", "q": "quit"}
    while True:
        try:
            given = input("  [s]ame, [d]ifferent, [u]nsure, s[k]ip, [q]uit? ").strip().lower()[:1]
        except EOFError:
            print()
            return "quit"
        if given in answers:
            return answers[given]


def _print_pair(graph: "Graph", store: "Store", pair: "Pending") -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for node in (pair.left, pair.right):
        table.add_column(f"{graph.label(node)}  [{store.short(str(graph.node(node)['kind']), node)}]", ratio=1, overflow="fold")
    table.add_row(*("\n".join(_evidence(graph, node, member)) for node, member in ((pair.left, pair.left_member), (pair.right, pair.right_member))))
    Console(width=None if sys.stdout.isatty() else 120, highlight=False, markup=False).print(table)
    _print_wrapped(f"{pair.probability:.0%} likely one: " + ", ".join(f"{sign} {worth:+g}" for sign, worth in pair.features.items()), indent="  ")


def _evidence(graph: "Graph", node: str, member: str) -> list[str]:
    """The lines that name a thing, that of the compared mention first."""
    from kg.identity import line_of_mention, place_of_mention

    members = [member, *(each for each in graph.nx.nodes[node]["members"] if each != member)]
    lines = [f"“{line_of_mention(graph, each)}” {place_of_mention(graph, each).citation}" for each in members[:3]]
    return lines + ([f"and {len(members) - 3} more mentions"] if len(members) > 3 else [])


def _pair_json(graph: "Graph", pair: "Pending") -> dict[str, Any]:
    sides = {
        side: {"id": node, "label": graph.label(node), "evidence": _evidence(graph, node, member)}
        for side, node, member in (("left", pair.left, pair.left_member), ("right", pair.right, pair.right_member))
    }
    return {**sides, "probability": pair.probability, "features": pair.features}


@entity.command("merge", epilog='Example: boardgraph entity merge per-3f9a2c "William Roe"')
def entity_merge_command(
    context: typer.Context,
    left: Annotated[str, typer.Argument(help="An id or a whole name.", metavar="A")],
    right: Annotated[str, typer.Argument(help="An id or a whole name.", metavar="B")],
    by: Judge = None,
) -> None:
    """Say that two people, bodies, papers or topics are one."""
    from kg.graph import build
    from kg.resolve.acts import merge

    with _store(context) as store:
        graph = build(store)
        one, other = _named(graph, store, left), _named(graph, store, right)
        number = merge(graph, store, one, other, _judge(by))
        print(f"{graph.label(one)} and {graph.label(other)} are one from now on. 'boardgraph entity undo {number}' takes it back.")


@entity.command("split", epilog="Example: boardgraph entity split per-3f9a2c --keep per-3f9a2c --keep per-81bb02")
def entity_split_command(
    context: typer.Context,
    thing: Annotated[str, typer.Argument(help="An id or a whole name.", metavar="A")],
    keep: Annotated[list[str], typer.Option("--keep", help="A mention that stays, by the id that 'show A --explain' prints. Give it again for each.", metavar="ID")],
    by: Judge = None,
) -> None:
    """Say that a thing is two: the mentions to keep, and the others."""
    from kg.graph import build
    from kg.resolve.acts import split

    with _store(context) as store:
        graph = build(store)
        node = _named(graph, store, thing)
        number = split(graph, store, node, [store.find(each)[1] for each in keep], _judge(by))
        print(f"{graph.label(node)} is two from now on. 'boardgraph entity undo {number}' takes it back.")


@entity.command("log", epilog="Example: boardgraph entity log")
def entity_log_command(context: typer.Context, form: PrintedList = ListFormat.TABLE) -> None:
    """What was merged, split and judged, by whom and when."""
    with _store(context) as store:
        acts = store.identity.acts()
    if form is ListFormat.JSON:
        _print_json([asdict(act) for act in acts])
        return
    if form is ListFormat.TABLE and not acts:
        print("Nothing was merged, split or judged.")
        return
    _print_rows([{"act": act.number, "done": act.verb, "what": act.note, "by": act.made_by, "on": act.made_on, "undone on": act.withdrawn_on or ""} for act in acts], form)


@entity.command("undo", epilog="Example: boardgraph entity undo 3")
def entity_undo_command(context: typer.Context, number: Annotated[int, typer.Argument(help="The number of an act, as 'entity log' lists it.", metavar="N")]) -> None:
    """Take back an act."""
    from kg.resolve.acts import undo

    with _store(context) as store:
        act = undo(store, number)
        print(f"Act {number} is undone: {act.note}.")


@entity.command("export", epilog="Example: boardgraph entity export --out judgements.json")
def entity_export_command(context: typer.Context, out: Annotated[Path | None, typer.Option("--out", help="A file. Default: the standard output.", metavar="FILE")] = None) -> None:
    """Write what people judged to a file that a team can share."""
    from kg.resolve.acts import as_file

    with _store(context) as store:
        _write(as_file(store), out)


@entity.command("import", epilog="Example: boardgraph entity import judgements.json")
def entity_import_command(context: typer.Context, file: Annotated[Path, typer.Argument(help="A file that 'entity export' wrote.", metavar="FILE")]) -> None:
    """Take in what others judged; what is about documents that are not here waits for them."""
    from kg.resolve.acts import take_file

    try:
        content = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{file} cannot be read: check the path.") from error
    with _store(context) as store:
        taken = take_file(store, content)
        if taken.against:
            print(f"{taken.against} acts contradict what was judged here and were left out: 'boardgraph entity log' lists yours.", file=sys.stderr)
        print(
            f"{taken.acts} acts taken in, {taken.known} known already."
            + (f" {taken.waiting} judgements are about documents that are not here; they count once these are ingested." if taken.waiting else "")
        )


# Measuring


@app.command("eval", epilog="Example: boardgraph eval questions.jsonl --out answers.csv")
def eval_command(
    context: typer.Context,
    questions: Annotated[
        Path, typer.Argument(help='Questions with known answers, one JSON object a line: "id", "question", "kind", "answers" with "file" and "quote".', metavar="QUESTIONS")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Where the table with one row for each question goes. Default: beside the questions, with the ending .eval.csv.", metavar="FILE")
    ] = None,
    plain: Annotated[bool, typer.Option(help="Compare with BM25, sentence embeddings and their fusion on bare passages.")] = True,
    form: Printed = Format.TABLE,
) -> None:
    """Score answers to a set of questions, by kind, beside what plain search finds."""
    from search.evaluate import abstaining, evaluate, questions_in, summary

    asked = questions_in(questions)
    if not asked:
        raise WrongUsage(f"There is no question in {questions}: write one JSON object a line.")
    with _store(context) as store, _progress("Asking", quiet=form is Format.JSON) as advance:
        scored = evaluate(store, asked, plain=plain, progress=advance)
    rows, refusals = summary(scored), abstaining(scored)
    table = out or questions.with_suffix(".eval.csv")
    each = [{"id": one.asked.id, "kind": one.asked.kind, "abstained": one.abstained, **_flat(one.by), "question": one.asked.question} for one in scored]
    try:
        with table.open("w", encoding="utf-8", newline="") as file:
            _write_csv(each, file)
    except OSError as error:
        raise WrongUsage(f"The table {table} cannot be written ({error.strerror}): name another file with --out.") from error
    if form is Format.JSON:
        _print_json({"figures": rows, "abstaining": refusals, "table": str(table)})
        return
    if rows:
        _print_table(rows)
    print(f"Said nothing {refusals['said']} times: precision {refusals['precision']}, recall {refusals['recall']} of {refusals['unanswerable']} questions without an answer.")
    print(f"One row for each question: {table}")


def _flat(by: "dict[str, dict[str, float]]") -> dict[str, Any]:
    """The figure that ranking is judged by, of each way of searching."""
    return {f"nDCG@10 {way}": round(its["nDCG@10"], 3) for way, its in by.items()}


# The sample


DEMO_QUESTIONS = (
    "what was agreed about SCR chairs",
    "who is to publish the tender for the pool, and by when",
    "what did the Wexmoor board decide about partner contributions",
    "what happened to the private fostering leaflet",
)


@app.command("demo", epilog="Example: boardgraph demo")
def demo_command() -> None:
    """Read the sample minutes into a temporary store and answer four questions."""
    import tempfile

    from kg.shared_data import shared_data
    from kg.store import Store
    from search.answer import ask
    from search.embed import find_model

    sample = shared_data("sample")
    minutes = sorted(file for file in sample.iterdir() if file.suffix in {".txt", ".md", ".docx"})
    print(f"Reading {len(minutes)} sample minutes of two invented boards, {sample}\n")
    with tempfile.TemporaryDirectory(prefix="boardgraph-demo-") as folder, Store.open(Path(folder), create=True) as store:
        _print_outcomes(_ingest(store, minutes, quiet=False))
        _index(store, find_model(), quiet=False)
        for question in DEMO_QUESTIONS:
            print(f"\n> boardgraph ask “{question}”\n")
            _print_answer(store, ask(question, store, limit=5), explain=False)
    print("Your own minutes: boardgraph ingest FOLDER, then boardgraph ask QUESTION.")


# Printing


def _print_json(content: Any) -> None:
    json.dump(content, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def _print_lines(lines: "Iterable[Line]") -> None:
    for indent, words in lines:
        _print_wrapped(words, indent=" " * indent)


def _print_wrapped(words: str, *, indent: str = "") -> None:
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    print(textwrap.fill(words, width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False))


def _print_rows(rows: Sequence[dict[str, Any]], form: ListFormat) -> None:
    if form is ListFormat.CSV:
        _write_csv(rows, sys.stdout)
    elif form is ListFormat.MD:
        print(_md_row(rows[0]))
        print(_md_row("---" for _ in rows[0]))
        for row in rows:
            print(_md_row(row.values()))
    else:
        _print_table(rows)


def _write_csv(rows: Sequence[dict[str, Any]], file: TextIO) -> None:
    from kg.export.tables import as_csv

    file.write(as_csv(rows))


def _md_row(cells: Iterable[Any]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    # A pipe has no width of its own: give long words room instead of breaking them.
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    filled = [column for column in rows[0] if any(str(row[column]) for row in rows)]
    for column in filled:
        table.add_column(column, overflow="fold", no_wrap=column in {"id", "raised", "due", "date", "outcome"})
    for row in rows:
        table.add_row(*(str(row[column]) for column in filled))
    console.print(table)


def main() -> None:
    """Run the command line; what a user can mend ends in one sentence and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Quotes hold curly marks and dashes that a Windows console's own encoding may lack.
            stream.reconfigure(encoding="utf-8", newline="\n")
    try:
        app()
    except BoardgraphError as error:
        print(f"boardgraph: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
