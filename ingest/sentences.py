"""Where sentences begin and end, by nupunkt with the abbreviations of minutes."""

from functools import cache, lru_cache
from typing import Any

from kg.model import Span

_ABBREVIATIONS = ("cllr", "cllrs", "ref", "para", "paras", "approx", "appt", "dept", "nos", "no", "hon", "rev", "revd", "cttee", "mtg", "mins", "re", "cf", "pp", "esq")


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
        stripped = sentence.text.strip()
        if stripped:
            start = sentence.start + sentence.text.find(stripped)
            found.append((start, start + len(stripped)))
    return tuple(found)
