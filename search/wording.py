"""Words as search compares them: folded, stemmed, and phrases found as runs of stems."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from kg.model import fold

Stems = tuple[str, ...]
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("porter")  # the stemmer of the full-text index


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word: "chairs" and "chair" have one, so have "agreed" and "agree", "four" and "4"."""
    bare = word.removesuffix("'s").replace("'", "")
    if bare in _NUMBERS:
        return str(_NUMBERS.index(bare))
    return str(_stemmer().stemWord(bare)) if len(bare) > 2 else bare


@lru_cache(maxsize=16384)
def stems(words: str) -> Stems:
    """The stems of all words, in order."""
    return tuple(stem(word) for word in fold(words).replace("-", " ").split())


@lru_cache(maxsize=16384)
def forms(word: str) -> frozenset[str]:
    """The forms of a folded word that grammar makes: "put" has "puts" and "putting", never "author" "authority"."""
    bare = word.removesuffix("'s")
    made = {bare, f"{bare}s", f"{bare}es", f"{bare}ed", f"{bare}d", f"{bare}ing", f"{bare}'s", f"{bare}s'"}
    if bare.endswith("e"):
        made |= {f"{bare[:-1]}ing"}
    if bare.endswith("y"):
        made |= {f"{bare[:-1]}ies", f"{bare[:-1]}ied"}
    if len(bare) > 2 and bare[-1] not in "aeiouwxy" and bare[-2] in "aeiou":
        made |= {f"{bare}{bare[-1]}ing", f"{bare}{bare[-1]}ed"}
    return frozenset(made)


@lru_cache(maxsize=4096)
def plain_forms(word: str) -> list[str]:
    """The folded words that a word may be a form of, itself among them: "putting" may be of "put"."""
    bare = word.removesuffix("'s").removesuffix("'")
    cut = [bare, *(bare[:-size] for size in (1, 2, 3, 4) if len(bare) - size > 1)]
    grown = [stump + ending for stump in cut for ending in ("", "e", "y")]
    return [word, *dict.fromkeys(base for base in grown if base != word and word in forms(base))]


def runs(wanted: Stems, among: Sequence[str]) -> Iterator[int]:
    """Where a phrase begins in a row of stems."""
    size = len(wanted)
    for at in range(len(among) - size + 1):
        if among[at] == wanted[0] and tuple(among[at : at + size]) == wanted:
            yield at


def holds(among: Sequence[str], wanted: Stems) -> bool:
    """Whether a phrase stands in a row of stems."""
    return bool(wanted) and next(runs(wanted, among), None) is not None


def quoted(phrase: str) -> str:
    """A phrase as FTS5 takes it: nothing in it is an operator."""
    words = " ".join(re.findall(r"\w+", phrase))
    return f'"{words}"' if words else ""
