"""The words by which minutes tell what some questions ask for: a part in a meeting, an amount, a day, a vote."""

import re
from calendar import month_name

from search.question import Part

_AMOUNT_ASKED = re.compile(r"\bhow\s+(?:much|many)\b|\bwhat\s+(?:sum|amount|percentage|proportion|rent|price|fee|charge)\b|\bwhat\b.{0,40}\bcost\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[£$€]\s?\d|\b\d[\d,]{2,}\b|\d\s?%|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|\w+teen|twenty|thirty|forty|fifty)\s+(?:million|thousand|hundred|per\s+cent|of\s+the|\w+s)\b",
    re.IGNORECASE,
)
#: The words in which minutes tell of a part in a meeting.
_TELLS_PART: dict[Part, re.Pattern[str]] = {
    Part.CHAIR: re.compile(
        r"\bin\s+the\s+chair\b|\btook\s+the\s+chair\b|\bchaired\b|\bpresid(?:ed|ing)\b|\b(?:acting|temporary|interim)\s+chair|^\W*chair(?:man|woman|person)?\s*:", re.IGNORECASE
    ),
    Part.STAND_IN: re.compile(
        r"\bdeputi[sz]\w+|\bdeputy\s+for\b|\bst(?:oo|an)d(?:ing|s)?\s+in\b|\b(?:in|took)\s+(?:the\s+)?(?:[\w’'.]+\s+){0,3}place\b|\bon\s+behalf\s+of\b|\bsubstitut\w+|\bproxy\b|\bcover(?:ed|ing)\s+for\b|\(\s*for\s+\w|\brepresented\s+by\b",
        re.IGNORECASE,
    ),
    Part.DELEGATE: re.compile(r"\brepresent\w*|\bon\s+behalf\s+of\b|\bnominee\b|\bdelegate\b", re.IGNORECASE),
    Part.ABSENT: re.compile(r"\bapolog\w+|\babsen(?:t|ce)\b|\bunable\s+to\s+attend\b", re.IGNORECASE),
}
_DAY = re.compile(
    rf"\b(?:{'|'.join(month_name[1:])})\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bnext\s+meeting\b|\bweeks?\b|\bmonths?\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_VOTE = re.compile(r"\bvot(?:e[sd]?|ing)\b|\bunanimous\w*|\bcarried\b|\babst\w+|\b\d+\s+(?:for|against|in\s+favour)\b|\bshow\s+of\s+hands\b|\bnem\.?\s+con\b", re.IGNORECASE)
_TELLS_FIGURE: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (_AMOUNT_ASKED, _AMOUNT),
    (re.compile(r"^\W*when\b|\b(?:and|by)\s+when\b|\bby\s+what\s+date\b|\bhow\s+soon\b|\bwhat\b.{0,20}\b(?:day|date)\b|\bhow\s+long\b", re.IGNORECASE), _DAY),
    (re.compile(r"\bvot(?:e[sd]?|ing)\b|\bhow\s+(?:close|narrow)\b|\bshow\s+of\s+hands\b", re.IGNORECASE), _VOTE),
)


def tells_part(part: Part, words: str) -> bool:
    """Whether some words tell who had a part in a meeting."""
    return bool(_TELLS_PART[part].search(words))


def tells_figure(question: str, words: str) -> bool:
    """Whether some words tell the amount, the day or the vote that a question asks for."""
    return any(asked.search(question) and told.search(words) for asked, told in _TELLS_FIGURE)


def wants_amount(question: str, words: str) -> bool:
    """Whether a question asks for an amount that some words do not tell."""
    return bool(_AMOUNT_ASKED.search(question)) and not _AMOUNT.search(words)
