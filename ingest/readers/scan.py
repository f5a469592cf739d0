"""Pages that are only a picture: drawn by pypdfium2, recognised by tesseract, their ruled tables found by the lines in the picture."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from ingest.layout.page import Box, Word
from kg.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 300
_SCALE = 72 / _DPI  # dots to points
_RULE = 150  # dots: half an inch
_DARK = 140  # of 255
_LIKE_BULLETS = frozenset("e¢«»°©®*+")  # what a bullet in front of a line is taken for
_BRACKETS = str.maketrans("{}", "()")  # minutes have no braces
_MOST_SKEW = 3.0  # degrees by which a page may lie askew
_LEAST_CONFIDENCE = 30  # of 100, for the words of a line; what tesseract itself hardly believes is dirt on the paper
_HINT = "the PDF is a scan, and tesseract is not installed: install it (apt install tesseract-ocr, or the Windows installer) and ingest again"


@dataclass(frozen=True, slots=True)
class Picture:
    """What is recognised on a page, in points."""

    words: tuple[Word, ...]
    rules: tuple[Box, ...]  # drawn lines, horizontal or vertical, without breadth


def recognised(content: bytes, number: int) -> Picture:
    """Recognise a page of a PDF, counted from 1.

    Raises UnreadableFile with the way to install tesseract where it is missing.
    """
    if shutil.which("tesseract") is None:
        raise UnreadableFile(_HINT)
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    try:
        picture = _straight(pdf[number - 1].render(scale=_DPI / 72, grayscale=True).to_pil())
    finally:
        pdf.close()
    return Picture(tuple(_words(picture)), tuple(_rules(picture)))


def _straight(picture: "Image") -> "Image":
    """The picture turned so that its lines are level: the turn at which rows of dots are fullest or emptiest."""
    import numpy as np
    from PIL.Image import Resampling

    small = picture.resize((picture.width // 4, picture.height // 4))

    def contrast(angle: float) -> float:
        rows = 255.0 - np.asarray(small.rotate(angle, fillcolor=255), dtype=float)
        return float(np.square(np.diff(rows.sum(axis=1))).sum())

    rough = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5), key=contrast)
    best = max(np.arange(rough - 0.5, rough + 0.51, 0.1), key=contrast)
    return picture.rotate(best, resample=Resampling.BICUBIC, fillcolor=255) if abs(best) > 0.05 else picture


def _words(picture: "Image") -> Iterator[Word]:
    """Words with the height of the page's usual line: the recogniser's boxes are as high as the letters happen to be."""
    import pytesseract

    # With several threads a page takes many times longer on a busy machine.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    found: dict[str, list[Any]] = pytesseract.image_to_data(picture, lang="eng", config=f"--dpi {_DPI} --psm 3", output_type=pytesseract.Output.DICT)
    lines: dict[tuple[int, int, int], list[int]] = {}
    for at, text in enumerate(found["text"]):
        # A drawn line is taken for a stroke between words.
        if text.strip("|_— "):
            lines.setdefault((found["block_num"][at], found["par_num"][at], found["line_num"][at]), []).append(at)
    lines = {line: held for line, held in lines.items() if sum(float(found["conf"][at]) for at in held) >= _LEAST_CONFIDENCE * len(held)}
    heights = {line: max(found["top"][at] + found["height"][at] for at in held) - min(found["top"][at] for at in held) for line, held in lines.items()}
    usual = median(heights.values()) if heights else 0.0
    for line, held in lines.items():
        top = min(found["top"][at] for at in held)
        height = heights[line] if heights[line] > 1.5 * usual else usual
        middle = top + heights[line] / 2
        for at in held:
            left, right = found["left"][at], found["left"][at] + found["width"][at]
            text = found["text"][at].strip().translate(_BRACKETS)
            yield Word(
                "•" if at == held[0] and text in _LIKE_BULLETS and len(held) > 1 else text,
                left * _SCALE,
                right * _SCALE,
                (middle - height / 2) * _SCALE,
                (middle + height / 2) * _SCALE,
                height * _SCALE,
            )


def _rules(picture: "Image") -> Iterator[Box]:
    """Drawn lines: unbroken dark runs that are longer than any letter is wide or high."""
    import numpy as np

    dark = np.asarray(picture) < _DARK
    for down, drawn in ((False, dark), (True, dark.T)):
        # A thin line that was turned is a flight of stairs: a dot above or below carries it on.
        dots = drawn | np.roll(drawn, 1, axis=0) | np.roll(drawn, -1, axis=0)
        counts = np.cumsum(np.pad(dots, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
        begins = counts[:, _RULE:] - counts[:, :-_RULE] == _RULE
        for row in np.flatnonzero(begins.any(axis=1)):
            steps = np.flatnonzero(np.diff(np.pad(begins[row].astype(np.int8), 1)))
            for first, last in zip(steps[::2], steps[1::2], strict=True):
                x0, x1, y = first * _SCALE, (last + _RULE) * _SCALE, row * _SCALE
                yield (y, x0, y, x1) if down else (x0, y, x1, y)
