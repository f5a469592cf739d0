"""How bodies hang together, as a text says: a sub-group of a board, a body that took another's place."""

import re
from collections.abc import Iterator

from ingest.minutes.records import Meeting, Organisation, Relation
from kg.gazetteer import gazetteer
from kg.model import Span, fold

_PART = re.compile(
    r"\b(?:sub[- ]?(?:group|committee|panel)|working\s+(?:group|party)|task\s+(?:and\s+finish\s+)?(?:group|force)|task-and-finish\s+group|steering\s+group|secretariat|executive(?:\s+group)?)s?$",
    re.IGNORECASE,
)
_SUB = re.compile(r"\b(?:sub[- ]?(?:group|committee|panel)|task\s+and\s+finish\s+group)s?$", re.IGNORECASE)
_OF = re.compile(r"[’']?s?\s+(?:of|for|reporting\s+to)\s+(?:the\s+)?$")
_SUCCESSOR_FIRST = re.compile(
    r"\s*(?:,|\()?\s*(?:which\s+)?(?:formerly|previously|until\s+(?:recently|\d{4})|(?:has\s+|had\s+)?(?:replaced|succeeded)|the\s+successor\s+(?:to|of)|took\s+over\s+from)\s+(?:known\s+as\s+|called\s+)?(?:the\s+)?[“\"'‘]?"
)
_PREDECESSOR_FIRST = re.compile(
    r"\s*(?:,|\()?\s*(?:which\s+)?(?:(?:will\s+|would\s+|to\s+|should\s+)?(?:(?:from\s+now\s+on|in\s+future|henceforth)\s+)?be\s+(?:known\s+as|called)|(?:is\s+)?now(?:\s+(?:known\s+as|called|part\s+of))?|(?:was|has\s+been|had\s+been|is\s+(?:being|to\s+be)|will\s+be)\s+(?:renamed|replaced\s+by|succeeded\s+by|merged\s+into|superseded\s+by)|became)\s+(?:as\s+)?(?:the\s+)?[“\"'‘]?"
)


def relations_of(text: str, bodies: tuple[Organisation, ...], meeting: Meeting) -> tuple[Relation, ...]:
    """Parts and successors among the bodies that one document names, each once."""
    found: dict[tuple[str, str, str], Relation] = {}
    for relation in [*_parts(text, bodies, meeting), *_successors(text, bodies)]:
        found.setdefault((relation.kind, relation.subject, relation.object), relation)
    return tuple(found.values())


def _parts(text: str, bodies: tuple[Organisation, ...], meeting: Meeting) -> Iterator[Relation]:
    for body in bodies:
        name, _, owner = body.name.words.partition(" of the ")
        if not _PART.search(name):
            continue
        if owner:
            whole = next((other for other in bodies if fold(owner) in {fold(wording) for wording in (other.name.words, *other.also)}), None)
            if whole:
                yield Relation("part", body.name.words, whole.name.words, body.name.span, "its name says so")
            continue
        whole = max((other for other in bodies if other is not body and _is_front(other, name)), key=lambda other: len(other.name.words), default=None)
        behind = (
            next((other for place in body.places for other in bodies for at in other.places if other is not body and _OF.fullmatch(text[place.end : at.start])), None)
            if whole is None
            else None
        )
        if whole or behind:
            other = whole or behind
            assert other is not None
            yield Relation("part", name, other.name.words, body.name.span, "its name holds that of the other" if whole else "named as a part of the other")
        elif meeting.board and _is_own_part(name, meeting.board.words):
            yield Relation("part", name, meeting.board.words, body.name.span, "a sub-group that the minutes of this board name without another")


def _is_own_part(name: str, board: str) -> bool:
    """Whether a name without an owner is that of a part of the board that met: "Training Sub-Group", "Panel Secretariat"."""
    if fold(board).endswith(fold(name)) or " and " in name or len(name.split()) > 4 or name.split(maxsplit=1)[0].isupper() or name in gazetteer():
        return False
    return bool(_SUB.search(name)) or fold(name).split()[0] == fold(board).split()[-1]


def _is_front(other: Organisation, name: str) -> bool:
    return any(fold(name).startswith(f"{fold(wording)} ") and len(fold(wording).split()) >= 2 for wording in (other.name.words, *other.also))


def _successors(text: str, bodies: tuple[Organisation, ...]) -> Iterator[Relation]:
    """ "Elm Trust (formerly Ash Trust)", "Ash Trust, now known as Elm Trust"."""
    places = sorted(((place, body) for body in bodies for place in body.places), key=lambda pair: (pair[0].start, -pair[0].end))
    for at, (place, body) in enumerate(places):
        for following, other in places[at + 1 : at + 4]:
            if other is body or following.start < place.end or following.start - place.end > 60:
                continue
            between = text[place.end : following.start]
            span = Span(place.start, following.end)
            if _SUCCESSOR_FIRST.fullmatch(between):
                yield Relation("succeeds", body.name.words, other.name.words, span, "the text says so")
            elif _PREDECESSOR_FIRST.fullmatch(between):
                yield Relation("succeeds", other.name.words, body.name.words, span, "the text says so")
