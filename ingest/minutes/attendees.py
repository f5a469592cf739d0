"""One printed entry of an attendance list: a name, and what stands beside it (post, body, initials, whom it stands in for)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.minutes.records import Attendee, Quoted
from kg.gazetteer import gazetteer
from kg.model import Span
from kg.names import NOT_NAMES, PARTICLES, has_honorific, initials_of, is_code_of, is_initials, looks_like_person, strip_titles

_CHAIR = re.compile(
    r"(?:in\s+the\s+|acting\s+|interim\s+|independent\s+|joint\s+|clinical\s+|lay\s+|co-?|meeting\s+)?chair(?:man|woman|person|ing|ed)?"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?(?:board|panel|committee|governors|group|meeting|trustees|council|trust|(?:[\w&]+\s+){1,4}(?:committee|panel|board|group|council|forum|partnership)))?(?:\s+(?:of\s+governors|for\s+this\s+meeting))?|presiding|convener|convenor|(?:town\s+)?mayor\s+(?:and|&)\s+chair(?:man)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:\w+\s+){0,2}(?:minutes?|notes?)(?:[- ]?tak(?:er|ing))?|(?:\w+\s+)?(?:minute|note)s?[- ]secretary|minuting|(?:\w+\s+)?clerk(?:\s+to\s+.*|\s+(?:&|and)\s+\w+)?|note[- ]?taker|"
    r"taking\s+(?:the\s+)?(?:minutes|notes)|(?:recording|minutes)\s+secretary|scribe",
    re.IGNORECASE,
)
_PROXY = re.compile(
    r"(?:deput(?:y|ising|izing|ised)\s+for|in\s+place\s+of|on\s+behalf\s+of|substitut(?:e|ing)\s+for|sub(?:\.|stitute)?\s+for|represent(?:ing)|for|alternate\s+for|attending\s+for|standing\s+in\s+for|covering\s+for|vice|proxy\s+for)\s+(?P<who>.+)",
    re.IGNORECASE,
)
POST = re.compile(
    r"\b(?:director|head|manager|officer|chief|executive|deputy|secretary|clerk|treasurer|governor|headteacher|headmaster|headmistress|principal|vice[- ]chair(?:man)?|v\.?\s*chair|lead|adviser|advisor|co-?ordinator|administrator|assistant|mayor|leader|member|commissioner|consultant|analyst|minister|auditor|accountant|solicitor|observer|trustee|editor|president|founder|specialist|nurse|doctor|inspector|convener|spokesperson|professor|portfolio|representative|rep|co-opted|bursar|engineer|planner|surveyor|registrar|dean|provost|teacher|parent|staff|ex[- ]officio|PCSO|architect|chaplain|caretaker|lecturer|fellow|researcher|owner|volunteer|rfo|ceo|cfo|coo|cto|ward\s+councillor|county\s+councillor|borough\s+councillor|district\s+councillor|secretariat|partner|associate|superintendent|presenter|speaker|student)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:council|board|trust|office|police|constabulary|university|college|department|ministry|agency|authority|association|society|committee|partnership|federation|school|academy|ltd|limited|plc|nhs|foundation|institute|commission|group|forum|network|company|consulting|hospital|surgery|ccg|pct|charity|union|bureau)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:from|until|till|to|for|left|arrived|joined|joining|items?|agenda|part|via|by|present|attended|minutes?)\b.*(?:item|agenda|\d|onwards?|phone|zoom|teams|video|part|meeting|link|conference|only)|via\s+.+|"
    r"by\s+(?:tele)?phone|remotely|online|virtual(?:ly)?|phone|zoom|teams|skype|part(?:ial)?|(?:in\s+)?part\s+of\s+.*|late|arrived\s+.*|left\s+.*|new|observing|voting|non[- ]voting|apologies|proxy|deputy|vice|retired|sub|substitute|guest|visitor|dial(?:ed|led)?[- ]in|tele?conference|on\s+leave",
    re.IGNORECASE,
)
_STAR = re.compile(r"[*†‡#^~]+")
#: "Ann Lee GDS", "Ann Lee The Elmford Trust", "Ann Lee  Chair": a name and what stands beside it, parted by nothing.
_UNPARTED = re.compile(
    r"(?P<name>(?:[A-Z]\.\s*){1,3}[A-Z][\w’'-]+(?=\s+[A-Z]{2,}$)|[A-Z][\w’'-]+\s+(?:[A-Z]\.?\s+)?[A-Z][\w’'-]+)(?:\s{2,}|\s+(?=The\s|[A-Z]{3,}\b|[A-Z]f[A-Z]|[A-Z]{2,}$)|\s+(?=[A-Z].*\b(?:Council|Trust|Board|University|College|School|Office|Department|Police|Service|UK|Institute|Association|Agency|Ltd|Limited|Centre|Ministry|Government|Society|Group|Partnership|Hospital|Federation|Network)\b))(?P<body>[A-Z].*)$"
)
_SURNAME = re.compile(r"(?:[A-Z]\.?\s*){0,3}[A-ZÓÉÁ][\w’'-]*(?:\s+[A-Z][\w’'-]+)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading over a list of people, and what it says of them."""

    status: str
    span: Span | None  # None where a table has no heading words
    stars: dict[str, str] = field(default_factory=dict)  # what a star beside a name stands for

    def role(self, text: str) -> str | None:
        """The role that the heading itself gives: "Clerk:", "Present in the chair:"."""
        if self.is_of_the_minute_taker(text):
            return "minutes"
        return "chair" if self.span and re.search(r"\bin\s+(?:the\s+)?chair\b", self.span.of(text), re.IGNORECASE) else None

    def is_of_the_minute_taker(self, text: str) -> bool:
        """Whether the heading itself says who took the minutes: "Clerk:"."""
        return bool(self.span and _MINUTES.fullmatch(self.span.of(text).strip(" :–-\n")))


