"""Other words for the same: lay names of public bodies and cases, and what committees say for what people ask.

`data/thesaurus/lay_names.json` names things ("Scotland Yard" is the Metropolitan Police): its wordings stand for one
another. `synonyms.json` lists words that may mean the same in minutes ("remark", "comment"): they count for less, and so does what `broader.json` lists under a word for any of
several ("Whitehall" may be said for the Home Office, never the other way round).
"""

import json
import re
from dataclasses import dataclass
from functools import cache

from kg.gazetteer import gazetteer
from kg.model import fold
from kg.shared_data import shared_data
from search.wording import forms

#: What another wording is worth beside the question's own word.
NAME, SYNONYM = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Wording:
    """Another wording of a term."""

    words: str
    worth: float  # 1 for the term's own words


@cache
def thesaurus() -> dict[str, tuple[Wording, ...]]:
    """A folded wording, in each of its forms -> the other wordings for it, the surest first. Acronyms stand as printed."""
    found: dict[str, dict[str, float]] = {}
    for group, worth in _groups():
        for own in group:
            for form in [own] if is_acronym(own) else _forms(own):
                others = found.setdefault(form, {})
                for other in group:
                    if fold(other) != fold(form):
                        others[other] = max(worth, others.get(other, 0.0))
    for own, others in json.loads(shared_data("thesaurus", "broader.json").read_text("utf-8")).items():
        for form in [own] if is_acronym(own) else _forms(own):
            found.setdefault(form, {}).update({other: SYNONYM for other in others if other not in found.get(form, {})})
    return {key: tuple(Wording(words, worth) for words, worth in sorted(others.items(), key=lambda pair: -pair[1])) for key, others in found.items()}


def is_acronym(words: str) -> bool:
    """Whether a wording is written with capitals inside: only so printed it is meant ("SEND", "MoJ")."""
    return " " not in words and len(re.findall(r"[A-Z]", words)) > 1


def _forms(words: str) -> list[str]:
    """A folded phrase with its first or its last word in other forms: "put out", "putting out"; "elected members"."""
    first, *rest = fold(words).split()
    if not rest:
        return sorted(forms(first))
    *middle, last = rest
    return sorted({" ".join([form, *rest]) for form in forms(first)} | {" ".join([first, *middle, form]) for form in forms(last)})


def _groups() -> list[tuple[list[str], float]]:
    names = json.loads(shared_data("thesaurus", "lay_names.json").read_text("utf-8"))
    words = json.loads(shared_data("thesaurus", "synonyms.json").read_text("utf-8"))
    bodies = {body.name: body for body in gazetteer().values()}
    return [
        *(([entry["name"], *entry["also"]], NAME) for entry in names),
        *(([body.name, *body.also], NAME) for _, body in sorted(bodies.items()) if body.also),
        *((group, SYNONYM) for group in words),
    ]
