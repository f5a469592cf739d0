"""What a paper calls itself: the first line that is neither the board's name, nor a date, nor a person, without the board's name in front."""

import re

from ingest.dates import find_dates
from ingest.minutes.board import BODY_WORD
from ingest.minutes.placed import Outline
from ingest.minutes.records import Meeting, Quoted
from kg.model import Span, fold
from kg.names import looks_like_person

_LINES = 6
_NO_TITLE = re.compile(
    r"(?:https?:|www\.)|(?:draft|final|confidential|official|restricted|not for publication|agenda item.*|item.*|paper|annex|appendix|enclosure|for (?:information|decision|discussion)|to|from|date|by|report of)\b[\s\d().:-]*$|(?:dear|to|from|date|by|author|contact)\b\s*:?",
    re.IGNORECASE,
)
_AROUND = " -–—_*\t:,.;|"
_OF_MEETINGS = frozenset("the a of meeting minutes held on at first second third fourth fifth sixth seventh eighth ninth tenth".split())
_OF_PAPERS = frozenset("report terms reference biographies progress update strategy plan policy code review actions".split())
_MEETING_LINE = re.compile(r"\b(?:meeting|agenda\s+item|notes\s+from)\b", re.IGNORECASE)


def title_of(text: str, outline: Outline, meeting: Meeting) -> Quoted | None:
    """The title of a paper, as printed; None where none of its first lines is one."""
    board = frozenset(fold(meeting.board.words).split()) if meeting.board else frozenset()
    for place in outline.placed[:_LINES]:
        for line in re.finditer(r"[^\n\t]+", place.unit.body.of(text)):
            title = _without_board(text, Span(place.unit.body.start + line.start(), place.unit.body.start + line.end()), board)
            if title and _is_title(text, title, board):
                return Quoted(" ".join(title.of(text).split()), title)
    return None


def _without_board(text: str, line: Span, board: frozenset[str]) -> Span | None:
    """A line without the board's name in front, dashes around and a date behind."""
    end = line.end
    dates = find_dates(text, line)
    if dates and dates[-1].span.end >= line.end - 2 and text[line.end - 1] != ")":
        end = dates[-1].span.start
    start = line.start
    separator = re.search(r":|,|\s[-–—]", text[start:end])
    if separator and _names_a_board(text[start : start + separator.start()], board) and len(text[start + separator.end() : end].split()) > 1:
        start += separator.end()
    bare = text[start:end].strip(_AROUND)
    at = text.find(bare, start, end) if bare else -1
    return Span(at, at + len(bare)) if at >= 0 else None


def _names_a_board(words: str, board: frozenset[str]) -> bool:
    """Whether words name the board, its meeting or another body, and nothing more."""
    tokens = {token for token in fold(words).split() if not re.match(r"\d", token)} - _OF_MEETINGS
    return bool(board and tokens <= board) or bool(re.fullmatch(rf"(?:the\s+)?(?:\w+\s+){{1,6}}{BODY_WORD.pattern}(?:\s+meeting)?", words.strip(_AROUND), re.IGNORECASE))


def _is_title(text: str, title: Span, board: frozenset[str]) -> bool:
    words = title.of(text)
    count = len(words.split())
    if not 2 <= count <= 30 or not words[:1].isupper() or _NO_TITLE.match(words) or looks_like_person(words) or _names_a_board(words, board - _OF_PAPERS):
        return False
    return not (_MEETING_LINE.search(words) and (count < 6 or bool(find_dates(text, title))))
