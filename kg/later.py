"""The words of later documents that may report on an action: sentences, pairs of them, and table rows, with what stands around."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Document, Passage
from kg.names import is_initials, looks_like_person
from kg.status import is_in_passing, is_told_as_done, settles_all, settles_some, status_alone, status_word
from kg.stems import FRAME, stems
from kg.vocabulary import PassageKind

_AROUND = 5  # passages before and behind that tell what some words are about
_LABELS = 4  # first cells of a row, of which one may name its matter
_BUSINESS = re.compile(r"\bmatters\s+arising\b|\bactions?\b|\bminutes\b|\bnotes\s+of\b|\blast\s+meeting\b|\bwelcome\b|\bopening\b|\bupdates?\b|\bprogress\b", re.IGNORECASE)
_INITIALS = re.compile(r"\b[A-Z]{2,4}\b")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_BETWEEN_NAMES = re.compile(r"\s*[,/&;]\s*|\s+and\s+")
_MINUTE = re.compile(r"\d{1,4}(?:[./]\d{1,4})*(?:\s?\([a-z]{1,3}\))?")
#: "Minute 18.08: …", "Minutes 18.41 and 18.46: …", "War memorial (min. 40.4): …", "Minute 18.52 (tutors): …".
_OF_MINUTES = re.compile(
    rf"\W*[^:\n]{{0,50}}?\b(?:[Mm]inutes?|[Mm]ins?|MINUTES?|[Ii]tems?|[Pp]ara(?:graph)?s?)\.?\s*(?:[Nn]os?\.?\s*)?(?P<numbers>{_MINUTE.pattern}(?:\s*(?:,|and|&)\s*{_MINUTE.pattern})*)(?:\s*\([^)]*\))?\)?\s*[:–—-]"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATED = (
    r"(?:(?P<day{0}>\d{{1,2}})[/.](?P<month{0}>\d{{1,2}})[/.](?P<year{0}>(?:20)?\d{{2}})"
    r"|(?:(?P<dayth{0}>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<named{0}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s+(?P<of{0}>(?:20)?\d{{2}}))?)(?![\w/])"
)
_MINUTE_WORD = r"(?:(?:[Mm]inutes?|[Mm]ins?|[Ii]tems?|[Pp]ara(?:graph)?s?|[Aa]ctions?)\.?\s*(?:[Nn]os?\.?\s*)?)"
#: "29/6/22 10(b)", "Jun 22 6.2", "(24 November, minute 6.4)", "Minute 6.4 of 24 November 2021".
_OF_A_MEETING = re.compile(
    rf"{_DATED.format('1')}[\s,:;()–-]*{_MINUTE_WORD}?(?P<number1>{_MINUTE.pattern})(?![\w/])"
    rf"|{_MINUTE_WORD}(?P<number2>{_MINUTE.pattern})[\s,(]*(?:of\s+)?(?:the\s+)?(?:meeting\s+(?:of|on|held\s+on)\s+)?{_DATED.format('2')}"
)
#: What a meeting says of its last one's minutes reports on no action.
_OF_THE_MINUTES = re.compile(
    r"\W*(?:(?:RESOLVED|AGREED|Resolved|Agreed)\W+)?(?:[Tt]hat\s+)?(?:[Tt]he\s+)?(?:draft\s+)?(?:[Mm]inutes|[Nn]otes)\s+(?:of|for|from)\b[^.;]*\b(?:confirmed|approved|agreed|accepted|signed|adopted|taken)\b[^.;]*\W*"
)
_LEADING = 80  # characters of some words in which a reference tells what they are about
_ACTIONS = re.compile(r"\bactions?\b", re.IGNORECASE)
_NUMBERS = re.compile(
    r"\W*(?:(?:[Aa]ctions?|[Pp]oints?|[Ii]tems?|[Nn]os?\.?)\s+)?(?P<numbers>\d{1,2}(?:\s*(?:,|and|&|to|[–—-])\s*\d{1,2})*)(?:\s*[:.)–—-]\s*|\s+)(?=[A-Za-z])(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|of|per|years?|months?|weeks?|days?|people|members)\b)"
)
_NO_REPORT = frozenset({PassageKind.HEADING, PassageKind.ATTENDANCE, PassageKind.HEADER})


@dataclass(frozen=True, slots=True)
class MinuteOf:
    """A minute that some words name with its meeting: "29/6/22 10(b)"."""

    number: str
    day: int | None
    month: int
    year: int | None  # four digits


@dataclass(frozen=True, slots=True)
class Words:
    """Some later words that may report on an action."""

    passage: Passage
    start: int
    end: int
    text: str
    stems: frozenset[str]
    initials: frozenset[str]  # words of two to four capitals, as they stand
    names: frozenset[str]  # stems of the words that begin with a capital
    heading: frozenset[str]  # stems of the heading above
    matter: frozenset[str]  # stems of what stands around, as far as the item goes
    labels: tuple[frozenset[str], ...]  # stems of what a row's cells, or a title on the line, call the matter
    of_minutes: tuple[str, ...]  # the numbers of earlier minutes of which its passage says in front that it is: "Minute 18.08: …"
    of_meetings: tuple[MinuteOf, ...]  # earlier minutes that they name with the meeting
    names_somebody: bool  # whether a row has a cell, or a title brackets, for whose matter it is
    tells: Mapping[str, float]  # the signs that do not depend on the action

    @property
    def is_row(self) -> bool:
        """Whether they are a row of a table."""
        return "\t" in self.text.strip()


class LaterWords:
    """The words of one document that can report, found by what they share with an action."""

    def __init__(self, document: Document, passages: Sequence[Passage], tasks: Sequence[tuple[int, int]]) -> None:
        """`tasks` are the places, (start, end), at which the document sets actions."""
        self.all = list(_words_in(document, passages, tasks))
        #: (words, 1 or 0.5): "All other actions were complete", and what leaves some out.
        self.settling = [(each, share) for each in self.all if (share := 1.0 if settles_all(each.text) else 0.5 if settles_some(each.text) else 0.0)]
        self.numbered = [each for each in self.all if each.of_minutes or each.of_meetings or each.is_row]  # what may give the number of an earlier minute in front
        self._numbered = _by_number(self.all)
        self._of_matter: dict[frozenset[str], list[Words]] = defaultdict(list)
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(self.all):
            self._of_matter[each.matter].append(each)
            for word in each.stems | each.heading:
                self._having[word].append(at)

    def of_number(self, number: int) -> list[Words]:
        """What a review of the last meeting's actions says of the one with a number: "1 done. 2 in hand. 4–6 complete." """
        return self._numbered.get(number, [])

    def at_item(self, number: str) -> list[Words]:
        """What stands under an item, its paragraphs among it."""
        return [each for each in self.all if not each.is_row and is_at_item(each.passage.item, number)]

    def how_seldom(self, names: Callable[[Words], float]) -> float:
        """How seldom somebody is named: 0 where that is everywhere, 1 where it is nowhere."""
        return 1 - math.log1p(sum(bool(names(each)) for each in self.all)) / math.log1p(len(self.all) or 1)

    def sharing(self, worth: Mapping[str, float], least: float) -> list[Words]:
        """Those that share that part of some words, with their heading."""
        enough = least * (sum(worth.values()) or 1)
        shared: Counter[int] = Counter()
        for word, value in worth.items():
            for at in self._having.get(word, ()):
                shared[at] += value  # type: ignore[assignment]
        return [self.all[at] for at, value in sorted(shared.items()) if value >= enough]

    def about(self, worth: Mapping[str, float], least: float) -> list[Words]:
        """Those around which that part of some words stands."""
        enough = least * sum(worth.values())
        return [each for group in self._of_matter.values() if sum(value for word, value in worth.items() if word in group[0].matter) >= enough > 0 for each in group]


