"""What somebody is to do: ACTION lists, action columns and tables, and undertakings in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.minutes.labels import Label
from ingest.minutes.outline import is_action_table
from ingest.minutes.owners import Context, due_in, due_of_cell, owners_in
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Action, Due, Owner
from ingest.minutes.units import Column, UnitKind, columns_of
from ingest.names import has_honorific, is_initials, looks_like_person
from ingest.sentences import sentences
from kg.model import Span

_OWNER_TO = re.compile(
    r"(?P<owners>[A-Z][^.;:!?]{0,110}?)\s+(?:(?:is|are|was|were)\s+(?:asked\s+)?to|to|will|would|shall|should|agreed\s+to|undertook\s+to|offered\s+to|has\s+agreed\s+to)\s+(?!be\s+(?:\w+ed|sent|made|put|given|held|done|brought|taken|shown|written)\b)(?=[a-z])"
)
_LAST_BRACKET = re.compile(r"[(\[](?P<owners>[A-Z][^()\[\]]{1,60}|[a-z][\w ]{2,40}\b(?:team|secretariat|group|officers?|office))[)\]]\s*[.;]?\s*$")
_IMPERATIVES = frozenset(
    """add agree amend arrange ask begin book bring call chase check circulate complete confirm consider contact create develop discuss distribute
    draft email ensure establish explore find finalise follow forward get give identify include inform investigate invite issue liaise look make
    meet monitor nominate notify obtain order organise prepare present produce provide publish put raise remind report request research respond
    review seek send set share speak start submit take update upload write""".split()
)
_ACTION_MARGIN = re.compile(r"\s{2,}(?P<owners>(?:[A-Z]{2,3})(?:\s*[/&,]\s*[A-Z]{2,3})*)\s*$")
_UNDERTOOK = re.compile(
    r"(?P<subject>(?:The\s+)?[A-Z][\w.’'-]*(?:\s+(?:and\s+|the\s+)?[A-Z][\w.’'-]*){0,5}|(?:The|the)\s+(?:chair|clerk|secretary|secretariat|treasurer|minister)\w*)(?:\s+\([^)]{1,40}\))?\s+(?:has\s+|have\s+|had\s+|also\s+|then\s+|kindly\s+|both\s+)*(?P<verb>agreed|undertook|offered|promised|volunteered|committed)\s+to\s+(?!be\b)(?P<doing>[a-z]+)"
)
_SOMEONE = r"(?P<subject>(?:The\s+(?:chair|clerk|secretary|secretariat|treasurer)\w*|The\s+(?:Chair|Clerk|Secretary|Secretariat|Treasurer)\w*|[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}))(?:\s+\([^)]{1,40}\))?"
#: "Ann Lee was sorry about the delay but agreed to chase it", "Ann Lee said that she would raise this".
_LATER_UNDERTOOK = re.compile(rf"{_SOMEONE}\s+[a-z][^;:]{{3,160}}?\b(?:and|but)\s+(?:also\s+)?(?:agreed|undertook|offered|promised)\s+to\s+(?!be\b)(?P<doing>[a-z]+)")
_SAID_HE_WOULD = re.compile(
    rf"{_SOMEONE}\s+(?:said|confirmed|advised|stated|reported|replied|added)\s+(?:that\s+)?(?:he|she|they)\s+(?:would|will)\s+(?:also\s+)?(?P<doing>[a-z]+)"
)
_PRONOUN = re.compile(r"(?:He|She)\s+(?:has\s+|had\s+|also\s+|then\s+)*(?:(?:agreed|undertook|offered|promised|volunteered)\s+to\s+(?!be\b)|will\s+(?!be\b|have\b))[a-z]+")
_WILL = re.compile(
    r"(?P<subject>(?:The\s+|the\s+)?(?:[A-Z][\w.’'-]*|chair|clerk|secretary|secretariat|treasurer)(?:\s*(?:/|,\s|\s+and\s+|\s+)(?:[A-Z][\w.’'-]*)){0,4})\s+(?P<verb>will|would|is\s+to|are\s+to|was\s+asked\s+to|were\s+asked\s+to|to)\s+(?:also\s+|then\s+|now\s+|therefore\s+)?(?P<doing>[a-z]+(?:-[a-z]+)?)"
)
_NOT_A_TASK = frozenset(
    """be have like prefer appreciate welcome need expect remain become continue know feel think hope want include provide mean seem benefit depend support
    attend start last take replace come cost lead rather still and or of for at in on as with is was are were not only""".split()
)
_LIMB_DOER = re.compile(
    r"[Tt]hat\s+(?P<subject>(?:the\s+)?[A-Z][\w.’'-]*(?:(?:\s+and)?\s+[A-Z][\w.’'-]*){0,4}|the\s+(?:chair|clerk|secretary|treasurer)\w*)\s+(?:would\s+|will\s+|should\s+|to\s+)?(?P<doing>[a-z]+)\b"
)
_AGREED_DOER = re.compile(r"\b(?:agreed|resolved|decided)\s+" + _LIMB_DOER.pattern)
_TASK_CUE = re.compile(r"\b(?:will|would|to\s+be|agreed|undertook|should|shall|must|to\s+[a-z]+|asked|needs?\s+to)\b")
_DONE = re.compile(r"\b(?:complete[d]?|done|closed|discharged|no\s+further\s+action|actioned)\b", re.IGNORECASE)
_COMPLETED = re.compile(r"(?:[–—:-]\s*|[(\[]|[.;]\s+)(?:now\s+)?(?:completed?|done|closed|actioned|discharged)\b[\s).\]]*$", re.IGNORECASE)
_TRAILING_OWNER = re.compile(
    r"[(\[]\s*Action(?:\s+(?:by|for|on))?\s*[:–-]?\s*(?P<owners>[A-Z][^()\[\]]{0,60}?)\s*[)\]]\s*\.?\s*$|(?<=[.;])\s+A(?:CTION|ction)(?:\s+(?:by|for))?\s*:\s*(?P<owners2>[A-Z][^.:;]{0,40}?)\s*\.?\s*$"
)
_INITIALS_BEHIND = re.compile(r"(?<=[.;!?)])\s+(?P<owners>[A-Z]{2,4}(?:\s*[/,&]\s*[A-Z]{2,4})*)\s*$")
_REF = re.compile(r"\((?:item\s+|minute\s+)?(?P<ref>\d{1,3}(?:\.\d{1,2})+(?:\([a-z]\))?)\)\s*\.?$")


def actions_of(context: Context, outline: Outline) -> tuple[Action, ...]:
    """All actions, in order of their place."""
    found = [*_labelled(context, outline), *_margins(context, outline), *_tables(context, outline), *_trailing(context, outline)]
    printed = [action.span for action in found]
    found += [action for action in _undertakings(context, outline) if not any(_overlap(action.span, span) for span in printed)]
    return tuple(sorted((action for action in found if not _COMPLETED.search(action.span.of(context.text))), key=lambda action: action.span.start))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _scope(context: Context, outline: Outline, place: Placed) -> Span:
    """The words of the item, where wording that fits two people may be decided."""
    if place.heading < 0:
        return place.unit.span
    item = outline.items[place.heading]
    if item.sub:
        parent = next((other for other in reversed(outline.items[: place.heading]) if not other.sub), None)
        return parent.scope if parent else item.scope
    return item.scope


# ACTION lists


def _labelled(context: Context, outline: Outline) -> Iterator[Action]:
    for place in outline.placed:
        if place.label is not Label.ACTION or place.role is not Role.TEXT or place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN}:
            continue
        words = place.content.of(context.text).strip()
        if len(words.split()) >= 2 and not _is_owner_alone(context, outline, place):
            yield from _limb(context, outline, place)


def _is_owner_alone(context: Context, outline: Outline, place: Placed) -> bool:
    words = place.content.of(context.text).strip(" .")
    return place.label_span is not None and place.label_span.start == place.unit.body.start and len(words) < 60 and _names_somebody(context, words, _scope(context, outline, place))


def _trailing(context: Context, outline: Outline) -> Iterator[Action]:
    """Owners printed behind a task: "… be shared. [Action: HF]", or "ACTION: RK" on a line of its own under it."""
    before: Placed | None = None
    for place in outline.placed:
        if place.role is not Role.TEXT or place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN} or place.zone is not Zone.BUSINESS:
            before = None
            continue
        scope = _scope(context, outline, place)
        behind = _INITIALS_BEHIND.search(place.content.of(context.text)) if place.label is None else None
        if behind and all(context.people.denoted(initials, scope).name for initials in re.findall(r"[A-Z]{2,4}", behind["owners"])):
            line = _CellLine(0, Span(place.content.start + behind.start("owners"), place.content.start + behind.end("owners")))
            whole = replace(place, content=Span(place.content.start, line.span.start))
            yield from _shared_out(context, outline, [whole], [line])
            before = None
            continue
        match = _TRAILING_OWNER.search(place.content.of(context.text)) if place.label is not Label.ACTION else None
        group = "owners" if match and match["owners"] else "owners2"
        if match and _names_somebody(context, match[group], scope):
            owner = Span(place.content.start + match.start(group), place.content.start + match.end(group))
            task = _last_sentence(context.text, Span(place.content.start, place.content.start + match.start()))
            if task:
                yield _owned(context, place, task, owner, scope)
        elif place.label is Label.ACTION and before is not None and _is_owner_alone(context, outline, place):
            task = _last_sentence(context.text, before.content)
            if task:
                yield _owned(context, before, task, place.content, scope)
        before = place


def _last_sentence(text: str, span: Span) -> Span | None:
    found = [sentence for sentence in sentences(text, span) if len(sentence.of(text).split()) > 2]
    return found[-1] if found else None


def _owned(context: Context, place: Placed, task: Span, owner: Span, scope: Span) -> Action:
    return Action(task, place.paragraph or place.item, "action.trailing", owners_in(context, owner, scope), owner.of(context.text).strip(), due_in(context, task))


def _limb(context: Context, outline: Outline, place: Placed) -> Iterator[Action]:
    scope = _scope(context, outline, place)
    owners, raw = _owners_of_limb(context, place.content, scope)
    if not raw:
        label = re.match(r"(?:action|task)s?\s*(?:for|on|by)?\s*\(?(?P<who>[A-Z]{2,3}(?:/[A-Z]{2,3})*)\)?", place.label_words, re.IGNORECASE)
        raw = label["who"] if label else None
    yield Action(place.content, place.paragraph or place.item, "action.list", owners, raw, due_in(context, place.content))


def _owners_of_limb(context: Context, span: Span, scope: Span) -> tuple[tuple[Owner, ...], str | None]:
    """Owners of an action's words: a bracket or margin name at its end, else who stands before "to" or "will"."""
    words = span.of(context.text)
    for pattern in (_ACTION_MARGIN, _LAST_BRACKET):
        match = pattern.search(words)
        if match and _names_somebody(context, match["owners"], scope):
            place = Span(span.start + match.start("owners"), span.start + match.end("owners"))
            return owners_in(context, place, scope), match["owners"]
    match = _OWNER_TO.match(words)
    if not match or len(match["owners"].split()) > 12 or match["owners"].split()[0].lower() in _IMPERATIVES:
        return (), None
    place = Span(span.start + match.start("owners"), span.start + match.end("owners"))
    return owners_in(context, place, scope), match["owners"]


