"""The lines of a header: labels told from values, what a publisher's front matter says told from what the minutes say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.units import UnitKind
from kg.model import Span

_LABELS = {
    "board": re.compile(
        r"(?:meeting\s+title|name\s+of\s+(?:meeting|group|body|board|committee)|title\s+of\s+meeting|meeting(?:\s+of)?|board|committee(?:\s+name)?|group|panel|body|meeting\s+name|project(?:\s+name)?)",
        re.IGNORECASE,
    ),
    "addressed": re.compile(r"(?:(?:report|paper|submitted|presented)\s+)?(?:to|for)(?:\s+(?:the\s+)?meeting(?:\s+of)?)?|(?:committee|board|panel)\s+and\s+date", re.IGNORECASE),
    "date": re.compile(
        r"(?:meeting\s+)?date(?:\s+of\s+(?:the\s+)?(?:meeting|last\s+meeting))?(?:\s*(?:and|&|/)\s*time)?|held\s+on|when|day|meeting\s+held(?:\s+on)?", re.IGNORECASE
    ),
    "time": re.compile(r"(?:start\s+|meeting\s+)?times?(?:\s+of\s+(?:the\s+)?meeting)?|(?:start|commenced|started)(?:\s+at)?", re.IGNORECASE),
    "location": re.compile(r"location|venue|place|held\s+(?:at|in)|where|address|venue\s*/\s*\w+|meeting\s+(?:place|venue|location)", re.IGNORECASE),
    "chair": re.compile(
        r"(?:meeting\s+)?chair(?:ed\s+by|man|person|woman|ing)?|in\s+the\s+chair|presiding|present\s+and\s+presiding|chair\s+of\s+(?:the\s+)?meeting", re.IGNORECASE
    ),
}
_ANY_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z _]{2,24}?)\s*:\s*(?P<value>\S.*)", re.DOTALL)
#: Keys of the front matter that site generators put before a page.
_FRONT_MATTER = re.compile(
    r"(?:title|layout|permalink|summary|created|revised|resources|categories|category|tags|author|slug|published|updated|type|description|url|draft|status|redirect\w*|post\w*|\w*date|id|image|excerpt|lang|weight|parent|special_meeting):",
)
_NOT_THE_MEETING = re.compile(
    r"^(?:created|revised|published|posted|updated|permalink|version|summary|layout|printed|circulated|(?:(?:draft|minutes|notes)\s+)?(?:as\s+)?(?:approved|confirmed|agreed|adopted|ratified|signed|amended)\b(?:\s+as\b.{0,30})?\s+(?:by\b.{0,60}\s+)?(?:on|at)\b|signed\b|draft\s+(?:version|\d|v\d)|next\s+meeting|future\s+meetings?|date\s+of\s+(?:the\s+)?next|date\s+(?:published|issued|circulated|approved|of\s+(?:issue|publication|last\s+meeting)))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A line of the header: its label ("" if none) and its value."""

    label: str
    value: Span
    front_matter: bool = False  # the publisher's, not the minute-taker's

    def is_about_the_meeting(self, text: str) -> bool:
        """Whether a date in this line may be that of the meeting: no date of issue or of the next one."""
        return not (_NOT_THE_MEETING.match(self.label) or _NOT_THE_MEETING.match(self.value.of(text)))


def headlines_of(text: str, outline: Outline) -> list[Headline]:
    """The lines of the header, in order."""
    places = list(outline.placed)
    front = _length_of_front_matter(text, places)
    found = [_front_line(text, place) for place in places[:front]]
    return [*(line for line in found if line), *_printed_lines(text, places[front:])]


def _length_of_front_matter(text: str, places: Sequence[Placed]) -> int:
    """How many units at the top are front matter: keys in lower case and the list items under them, two keys at least."""
    at = keys = 0
    while at < len(places):
        words = places[at].unit.span.of(text)
        if _FRONT_MATTER.match(words):
            keys += 1
        elif not (keys and (re.match(r"[\w-]+:\s*$|-\s|[-•]\s", words) or re.match(r"[a-z][a-z_]+:\s", words))):
            break
        at += 1
    return at if keys >= 2 else 0


def _front_line(text: str, place: Placed) -> Headline | None:
    match = re.match(r"(?P<label>\w+):\s*(?P<value>\S.*)", place.unit.span.of(text))
    if not match:
        return None
    value = match["value"].strip("'\"")
    start = place.unit.span.start + match.start("value") + match["value"].find(value)
    return Headline(match["label"].lower(), Span(start, start + len(value)), front_matter=True)


def _printed_lines(text: str, places: Sequence[Placed]) -> Iterator[Headline]:
    """Lines of the minutes themselves; a label alone takes the next line as its value."""
    waiting = ""
    for place in places:
        if place.zone is Zone.BUSINESS:
            break
        if place.zone is Zone.ATTENDANCE and not _is_labelled(text, place):
            continue
        if place.unit.kind is UnitKind.ROW:
            yield from _row_lines(text, place)
            continue
        words = place.unit.span.of(text)
        match = _ANY_LABEL.match(words)
        label = label_of(match["label"]) if match else None
        if place.unit.bullet and label is None:
            continue  # an agenda above the minutes names no body
        if match and (label or not re.match(r"(?:minutes|notes)", match["label"], re.IGNORECASE)):
            yield Headline(label or match["label"].lower(), Span(place.unit.span.start + match.start("value"), place.unit.span.end))
            waiting = ""
        elif (alone := label_of(words.strip(" :"))) and (words.rstrip().endswith(":") or (alone != "board" and words.strip()[:1].isupper())):
            waiting = alone
        elif waiting:
            yield Headline(waiting, place.unit.span)
            waiting = ""
        else:
            yield from _single_lines(text, place.unit.span)


def _single_lines(text: str, span: Span) -> Iterator[Headline]:
    """The lines of a block that holds a whole title page."""
    at = span.start
    for line in span.of(text).split("\n"):
        if line.strip():
            start = at + line.find(line.strip())
            yield Headline("", Span(start, start + len(line.strip())))
        at += len(line) + 1


def _is_labelled(text: str, place: Placed) -> bool:
    words = place.unit.span.of(text)
    match = _ANY_LABEL.match(words)
    return place.role is not Role.STATUS and bool(match and label_of(match["label"]))


def _row_lines(text: str, place: Placed) -> Iterator[Headline]:
    cells = [cell for cell in place.unit.cells if cell.start < cell.end]
    at = 0
    while at < len(cells):
        label = label_of(cells[at].of(text).strip(" :\n")) if at + 1 < len(cells) else None
        if label:
            yield Headline(label, cells[at + 1])
            at += 2
        else:
            yield Headline("", cells[at])
            at += 1


def label_of(words: str) -> str | None:
    """Which field of the header some words label, if any: "board", "addressed" (whose meeting a paper is for), "date", "time", "location", "chair"."""
    return next((name for name, pattern in _LABELS.items() if pattern.fullmatch(words.strip())), None)


def labelled(lines: Sequence[Headline], label: str) -> Span | None:
    """The value of a field that is labelled in the minutes themselves."""
    return next((line.value for line in lines if line.label == label and not line.front_matter), None)
