"""Where sentences begin and end, by nupunkt with the abbreviations of minutes."""

import re
from functools import cache, lru_cache
from typing import Any

from kg.model import Span

_ABBREVIATIONS = ("cllr", "cllrs", "ref", "para", "paras", "approx", "appt", "dept", "nos", "no", "hon", "rev", "revd", "cttee", "mtg", "mins", "re", "cf", "pp", "esq")


#: The model takes some short words before a name for abbreviations ("to book. Priory Trust have"); only these are any.
_SHORTENED = frozenset(
    [
        "prof",
        "govt",
        "pars",
        "mins",
        "resp",
        "incl",
        "excl",
        "viz",
        "supt",
        "insp",
        "const",
        "assoc",
        "univ",
        "corp",
        "gen",
        "sec",
        "prop",
        "messrs",
        "st",
        "capt",
        "lieut",
        "sergt",
        "esqs",
        "bros",
        *_ABBREVIATIONS,
    ]
)
_AFTER_WORD = re.compile(r"\b(?P<word>[a-z]{2,}|[A-Z][a-z]{3,}|[A-Z](?=\.\s+(?:A|An|The|It|This|These|There|No|All|He|She|They|We|Members)\s+[a-z]))[.!?]\s+(?=[A-Z][a-z]*\s)")


@cache
def _model() -> Any:
    import nupunkt

    model = nupunkt.load_default_model()
    for abbreviation in _ABBREVIATIONS:
        model.add_abbreviation(abbreviation)
    return model


def sentences(text: str, within: Span) -> list[Span]:
    """The sentences of a part of a text, without the white space around them; offsets are those of the text."""
    return [Span(within.start + start, within.start + end) for start, end in _places(within.of(text))]


@lru_cache(maxsize=4096)
def _places(words: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the sentences of some words; each part of the parser asks for those of the same paragraphs."""
    import nupunkt

    found = []
    for sentence in nupunkt.segment(words, model=_model()).sentences:
        at = sentence.start
        for piece in _at_words(sentence.text):
            stripped = piece.strip()
            if stripped:
                start = words.index(stripped, at)
                at = start + len(stripped)
                found.append((start, at))
    return tuple(found)


def _at_words(words: str) -> list[str]:
    """A sentence cut again behind words that are no abbreviation."""
    pieces, start = [], 0
    for match in _AFTER_WORD.finditer(words):
        if match["word"].lower() not in _SHORTENED:
            pieces.append(words[start : match.end()])
            start = match.end()
    return [*pieces, words[start:]]