def _names_somebody(context: Context, words: str, scope: Span) -> bool:
    pieces = [piece for piece in re.split(r"\s*(?:/|,|&|\band\b)\s*", words) if piece]
    return all(
        is_initials(piece)
        or looks_like_person(piece)
        or context.people.denoted(piece, scope).name
        or re.search(r"\b(?:team|secretariat)$", piece, re.IGNORECASE)
        or re.fullmatch(r"(?:the\s+)?(?:secretariat|clerk|chair|all|officers?|members)(?:\s+\w+)?", piece, re.IGNORECASE)
        for piece in pieces
    )


# Action columns beside layout rows


@dataclass(frozen=True, slots=True)
class _CellLine:
    """A filled line of an owner or date cell, and how far down the cell it stands."""

    depth: int
    span: Span


def _cell_lines(text: str, cell: Span | None) -> list[_CellLine]:
    if cell is None:
        return []
    lines, at = [], cell.start
    for depth, line in enumerate(cell.of(text).split("\n")):
        words = line.strip()
        if words and not (depth == 0 and columns_of([words, "when"]) and columns_of([words, "owner"])):
            start = at + line.find(words)
            lines.append(_CellLine(depth, Span(start, start + len(words))))
        at += len(line) + 1
    return lines


def _margins(context: Context, outline: Outline) -> Iterator[Action]:
    rows: dict[int, list[Placed]] = {}
    for place in outline.placed:
        if place.unit.row >= 0:
            rows.setdefault(place.unit.row, []).append(place)
    for places in rows.values():
        margin = next((place for place in places if place.unit.kind is UnitKind.MARGIN), None)
        if margin is None:
            continue
        owners = _cell_lines(context.text, margin.unit.cell(Column.OWNER))
        dates = _cell_lines(context.text, margin.unit.cell(Column.DUE))
        if not owners and not dates:
            continue
        yield from _matched(context, outline, places, owners, dates)


