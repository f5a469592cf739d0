"""Where a text names people: whole names, titles with a surname, initials, and short names of those who are known by then.

A short form is taken only where it fits one person of the document alone; a word that is both a name and an everyday word
("Will", "Grant", "May") needs a verb behind it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.minutes.people import People
from ingest.minutes.placed import Outline, Placed, Role
from ingest.minutes.records import Attendee, Named, Organisation
from kg.forenames import forms_of_one_name, is_forename
from kg.model import Span, fold
from kg.names import EVERYDAY_ACRONYMS, HONORIFICS, NOT_NAMES, has_honorific, looks_like_person, same_person, strip_titles

_TITLE = (
    r"(?:(?:the\s+)?(?:Rt\.?\s+Hon\.?|Right\s+Honourable)|(?:Cllr|Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Revd|Supt|Insp|Sgt|Capt|Col)\b\.?|"
    r"(?:Councillor|Miss|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Reverend|Canon|Judge|Superintendent|Inspector|Sergeant|PC|PCSO|Captain|Major|Colonel|Alderman|Justice)\b)"
)
_UP, _LOW = "A-ZÀ-ÖØ-ÞĆČŁŃŚŠŹŻŽ", "a-zß-öø-ÿąćčęěłńňóřśšťůźżžőű"
#: A capitalised word of a name, taken whole: nothing is given back at a hyphen or an apostrophe.
_WORD = rf"(?>(?:[{_UP}][{_LOW}]*[’'](?=[{_UP}])\s?)?(?:Mc|Mac|De|Fitz|[{_UP}]-)?[{_UP}][{_LOW}]+(?:[-‐][{_UP}][{_LOW}]+)*)"
_PART = rf"(?:{_WORD}|[{_UP}]\.?)"
_END = rf"(?![-‐{_UP}{_LOW}]|[’'](?!s\b)[{_LOW}])"
_PARTICLE = r"(?:de|la|van|der|von|den|du|le|di|da|del|bin|al|ap|of)"
#: "Cllr Jo Day", "Professor Shadwell", "Sir Tom de la Mare".
_TITLED = re.compile(rf"\b(?P<name>(?:{_TITLE}\s+)+(?:{_PART}[ ])?(?:{_PART}[ ])?(?:{_PARTICLE}[ ]){{0,2}}{_WORD}){_END}")
#: "Ann Lee", "Ann-Marie B. Lee", "A. Lee".
_WHOLE = re.compile(rf"\b(?P<name>(?:{_WORD}|[A-Z]\.)[ ](?:(?:{_PART})[ ])?(?:{_PARTICLE}[ ]){{0,2}}{_WORD}){_END}")
_TITLED_LIST = re.compile(rf"\b(?:Cllrs|Councillors|Messrs)\.?[ ]+(?P<list>{_WORD}(?:(?:,[ ]*(?:and[ ]+)?|[ ]+(?:and|&)[ ]+){_WORD})+)")
#: Titles that are no everyday words: "Mrs Hill" is a person, "Major Works" is none.
_PLAIN_TITLE = re.compile(r"(?:Cllr|Councillor|Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Rev|Revd|Reverend)\b")
_TITLES_BEFORE = re.compile(rf"(?:\b{_TITLE}[ ]+)+$")
_INITIALS = re.compile(r"(?<![\w&/.-])(?P<name>[A-Z]{2,3}|[A-Z](?:Mc|Mac|O)[A-Z])(?![\w&-])")
_SINGLE = re.compile(rf"(?<![\w’'-])(?P<name>{_WORD}){_END}")
#: Names that are everyday words too.
_EVERYDAY = frozenset(
    """will may mark grant bill rose hope page price field summer june april august faith joy grace art rob pat sue dean bob frank guy jack carol dawn olive ivy holly heath heather hazel amber penny
    gene gill chase chuck drew josh miles nick norm ray rich rick rod ross sandy skip terry violet wade ward wells west wood young long short small large brown black white green gray king knight bishop
    church hall hill lane park parks marsh moor banks brook bush forest rivers stone street town day week march winter spring case cash cook cross fair fox golden gold good head hunt key law long love low
    major mayor mason noble parish parsons pope power prior public read reed rush sharp shepherd smart speed sterling strong sweet tanner tower trade walker waters way wise worth""".split()
)
#: What only a person does; "hope was expressed" is no one's.
_VERB = r"(?:said|asked|noted|reported|agreed|advised|explained|confirmed|suggested|thanked|gave|to|will|would|updated|added|stated|commented|highlighted|outlined|presented|informed|welcomed|offered|felt|attended|joined)"
_VERB_BEHIND = re.compile(rf",?\s+(?:also\s+|then\s+)?{_VERB}\b")
_HEAD_BEHIND = re.compile(r"\s+(?:and\s+)?[A-Z][a-z]+\s+(?:Council|Board|Trust|School|Road|Street|Centre|House|Hall|Act|Review|Report|University|College|Foundation|Institute)\b")
_CAPITAL_BEHIND = re.compile(r"[ ](?P<word>[A-Z][a-z]+)\b")


def named_in(text: str, outline: Outline, people: People, attendance: tuple[Attendee, ...], organisations: tuple[Organisation, ...]) -> tuple[Named, ...]:
    """Every place outside the attendance list where a person is named, in order."""
    places = [place for place in outline.placed if place.role is not Role.COLUMNS]
    taken = [*(entry.span for entry in attendance), *(place for body in organisations for place in body.places)]
    wordings = {wording for body in organisations for wording in (body.name.words, *body.also)}
    whole = list(_whole_names(text, places, people, _Taken(taken)))
    names = tuple(dict.fromkeys([*people.names, *(each.name for each in whole)]))
    occupied = _Taken([*taken, *(each.span for each in whole)])
    short = [
        *_titled_lists(text, places, names, occupied),
        *_titled(text, places, people, names, occupied),
        *_initials(text, places, people, wordings, occupied),
        *_single(text, places, names, occupied),
    ]
    return tuple(sorted([*whole, *short], key=lambda each: (each.span.start, each.span.end)))


def with_title(text: str, name: Span) -> Span:
    """The place of a name with the titles in front of it."""
    match = _TITLES_BEFORE.search(text[max(0, name.start - 40) : name.start])
    return Span(name.start - len(match.group()), name.end) if match else name


class _Taken:
    """Places that are spoken for."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._offsets = {offset for span in spans for offset in (*range(span.start, span.end, 2), span.end - 1)}

    def holds(self, span: Span) -> bool:
        """Whether any of a place is spoken for."""
        return any(offset in self._offsets for offset in range(span.start, span.end))

    def add(self, span: Span) -> None:
        self._offsets.update(range(span.start, span.end))


