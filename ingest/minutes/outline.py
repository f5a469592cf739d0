"""Where each unit of the minutes stands: header, attendance or business; under which item, paragraph and label.

One pass over the units with an explicit state. Everything after it (attendance, decisions, actions, …) reads the
placed units and never the layout again.
"""

import re
from dataclasses import dataclass, field, replace

from ingest.minutes.attendees import begins_with_person
from ingest.minutes.headings import SENTENCE_VERB, STANDING_ITEM, SUB, Situation, Style, heading_level, style_of
from ingest.minutes.labels import OPEN_BOX, TAG, Label, heads_actions, label_of
from ingest.minutes.name_lists import entries_in
from ingest.minutes.numbering import is_letter
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Item, Quoted
from ingest.minutes.run_in import with_run_in_headings
from ingest.minutes.status import STARS_THE_PRESENT, status_of
from ingest.minutes.task_verbs import TASK_VERBS
from ingest.minutes.units import Column, Unit, UnitKind, columns_of
from kg.forenames import is_first_name
from kg.model import Span

_AWAY = re.compile(r"\b(?:sorry|apolog\w*|absen\w*|unable|regrets?|not|couldn['’]t|away|missing)\b", re.IGNORECASE)
_SAID_BEFORE = re.compile(r"(?P<said>[A-Z][\w'’ -]{2,40}:)\s*(?=[A-Z])")
#: Headings of names who need not have been there.
_NO_STATUS = re.compile(
    r"^(?:from|to|cc|re|by|for)\b|\b(?:notes?|minutes?|minuted|taken|author|copy|copies|copied|circulation|distribution|prepared|drafted|written|venue|location|held|date|time|subject|contact|chair\w*|clerk|secretary|board|panel|committee|approved|signed|speakers?|agenda|by|authors?|lead|sponsor|reviewed|owner)\b",
    re.IGNORECASE,
)
_MOST_ARE_PEOPLE = 0.6
_EXEMPT = re.compile(r"\b(?:exempt|confidential|closed\s+(?:session|part|items?)|not\s+for\s+publication|part\s+(?:2|two|ii|b)\b|in\s+(?:private|camera))\b", re.IGNORECASE)
_EXCLUSION = re.compile(r"\bexclusion\s+of\s+(?:the\s+)?(?:press|public)\b", re.IGNORECASE)
_NAME_COLUMN = re.compile(
    r"(?:full\s+|board\s+|committee\s+|panel\s+|trust\s+)?(?:names?|members?|governors?|trustees?|councillors?|directors?|attendees?|representatives?)(?:\s+names?)?(?:\s+of\s+\w+)?",
    re.IGNORECASE,
)
#: "Highways — Tom Ferris": who spoke is no part of a heading.
_WHO_REPORTS = re.compile(r"\s+[—–-]\s+(?P<who>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,2})(?:\s*\([^)]*\))?$")
#: "Ann to write", "Keys to be cut – Tom": one more line of a list of actions.
_TASK_LINE = re.compile(r"[A-Z][\w/&, .’'()-]{0,60}?\s(?:to|will)\s+[a-z]")
#: "After discussion it was agreed to:" and a list.
_ANNOUNCES_LIMBS = re.compile(
    r"\b(?:was|were|Board|Committee|Council|Panel|Group|Trustees|Governors|Members|[Mm]eeting)\s+(?:unanimously\s+)?(?P<verb>agreed|resolved|decided|AGREED|RESOLVED|DECIDED)(?:\s+(?:to|that|as\s+follows|the\s+following))?\s*:-?\s*$"
)
_END_OF_HEADER = re.compile(r"(?:points\s+of\s+discussion|agenda|minutes|business|discussion|notes|items?)\s*:?", re.IGNORECASE)


#: A limb of a list under a label, by its words or its printed mark: "That the …", "(2) That the …", "(iv) the …".
_LIMB = re.compile(r"(?:That|To|and)\b|\((?:\d{1,2}|[a-z]|[ivx]{1,5})\)\s")


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
    inline: bool = False  # the label stands on the line of its first limb: only more tasks go on under it
    stem: Span | None = None
    row: int = -1  # layout row: a label does not reach into the next
    any_status: bool = False  # a list of people was headed
    exempt: bool = False  # the public was excluded: every item from here on is exempt
    base_level: int = 0  # level of headings that are items


def outline_of(text: str, units: list[Unit]) -> Outline:
    """Place all units."""
    units = with_run_in_headings(text, units)
    state, style = _State(), style_of(text, units)
    placed = [_place(text, units, at, state, style) for at in range(len(units))]
    return Outline(tuple(placed), _with_scopes(state.headings, units[-1].span.end if units else 0))


def _with_scopes(headings: list[tuple[Item, int]], end: int) -> tuple[Item, ...]:
    """Let each item reach to the next heading of its level or a higher one."""
    items = []
    for at, (item, level) in enumerate(headings):
        following = next((other.title.span.start for other, its in headings[at + 1 :] if its <= level), end)
        items.append(replace(item, scope=Span(item.scope.start, following)))
    return tuple(items)


