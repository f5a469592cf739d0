"""Who is meant where minutes print a post, initials or a short name that their own attendance does not settle.

"The Chair" is who held the chair of that board on the day, as the meetings around it record; "NS" is the one person with
these initials among those who came to the board's meetings around that day. Where two fit, it stays open. Such links are
`inferred`: no document says them alone, and each names the meetings that it rests on.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kg.forenames import is_forename
from kg.model import Mention, Statement, fold
from kg.names import EVERYDAY_ACRONYMS, initials_of, is_initials, strip_titles
from kg.vocabulary import Predicate

_NEAR = 200  # days for which somebody who held a post, or came, is taken to be still or already there
_THERE = frozenset({"present", "in_attendance"})


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a printed owner means, and why."""

    person: str  # node
    why: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A person at a meeting of a board."""

    day: date
    person: str
    status: str


class Attendances:
    """Who came to the meetings of each board, in what post, by date."""

    def __init__(self, statements: Iterable[Statement], mentions: Mapping[str, Mention], node: Callable[[str], str]) -> None:
        held = {statement.subject: node(statement.object) for statement in statements if statement.predicate == Predicate.HELD_BY and statement.object}
        self._came: dict[str, list[_Seen]] = defaultdict(list)
        self._posts: dict[str, dict[str, list[_Seen]]] = defaultdict(lambda: defaultdict(list))
        self._names: dict[str, set[str]] = defaultdict(set)
        for statement in statements:
            if statement.predicate not in {Predicate.ATTENDED, Predicate.CHAIRED} or statement.object not in held or not statement.event_date:
                continue
            board, its = held[statement.object], statement.qualifiers
            seen = _Seen(date.fromisoformat(statement.event_date), node(statement.subject), str(its.get("status", "present")))
            self._names[seen.person].add(mentions[statement.subject].label)
            self._came[board].append(seen)
            if statement.predicate == Predicate.CHAIRED or its.get("role") == "chair":
                self._posts[board]["chair"].append(seen)
            if its.get("post"):
                self._posts[board][fold(str(its["post"]))].append(seen)

    def meant(self, words: str, board: str, day: date) -> Meant | None:
        """Whom some words mean in minutes of a board's meeting on a day; None where nobody or several fit."""
        bare = re.sub(r"^(?:the|our)\s+", "", words.strip(), flags=re.IGNORECASE)
        post = _post(bare)
        for wanted, seen in self._posts.get(board, {}).items():
            if wanted == post or (len(wanted.split()) > 2 and wanted == fold(bare)):
                return self._holder(wanted, seen, day)
        if is_initials(bare.replace(" ", "")) and bare not in EVERYDAY_ACRONYMS:
            letters = bare.replace(".", "").replace(" ", "").upper()
            return self._one_of(board, day, f"the initials {bare}", lambda name: letters in initials_of(name))
        single = fold(strip_titles(bare))
        if len(single.split()) == 1 and bare[:1].isupper() and (is_forename(single) or strip_titles(bare) != bare):
            return self._one_of(board, day, f"the name {bare!r}", lambda name: single in {fold(name).split()[0], fold(name).split()[-1]})
        return None

    def _holder(self, post: str, seen: list[_Seen], day: date) -> Meant | None:
        """Who held a post on a day: the same person before and after it, or the only one near it."""
        there = [each for each in seen if each.status in _THERE]
        near = [each for each in there if abs((each.day - day).days) <= _NEAR]
        before = max((each.day for each in near if each.day <= day), default=None)
        after = min((each.day for each in near if each.day >= day), default=None)
        holders = {each.person for each in near if each.day in {before, after}}
        if len(holders) != 1:
            return None
        (person,) = holders
        days = " and ".join(dict.fromkeys(str(each) for each in (before, after) if each))
        return Meant(person, f"held the post of {post} at this board's nearest meetings with one, {days}")

    def _one_of(self, board: str, day: date, told: str, fits: Callable[[str], bool]) -> Meant | None:
        """The one person whom something fits among those who came to the board's meetings near a day."""
        near = [each for each in self._came.get(board, ()) if abs((each.day - day).days) <= _NEAR]
        fitting = {each.person for each in near if any(len(name.split()) > 1 and fits(name) for name in self._names[each.person])}
        if len(fitting) != 1:
            return None
        (person,) = fitting
        days = sorted(each.day for each in near)
        return Meant(person, f"{told} fits one person alone among those at this board's meetings from {days[0]} to {days[-1]}")


def _post(words: str) -> str:
    """A post as attendance has it: "Panel Chairman" is the chair."""
    plain = fold(words)
    return "chair" if re.fullmatch(r"(?:(?:panel|board|committee|group|council) )?chair(?:man|woman|person)?(?: of the \w+)?", plain) else plain