def _matched(context: Context, outline: Outline, places: list[Placed], owners: list[_CellLine], dates: list[_CellLine]) -> Iterator[Action]:
    """Limbs of a row and the lines of its margin, in order; a date belongs to the owner on its own height."""
    if (people := _shared_out(context, outline, places, owners)) and not dates:
        yield from people
        return
    labelled = [place for place in places if place.label in {Label.DECISION, Label.ACTION} and place.role is Role.TEXT and place.unit.kind is not UnitKind.MARGIN]
    limbs = [(place, place.content) for place in labelled] or list(_tasks(context.text, places, len(owners) or len(dates)))
    if len(owners) < len(limbs):
        limbs = limbs[: len(owners)] if labelled else limbs[-max(1, len(owners)) :]
    for at, (place, span) in enumerate(limbs):
        line = owners[at] if at < len(owners) else None
        due_line = _beside(line, owners, dates, at)
        scope = _scope(context, outline, place)
        held = owners_in(context, line.span, scope) if line else ()
        due = due_of_cell(context, due_line.span) if due_line else due_in(context, span)
        yield Action(span, place.paragraph or place.item, "action.column", held, line.span.of(context.text) if line else None, due)


def _shared_out(context: Context, outline: Outline, places: list[Placed], lines: list[_CellLine]) -> list[Action]:
    """Tasks of running text for the people named beside or behind it: each has the sentences that begin with him.

    Who begins none has the last sentence that sounds like a task and is nobody else's. Empty where no sentence begins
    with one of them.
    """
    units = [place for place in places if place.role is Role.TEXT and place.unit.kind is not UnitKind.MARGIN]
    if any(place.label for place in units) or not units:
        return []
    scope = _scope(context, outline, units[0])
    people = [(owner, line) for line in lines for owner in owners_in(context, line.span, scope)]
    told = [(place, sentence) for place in units for sentence in sentences(context.text, place.content)]
    tasks: list[tuple[Placed, Span, list[tuple[Owner, _CellLine]]]] = []
    left = []
    for owner, line in people:
        own = [(place, clause) for place, sentence in told if (clause := _clause_of(context, sentence, owner, scope))]
        tasks.extend((place, sentence, [(owner, line)]) for place, sentence in own)
        left.extend([] if own else [(owner, line)])
    free = [(place, sentence) for place, sentence in told if not any(sentence.holds(span) for _, span, _ in tasks)]
    cued = [pair for pair in free if _TASK_CUE.search(pair[1].of(context.text))]
    if left and (cued or not tasks):
        tasks.append((*(cued or free or told)[-1], left))
    return [
        Action(sentence, place.paragraph or place.item, "action.margin", tuple(owner for owner, _ in held), held[0][1].span.of(context.text), due_in(context, sentence))
        for place, sentence, held in tasks
    ]


