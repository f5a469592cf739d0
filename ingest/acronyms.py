"""Acronyms that a text itself defines: "Serious Case Reviews (SCRs)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Span

_IN_BRACKETS = re.compile(r"[(\[][“\"'‘]?(?:the\s+)?[“\"'‘]?(?P<short>[A-Z][A-Za-z&]{1,9})[”\"'’]?[)\]]")
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an", "with", "by", "at"])


@dataclass(frozen=True, slots=True)
class Defined:
    """A short form, what it stands for, and where "long form (SHORT)" stands."""

    short: str
    long: str
    span: Span


def definitions(text: str) -> Iterator[Defined]:
    """Every "long form (SHORT)" whose initials agree: capitals of SHORT are the initials of the words before it, in order."""
    for match in _IN_BRACKETS.finditer(text):
        short = match["short"]
        letters = re.sub(r"s$", "", short).replace("&", "")
        if sum(letter.isupper() for letter in letters) < 2:
            continue
        before = text[max(0, match.start() - 120) : match.start()]
        long = _long_form(before, letters)
        if long:
            start = match.start() - len(before) + before.rindex(long)
            yield Defined(short, re.sub(r"\s+", " ", long), Span(start, match.end()))


def _long_form(before: str, letters: str) -> str | None:
    """The shortest run of words at the end of `before` whose initials spell `letters`; small words may be passed over."""
    words = list(re.finditer(r"[^\W_][\w’']*", before.rsplit("\n", maxsplit=1)[-1]))
    offset = len(before) - len(before.rsplit("\n", maxsplit=1)[-1])
    at, wanted = len(words) - 1, letters.upper()
    while at >= 0 and wanted:
        word = words[at].group()
        if word[0].upper() == wanted[-1]:
            wanted = wanted[:-1]
        elif word.lower() not in _SMALL:
            return None
        at -= 1
    if wanted:
        return None
    long = before[offset + words[at + 1].start() :].strip(" ,‘’“”\"'")
    return long if len(long.split()) >= 2 else None
