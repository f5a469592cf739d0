"""Agenda headings: which units are one, on which level, and where a heading ends that runs into its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.dates import find_dates
from ingest.minutes.labels import Label, label_of
from ingest.minutes.numbering import is_letter, is_reference, level_of, trimmed
from ingest.minutes.placed import Zone
from ingest.minutes.units import Unit, UnitKind
from ingest.names import has_honorific, is_initials, looks_like_person
from kg.model import Span

SUB = 5  # the level of headings without a number of their own

STANDING_ITEM = re.compile(
    r"(?:any\s+other\s+(?:urgent\s+)?(?:competent\s+)?business|a\.?o\.?c?\.?b\.?(?:\s+and\s+close)?|donm|(?:date|time|dates?\s+and\s+(?:time|venue)s?).*(?:next|future).*meetings?.*|(?:next|future)\s+meetings?(?:\s+dates?)?|dates?\s+of\s+(?:next|future)\s+meetings?|"
    r"close(?:\s+of\s+(?:the\s+)?meeting)?|matters\s+arising.*|apologies.*|welcome.*|declarations?\s+of\s+(?:\w+\s+)?interests?.*|minutes\s+of\s+(?:the\s+)?(?:last|previous).*|public\s+(?:forum|questions|participation)|correspondence|planning(?:\s+applications)?|finance)",
    re.IGNORECASE,
)
SENTENCE_VERB = re.compile(
    r"\b(?:is|was|were|are|has|have|had|will|would|should|shall|can|could|may|did|does|agreed|noted|reported|asked|said|thanked|confirmed|advised|approved|received|updated|presented|gave|explained|suggested|proposed|seconded|welcomed|declared|accepted|informed|requested|stated|attended)\b"
)
_TITLE_CHARACTER = re.compile(r"[A-Z0-9£‘'“\"(]")
_FIGURE_LINE = re.compile(r"£|\b\d+\.\d\d\b|:\s*\d")
_CAPITALS = re.compile(
    r"(?P<title>(?:[A-Z0-9][A-Z0-9’'&/,.()–-]*|[–-])(?:\s+(?:[A-Z0-9(][A-Z0-9’'&/,.()–:-]*|[–&-]))*?[A-Z’)]{2,}(?:\s*\([^)]*\))?):?\s+(?=(?:[ivx]{1,3}\.\s+)?[A-Z][a-z’']|A\s+[a-z]|[ivx]{1,3}\.\s|None\b)"
)
_PARTED = re.compile(r"(?P<title>[A-Z][^.:;!?\n]{2,110}?)(?:\s*:[-–]?\s+|\s+[–—-]{1,2}\s+|\s+[–—]\s*)(?=\S)")
_SHORT_SENTENCE = re.compile(r"(?P<title>[A-Z][^.:;!?\n]{2,60}?)\.\s+(?=[A-Z“\"‘(£\d])")
_STARTER = re.compile(
    r"\s+(?=(?:The|A|An|It|No|None|There|Upon|This|These|Following|Apologies|Members|Cllrs?|Councillors?|Mr|Mrs|Ms|Dr|Were|All|Nothing|Nil|Received|Approved|Agreed|Noted|Resolved|RESOLVED|AGREED|NOTED|Proposed|Copies|One|Two|Three|Four|Five|Six|Several|Some|Residents)\b(?!\s+(?:of|and|for|to)\b))"
)


def with_run_in_headings(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units, those that begin with a heading taken apart: "3. **Roads.** The Clerk said …" is a heading and a paragraph."""
    units = _without_agenda(text, units)
    listed = _dashed_lists(text, units)
    parted: list[Unit] = []
    for at, unit in enumerate(units):
        for piece in _at_bold_sentences(text, unit):
            title = _run_in_title(text, piece, dashed=at in listed) if piece.kind in {UnitKind.PARAGRAPH, UnitKind.LIST_ITEM, UnitKind.HEADING} else None
            parted.extend(_taken_apart(text, piece, title) if title else [piece])
    return parted