#: A name at the beginning, behind a run-in heading or at a second clause: "Flagpole – AB undertook …, and CD would …".
_SUBJECT = re.compile(r"(?:^(?:[A-Z][^,.;]{2,40},\s+)?|\s[–—-]\s+|\b(?:and|but)\s+)(?P<who>[A-Z][\w.’'-]*(?:\s+[A-Z][\w’'-]*){0,2})")
_TASK_OF = re.compile(r"\s+(?:(?:also|then)\s+)?(?:to|will|would|may|might|could|shall|should|undertook|agreed|offered|is\s+to|was\s+asked)\s+(?:to\s+)?[a-z]")


def _clause_of(context: Context, sentence: Span, owner: Owner, scope: Span) -> Span | None:
    """The sentence, or the clause of it, in which a person is to do something; None where there is none."""
    words = sentence.of(context.text)
    subjects = [match for match in _SUBJECT.finditer(words) if _TASK_OF.match(words, match.end())]
    for at, match in enumerate(subjects):
        if match["who"] != owner.as_printed and context.people.denoted(match["who"], scope).name != owner.name:
            continue
        start = match.start("who") if at else 0
        end = len(words[: subjects[at + 1].start()].rstrip(" ,;")) if at + 1 < len(subjects) else len(words)
        return Span(sentence.start + start, sentence.start + end)
    return None


