"""The registers: what was to be done, by whom and by when; what was decided, and how."""

import re
from dataclasses import dataclass
from datetime import date

from kg.graph import Graph
from kg.model import fold, is_called
from kg.places import Place, place_of
from kg.vocabulary import Kind, Predicate


@dataclass(frozen=True, slots=True)
class Task:
    """One action with its owners and date."""

    id: str
    text: str
    owners: tuple[str, ...]
    owners_why: tuple[str, ...]
    owners_printed: tuple[str | None, ...]  # the post or initials, where only other meetings tell whom they mean
    due: str | None  # ISO date
    due_raw: str | None
    printed_status: str | None  # in its own row
    place: Place
    copies: tuple[str, ...]  # other files that record it


def task(graph: Graph, action: str) -> Task:
    """One action."""
    arising = graph.of(action, Predicate.ARISES_FROM)[0]
    assigned = graph.of(action, Predicate.ASSIGNED_TO)
    due = next(iter(graph.of(action, Predicate.DUE)), None)
    return Task(
        id=graph.canonical[action],
        text=graph.quote(arising),
        owners=tuple(graph.nx.nodes[owner]["label"] if (owner := graph.object_of(statement)) else str(statement.value) for statement in assigned),
        owners_why=tuple(graph.why(statement) for statement in assigned),
        owners_printed=tuple(statement.value if statement.id in graph.meant else None for statement in assigned),
        due=_iso(due.value) if due else None,
        due_raw=str(due.qualifiers["as_printed"]) if due else None,
        printed_status=arising.qualifiers.get("status"),
        place=place_of(graph, arising),
        copies=tuple(sorted({graph.documents[graph.mentions[copy].document_id].path for copy in graph.copies_of(action)})),
    )


def owners_told(task: Task) -> str:
    """The owners for people; one whom other meetings tell stands with the words that are printed."""
    return ", ".join(f"{owner} (printed “{printed}”)" if printed else owner for owner, printed in zip(task.owners, task.owners_printed, strict=True))


def _iso(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value or "").isoformat()
    except ValueError:
        return None


def actions(graph: Graph, *, owner: str | None = None, board: str | None = None, since: date | None = None, until: date | None = None) -> list[Task]:
    """All actions as they were raised, oldest first. `owner` and `board` match names that hold all their words, `owner` any under which documents have him."""
    tasks = [task(graph, node) for node in graph.nodes_of(Kind.ACTION)]
    kept = [each for each in tasks if _fits(each.place, board, since, until) and (not owner or _is_owned_by(graph, each, owner))]
    return sorted(kept, key=lambda each: _when(each.place))


def _is_owned_by(graph: Graph, task: Task, owner: str) -> bool:
    nodes = [node for statement in graph.of(task.id, Predicate.ASSIGNED_TO) if (node := graph.object_of(statement))]
    return any(is_called(name, owner) for name in (*task.owners, *(name for node in nodes for name in graph.names_of(node))))


def _fits(place: Place, board: str | None, since: date | None, until: date | None) -> bool:
    """Whether a meeting is of a board, by words of its name or its initials, and in a time."""
    if board and not is_called(place.board or "", board):
        return False
    if since and (place.date or "") < since.isoformat():
        return False
    return not until or (place.date or "9999") <= until.isoformat()


def _when(place: Place) -> tuple[str, str, int]:
    return place.date or "", place.document, place.start


# Decisions

