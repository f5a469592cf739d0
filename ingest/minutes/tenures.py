"""What minutes say of somebody's coming to a post or body, or leaving it: "Ann Lee was elected Chair", "Tom Day has resigned"."""

import re
from collections.abc import Iterable, Iterator

from ingest.minutes.records import Change, Named
from ingest.sentences import sentences
from kg.model import Span

#: Posts that a board itself has; a director of another body is no member of the board whose minutes say so.
_POST = r"(?P<post>(?:[Vv]ice[- ]|[Dd]eputy\s+|[Aa]cting\s+|[Ii]nterim\s+|[Cc]o-?)?(?:[Cc]hair(?:man|woman|person)?|[Cc]lerk|[Tt]reasurer|[Ss]ecretary|[Ii]ndependent\s+[Mm]ember|[Mm]ember|[Gg]overnor|[Tt]rustee|[Cc]ouncillor)\b(?!\s+(?:at|of\s+(?!the\s+(?:[Bb]oard|[Pp]anel|[Cc]ommittee|[Cc]ouncil|[Gg]roup|[Tt]rust))))(?:\s+of\s+the\s+\w+)?)"
_BE = r"(?:was|were|has\s+been|had\s+been|is\s+now)"
_BEGINS = [
    re.compile(
        rf"^(?:\s*\([^)]*\))?\s*,?\s+{_BE}\s+(?:duly\s+|unanimously\s+)?(?:appointed|elected|co-?opted|confirmed|nominated\s+and\s+elected)(?:\s+(?:as|to\s+be|to\s+the\s+post\s+of))?\s+(?:the\s+|a\s+|an\s+)?(?:new\s+)?{_POST}"
    ),
    re.compile(rf"^(?:\s*\([^)]*\))?\s*,?\s+(?:has\s+|had\s+)?(?:taken|took|takes)\s+(?:over|up\s+(?:the\s+)?(?:post|role|position))\s+(?:as|of)\s+(?:the\s+)?(?:new\s+)?{_POST}"),
    re.compile(rf"^(?:\s*\([^)]*\))?\s*,?\s+(?:as|,\s+the)\s+(?:the\s+)?new\s+{_POST}"),
]
_BEGINS_BEFORE = re.compile(
    r"\b(?:welcomed|introduced|elected|appointed|co-?opted)\s+(?:the\s+)?(?:new\s+(?:member|chair(?:man|woman|person)?|clerk|governor|trustee|councillor),?\s+)?$"
)
_AS_BEHIND = re.compile(rf"^(?:\s*\([^)]*\))?\s*,?\s+(?:as|to\s+be|,)\s+(?:the\s+|a\s+|an\s+|our\s+|its\s+)?(?:new\s+)?{_POST}")
_ENDS = re.compile(
    rf"^(?:\s*\([^)]*\))?\s*,?\s+(?:has\s+|had\s+)?(?:recently\s+|now\s+|since\s+|also\s+)?(?:resigned|retired|stepped\s+down|stood\s+down|moved\s+on|(?:left)(?=\s+(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}(?:[Bb]oard|[Pp]anel|[Cc]ommittee|[Cc]ouncil|[Gg]roup|[Tt]rust|[Aa]uthority|[Ss]chool|[Ss]ervice|organisation|post|role)\b))\b(?:\s+(?:as|from\s+(?:the\s+)?(?:post|role)\s+of)\s+(?:the\s+)?{_POST})?"
)


def changes_in(text: str, named: Iterable[Named], places: Iterable[Span]) -> Iterator[Change]:
    """What sentences say of people's coming and going, in order. Plans, wishes and questions are none."""
    starts = sorted(sentence for place in places for sentence in ((each.start, each.end) for each in sentences(text, place)))
    for person in named:
        sentence = next(((start, end) for start, end in starts if start <= person.span.start < end), None)
        if sentence is None:
            continue
        before, behind = text[sentence[0] : person.span.start], text[person.span.end : sentence[1]]
        begins = next((match for pattern in _BEGINS if (match := pattern.match(behind))), None)
        if begins is None and _BEGINS_BEFORE.search(before):
            begins = _AS_BEHIND.match(behind)
        ends = _ENDS.match(behind) if begins is None else None
        found = begins or ends
        if found and not re.search(r"\b(?:if|whether|should|could|may|might|proposed|suggested|nominated|when|once)\b", before):
            yield Change(person, "begins" if begins else "ends", (found["post"] or "").strip(), Span(person.span.start, person.span.end + found.end()))