def _beside(line: _CellLine | None, owners: list[_CellLine], dates: list[_CellLine], at: int) -> _CellLine | None:
    if len(dates) == len(owners) or line is None:
        return dates[at] if at < len(dates) else None
    return next((date for date in dates if date.depth == line.depth), None)


def _tasks(text: str, places: list[Placed], wanted: int) -> Iterator[tuple[Placed, Span]]:
    """Without limbs, the sentences of a row that set a task: the last ones that sound like it."""
    units = [place for place in places if place.role is Role.TEXT and place.unit.kind is not UnitKind.MARGIN]
    told = [(place, sentence) for place in units for sentence in sentences(text, place.content)]
    cued = [pair for pair in told if _TASK_CUE.search(pair[1].of(text))] or told
    yield from cued[-max(1, wanted) :]


# Tables of actions


def _tables(context: Context, outline: Outline) -> Iterator[Action]:
    for place in outline.placed:
        if place.unit.kind is not UnitKind.ROW or place.role is not Role.TEXT or not is_action_table(place.unit):
            continue
        action = place.unit.cell(Column.ACTION) or place.unit.cell(Column.TEXT)
        status = place.unit.cell(Column.STATUS)
        if action is None or (status and _DONE.match(status.of(context.text).strip())):
            continue
        yield _row_action(context, outline, place, action, status)


def _row_action(context: Context, outline: Outline, place: Placed, action: Span, status: Span | None) -> Action:
    text, scope = context.text, _scope(context, outline, place)
    owner_cell, due_cell, number = place.unit.cell(Column.OWNER), place.unit.cell(Column.DUE), place.unit.cell(Column.NUMBER)
    owners = owners_in(context, owner_cell, scope) if owner_cell else _owners_of_limb(context, action, scope)[0]
    due: Due | None = due_of_cell(context, due_cell) if due_cell else due_in(context, action)
    ref = _REF.search(action.of(text))
    item = number.of(text).strip().rstrip(".") if number else ref["ref"] if ref else place.paragraph or place.item
    raw = owner_cell.of(text).strip() if owner_cell else None
    return Action(action, item, "action.table", owners, raw, due, status.of(text).strip() if status else None)


# Undertakings


def _undertakings(context: Context, outline: Outline) -> Iterator[Action]:
    for place in outline.placed:
        if place.zone is not Zone.BUSINESS or place.role is not Role.TEXT or place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN} or place.label is Label.ACTION:
            continue
        for sentence in sentences(context.text, place.content):
            action = _undertaking(context, outline, place, sentence)
            if action:
                yield action