def _place(text: str, units: list[Unit], at: int, state: _State, style: Style) -> Placed:
    unit = units[at]
    words = unit.body.of(text)
    if unit.kind is UnitKind.MARGIN:
        return _placed(unit, state, Role.MARGIN)
    if unit.row != state.row:
        state.row, state.label, state.stem = unit.row, None, None
    if state.zone is not Zone.BUSINESS and _begins_actions(text, unit):
        state.zone, state.status = Zone.BUSINESS, None
    if unit.kind is UnitKind.ROW:
        return _place_row(text, unit, state)
    status = None if unit.bullet and not unit.strong else status_of(words)
    if status and state.zone is not Zone.BUSINESS and not unit.number:
        return _open_status(unit, state, status)
    alone = status and not unit.number and (state.label is None or unit.strong) and len(words.rstrip()) <= status[1] and _names_follow(text, units, at, "")
    if status and alone and not STANDING_ITEM.fullmatch(words.strip(" :.")):
        return _open_status(unit, state, status)
    if state.zone is not Zone.BUSINESS and not state.headings and (said := _heads_names(text, units, at)):
        return _open_status(unit, state, (said, len(words)))
    if state.zone is not Zone.BUSINESS and not state.headings and (said_before := _says_before_names(text, units, at)):
        return _open_status(unit, state, said_before)
    if state.zone is Zone.HEADER and words.startswith("*") and begins_with_person(words[1:]) and STARS_THE_PRESENT.search(text):
        state.zone, state.status, state.status_span = Zone.ATTENDANCE, "present", None
        return _placed(unit, state, Role.TEXT)
    if status and state.zone is Zone.BUSINESS and not state.any_status and _lists_people(words, status):
        return _open_status(unit, state, status)
    level = heading_level(text, units, at, _situation(state), style)
    if level:
        if unit.kind is UnitKind.HEADING:
            state.base_level = state.base_level or unit.level
        return _open_item(text, unit, state, level, status)
    if status and (unit.kind is UnitKind.HEADING or unit.strong or len(words) == status[1]) and state.label is None and _names_follow(text, units, at, words[status[1] :]):
        return _open_status(unit, state, status)
    if state.zone is Zone.ATTENDANCE and state.status and _is_running_text(words) and not unit.bullet:
        state.zone, state.status = Zone.BUSINESS, None
    return _place_text(text, unit, state)


def _begins_actions(text: str, unit: Unit) -> bool:
    """Whether the last meeting's actions begin, as a log may stand between the attendance and the first item: under their heading, or as a table."""
    if unit.kind is UnitKind.ROW:
        return is_action_table(unit)
    return unit.kind is UnitKind.HEADING and heads_actions(unit.body.of(text))


def _situation(state: _State) -> Situation:
    of_apologies = state.status == "apologies" or bool(state.headings and re.match(r"(?:to\s+\w+\s+)?apolog", state.headings[-1][0].title.words, re.IGNORECASE))
    return Situation(
        state.zone,
        state.item,
        bool(state.headings),
        bool(state.status),
        of_apologies,
        state.label is not None,
        state.label is not None and state.limbs == 0,
        state.stem is not None,
        state.base_level,
    )


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
    state.label, state.any_status = None, True
    return _placed(unit, state, Role.STATUS, Span(start + status[1], unit.span.end))


def _names_follow(text: str, units: list[Unit], at: int, rest: str) -> bool:
    """Whether names come after a status heading in the middle of the minutes, on its line or under it."""
    if rest.strip():
        return begins_with_person(rest.strip().split("\n")[0])
    return any(begins_with_person(unit.body.of(text).split("\n")[0]) for unit in units[at + 1 : at + (4 if units[at].strong else 2)] if unit.kind is not UnitKind.HEADING)


def _heads_names(text: str, units: list[Unit], at: int) -> str | None:
    """The status that an unusual heading over a list of names gives: "Here tonight" presence, "Sorry not to be here" apologies."""
    words = units[at].body.of(text).strip()
    listed = units[at + 1 : at + 4]
    short = len(words.split()) <= 7 and not units[at].number and not units[at].bullet and not begins_with_person(words) and (units[at].strong or words.endswith(":"))
    if not short or len(listed) < 2 or not all(unit.bullet and begins_with_person(unit.body.of(text)) for unit in listed[:2]):
        return None
    return _status_said(words)


def _status_said(heading: str) -> str:
    """The status that an unusual heading over names gives."""
    return "apologies" if _AWAY.search(heading) else "present"


def _says_before_names(text: str, units: list[Unit], at: int) -> tuple[str, int] | None:
    """(status, length) of unusual words with a colon before several names: "There: Ann Lee (AL, chair), Bo Ek"."""
    body = units[at].body
    line = text[body.start : units[at + 1].body.end] if text[body.end :].lstrip(" *")[:1] == ":" and at + 1 < len(units) else body.of(text)
    match = _SAID_BEFORE.match(line)
    if match is None or _NO_STATUS.search(match["said"]):
        return None
    entries = entries_in(line[match.end() :])
    people = sum(begins_with_person(entry) or is_first_name(entry) for entry in entries)
    away = bool(_AWAY.search(match["said"]))
    listed = people > 0 if away else len(entries) > 1 and people >= _MOST_ARE_PEOPLE * len(entries)
    return (_status_said(match["said"]), min(match.end("said"), body.end - body.start)) if listed else None


