"""Where each unit of the minutes stands: header, attendance or business; under which item, paragraph and label.

One pass over the units with an explicit state. Everything after it (attendance, decisions, actions, …) reads the
placed units and never the layout again.
"""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ingest.dates import find_dates
from ingest.minutes.records import Item, Quoted
from ingest.minutes.status import status_of
from ingest.minutes.units import Column, Unit, UnitKind, columns_of
from ingest.names import has_honorific, looks_like_person
from kg.model import Span


class Zone(StrEnum):
    """The part of the minutes."""

    HEADER = "header"
    ATTENDANCE = "attendance"
    BUSINESS = "business"


class Role(StrEnum):
    """What a unit does there."""

    TEXT = "text"
    ITEM = "item"  # an agenda heading
    STATUS = "status"  # "Present:", and what stands on its line
    LABEL = "label"  # "AGREED:" alone on its line
    MARGIN = "margin"
    COLUMNS = "columns"  # the heading row of a table


class Label(StrEnum):
    """What a label says of the limbs under it."""

    DECISION = "decision"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit and its place."""

    unit: Unit
    zone: Zone
    role: Role
    content: Span  # the words without number, marker and inline label
    item: str = ""  # number of the item
    paragraph: str = ""  # number of the numbered paragraph, else the item's
    heading: int = -1  # index into Outline.items of the innermost heading
    status: str | None = None  # attendance status in force
    status_span: Span | None = None
    label: Label | None = None
    label_span: Span | None = None
    label_words: str = ""
    stem: Span | None = None  # the words that introduce this list: "The following points emerged:"


@dataclass(frozen=True, slots=True)
class Outline:
    """All units in their places, and the agenda headings."""

    placed: tuple[Placed, ...]
    items: tuple[Item, ...]


_ACTION_LABEL = re.compile(
    r"(?:(?:agreed|new|key|summary\s+of|further)\s+)?action(?:s|\s+points?|\s+items?)?(?:\s+(?:agreed|arising|required|log|table|list|summary))?\s*(?:\(?(?:no\.?\s*)?\d[\d.()/a-z]*\)?)?\s*(?P<mark>[:–—-]|$)\s*",
    re.IGNORECASE,
)
_DECISION_LABEL = re.compile(
    r"(?:[Tt]he\s+(?:[\w’'-]+\s+){1,6}(?=(?:agreed|resolved|decided)(?:\s+(?:that|to|the\s+following))?\s*:)(?P<told>agreed|resolved|decided)|"
    r"(?:it\s+was\s+|the\s+\w+\s+|and\s+it\s+was\s+)?(?:(?:unanimously|therefore)\s+)?(?P<verb>AGREED|RESOLVED|DECIDED|NOTED|Agreed|Resolved|Decided|Decisions?|DECISIONS?|Resolutions?|RESOLUTIONS?|RECOMMENDED|Recommended|ENDORSED|APPROVED))"
    r"(?:\s+the\s+following)?(?:\s+(?:unanimously|to|(?i:that)|by\s+the\s+\w+))?\s*(?P<mark>:-|[:–—-]|$)\s*(?:[Tt]hat\s*[:–-]*\s*$)?",
    re.MULTILINE,
)
_EXEMPT = re.compile(r"\b(?:exempt|confidential|closed\s+(?:session|part|items?)|not\s+for\s+publication|part\s+(?:2|two|ii|b)\b|in\s+(?:private|camera))\b", re.IGNORECASE)
_EXCLUSION = re.compile(r"\bexclusion\s+of\s+(?:the\s+)?(?:press|public)\b", re.IGNORECASE)
_STANDING_ITEM = re.compile(
    r"(?:any\s+other\s+(?:urgent\s+)?business|a\.?o\.?b\.?(?:\s+and\s+close)?|(?:date|time|dates?\s+and\s+(?:time|venue)s?).*(?:next|future).*meetings?|(?:next|future)\s+meetings?(?:\s+dates?)?|dates?\s+of\s+(?:next|future)\s+meetings?|"
    r"close(?:\s+of\s+(?:the\s+)?meeting)?|matters\s+arising.*|apologies.*|welcome.*|declarations?\s+of\s+interests?.*|minutes\s+of\s+(?:the\s+)?(?:last|previous).*|public\s+(?:forum|questions|participation))",
    re.IGNORECASE,
)
_NAME_COLUMN = re.compile(r"(?:full\s+|board\s+|committee\s+|panel\s+|trust\s+)?(?:names?|members?|governors?|trustees?|councillors?|directors?|attendees?|representatives?)(?:\s+names?)?(?:\s+of\s+\w+)?", re.IGNORECASE)
_SENTENCE_VERB = re.compile(
    r"\b(?:is|was|were|are|has|have|had|will|would|should|shall|can|could|may|did|does|agreed|noted|reported|asked|said|thanked|confirmed|advised|approved|received|updated|presented|gave|explained|suggested)\b"
)
_END_OF_HEADER = re.compile(r"(?:points\s+of\s+discussion|agenda|minutes|business|discussion|notes|items?)\s*:?", re.IGNORECASE)


@dataclass(slots=True)
class _State:
    """What is in force while the units go by."""

    zone: Zone = Zone.HEADER
    status: str | None = None
    status_span: Span | None = None
    item: str = ""
    parent: str = ""  # number of the item that lettered parts belong to
    paragraph: str = ""
    headings: list[tuple[Item, int]] = field(default_factory=list)  # with the level of each
    label: Label | None = None
    label_span: Span | None = None
    label_words: str = ""
    limbs: int = 0  # units seen under the label
    stem: Span | None = None
    row: int = -1  # layout row: a label does not reach into the next
    exempt: bool = False  # the public was excluded: every item from here on is exempt
    base_level: int = 0  # level of headings that are items


def outline_of(text: str, units: list[Unit]) -> Outline:
    """Place all units."""
    state = _State()
    numbered = any(_is_numbered_heading(text, unit, None) for unit in units)
    placed = [_place(text, units, at, state, numbered) for at in range(len(units))]
    return Outline(tuple(placed), _with_scopes(state.headings, len(text)))


def _with_scopes(headings: list[tuple[Item, int]], end: int) -> tuple[Item, ...]:
    """Let each item reach to the next heading of its level or a higher one."""
    items = []
    for at, (item, level) in enumerate(headings):
        following = next((other.title.span.start for other, its in headings[at + 1 :] if its <= level), end)
        items.append(replace(item, scope=Span(item.scope.start, following)))
    return tuple(items)


def _place(text: str, units: list[Unit], at: int, state: _State, numbered: bool) -> Placed:
    unit = units[at]
    words = unit.body.of(text)
    if unit.kind is UnitKind.MARGIN:
        return _placed(unit, state, Role.MARGIN)
    if unit.row != state.row:
        state.row, state.label, state.stem = unit.row, None, None
    if unit.kind is UnitKind.ROW:
        return _place_row(text, unit, state)
    status = None if unit.bullet and not unit.strong else status_of(words)
    if status and state.zone is not Zone.BUSINESS and not unit.number:
        return _open_status(unit, state, status)
    alone = status and not unit.number and state.label is None and len(words.rstrip()) <= status[1] and _names_follow(text, units, at, "")
    if status and alone and not _STANDING_ITEM.fullmatch(words.strip(" :.")):
        return _open_status(unit, state, status)
    level = _heading_level(text, units, at, state, numbered)
    if level:
        return _open_item(text, unit, state, level, status)
    if status and (unit.kind is UnitKind.HEADING or unit.strong or len(words) == status[1]) and state.label is None and _names_follow(text, units, at, words[status[1] :]):
        return _open_status(unit, state, status)
    if state.zone is Zone.ATTENDANCE and state.status and _is_running_text(words) and not unit.bullet:
        state.zone, state.status = Zone.BUSINESS, None
    return _place_text(text, unit, state)


def _placed(unit: Unit, state: _State, role: Role, content: Span | None = None) -> Placed:
    return Placed(
        unit,
        state.zone,
        role,
        content or unit.body,
        state.item,
        state.paragraph or state.item,
        len(state.headings) - 1,
        state.status,
        state.status_span,
        state.label,
        state.label_span,
        state.label_words,
        state.stem,
    )


def _place_row(text: str, unit: Unit, state: _State) -> Placed:
    cells = [cell for cell in unit.cells if cell.start < cell.end]
    if unit.columns and _is_heading_row(text, unit):
        state.label = None
        return _placed(unit, state, Role.COLUMNS)
    if state.zone is Zone.HEADER and len(cells) > 1 and _NAME_COLUMN.fullmatch(cells[0].of(text).strip(" :*")):
        state.zone, state.status, state.status_span = Zone.ATTENDANCE, "present", None
        return _placed(unit, state, Role.TEXT)
    status = status_of(cells[0].of(text)) if cells else None
    if status and (state.zone is not Zone.BUSINESS or len(cells) == 1):
        return _open_status(unit, state, status, cells[0])
    if len(cells) == 1 and _END_OF_HEADER.fullmatch(cells[0].of(text).strip()):
        state.zone, state.status = Zone.BUSINESS, None
    return _placed(unit, state, Role.TEXT)


def _is_heading_row(text: str, unit: Unit) -> bool:
    return columns_of([cell.of(text) for cell in unit.cells]) is not None


def _open_status(unit: Unit, state: _State, status: tuple[str, int], cell: Span | None = None) -> Placed:
    start = (cell or unit.body).start
    state.zone, state.status, state.status_span = Zone.ATTENDANCE, status[0], Span(start, start + status[1])
    state.label = None
    return _placed(unit, state, Role.STATUS, Span(start + status[1], unit.span.end))


def _names_follow(text: str, units: list[Unit], at: int, rest: str) -> bool:
    """Whether names come after a status heading in the middle of the minutes, on its line or under it."""
    following = rest.strip() or (units[at + 1].body.of(text) if at + 1 < len(units) else "")
    first = re.split(r"[,(;\n\t–—-]| and ", following.strip())[0].strip()
    return looks_like_person(first) or has_honorific(first)


def _is_running_text(words: str) -> bool:
    return len(words.split()) > 14 and bool(_SENTENCE_VERB.search(words)) and words.rstrip().endswith((".", ":", ";"))


# Headings


def _heading_level(text: str, units: list[Unit], at: int, state: _State, numbered: bool) -> int:
    """The level of an agenda heading, from 1; 0 for what is none. Sub-headings lie at 5 and below."""
    unit = units[at]
    words = unit.body.of(text).strip()
    if label := _label(words):
        # "6. Actions" and a heading "Actions" are items of the agenda; a bold "Action:" inside an item is none.
        alone = label[1] >= len(words) and (unit.kind is UnitKind.HEADING or unit.number.isdigit())
        return 1 if alone and state.zone is Zone.BUSINESS and label[0] is Label.ACTION and not unit.bullet else 0
    if state.zone is Zone.HEADER and _is_title(unit, words):
        return 0
    if _is_numbered_heading(text, unit, state):
        return 1 + unit.number.count(".") if unit.number[:1].isalnum() and not _is_letter(unit.number) else 4
    if unit.number or unit.bullet or not words or unit.kind is UnitKind.LIST_ITEM:
        return 0
    if unit.kind is UnitKind.HEADING:
        if state.zone is Zone.HEADER and not state.headings and not state.status and _is_front_matter(units, at):
            return 0
        state.base_level = state.base_level or unit.level
        if numbered and state.item and not _STANDING_ITEM.fullmatch(words.strip(" :.")):
            return 5
        return 1 if unit.level <= state.base_level else 5
    if state.zone is Zone.HEADER or not _reads_like_heading(text, units, at):
        return 0
    if state.zone is Zone.ATTENDANCE and not _ends_attendance(text, units, at):
        return 0
    if _STANDING_ITEM.fullmatch(words.strip(" :.")) or not numbered:
        return 1
    return 5 if state.headings else 1


def _ends_attendance(text: str, units: list[Unit], at: int) -> bool:
    """Whether a heading-like line among names begins the business: it is set apart, or a sentence follows it."""
    words = units[at].body.of(text).strip()
    following = units[at + 1].body.of(text)
    first = re.split(r"[,(;\n–—-]", following)[0].strip()
    if units[at].strong and not looks_like_person(words) and not looks_like_person(first):
        return True
    sentence = len(following.split()) >= 4 and bool(_SENTENCE_VERB.search(following) or re.search(r"\b\w{3,}ed\b", following)) and following.rstrip().endswith(".")
    return sentence and (words.isupper() or not looks_like_person(words))


def _is_title(unit: Unit, words: str) -> bool:
    return not unit.number and bool(re.match(r"(?:draft\s+|approved\s+|confirmed\s+|unconfirmed\s+)?(?:minutes|notes|record|meeting|agenda)\b", words, re.IGNORECASE))


def _is_front_matter(units: list[Unit], at: int) -> bool:
    """Headings at the top, before any attendance, name the body and the meeting."""
    return at < 4 and all(unit.kind in {UnitKind.HEADING, UnitKind.PARAGRAPH} for unit in units[: at + 1])


def _is_letter(number: str) -> bool:
    return bool(re.fullmatch(r"\(?[a-z]{1,4}\)?\.?", number))


def _is_numbered_heading(text: str, unit: Unit, state: _State | None) -> bool:
    """Whether a numbered unit is an agenda heading and not a numbered paragraph."""
    if not unit.number or unit.kind in {UnitKind.ROW, UnitKind.MARGIN} or unit.bullet:
        return False
    words = unit.body.of(text).strip()
    count = len(words.split())
    if not words or count > 25 or re.search(r"[;,]$", words) or re.match(r"That\b|To\b|Action\b", words) or not re.match(r"[A-Z0-9£‘'“\"(]", words):
        return False
    ends_sentence = words.endswith((".", ":", "?", "!")) and not words.endswith("etc.")
    if state is not None and state.label is not None and (_is_letter(unit.number) or unit.kind is UnitKind.LIST_ITEM) and not unit.strong:
        return False
    if _is_letter(unit.number):
        return state is not None and bool(state.item) and count <= 16 and not ends_sentence and not _SENTENCE_VERB.search(words)
    if unit.strong:
        return count <= 18 and not (ends_sentence and _SENTENCE_VERB.search(words))
    if "." in unit.number:
        return count <= 9 and not ends_sentence and not _SENTENCE_VERB.search(words)
    if unit.kind is UnitKind.LIST_ITEM and state is not None and state.stem is not None:
        return False
    if ends_sentence and not (words.endswith((".", ":")) and count <= 6 and not _SENTENCE_VERB.search(words)):
        return False
    return count <= 6 or not _SENTENCE_VERB.search(words)


def _reads_like_heading(text: str, units: list[Unit], at: int) -> bool:
    """Whether an unnumbered paragraph is a heading: short, no sentence, and followed by words of its own."""
    unit = units[at]
    words = unit.body.of(text).strip()
    count = len(words.split())
    if "\n" in words or not re.match(r"[A-Z0-9£‘'“\"]", words) or re.search(r"[.;,!]$", words) or "@" in words or "://" in words:
        return False
    if count > (14 if unit.strong else 10) or _SENTENCE_VERB.search(words) or (words.endswith(":") and not unit.strong):
        return False
    if re.match(r"(?:That|The meeting (?:closed|ended)|Signed|Page|Chair(?:man|person)?\b.*:|Date\b)", words) or re.fullmatch(r"[_.\s]+|[A-Z]{2,4}(?:/[A-Z]{2,4})*", words):
        return False
    if (looks_like_person(words) and not unit.strong and not words.isupper()) or find_dates(words, Span(0, len(words))):
        return False
    following = units[at + 1] if at + 1 < len(units) else None
    return following is not None and following.kind is not UnitKind.MARGIN and len(following.body.of(text).split()) >= 3


def _open_item(text: str, unit: Unit, state: _State, level: int, status: tuple[str, int] | None) -> Placed:
    words = unit.body.of(text)
    title = words.strip().rstrip(":").rstrip()
    title = re.sub(r"\)$", "", title) if title.count(")") > title.count("(") else title
    number = unit.number
    sub = level >= 5
    if sub:
        number = state.parent or state.item
    elif number and _is_letter(number):
        number = f"{state.parent}({number.strip('().')})"
    else:
        state.parent = number
    start = unit.body.start + words.find(title)
    quoted = Quoted(title, Span(start, start + len(title)))
    exempt = bool(_EXEMPT.search(title)) or state.exempt or (sub and bool(state.headings) and state.headings[-1][0].exempt)
    state.exempt = state.exempt or bool(_EXCLUSION.search(title))
    state.headings.append((Item(number, quoted, sub, Span(unit.span.start, unit.span.end), exempt), level))
    state.zone, state.item, state.paragraph = Zone.BUSINESS, number, ""
    state.label, state.stem = None, None
    if (label := _label(words)) and label[1] >= len(words.rstrip()):
        state.label, state.label_span, state.label_words, state.limbs = label[0], unit.body, label[2], 0
    state.status, state.status_span = (status[0], quoted.span) if status and status[1] == len(words) else (None, None)
    return _placed(unit, state, Role.ITEM)


# Text, labels and stems


def _place_text(text: str, unit: Unit, state: _State) -> Placed:
    if state.zone is not Zone.BUSINESS:
        return _placed(unit, state, Role.TEXT)
    words = unit.body.of(text)
    label = _label(words)
    limb = unit.kind is UnitKind.LIST_ITEM or unit.bullet or (unit.number and _is_letter(unit.number)) or bool(re.match(r"That\b|To\b|and\b", words))
    if unit.number and not _is_letter(unit.number) and not (unit.kind is UnitKind.LIST_ITEM and state.label):
        state.paragraph, state.label, state.stem = unit.number, None, None
    if label:
        kind, length, verb = label
        inside = state.label is kind and limb
        if not inside:
            state.label, state.label_words, state.limbs = kind, verb, 0
            state.label_span, state.stem = Span(unit.body.start, unit.body.start + length), None
            if not unit.number:
                state.paragraph = ""
        content = Span(unit.body.start + length, unit.body.end)
        result = _placed(unit, state, Role.LABEL if length >= len(words.rstrip()) else Role.TEXT, content)
        if result.role is Role.TEXT and not inside:
            state.limbs = 1
        return result
    if state.label is not None:
        if state.limbs == 0 or limb:
            state.limbs += 1
            return _placed(unit, state, Role.TEXT)
        state.label = None
    if not limb:
        state.stem = None
    result = _placed(unit, state, Role.TEXT)
    if words.rstrip().endswith((":", ":-", ": -")):
        state.stem = unit.body
    return result


def _label(words: str) -> tuple[Label, int, str] | None:
    """(kind, length, verb) of a label that words begin with: "ACTIONS:", "Action 3: …", "AGREED:", "RESOLVED that"."""
    match = _ACTION_LABEL.match(words)
    if match and (match["mark"] == ":" or not words[match.end() :].strip() or (match["mark"] and words[:6].isupper())):
        return Label.ACTION, match.end(), "action"
    match = _DECISION_LABEL.match(words)
    if match and (match["mark"] or not words[match.end() :].strip()):
        return Label.DECISION, match.end(), (match["verb"] or match["told"]).lower()
    return None


def is_action_table(unit: Unit) -> bool:
    """Whether a row stands in a table of actions."""
    return Column.ACTION in unit.columns and bool({Column.OWNER, Column.DUE, Column.STATUS} & set(unit.columns))
