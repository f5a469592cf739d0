"""The signs that some later words report on an action; each is between 0 and 1 and can be shown.

What words have in common counts by how rare they are among the record's passages (inverse document frequency, Spärck
Jones 1972).
"""

import re
from collections.abc import Iterable, Mapping
from copy import copy

from kg.later import Words
from kg.register import Task
from kg.status import status_alone
from kg.stems import FRAME, stems

_CITED = re.compile(r"\b(?:minutes?|items?|min|actions?|ref|paragraph|para)\.?\s*(?:no\.?\s*)?(?P<number>\d{1,4}(?:[./]\d{1,3})*(?:\s?\([a-z]{1,3}\))*)", re.IGNORECASE)
_FIRST_CELL = re.compile(r"^\s*(?P<number>\d{1,4}(?:[./]\d{1,3})*(?:\s?\([a-z]{1,3}\))*)\.?\t")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w’'&.-]*[A-Za-z]\b")
#: An action that asks somebody to come, and the words that tell that somebody came.
_ASKS_IN = re.compile(
    r"\b(?:invit\w+|nominat\w+|approach\w*|recruit\w*|join(?:ing)?|come|attend|speaker|successor|representatives?|new\s+members?|co-?opt\w*|appoint\w*|lay\s+members?)\b",
    re.IGNORECASE,
)
_CAME_IN = re.compile(
    r"\bwelcom\w+|\bintroduced\s+(?:himself|herself|themselves)\b|\bthank\w*\b[^.]{0,60}\bfor\s+(?:agreeing|joining|coming|attending)\b|\bhad\s+joined\b"
    r"|\bg[ai]ven?\s+a\s+(?:talk|presentation)\b|\bnew(?:ly\s+appointed)?\s+members?\b|\bappointed\b|\btaken\s+up\b",
    re.IGNORECASE,
)
#: A body as an action names it: "the Safeguarding Board", "the Network", "LSCB".
_BODY = re.compile(
    r"\b(?:(?:[A-Z][\w’'-]*\s+(?:(?:and|of|for)\s+)?)*(?:Board|Committee|Panel|Group|Sub-Group|Council|Forum|Network|Partnership|Executive|Cabinet)|[A-Z]{3,6})\b(?!\s+[A-Z])"
)
_MONTHS = "January February March April May June July August September October November December".split()
_YEAR = 12  # months
_OF_A_YEAR = re.compile(r"\d{1,4}/(?:\d{2}|\d{4})")  # "045/18": no other meeting has it
_RUNNING_ON = re.compile(r"\d{1,3}\.\d{2,3}")  # "18.08": of a count that goes on from meeting to meeting
_OWN_NUMBER = 20  # from here on an item's number is one of a running count, which no other meeting repeats soon
_MUCH = 4.0  # rare words together: more say no more

#: Stem -> 0..1, 1 for what one passage alone has.
Rarity = Mapping[str, float]


