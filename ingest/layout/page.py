"""Words and ruled tables on a page, in points from its top left corner."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a blank between them."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float  # of the type
    bold: bool = False
    table: "RuledTable | None" = None  # for a drawn table that takes its place among the words

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table whose cells are drawn with lines."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]  # None where a wider or higher cell covers the place


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a PDF or a text recogniser gives it."""

    width: float
    height: float
    words: tuple[Word, ...]
    tables: tuple[RuledTable, ...] = ()
    rules: tuple[float, ...] = ()  # heights of long level lines: they part the rows of tables without upright lines
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words at one height, left to right, of one column."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """Size of most of its type."""
        return median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold, a number in front apart."""
        lettered = [word for word in self.words if any(letter.isalnum() for letter in word.text)]
        if len(lettered) > 1 and not any(letter.isalpha() for letter in lettered[0].text):
            lettered = lettered[1:]
        return all(word.bold for word in lettered)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Lines from top to bottom: words whose middles lie within a third of the type's size of the line's first word."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        if lines and word.middle - lines[-1][0].middle <= max(word.size, lines[-1][0].size) / 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda word: word.x0))) for line in _with_raised(lines)]


_RAISED = re.compile(r"st|nd|rd|th|\d{1,2}")


def _with_raised(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """Lines with the small raised endings of numbers ("14th") and marks of footnotes put back into the line that they stand over."""
    joined: list[list[Word]] = []
    raised: list[Word] = []
    for line in lines:
        if all(_RAISED.fullmatch(word.text) for word in line):
            raised.extend(line)
            continue
        over = [word for word in raised if word.bottom > line[0].top and word.size < 0.85 * line[0].size]
        joined.extend([word] for word in raised if word not in over)
        joined.append(line + over)
        raised = []
    return joined + [[word] for word in raised]


def leading_of(lines: Sequence[Line]) -> float:
    """The usual step from the top of a line to the top of the next one of the same paragraph.

    A line that begins with a small letter surely goes on with the one before; where there is none, the shortest steps tell.
    """
    alike = [(before, after) for before, after in pairwise(lines) if abs(before.size - after.size) < 0.06 * before.size]
    near = sorted((after.top - before.top, after.text[:1].islower()) for before, after in alike if 0.8 * before.size < after.top - before.top < 2.7 * before.size)
    sure = [step for step, goes_on in near if goes_on]
    if sure:
        return median(sure)
    # The single spacing of word processors.
    single = 1.25 * min((line.size for line in lines), default=10.0)
    return min(near[len(near) // 3][0], single) if near else single


def right_edge(lines: Sequence[Line]) -> float:
    """How far a column reaches: as far as at least two and a tenth of its lines do, give or take a letter."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    enough = min(len(ends), max(2, len(ends) // 10))
    size = lines[0].size
    return next((end for end in ends if sum(other >= end - size for other in ends) >= enough), ends[0])
