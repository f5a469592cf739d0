"""Reports, strategies, policies, guidance: what the meeting had before it, or cites by title."""

import re
from collections.abc import Iterator

from ingest.minutes.people import People
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Named, Paper, Quoted
from ingest.minutes.units import UnitKind
from ingest.sentences import sentences
from kg.model import Span, fold
from kg.names import looks_like_person, strip_titles

_KIND = r"Report|Strategy|Policy|Plan|Guidance|Review|Bill|Programme|Framework|Protocol|Paper|Code(?:\s+of\s+(?:Practice|Conduct))?|Charter|Guidelines|Audit|Assessment|Survey|Handbook|Toolkit|Statement|Scheme|Inquiry|Enquiry|Budget|Accounts|Specification|Update|Standards|Principles|Response|Return|Register|Schedule|Manual|Leaflet|Pack"
_KIND_ANY = rf"(?:{_KIND}|{_KIND.lower()})"
_CAP = r"(?:[A-Z0-9][\w’'&/-]*|&)"
_LINK = r"(?:of|for|and|the|on|to|in|with|a|an|by|into|at|from|or|its)"
_TITLE_WORDS = rf"{_CAP}(?:,?\s+(?:{_LINK}\s+){{0,3}}{_CAP}){{0,14}}"
_NAMED = re.compile(
    rf"\b(?P<title>{_CAP}(?:[’']s)?(?:\s+(?:{_LINK}\s+){{0,2}}{_CAP}){{0,9}}\s+(?:(?:draft|update|progress|annual|interim|final|summary|strategy|white|green)\s+)?(?:{_KIND}|(?:update|discussion|position|options|briefing|white|green)\s+paper|report|paper|strategy|policy))\b(?P<tail>\s+on\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){{0,3}})?"
)
_QUOTED = re.compile(r"[‘“\"](?P<title>[A-Z][^’”\"\n]{6,140})[’”\"]")
_AFTER_NOUN = re.compile(
    rf"\b(?:report|paper|guidance|strategy|policy|plan|document|review|leaflet|survey|briefing|specification|draft|publication|note)s?\s*(?:,|:|called|entitled|titled|on|from|by\s+{_CAP}(?:\s+{_CAP}){{0,3}}|from\s+on|from\s+the\s+\w+)?,?\s+(?P<title>(?:The\s+|A\s+)?{_TITLE_WORDS}(?:\s*[:–-]\s+{_TITLE_WORDS}){{0,2}})"
)
#: "the final version of Safer Roads: A Plan for Elmford"; what is presented under a title and a subtitle is a paper too.
_VERSION_OF = re.compile(rf"\b(?:version|draft|edition|revision)\s+of\s+(?:the\s+|its\s+|their\s+)?(?P<title>{_TITLE_WORDS}(?:\s*[:–-]\s+{_TITLE_WORDS}){{0,2}})")
_TITLE_AND_SUBTITLE = re.compile(
    rf"\b(?:presented|introduced|tabled|adopted|endorsed|received|considered)\s+(?:(?:the|his|her|its|their|a|an)\s+)?(?:(?:revised|final|new|draft|updated)\s+)?(?P<title>{_TITLE_WORDS}:\s+{_TITLE_WORDS})"
)
_REPORT_ON = re.compile(
    r"\b(?:report|paper|presentation|briefing)s?\s+(?:on|about|regarding)\s+(?P<title>[^,.;:()\t\n]{6,90}?)(?=\s*(?:[,.;:()]|\s(?:which|that|had|was|were|be|is|to\s+the|and\s+(?:the|it|noted|asked)|from|by|at)\b|$))"
)
_ISSUED = re.compile(rf"(?P<title>(?:The\s+)?{_TITLE_WORDS})\s*\((?P<author>[A-Z][\w& ]{{1,30}}),\s+(?:[A-Z][a-z]+\s+)?\d{{4}}\)")
_PRESENTED = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]*\s*){1,4})(?:\([A-Z]{2,4}\)\s*)?\s*(?:also\s+|then\s+|had\s+)?(?:presented|introduced|tabled|submitted|went\s+through|took\s+(?:the\s+)?\w+\s+through|outlined|highlighted|brought|gave|talked\s+through|spoke\s+to|circulated|summarised)\b"
)
_AUTHOR = re.compile(r"\b(?:report|paper|review)\s+(?:by|from)\s+(?P<who>(?:Lord|Lady|Sir|Dame|Professor|Dr|Baroness)?\s*(?:[A-Z][\w’'-]*\s*){1,3})")
_LISTED_TITLE = re.compile(rf"^(?:The\s+|A\s+)?{_TITLE_WORDS}(?:\s*[:–-]\s+{_TITLE_WORDS}){{0,2}}\.?$")
_LIST_STEM = re.compile(r"\b(?:papers?|reports?|documents?|pieces\s+of\s+work|strategies|policies|guidance|publications)\b[^.]*:\s*-?\s*$", re.IGNORECASE)
_CONTINUED = re.compile(
    rf"(?:\s+\d{{4}}(?:[/–-]\d{{2,4}})?(?!\d))?(?:\s*:\s+(?:The\s+|A\s+)?{_TITLE_WORDS}|\s+(?:for|of|on|to)\s+(?:the\s+)?{_CAP}(?:\s+(?:{_LINK}\s+){{0,1}}{_CAP}){{0,6}})?"
)
_BODY_BEHIND = re.compile(r"\s+(?:Board|Body|Group|Committee|Team|Panel|Unit|Institute|Bureau|Network|Forum|Council|Sub-Committee|Officer|Manager|Director|Working)\b")
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NOT_TITLES = frozenset(
    [
        "the report",
        "this report",
        "this paper",
        "a report",
        "annual report",
        "the paper",
        "the strategy",
        "the policy",
        "the plan",
        "action plan",
        "the review",
        "serious case review",
        "the budget",
        "chair's report",
        "the programme",
        "the audit",
        "the update",
        "verbal update",
        "oral update",
        "the guidance",
        "the bill",
        "financial report",
        "the accounts",
        "the survey",
        "report",
        "paper",
        "plan",
        "review",
        "initial assessment",
        "core assessment",
        "progress report",
        "case review",
        "scr",
        "the schedule",
    ]
)


