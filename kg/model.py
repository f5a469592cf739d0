"""Frozen records that every part shares, and the ids that name them. Standard library only.

Offsets are code points into `Document.text`, half-open. Ids are content hashes: the same input gives the same id on
every machine, and no id holds an offset, so that a better reader breaks no judgement.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u00ad": None})


@lru_cache(maxsize=16384)
def fold(words: str) -> str:
    """Lower-case words joined by one blank; accents' composition, quotation marks and dashes folded."""
    plain = unicodedata.normalize("NFKC", words).translate(_FOLD).lower().replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?", plain))


_NO_INITIAL = frozenset({"and", "of", "for", "the", "on", "in"})
_ACRONYM = 3  # letters, from which on initials may leave out the place in front


def is_called(name: str, wanted: str) -> bool:
    """Whether a name holds all of some words, or has them as its initials."""
    words, asked = fold(name).split(), fold(wanted)
    if not asked:
        return False
    # "LSCB" is the Elmford Local Safeguarding Children Board too; small words give no initial.
    codes = ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in _NO_INITIAL))
    return set(asked.split()) <= set(words) or any(asked == code or (len(asked) >= _ACRONYM and code.endswith(asked)) for code in codes)


def content_id(*parts: str) -> str:
    """32 hexadecimal digits that stand for these parts, in this order."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def citation(board: str | None, date: str | None, item: str, document: str, line: int, page: int | None, *, scanned: bool = False) -> str:
    """Board, date, item and place in the file, for people: the page where the file has pages, else the line."""
    where = f"{document}, page {page}{' (scanned)' if scanned else ''}" if page else f"{document}:{line}"
    return ", ".join(part for part in (board, date, f"item {item}" if item else "", where) if part)


class IdMaker:
    """Gives the ids of one document's mentions: hash(document, kind, folded words, ordinal among equals)."""

    def __init__(self, document_id: str) -> None:
        self._document_id = document_id
        self._seen: Counter[tuple[str, str]] = Counter()

    def make(self, kind: str, words: str) -> str:
        """The id of the next thing of this kind with these words."""
        key = (kind, fold(words))
        ordinal = self._seen[key]
        self._seen[key] += 1
        return content_id(self._document_id, *key, str(ordinal))


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies inside."""
        return self.start <= other.start and other.end <= self.end


Repair = tuple[int, int, str]  # start and end in the text, and what was printed there


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was got out of its file, as far as it is not the file's own words one by one."""

    furniture: int = 0  # lines of running headers, footers and page numbers kept out of the text
    repairs: tuple[Repair, ...] = ()  # ligatures, hyphens at line ends, wrongly named letters that were mended
    scanned: tuple[int, ...] = ()  # pages, from 1, whose words were recognised in a picture
    tracked_changes: bool = False  # the file held insertions and deletions; the text is with all of them accepted


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a document that a person should look at: what it says cannot be all right, or fits several."""

    kind: str  # "weekday", "attendance", "number", "owner", "date"
    message: str
    start: int  # of the words in doubt
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read."""

    id: str  # sha256 of the file's bytes
    path: str  # relative to the folder that was ingested, with forward slashes
    media_type: str  # "text/plain", …
    kind: str  # a DocumentKind
    status: str  # "draft", "approved" or "unknown"
    reader: str  # name and version of what extracted the text, "text/1"
    text: str  # the extracted text; never changes for one (id, reader)
    lines: tuple[tuple[int, int], ...] = ()  # (offset, line of the file) where a block begins, ascending
    pages: tuple[int, ...] = ()  # offset where each page begins; empty where the format has no pages
    reading: Reading = field(default_factory=Reading)
    doubts: tuple[Doubt, ...] = ()

    def line_of(self, offset: int) -> int:
        """The line of the file on which `offset` stands, from 1."""
        at = bisect_right(self.lines, (offset, 1 << 60)) - 1
        start, line = self.lines[at] if at >= 0 else (0, 1)
        return line + self.text.count("\n", start, offset)

    def page_of(self, offset: int) -> int | None:
        """The page on which `offset` stands, from 1; None without pages."""
        return bisect_right(self.pages, offset) or None if self.pages else None

    def is_scanned(self, offset: int) -> bool:
        """Whether the words at `offset` were recognised in a picture of the page."""
        return self.page_of(offset) in self.reading.scanned


@dataclass(frozen=True, slots=True)
class Mention:
    """What one document says of one thing: the node that its statements join."""

    id: str
    document_id: str
    kind: str  # a Kind
    label: str  # name, title or words to show
    start: int  # where its fullest wording stands
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact with the words that say so. Either `object` (a mention) or `value` is given."""

    id: str
    document_id: str
    subject: str  # mention id
    predicate: str  # a Predicate
    object: str | None  # mention id
    value: str | None
    item: str  # number of the agenda item, "" outside items
    start: int
    end: int
    evidence: str  # an Evidence
    rule: str  # which rule read it, "attendance.row"
    confidence: float  # 0..1
    event_date: str | None  # when it was so: the meeting's date, ISO
    qualifiers: dict[str, Any] = field(default_factory=dict)  # status, role, as_printed, why, …
    evidence_spans: tuple[tuple[int, int], ...] = ()  # further places it rests on


@dataclass(frozen=True, slots=True)
class Passage:
    """One block, or some sentences of a long one; a document's passages partition its text."""

    id: str
    document_id: str
    start: int
    end: int
    line: int  # of the file, from 1
    page: int | None
    item: str  # number of the agenda item or paragraph it stands under
    item_title: str
    kind: str  # a PassageKind
    speaker: str | None
    exempt: bool
    context: str  # headings and stem above it: searched and shown, never quoted as the passage
    sentences: tuple[tuple[int, int], ...]  # where its sentences stand


@dataclass(frozen=True, slots=True)
class Judgement:
    """That two mentions are one thing, or are not; by rule or by a user."""

    left: str
    right: str
    verdict: str  # "positive", "negative" or "unsure"
    score: float
    features: dict[str, Any]  # why
    by: str  # "rule" or a user's name


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document gives to the store, written in one transaction."""

    document: Document
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]
