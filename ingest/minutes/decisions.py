"""What bodies settled: limbs under AGREED and RESOLVED, and deciding verbs in running text."""

import re

from ingest.minutes.deciding import ADVERB, VERBS, lemma, told_by
from ingest.minutes.headings import SENTENCE_VERB
from ingest.minutes.labels import Label, label_of
from ingest.minutes.motions import motions_of, with_votes
from ingest.minutes.numbering import trimmed
from ingest.minutes.people import People
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Decision, Meeting
from ingest.minutes.units import UnitKind
from ingest.sentences import sentences
from kg.model import Span

_INNER = re.compile(rf"\b(?:be|is|are|was|were)\s+{ADVERB}(?P<verb>{VERBS})\b", re.IGNORECASE)
_TO_INNER = re.compile(
    r"^(?:to\s+|that\s+the\s+\w+\s+)?(?P<verb>approve|accept|adopt|endorse|ratify|note|defer|refer|reject|recommend|receive|confirm|appoint|elect|co-opt)\b", re.IGNORECASE
)
_INLINE_LIMB = re.compile(r"(?<![\w)])\(?(?:(?P<letter>[a-j])|(?P<roman>i{1,3}|iv|vi{0,2}))\)\s+(?=\w)")
_BARE_VERDICT = re.compile(r"(?:Duly\s+)?(?:Noted|Agreed|Approved|Accepted|Received|Adopted|Carried|Resolved|Deferred|Refused)(?:\s+(?:unanimously|nem\.?\s*con))?\.?")
_LABEL_OUTCOMES = {"decision": "agreed", "decisions": "agreed", "resolution": "resolved", "resolutions": "resolved"}


def decisions_of(text: str, outline: Outline, meeting: Meeting, people: People) -> tuple[Decision, ...]:
    """All decisions, in order of their place."""
    found: list[Decision] = []
    for place in outline.placed:
        if place.zone is not Zone.BUSINESS or place.role is not Role.TEXT or place.unit.kind in {UnitKind.MARGIN, UnitKind.ROW}:
            continue
        if place.label is Label.ACTION:
            continue
        if place.label is Label.DECISION:
            found.extend(limb for part in limbs_of(text, place.content) if (limb := _limb(text, place, part)))
            continue
        told = _with_bare_verdicts(text, sentences(text, place.content))
        motions = motions_of(text, place, told)
        found.extend(motions)
        for sentence in told:
            if any(motion.span.start < sentence.end and sentence.start < motion.span.end for motion in motions) or _announces_limbs(text, sentence):
                continue
            found.extend(_labelled_inside(text, place, sentence) or told_by(text, place, sentence, meeting, people))
    return tuple(with_votes(text, decision) for decision in found)


def limbs_of(text: str, span: Span) -> list[Span]:
    """The limbs that run on in one paragraph, "(a) that …; (b) that …"; the whole where there are none."""
    marks = list(_INLINE_LIMB.finditer(span.of(text)))
    order = [match["letter"] or match["roman"] for match in marks]
    if len(marks) < 2 or order not in (list("abcdefghij")[: len(order)], ["i", "ii", "iii", "iv", "v", "vi", "vii"][: len(order)]) or marks[0].start() > 3:
        return [span]
    starts = [span.start + match.end() for match in marks]
    ends = [span.start + match.start() for match in marks[1:]] + [span.end]
    return [trimmed(text, Span(start, end)) for start, end in zip(starts, ends, strict=True)]


def _with_bare_verdicts(text: str, told: list[Span]) -> list[Span]:
    """Sentences, a bare "Noted." or "Refused." joined to the one before it that says what."""
    joined: list[Span] = []
    for sentence in told:
        if joined and _BARE_VERDICT.fullmatch(sentence.of(text)) and not SENTENCE_VERB.search(joined[-1].of(text)):
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return joined


def _labelled_inside(text: str, place: Placed, sentence: Span) -> list[Decision]:
    """ "… extension. RESOLVED: no objection.": a label in the middle of a paragraph, limbs behind it too."""
    label = label_of(sentence.of(text))
    if label is None or label[0] is not Label.DECISION or label[1] >= len(sentence.of(text).rstrip(" .")):
        return []
    announced = _LABEL_OUTCOMES.get(label[2], label[2])
    limbs = limbs_of(text, Span(sentence.start + label[1], sentence.end))
    if len(limbs) > 1:
        return [Decision(limb, _outcome_inside(limb.of(text)) or announced, place.paragraph or place.item, "decision.limb") for limb in limbs]
    content = Span(sentence.start + label[1], sentence.end)
    return [Decision(sentence, _outcome_inside(content.of(text)) or announced, place.paragraph or place.item, "decision.limb")]


def _limb(text: str, place: Placed, span: Span) -> Decision | None:
    words = span.of(text)
    if len(words.split()) < 2:
        return None
    verb = (
        place.label_words
        if place.label_words in {"agreed", "resolved", "decided", "noted", "recommended", "endorsed", "approved", "confirmed", "received", "referred", "deferred"}
        else _LABEL_OUTCOMES.get(place.label_words, "agreed")
    )
    return Decision(span, _outcome_inside(words) or verb, place.paragraph or place.item, "decision.limb")


def _outcome_inside(words: str) -> str | None:
    """The outcome that a limb says itself: "to note the report", "the plan be approved"."""
    inner = _TO_INNER.search(words) or _INNER.search(words)
    return lemma(inner["verb"]) if inner else None


def _announces_limbs(text: str, sentence: Span) -> bool:
    """ "After discussion it was agreed to:": what is settled stands in the list that follows."""
    return bool(re.search(r"\b(?:agreed|resolved|decided)(?:\s+(?:to|that|as\s+follows|the\s+following))?\s*:-?$", sentence.of(text), re.IGNORECASE))