def begins_with_person(words: str, *, titled: bool = False) -> bool:
    """Whether an entry begins with somebody's name."""
    name = bare_name(words)
    return looks_like_person(name) or (has_honorific(name) and len(name.split()) <= 6) or (titled and _is_surname(name)) or _beside_unparted(name, unparted=False) is not None


def _is_code(token: str, name: str) -> bool:
    """Whether a word behind a name is its initials or code: "Ada Birch AB", "Max Whitlow MWh"."""
    return bool(re.fullmatch(r"[A-Z]{2,4}[a-z]?|[A-Z]{1,2}[a-z][A-Z]?", token)) and is_code_of(token, name) and looks_like_person(strip_titles(name))


def _is_surname(words: str) -> bool:
    return bool(_SURNAME.fullmatch(words)) and not any(word.strip(".").lower() in NOT_NAMES for word in words.split())


def bare_name(words: str) -> str:
    """The words in front of the first bracket, comma, dash, star, wide gap or word in lower case."""
    name = re.split(r"[(,:;*†‡#^~\[]|\s[–—-]\s|\s[–—-]|[–—]\s|[ \t\u00a0]{2,}|\t", re.sub(r"\s*\n\s*", " ", words.strip()))[0].strip(" .")
    peer = re.match(r"(?:Lord|Lady|Baroness|Viscount|Earl|Baron)\s+[A-Z][\w’'-]+\s+of\s+[A-Z][\w’'-]+", name)
    if peer:
        return peer.group()
    tokens = name.split(" ")
    coded = next((at for at in range(2, len(tokens)) if _is_code(tokens[at], " ".join(tokens[:at]))), None)
    if coded:
        return " ".join(tokens[:coded])
    lower = next(
        (at for at, token in enumerate(tokens) if at and token[:1].islower() and token.strip(".").lower() not in PARTICLES and not re.match(r"[a-z]['’][A-Z]", token)), None
    )
    return " ".join(tokens[:lower]).strip(" .") if lower else name


def cut(text: str, span: Span, pattern: str) -> Iterator[Span]:
    """Pieces between separators that stand outside brackets, without what only surrounds them."""
    depth, start = 0, span.start
    words = span.of(text)
    separators = {match.start(): match.end() for match in re.finditer(pattern, words)}
    balanced = words.count("(") == words.count(")")
    for at, character in enumerate(words):
        if balanced:
            depth += (character == "(") - (character == ")")
        if depth <= 0 and at in separators and span.start + at >= start:
            yield from stripped(text, Span(start, span.start + at))
            start = span.start + separators[at]
    yield from stripped(text, Span(start, span.end))


def stripped(text: str, span: Span) -> Iterator[Span]:
    """A span without the marks around it, or nothing where only marks are there."""
    words = span.of(text)
    bare = words.strip(" \t\n.,;:•·-–—\u00a0")
    if bare:
        start = span.start + words.find(bare)
        # A closing bracket or star belongs to the entry, a full stop does not.
        yield Span(start, start + len(bare))


