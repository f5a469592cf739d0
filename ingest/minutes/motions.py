"""Motions: who proposed and who seconded them, how they were carried, and on what conditions."""

import re
from dataclasses import replace

from ingest.minutes.placed import Placed
from ingest.minutes.records import Decision, Quoted
from kg.model import Span

_WHO = r"[A-Z][\w.’' -]{1,40}?"
_PROPOSED = re.compile(
    rf"(?:\b[Pp]rop(?:osed|oser)?|\b[Mm]oved|\bPROPOSED)\b\.?(?:\s+by)?:?\s+(?P<mover>(?-i:{_WHO}))(?:[,;.]|\s+(?:and\s+)?(?=(?:2nd|sec)))\s*(?:and\s+)?(?:sec(?:onded|onder)?|2nd)\b\.?(?:\s+by)?:?\s+(?P<seconder>(?-i:{_WHO}))(?=[,.;)]|\s+(?:and|that|with|all|it|nem|to)\b|\s*$|\s+[-–])|"
    rf"(?P<mover2>\b(?-i:[A-Z])[\w.’' -]{{0,40}}?)\s+(?:proposed|moved)\b[^.]{{0,300}}?\b(?:(?P<seconder2>(?-i:[A-Z])[\w.’' -]{{0,30}}?)\s+seconded|(?:and\s+)?(?:seconded|2nd)(?:\s+by)?\s+(?P<seconder3>(?-i:{_WHO}))(?=[,.;)]|\s+(?:and|that|with|all)\b|\s*$|\s+[-–]))",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"\b(?:unanimous(?:ly)?|nem\.?\s*con\.?|all\s+(?:were\s+)?(?:agreed|in\s+(?:favour|agreement))|carried(?:\s+\d+\s*[-–]\s*\d+)?|(?:\d+|\w+)\s+(?:votes?\s+)?(?:were\s+)?(?:in\s+favour|for|to)\W+(?:and\s+)?(?:\d+|\w+)\s+(?:votes?\s+)?(?:against|abst\w+)(?:\W+(?:and\s+)?(?:\d+|\w+)\s+abst\w+)?)",
    re.IGNORECASE,
)
_SECONDED = re.compile(r"\b(?:second|sec\b|2nd)", re.IGNORECASE)
_RESULT = re.compile(
    r"(?:\b(?:unanimously\s+)?(?:agreed|carried|approved|resolved|passed|accepted|adopted)\b|\ball\s+(?:were\s+)?(?:agreed|in\s+(?:favour|agreement))|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:votes?\s+)?(?:were\s+)?(?:in\s+favour|for)\b)",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:lost|fell|defeated|not\s+(?:carried|agreed|approved)|withdrawn|rejected)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:subject\s+to|pending|provided\s+that|on\s+condition\s+that|conditional\s+(?:up)?on|with\s+the\s+(?:addition|exception|following\s+amendments?)|once(?!\s+(?:a|an|per|every|each|more|again|or|only)\b))\b[^.;]*",
    re.IGNORECASE,
)


def motions_of(text: str, place: Placed, told: list[Span]) -> list[Decision]:
    """Motions with a proposer and a seconder that were carried, in the same sentence or by the next."""
    found: list[Decision] = []
    if not _SECONDED.search(place.content.of(text)):
        return found
    for at, sentence in enumerate(told):
        words = sentence.of(text)
        proposed = _PROPOSED.search(words)
        if not proposed or not re.search(r"\bpropos|\bmoved\b", words, re.IGNORECASE) or _LOST.search(words):
            continue
        if re.match(r"(?:It\s+was\s+)?(?:agreed|resolved|RESOLVED|AGREED)\b", words) or not _has_motion(words, proposed):
            continue
        result = _RESULT.search(words, proposed.start())
        after = told[at + 1] if at + 1 < len(told) else None
        follows = after is not None and len(after.of(text).split()) <= 8 and not _LOST.search(after.of(text)) and _RESULT.search(after.of(text))
        if result or follows:
            end = after.end if follows and after else sentence.end
            said = (result or follows or [""])[0].lower() if result or follows else ""
            outcome = "resolved" if "resolved" in said else "agreed" if "agreed" in said or "agreement" in said else "approved"
            found.append(Decision(Span(sentence.start, end), outcome, place.paragraph or place.item, "decision.motion"))
    return found


def _has_motion(words: str, proposed: re.Match[str]) -> bool:
    """Whether a sentence says what was proposed, not only by whom: "Proposed by A, seconded by B" alone adds to the sentence before."""
    rest = (words[: proposed.start()] + words[proposed.end() :]) if not proposed["mover2"] else words
    return len(re.sub(r"\b(?:it|was|and|by|all|agreed|carried|in|favour|unanimously|were|the|motion)\b|\W", " ", rest, flags=re.IGNORECASE).split()) >= 3


def with_votes(text: str, decision: Decision) -> Decision:
    """Add mover, seconder, vote and conditions where the clause or its sentence has them."""
    around = Span(max(0, text.rfind("\n", 0, decision.span.start) + 1), text.find("\n", decision.span.end) if "\n" in text[decision.span.end :] else len(text))
    words = around.of(text)
    proposed = _PROPOSED.search(words) if _SECONDED.search(words) else None
    condition = _CONDITION.search(decision.span.of(text))
    vote = _VOTE.search(words)
    conditions = None
    if condition:
        start = decision.span.start + condition.start()
        conditions = Quoted(condition.group().strip(), Span(start, start + len(condition.group().strip())))
    return replace(
        decision,
        mover=(proposed["mover"] or proposed["mover2"]).strip() if proposed else None,
        seconder=(proposed["seconder"] or proposed["seconder2"] or proposed["seconder3"]).strip() if proposed else None,
        vote=vote.group() if vote else None,
        conditions=conditions,
    )
