"""Which lines of a column are one paragraph."""

import re
from collections.abc import Sequence
from statistics import median

from ingest.layout.page import Line

#: What begins a new list item or numbered paragraph; "o" is the bullet of Word's second level.
MARKER = re.compile(
    r"(?:[•·▪●○‣◦■□➢✓\uf0b7\uf0a7\uf0d8\uf076\uf0fc*–—-]|o)(?=\s)|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)(?=\s)|[A-Za-z]\.(?=\s)|\d{1,3}(?:\.\d{1,3}){0,3}[.):]?(?=\s+[\"“‘(]?[A-Z])"
)
_STARTS_ANEW = re.compile(r"(?:Item|ITEM|Minute|Action|ACTION|Agreed|AGREED|Resolved|RESOLVED|Decision|DECISION)S?\b[^.]{0,12}:|(?:[A-Z][A-Za-z ]{1,24}):\s")
_LABEL = re.compile(r"[A-Z][\w’' /&-]{2,30}:")  # "Present:" alone on its line
_SPACING = 1.4  # of the leading; a longer step parts paragraphs


def paragraphs_of(lines: Sequence[Line], right: float, leading: float) -> list[list[Line]]:
    """Group the lines of one column that reaches to `right`; `leading` is the usual step from line to line."""
    groups: list[list[Line]] = []
    usual = median(line.size for line in lines) if lines else 0.0
    for line in lines:
        # Large type is set wider.
        if groups and not _breaks(groups[-1], line, right, leading * max(1.0, line.size / usual)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _breaks(group: Sequence[Line], line: Line, right: float, leading: float) -> bool:
    before, first = group[-1], group[0]
    if line.top - before.top > _SPACING * leading or line.top < before.top - leading:
        return True
    if abs(line.size - before.size) > 0.12 * before.size:
        return True
    if not _lined_up(before, line):
        return True
    if _LABEL.fullmatch(line.text):
        return True
    small = line.text[:1].islower() and not MARKER.match(line.text)
    cut = bool(re.search(r"[a-z]-$", before.text)) and small
    # A column's edge may be hard to tell; a small letter right below an open sentence is not.
    open_sentence = small and line.bold == before.bold and line.top - before.top <= 1.2 * leading and not re.search(r"[.:;]$", before.text)
    full = cut or open_sentence or is_full(before, line, right)
    if before.bold and not line.bold and not line.text[:1].islower():
        return True
    if line.bold and not before.bold and (not full or MARKER.match(line.text) or re.search(r"[.:;!?]$", before.text)):
        return True
    if not full:
        return True
    marked = bool(MARKER.match(first.text))
    if MARKER.match(line.text) and line.x0 < first.x0 + 1.5 * line.size + (0 if marked else 1000) and not _runs_on(before):
        return True
    if _STARTS_ANEW.match(line.text) and re.search(r"[.:;!?)]$", before.text):
        return True
    # A line that stands out to the left of a hanging paragraph begins another.
    left = before.x0 if len(group) > 1 else first.x0
    return line.x0 < left - 0.6 * line.size and (len(group) > 1 or marked)


def _lined_up(before: Line, line: Line) -> bool:
    """Whether two lines can be of one paragraph: it may be indented, hang, or be set to the right or centred throughout."""
    left, right = abs(before.x0 - line.x0), abs(before.x1 - line.x1)
    centre = abs(before.x0 + before.x1 - line.x0 - line.x1) / 2
    return left <= 6 * line.size or right <= line.size or centre <= line.size


def _runs_on(line: Line) -> bool:
    """Whether a line ends in the middle of a clause: no next item begins after "and", "of" or a comma."""
    return bool(re.search(r"(?:,|\b(?:and|or|of|the|to|a|in|for|on|with|from|by|at|item|items|no|number|section|paragraph|page))$", line.text, re.IGNORECASE))


def is_full(line: Line, following: Line, right: float) -> bool:
    """Whether the first word of the following line would not have found room on this one."""
    word = following.words[0]
    return line.x1 + 0.25 * line.size + (word.x1 - word.x0) > right - 0.3 * line.size


def continues(before: Line, after: Line, right: float) -> bool:
    """Whether a paragraph goes on from the foot of a page or column to the head of the next."""
    if abs(after.size - before.size) > 0.12 * before.size or before.bold != after.bold or MARKER.match(after.text):
        return False
    return is_full(before, after, right) and (after.text[:1].islower() or not re.search(r"[.:;!?]\W*$", before.text))