def _undertaking(context: Context, outline: Outline, place: Placed, sentence: Span) -> Action | None:
    text, scope = context.text, _scope(context, outline, place)
    words = sentence.of(text)
    match = _UNDERTOOK.search(words)
    pronoun = _PRONOUN.match(words)
    if pronoun:
        return _by_pronoun(context, place, sentence, scope)
    if match and not re.search(r"\bwho\s+$", words[: match.start("verb")]):
        subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
        if subject:
            return _from_sentence(context, place, Span(subject.start, sentence.end), subject, scope, "action.undertaking")
    for pattern in (_LATER_UNDERTOOK, _SAID_HE_WOULD):
        match = pattern.match(words)
        if match and match["doing"] not in _NOT_A_TASK:
            subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
            if subject:
                return _from_sentence(context, place, Span(subject.start, sentence.end), subject, scope, "action.undertaking")
    match = _LIMB_DOER.match(words) if place.label is Label.DECISION else _AGREED_DOER.search(words)
    if match and match["doing"] not in _NOT_A_TASK and not match["doing"].endswith(("ed", "s")):
        subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
        if subject:
            return _from_sentence(context, place, sentence, subject, scope, "action.limb")
    for match in _WILL.finditer(words):
        begins = match.start() == 0 or re.search(r"(?:agreed\s+that|[;:–])\s*$", words[: match.start()])
        if match["doing"] in _NOT_A_TASK or (match["verb"] == "to" and not begins) or not begins:
            continue
        subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
        if subject:
            return _from_sentence(context, place, sentence, subject, scope, "action.will")
    return None


def _by_pronoun(context: Context, place: Placed, sentence: Span, scope: Span) -> Action | None:
    """ "She undertook to …": the person who is named last in the sentence before, if just one is."""
    before = [other for other in sentences(context.text, place.content) if other.end <= sentence.start]
    if not before:
        return None
    names: list[tuple[str, Span]] = []
    for match in re.finditer(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,2}|\b[A-Z]{2,3}\b", before[-1].of(context.text)):
        denoted = context.people.denoted(match.group(), scope)
        if denoted.name and denoted.name not in [name for name, _ in names]:
            names.append((denoted.name, Span(before[-1].start + match.start(), before[-1].start + match.end())))
    if len(names) != 1:
        return None
    name, antecedent = names[0]
    printed = Span(sentence.start, sentence.start + len(sentence.of(context.text).split()[0]))
    owner = Owner(printed.of(context.text), printed, name, (), f"the one person named in the sentence before: {antecedent.of(context.text)!r}", True)
    return Action(sentence, place.paragraph or place.item, "action.undertaking", (owner,), owner.as_printed, due_in(context, sentence))


def _subject(context: Context, start: int, words: str, scope: Span) -> Span | None:
    """The subject when it is one or several people of this meeting; leading words that are no name are dropped."""
    tokens = list(re.finditer(r"\S+", words))
    for drop in range(min(3, len(tokens))):
        rest = words[tokens[drop].start() :]
        pieces = [piece for piece in re.split(r"\s*(?:/|,\s|\band\b)\s*", rest) if piece]
        if pieces and all(_is_someone(context, piece, scope) for piece in pieces):
            return Span(start + tokens[drop].start(), start + len(words))
        if drop == 0 and not re.match(r"(?:The|However|Also|Then|Meanwhile|In|And|But)\b", tokens[0].group()):
            break
    return None


def _is_someone(context: Context, words: str, scope: Span) -> bool:
    denoted = context.people.denoted(words, scope)
    post = re.fullmatch(r"(?:the\s+)?(?:chair\w*|clerk|secretary|secretariat|treasurer)", words, re.IGNORECASE)
    return bool(denoted.name or denoted.candidates or post or (has_honorific(words) and looks_like_person(words)))


def _from_sentence(context: Context, place: Placed, span: Span, subject: Span, scope: Span, rule: str) -> Action:
    owners = owners_in(context, subject, scope)
    return Action(span, place.paragraph or place.item, rule, owners, subject.of(context.text), due_in(context, span))
