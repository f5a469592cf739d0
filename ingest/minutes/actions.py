"""What somebody is to do: ACTION lists, action columns and tables, and undertakings in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.minutes.labels import OPEN_BOX, TAG, Label, owner_of_label
from ingest.minutes.outline import is_action_table
from ingest.minutes.owners import Context, due_in, due_of_cell, owners_in, scope_of
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Action, Due, Owner
from ingest.minutes.task_verbs import TASK_VERBS
from ingest.minutes.undertakings import DOER_BEHIND, undertakings_of
from ingest.minutes.units import BEGINS_WITH_DAY, Column, UnitKind, columns_of
from ingest.sentences import sentences
from kg.forenames import is_first_name
from kg.model import Span
from kg.names import is_initials, looks_like_person
from kg.status import status_alone
from kg.stems import FRAME, stems
from kg.vocabulary import CLOSED

_OWNER_TO = re.compile(
    r"(?P<owners>(?:the\s+)?[A-Z][^.;:!?]{0,110}?)(?:\s+|(?<=\)))(?:(?:is|are|was|were)\s+(?:asked\s+)?to|to|will|would|shall|should|agreed\s+to|undertook\s+to|offered\s+to|has\s+agreed\s+to)\s+(?!be\s+(?:\w+ed|sent|made|put|given|held|done|brought|taken|shown|written)\b)(?=[a-z])"
)
#: "AB, CD develop the case": names right before what they are to do.
_OWNER_DOES = re.compile(rf"(?P<owners>[A-Z][\w.’'-]*(?:(?:,\s+|\s+and\s+|\s*/\s*|\s+)[A-Z][\w.’'-]*){{0,9}})\s+(?:{'|'.join(sorted(TASK_VERBS))})\b")
_LAST_BRACKET = re.compile(r"[(\[](?P<owners>[A-Z][^()\[\]]{1,60}|[a-z][\w ]{2,40}\b(?:team|secretariat|group|officers?|office))[)\]]\s*[.;]?\s*$")
#: "Hugh: cut the release", "@ann and @bo: …", "all: send comments".
_OWNER_COLON = re.compile(
    r"@?(?P<owners>(?:all|everyone|(?<=@)[a-z][\w.-]*|[A-Z][\w.’'-]*)(?:(?:\s*[/,&]\s*|\s+and\s+|\s+)@?(?:(?<=@)[a-z][\w.-]*|[A-Z][\w.’'-]*)){0,4})\s*:\s+(?=\S)"
)
#: Headings of what is said of earlier actions: an open box there is a report.
_REVIEWS = re.compile(r"\b(?:previous|past|last|earlier|outstanding|review(?:ing)?|matters\s+arising|status|follow(?:ing)?[- ]ups?|updates?)\b", re.IGNORECASE)
_FEW_NAMES = 3  # words
#: "Circulate the revised policy – HM – by 30 April".
_BETWEEN_DASHES = re.compile(r"\s[–—-]\s+(?P<owners>[A-Z][\w.’'-]*(?:(?:\s*[/,&]\s*|\s+and\s+|\s+)[A-Z][\w.’'-]*){0,3})\s*(?:[–—-]\s.{3,40})?$")
_ACTION_MARGIN = re.compile(r"\s{2,}(?P<owners>(?:[A-Z]{2,3})(?:\s*[/&,]\s*[A-Z]{2,3})*)\s*$")
_TASK_CUE = re.compile(r"\b(?:will|would|to\s+be|agreed|undertook|should|shall|must|to\s+[a-z]+|asked|needs?\s+to)\b")
#: Words in lower case that stand in the name of a group or between owners.
_OWNER_WORDS = frozenset(
    """and of the for or other others with from all any both each a an on in members member officers officer team secretariat group sub-group subgroup panel board staff councillors governors trustees partners
    everyone chair chairs chairman clerk secretary treasurer party task finish working holders key volunteers schools council committee directors director manager managers partnership office
    department user research representatives representative agencies agency board's panel's council's leads lead minister ministers officials practice service services school trust de van der von""".split()
)
_DONE = re.compile(r"\b(?:complete[d]?|done|closed|discharged|no\s+further\s+action|actioned)\b", re.IGNORECASE)
#: "Head of Registry", "Vice-President Education", "Associate Deans".
_POST_AS_OWNER = re.compile(
    r"(?:[Tt]he\s+)?(?:(?:Deputy|Associate|Assistant|Vice|Pro|Acting)[ -])*(?:Heads?|Directors?|Deans?|Vice-?(?:President|Chancellor|Principal)|Presidents?|Managers?|Registrars?|Principal|Provost|Bursar|Chief\s+\w+)(?:\s+(?:of|for)\s+(?:the\s+)?)?(?:[ ]?[A-Z][\w&-]*){0,4}(?:\s+and\s+[A-Z][\w-]*){0,1}"
)
#: "Risk and Assurance Manager", "External auditor", "Interim Head of Finance (Wealdmark)".
_POST_NAMED = re.compile(
    r"(?:[Tt]he\s+)?(?:(?:[A-Z][\w&’'/-]*|and|of|for)\s+){0,5}(?i:manager|head|director|officer|auditor|adviser|advisor|administrator|co-?ordinator|lead|solicitor|accountant|engineer|planner|executive|registrar|librarian|warden|"
    r"caretaker|convener|convenor|president|captain|superintendent|inspector|governor|trustee)s?(?:\s+(?:of|for)(?:\s+(?:the|and|[A-Z][\w&’'-]*)){1,5})?(?:\s*\([^)]{1,40}\))?"
)
_BY_DAY = re.compile(r",?\s+(?:by|before|for|at|until)\s+(?:the\s+|end\s+(?:of\s+)?|early\s+|mid[ -])*(?:\d|[A-Z][a-z]+\b|next\b).*$", re.DOTALL)
_SOON = 600  # characters
_MOSTLY = 0.5  # of the words of the shorter one
_COMPLETED = re.compile(r"(?:[–—:-]\s*|[(\[]|[.;]\s+)(?:now\s+)?(?:completed?|done|closed|actioned|discharged)\b[\s).\]]*$", re.IGNORECASE)
_TRAILING_OWNER = re.compile(
    r"(?<=\w)\s+ACTION:?\s+(?P<owners3>[A-Z][\w’'-]*(?:\s*(?:/|,|&|\band\b)\s*[A-Z][\w’'-]*)*)\s*(?:[–-]\s+[\w ]{2,30})?$|[(\[]\s*Action(?:\s+(?:by|for|on))?\s*[:–-]?\s*(?P<owners>[A-Z][^()\[\]]{0,60}?)\s*[)\]]\s*\.?\s*$|(?<=[.;])\s+A(?:CTION|ction)(?:\s+(?:by|for))?\s*:\s*(?P<owners2>[A-Z][^.:;]{0,40}?)\s*\.?\s*$"
)
_INITIALS_BEHIND = re.compile(r"(?<=[.;!?)])\s+(?P<owners>[A-Z]{2,4}(?:\s*[/,&]\s*[A-Z]{2,4})*)\s*$")
_REF = re.compile(r"\((?:item\s+|minute\s+)?(?P<ref>\d{1,3}(?:\.\d{1,2})+(?:\([a-z]\))?)\)\s*\.?$")


