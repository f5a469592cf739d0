"""Plain text: paragraphs, list items, and Word tables that conversion has flattened to one cell a line.

The extracted text is the file's own, decoded, so that offsets and lines are those of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.source import Block, BlockKind, Source
from kg.errors import UnreadableFile
from kg.model import Span

NAME = "text/1"
_BULLET = re.compile(r"[•·▪●○‣◦\uf0b7\u2043*+–-](?=\s)|[oO](?=\s{2,}|\t)")
_LIMB = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)(?=\s)")
_WRAP_AT = (55, 100)  # a file whose long lines all lie between these was wrapped by hand or by mail


def is_binary(content: bytes) -> bool:
    """Whether bytes can be no text in any encoding that officers use: zero bytes outside UTF-16, or many control characters."""
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\0" in head or controls > len(head) // 50


def decode(content: bytes) -> str:
    """Text in UTF-8, UTF-16 or what charset-normalizer finds most likely; line ends become newlines."""
    for encoding in ("utf-16", "utf-8-sig") if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return _newlines(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    try:
        # What is not UTF-8 in a British office is Windows-1252; only where a byte has no meaning there is a guess due.
        return _newlines(content.decode("cp1252"))
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content).best()
        if best is None:
            raise UnreadableFile("the text's encoding cannot be told: save the file as UTF-8") from None
        return _newlines(str(best))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\f", "\n")


def read(content: bytes) -> Source:
    """Read the bytes of a text file."""
    text = decode(content)
    return Source(text, tuple(blocks_of(text)), "text/plain", NAME)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file: its number from 1, and where its words are."""

    number: int
    start: int
    end: int
    cell: bool  # it starts with a tab: a table cell begins

    @property
    def blank(self) -> bool:
        return self.start == self.end and not self.cell

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def _lines(text: str) -> list[_Line]:
    lines, offset = [], 0
    for number, raw in enumerate(text.split("\n"), start=1):
        stripped = raw.strip()
        start = offset + raw.find(stripped) if stripped else offset
        # A first line may have a blank in front of its tab: the cell before it was cut off.
        lines.append(_Line(number, start, start + len(stripped), raw.lstrip(" ").startswith("\t")))
        offset += len(raw) + 1
    return lines


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, in order."""
    lines = _lines(text)
    if not any(line.cell for line in lines):
        tabbed = sum(text[line.start : line.end].count("\t") > 0 for line in lines)
        return list(_prose(text, lines)) if tabbed < 2 else list(_tabbed(text, lines))
    blocks: list[Block] = []
    at, table = 0, 0
    while at < len(lines):
        stop = at
        if lines[at].cell:
            stop = _table_end(text, lines, at)
            rows, table = _flattened_table(text, lines[at:stop], table)
            blocks.extend(rows)
        else:
            while stop < len(lines) and not lines[stop].cell:
                stop += 1
            blocks.extend(_prose(text, lines[at:stop]))
        at = stop
    return blocks


def _tabbed(text: str, lines: list[_Line]) -> Iterator[Block]:
    """Lines whose cells are parted by tabs are rows of one table as long as they follow each other; the rest is prose."""
    waiting: list[_Line] = []
    table = 0
    for line in lines:
        if "\t" not in text[line.start : line.end]:
            waiting.append(line)
            continue
        if any(not each.blank for each in waiting) or table == 0:
            table += 1
        yield from _prose(text, waiting)
        waiting = []
        cells, at = [], line.start
        for cell in text[line.start : line.end].split("\t"):
            inner = cell.strip()
            start = at + cell.find(inner) if inner else at
            cells.append(Span(start, start + len(inner)))
            at += len(cell) + 1
        yield Block(BlockKind.ROW, line.span, line.number, cells=tuple(cells), table=table)
    yield from _prose(text, waiting)


# Prose


def _prose(text: str, lines: list[_Line]) -> Iterator[Block]:
    """Paragraphs and list items. Where the file is hard-wrapped, lines go on until a blank one or a new marker."""
    wrapped = _is_wrapped(lines)
    group: list[_Line] = []
    for line in lines:
        if line.blank:
            if group:
                yield _block(text, group)
            group = []
        elif group and wrapped and not _starts_anew(text, group[-1], line):
            group.append(line)
        else:
            if group:
                yield _block(text, group)
            group = [line]
    if group:
        yield _block(text, group)


def _is_wrapped(lines: list[_Line]) -> bool:
    lengths = [line.end - line.start for line in lines if not line.blank]
    low, high = _WRAP_AT
    long = [length for length in lengths if length >= low]
    return len(long) >= 3 and len(long) * 4 >= len(lengths) and max(lengths) <= high


def _starts_anew(text: str, before: _Line, line: _Line) -> bool:
    words = text[line.start : line.end]
    previous = text[before.start : before.end]
    marked = _BULLET.match(words) or _LIMB.match(words) or re.match(r"\d{1,3}(\.\d+)*\.?\s", words) or re.match(r"[A-Z][A-Za-z ]{1,24}:", words)
    return bool(marked) or (before.end - before.start < _WRAP_AT[0] and (words[:1].isupper() or previous.endswith(":")))


def _block(text: str, group: list[_Line]) -> Block:
    span = Span(group[0].start, group[-1].end)
    words = span.of(text)
    marker = _BULLET.match(words) or _LIMB.match(words)
    if marker and len(words) > marker.end():
        return Block(BlockKind.LIST_ITEM, span, group[0].number, marker=Span(span.start, span.start + marker.end()))
    return Block(BlockKind.PARAGRAPH, span, group[0].number)


# Flattened tables


def _heads_a_table(text: str, lines: list[_Line], at: int) -> bool:
    """Whether a line between cells is the heading of the next table: a few words, a colon, and a cell right after it."""
    words = text[lines[at].start : lines[at].end]
    following = next((line for line in lines[at + 1 :] if not line.blank), None)
    return words.endswith(":") and len(words.split()) <= 4 and following is not None and following.cell and following.start < following.end


def _table_end(text: str, lines: list[_Line], start: int) -> int:
    """Where the run of cells that begins here ends: before text that follows two blank lines, or that heads another table."""
    blanks, at = 0, start
    while at < len(lines):
        line = lines[at]
        if not line.blank and not line.cell and (blanks >= 2 or _heads_a_table(text, lines, at)):
            break
        blanks = blanks + 1 if line.blank else 0
        at += 1
    while at > start and lines[at - 1].blank:
        at -= 1
    return at


def _cells(lines: list[_Line]) -> list[list[tuple[Span, int]]]:
    """Groups of cells between blank lines; a cell holds the lines up to the next that starts with a tab."""
    groups: list[list[tuple[Span, int]]] = []
    after_blank = True
    for line in lines:
        if line.cell:
            if after_blank:
                groups.append([])
            groups[-1].append((line.span, line.number))
        elif not line.blank:
            span, number = groups[-1][-1]
            start = span.start if span.start < span.end else line.start
            groups[-1][-1] = (Span(start, line.end), number if span.start < span.end else line.number)
        after_blank = line.blank
    return groups


def _flattened_table(text: str, lines: list[_Line], tables: int) -> tuple[list[Block], int]:
    """Rows of one or more tables of a constant number of columns each, the likeliest reading of the groups of cells."""
    groups = _cells(lines)
    blocks, width = [], 0
    for first, last in _rows(text, groups):
        cells = [cell for group in groups[first:last] for cell in group]
        # A single cell spans the table, and the last row of a cut-off file may be short: neither begins a new one.
        if len(cells) != width and not (width and len(cells) == 1) and not (len(cells) < width and last == len(groups)):
            tables, width = tables + 1, len(cells)
        filled = [(span, number) for span, number in cells if span.start < span.end]
        if filled:
            span = Span(filled[0][0].start, filled[-1][0].end)
            spans = tuple(cell if cell.start < cell.end else Span(span.start, span.start) for cell, _ in cells)
            blocks.append(Block(BlockKind.ROW, span, filled[0][1], cells=spans, table=tables))
    return blocks, tables


_SWITCH, _JOIN, _EMPTY, _SHORT, _SPANNING, _WIDEST = 1.5, 1.25, 1.0, 0.5, 0.3, 8


def _rows(text: str, groups: list[list[tuple[Span, int]]]) -> list[tuple[int, int]]:
    """Cut groups of cells into rows, cheapest first: a blank line may stand inside a row, so rows join groups.

    Costs: a change of the number of columns, a joint between two groups with words, a row without words, a last row
    that is too short, a cell that spans the table. Dynamic programming over (groups read, columns of the last row).
    """
    # A label alone ("Present:") heads what follows and is hardly ever the last cell of a row.
    label = [len(group) == 1 and group[0][0].of(text).endswith(":") for group in groups]
    empty = [all(span.start == span.end for span, _ in group) for group in groups]
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for start in range(len(groups)):
        states = [(columns, best[start, columns][0]) for columns in range(_WIDEST * 2 + 1) if (start, columns) in best]
        size, joints = 0, 0.0
        for stop in range(start + 1, len(groups) + 1):
            size += len(groups[stop - 1])
            if stop - start > 1:
                joints += 0.0 if empty[stop - 1] else _JOIN * (1 + label[stop - 1])
            if size > _WIDEST and stop - start > 1:
                break
            size = min(size, _WIDEST * 2)
            for columns, before in states:
                short = stop == len(groups) and 0 < size < columns
                spanning = size == 1 < columns
                change = _SHORT if short else _SPANNING if spanning else _SWITCH * (size != columns)
                cost = before + joints + _EMPTY * all(empty[start:stop]) + change
                state = (stop, columns if short or spanning else size)
                if state not in best or cost < best[state][0]:
                    best[state] = (cost, (start, columns))
    if not groups:
        return []
    at = min((key for key in best if key[0] == len(groups)), key=lambda key: best[key][0])
    rows = []
    while (step := best[at][1]) is not None:
        rows.append((step[0], at[0]))
        at = step
    return rows[::-1]
