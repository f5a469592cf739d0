"""Other words for the same: lay names of public bodies and cases, and what committees say for what people ask.

`data/thesaurus/lay_names.json` names things ("Scotland Yard" is the Metropolitan Police): its wordings stand for one
another. `synonyms.json` lists words that may mean the same in minutes ("remark", "comment"): they count for less. So does what is listed under a word
that people may say for it, never the other way round: in `words.json` ("nameless" for anonymous), and in `broader.json` for any of several
("Whitehall" for the Home Office).
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.gazetteer import gazetteer
from kg.model import fold
from kg.shared_data import shared_data
from search.wording import plain_forms

#: What another wording is worth beside the question's own word.
NAME, SYNONYM = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Wording:
    """Another wording of a term."""

    words: str
    worth: float  # 1 for the term's own words


_PREPOSITIONS = frozenset("about above across after against ahead at before behind below beyond by down for from in off on out over past through to under up with without".split())
Group = tuple[tuple[str, ...], float]  # wordings that stand for one another, and what each is worth for another


@lru_cache(maxsize=4096)
def other_wordings(words: str) -> tuple[Wording, ...]:
    """The other wordings of folded words, in whatever form grammar gives them, the surest first; acronyms as printed."""
    keys = [words] if is_acronym(words) else _plain_forms(words)
    found: dict[str, float] = {}
    for number in sorted({number for key in keys for number in _places().get(key, ())}):
        group, worth = _groups()[number]
        for other in group:
            if fold(other) != fold(words):
                found[other] = max(worth, found.get(other, 0.0))
    for key in keys:
        found |= {other: SYNONYM for other in (*_broader().get(key, ()), *_words().get(key, ())) if other not in found and other != words}
    return tuple(Wording(other, worth) for other, worth in sorted(found.items(), key=lambda pair: -pair[1]))


def is_acronym(words: str) -> bool:
    """Whether a wording is written with capitals inside: only so printed it is meant ("SEND", "MoJ")."""
    return " " not in words and len(re.findall(r"[A-Z]", words)) > 1


def _plain_forms(words: str) -> list[str]:
    """Folded words as a dictionary may have them: the first or the last without what grammar added ("putting out" is "put out")."""
    first, *rest = words.split() or [""]
    if not rest:
        return plain_forms(first)
    *middle, last = rest
    if first in _PREPOSITIONS:  # "on courses" is no form of "on course"
        return [words]
    return list(dict.fromkeys([*(" ".join([form, *rest]) for form in plain_forms(first)), *(" ".join([first, *middle, form]) for form in plain_forms(last))]))


@cache
def _places() -> dict[str, list[int]]:
    """A wording, folded unless it is an acronym -> the groups that hold it."""
    found: dict[str, list[int]] = {}
    for number, (group, _) in enumerate(_groups()):
        for words in group:
            found.setdefault(words if is_acronym(words) else fold(words), []).append(number)
    return found


@cache
def _broader() -> dict[str, list[str]]:
    told = json.loads(shared_data("thesaurus", "broader.json").read_text("utf-8"))
    return {words if is_acronym(words) else fold(words): others for words, others in told.items()}


@cache
def _words() -> dict[str, list[str]]:
    told: dict[str, list[str]] = json.loads(shared_data("thesaurus", "words.json").read_text("utf-8"))
    return told


@cache
def _groups() -> list[Group]:
    names = json.loads(shared_data("thesaurus", "lay_names.json").read_text("utf-8"))
    words = json.loads(shared_data("thesaurus", "synonyms.json").read_text("utf-8"))
    bodies = {body.name: body for body in gazetteer().values()}
    return [
        *(((entry["name"], *entry["also"]), NAME) for entry in names),
        *(((body.name, *body.also), NAME) for _, body in sorted(bodies.items()) if body.also),
        *((tuple(group), SYNONYM) for group in words),
    ]
