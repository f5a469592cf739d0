"""The words that head a list of people: "Present", "In attendance", "Apologies for absence", "Ex officio", "Minutes taken by"."""

import re
from collections.abc import Iterator

from ingest.minutes.attendees import begins_with_person
from kg.model import Span
from kg.names import has_honorific, looks_like_person

_GROUP = r"members|governors|those|councillors|trustees|directors|committee\s+members|board\s+members|panel\s+members|persons|panel|board|committee|group|forum|council\s+members|people|attendees"
_STATUS_WORDS = (
    (
        "apologies",
        r"(?:(?:non[- ])?(?:governors?|members?|trustees?|directors?|councillors?)\s+|also\s+|other\s+)?apolog(?:y|ies|ises)(?:\s+for\s+(?:absence|non[- ]attendance|lateness))?(?:\s+(?:were\s+|have\s+been\s+)?(?:received|given|sent|accepted|noted|tendered)(?:\s+(?:from|by))?)?(?:\s+from)?|"
        r"(?:(?:members|those)\s+)?(?:sent|sending)\s+(?:their\s+)?apologies|apols\.?|unable\s+to\s+attend|absent\s+with\s+apolog(?:y|ies)|absence\s+with\s+apologies",
    ),
    ("absent", r"(?:members\s+)?absent(?:\s+without\s+(?:apolog(?:y|ies)|leave))?|absentees|absence|not\s+present|not\s+in\s+attendance|did\s+not\s+attend|not\s+attending"),
    (
        "in_attendance",
        r"with|additional\s+attendees|non[- ]governors\s+attending|(?:members\s+of\s+the\s+)?public(?:\s+present)?|(?:officers\s+|staff\s+|others?\s+|also,?\s+)?in[\s-]+attendance(?:\s+(?:from|were|was))?|also\s+(?:there\s+were\s+)?(?:present|in\s+attendance|attending|attended)|other\s+attendees|"
        r"others?(?:\s+(?:present|attending|in\s+attendance))|others|"
        r"(?:council\s+|supporting\s+|lead\s+|senior\s+|support\s+)?officers?(?:\s+(?:present|in\s+attendance|attending))?|(?:\w+\s+)?observers?|guests?|secretariat(?:\s+support)?|officials(?:\s+in\s+attendance)?|by\s+invitation|"
        r"(?:invited|invitees|advisers|advisors|visitors|presenters|speakers|guest\s+speakers?|staff|non[- ]members|non[- ]voting(?:\s+members)?|clerk|clerking|support|secretary\s+to\s+the\s+\w+)"
        r"(?:\s+(?:guests?|present|in\s+attendance|attending|attendees|to\s+the\s+\w+))?|co-?opted\s+non[- ]voting(?:\s+members)?|(?:for|with)\s+(?:item|agenda\s+item)s?\s+[\d, &and]+(?:\s+only)?",
    ),
    (
        "present",
        rf"position\s+present|(?!(?:there|those|all|who|is|are|was|were|at|the|a|not|no)\b)(?:[\w&]+\s+){{1,3}}present|the\s+following\s+(?:people\s+|members\s+)?(?:attended|were\s+(?:present|in\s+attendance)(?:\s+at)?)(?:\s+the\s+meeting)?|present\s+(?:and\s+)?in\s+(?:the\s+)?chair|in\s+the\s+chair|(?:(?:{_GROUP})\s+)?(?:present|attendees|attendance|attended|attending)(?:\s+were)?|the\s+following\s+(?:\w+\s+){{0,2}}(?:were\s+present|attended)|"
        r"present\s*(?:/|and|&)\s*(?:attendance|in\s+attendance)|(?:board\s+|panel\s+|committee\s+|core\s+|voting\s+|elected\s+|appointed\s+|lay\s+|independent\s+|parent\s+|staff\s+|council\s+|"
        r"full\s+|associate\s+|external\s+|internal\s+)?members(?:hip)?(?:\s+(?:present|attending|in\s+attendance))?|"
        r"participants|participating|attendance\s+list|list\s+of\s+(?:attendees|those\s+present)|(?:(?:parent|staff|co-?opted|foundation|authority|LA|community|associate|trust)\s+)?governors(?:\s+present)?|"
        r"trustees|councillors|panel|ex[- ]officio(?:\s+members)?|who\s+(?:was\s+there|attended)|executive\s+directors|non[- ]executive\s+directors|directors|committee|representatives|on\s+the\s+(?:call|line)|(?:in\s+)?virtual(?:ly)?\s+(?:present|attendance)|attended\s+(?:virtually|remotely|online)|present\s+(?:via|by|on)\s+\w+",
    ),
)
_STATUS = [(status, re.compile(rf"(?:{words})\s*(?P<note>\([^)]{{1,80}}\))?\s*(?P<mark>[:;–—-]+)?\s*", re.IGNORECASE)) for status, words in _STATUS_WORDS]
_TAKER = re.compile(
    r"(?:minutes|notes|minutes?[- ]takers?|notes?[- ]takers?|(?:minutes|notes)\s+(?:taken\s+)?by|minuted\s+by|minute\s+secretary|clerk(?:\s+to\s+(?:the\s+)?\w+)?|minutes\s+secretary|secretary|recording\s+secretary|note-?taking)\s*[:–-]\s*",
    re.IGNORECASE,
)
#: Names of groups of people; without a colon they head a list only when they begin with a capital.
_BODIES_WITHOUT_COLON = frozenset(
    {"panel", "governors", "trustees", "councillors", "secretariat", "clerk", "staff", "officers", "officer", "visitors", "members", "observers", "guests", "officials"}
)
#: A colon ends an inline heading for certain; a name must follow it, or "none".
_INLINE = re.compile(
    r"(?:(?:(?<=[.;,)])|(?<=\s[–—-])|(?<=\n))\s*(?P<words>[A-Z][A-Za-z /-]{4,42}?)|(?<=\s)(?P<words2>(?:[Aa]lso,?\s+)?(?:[Ii]n\s+[Aa]ttendance|IN\s+ATTENDANCE)|[Aa]lso\s+[Pp]resent|(?:[Aa]pologies|APOLOGIES)(?:\s+[Ff]or\s+[Aa]bsence)?))"
    r"\s*(?:\([^)]{1,40}\)\s*)?:\s*(?=\S)"
)

