"""Running headers, footers and page numbers: told by repetition from page to page, and kept out of the flow."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.layout.page import Line

_EDGE = 3  # lines from the top or bottom of a page among which furniture is looked for
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|\s]*\d{1,3}\s*(?:(?:of|/)\s*\d{1,3})?[-–—|\s]*", re.IGNORECASE)


def _shape(line: Line) -> str:
    """The line with every number alike, for page numbers and dates of printing change."""
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split()))


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines near the top and near the bottom, from the edge inwards."""
    half = max(1, len(lines) // 2)
    return list(lines[: min(_EDGE, half)]), list(reversed(lines[-min(_EDGE, half) :])) if lines else []


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], int]:
    """(lines of each page without furniture, how many lines were taken out).

    A header keeps its first occurrence, where it may be the only place that names the board; page numbers keep none.
    """
    least = max(2, (len(pages) + 1) // 2)
    tops = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)[0]})
    bottoms = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)[1]})
    seen: set[str] = set()
    kept, dropped = [], 0
    for lines, height in zip(pages, heights, strict=True):
        top, bottom = _edges(lines)
        out: set[int] = set()
        for edge, counts, at_top in ((top, tops, True), (bottom, bottoms, False)):
            for line in edge:
                shape = _shape(line)
                in_margin = line.bottom < 0.12 * height if at_top else line.top > 0.86 * height
                numbered = bool(_PAGE_NUMBER.fullmatch(line.text)) and in_margin
                repeated = counts[shape] >= least and in_margin
                if not (numbered or repeated):
                    break  # furniture stands at the edge: what lies inside of text is text
                if repeated and at_top and not numbered and "#" not in shape and shape not in seen:
                    seen.add(shape)
                    continue
                out.add(id(line))
        kept.append([line for line in lines if id(line) not in out])
        dropped += len(out)
    return kept, dropped
