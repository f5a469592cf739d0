"""The span of time that a question names: "in 2009", "since the summer of 2012", "from July 2012 to the middle of 2013"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_NAMED_MONTHS = "|".join(f"{name}|{name[:3]}" if len(name) > 4 else name for name in [*_MONTHS, "sept"])
#: The months of parts of a year, as people use them.
_PARTS = {
    "spring": (3, 5),
    "summer": (6, 9),
    "autumn": (9, 11),
    "winter": (12, 12),
    "early": (1, 4),
    "beginning": (1, 3),
    "start": (1, 3),
    "middle": (5, 8),
    "mid": (5, 8),
    "late": (9, 12),
    "end": (10, 12),
}
_TIME = re.compile(
    rf"""\b(?:
        (?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_NAMED_MONTHS})\.?,?\s+{_YEAR}
      | (?:the\s+)?(?P<month2>{_NAMED_MONTHS})\.?,?\s+(?:of\s+)?{_YEAR.replace("year", "year2")}
      | (?:the\s+)?(?P<part>{"|".join(_PARTS)})[\s-]+(?:of\s+)?(?:the\s+year\s+)?{_YEAR.replace("year", "year3")}
      | {_YEAR.replace("year", "year4")}(?:\s*[/–-]\s*(?P<to>\d\d)\b)?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_EDGE = re.compile(r"\b(?P<edge>since|after|from|before|until|till|by|up\s+to|between|to|and)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time that a question names; either end may be open."""

    since: date | None
    until: date | None
    words: tuple[str, ...] = ()  # that name it, as printed
    day: date | None = None  # where it is one day


def period_of(question: str) -> Period:
    """The span of time of a question: one that is named, or from the first of two to the second."""
    found = [(match, *_span(match)) for match in _TIME.finditer(question) if _span(match)]
    words = tuple(match.group() for match, *_ in found)
    if not found:
        return Period(None, None)
    match, first, last = found[0]
    if len(found) > 1:
        return Period(min(each[1] for each in found), max(each[2] for each in found), words)
    edge = _EDGE.search(question[: match.start()])
    word = " ".join(edge["edge"].lower().split()) if edge else ""
    if re.match(r"\s+(?:\w+\s+)?meeting\b", question[match.end() :], re.IGNORECASE):
        # What comes from a meeting stands in its minutes, and so does what is to be done after it.
        word = {"after": "since", "from": ""}.get(word, word)
    since, until = _edged(word, first, last)
    return Period(since, until, words, first if first == last else None)


def _span(match: re.Match[str]) -> tuple[date, date] | tuple[()]:
    """First and last day of a named time; empty where there is no such day."""
    year = int(match["year"] or match["year2"] or match["year3"] or match["year4"])
    if named := match["month"] or match["month2"]:
        month = next(at for at, name in enumerate(_MONTHS, start=1) if name.startswith(named.lower()[:3]))
        if match["day"]:
            day = int(match["day"])
            return (date(year, month, day),) * 2 if 1 <= day <= monthrange(year, month)[1] else ()
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if match["part"]:
        first, last = _PARTS[match["part"].lower()]
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    if match["to"]:  # a financial year
        return date(year, 4, 1), date(year + 1, 3, 31)
    return date(year, 1, 1), date(year, 12, 31)


def _edged(edge: str, first: date, last: date) -> tuple[date | None, date | None]:
    """The span from or up to a time: "since" holds it, "after" begins behind it, "before" ends in front of it."""
    one = timedelta(days=1)
    match edge:
        case "since" | "from":
            return first, None
        case "after":
            return (last if first == last else last + one), None
        case "before":
            return None, first - one
        case "until" | "till" | "by" | "up to":
            return None, last
    return first, last