#: "* denotes member present": names without a star were not there.
STARS_THE_PRESENT = re.compile(
    r"[*†]\s*(?:=|:|-|–|denotes|indicates|marks)\s*(?:the\s+)?(?:members?\s+|councillors?\s+|those\s+)?(?:who\s+(?:was|were)\s+)?(?:present|attended|attendance)", re.IGNORECASE
)


def status_of(words: str) -> tuple[str, int] | None:
    """(status, length of the heading) when words begin with an attendance heading that may be one.

    "Present", "Apologies: Ann Lee", "Attendees (* = deputy):" are; "Present arrangements were discussed" is not.
    """
    spaced = re.match(r"(?:[A-Z] ){4,}[A-Z]\b", words)
    if spaced:
        # "P R E S E N T:-" is how some typists set a heading.
        found = status_of(spaced.group().replace(" ", "") + words[spaced.end() :])
        return (found[0], found[1] + spaced.group().count(" ")) if found else None
    if words.startswith("(") and (inner := status_of(words[1:])) and inner[1] < len(words) - 2:
        return inner[0], inner[1] + 1
    taker = _TAKER.match(words)
    if taker and _begins_with_person(words[taker.end() :]):
        return "in_attendance", taker.end()
    for status, pattern in _STATUS:
        match = pattern.match(words)
        if not match:
            continue
        rest = words[match.end() :]
        if not rest and (match["mark"] or words.strip(" :").lower() not in _BODIES_WITHOUT_COLON or words.strip()[:1].isupper()):
            return status, match.end()
        if rest and (match["mark"] in {":", ";", ":-"} or "\n" in match.group() or (match["mark"] and _begins_with_person(rest)) or _names_on_its_line(match, rest)):
            return status, match.end()
    return None


def _names_on_its_line(match: re.Match[str], rest: str) -> bool:
    """ "PRESENT Cllr A Lee (Chair), Cllr B Moss": no mark parts the heading from names, but a title or a list tells them."""
    first = re.split(r"[,(;\n–]", rest)[0].strip(" .")
    heading = match.group().strip()
    if not match.group().endswith((" ", "\t", "\n", "\u00a0")) or not heading[:1].isupper():
        return False
    return (has_honorific(first) and len(first.split()) <= 5) or (looks_like_person(first) and (heading.isupper() or "," in rest))


def _begins_with_person(words: str) -> bool:
    first = re.split(r"\band\b", words)[0]
    return begins_with_person(first)


def inline_headings(words: str) -> Iterator[Span]:
    """Attendance headings inside a paragraph of names: "… (Council) – Ex Officio: A. Apologies from: B"."""
    for match in _INLINE.finditer(words):
        start = match.start("words" if match["words"] else "words2")
        heading = words[start : match.end()]
        if (found := status_of(heading + words[match.end() : match.end() + 60])) and found[1] >= len(heading.rstrip()):
            yield Span(start, match.end())