def _without_agenda(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units, those of an agenda printed above the minutes made plain list items: its numbers are none of items.

    An agenda is a run of short numbered lines with nothing between them, under "Agenda" or words that end in a colon,
    before the first paragraph of business.
    """
    changed = list(units)
    at = 0
    while at < len(units) and not (units[at].number and not is_letter(units[at].number)):
        at += 1
    end = at
    while (
        end < len(units)
        and units[end].kind is not UnitKind.ROW
        and (units[end].number or "\n" in units[end].body.of(text))
        and len(units[end].body.of(text).split()) <= 16
        and not units[end].strong
    ):
        end += 1
    before = units[at - 1].body.of(text).strip().lower() if at else ""
    announced = before.endswith(":") or before.strip(" :") in {"agenda", "items", "order of business"}
    goes_on = end < len(units) and (units[end].strong or units[end].kind is UnitKind.HEADING)
    if end - at >= 2 and announced and goes_on:
        changed[at:end] = [replace(unit, number="", body=unit.span, bullet=True) for unit in units[at:end]]
    return changed


def _taken_apart(text: str, unit: Unit, title: Span) -> Iterator[Unit]:
    rest = trimmed(text, Span(title.end, unit.span.end))
    skipped = re.match(r"[\s.:;,–—-]+", rest.of(text))
    content = trimmed(text, Span(rest.start + (skipped.end() if skipped else 0), rest.end))
    end = content.start if content.start < content.end else unit.span.end
    head = trimmed(text, Span(unit.span.start, end))
    yield replace(unit, span=head, body=title, run_in=True, bullet=False)
    if content.start < content.end:
        yield replace(
            unit,
            kind=UnitKind.PARAGRAPH,
            span=content,
            body=content,
            number="",
            bullet=False,
            lead=None,
            strong=False,
            line=unit.line + text.count("\n", unit.span.start, content.start),
        )


def _at_bold_sentences(text: str, unit: Unit) -> Iterator[Unit]:
    """A paragraph cut where a new sentence begins in bold, when it begins in bold itself."""
    cuts = [span.start for span in unit.bold if span.start > unit.body.start + 2 and re.search(r"[.!?]\s+$", text[unit.body.start : span.start]) and _is_title_like(text, span)]
    if not cuts or unit.lead is None or not _is_title_like(text, unit.lead):
        yield unit
        return
    starts = [unit.span.start, *cuts]
    for number, (start, end) in enumerate(zip(starts, [*cuts, unit.span.end], strict=True)):
        span = trimmed(text, Span(start, end))
        if number == 0:
            yield replace(unit, span=span, body=Span(unit.body.start, span.end))
        else:
            lead = next(bold for bold in unit.bold if bold.start == start)
            yield replace(unit, span=span, body=span, lead=lead, number="", bullet=False, line=unit.line + text.count("\n", unit.span.start, start))


def _is_title_like(text: str, span: Span) -> bool:
    words = span.of(text).strip(" .:–—-")
    return (
        bool(_TITLE_CHARACTER.match(words))
        and sum(character.isalpha() for character in words) >= 3
        and len(words.split()) <= 12
        and label_of(words + ":") is None
        and not has_honorific(words)
        and not is_initials(words)
        and not re.search(r"\bactions?\b", words, re.IGNORECASE)
        and not re.match(
            r"(?:AGREED|RESOLVED|NOTED|DECIDED|DECISION|RECOMMENDED|APPROVED|ACTION|CONFIRMED|RECEIVED|CONSIDERED|REPORTED|Proposed|Seconded|Proposer|NB|Note|Q\d|Update|Outcome|By\s+whom|By\s+when|Due|Deadline|Lead|Status|Owner|Next\s+steps?|Present|In\s+attendance|Apologies)\b",
            words,
        )
        and not find_dates(words, Span(0, len(words)))
        and not (words.isdigit() or _FIGURE_LINE.search(words))
    )


def _dashed_lists(text: str, units: Sequence[Unit]) -> set[int]:
    """Places of list items that all begin "Title – text": at least two of a list, and half of it."""
    found: set[int] = set()
    run: list[int] = []
    for at in range(len(units) + 1):
        unit = units[at] if at < len(units) else None
        if unit is not None and unit.kind is not UnitKind.HEADING and not (unit.number and not is_letter(unit.number)) and not unit.strong:
            if unit.bullet:
                run.append(at)
            continue
        dashed = [other for other in run if _dashed_title(text, units[other])]
        introduced = bool(run) and run[0] > 0 and units[run[0] - 1].span.of(text).rstrip().endswith(":")
        names = sum(_is_name(title.of(text)) for other in dashed if (title := _dashed_title(text, units[other])))
        if len(dashed) >= 2 and len(dashed) * 2 >= len(run) and not introduced and names < len(dashed):
            found.update(dashed)
        run = []
    return found


def _dashed_title(text: str, unit: Unit) -> Span | None:
    match = re.compile(r"(?P<title>[A-Z0-9][^.;!?\n–—]{2,60}?)(?:\s+[–—-]\s+|:\s+)(?=\S)").match(text, unit.body.start, unit.body.end)
    if (
        not match
        or SENTENCE_VERB.search(match["title"])
        or len(match["title"].split()) > 8
        or is_initials(match["title"])
        or has_honorific(match["title"])
        or label_of(match["title"] + ":")
    ):
        return None
    return Span(match.start("title"), match.end("title"))


def _is_name(words: str) -> bool:
    return looks_like_person(words) or has_honorific(words) or is_initials(words)


def _run_in_title(text: str, unit: Unit, *, dashed: bool) -> Span | None:
    """The heading that a unit begins with, when its text follows on the same line."""
    words = unit.body.of(text)
    if unit.strong or unit.kind is UnitKind.HEADING or len(words.split()) < 3 or label_of(words):
        return None
    if (
        unit.lead
        and unit.lead.end < unit.body.end - 3
        and _is_title_like(text, unit.lead)
        and not (unit.number and is_letter(unit.number) and SENTENCE_VERB.search(unit.lead.of(text)))
    ):
        bare = unit.lead.of(text).rstrip(" .:;–—-")
        # Bold words inside a sentence are stress; a heading is parted from what follows or a sentence begins behind it.
        behind = text[unit.lead.start + len(bare) : unit.body.end]
        speaks = looks_like_person(bare) and re.match(r"\s*[:–—-]", behind)
        if re.match(r"\s*[.:–—-]|\s+[A-Z0-9“‘(£]|\n", behind) and not speaks:
            return Span(unit.lead.start, unit.lead.start + len(bare))
    if dashed:
        return _dashed_title(text, unit)
    if not unit.number or is_letter(unit.number):
        return None
    return _title_of_numbered(text, unit)


def _title_of_numbered(text: str, unit: Unit) -> Span | None:
    """The heading in front of a numbered paragraph: in capitals, before a colon, dash or full stop, or before a new sentence."""
    series = is_reference(unit.number)
    level = level_of(unit.number)
    start, end = unit.body.start, unit.body.end
    if _is_numbered_heading(text, unit, None) and not re.search(r"[.:]\s.*\.$", unit.body.of(text)):
        return None
    capitals = _CAPITALS.match(text, start, end)
    if capitals and _is_shouted(capitals["title"]) and label_of(capitals["title"] + ":") is None:
        return Span(start, start + len(capitals["title"].rstrip(" :,")))
    first_line = text[start:end].split("\n", maxsplit=1)[0]
    wide = re.match(r"(?P<title>[A-Z][^.;!?\n]{2,80}?)\s{4,}(?=\S)", first_line)
    if wide and level == 1 and _reads_as_title(wide["title"], series=series):
        return Span(start, start + len(wide["title"].rstrip(" :")))
    if level > 1:
        return None
    for pattern in (_PARTED, _SHORT_SENTENCE):
        match = pattern.match(text, start, end)
        if match and _reads_as_title(match["title"], series=series) and not _is_name(match["title"].strip()):
            return Span(start, match.end("title"))
    return _before_a_sentence(text, unit, series=series)


def _is_shouted(words: str) -> bool:
    """Whether words in capitals are a heading and no acronym: two of them, or a long one."""
    letters = [word for word in re.findall(r"[A-Z]+", words) if len(word) > 1]
    return len(letters) > 1 or any(len(word) >= 5 and set(word) & set("AEIOUY") for word in letters)


def _reads_as_title(words: str, *, series: bool) -> bool:
    bare = words.strip()
    to_do = bool(re.match(r"To\s+[a-z]+(?:/\w+)?\b", bare))
    short = len(bare.split()) <= (24 if to_do and series else 12)
    return short and (not SENTENCE_VERB.search(bare) or (to_do and series)) and not _FIGURE_LINE.search(bare) and label_of(bare + ":") is None and not re.match(r"That\b", bare)


def _before_a_sentence(text: str, unit: Unit, *, series: bool) -> Span | None:
    """ "Apologies for absence Apologies had been received": the words in front of the first that begins a sentence."""
    words = unit.body.of(text)
    for match in _STARTER.finditer(words):
        title = words[: match.start()]
        sentence = words[match.end() : match.end() + 160]
        if len(title.split()) > (24 if series else 12) or re.search(r"[.;!?]\s", title):
            return None
        # The title of a thing to do may hold such words itself ("To approve The Plan"): what follows must be a sentence.
        verb = re.search(SENTENCE_VERB.pattern + r"|\b(?:spoke|raised|met|took|held|sent|made|told|came|went|opened|attended)\b", sentence.split(".")[0]) or re.match(
            r"(?:None|Nil|Nothing|No\s+\w+|Received|Approved|Agreed|Noted)\b", sentence
        )
        if verb and _reads_as_title(title, series=series) and (series or STANDING_ITEM.match(title) or len(title.split()) >= 2) and title[-1:].isalnum():
            return Span(unit.body.start, unit.body.start + len(title))
    return None


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
    numbered = [unit for unit in units if _is_numbered_heading(text, unit, None)]
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
    if _is_numbered_heading(text, unit, situation):
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


def _is_numbered_heading(text: str, unit: Unit, situation: Situation | None) -> bool:
    """Whether a numbered unit is an agenda heading and not a numbered paragraph."""
    if not unit.number or unit.kind in {UnitKind.ROW, UnitKind.MARGIN} or unit.bullet:
        return False
    if unit.run_in:
        return not is_letter(unit.number)
    words = unit.body.of(text).strip()
    count = len(words.split())
    ends_sentence = words.endswith((".", ":", "?", "!")) and not words.endswith("etc.")
    if is_reference(unit.number) and words and count <= 30 and _TITLE_CHARACTER.match(words):
        return not (ends_sentence and (SENTENCE_VERB.search(words) or count > 8)) and label_of(words) is None
    if not words or count > 25 or re.search(r"[;,]$", words) or re.match(r"That\b|To\b|Action\b", words) or not _TITLE_CHARACTER.match(words):
        return False
    if situation is not None and situation.label_open and (is_letter(unit.number) or unit.kind is UnitKind.LIST_ITEM) and not unit.strong:
        return False
    if is_letter(unit.number):
        return situation is not None and bool(situation.item) and count <= 16 and not ends_sentence and not SENTENCE_VERB.search(words) and not _FIGURE_LINE.search(words)
    if unit.strong:
        return count <= 18 and not (ends_sentence and SENTENCE_VERB.search(words))
    if "." in unit.number:
        return count <= 9 and not ends_sentence and not SENTENCE_VERB.search(words) and not _FIGURE_LINE.search(words)
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
    if (_FIGURE_LINE.search(words) and not unit.strong) or re.search(r"\bSecretariat$", words):
        return False
    following = units[at + 1] if at + 1 < len(units) else None
    return following is not None and following.kind is not UnitKind.MARGIN and len(following.body.of(text).split()) >= (2 if unit.strong else 3)