def entry_of(text: str, span: Span, heading: Heading, *, titled: bool = False, unparted: bool = False) -> Attendee | None:
    """The attendee whose name begins an entry; None where no name does."""
    words = span.of(text)
    first_initials = re.match(r"\(?(?P<initials>[A-Z]{2,4})\)?\s*(?:[-–=:]|\t|\s{2})\s*(?=[A-Z][a-z])", words)
    offset = first_initials.end() if first_initials else 0
    name = bare_name(words[offset:])
    beside = _beside_unparted(name, unparted=unparted)
    if beside:
        name = beside["name"]
    if not (looks_like_person(name) or (has_honorific(name) and len(name.split()) <= 6) or (titled and _is_surname(name))):
        return None
    start = span.start + words.find(name, offset)
    printed = Span(start, start + len(name))
    bare, trailing = _without_trailing_initials(strip_titles(name))
    if trailing:
        name = name[: name.rindex(trailing) + len(trailing)]
    initials = trailing or (first_initials["initials"] if first_initials else None)
    entry = Attendee(bare, printed, heading.status, heading.span, role=heading.role(text), initials=initials)
    if beside:
        at = start + beside.start("body")
        entry = with_detail(entry, Quoted(beside["body"], Span(at, at + len(beside["body"]))))
    for detail in _details(text, Span(printed.end + (len(beside.group()) - len(name) if beside else 0), span.end)):
        entry = with_detail(entry, detail)
    star = _STAR.search(words)
    if star and star.group() in heading.stars:
        entry = replace(entry, on_behalf_of=heading.stars[star.group()])
    return entry


def _beside_unparted(name: str, *, unparted: bool) -> re.Match[str] | None:
    """A name and the body behind it without a mark: plainly a body, or any third word in a list that is set so."""
    plain = _UNPARTED.match(name) if not looks_like_person(name) or name.rsplit(maxsplit=1)[-1].isupper() else None
    if plain and looks_like_person(plain["name"]) and plain["body"] not in initials_of(plain["name"]) and strip_titles(name) == name:
        return plain
    return re.fullmatch(r"(?P<name>[A-Z][\w’'-]+\s+[A-Z][\w’'-]+)\s+(?P<body>[A-Z]\S.*)", name) if unparted else None


def _without_trailing_initials(name: str) -> tuple[str, str | None]:
    """ "Ann Lee AL", "Ann Lee AL Vice Chair": the name, and the initials printed behind it."""
    tokens = name.split()
    for at in range(2, len(tokens)):
        if is_initials(tokens[at]) and tokens[at].replace(".", "").upper() in initials_of(" ".join(tokens[:at])):
            return " ".join(tokens[:at]), tokens[at]
    return name, None


