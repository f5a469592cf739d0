"""Words as they are compared: folded and stemmed, irregular forms under one stem."""

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
def irregular() -> dict[str, list[str]]:
    """Each irregular form -> all forms of its word, the dictionary's first."""
    rows = [row.split() for row in _IRREGULAR.split(";")]
    return {form: row for row in reversed(rows) for form in reversed(row)}  # "found" is of "find", "lives" of "life"


def siblings(word: str) -> list[str]:
    """The irregular forms of a folded word's dictionary form, itself left out: "won" has "win"."""
    return [form for form in irregular().get(word, ()) if form != word]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word: "chairs" and "chair" have one, so have "agreed" and "agree", "won" and "win", "four" and "4"."""
    bare = word.removesuffix("'s").replace("'", "")
    bare = irregular().get(bare, [bare])[0]
    if bare in _NUMBERS:
        return str(_NUMBERS.index(bare))
    return str(_stemmer().stemWord(bare)) if len(bare) > 2 else bare


@lru_cache(maxsize=16384)
def stems(words: str) -> Stems:
    """The stems of all words, in order."""
    return tuple(stem(word) for word in fold(words).replace("-", " ").split())


#: Stems of what stands in all minutes and tells nothing of the matter.
FRAME = frozenset(
    stem(word)
    for word in """a about above actions action after again agree agreed all also an and any are as ask asked at be been before being between board both but by can chair committee could do does each for forum
    from further had has have he her his how i if in into is it its item meeting meetings member members more must new next no not now of officer officers on once or other our out over panel paper
    report secretariat shall she should so some such than that the their them then there these they this those through to under until up was we were what when where which while who will with within would you""".split()
)