#: What a meeting settles about itself, whatever else it has to do.
_PUBLISHES = r"(?:(?!\b(?:publi(?:sh|c\b)|releas|web|post|magazine)).)"
_PROCEDURE = re.compile(
    rf"\b(?:minutes|notes\s+of\s+the\s+(?:last\s+|previous\s+)?meeting)\b{_PUBLISHES}{{0,120}}\b(?:approv|agree|accept|confirm|sign|adopt|ratif|taken\s+as)\w*|\b(?:approv|agree|accept|confirm|sign|adopt|ratif)\w*\W{_PUBLISHES}{{0,40}}\bminutes\b{_PUBLISHES}{{0,60}}$|"
    r"\b(?:approved|agreed)\s*(?:&|and)\s*signed\b|\bapologies\b.{0,60}\b(?:noted|accepted|received|approved)\b|"
    r"\b(?:press\s+and\s+(?:the\s+)?public|members\s+of\s+the\s+public)\b.{0,80}\bexclu\w+|\bpublic\s+be\s+excluded\b|\bexclu\w+\b.{0,30}\bpublic\b|"
    r"(?<!when\sthe\s)(?<!after\sthe\s)(?<!before\sthe\s)\bmeeting\s+(?:be\s+|was\s+)?(?:closed|adjourned|suspended|re-?opened)\b|\bstanding\s+orders\s+(?:be\s+|were\s+)?suspended\b|\bnext\s+(?:\w+\s+){0,2}meeting\s+(?:be|will\s+be|would\s+be|should\s+be|was)\b",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_ITSELF = re.compile(
    r"\b(?:apologies|declarations?|minutes\s+of|date\s+of\s+(?:the\s+)?next|previous\s+minutes|exclusion\s+of|notes\s+of\s+(?:the\s+)?last)\b|^minutes$", re.IGNORECASE
)
_AS_IT_SAYS = 6  # words: so short a decision is about what its heading says
_TAKEN_NOTICE_OF = frozenset({"noted", "received"})


#: "That the report be noted and that courses be offered".
_SETTLES_MORE = re.compile(
    r"\band\s+that\b|\bnoted?\b.{0,80}\band\s+(?:agreed|resolved|approved|referred|recommended|asked|adopted|endorsed|deferred)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision: what was settled, how, by whom."""

    id: str
    text: str
    outcome: str  # the word of the minutes, folded: "agreed", "deferred", "lost"
    made_by: str | None  # the board that met, or the body whose decision it reports
    made_on: str | None  # ISO date, of a decision made elsewhere
    mover: str | None
    seconder: str | None
    vote: str | None  # as printed
    conditions: str | None  # as printed
    topic: str  # the heading of its item
    procedural: bool  # of the meeting itself (minutes approved), or nothing but taken notice of
    place: Place
    copies: tuple[str, ...]  # other files that record it


def ruling(graph: Graph, decision: str) -> Ruling:
    """One decision."""
    told = graph.of(decision, Predicate.OUTCOME)[0]
    its = told.qualifiers
    item = next((graph.label(each.object) for each in graph.of(decision, Predicate.TREATED_UNDER) if each.object), "")
    made = next((each for each in graph.of(decision, Predicate.MADE_BY) if each.object), None)
    outcome, text = str(told.value), graph.quote(told)
    return Ruling(
        id=graph.canonical[decision],
        text=text,
        outcome=outcome,
        made_by=graph.label(made.object) if made and made.object else None,
        made_on=next((each.value for each in graph.of(decision, Predicate.DATE)), None),
        mover=_word(its.get("mover")),
        seconder=_word(its.get("seconder")),
        vote=_word(its.get("vote")),
        conditions=_word(its.get("conditions")),
        topic=item,
        procedural=(outcome in _TAKEN_NOTICE_OF and not _SETTLES_MORE.search(text)) or _is_procedure(text, item),
        place=place_of(graph, told),
        copies=tuple(sorted({graph.documents[graph.mentions[copy].document_id].path for copy in graph.copies_of(decision)})),
    )


def _is_procedure(words: str, heading: str) -> bool:
    """Whether a decision settles something of the meeting itself."""
    return bool(_PROCEDURE.search(words)) or (len(fold(words).split()) <= _AS_IT_SAYS and bool(_ABOUT_ITSELF.search(heading)))


def _word(value: object) -> str | None:
    return " ".join(str(value).split()) if value else None


def decisions(
    graph: Graph,
    *,
    board: str | None = None,
    about: str | None = None,
    outcome: str | None = None,
    since: date | None = None,
    until: date | None = None,
    conditional: bool = False,
    everything: bool = False,
) -> list[Ruling]:
    """The decision register, oldest first, without what is procedural unless `everything` is asked for.

    `board` matches names that hold all its words, `about` the words of a decision and of its heading, `outcome` the word
    of the minutes; `conditional` keeps those with conditions.
    """
    rulings = [ruling(graph, node) for node in graph.nodes_of(Kind.DECISION)]
    kept = [
        each
        for each in rulings
        if _fits(each.place, board, since, until)
        and (everything or not each.procedural)
        and (not about or set(fold(about).split()) <= set(fold(f"{each.text} {each.topic}").split()))
        and (not outcome or fold(outcome) == each.outcome)
        and (not conditional or each.conditions)
    ]
    return sorted(kept, key=lambda each: _when(each.place))
