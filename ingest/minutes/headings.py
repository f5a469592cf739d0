"""Agenda headings: which units are one, on which level, and where a heading ends that runs into its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dates import find_dates
from ingest.minutes.labels import Label, label_of
from ingest.minutes.numbering import is_letter, is_reference, level_of
from ingest.minutes.placed import Zone
from ingest.minutes.task_verbs import TASK_VERBS
from ingest.minutes.units import Unit, UnitKind
from kg.model import Span
from kg.names import has_honorific, looks_like_person

SUB = 5  # the level of headings without a number of their own

STANDING_ITEM = re.compile(
    r"(?:any\s+other\s+(?:urgent\s+)?(?:competent\s+)?business|a\.?o\.?c?\.?b\.?(?:\s+and\s+close)?|donm|(?:date|time|dates?\s+and\s+(?:time|venue)s?).*(?:next|future).*meetings?.*|(?:next|future)\s+meetings?(?:\s+dates?)?|dates?\s+of\s+(?:next|future)\s+meetings?|"
    r"close(?:\s+of\s+(?:the\s+)?meeting)?|matters\s+arising.*|apologies.*|welcome.*|declarations?\s+of\s+(?:\w+\s+)?interests?.*|minutes\s+of\s+(?:the\s+)?(?:last|previous).*|public\s+(?:forum|questions|participation)|correspondence|planning(?:\s+applications)?|finance)",
    re.IGNORECASE,
)
SENTENCE_VERB = re.compile(
    r"\b(?:is|was|were|are|has|have|had|will|would|should|shall|can|could|may|did|does|agreed|noted|reported|asked|said|thanked|confirmed|advised|approved|received|updated|presented|gave|explained|suggested|proposed|seconded|welcomed|declared|accepted|informed|requested|stated|attended)\b"
)
#: "Ann Lee to write to the county": a numbered action.
_SETS_A_TASK = re.compile(rf"[A-Z][\w.’'-]*(?:\s*(?:/|,|and|&)?\s*[A-Z][\w.’'-]*){{0,4}}\s+(?:to|will)\s+(?:{'|'.join(sorted(TASK_VERBS))})\b")
TITLE_CHARACTER = re.compile(r"[A-Z0-9£‘'“\"(]")
FIGURE_LINE = re.compile(r"£|\b\d+\.\d\d\b|:\s*\d")


# Whole units


@dataclass(frozen=True, slots=True)
class Situation:
    """What stands above a unit, as far as it tells whether the unit is a heading."""

    zone: Zone
    item: str  # number of the item in force
    any_heading: bool
    any_status: bool  # an attendance heading was seen
    of_apologies: bool  # the item in force is that of apologies: names stand under it
    label_open: bool
    label_fresh: bool  # the unit above is a label: its first limb comes
    stem_open: bool  # words that end in a colon introduce what follows
    base_level: int  # level of headings that are items; 0 before the first


@dataclass(frozen=True, slots=True)
class Style:
    """How a document sets its headings."""

    numbered: bool  # some are numbered
    headed: bool  # some stand on a line of their own in bold or as headings, below the title
    set_apart: bool  # at least three are numbered, bold or set as headings: a short plain line is none


def style_of(text: str, units: Sequence[Unit]) -> Style:
    """How these minutes set their headings."""
    numbered = [unit for unit in units if is_numbered_heading(text, unit, None)]
    marked = [unit for unit in units if unit.kind is UnitKind.HEADING or (unit.strong and unit.kind is UnitKind.PARAGRAPH) or (unit.run_in and unit.lead)]
    headed = [unit for unit in units[4:] if unit.kind is UnitKind.HEADING or (unit.strong and unit.kind is UnitKind.PARAGRAPH)]
    return Style(bool(numbered), bool(headed), len(marked) >= 4)


def heading_level(text: str, units: Sequence[Unit], at: int, situation: Situation, style: Style) -> int:
    """The level of an agenda heading, from 1; 0 for what is none. Sub-headings lie at SUB and below."""
    unit = units[at]
    words = unit.body.of(text).strip()
    if unit.run_in:
        if situation.zone is Zone.HEADER and not unit.number and not situation.any_status:
            return 0
        if unit.number:
            return level_of(unit.number) if situation.item or not is_letter(unit.number) else 1
        if not style.numbered and not style.headed:
            return 1
        return SUB if situation.any_heading else 0
    if label := label_of(words):
        # "6. Actions" and a heading "Actions" are items of the agenda; a bold "Action:" inside an item is none.
        set_so = unit.kind is UnitKind.HEADING and unit.level <= (situation.base_level or unit.level)
        alone = label[1] >= len(words) and (set_so or unit.number.isdigit())
        return 1 if alone and situation.zone is Zone.BUSINESS and label[0] is Label.ACTION and not unit.bullet else 0
    if situation.zone is Zone.HEADER and _is_title(unit, words):
        return 0
    told = re.match(r"apologies\b.{0,40}?\bfrom\s+(?=[A-Z])", words, re.IGNORECASE)
    if (situation.of_apologies and _is_list_of_names(words)) or (told and not unit.number and _is_list_of_names(words[told.end() :])):
        return 0
    if is_numbered_heading(text, unit, situation):
        return level_of(unit.number)
    if unit.number or unit.bullet or not words or unit.kind is UnitKind.LIST_ITEM:
        return 0
    if unit.kind is UnitKind.HEADING:
        return _level_of_set_heading(units, at, words, situation, style)
    return _level_of_paragraph(text, units, at, situation, style)


def _level_of_set_heading(units: Sequence[Unit], at: int, words: str, situation: Situation, style: Style) -> int:
    unit = units[at]
    if situation.zone is Zone.HEADER and not situation.any_heading and not situation.any_status and _is_front_matter(units, at):
        return 0
    if style.numbered and situation.item and not STANDING_ITEM.fullmatch(words.strip(" :.")):
        return SUB
    return 1 if unit.level <= (situation.base_level or unit.level) else SUB


def _level_of_paragraph(text: str, units: Sequence[Unit], at: int, situation: Situation, style: Style) -> int:
    unit = units[at]
    words = unit.body.of(text).strip()
    if situation.zone is Zone.HEADER or not _reads_like_heading(text, units, at):
        return 0
    standing = bool(STANDING_ITEM.fullmatch(words.strip(" :.")))
    if (style.set_apart or situation.label_fresh) and not unit.strong and not words.isupper() and not standing:
        return 0
    if situation.zone is Zone.ATTENDANCE and not _ends_attendance(text, units, at):
        return 0
    if standing or not style.numbered:
        return 1
    return SUB if situation.any_heading else 1


def _is_list_of_names(words: str) -> bool:
    pieces = [piece.strip(" .") for piece in re.split(r"[,;\n]|\band\b", re.sub(r"\([^)]*\)", "", words)) if piece.strip(" .")]
    return bool(pieces) and sum(looks_like_person(piece) or has_honorific(piece) for piece in pieces) * 2 >= len(pieces)


def _ends_attendance(text: str, units: Sequence[Unit], at: int) -> bool:
    """Whether a heading-like line among names begins the business: it is set apart, or a sentence follows it."""
    words = units[at].body.of(text).strip()
    following = units[at + 1].body.of(text)
    first = re.split(r"[,(;\n–—-]", following)[0].strip()
    if units[at].strong and not looks_like_person(words) and not looks_like_person(first):
        return True
    sentence = len(following.split()) >= 4 and bool(SENTENCE_VERB.search(following) or re.search(r"\b\w{3,}ed\b", following)) and following.rstrip().endswith(".")
    return sentence and (words.isupper() or not looks_like_person(words))


def _is_title(unit: Unit, words: str) -> bool:
    return not unit.number and bool(re.match(r"(?:draft\s+|approved\s+|confirmed\s+|unconfirmed\s+)?(?:minutes|notes|record|meeting|agenda)\b", words, re.IGNORECASE))


def _is_front_matter(units: Sequence[Unit], at: int) -> bool:
    """Headings at the top, before any attendance, name the body and the meeting."""
    return at < 4 and all(unit.kind in {UnitKind.HEADING, UnitKind.PARAGRAPH} for unit in units[: at + 1])


def is_numbered_heading(text: str, unit: Unit, situation: Situation | None) -> bool:
    """Whether a numbered unit is an agenda heading and not a numbered paragraph."""
    if not unit.number or unit.kind in {UnitKind.ROW, UnitKind.MARGIN} or unit.bullet:
        return False
    if unit.run_in:
        return not is_letter(unit.number)
    words = unit.body.of(text).strip()
    count = len(words.split())
    if _SETS_A_TASK.match(words) or words.strip(" .").lower() in {"nil", "none", "noted", "agreed", "approved", "asked"}:
        return False
    ends_sentence = words.endswith((".", ":", "?", "!")) and not words.endswith("etc.")
    if is_reference(unit.number) and words and count <= 30 and TITLE_CHARACTER.match(words):
        return not (ends_sentence and (SENTENCE_VERB.search(words) or count > 8)) and label_of(words) is None
    if not words or count > 25 or re.search(r"[;,]$", words) or re.match(r"That\b|To\b|Action\b", words) or not TITLE_CHARACTER.match(words):
        return False
    if situation is not None and situation.label_open and (is_letter(unit.number) or unit.kind is UnitKind.LIST_ITEM) and not unit.strong:
        return False
    if is_letter(unit.number):
        return situation is not None and bool(situation.item) and count <= 16 and not ends_sentence and not SENTENCE_VERB.search(words) and not FIGURE_LINE.search(words)
    if unit.strong:
        return count <= 18 and not (ends_sentence and SENTENCE_VERB.search(words))
    if "." in unit.number:
        return count <= 9 and not ends_sentence and not SENTENCE_VERB.search(words) and not FIGURE_LINE.search(words)
    if unit.kind is UnitKind.LIST_ITEM and situation is not None and situation.stem_open:
        return False
    if ends_sentence and not (words.endswith((".", ":")) and count <= 6 and not SENTENCE_VERB.search(words)):
        return False
    return count <= 6 or not SENTENCE_VERB.search(words)


def _reads_like_heading(text: str, units: Sequence[Unit], at: int) -> bool:
    """Whether an unnumbered paragraph is a heading: short, no sentence, and followed by words of its own."""
    unit = units[at]
    words = unit.body.of(text).strip()
    count = len(words.split())
    stopped = r"[;,!]$" if unit.strong and count <= 10 else r"[.;,!]$"
    if "\n" in words or not re.match(r"[A-Z0-9£‘'“\"]", words) or re.search(stopped, words) or "@" in words or "://" in words:
        return False
    if (
        count > (16 if unit.strong else 10)
        or (SENTENCE_VERB.search(words) and not (unit.strong and re.match(r"To\s+[a-z]+\b", words)))
        or (words.endswith(":") and not unit.strong)
    ):
        return False
    if re.match(
        r"(?:That|The meeting (?:closed|ended)|Signed|Page|Chair(?:man|person)?\b.*:|Date\b|Proposed|Proposer|Seconded|Seconder|2nd|Due:|Deadline:|By\s+when|Owner:)\b", words
    ) or re.fullmatch(r"(?:Due|Deadline|Owner|Lead|Status|By when|Progress)\s*:?", words):
        return False
    if re.fullmatch(r"[_.\s]+|[A-Z]{2,4}(?:/[A-Z]{2,4})*", words) and not STANDING_ITEM.fullmatch(words):
        return False
    if (looks_like_person(words) and not unit.strong and not words.isupper()) or (find_dates(words, Span(0, len(words))) and not (unit.strong and count > 4)):
        return False
    if (FIGURE_LINE.search(words) and not unit.strong) or re.search(r"\bSecretariat$", words):
        return False
    following = units[at + 1] if at + 1 < len(units) else None
    return following is not None and following.kind is not UnitKind.MARGIN and len(following.body.of(text).split()) >= (2 if unit.strong else 3)
