"""Where a page has columns: running text in two, a grid of names without lines, a margin of owners beside the text.

Lines are compared by their gutters: intervals that no word of several lines that follow each other touches.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.layout.page import Line, Word, leading_of
from ingest.layout.paragraphs import paragraphs_of

_SEED = 1.6  # a gap of so many times the type's size may be a gutter
_LEAST = 0.7  # and so much of it must be common to all its lines; two blanks after a full stop are less
_DENSE = 0.6  # share of lines with words on both sides from which a run is a grid or two columns
_NUMBER = re.compile(r"(?:[A-Z]{1,4}\s?)?\d{1,3}(?:[./]\d{1,3})*(?:\([a-z]{1,3}\))?[.):]?|\(?[a-zA-Z]{1,4}[.)]|\W|o")


_INITIALS = re.compile(r"(?:[A-Z]{2,4}|All)(?:\s?[/,&]\s?[A-Z]{2,4})*")


@dataclass(frozen=True, slots=True)
class Region:
    """Consecutive lines and the gutters between their columns; no gutters where they are one column."""

    lines: tuple[Line, ...]
    gutters: tuple[tuple[float, float], ...] = ()

    def columns(self, line: Line) -> list[Line | None]:
        """The parts of a line, one for each column."""
        parts: list[list[Word]] = [[] for _ in range(len(self.gutters) + 1)]
        for word in line.words:
            parts[sum(word.x0 >= (left + right) / 2 for left, right in self.gutters)].append(word)
        return [Line(tuple(part)) if part else None for part in parts]


@dataclass(frozen=True, slots=True)
class _Run:
    first: int
    last: int  # inclusive
    gutter: tuple[float, float]
    support: int  # lines with words on both sides
    dense: bool  # nearly all of its lines: a grid or two columns, no margin
    certain: bool  # no mere hole in a line of running text
    running: bool = False  # running text on both sides: newspaper columns


def regions_of(lines: Sequence[Line]) -> Iterator[Region]:
    """Cut a column of lines into regions, in order."""
    if not lines:
        return
    runs = _runs(lines)
    if not any(run.certain for run in runs):
        yield Region(tuple(lines))
        return
    best = max((run for run in runs if run.certain), key=lambda run: (run.running, run.dense, run.support, run.first - run.last, run.gutter[1] - run.gutter[0]))
    inside = lines[best.first : best.last + 1]
    gutters = [best.gutter]
    for run in sorted(runs, key=lambda run: -run.support):
        shared = _shared(inside, run.gutter)
        if shared and run.first <= best.last and best.first <= run.last and all(shared[1] <= left or right <= shared[0] for left, right in gutters):
            gutters.append(shared)
    yield from regions_of(lines[: best.first])
    yield Region(tuple(inside), tuple(sorted(gutters)))
    yield from regions_of(lines[best.last + 1 :])


def _runs(lines: Sequence[Line]) -> list[_Run]:
    found = {}
    leading = leading_of([line for line in lines if line.words[0].table is None])
    for at, line in enumerate(lines):
        for gap in _wide_gaps(line):
            for run in _grown(lines, at, gap, leading):
                found[run.first, run.last, round(run.gutter[0]), round(run.gutter[1])] = run
    return list(found.values())


def _wide_gaps(line: Line) -> list[tuple[float, float]]:
    gaps = [right.x0 - left.x1 for left, right in pairwise(line.words)]
    if len(gaps) > 2 and min(gaps) > 0.6 * max(gaps):
        return []  # a line that was stretched to both edges
    return [(left.x1, right.x0) for left, right in pairwise(line.words) if right.x0 - left.x1 >= _SEED * line.size]


def _free(line: Line, gutter: tuple[float, float], *, near: bool = True) -> tuple[float, float] | None:
    """The widest part of a gutter that no word of a line touches, if it is wide enough.

    A blank is wide enough where the words after it are lined up with the column, and the line is short and near the others.
    """
    edges = [-1e9, *(x for word in line.words for x in (word.x0, word.x1)), 1e9]
    gaps = [(max(left, gutter[0]), min(right, gutter[1])) for left, right in zip(edges[::2], edges[1::2], strict=True)]
    left, right = max(gaps, key=lambda gap: gap[1] - gap[0])
    lined_up = near and abs(right - gutter[1]) <= 1.5 and len(line.words) <= 8 and right - left >= 0.15 * line.size
    return (left, right) if right - left >= _LEAST * line.size or lined_up else None


def _shared(lines: Sequence[Line], gutter: tuple[float, float]) -> tuple[float, float] | None:
    """The part of a gutter that all lines leave free."""
    shared: tuple[float, float] | None = gutter
    for line in lines:
        shared = _free(line, shared) if shared else None
    return shared


def _grown(lines: Sequence[Line], seed: int, gutter: tuple[float, float], leading: float) -> Iterator[_Run]:
    """The longest run of lines around a seed that share its gutter, and the grid inside it if there is one."""
    first = last = seed
    while last + 1 < len(lines) and (shared := _grown_by(lines[last], lines[last + 1], lines[last + 1], gutter, leading)):
        last, gutter = last + 1, shared
    while first and (shared := _grown_by(lines[first - 1], lines[first], lines[first - 1], gutter, leading)):
        first, gutter = first - 1, shared
    middle = (gutter[0] + gutter[1]) / 2
    parted = [at for at in range(first, last + 1) if lines[at].words[0].x0 < middle < lines[at].words[-1].x0]
    if _numbers_only([lines[at] for at in parted], middle):
        return
    margin = _is_margin([lines[at] for at in parted], middle)
    if not margin and len(parted) > 2 and is_running_text(Region(tuple(lines[first : last + 1]), (gutter,))):
        # The lines of two columns need not stand at equal heights: those of one alone belong to it as well.
        yield _Run(first, last, gutter, len(parted), dense=True, certain=True, running=True)
        return
    low, high = parted[0], parted[-1]
    if margin:
        # Its paragraphs begin before the line with the margin and end after it.
        while high < last and lines[high + 1].top - lines[high].top < 1.4 * leading:
            high += 1
        while low > first and lines[low].top - lines[low - 1].top < 1.4 * leading:
            low -= 1
    else:
        # The tail of the last row: lines right of the gutter, or such as go on with a small letter.
        while high < last and lines[high + 1].top - lines[high].top < 1.4 * leading and (lines[high + 1].x0 > middle or lines[high + 1].text[:1].islower()):
            high += 1
    apart = max([after - before for before, after in pairwise(parted)], default=1)
    dense = not margin and apart <= 3 and len(parted) >= max(2, _DENSE * (parted[-1] - low + 1))
    wide = max(right.x0 - left.x1 for at in parted for left, right in pairwise(lines[at].words) if left.x0 < middle < right.x0)
    certain = wide > 4 * lines[seed].size or (len(parted) > 1 and (not margin or _lined_up([lines[at] for at in parted], middle)))
    yield _Run(low, high, gutter, len(parted), dense, certain)
    core = _core(lines, seed, parted, leading)
    if not margin and len(core) >= 3 and core != list(range(low, high + 1)):
        end = core[-1]
        while end < last and lines[end + 1].top - lines[end].top < 1.4 * leading and lines[end + 1].x0 > middle:
            end += 1
        yield _Run(core[0], end, _shared([lines[at] for at in core], gutter) or gutter, len(core), dense=True, certain=True)


def _grown_by(above: Line, below: Line, new: Line, gutter: tuple[float, float], leading: float) -> tuple[float, float] | None:
    """What remains of a gutter when a run grows by the line above or below it; None where it may not."""
    step = below.top - _foot(above)
    return _free(new, gutter, near=step < 1.4 * leading) if step < 5 * leading else None


def _foot(line: Line) -> float:
    """Where the last line of a line of text or of a table stands."""
    return line.bottom - 10 if line.words[0].table else line.top


def _core(lines: Sequence[Line], seed: int, parted: Sequence[int], leading: float) -> list[int]:
    """The lines around a seed that a gutter parts, one closely after the other."""
    core = [seed]
    while core[-1] + 1 in parted and lines[core[-1] + 1].top - lines[core[-1]].top < 2 * leading:
        core.append(core[-1] + 1)
    while core[0] - 1 in parted and lines[core[0]].top - lines[core[0] - 1].top < 2 * leading:
        core.insert(0, core[0] - 1)
    return core


def _parts(line: Line, middle: float) -> tuple[list[Word], list[Word]]:
    return [word for word in line.words if word.x0 < middle], [word for word in line.words if word.x0 >= middle]


def _is_margin(parted: Sequence[Line], middle: float) -> bool:
    """Whether running text stands on one side of a gutter and a few words on the other; to the left of it, names."""
    sides = [_parts(line, middle) for line in parted]
    left, right = (sum(map(len, side)) for side in zip(*sides, strict=True))
    named = all(_INITIALS.fullmatch(" ".join(word.text for word in words)) for words, _ in sides)
    return (left >= 5 * len(parted) and right <= 3 * len(parted)) or (named and right >= 4 * len(parted))


def _lined_up(parted: Sequence[Line], middle: float) -> bool:
    """Whether what stands right of a gutter begins or ends at one place, as a margin does and a hole in a line does not."""
    right = [side for _, side in (_parts(line, middle) for line in parted)]
    starts, ends = [side[0].x0 for side in right], [side[-1].x1 for side in right]
    centres = [(start + end) / 2 for start, end in zip(starts, ends, strict=True)]
    return min(max(places) - min(places) for places in (starts, ends, centres)) <= 4


def _numbers_only(parted: Sequence[Line], middle: float) -> bool:
    """Whether only numbers or bullets stand left of a gutter: they hang in front of their paragraphs."""
    filled = [" ".join(word.text for word in _parts(line, middle)[0]) for line in parted]
    return sum(bool(_NUMBER.fullmatch(words)) for words in filled) >= 0.75 * len(filled) and not _heads_numbers(filled[0])


def _heads_numbers(words: str) -> bool:
    """Whether a cell names a column of numbers: then the numbers are a column of a table."""
    return bool(re.fullmatch(r"(?:no\.?|ref\.?|number|item(?:\s*no\.?)?|#|minute(?:\s*no\.?)?|agenda\s*item)", words, re.IGNORECASE))


# What a region with gutters is


def is_running_text(region: Region) -> bool:
    """Whether every column holds running text side by side: newspaper columns, read one after the other."""
    columns: list[list[Line]] = [[] for _ in range(len(region.gutters) + 1)]
    for line in region.lines:
        for at, part in enumerate(region.columns(line)):
            if part:
                columns[at].append(part)
    return all(_is_prose(column) for column in columns)


def _is_prose(lines: Sequence[Line]) -> bool:
    if len(lines) < 5:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    full = sum(line.x1 - left > 0.75 * (right - left) for line in lines)
    parted = sum(bool(_wide_gaps(line)) for line in lines)
    if parted > 0.4 * len(lines):
        return False  # it has columns of its own
    return full >= 0.5 * len(lines) and sum(len(line.words) for line in lines) >= 4 * len(lines)


def rows_of(region: Region, rules: Sequence[float] = ()) -> list[list[Line]]:
    """The lines of each row of a grid or of text with a margin, as groups of whole lines.

    A row begins where its leading column (the one with the most lines) begins a new paragraph, or where a column
    before that one has a label; drawn level lines, where there are some, tell for sure.
    """
    inside = [rule for rule in rules if region.lines[0].top - 4 < rule < region.lines[-1].bottom + 4]
    if len(inside) > 2:
        return _between_rules(region.lines, inside)
    parts = [region.columns(line) for line in region.lines]
    count = [sum(bool(part[at]) for part in parts) for at in range(len(region.gutters) + 1)]
    words = [sum(len(cell.words) for part in parts if (cell := part[at])) for at in range(len(count))]
    lead = max(range(len(count)), key=lambda at: (count[at], words[at]))
    leading = leading_of(region.lines)
    dense = sum(sum(cell is not None for cell in part) > 1 for part in parts) >= 0.8 * len(parts)
    right = region.gutters[lead][1] if lead < len(region.gutters) else max(line.x1 for line in region.lines)
    if words[lead] >= 5 * count[lead]:
        right = min(right, max(cell.x1 for part in parts if (cell := part[lead])))
    sparse = [2 * count[at] < count[lead] for at in range(lead)]
    groups: list[list[int]] = []
    for at, part in enumerate(parts):
        cell = part[lead]
        near = bool(groups) and region.lines[at].top - region.lines[at - 1].top < 1.4 * leading
        if not groups:
            groups.append([at])
        elif cell is None:
            groups[-1].append(at) if near or not any(part[:lead]) else groups.append([at])
        else:
            held = [line for before in groups[-1] if (line := parts[before][lead])]
            breaks = not held or len(paragraphs_of([*held, cell], right, leading)) > len(paragraphs_of(held, right, leading))
            labelled = any(_begins_row(label, few, breaks=breaks, near=near) for label, few in zip(part[:lead], sparse, strict=True) if label)
            anew = labelled or breaks or (dense and sum(other is not None for other in part) > 1 and not _goes_on(part, lead))
            groups.append([at]) if anew else groups[-1].append(at)
    return [[region.lines[at] for at in group] for group in groups]


def _begins_row(label: Line, few: bool, *, breaks: bool, near: bool) -> bool:
    """Whether words before the leading column begin a row: not the second line of a label, nor a name beside the middle of a paragraph."""
    if label.text[:1].islower() and near:
        return False
    return breaks or not few or label.bold or label.text.endswith(":") or bool(_NUMBER.fullmatch(label.words[0].text))


def _goes_on(part: Sequence[Line | None], lead: int) -> bool:
    """Whether the label of a line, or without one all of its cells, begin with a small letter: they go on with those above."""
    labels = [cell for cell in part[:lead] if cell]
    return all(cell.text[:1].islower() for cell in labels or part if cell)


def _between_rules(lines: Sequence[Line], rules: Sequence[float]) -> list[list[Line]]:
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(sum(rule < (line.top + line.bottom) / 2 for rule in rules), []).append(line)
    return [groups[at] for at in sorted(groups)]
