"""Passages: the text cut so that every word stands in exactly one, each with the headings and stem above it."""

from collections.abc import Iterator
from dataclasses import replace

from ingest.minutes.labels import Label
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Minutes, PassageDraft
from ingest.minutes.speeches import speeches
from ingest.minutes.units import UnitKind
from ingest.sentences import sentences
from kg.model import Span, fold
from kg.vocabulary import DocumentKind, PassageKind

LONGEST = 120  # words; a longer unit is cut at sentences


def passages_of(text: str, outline: Outline, minutes: Minutes) -> tuple[PassageDraft, ...]:
    """All passages, in order."""
    if minutes.kind is not DocumentKind.TRANSCRIPT:
        return tuple(draft for place in outline.placed for draft in _drafts(text, outline, place, minutes))
    said = zip(outline.placed, speeches(text, (place.unit.body for place in outline.placed)), strict=True)
    return tuple(draft for place, (speaker, words) in said for draft in _drafts(text, outline, replace(place, content=words), minutes, speaker))


def _drafts(text: str, outline: Outline, place: Placed, minutes: Minutes, speaker: str | None = None) -> Iterator[PassageDraft]:
    span = place.unit.span
    # Number, bullet and label stand in the passage, but a quote begins with the words behind them.
    quoted = place.content if place.content.start < place.content.end and place.role is not Role.STATUS else span
    parts = [span] if place.unit.kind is UnitKind.ROW else sentences(text, quoted) or [span]
    context, title = _context(text, outline, place, minutes)
    exempt = place.heading >= 0 and outline.items[place.heading].exempt
    line = place.unit.line
    groups = _grouped(text, parts)
    for number, group in enumerate(groups):
        # What parts a heading from its text, and a number from its words, stands in the passage too.
        whole = Span(span.start if number == 0 else group[0].start, max(group[-1].end, span.end) if number == len(groups) - 1 else group[-1].end)
        kind = _kind(text, place, whole, minutes)
        yield PassageDraft(whole, line + text.count("\n", span.start, whole.start), place.paragraph or place.item, title, kind, context, tuple(group), speaker, exempt)


def _grouped(text: str, parts: list[Span]) -> list[list[Span]]:
    """Sentences in groups of at most LONGEST words; one longer sentence stays whole."""
    groups: list[list[Span]] = []
    size = 0
    for part in parts:
        words = len(part.of(text).split())
        if groups and size + words <= LONGEST:
            groups[-1].append(part)
            size += words
        else:
            groups.append([part])
            size = words
    return groups


def _kind(text: str, place: Placed, span: Span, minutes: Minutes) -> PassageKind:
    board = minutes.meeting.board.words if minutes.meeting.board else ""
    if place.role in {Role.ITEM, Role.LABEL, Role.COLUMNS}:
        return PassageKind.HEADING
    if place.role is Role.MARGIN:
        return PassageKind.MARGIN
    if place.zone is Zone.HEADER and board and fold(span.of(text)).endswith(fold(board)) and len(span.of(text)) < len(board) + 12:
        return PassageKind.HEADING  # the title, and no more than the body's name
    if place.zone is not Zone.BUSINESS or place.role is Role.STATUS:
        return PassageKind.ATTENDANCE if place.zone is Zone.ATTENDANCE or place.status else PassageKind.HEADER
    decided = any(_touch(decision.span, span) for decision in minutes.decisions)
    # A limb with its owner in a column beside it is both; it is called what it is printed as.
    to_do = any(_touch(action.span, span) and (action.rule != "action.column" or not decided) for action in minutes.actions)
    if place.label is Label.ACTION or to_do:
        return PassageKind.ACTION
    return PassageKind.DECISION if decided else PassageKind.DISCUSSION


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _context(text: str, outline: Outline, place: Placed, minutes: Minutes) -> tuple[str, str]:
    """(board, headings, label and stem above a unit; title of its item)."""
    headings: list[str] = []
    title = ""
    if place.heading >= 0:
        item = outline.items[place.heading]
        above = [other for other in outline.items[: place.heading] if other.scope.holds(item.scope) and other is not item]
        headings = [other.title.words for other in above[-2:]] + ([] if place.role is Role.ITEM else [item.title.words])
        title = item.title.words
    label = [place.label_span.of(text).strip()] if place.label_span and place.label and place.role is Role.TEXT else []
    stem = [place.stem.of(text)] if place.stem and place.unit.kind is not UnitKind.MARGIN else []
    owners = sorted({owner.name for action in minutes.actions if _touch(action.span, place.unit.span) for owner in action.owners if owner.name not in place.unit.span.of(text)})
    board = [minutes.meeting.board.words] if minutes.meeting.board else []
    return "\n".join([*board, *headings, *label, *stem, *([", ".join(owners)] if owners else [])]), title


def unread_of(text: str, passages: tuple[PassageDraft, ...]) -> tuple[Span, ...]:
    """Stretches of text with words that no passage holds."""
    unread, at = [], 0
    for passage in [*passages, None]:
        end = passage.span.start if passage else len(text)
        gap = text[at:end]
        if gap.strip():
            start = at + len(gap) - len(gap.lstrip())
            unread.append(Span(start, start + len(gap.strip())))
        at = passage.span.end if passage else end
    return tuple(unread)
