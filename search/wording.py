"""Words as search compares them: folded, stemmed, and phrases found as runs of stems."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from kg.model import fold

Stems = tuple[str, ...]
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
#: The dictionary's form first, then what grammar makes of it without a rule.
_IRREGULAR = """arise arose arisen; awake awoke awoken; become became; begin began begun; bend bent; bid bade bidden; bind bound; bite bit bitten; blow blew blown;
break broke broken; breed bred; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept;
deal dealt; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt;
fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; foresee foresaw foreseen; forget forgot forgotten; freeze froze frozen; get got; give gave given;
go went gone; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lead led; lean leant; learn learnt;
leave left; lend lent; lie lay lain; light lit; lose lost; mean meant; meet met; oversee oversaw overseen; overtake overtook overtaken; pay paid; prove proven; ride rode ridden;
ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shine shone; shoot shot;
show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken; speed sped; spend spent;
spill spilt; spoil spoilt; spring sprang sprung; stand stood; steal stole stolen; stick stuck; strike struck; strive strove striven; swear swore sworn; sweep swept;
swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; undergo underwent undergone;
understand understood; undertake undertook undertaken; wake woke woken; wear wore worn; win won; withdraw withdrew withdrawn; withhold withheld; write wrote written;
child children; man men; woman women; life lives; half halves; knife knives; leaf leaves; thief thieves; wife wives; foot feet; mouse mice;
criterion criteria; analysis analyses; basis bases; crisis crises; forum fora"""


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("porter")  # the stemmer of the full-text index


@cache
def _irregular() -> dict[str, list[str]]:
    """Each irregular form -> all forms of its word, the dictionary's first."""
    rows = [row.split() for row in _IRREGULAR.split(";")]
    return {form: row for row in reversed(rows) for form in reversed(row)}  # "found" is of "find", "lives" of "life"


def siblings(word: str) -> list[str]:
    """The irregular forms of a folded word's dictionary form, itself left out: "won" has "win"."""
    return [form for form in _irregular().get(word, ()) if form != word]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word: "chairs" and "chair" have one, so have "agreed" and "agree", "won" and "win", "four" and "4"."""
    bare = word.removesuffix("'s").replace("'", "")
    bare = _irregular().get(bare, [bare])[0]
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
    return [word, *dict.fromkeys([*_irregular().get(bare, ())[:1], *(base for base in grown if base != word and word in forms(base))])]


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