def _matches(pattern: re.Pattern[str], text: str, places: Iterable[Placed]) -> Iterator[tuple[re.Match[str], Placed]]:
    for place in places:
        for match in pattern.finditer(text, place.unit.span.start, place.unit.span.end):
            yield match, place


def _whole_names(text: str, places: list[Placed], people: People, taken: _Taken) -> Iterator[Named]:
    """Whole names: those of the attendance, those behind a title, those that begin with a known forename."""
    known: list[str] = list(people.names)
    for pattern in (_TITLED, _WHOLE):
        for match, place in _matches(pattern, text, places):
            found = _name_at(text, match, known)
            if found is None or taken.holds(found[1]):
                continue
            name, span = found
            taken.add(span)
            first = next((other for other in known if same_person(other, name) and len(fold(name).split()) > 1), None) or _in_another_form(name, people)
            if first is None:
                known.append(name)
            why = "its full name" if first is None or fold(first) == fold(name) else f"its name in another form fits {first} alone"
            yield Named(first or name, span.of(text), span, why, place.paragraph or place.item)


def _in_another_form(name: str, people: People) -> str | None:
    """The one attendee whose forename this name has in another form: "Bill Roe" beside William Roe."""
    front, surname = fold(name).split()[0], fold(name).split()[-1]
    fitting = [other for other in people.names if fold(other).split()[-1] == surname and forms_of_one_name(front, fold(other).split()[0])]
    return fitting[0] if len(fitting) == 1 and all(fold(name) != fold(other) for other in people.names) else None