def actions_of(context: Context, outline: Outline) -> tuple[Action, ...]:
    """All actions, in order of their place."""
    found = [*_labelled(context, outline), *_margins(context, outline), *_tables(context, outline), *_trailing(context, outline)]
    printed = [action.span for action in found]
    told = [action for action in undertakings_of(context, outline) if not any(_overlap(action.span, span) for span in printed)]
    found += [action for action in told if not any(_is_told_before(context, action, other) for other in found)]
    return tuple(sorted((action for action in found if not _COMPLETED.search(action.span.of(context.text))), key=lambda action: action.span.start))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_told_before(context: Context, told: Action, printed: Action) -> bool:
    """Whether a sentence only tells what the ACTION line soon behind it sets: one owner, one item, and mostly one's words."""
    if (
        told.item.split("(")[0] != printed.item.split("(")[0]
        or not 0 <= printed.span.start - told.span.end <= _SOON
        or not {owner.name for owner in told.owners} & {owner.name for owner in printed.owners}
    ):
        return False
    one, other = (frozenset(stems(action.span.of(context.text))) - FRAME for action in (told, printed))
    return len(one & other) >= _MOSTLY * min(len(one), len(other))


# ACTION lists


def _labelled(context: Context, outline: Outline) -> Iterator[Action]:
    for place, following in zip(outline.placed, [*outline.placed[1:], None], strict=True):
        if place.label is not Label.ACTION or place.role is not Role.TEXT or place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN}:
            continue
        words = place.content.of(context.text).strip()
        if place.label_words == OPEN_BOX and place.heading >= 0 and _REVIEWS.search(outline.items[place.heading].title.words):
            continue
        if len(words.split()) < 2 or _is_owner_alone(context, outline, place) or _only_tells(place, words) or (not _has_own_label(place) and _reply(words)):
            continue
        reply = _reply(following.content.of(context.text)) if following and following.role is Role.TEXT and not _has_own_label(following) else None
        if not (reply and _is_done(reply)):
            yield from (replace(action, status=reply) for action in _limb(context, outline, place))