class Asked:
    """An action as later words are compared with it."""

    def __init__(
        self,
        task: Task,
        list_number: int | None,
        heading: str,
        matter: Mapping[str, float],
        people: Mapping[str, int],
        rarity: Rarity,
        *,
        is_alone: bool = False,
        number_until: str | None = None,
    ) -> None:
        """`list_number` counts it among those of its list; `people` tells how many are called by a word; `is_alone` where its minute sets no other action.

        `number_until` is the ISO date of its board's next meeting with an item of the same number, None where there is none.
        """
        self.action = task.id
        self.list_number = list_number
        self.is_alone = is_alone
        self._number_until = number_until
        self.rarity = rarity
        self.number = _bare(task.place.item)
        names = [name for name in task.owners if name]
        self.each_owner = [own for name in names if (own := frozenset(stems(name)) - FRAME)]
        self.owners = frozenset().union(*self.each_owner)
        self.initials = frozenset("".join(part[0] for part in name.split() if part[0].isupper()) for name in names if len(name.split()) > 1)
        own = frozenset(stems(task.text)) - FRAME
        self.content = frozenset(word for word in own - self.owners if len(word) > 1) or own
        self.people = frozenset(stems(" ".join(_NAME.findall(task.text)))) & people.keys()
        self._called_by = people
        self.heading = frozenset(stems(heading)) - FRAME
        self.matter = matter
        self.asks_somebody_in = bool(_ASKS_IN.search(task.text))
        self.bodies = tuple(dict.fromkeys(_BODY.findall(task.text)))
        self.task = task
        self.worth = {word: rarity.get(word, 1.0) for word in self.content}

    def on(self, day: str) -> "Asked":
        """The action as it is asked for in a document of an ISO date: without its number where another minute has it by then, as counts begin anew."""
        if self._number_until is None or day <= self._number_until:
            return self
        renumbered = copy(self)
        renumbered.number = ""
        return renumbered

    def weight(self, words: Iterable[str]) -> float:
        """What some words are worth together."""
        return sum(self.rarity.get(word, 1.0) for word in words)

    def owner_in(self, words: Words) -> float:
        """The largest part of an owner's name that some words have; initials stand for a whole name, and so does a name that nobody else of the record has."""
        if not self.each_owner:
            return 0.0
        if self.initials & words.initials:
            return 1.0
        part = max(len(own & words.stems) / len(own) for own in self.each_owner)
        return max([part, *(1 / self._called_by[name] for name in self.owners & words.names if name in self._called_by)])

    def label_in(self, words: Words) -> float:
        """How much of what a row or a title calls its matter is of the action: 1 for "Conference (JB)" and "JB to plan the conference"."""
        labels = [own for label in words.labels if (own := label - self.owners)]
        return max((self.weight(own & (self.content | self.heading)) / self.weight(own) for own in labels), default=0.0)

    def is_promised_for(self, day: str) -> bool:
        """Whether the action is to be done on an ISO date, or by the next meeting of that month: "to the October meeting"."""
        named = _MONTHS[int(day[5:7]) - 1]
        soon = 0 <= months_between(self.task.place.date or "", day) <= _YEAR
        return self.task.due == day or (soon and bool(re.search(rf"\b(?:to|at|for|in|on)\s+(?:the\s+|\d+(?:st|nd|rd|th)?\s+)?{named}\b", self.task.text)))

    def is_cited(self, words: Words, *, near: bool) -> bool:
        """Whether some words, or their heading, give the number of the action's item."""
        if not self.number:
            return False
        first = _FIRST_CELL.match(words.text)
        numbers = [match["number"] for match in _CITED.finditer(f"{words.passage.item_title}\n{words.text}")] + ([first["number"]] if first else [])
        lasting = _running(self.number) >= _OWN_NUMBER or is_of_a_year(self.number)  # "18.08" may be a place in the paper at hand
        return (near or lasting) and any(_is_one_number(self.number, _bare(each)) for each in numbers)

    def is_minute_of(self, words: Words, *, near: bool) -> bool:
        """Whether the passage of some words says in front that it is about the action's minute."""
        told = bool(self.number) and (near or self._number_lasts) and any(_is_one_number(self.number, number) for number in words.of_minutes)
        return told or self._is_named_with_its_meeting(words)

    def _is_named_with_its_meeting(self, words: Words) -> bool:
        """Whether some words name the action's minute and its meeting: "29/6/22 10(b)"."""
        year, month, day = (int(part) for part in (self.task.place.date or "0-0-0").split("-"))
        number = _bare(self.task.place.item)
        return bool(number) and any(
            each.month == month and each.day in {None, day} and each.year in {None, year} and _is_one_number(number, each.number) for each in words.of_meetings
        )

    def is_told_by_minute(self, words: Words, *, near: bool) -> bool:
        """Whether such a passage can mean no other action: the minute set it alone, or all that it set are said to be done.

        A number that each meeting has again is the last meeting's where the next goes through its actions.
        """
        arising = near and bool(words.tells["business of actions"]) and self.is_minute_of(words, near=True)
        known = arising or (self._number_lasts and self.is_minute_of(words, near=False)) or self._is_named_with_its_meeting(words)
        return known and (self.is_alone or (not words.is_row and status_alone(words.text) is not None))

    @property
    def _number_lasts(self) -> bool:
        """Whether no later meeting has the number of the action's item again."""
        return _running(self.number) >= _OWN_NUMBER or is_of_a_year(self.number) or _RUNNING_ON.fullmatch(self.number) is not None

    def is_of_another(self, words: Words) -> bool:
        """Whether a row begins with the running number of another minute than the action's."""
        first = _FIRST_CELL.match(words.text)
        if first is None or _is_one_number(self.number, _bare(first["number"])):
            return False
        return min(_running(self.number), _running(first["number"])) >= _OWN_NUMBER or (is_of_a_year(self.number) and is_of_a_year(first["number"]))


def signs_between(asked: Asked, words: Words, seldom: float, *, near: bool) -> dict[str, float]:
    """The signs of some words of a document for an action; `seldom` is how seldom the document names its owners, `near` where it is of the next meeting."""
    hit = asked.content & words.stems
    owner, label = asked.owner_in(words), asked.label_in(words)
    return {
        "its words": asked.weight(asked.content & (words.stems | words.heading)) / (asked.weight(asked.content) or 1),
        "worth of words": min(asked.weight(hit), _MUCH) / _MUCH,
        "worth but names": min(asked.weight(hit - asked.people), _MUCH) / _MUCH,
        "heading": asked.weight(asked.heading & (words.stems | words.heading)) / (asked.weight(asked.heading) or 1),
        "matter around": sum(value for word, value in asked.matter.items() if word in words.matter) / (sum(asked.matter.values()) or 1),
        "owner": owner * seldom,
        "label": label,
        "cited": float(asked.is_cited(words, near=near)),
        "another's number": float(asked.is_of_another(words)),
        "its minute": float(asked.is_minute_of(words, near=near)),
        "another's name": float(words.names_somebody and bool(asked.each_owner) and not owner),
        "came in": float(asked.asks_somebody_in and bool(_CAME_IN.search(words.text))),
        **words.tells,
    }


def months_between(before: str, after: str) -> int:
    """How many months one ISO date's lies before another's."""
    return (int(after[:4]) - int(before[:4])) * 12 + int(after[5:7]) - int(before[5:7])


def is_of_a_year(number: str) -> bool:
    """Whether a minute's number has its year, so that it is the only one of its board: "045/18"."""
    return _OF_A_YEAR.fullmatch(_bare(number)) is not None


def is_number_cited(number: str, words: str) -> bool | None:
    """Whether some words give the number of an item or minute; None where they give none."""
    numbers = {_bare(match["number"]) for match in _CITED.finditer(words)}
    return _bare(number) in numbers if numbers else None


def _is_one_number(own: str, other: str) -> bool:
    """Whether two numbers may mean one place: "98(b)" is of item 98, and "98" may mean an action of its limb (b)."""
    return own == other or other.startswith(f"{own}(") or own.startswith(f"{other}(")


def _running(number: str) -> int:
    """The number that a number begins with, else 0."""
    first = re.match(r"\d+", number)
    return int(first.group()) if first else 0


def _bare(number: str) -> str:
    return re.sub(r"[\s.]+$|\s", "", number.lower())