def _by_number(every: Sequence[Words]) -> dict[int, list[Words]]:
    """Number -> the sentences that begin with it, alone or in a run, under a heading of actions, and tell a status."""
    shortest: dict[int, Words] = {}
    for words in every:
        of_actions = bool(_ACTIONS.search(words.passage.item_title)) and not words.is_row and status_word(words.text) is not None
        if of_actions and (words.start not in shortest or words.end < shortest[words.start].end):
            shortest[words.start] = words
    found: dict[int, list[Words]] = defaultdict(list)
    for words in shortest.values():
        if match := _NUMBERS.match(words.text):
            numbers = [int(number) for number in re.findall(r"\d+", match["numbers"])]
            run = range(numbers[0], numbers[1] + 1) if len(numbers) == 2 and re.search(r"\d\s*[–—-]\s*\d|\bto\b", match["numbers"]) else numbers
            for number in run:
                found[number].append(words)
    return found


def is_at_item(item: str, number: str) -> bool:
    """Whether an item has a number, or is a paragraph of the one that has it: "4", "4.2", "4(a)"."""
    return item == number or item.startswith((f"{number}.", f"{number}("))


def around(passages: Sequence[Passage], at: int) -> Sequence[Passage]:
    """The passages of a document that stand around one of them under the same item."""
    item = (passages[at].item, passages[at].item_title)
    first = last = at
    while first > 0 and at - first < _AROUND and (passages[first - 1].item, passages[first - 1].item_title) == item:
        first -= 1
    while last + 1 < len(passages) and last - at < _AROUND and (passages[last + 1].item, passages[last + 1].item_title) == item:
        last += 1
    return passages[first : last + 1]