def _has_own_label(place: Placed) -> bool:
    """Whether a paragraph bears its label itself and does not stand under one."""
    return place.label_span is not None and place.unit.span.holds(place.label_span)


def _reply(words: str) -> str | None:
    """What a paragraph under an action says of how far it has come, where it begins with a status: "Not complete. The office is closed." """
    told = status_alone(words)
    return " ".join(words.split()) if told and not words[: told[1]].strip(" •*–—-") else None


#: "TR went through the log" under a heading "Actions": told, not set.
_TELLS = re.compile(
    r"(?:The\s+)?(?:[A-Z][\w.’'-]*\s+){1,4}(?:was|were|had|has|went|gave|said|reported|noted|thanked|told|explained|confirmed|updated|reminded|introduced|presented|showed|described)\s"
)


def _only_tells(place: Placed, words: str) -> bool:
    """Whether a paragraph that stands under the heading "Actions", without a label of its own, tells what was done or said."""
    return not _has_own_label(place) and not place.unit.bullet and bool(_TELLS.match(words))


def _is_owner_alone(context: Context, outline: Outline, place: Placed) -> bool:
    words = _owner_part(context.text, place.content).of(context.text).strip(" .")
    return (
        place.label_span is not None and place.label_span.start == place.unit.body.start and len(words) < 60 and _names_somebody(context, words, scope_of(context, outline, place))
    )


def _owner_part(text: str, span: Span) -> Span:
    """The words of a line that name an owner, without the day behind them: "Head of Registry by 1 March 2019"."""
    day = _BY_DAY.search(span.of(text))
    return Span(span.start, span.start + day.start()) if day else span


def _trailing(context: Context, outline: Outline) -> Iterator[Action]:
    """Owners printed behind a task: "… be shared. [Action: HF]", or "ACTION: RK" on a line of its own under it."""
    before: Placed | None = None
    for place in outline.placed:
        if place.role is not Role.TEXT or place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN} or place.zone is not Zone.BUSINESS:
            before = None
            continue
        scope = scope_of(context, outline, place)
        behind = _INITIALS_BEHIND.search(place.content.of(context.text)) if place.label is None else None
        if behind and all(context.people.denoted(initials, scope).name for initials in re.findall(r"[A-Z]{2,4}", behind["owners"])):
            line = _CellLine(0, Span(place.content.start + behind.start("owners"), place.content.start + behind.end("owners")))
            whole = replace(place, content=Span(place.content.start, line.span.start))
            yield from _shared_out(context, outline, [whole], [line])
            before = None
            continue
        match = _TRAILING_OWNER.search(place.content.of(context.text)) if place.label is not Label.ACTION else None
        group = next((name for name in ("owners", "owners2", "owners3") if match and match[name]), "owners")
        if match and _names_somebody(context, match[group], scope):
            owner = Span(place.content.start + match.start(group), place.content.start + match.end(group))
            task = _last_sentence(context.text, Span(place.content.start, place.content.start + match.start()))
            if task:
                yield _owned(context, place, task, owner, scope)
        elif place.label is Label.ACTION and before is not None and _is_owner_alone(context, outline, place):
            task = _last_sentence(context.text, before.content)
            if task:
                yield replace(_owned(context, before, task, _owner_part(context.text, place.content), scope), due=due_in(context, place.content) or due_in(context, task))
        before = place


def _last_sentence(text: str, span: Span) -> Span | None:
    found = [sentence for sentence in sentences(text, span) if len(sentence.of(text).split()) > 2]
    return found[-1] if found else None


def _owned(context: Context, place: Placed, task: Span, owner: Span, scope: Span) -> Action:
    return Action(task, place.paragraph or place.item, "action.trailing", owners_in(context, owner, scope), owner.of(context.text).strip(), due_in(context, task))