def _reads_as_task(words: str) -> bool:
    """Whether a bullet under "Action: …" is one more task and not the discussion going on."""
    # A bullet left empty by a template has no first word.
    return bool(_TASK_LINE.match(words)) or next(iter(words.split(maxsplit=1)), "").lower() in TASK_VERBS or bool(re.search(r"[(\[][A-Z][^()]{1,40}[)\]]\.?$", words))


def _lists_people(words: str, status: tuple[str, int]) -> bool:
    """Whether a line under the items is the list of those present: "Present: Ann Lee (Chair), Tom Ferris"."""
    heading, names = words[: status[1]].strip(), words[status[1] :]
    plain = re.match(r"(?:(?:members|governors|trustees|councillors|those)\s+)?(?:present|in\s+attendance|attendees|attendance)\b", heading, re.IGNORECASE)
    return bool(plain) and heading.endswith(":") and begins_with_person(re.split(r",|\band\b", names)[0])


def _is_running_text(words: str) -> bool:
    return len(words.split()) > 14 and bool(SENTENCE_VERB.search(words)) and words.rstrip().endswith((".", ":", ";"))


def _open_item(text: str, unit: Unit, state: _State, level: int, status: tuple[str, int] | None) -> Placed:
    words = unit.body.of(text)
    title = words.strip().rstrip(":").rstrip()
    title = re.sub(r"\)$", "", title) if title.count(")") > title.count("(") else title
    reporter = _WHO_REPORTS.search(title)
    title = title[: reporter.start()] if reporter and begins_with_person(reporter["who"]) else title
    number = unit.number
    sub = level >= SUB
    if sub:
        number = state.parent or state.item
    elif number and is_letter(number):
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
    if (label := label_of(words)) and label[1] >= len(words.rstrip()):
        state.label, state.label_span, state.label_words, state.limbs = label[0], unit.body, label[2], 0
    state.status, state.status_span = (status[0], quoted.span) if status and status[1] == len(words) else (None, None)
    return _placed(unit, state, Role.ITEM)


# Text, labels and stems


def _place_text(text: str, unit: Unit, state: _State) -> Placed:
    if state.zone is not Zone.BUSINESS:
        return _placed(unit, state, Role.TEXT)
    words = unit.body.of(text)
    label = label_of(words)
    limb = unit.kind is UnitKind.LIST_ITEM or unit.bullet or (unit.number and is_letter(unit.number)) or bool(_LIMB.match(words))
    if unit.number and not is_letter(unit.number) and not (unit.kind is UnitKind.LIST_ITEM and state.label):
        state.paragraph, state.label, state.stem = unit.number, None, None
    elif unit.number and is_letter(unit.number) and state.label is None and state.stem is None and state.item and len(words.split()) > 8:
        # A lettered paragraph of its own; a lettered limb stands under a label or behind a colon.
        state.paragraph = f"{state.parent or state.item}({unit.number.strip('().')})"
    if label:
        kind, length, verb = label
        inside = state.label is kind and limb
        if not inside:
            state.label, state.label_words, state.limbs, state.inline = kind, verb, 0, length < len(words.rstrip())
            state.label_span, state.stem = Span(unit.body.start, unit.body.start + length), None
            if not unit.number:
                state.paragraph = ""
        content = Span(unit.body.start + length, unit.body.end)
        result = _placed(unit, state, Role.LABEL if length >= len(words.rstrip()) else Role.TEXT, content)
        if result.role is Role.TEXT and not inside:
            state.limbs = 1
        return result
    if state.label is not None:
        goes_on = limb and not (state.inline and state.label is Label.ACTION and not _reads_as_task(words))
        # Where each action has a mark of its own, a line without it is none.
        if state.inline and state.label_words in {TAG, OPEN_BOX}:
            state.label = None
        elif state.limbs == 0 or goes_on or (state.label is Label.ACTION and not state.inline and _TASK_LINE.match(words) and len(words.split()) < 40):
            state.limbs += 1
            return _placed(unit, state, Role.TEXT)
        state.label = None
    if not limb:
        state.stem = None
    result = _placed(unit, state, Role.TEXT)
    if announced := _ANNOUNCES_LIMBS.search(words):
        state.label, state.label_words, state.limbs = Label.DECISION, (announced["verb"] or announced["shouted"]).lower(), 0
        group = "verb" if announced["verb"] else "shouted"
        state.label_span = Span(unit.body.start + announced.start(group), unit.body.start + announced.end(group))
    if words.rstrip().endswith((":", ":-", ": -")):
        state.stem = unit.body
    return result


def is_action_table(unit: Unit) -> bool:
    """Whether a row stands in a table of actions."""
    return Column.ACTION in unit.columns and bool({Column.OWNER, Column.DUE, Column.STATUS} & set(unit.columns))
