"""Words as search compares them: the forms that grammar makes, and phrases found as runs of stems."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kg.stems import Stems, irregular, siblings


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
    return [word, *dict.fromkeys([*irregular().get(bare, ())[:1], *(base for base in grown if base != word and word in forms(base))])]


def runs(wanted: Stems, among: Sequence[str]) -> Iterator[int]:
    """Where a phrase begins in a row of stems."""
    size = len(wanted)
    for at in range(len(among) - size + 1):
        if among[at] == wanted[0] and tuple(among[at : at + size]) == wanted:
            yield at


def holds(among: Sequence[str], wanted: Stems) -> bool:
    """Whether a phrase stands in a row of stems."""
    return bool(wanted) and next(runs(wanted, among), None) is not None


def expression(phrases: Iterable[str]) -> str:
    """The FTS5 expression that any of some phrases matches, in regular and irregular forms."""
    every = (form for phrase in phrases for form in (phrase, *siblings(phrase)))
    return " OR ".join(each for each in dict.fromkeys(map(quoted, every)) if each)


def quoted(phrase: str) -> str:
    """A phrase as FTS5 takes it: nothing in it is an operator."""
    words = " ".join(re.findall(r"\w+", phrase))
    return f'"{words}"' if words else ""