def _name_at(text: str, match: re.Match[str], known: list[str]) -> tuple[str, Span] | None:
    """(name without titles, place) of a whole name that a match holds, the longest that is one."""
    words = match["name"].split()
    for length in range(len(words), 1, -1):
        for first in range(len(words) - length + 1):
            printed = " ".join(words[first : first + length])
            if first + length < len(words) and len(words[first + length - 1].strip(".")) == 1:
                continue  # no name ends in an initial when a word follows
            if not _is_whole_name(printed, titled=first == 0 and has_honorific(printed), known=known):
                continue
            start = match.start("name") + match["name"].find(words[first]) if first else match.start("name")
            end = match.end("name") if first + length == len(words) else text.find(words[first + length - 1], start) + len(words[first + length - 1])
            if _HEAD_BEHIND.match(text, end) or ((following := _CAPITAL_BEHIND.match(text, end)) and following["word"].lower() in _THINGS):
                continue  # "Ann Lee School", "Ash Lorry Park"
            return strip_titles(printed), Span(start, end)
    return None


def _is_whole_name(printed: str, *, titled: bool, known: list[str]) -> bool:
    bare = strip_titles(printed)
    tokens = bare.split()
    if len(tokens) < 2 or any(token.strip(".").lower() in HONORIFICS for token in tokens[:1]):
        return False
    if any(fold(bare) == fold(other) for other in known):
        return True
    if titled and _PLAIN_TITLE.match(printed) and is_forename(fold(tokens[0])) and tokens[-1].lower() not in NOT_NAMES:
        return True
    if not looks_like_person(bare) or _is_place_or_thing(tokens):
        return False
    first = fold(tokens[0]).replace("-", "").replace(" ", "")
    return titled or is_forename(first) or (len(first) == 1 and len(tokens[-1]) > 2 and any(fold(other).split()[-1] == fold(tokens[-1]) for other in known))


_THINGS = frozenset(
    """road street lane avenue close drive way park house court hall place square gardens green hill bridge station church day week month plan act bill review report code strategy survey award prize
    fund scheme scrutiny cup club inn arms farm wood estate ward east west north south kingdom christmas easter january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday data open online press news times gazette post mail
    mews grove copse cottage hotel hospice palace embankment harbour memorial rally bowl moor terrace crescent common pond aid tech hospital clinic mayor lieutenant chancellor works projects opportunity opportunities
    councillor councillors it they he she we the this that there""".split()
)


def _is_place_or_thing(tokens: list[str]) -> bool:
    return any(token.lower().strip(".’'") in _THINGS or token.lower() in NOT_NAMES for token in tokens[1:]) or tokens[0].lower() in NOT_NAMES


def _titled_lists(text: str, places: list[Placed], names: tuple[str, ...], taken: _Taken) -> Iterator[Named]:
    """ "Cllrs Lee, Day and Roe": one title for several surnames, each of which fits one person of the document."""
    for match, place in _matches(_TITLED_LIST, text, places):
        for word in re.finditer(_WORD, match["list"]):
            span = Span(match.start("list") + word.start(), match.start("list") + word.end())
            fitting = [name for name in names if len(name.split()) > 1 and fold(name).split()[-1] == fold(word.group())]
            if len(fitting) == 1 and not taken.holds(span):
                taken.add(span)
                yield Named(fitting[0], word.group(), span, f"surname behind a title for several that fits {fitting[0]} alone", place.paragraph or place.item)


