"""Which documents say the same: minutes as .doc and .pdf, draft and approved, a paper sent round twice; and which of them counts.

Two documents are twins when their words are nearly the same and their dates do not differ, or when both are minutes of one
meeting of one board. Likeness is the share of runs of four words that two texts have in common (Jaccard), estimated from the
least hashes of each text, after Broder, "On the resemblance and containment of documents" (1997).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import fold
from kg.vocabulary import DocumentKind

_RUN = 4  # words
_KEPT = 128  # hashes; the estimate is right to about 0.03
_ALIKE = 0.85
_SAME_MEETING = 0.15  # minutes of one board and day that have less in common record two meetings
_SUPERSEDED = 0.5
_COUNTERPART = 0.9  # share of words that two actions, decisions or items have in common
_STATUS = {"approved": 0, "unknown": 1, "draft": 2}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is known of a document when its twins are looked for."""

    id: str
    path: str
    media_type: str
    kind: str  # a DocumentKind
    status: str  # "approved", "unknown" or "draft"
    scanned: bool
    board: str | None
    date: str | None  # ISO
    sketch: tuple[int, ...]

    @property
    def meeting(self) -> tuple[str, str] | None:
        """Board and date, where both are known."""
        return (fold(self.board).removeprefix("the "), self.date) if self.board and self.date else None


@dataclass(frozen=True, slots=True)
class Twins:
    """Documents that say the same, the preferred one first."""

    documents: tuple[str, ...]

    @property
    def preferred(self) -> str:
        """The one that supplies items, decisions and actions."""
        return self.documents[0]


def sketch(text: str) -> tuple[int, ...]:
    """The least hashes of a text's runs of words, ascending; the same on every machine."""
    words = fold(text).split()
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))} if words else set()
    return tuple(sorted(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=6).digest(), "big") for run in runs)[:_KEPT])


def alike(left: Sequence[int], right: Sequence[int]) -> float:
    """How much of two texts is the same, 0 to 1, from their sketches."""
    if not left or not right:
        return 0.0
    least = sorted(set(left) | set(right))[:_KEPT]
    shared = set(left) & set(right)
    return sum(each in shared for each in least) / len(least)


def twins_of(documents: Iterable[Recorded]) -> list[Twins]:
    """All groups of two or more, each with the preferred document first."""
    known = {document.id: document for document in documents}
    leader = {identifier: identifier for identifier in known}

    def find(identifier: str) -> str:
        while leader[identifier] != identifier:
            identifier = leader[identifier]
        return identifier

    for left, right in _pairs(known):
        one, other = sorted((find(left), find(right)))
        leader[other] = one
    groups: dict[str, list[Recorded]] = defaultdict(list)
    for identifier, document in known.items():
        groups[find(identifier)].append(document)
    found = [Twins(tuple(each.id for each in sorted(group, key=_preference))) for group in groups.values() if len(group) > 1]
    return sorted(found, key=lambda twins: known[twins.preferred].path)


def _pairs(known: dict[str, Recorded]) -> Iterable[tuple[str, str]]:
    """Pairs of twins: equal meetings by their key, equal words by the hashes that they share."""
    meetings: dict[tuple[str, str], list[str]] = defaultdict(list)
    holders: dict[int, list[str]] = defaultdict(list)
    for document in known.values():
        if document.meeting and document.kind == DocumentKind.MINUTES:
            meetings[document.meeting].append(document.id)
        for each in document.sketch:
            holders[each].append(document.id)
    for same in meetings.values():
        for at, left in enumerate(same):
            yield from ((left, right) for right in same[at + 1 :] if alike(known[left].sketch, known[right].sketch) >= _SAME_MEETING)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for identifiers in holders.values():
        for at, left in enumerate(identifiers):
            for right in identifiers[at + 1 :]:
                shared[left, right] += 1
    for (left, right), count in shared.items():
        one, other = known[left], known[right]
        dated = one.date is None or other.date is None or one.date == other.date
        # A revision of another day is a version of its own, though hardly a word was changed.
        if dated and count * 2 > min(len(one.sketch), len(other.sketch)) and alike(one.sketch, other.sketch) >= _ALIKE:
            yield left, right


def _preference(document: Recorded) -> tuple[bool, int, bool, bool, str]:
    """Minutes before other kinds, approved before draft, the author's text before OCR, text before print, then by path."""
    return (
        document.kind != DocumentKind.MINUTES,
        _STATUS.get(document.status, 1),
        document.scanned,
        document.media_type == "application/pdf",
        document.path,
    )


def counterpart(words: str, among: Iterable[tuple[str, str]], *, superseded: bool = False) -> str | None:
    """The id of the wording that says the same, of (id, wording), the best of several; None where none does.

    Two wordings say the same when nine tenths of their words are shared and none of the rest decides: a number, a name or
    a "not". What a draft has in other words than the approved text is `superseded` by it: half of the words are enough.
    """
    own = fold(words).split()
    scores = []
    for identifier, other in among:
        theirs = fold(other).split()
        score = 1.0 if own == theirs else _shared(own, theirs)
        if score >= (_SUPERSEDED if superseded else _COUNTERPART) and (superseded or _decisive(words) == _decisive(other)):
            scores.append((score, identifier))
    return max(scores, key=lambda pair: pair[0])[1] if scores else None


_NEGATIONS = frozenset("not no never none nor without cannot neither unless".split())


def _decisive(words: str) -> list[str]:
    """The words that turn a sentence's meaning: numbers, names, negations."""
    found = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", words)
    named = [word for at, word in enumerate(found) if at and word[:1].isupper()]
    told = [word.lower() for word in found if word[:1].isdigit() or word.lower() in _NEGATIONS or word.lower().endswith(("n't", "n’t"))]
    return sorted(named + told)


def _shared(left: Sequence[str], right: Sequence[str]) -> float:
    rest = list(right)
    same = 0
    for word in left:
        if word in rest:
            rest.remove(word)
            same += 1
    return 2 * same / (len(left) + len(right)) if left and right else 0.0