def _details(text: str, span: Span) -> Iterator[Quoted]:
    """What stands beside a name: each bracket, and each part between commas and dashes."""
    pattern = (
        r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^\]]*)\]|(?:^|[,–—:;\n\t]|\s-|-\s|\s{2,}|(?<=\))\s)\s*([^,()–—:;*†‡#^~\[\]\n\t]+?)(?=\s*(?:[,–—(:;*†‡#^~\[\n\t]|\s-\s|\s{2,}|$))"
    )
    for match in re.finditer(pattern, span.of(text)):
        group = next(number for number in (1, 2, 3) if match.group(number) is not None)
        at = span.start + match.start(group)
        for part in _parts(match.group(group)) if group < 3 else [(0, match.group(group))]:
            bare = part[1].strip(" .-–")
            if bare:
                start = at + part[0] + part[1].find(bare)
                yield Quoted(re.sub(r"\s+", " ", bare), Span(start, start + len(bare)))


def _parts(inner: str) -> list[tuple[int, str]]:
    """The parts of a bracket: a post and the body behind it come apart, a body with commas in its name stays whole."""
    pieces = [(match.start(), match.group()) for match in re.finditer(r"[^,]+", inner)]
    if len(pieces) < 2:
        return _without_description(inner)
    first, last = pieces[0][1], pieces[-1][1]
    if re.match(r"\s*(?:notes|minutes|chair|deputy|clerk|taking|joined|left|via|item)", last, re.IGNORECASE) or _CHAIR.fullmatch(first.strip()) or _NOTE.fullmatch(first.strip()):
        return pieces
    if POST.search(first) and not _BODY.search(first) and (_BODY.search(last) or " and " not in last):
        return [(0, inner[: pieces[-1][0] - 1]), pieces[-1]]
    return [(0, inner)]


def _without_description(inner: str) -> list[tuple[int, str]]:
    """ "Elmbase - maps for everyone" is Elmbase; "ELM - Elmford Land Mapping" is one name."""
    match = re.match(r"(?P<name>[A-Z][^–—-]+?)\s+[–—-]\s+(?=[a-z])", inner)
    return [(0, match["name"] if match else inner)]


def with_detail(entry: Attendee, detail: Quoted, *, column: bool = False, single: bool = False) -> Attendee:
    """An entry with what stands beside its name: in a bracket or behind a comma, or (`column`) in a cell of its own, the only one (`single`)."""
    words = detail.words
    first, _, rest = words.partition(" ")
    if rest and _is_code(first.rstrip(","), entry.name):
        return with_detail(replace(entry, initials=first.rstrip(",")), Quoted(rest, Span(detail.span.end - len(rest), detail.span.end)), column=column)
    if _CHAIR.fullmatch(words):
        return replace(entry, role="chair")
    if _MINUTES.fullmatch(words):
        return replace(entry, role=entry.role or "minutes", post=entry.post or words)
    if (is_initials(words) or re.fullmatch(r"[A-Z]{1,3}[a-z]{1,2}[A-Z]?", words)) and (is_code_of(words, entry.name) or (column and entry.initials is None and len(words) == 2)):
        return replace(entry, initials=words)
    body_and_whom = re.fullmatch(r"(?:for\s+(?P<who>[A-Z][\w.’' -]+?)\s*(?:[-–,]|\sof\s)\s*(?P<body>[A-Z].+)|(?P<body2>[A-Z].+?)\s+for\s+(?P<who2>[A-Z][\w.’' -]+))", words)
    if body_and_whom and looks_like_person(body_and_whom["who"] or body_and_whom["who2"]):
        group = "body" if body_and_whom["body"] else "body2"
        start = detail.span.start + max(0, detail.words.find(body_and_whom[group]))
        entry = replace(entry, proxy_for=strip_titles(body_and_whom["who"] or body_and_whom["who2"]))
        return with_detail(entry, Quoted(body_and_whom[group], Span(start, start + len(body_and_whom[group]))))
    proxy = _PROXY.fullmatch(words)
    if proxy and not column:
        who = re.sub(r"\s*\(.*", "", proxy["who"]).strip()
        if looks_like_person(who) or has_honorific(who):
            return replace(entry, proxy_for=strip_titles(who))
    if _NOTE.fullmatch(words) or "@" in words:
        return entry
    if re.search(r"(?<!vice)(?<!deputy)\s*[/,&]\s*chair(?:man|woman|person)?$|^in\s+the\s+chair\b", words, re.IGNORECASE):
        return replace(entry, role="chair")
    chaired = re.match(r"(?:acting\s+)?chair(?:man|woman|person)?\s*(?:[/&,]|and)\s*(?P<rest>.+)", words, re.IGNORECASE)
    if chaired:
        entry = replace(entry, role="chair")
        return with_detail(entry, Quoted(chaired["rest"], Span(detail.span.start + chaired.start("rest"), detail.span.end)), column=column)
    known = words in gazetteer()
    if POST.search(words) and entry.post is None and not known and not single and not _BODY.search(words):
        return replace(entry, post=words)
    if not re.search(r"[A-Z0-9]", words) and not column:
        return entry  # "(unwell)" is a reason, no body
    if entry.represents is None and not looks_like_note(words) and not re.match(r"(?:and|with|who|which|were|was)\b", words):
        return replace(entry, represents=_body_of(detail))
    if entry.represents and not column and " and " in words and not POST.search(words) and words[:1].isupper():
        # "Ministry of Housing, Communities and Local Government": a body with a comma in its name.
        before = entry.represents
        return replace(entry, represents=Quoted(f"{before.words}, {words}", Span(before.span.start, detail.span.end)))
    return entry if entry.post else replace(entry, post=words)


#: A cell of a column "Present" says that somebody came, and no post.
_TICK = re.compile(r"yes|no|y|n|x|p|a|present|apologies|absent", re.IGNORECASE)


def with_cells(text: str, entry: Attendee, cells: list[Span]) -> Attendee:
    """An entry with what the cells beside its name hold: of several a post is told from a body, a single one is the body."""
    filled = [cell for cell in cells if re.search(r"\w", cell.of(text)) and not _TICK.fullmatch(cell.of(text).strip())]
    single = sum(not is_initials(cell.of(text).strip()) for cell in filled) == 1
    for cell in filled:
        entry = with_detail(entry, Quoted(re.sub(r"\s+", " ", cell.of(text).strip()), cell), column=True, single=single)
    return entry


def _body_of(detail: Quoted) -> Quoted:
    """The body in words such as "Representing Elmford Council" and "Elmbase - maps for everyone"."""
    match = re.match(r"(?:representing|rep\.?\s+for|from|for|of|on\s+behalf\s+of)\s+(?:the\s+)?(?=[A-Z])", detail.words, re.IGNORECASE)
    return Quoted(detail.words[match.end() :], Span(detail.span.start + match.end(), detail.span.end)) if match else detail


def looks_like_note(words: str) -> bool:
    """Whether words beside a name are a remark and no organisation."""
    return (
        bool(
            re.match(
                r"(?:arrived|left|joined|apologies|items?|agenda|present|via|by\s+(?:tele)?phone|attended|from\s+\d|until|reason|due|work|holiday|illness|on\s+leave)\b",
                words,
                re.IGNORECASE,
            )
        )
        or "@" in words
    )
