"""Headings that run into their text: taken apart before the units are placed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.dates import find_dates
from ingest.minutes.headings import FIGURE_LINE, SENTENCE_VERB, STANDING_ITEM, TITLE_CHARACTER, is_numbered_heading
from ingest.minutes.labels import heads_actions, label_of
from ingest.minutes.numbering import is_letter, is_reference, level_of, trimmed
from ingest.minutes.units import Unit, UnitKind
from kg.forenames import is_first_name
from kg.model import Span
from kg.names import has_honorific, is_initials, looks_like_person

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
    units = _with_action_lists(text, _without_agenda(text, units))
    listed = _dashed_lists(text, units)
    parted: list[Unit] = []
    for at, unit in enumerate(units):
        for piece in (cut for sentence in _at_bold_sentences(text, unit) for cut in _at_action_labels(text, sentence)):
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


#: Who is to do it, at the end of a line or before the day: "– TG/AM – by end September", "(TG)".
_DASHED_OWNER = re.compile(r"\s[–—-]\s*(?:[A-Z]{2,4}|All|(?:Mrs?|Ms|Miss|Dr|Cllr)\s+[A-Z]\w+)(?:\s*[/,&]\s*[A-Z]{2,4})*\s*(?:[–—-]\s.*)?$")
_BRACKETED_OWNER = re.compile(r"[(\[](?:[A-Z]{2,4}|All)\b[^)\]]*[)\]]\s*\.?$")


def _with_action_lists(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units, the numbered lines under a heading of actions made plain list items: their numbers count the actions and are none of items.

    They are such where one ends with who is to do it, and most do or they begin again at 1 behind the items.
    """
    changed = list(units)
    for at, unit in enumerate(units):
        if not heads_actions(unit.body.of(text)):
            continue
        end = at + 1
        while end < len(units) and units[end].number.rstrip(".)") == str(end - at) and units[end].kind is not UnitKind.ROW:
            end += 1
        lines = units[at + 1 : end]
        again = any(before.number.rstrip(".)") == "2" for before in units[:at])
        owned = sum(bool(_DASHED_OWNER.search(words) or _BRACKETED_OWNER.search(words)) for words in (line.body.of(text).strip() for line in lines))
        if len(lines) >= 2 and owned and (again or owned * 2 >= len(lines)):
            changed[at + 1 : end] = [replace(line, kind=UnitKind.LIST_ITEM, number="", bullet=True, lead=None, strong=False) for line in lines]
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


#: "… for seven of us. Action: Clerk to book training": the label, behind a sentence or at the beginning of a line.
_ACTION_INSIDE = re.compile(r"(?:(?<=[.;?!)”\"])\s+|\n\s*)(?=(?:ACTIONS?|Actions?)(?:\s+(?:[Nn]o\.?\s*)?\d[\d./]*)?\s*:\s*\S)")
#: The end of what is to be done, where a new sentence begins on a line of its own.
_LINE_BEHIND = re.compile(r"(?<=[.)])[ \t]*\n\s*(?=[A-Z“\"‘])")


def _at_action_labels(text: str, unit: Unit) -> Iterator[Unit]:
    """A paragraph cut in front of each action that it sets, and where a new line begins behind it."""
    if unit.kind not in {UnitKind.PARAGRAPH, UnitKind.LIST_ITEM}:
        yield unit
        return
    cuts: list[int] = []
    for match in _ACTION_INSIDE.finditer(text, unit.body.start, unit.body.end):
        following = _LINE_BEHIND.search(text, match.end(), unit.body.end)
        cuts += [match.end(), *([following.end()] if following else [])]
    starts = [unit.span.start, *sorted(set(cuts))]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], unit.span.end], strict=True)):
        span = trimmed(text, Span(start, end))
        if number == 0:
            yield replace(unit, span=span, body=Span(unit.body.start, span.end)) if cuts else unit
        else:
            yield replace(
                unit, kind=UnitKind.PARAGRAPH, span=span, body=span, lead=None, strong=False, number="", bullet=False, line=unit.line + text.count("\n", unit.span.start, start)
            )


def _is_title_like(text: str, span: Span) -> bool:
    words = span.of(text).strip(" .:–—-")
    return (
        bool(TITLE_CHARACTER.match(words))
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
        and not (words.isdigit() or FIGURE_LINE.search(words))
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
        titles = [title.of(text) for other in dashed if (title := _dashed_title(text, units[other]))]
        # "Ann: price a shed" is what somebody is to do; many a heading looks like a whole name.
        names, first_names = sum(map(_is_name, titles)), sum(map(is_first_name, titles))
        if len(dashed) >= 2 and len(dashed) * 2 >= len(run) and not introduced and names < len(dashed) and first_names * 2 < len(dashed):
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
        or _DASHED_OWNER.search(unit.body.of(text).strip())
    ):
        return None
    return Span(match.start("title"), match.end("title"))


def _is_name(words: str) -> bool:
    return looks_like_person(words) or has_honorific(words) or is_initials(words) or is_first_name(words)


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
    if is_numbered_heading(text, unit, None) and not re.search(r"[.:]\s.*\.$", unit.body.of(text)):
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
    return short and (not SENTENCE_VERB.search(bare) or (to_do and series)) and not FIGURE_LINE.search(bare) and label_of(bare + ":") is None and not re.match(r"That\b", bare)


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