def papers_of(text: str, outline: Outline, people: People) -> tuple[Paper, ...]:
    """Papers in order of first mention; wordings that share most of their words are one paper with the others as `also`."""
    found: list[Paper] = []
    for place in outline.placed:
        if place.zone is not Zone.BUSINESS or place.role in {Role.COLUMNS, Role.MARGIN}:
            continue
        for title in _titles(text, place):
            presenter = _presenter(text, place, title, people)
            _add(found, Paper(title, _author(text, title), presenter.name if presenter else None, presenter, (), place.paragraph or place.item))
    return tuple(found)


def _titles(text: str, place: Placed) -> Iterator[Quoted]:
    span = place.unit.body if place.unit.kind is not UnitKind.ROW else place.unit.span
    taken: list[Span] = []
    for start, end in _candidates(text, place, span):
        title = _cleaned(text, start, end)
        if title and not any(other.start <= title.span.start < other.end for other in taken):
            taken.append(title.span)
            yield title


def _candidates(text: str, place: Placed, span: Span) -> Iterator[tuple[int, int]]:
    if (
        place.role is Role.ITEM
        and re.search(rf"\b{_KIND_ANY}\b", span.of(text))
        and not re.search(
            r"\b(?:update|feedback|arising|verbal|oral|role|progress|process|presentation|introduction|minutes)\b|reports?\s+from|^review\s+of|:", span.of(text), re.IGNORECASE
        )
        and len(span.of(text).split()) <= 9
    ):
        yield span.start, span.start + len(re.split(r"\s*[(–]|\s-\s", span.of(text))[0])
    if place.stem and _LIST_STEM.search(place.stem.of(text)) and place.unit.bullet and _LISTED_TITLE.match(span.of(text)):
        yield span.start, span.end
    for pattern in (_ISSUED, _QUOTED, _TITLE_AND_SUBTITLE, _VERSION_OF, _REPORT_ON, _AFTER_NOUN, _NAMED):
        for match in pattern.finditer(text, span.start, span.end):
            end = match.end("title")
            if pattern is _NAMED and match["tail"] and match["title"].split()[-1] in {"report", "paper", "Paper", "Report"}:
                end = match.end("tail") if len(match["tail"].split()) <= 3 else end
            if pattern is _QUOTED and place.role is Role.ITEM:
                continue
            if re.search(r"\b(?:oral|verbal)\s+$", text[max(span.start, match.start() - 10) : match.start()], re.IGNORECASE):
                continue
            if pattern in (_NAMED, _AFTER_NOUN) and _BODY_BEHIND.match(text, end):
                continue  # "Orchard Strategy Board" is a body
            if text[end - 1].isalnum() and pattern in (_NAMED, _AFTER_NOUN) and text[match.start("title") : end].rsplit(maxsplit=1)[-1][0].isupper():
                end = min(max(end, continued.end()) if (continued := _CONTINUED.match(text, end)) else end, span.end)
            yield match.start("title"), end


