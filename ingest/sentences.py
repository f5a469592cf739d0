"""Where sentences begin and end, by nupunkt with the abbreviations of minutes."""

from functools import cache
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
    import nupunkt

    words = within.of(text)
    found = []
    for sentence in nupunkt.segment(words, model=_model()).sentences:
        stripped = sentence.text.strip()
        if stripped:
            start = within.start + sentence.start + sentence.text.find(stripped)
            found.append(Span(start, start + len(stripped)))
    return found