def _titled(text: str, places: list[Placed], people: People, names: tuple[str, ...], taken: _Taken) -> Iterator[Named]:
    """ "Professor Shadwell", "Cllr Day": a title and a surname, which fits one person of the document or stands alone."""
    for match, place in _matches(_TITLED, text, places):
        span = Span(match.start("name"), match.end("name"))
        bare = strip_titles(match["name"])
        if taken.holds(span) or len(bare.split()) != 1:
            continue
        surname = fold(bare).replace(" ", "")
        known = any(fold(name).split()[-1] == surname for name in names)
        if surname in NOT_NAMES or (surname in _THINGS and not known and not _PLAIN_TITLE.match(match["name"])):
            continue
        fitting = [name for name in names if fold(name).split()[-1] == surname or (len(name.split()) > 1 and fold(name).split()[0] == surname)]
        taken.add(span)
        item = place.paragraph or place.item
        if len(fitting) == 1:
            yield Named(fitting[0], match["name"], span, f"title and short name that fits {fitting[0]} alone", item)
        elif not fitting:
            yield Named(match["name"], match["name"], span, "title and surname of somebody whom the document names so alone", item)


def _initials(text: str, places: list[Placed], people: People, bodies: set[str], taken: _Taken) -> Iterator[Named]:
    """Initials that fit one attendee, or that the text defines."""
    for match, place in _matches(_INITIALS, text, places):
        span = Span(match.start("name"), match.end("name"))
        words = match["name"]
        if taken.holds(span) or words in bodies or (words in EVERYDAY_ACRONYMS and words not in people.defined):
            continue
        denoted = people.denoted(words, place.unit.span)
        if denoted.name:
            taken.add(span)
            yield Named(denoted.name, words, span, denoted.why, place.paragraph or place.item)


def _single(text: str, places: list[Placed], names: tuple[str, ...], taken: _Taken) -> Iterator[Named]:
    """A forename or surname alone that fits one person of the document."""
    bearers: dict[str, list[str]] = {}
    for name in names:
        parts = fold(name).split()
        if len(parts) > 1:
            for part in {parts[0], parts[-1]}:
                if len(part) > 2 or is_forename(part):
                    bearers.setdefault(part, []).append(name)
    for match, place in _matches(_SINGLE, text, places):
        span = Span(match.start("name"), match.end("name"))
        word = fold(match["name"])
        if taken.holds(span) or word in NOT_NAMES or word in _THINGS:
            continue
        fitting = bearers.get(word) or _by_short_form(word, names)
        if len(fitting) != 1 or not _stands_alone(text, span, word):
            continue
        taken.add(span)
        yield Named(fitting[0], match["name"], span, f"short name that fits {fitting[0]} alone", place.paragraph or place.item)


def _stands_alone(text: str, span: Span, word: str) -> bool:
    """Whether a word is a name there: no part of a longer one, and no everyday word."""
    if re.match(r"[ ][A-Z]", text[span.end : span.end + 2]) or re.search(r"[A-Z][\w’'-]*[ ]$", text[max(0, span.start - 25) : span.start]):
        before = re.search(r"([A-Z][\w’'-]*)[ ]$", text[max(0, span.start - 25) : span.start])
        if re.match(r"[ ][A-Z]", text[span.end : span.end + 2]) or (before and before[1].lower() not in {"and", "action", "actions", "owner", "lead", "by"}):
            return False
    return word not in _EVERYDAY or bool(_VERB_BEHIND.match(text, span.end))


@lru_cache(maxsize=4096)
def _by_short_form(word: str, names: tuple[str, ...]) -> list[str]:
    """Those whose forename `word` is another form of, where it is a forename at all: "Bill" for "William Roe"."""
    if not is_forename(word) or len(word) < 3:
        return []
    return [name for name in names if len(name.split()) > 1 and forms_of_one_name(word, fold(name).split()[0])]