def _cleaned(text: str, start: int, end: int) -> Quoted | None:
    words = text[start:end]
    # "11.45 Strategy paper": the minutes of a time are no part of the title.
    if (clock := re.match(r"\d{2}\s+(?:[-–]\s+)?", words)) and re.search(r"\b\d{1,2}[.:]$", text[max(0, start - 3) : start]):
        start, words = start + clock.end(), words[clock.end() :]
    lead = re.match(
        r"(?:(?:The|A|An|This|That|These|It|In|At|On|Draft|In\s+the|Of|For|And|As|Following|By|To|From|All|Any|Each|Every|Some|No|Both)\s+)+(?:the\s+|its\s+)?(?=[A-Z])", words
    )
    if lead and not re.match(rf"The\s+{_CAP}(?:\s+(?:{_LINK}\s+){{0,2}}{_CAP}){{3,}}", words):
        start, words = start + lead.end(), words[lead.end() :]
    dated = re.search(rf"\s+(?:on|of|in|for|at)\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTHS}.*$", words)
    words = words[: dated.start()] if dated else words
    bare = words.rstrip(" .,;:’'–-")
    if (
        fold(bare) in _NOT_TITLES
        or re.sub(r"^(?:a|an|the)\s+", "", fold(bare)) in _NOT_TITLES
        or re.match(r"the\s+work\b|[A-Z][a-z]+s?\s+from\b", bare)
        or len(bare.split()) < 2
        or looks_like_person(strip_titles(bare))
        or "\n" in bare
        or "\t" in bare
    ):
        return None
    if re.search(rf"\b\d{{1,2}}\s+{_MONTHS}\b|^{_MONTHS}\b", bare) or not re.search(r"[A-Z]", bare) or (re.match(r"the\s", bare) and len(bare.split()) < 4):
        return None
    return Quoted(re.sub(r"\s+", " ", bare), Span(start, start + len(bare)))


def _presenter(text: str, place: Placed, title: Quoted, people: People) -> Named | None:
    for sentence in sentences(text, place.unit.body):
        if sentence.start <= title.span.start < sentence.end:
            match = _PRESENTED.search(sentence.of(text)[: title.span.start - sentence.start + 1])
            if match:
                words = match["who"].strip()
                start = sentence.start + match.start("who")
                denoted = people.denoted(words, place.unit.span)
                name = denoted.name or (words if looks_like_person(words) else None)
                return Named(name, words, Span(start, start + len(words)), denoted.why, place.paragraph or place.item) if name else None
    return None


def _author(text: str, title: Quoted) -> str | None:
    match = _AUTHOR.search(text, max(0, title.span.start - 80), title.span.end)
    return match["who"].strip() if match and match.end() <= title.span.start + 2 else None


def _add(found: list[Paper], paper: Paper) -> None:
    """Join a wording to a paper of which it is a variant, or add it."""
    for at, other in enumerate(found):
        if any(_alike(paper.title.words, wording) for wording in (other.title.words, *other.also)) or _called_by_author(paper, other) or _called_by_author(other, paper):
            longer = other if len(other.title.words) >= len(paper.title.words) else paper
            also = tuple(dict.fromkeys(words for words in (other.title.words, *other.also, paper.title.words) if words != longer.title.words))
            found[at] = Paper(longer.title, other.author or paper.author, other.presented_by or paper.presented_by, other.presented_as or paper.presented_as, also, other.item)
            return
    found.append(paper)


def _called_by_author(paper: Paper, other: Paper) -> bool:
    """ "Hart Report" is what a report by Lady Hart is called."""
    return bool(other.author) and bool(
        re.fullmatch(rf"(?:\w+\s+)?{re.escape(str(other.author).split()[-1])}(?:[’']s)?\s+(?:report|review|inquiry|enquiry)", paper.title.words, re.IGNORECASE)
    )


def _alike(one: str, other: str) -> bool:
    """Whether two wordings share most of their words: F1 of the words at least 0.75, articles and "draft" apart."""
    a, b = _content(one), _content(other)
    shared = sum(min(a.count(word), b.count(word)) for word in set(a))
    if not a or not b:
        return False
    return 2 * shared / (len(a) + len(b)) >= 0.75 or (shared == min(len(a), len(b)) and shared >= 2 and set(a[-shared:]) == set(b[-shared:]))


def _content(title: str) -> list[str]:
    """The words that tell a title from others, without plural endings and what any paper may be called."""
    ignored = {"the", "a", "an", "draft", "final", "of", "and", "on", "for", "to", "in", "report", "paper"}
    return [word.replace("'s", "").removesuffix("'").removesuffix("s") for word in fold(title).split() if word not in ignored]