def _reads_as_owner(words: str) -> bool:
    """Whether the words in front of "to" or "will" may say who: names, posts and groups, and no clause of their own."""
    bare = re.sub(r"\([^)]*\)?", " ", words)
    small = [word for word in re.findall(r"[A-Za-z’'-]+", bare) if word[0].islower()]
    return len(bare.split()) <= 12 and not _begins_with_task(bare) and all(word in _OWNER_WORDS for word in small)


def _begins_with_task(words: str) -> bool:
    """Whether words begin with what is to be done and not with who is to do it: "Review the plan", not "Open Spaces Team"."""
    tokens = words.split()
    return (
        tokens[0].lower() in TASK_VERBS
        and (len(tokens) < 2 or not tokens[-1][:1].isupper())
        and not re.search(r"\b(?:team|group|panel|board|office|officers?|members|party)$", words, re.IGNORECASE)
    )


def _limb(context: Context, outline: Outline, place: Placed) -> Iterator[Action]:
    scope = scope_of(context, outline, place)
    for span in _tasks_of_limb(context, place.content, scope):
        yield _task(context, place, span, scope)


def _tasks_of_limb(context: Context, span: Span, scope: Span) -> Iterator[Span]:
    """The tasks of one printed action: a later sentence or clause that begins with other owners is a task of its own."""
    text = context.text
    pieces = [piece for sentence in sentences(text, span) for piece in _at_semicolons(text, sentence)]
    starts = [span.start]
    for piece in pieces[1:]:
        match = _OWNER_TO.match(piece.of(text))
        if (
            match
            and len(match["owners"].split()) <= 8
            and all(_may_own(context, owner, scope) for owner in re.split(r"\s*(?:/|,|&|\band\b)\s*", re.sub(r"\([^)]*\)", "", match["owners"])) if owner)
        ):
            starts.append(piece.start)
    for start, end in zip(starts, [*starts[1:], span.end], strict=True):
        words = text[start:end].rstrip(" ;\n")
        if words.count("]") > words.count("["):
            words = words.rstrip("] ")  # "[Action: …]"
        yield Span(start, start + len(words))


