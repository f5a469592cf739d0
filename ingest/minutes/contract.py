"""The JSON of `parse FILE --format json`: the shape of the gold annotations, with places."""

from collections.abc import Callable
from typing import Any

from ingest.minutes.records import Action, Attendee, Decision, Item, Meeting, Minutes, NextMeeting, Organisation, Paper, Quoted, Reference
from ingest.source import Source
from kg.model import Document, Span


def as_json(document: Document, source: Source, minutes: Minutes) -> dict[str, Any]:
    """What was read from one file, as plain values; every entry has `text`, `start` and `end`."""
    text = source.text
    several = len(minutes.meetings) > 1

    def every(part: Callable[[Minutes], list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """The entries of all meetings in the file, each with the number of its meeting where there are several."""
        return [entry | ({"meeting": number} if several else {}) for number, each in enumerate(minutes.meetings) for entry in part(each)]

    return {
        "text": text,
        "document": {
            "file": document.path,
            "sha256": document.id,
            "media_type": document.media_type,
            "kind": document.kind,
            "status": document.status,
            "characters": len(text),
            "reader": document.reader,
            "pages": len(document.pages),
            "furniture": document.reading.furniture,
            "repairs": [{"start": start, "end": end, "printed": printed} for start, end, printed in document.reading.repairs],
            "scanned_pages": list(document.reading.scanned),
            "tracked_changes": document.reading.tracked_changes,
        },
        "meeting": _meeting(minutes.meeting),
        "meetings": [_meeting(each.meeting) for each in minutes.meetings],
        "attendance": every(lambda each: [_attendee(text, entry) for entry in each.attendance]),
        "items": every(lambda each: [_item(text, item) for item in each.items]),
        "decisions": every(lambda each: [_decision(text, decision) for decision in each.decisions]),
        "actions": every(lambda each: [_action(text, action) for action in each.actions]),
        "reports": every(lambda each: [_paper(text, paper) for paper in each.papers]),
        "organisations": every(lambda each: [_organisation(text, body) for body in each.organisations]),
        "references": every(lambda each: [_reference(text, reference) for reference in each.references]),
        "next_meeting": _next_meeting(text, minutes.next_meeting),
        "passages": [
            _at(text, passage.span)
            | {
                "line": passage.line,
                "page": document.page_of(passage.span.start),
                "item": passage.item,
                "kind": passage.kind.value,
                "speaker": passage.speaker,
                "exempt": passage.exempt,
                "scanned": document.is_scanned(passage.span.start),
            }
            for passage in minutes.passages
        ],
        "doubts": [{"kind": doubt.kind, "message": doubt.message, "start": doubt.start, "end": doubt.end} for doubt in minutes.doubts],
        "unread": [{"start": span.start, "end": span.end} for span in minutes.unread],
    }


def _at(text: str, span: Span) -> dict[str, Any]:
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _words(quoted: Quoted | None) -> str | None:
    return quoted.words if quoted else None


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "board": _words(meeting.board),
        "date": meeting.date.isoformat() if meeting.date else None,
        "start": meeting.start,
        "end": meeting.end,
        "location": _words(meeting.location),
        "chair": meeting.chair,
    }


def _attendee(text: str, entry: Attendee) -> dict[str, Any]:
    return _at(text, entry.span) | {
        "name": entry.name,
        "status": entry.status,
        "role": entry.role,
        "represents": _words(entry.represents),
        "post": entry.post,
        "on_behalf_of": entry.on_behalf_of,
        "proxy_for": entry.proxy_for,
    }


def _item(text: str, item: Item) -> dict[str, Any]:
    return _at(text, item.title.span) | {"number": item.number, "title": item.title.words, "sub": item.sub, "exempt": item.exempt}


def _decision(text: str, decision: Decision) -> dict[str, Any]:
    return _at(text, decision.span) | {
        "outcome": decision.outcome,
        "item": decision.item,
        "by": _words(decision.by),
        "date": decision.date.isoformat() if decision.date else None,
        "mover": decision.mover,
        "seconder": decision.seconder,
        "vote": decision.vote,
        "conditions": _words(decision.conditions),
    }


def _action(text: str, action: Action) -> dict[str, Any]:
    due = action.due
    return _at(text, action.span) | {
        "owners": [owner.name for owner in action.owners],
        "owners_raw": action.owners_raw,
        "owners_why": [
            {"as_printed": owner.as_printed, "start": owner.span.start, "end": owner.span.end, "candidates": list(owner.candidates), "why": owner.why} for owner in action.owners
        ],
        "due": due.date.isoformat() if due and due.date else None,
        "due_raw": due.as_printed if due else None,
        "due_precision": due.precision if due else None,
        "item": action.item,
        "status": action.status,
    }


def _paper(text: str, paper: Paper) -> dict[str, Any]:
    return _at(text, paper.title.span) | {"title": paper.title.words, "author": paper.author, "presented_by": paper.presented_by, "also": list(paper.also), "item": paper.item}


def _organisation(text: str, body: Organisation) -> dict[str, Any]:
    return _at(text, body.name.span) | {"name": body.name.words, "also": list(body.also)}


def _reference(text: str, reference: Reference) -> dict[str, Any]:
    return _at(text, reference.span) | {"kind": reference.kind, "target": reference.target, "item": reference.item}


def _next_meeting(text: str, following: NextMeeting | None) -> dict[str, Any] | None:
    if following is None:
        return None
    return _at(text, following.span) | {
        "date": following.date.isoformat() if following.date else None,
        "time": following.time,
        "end_time": following.end,
        "location": following.location,
    }
