"""The whole parser: source -> units -> outline -> what the minutes say."""

import re
from dataclasses import replace

from ingest.minutes.actions import actions_of
from ingest.minutes.attendance import attendance_of
from ingest.minutes.decisions import decisions_of
from ingest.minutes.document_kind import kind_of
from ingest.minutes.doubts import doubts_of
from ingest.minutes.header import date_of, meeting_of, proxies_of
from ingest.minutes.meetings import meetings_in
from ingest.minutes.named import named_in
from ingest.minutes.organisations import organisations_of
from ingest.minutes.outline import outline_of
from ingest.minutes.owners import Context
from ingest.minutes.papers import papers_of
from ingest.minutes.passages import passages_of, unread_of
from ingest.minutes.people import people_of
from ingest.minutes.placed import Outline, Role, as_business
from ingest.minutes.records import Attendee, Meeting, Minutes
from ingest.minutes.references import next_meeting_of, references_of
from ingest.minutes.relations import relations_of
from ingest.minutes.tenures import changes_in
from ingest.minutes.titles import title_of
from ingest.minutes.undertakings import RUNNING_TEXT
from ingest.minutes.units import units_of
from ingest.source import Source
from kg.names import same_person
from kg.vocabulary import DocumentKind

_DRAFT = re.compile(r"\b(?:draft\s+(?:minutes|notes)|(?:minutes|notes)\s*[-–(:]*\s*draft|unconfirmed)\b", re.IGNORECASE)
_APPROVED = re.compile(r"\b(?:approved|confirmed|final)\s+(?:minutes|notes)\b|\b(?:minutes|notes)[\s_–-]+final\b", re.IGNORECASE)
_WITHOUT_HEADER = frozenset({DocumentKind.PAPER, DocumentKind.AGENDA, DocumentKind.ACTION_LOG, DocumentKind.TRANSCRIPT, DocumentKind.OTHER})


def parse(source: Source, name: str = "") -> Minutes:
    """Read what a source says; `name` is the file's name, which may say what the file is."""
    outline = outline_of(source.text, units_of(source))
    parts = meetings_in(source, outline)
    first, *others = [_meeting_in(part, outline if len(parts) == 1 else None, name if number == 0 else "") for number, part in enumerate(parts)]
    passages = tuple(passage for minutes in (first, *others) for passage in minutes.passages)
    doubts = tuple(doubt for minutes in (first, *others) for doubt in minutes.doubts)
    further = tuple(replace(minutes, passages=(), definitions=(), doubts=()) for minutes in others)
    return replace(first, passages=passages, unread=unread_of(source.text, passages), doubts=doubts, further=further)


def _meeting_in(source: Source, outline: Outline | None, name: str) -> Minutes:
    """What one meeting's part of a file says."""
    text = source.text
    outline = outline or outline_of(text, units_of(source))
    listed = attendance_of(text, outline, date_of(text, outline, name))
    meeting = meeting_of(text, outline, listed, name)
    attendance = _with_chair(text, outline, listed, meeting)
    people = people_of(text, attendance, meeting)
    following = next_meeting_of(text, outline, meeting)
    context = Context(text, people, meeting.date, following)
    decisions, actions = decisions_of(text, outline, meeting, people), actions_of(context, outline)
    kind = kind_of(text, outline, attendance, decisions, actions, name)
    if kind is DocumentKind.PAPER:
        # What a paper's sentences propose nobody has undertaken yet; its lists and tables of actions stand.
        actions = tuple(action for action in actions if action.rule not in RUNNING_TEXT)
    # A paper has no header and no list of names that stand apart from what it tells.
    body = as_business(outline) if kind in _WITHOUT_HEADER and len(attendance) < 3 else outline
    organisations, definitions = organisations_of(text, body, attendance, meeting)
    named = named_in(text, outline, people, attendance, organisations)
    minutes = Minutes(
        kind=kind,
        status=_status(text, name),
        meeting=meeting,
        attendance=attendance,
        items=outline.items,
        decisions=decisions,
        actions=actions,
        papers=papers_of(text, body, people),
        organisations=organisations,
        relations=relations_of(text, organisations, meeting),
        title=title_of(text, outline, meeting) if kind is DocumentKind.PAPER else None,
        references=references_of(text, outline, meeting),
        named=named,
        changes=tuple(changes_in(text, named, (place.unit.body for place in outline.placed if place.role is Role.TEXT))),
        next_meeting=following,
        definitions=definitions,
        doubts=doubts_of(text, outline, meeting, attendance, outline.items, actions),
    )
    return replace(minutes, passages=passages_of(text, body, minutes))


def _with_chair(text: str, outline: Outline, listed: tuple[Attendee, ...], meeting: Meeting) -> tuple[Attendee, ...]:
    """Mark the chair that the header names; one who is not listed was there all the same."""
    if not meeting.chair or not meeting.chair_span:
        return listed
    proxy = proxies_of(text, outline)
    chairs = [entry for entry in listed if same_person(entry.name, meeting.chair) and entry.status != "apologies"]
    # Of two who bear the chair's name, the one beside whom it is printed.
    chairs = [entry for entry in chairs if entry.role == "chair"] or chairs
    marked = [replace(entry, role="chair", proxy_for=proxy[1] if proxy else entry.proxy_for) if entry in chairs else entry for entry in listed]
    if listed and not any(entry.role == "chair" for entry in marked):
        marked.insert(0, Attendee(meeting.chair, meeting.chair_span, "present", None, role="chair"))
    return tuple(marked)


def _status(text: str, name: str) -> str:
    top = f"{name}\n{text[:600]}".replace("_", " ")
    if _DRAFT.search(top):
        return "draft"
    return "approved" if _APPROVED.search(top) else "unknown"
