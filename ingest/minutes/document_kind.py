"""What a document is: minutes, an agenda, an action log, a paper, a transcript. What stands in it decides before its name."""

import re

from ingest.minutes.outline import is_action_table
from ingest.minutes.placed import Outline, Role, Zone
from ingest.minutes.records import Action, Attendee, Decision
from ingest.minutes.speeches import is_transcript
from ingest.minutes.units import UnitKind
from kg.vocabulary import DocumentKind

_AGENDA_LINE = re.compile(r"(?:[\w’' ,–-]{0,60}\s)?agenda(?:\s*[-–:]\s*.{0,60})?", re.IGNORECASE)
_MINUTES_LINE = re.compile(r"\b(?:minutes?|notes?\s+of|meeting\s+notes?|record\s+of|actions?\s+and\s+notes)\b", re.IGNORECASE)
_LOG_TITLE = re.compile(r"\bactions?\s+(?:log|report|tracker|sheet|register|list)\b", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?:report|paper)\s+(?:to|for)\s*(?::|\t|$)", re.IGNORECASE)
_NO_MINUTES = re.compile(r"terms[\s_]+of[\s_]+reference|(?<![a-z])tor(?![a-z])|biograph", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|agreed|noted|reported|asked|said|thanked|confirmed|advised|approved|received|updated|presented|gave|explained|suggested|discussed|welcomed|considered)\b"
)


def kind_of(text: str, outline: Outline, attendance: tuple[Attendee, ...], decisions: tuple[Decision, ...], actions: tuple[Action, ...], name: str) -> DocumentKind:
    """What a document is; `name` is the file's name, which decides only where nothing in the file does."""
    lines = [place.unit.body.of(text).strip() for place in outline.placed[:14]]
    top = f"{name}\n" + "\n".join(lines)[:600]
    if is_transcript(place.unit.span.of(text) for place in outline.placed):
        return DocumentKind.TRANSCRIPT
    told = _told_words(text, outline)
    if _is_action_log(text, outline, "\n".join(lines[:4])) or (not attendance and _is_action_log(text, outline, top)):
        return DocumentKind.ACTION_LOG
    settled = bool(decisions) + bool(actions)
    if attendance and told >= 30 and not _NO_MINUTES.search(name):
        return DocumentKind.MINUTES
    if not attendance and any(_ADDRESSED.match(line) for line in lines):
        return DocumentKind.PAPER
    headed = any(_AGENDA_LINE.fullmatch(line) for line in lines) or bool(re.search(r"(?<![a-z])agenda(?![a-z])", name, re.IGNORECASE))
    if headed and not attendance and (told < 60 or not settled):
        return DocumentKind.AGENDA
    if _NO_MINUTES.search(name) or not (_MINUTES_LINE.search(top) and (attendance or (outline.items and (settled or told >= 60)))):
        return DocumentKind.PAPER if _reads_as_paper(text, outline) else DocumentKind.OTHER
    return DocumentKind.MINUTES


def _told_words(text: str, outline: Outline) -> int:
    """How many words stand in sentences that tell what happened."""
    return sum(
        len(words.split())
        for place in outline.placed
        if place.zone is Zone.BUSINESS and place.role is Role.TEXT
        for words in [place.unit.body.of(text)]
        if _PAST.search(words) or place.label is not None
    )


def _is_action_log(text: str, outline: Outline, top: str) -> bool:
    """Whether most words stand in a table of actions, or a title says that this is a list of them."""
    in_table = sum(len(place.unit.span.of(text).split()) for place in outline.placed if place.unit.kind is UnitKind.ROW and is_action_table(place.unit))
    total = len(text.split())
    return bool(total) and (in_table * 2 > total or (bool(_LOG_TITLE.search(top)) and in_table * 5 > total) or (bool(_LOG_TITLE.search(top)) and _rows(text, outline) * 2 > total))


def _rows(text: str, outline: Outline) -> int:
    return sum(len(place.unit.span.of(text).split()) for place in outline.placed if place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN} or place.unit.row >= 0)


def _reads_as_paper(text: str, outline: Outline) -> bool:
    """Whether a document is written in sentences or tables, and is no set of slides or list of words."""
    sentences = sum(len(words.split()) for place in outline.placed for words in [place.unit.body.of(text).strip()] if len(words.split()) > 8 and words.endswith((".", ":", "?")))
    # Slides and lists of words have under a third of their words in sentences, papers well over.
    return (sentences + _rows(text, outline)) * 3 > len(text.split())
