"""Transcripts: who speaks. "Ann Lee (Moor Council): I move the report." A speaker goes on until the next one is named."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Span

_TURN = re.compile(
    r"(?:\[?\(?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\)?\]?\s*)?"  # the time, where a recording was written down
    r"(?P<who>(?:[A-Z][\w.’'-]*|\d{1,2}(?=\s*:))(?:[ ,]+(?:[A-Z][\w.’'-]*|of|the|for|and|de|van|von|hon\.|an?|in|member|members|speaker))*)"
    r"(?P<of>\s*[(\[](?:[^()\[\]]|\([^()]*\)){1,120}[)\]])?\s*:\s+(?=\S)"
)
#: What stands before a colon in minutes and papers: labels, no speakers.
_LABEL = re.compile(
    r"\b(?:actions?|items?|agreed|resolved|decisions?|apolog\w+|present|attend\w+|panel|secretariat|date|time|venue|place|notes?|minutes?|next|outcomes?|recommend\w*|subject|from|to|cc|re|title|author|purpose|status|version)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_FEWEST = 6  # turns


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, and where the words behind the name begin."""

    speaker: str
    start: int


def turn_of(words: str) -> Turn | None:
    """The speaker that some words begin with, and the offset of what is said."""
    match = _TURN.match(words)
    if not match or len(match["who"]) > _LONGEST_NAME or _LABEL.search(match["who"]):
        return None
    return Turn(match["who"], match.end())


def is_transcript(paragraphs: Iterable[str]) -> bool:
    """Whether paragraphs are what people said: over a third begin with a speaker, and those who speak come again."""
    turns = [turn_of(words) for words in paragraphs]
    named = Counter(turn.speaker for turn in turns if turn)
    spoken = sum(named.values())
    return spoken >= _FEWEST and spoken * 3 > len(turns) and len(named) * 3 <= spoken * 2


def speeches(text: str, bodies: Iterable[Span]) -> Iterator[tuple[str | None, Span]]:
    """(speaker, what is said) for each paragraph; before the first named speaker there is none."""
    speaker = None
    for body in bodies:
        turn = turn_of(body.of(text))
        if turn:
            speaker = turn.speaker
        yield speaker, Span(body.start + turn.start, body.end) if turn else body
