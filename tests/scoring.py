"""How well a parse fits a gold annotation: a small scorer of the sample, after the guidelines of the annotations."""

import re
from collections.abc import Callable
from typing import Any

from kg.model import fold

Entry = dict[str, Any]


def overlap(one: str, other: str) -> float:
    """F1 of the folded words of two texts."""
    a, b = fold(one).split(), fold(other).split()
    rest, shared = list(b), 0
    for word in a:
        if word in rest:
            rest.remove(word)
            shared += 1
    return 2 * shared / (len(a) + len(b)) if a and b else 0.0


def same_words(gold: Entry, found: Entry) -> bool:
    """A quote that shares most words with the text, or holds or is held by it at up to four times the length."""
    a, b = fold(gold["quote"]), fold(found["text"])
    near = min(len(a.split()), len(b.split())) * 4 >= max(len(a.split()), len(b.split()))
    return overlap(a, b) >= 0.6 or (near and (a in b or b in a))


def answers(quote: str, text: str) -> bool:
    """Whether a result finds an answer: it holds the quote, is half of it or 25 words of it, or shares most of its words."""
    a, b = fold(quote), fold(text)
    inside = b in a and (len(b.split()) * 2 >= len(a.split()) or len(b.split()) >= 25)
    shared = sum(word in b.split() for word in a.split()) / len(a.split())
    return a in b or inside or shared >= 0.8 or overlap(a, b) >= 0.6


def f1(gold: list[Entry], found: list[Entry], fits: Callable[[Entry, Entry], bool]) -> tuple[float, list[tuple[Entry, Entry]]]:
    """(F1 over the required entries, matched pairs); an optional gold entry counts neither way."""
    pairs: list[tuple[Entry, Entry]] = []
    left = list(found)
    for entry in sorted(gold, key=lambda each: bool(each.get("optional"))):
        match = next((each for each in left if fits(entry, each)), None)
        if match is not None:
            left.remove(match)
            pairs.append((entry, match))
    required = [entry for entry in gold if not entry.get("optional")]
    right = sum(not entry.get("optional") for entry, _ in pairs)
    total = len(required) + right + len(left)
    return (2 * right / total if total else 1.0), pairs


def number(printed: str | None) -> str:
    """An item's number without brackets and trailing dots."""
    return re.sub(r"[^a-z0-9.]", "", (printed or "").lower()).rstrip(".")