def _at_semicolons(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for match in re.finditer(r";\s+", sentence.of(text)):
        yield Span(start, sentence.start + match.start())
        start = sentence.start + match.end()
    yield Span(start, sentence.end)


def _may_own(context: Context, words: str, scope: Span) -> bool:
    """Whether some words may own a task: somebody of this meeting, a post, or a body's acronym or short name."""
    return _names_somebody(context, words.strip(), scope) or bool(re.fullmatch(r"(?:[Tt]he\s+)?(?:[A-Z]{2,8}|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2})", words.strip()))


def _task(context: Context, place: Placed, span: Span, scope: Span) -> Action:
    owner = _owner_in_front(context, place, span, scope)
    owners, raw = (owners_in(context, owner, scope), owner.of(context.text)) if owner else _owners_of_limb(context, span, scope)
    return Action(span, place.paragraph or place.item, "action.list", owners, raw, due_in(context, span))


def _owner_in_front(context: Context, place: Placed, span: Span, scope: Span) -> Span | None:
    """The owner whom a label names ("Action 6.1 (Chair): …"), or who stands with a colon before what is to be done ("[AI] Hugh: …", "@ann: …")."""
    if span.start == place.content.start and place.label_span and _has_own_label(place) and (named := owner_of_label(place.label_span.of(context.text))):
        return Span(place.label_span.start + named[0], place.label_span.start + named[1])
    match = _OWNER_COLON.match(span.of(context.text))
    if match is None:
        return None
    names = re.split(r"\s*(?:/|,|&|\band\b)\s*", match["owners"].replace("@", ""))
    sure = "@" in match.group() or all(_names_somebody(context, name, scope) or is_first_name(name) for name in names)
    marked = place.label_words in {TAG, OPEN_BOX} and len(match["owners"].split()) <= _FEW_NAMES
    return Span(span.start + match.start("owners"), span.start + match.end("owners")) if sure or marked else None


def _owners_of_limb(context: Context, span: Span, scope: Span) -> tuple[tuple[Owner, ...], str | None]:
    """Owners of an action's words: a bracket or margin name at its end, else who stands before "to" or "will"."""
    words = span.of(context.text)
    for pattern in (_ACTION_MARGIN, _LAST_BRACKET, _BETWEEN_DASHES):
        match = pattern.search(words)
        if match and _names_somebody(context, match["owners"], scope):
            place = Span(span.start + match.start("owners"), span.start + match.end("owners"))
            return owners_in(context, place, scope), match["owners"]
    behind = DOER_BEHIND.search(words)
    if behind and re.search(r"\bto\s+be\b", words[: behind.start()]) and _names_somebody(context, behind["who"], scope):
        return owners_in(context, Span(span.start + behind.start("who"), span.start + behind.end("who")), scope), behind["who"]
    match = _OWNER_TO.match(words) or _OWNER_DOES.match(words)
    if match and match.re is _OWNER_DOES and not _names_somebody(context, match["owners"], scope):
        match = None
    if not match or not _reads_as_owner(match["owners"]):
        return (), None
    place = Span(span.start + match.start("owners"), span.start + match.end("owners"))
    return owners_in(context, place, scope), match["owners"]


def _names_somebody(context: Context, words: str, scope: Span) -> bool:
    if _POST_NAMED.fullmatch(words.strip()) or context.people.denoted(words.strip(), scope).name:
        return True
    pieces = [piece for piece in re.split(r"\s*(?:/|,|&|\band\b)\s*", words) if piece]
    return all(
        is_initials(piece)
        or looks_like_person(piece)
        or context.people.denoted(piece, scope).name
        or re.search(r"\b(?:team|secretariat)$", piece, re.IGNORECASE)
        or _POST_AS_OWNER.fullmatch(piece)
        or re.fullmatch(r"(?:the\s+)?(?:\w+\s+)?(?:secretariat|clerk|chair\w*|secretary|treasurer|all|officers?|members)(?:\s+\w+)?", piece, re.IGNORECASE)
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
        if not dates:
            # A day may stand under the name in one cell.
            dates = [line for line in owners if BEGINS_WITH_DAY.match(line.span.of(context.text))]
            owners = [line for line in owners if line not in dates]
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
        scope = scope_of(context, outline, place)
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
    scope = scope_of(context, outline, units[0])
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
    # A paragraph that begins with what is to be done is the task as the margin has it.
    tasks = [place for place in units if (words := place.content.of(text).split()) and words[0].lower() in TASK_VERBS and len(words) > 2]
    if tasks and units[-1] is tasks[-1]:
        yield from ((place, place.content) for place in tasks[-max(1, wanted) :])
        return
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
        if action is None or (status and _is_done(status.of(context.text))) or _heads_rows(context.text, place, action):
            continue
        yield _row_action(context, outline, place, action, status)


_HEADING_WORDS = 5  # so short a cell alone in its row names the rows under it


def _heads_rows(text: str, place: Placed, action: Span) -> bool:
    """Whether a row only names the rows under it: few words in one cell, and every other cell empty."""
    return all(cell == action or not cell.of(text).strip() for cell in place.unit.cells) and len(action.of(text).split()) <= _HEADING_WORDS


def _is_done(status: str) -> bool:
    """Whether a status cell says that nothing is left to do: it begins with such a word, ends with it, or has it on a line of its own under a date."""
    told = status_alone(status)
    return bool(_DONE.match(status.strip())) or (told is not None and told[0] in CLOSED)


def _row_action(context: Context, outline: Outline, place: Placed, action: Span, status: Span | None) -> Action:
    text, scope = context.text, scope_of(context, outline, place)
    owner_cell, due_cell, number = place.unit.cell(Column.OWNER), place.unit.cell(Column.DUE), place.unit.cell(Column.NUMBER)
    owners = owners_in(context, owner_cell, scope) if owner_cell else _owners_of_limb(context, action, scope)[0]
    due: Due | None = due_of_cell(context, due_cell) if due_cell else due_in(context, action)
    ref = _REF.search(action.of(text))
    printed = number.of(text).strip().rstrip(".") if number else ""
    # A number column may count the actions themselves; only a number that an item or paragraph bears is an item's.
    numbers = {number for other in outline.placed for number in (other.item, other.paragraph)}
    known = printed and bool({printed, printed.rpartition(".")[0]} & numbers - {""})
    item = printed if known else ref["ref"] if ref else place.paragraph or place.item
    raw = owner_cell.of(text).strip() if owner_cell else None
    return Action(action, item, "action.table", owners, raw, due, status.of(text).strip() if status else None)
