"""Running headers, footers and page numbers: told by repetition from page to page, and kept out of the flow."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.layout.page import Line

_EDGE = 6  # lines from the top or bottom of a page among which furniture is looked for
_PAGE_NUMBER = re.compile(r"(?:page|p\.?)?[-–—|\s]*(?:\d{1,3}|[ivx]{1,5})\s*(?:(?:of|/)\s*\d{1,3})?[-–—|\s]*", re.IGNORECASE)
_PAGE_OF = re.compile(r"[-–—|\s]*\bpage\s+\d{1,3}(?:\s+of\s+\d{1,3})?[-–—|\s]*", re.IGNORECASE)


def _shape(line: Line) -> str:
    """The line with every number alike, for page numbers and dates of printing change."""
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split()))


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines near the top and near the bottom, from the edge inwards."""
    half = max(1, len(lines) // 2)
    return list(lines[: min(_EDGE, half)]), list(reversed(lines[-min(_EDGE, half) :])) if lines else []


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], int]:
    """(lines of each page without furniture, how many lines were taken out).

    A header keeps its first occurrence, where it may be the only place that names the board or the day; page numbers keep none.
    """
    # A third of the pages is enough: headers of left and right pages differ.
    least = max(2, (len(pages) + 2) // 3)
    tops = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)[0]})
    bottoms = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)[1]})
    seen: set[str] = set()
    kept, dropped = [], 0
    for lines, height in zip(pages, heights, strict=True):
        top, bottom = _edges(lines)
        out: dict[int, Line | None] = {}
        for edge, counts, at_top in ((top, tops, True), (bottom, bottoms, False)):
            for line in edge:
                shape = _shape(line)
                in_margin = line.bottom < 0.12 * height if at_top else line.top > 0.86 * height
                numbered = bool(_PAGE_NUMBER.fullmatch(line.text)) and in_margin
                if not (numbered or (counts[shape] >= least and in_margin)):
                    break  # furniture stands at the edge: what lies inside of text is text
                first = at_top and not numbered and shape not in seen
                seen.add(shape)
                out[id(line)] = _without_page_number(line) if first else None
        kept.append([left for line in lines if (left := out.get(id(line), line)) is not None])
        dropped += sum(line is None for line in out.values())
    return kept, dropped


def _without_page_number(line: Line) -> Line | None:
    """A header without the "Page 1 of 4" in it."""
    match = _PAGE_OF.search(line.text)
    if not match:
        return line
    words, at = [], 0
    for word in line.words:
        start = line.text.index(word.text, at)
        at = start + len(word.text)
        if not (match.start() <= start and at <= match.end()):
            words.append(word)
    return Line(tuple(words)) if words else None