def _words_in(document: Document, passages: Sequence[Passage], tasks: Sequence[tuple[int, int]]) -> Iterator[Words]:
    """The sentences of a document one by one and two by two, and its table rows; a title belongs to what is said of it on its line."""
    section = ""
    for at, passage in enumerate(passages):
        if passage.kind == PassageKind.HEADING and _ends_its_line(document, passage):
            section = document.text[passage.start : passage.end]
        if passage.kind in _NO_REPORT:
            continue
        title = _title_above(document, passages, at)
        heading = frozenset(stems(passage.item_title))
        matter = frozenset(word for each in around(passages, at) for word in stems(document.text[each.start : each.end]))
        leading = _OF_MINUTES.match(document.text, passage.start, passage.end)
        of_minutes = tuple(re.sub(r"\s", "", number.lower()) for number in _MINUTE.findall(leading["numbers"])) if leading else ()
        for start, end in _spans(document, passage):
            first = title if start == passage.start else None
            on_line = first is not None and "\n" not in document.text[first.start : start]
            text = document.text[first.start if first and on_line else start : end]
            if _OF_THE_MINUTES.fullmatch(text):
                continue
            yield Words(
                passage,
                end - len(text),
                end,
                text,
                frozenset(stems(text)),
                frozenset(_INITIALS.findall(text)),
                frozenset(stems(" ".join(_CAPITALISED.findall(text)))),
                heading,
                matter,
                _labels(document, passage, first, text),
                of_minutes,
                _of_meetings(text),
                _names_somebody(text, document.text[first.start : first.end] if first else ""),
                _tells(passage, section, text, sets_task=any(begin < end and start < stop for begin, stop in tasks)),
            )


def _of_meetings(text: str) -> tuple[MinuteOf, ...]:
    """The minutes that some words name in front with their meetings."""
    found = []
    for match in _OF_A_MEETING.finditer(text[:_LEADING]):
        group = "1" if match["number1"] else "2"
        month = int(match["month" + group] or 0) or _MONTHS.index((match["named" + group] or "").lower()) + 1
        day, year = match["day" + group] or match["dayth" + group], match["year" + group] or match["of" + group]
        # "On 30 June 12 people came" names no minute.
        plainly = not match["number" + group].isdigit() or re.search(_MINUTE_WORD, match.group()) is not None
        if year or (day and plainly):
            found.append(MinuteOf(re.sub(r"\s", "", match["number" + group].lower()), int(day) if day else None, month, 2000 + int(year) % 100 if year else None))
    return tuple(found)


def _spans(document: Document, passage: Passage) -> list[tuple[int, int]]:
    if "\t" in document.text[passage.start : passage.end].strip():
        return [(passage.start, passage.end)]
    sentences = list(passage.sentences) or [(passage.start, passage.end)]
    return [(sentences[first][0], sentences[last][1]) for first in range(len(sentences)) for last in (first, first + 1) if last < len(sentences)]


def _title_above(document: Document, passages: Sequence[Passage], at: int) -> Passage | None:
    """The heading directly before a passage, on its line ("Conference (JB): in hand") or above; the names of a table's columns are none."""
    before = passages[at - 1] if at else None
    return before if before and before.kind == PassageKind.HEADING and "\t" not in document.text[before.start : before.end].strip() else None


def _labels(document: Document, passage: Passage, title: Passage | None, text: str) -> tuple[frozenset[str], ...]:
    """What calls the matter: the first cells of a row, a title, or the whole of an action that stands among the last meeting's."""
    if "\t" in text.strip():
        calling = text.split("\t")[:_LABELS]
    elif passage.kind == PassageKind.ACTION and _BUSINESS.search(passage.item_title):
        calling = [text]
    else:
        calling = [_IN_BRACKETS.sub("", document.text[title.start : title.end])] if title else []
    named = (frozenset(word for word in stems(words) if len(word) > 2 and not word.isdigit()) - FRAME for words in calling if not status_alone(words))
    return tuple(words for words in named if words)


def _names_somebody(text: str, title: str) -> bool:
    """Whether a cell of a row, or brackets in a title, hold nothing but initials or people's names: "Conference (JB, Ann Lee)"."""
    cells = text.split("\t") if "\t" in text.strip() else [name for words in _IN_BRACKETS.findall(title) for name in _BETWEEN_NAMES.split(words[1:-1])]
    return any(is_initials(cell.strip()) or looks_like_person(cell.strip()) for cell in cells)


def _ends_its_line(document: Document, heading: Passage) -> bool:
    """Whether nothing follows a heading on its line, so that it heads what stands below."""
    return not document.text[heading.end :].split("\n", 1)[0].strip()


def _tells(passage: Passage, section: str, text: str, *, sets_task: bool) -> dict[str, float]:
    """The signs of some words by themselves; `section` is the heading over the titles that begin lines, `sets_task` whether an action is set there."""
    row = "\t" in text.strip()
    told = status_alone(text) if row else status_word(text)
    named = told is not None and (row or not is_in_passing(text[told[1] : told[2]]))
    return {
        "status": float(named),
        "as done": float(is_told_as_done(text)),
        "new task": float(sets_task and not row and not named),
        "business of actions": float(bool(_BUSINESS.search(passage.item_title) or _BUSINESS.search(section))),
    }
