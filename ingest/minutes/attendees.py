"""One printed entry of an attendance list: a name, and what stands beside it (post, body, initials, whom it stands in for)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.acronyms import gazetteer
from ingest.minutes.records import Attendee, Quoted
from ingest.names import NOT_NAMES, PARTICLES, has_honorific, initials_of, is_code_of, is_initials, looks_like_person, strip_titles
from kg.model import Span

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
_REPRESENTED = re.compile(r"(?P<whom>.+?)\s*[,(–-]?\s*(?:was\s+)?represented\s+by\s+(?P<who>.+?)\)?$", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:director|head|manager|officer|chief|executive|deputy|secretary|treasurer|governor|headteacher|headmaster|headmistress|principal|vice[- ]chair(?:man)?|v\.?\s*chair|lead|adviser|advisor|co-?ordinator|administrator|assistant|mayor|leader|member|commissioner|consultant|analyst|minister|auditor|accountant|solicitor|observer|trustee|editor|president|founder|specialist|nurse|doctor|inspector|convener|spokesperson|professor|portfolio|representative|rep|co-opted|bursar|engineer|planner|surveyor|registrar|dean|provost|teacher|parent|staff|ex[- ]officio|PCSO|architect|chaplain|caretaker|lecturer|fellow|researcher|owner|volunteer|rfo|ceo|cfo|coo|cto|ward\s+councillor|county\s+councillor|borough\s+councillor|district\s+councillor|secretariat|partner|associate|superintendent|presenter|speaker|student)\b",
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
_POST_IN_FRONT = re.compile(
    r"(?:the\s+|and\s+(?:the\s+)?)?(?P<post>(?:[A-Z][\w&/’'-]*\s+){0,3}?(?:[Cc]lerk|[Ss]ecretary|[Cc]hair(?:man|woman|person)?|[Tt]reasurer|[Mm]ayor|[Mm]anager|[Oo]fficer|[Dd]irector|[Hh]eadteacher|[Hh]ead|[Pp]rincipal|RFO|[Pp]resident|[Cc]ouncillor)"
    r"(?:\s*(?:/|&|and)\s*[A-Z][\w]*)?(?:\s+to\s+the\s+\w+(?:\s+\w+)?)?)\s*(?:[:,(–-]\s*|\s+)(?P<name>.+)"
)
#: "Churchwardens Ann Lee, Tom Ferris", "Elected members Joy Hallam": a table of posts and names that lost its lines.
_GROUP_IN_FRONT = re.compile(
    r"(?P<body>(?:[A-Z][\w&-]*\s+(?:[a-z]+\s+)?){0,3}?(?:[Cc]hair(?:man|person|woman)?|[Cc]hurchwardens?|[Mm]embers?|[Rr]ep(?:resentative)?s?|[Tt]reasurer|[Ss]ecretary|[Cc]lerk|[Gg]overnors?|[Tt]rustees?|[Oo]fficers?|[Dd]irectors?|[Vv]icar|[Dd]eacons?|[Ww]ardens?|[Hh]eadteacher))\.?\s+"
)
_PLURAL = re.compile(r"(?:and\s+)?(?:Cllrs|Councillors|Messrs|Clrs|Cllr’s|Cllr's|Drs|Professors|Governors|Trustees|Members)\.?:?\s+(?=[A-Z])")
_TITLE = r"(?:(?:County|District|Borough|Town|Parish)\s+)?(?:Cllrs?|Councillors?|Mrs?|Ms|Miss|Dr|Prof(?:essor)?|Revd?|Sir|Lady|Lord|Baroness)\b\.?"
#: Where a new entry begins although nothing parts it from the one before: a title, or a name behind a bracket.
_UNMARKED = re.compile(
    rf"(?<=[\w)])(?<!\bCllr)(?<!\bCounty)(?<!\bDistrict)(?<!\bBorough)(?<!\bTown)(?<!\bParish)(?<!\bMr)(?<!\bMrs)(?<!\bThe)(?<!\bthe)(?<!\bRevd)(?<!\bRev)(?<!\bProf)(?<!\bDr)(?<!Councillor)(?<!\bof)(?<!\bfor)(?<!\bby)[ \t]+(?={_TITLE}\s+[A-Z])|(?<=\))[ \t]+(?=[A-Z][a-z’'-]+\s+[A-Z][a-z’'-]+(?:\s*[(,;]|$))"
)
_POST_AROUND = re.compile(
    rf"(?:the\s+|and\s+)*(?P<post>[A-Z][^()]{{2,60}}?)\s*\((?P<names>{_TITLE}[^()]+|Professors\s[^()]+|[A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]*){{1,2}})\)(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\([^)]{2,40}\)\s*|(?:and|also|with|plus)\s+(?=[A-Z(f])|(?:for|from)\s+(?:agenda\s+|minute\s+)?items?\s+[\w./&-]+(?:\s*(?:,|and|&|to|-)\s*[\d./]+)*\s+(?:only\s+)?(?=[A-Z]))+"
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


def people_in(text: str, span: Span, heading: Heading, *, single: bool = False, unparted: bool = False) -> list[Attendee]:
    """The people in a cell, line or run-on paragraph. `single` says that a line holds one; `unparted` that bodies follow names bare."""
    shared, span = _shared_body(text, span)
    entries: list[Attendee] = []
    for titled, piece in _pieces(text, span, single=single):
        lead = _LEAD.match(text, piece.start, piece.end)
        entries.extend(_read(text, Span(lead.end(), piece.end) if lead else piece, heading, titled=titled, unparted=unparted))
    if shared:
        return [entry if entry.represents else replace(entry, represents=shared) for entry in entries]
    return _with_common_body(text, entries, heading)


def _shared_body(text: str, span: Span) -> tuple[Quoted | None, Span]:
    """ "A, B and C – all Elmford Council": the body that a whole list stands for, and the list without it."""
    match = re.search(r"\s*[,(–—-]\s*(?:all|both)\s+(?:of|from|representing)?\s*(?:the\s+)?(?P<body>[A-Z][^,;()]{1,60}?)\)?\s*\.?$", span.of(text))
    if not match:
        return None, span
    at = span.start + match.start("body")
    return Quoted(match["body"], Span(at, at + len(match["body"]))), Span(span.start, span.start + match.start())


def _with_common_body(text: str, entries: list[Attendee], heading: Heading) -> list[Attendee]:
    """ "A and B, Elmford Council": a body behind the last name of officers is that of all, where no other has one."""
    if len(entries) < 2 or not entries[-1].represents or any(entry.represents or entry.post or entry.role for entry in entries[:-1]):
        return entries
    joint = text[entries[-2].span.end : entries[-1].span.start].strip() in {"and", "&", ", and"}
    if not joint or (heading.status == "present" and len(entries) > 2):
        return entries
    return [entry if entry.represents else replace(entry, represents=entries[-1].represents) for entry in entries]


def begins_with_person(words: str, *, titled: bool = False) -> bool:
    """Whether an entry begins with somebody's name."""
    name = bare_name(words)
    return looks_like_person(name) or (has_honorific(name) and len(name.split()) <= 6) or (titled and _is_surname(name)) or _beside_unparted(name, unparted=False) is not None


def _is_code(token: str, name: str) -> bool:
    """Whether a word behind a name is its initials or code: "Avi Bhatia AB", "Martin Whittle MWh"."""
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


def _pieces(text: str, span: Span, *, single: bool) -> Iterator[tuple[bool, Span]]:
    """(whether a title in front of the list makes surnames of lone words, entry): cut at line ends and semicolons, and at
    commas and "and" wherever another name begins; what is no name stays with the one before it."""
    parts = [piece for line in printed_lines(text, span) for piece in cut(text, line, r";")]
    by_semicolon = len(parts) > 1 and ";" in span.of(text)
    for part in parts:
        at_commas = [glued for piece in cut(text, part, _SEPARATORS) for glued in _unglued(text, piece)]
        titled = _titled(text, at_commas)
        at_commas = [Span(plural.end(), piece.end) if (plural := _PLURAL.match(text, piece.start, piece.end)) else piece for piece in at_commas]
        named = [
            begins_with_person(piece.of(text)[lead.end() if (lead := _LEAD.match(piece.of(text))) else 0 :], titled=is_titled)
            or bool(_with_post_in_front(piece.of(text)))
            or bool(_names_in_brackets(piece.of(text)))
            or bool((group := _GROUP_IN_FRONT.match(piece.of(text))) and begins_with_person(piece.of(text)[group.end() :]))
            for piece, is_titled in zip(at_commas, titled, strict=True)
        ]
        # Where semicolons part the people, or each has a line, a comma parts a name from what stands beside it.
        if (by_semicolon and not all(named)) or (single and sum(named) < 2) or (single and sum(named) == 2 and not _two_people(text, at_commas, named)):
            yield any(titled), part
            continue
        yield from ([(titled[number], piece) for number, piece in _regrouped(text, at_commas, named)] if any(named) else [(False, part)])


_SEPARATORS = rf",(?!\s*\()|\band\b|\s&\s|(?<=[a-z)])\.\s+(?=[A-Z])|\s/\s|{_UNMARKED.pattern}"


def printed_lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a list; one that breaks off goes on in the next: after a comma or "and", in a bracket, before lower case."""
    start = span.start
    for match in re.finditer(r"\n\s*|$", span.of(text)):
        end, following = span.start + match.start(), text[span.start + match.end() : span.end]
        line = text[start:end].rstrip()
        open_bracket = line.count("(") > line.count(")")
        goes_on = line.endswith((",", " and", " &", " for", " of", " the", "/")) or bool(re.match(r"[a-z(]", following))
        if following and (open_bracket or goes_on or _HALF_A_NAME.search(line)):
            continue
        yield from _stripped(text, Span(start, end))
        start = span.start + match.end()


_HALF_A_NAME = re.compile(r"(?:,|\band|&|\bfor|\bby)\s+(?:(?:Cllr|Mrs?|Ms|Dr|Miss|Revd?|Canon|the)\.?\s+){0,3}(?:[A-Z]\.?|[A-Z][a-z]+)$")


def _unglued(text: str, piece: Span) -> Iterator[Span]:
    """ "Jo Bruce JB Chair Dave Dean DD": entries that only the initials behind each name part."""
    words = piece.of(text)
    found = [
        match
        for match in re.finditer(rf"(?:{_TITLE}\s+)*(?P<name>[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+){{1,2}}?)[ ](?P<initials>[A-Z]{{2,4}})\b", words)
        if match["initials"] in initials_of(match["name"])
    ]
    starts = [match.start() for match in found] if found and (len(found) > 1 or found[0].start() > 0) else [0]
    starts = starts if starts[0] == 0 else [0, *starts]
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        yield from _stripped(text, Span(piece.start + start, piece.start + end))


def _titled(text: str, pieces: list[Span]) -> list[bool]:
    """For each piece whether a plural title governs it: "Cllrs Lee, Moss and Dunn, Ann Rae" titles the first three."""
    titled, governs = [], False
    for piece in pieces:
        if plural := _PLURAL.match(text, piece.start, piece.end):
            governs = not re.match(r"(?:and\s+)?(?:Governors|Trustees|Members)", plural.group()) or governs
        elif governs and (
            has_honorific(piece.of(text)) or (looks_like_person(bare_name(piece.of(text))) and not re.match(r"(?:(?:Mrs|Ms|Miss|Mr)\s+)?(?:[A-Z]\.?\s*){1,3}\s", piece.of(text)))
        ):
            governs = False
        titled.append(governs)
    return titled


def _two_people(text: str, pieces: list[Span], named: list[bool]) -> bool:
    """Whether two name-like pieces of one line are two people: joined by "and", or both with a title or initial."""
    second = max(at for at, is_name in enumerate(named) if is_name)
    between = text[pieces[second - 1].end : pieces[second].start]
    return "and" in between or "&" in between or has_honorific(pieces[second].of(text))


def _regrouped(text: str, pieces: list[Span], named: list[bool]) -> Iterator[tuple[int, Span]]:
    """(number of its first piece, entry): each piece that begins with no name joins the entry before it; what stands
    before the first name is left out."""
    start: int | None = None
    first = end = 0
    for number, (piece, is_name) in enumerate(zip(pieces, named, strict=True)):
        if is_name or (start is not None and re.match(r"(?:the|\d+|one|two|three|four|five|six|several|no|members?\s+of)\b", piece.of(text), re.IGNORECASE)):
            if start is not None:
                yield first, Span(start, end)
            start, first = (piece.start, number) if is_name else (None, number)
        end = piece.end
    if start is not None:
        yield first, Span(start, end)


def _names_in_brackets(words: str) -> re.Match[str] | None:
    """ "the Vice-Chancellor (Professor A. Lee)": a post, and its holders in brackets."""
    match = _POST_AROUND.match(words)
    return (
        match
        if match
        and not begins_with_person(match["post"])
        and begins_with_person(_PLURAL.sub("", match["names"]), titled=True)
        and (_POST.search(match["post"]) or has_honorific(match["names"]) or _PLURAL.match(match["names"]))
        else None
    )


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
            yield from _stripped(text, Span(start, span.start + at))
            start = span.start + separators[at]
    yield from _stripped(text, Span(start, span.end))


def _stripped(text: str, span: Span) -> Iterator[Span]:
    words = span.of(text)
    bare = words.strip(" \t\n.,;:•·-–—\u00a0")
    if bare:
        start = span.start + words.find(bare)
        # A closing bracket or star belongs to the entry, a full stop does not.
        yield Span(start, start + len(bare))


def _with_post_in_front(words: str) -> re.Match[str] | None:
    """ "Clerk: Ann Lee", "the Parish Clerk, Mrs A Lee": a post in front of a name."""
    match = _POST_IN_FRONT.match(words)
    if not match or not begins_with_person(match["name"]):
        return None
    parted = re.search(r"[:(,–-]\s*$", words[: match.start("name")])
    return match if parted or has_honorific(bare_name(match["name"])) else None


def _read(text: str, span: Span, heading: Heading, *, titled: bool, unparted: bool) -> Iterator[Attendee]:
    """The attendee of one entry; what stands before a colon in front of names belongs to each of them."""
    words = span.of(text)
    if (proxied := _REPRESENTED.fullmatch(words)) and begins_with_person(proxied["whom"]) and begins_with_person(proxied["who"]):
        entry = entry_of(text, Span(span.start + proxied.start("who"), span.start + proxied.end("who")), heading, unparted=unparted)
        if heading.status in {"apologies", "absent"}:
            entry = entry_of(text, Span(span.start, span.start + proxied.end("whom")), heading, unparted=unparted)
            yield from [entry] if entry else []
        elif entry:
            yield replace(entry, proxy_for=strip_titles(bare_name(proxied["whom"])))
        return
    front = _with_post_in_front(words)
    if front and (not begins_with_person(words) or has_honorific(bare_name(front["name"]))):
        at = span.start + front.start("post")
        entry = entry_of(text, Span(span.start + front.start("name"), span.end), heading, unparted=unparted)
        if entry:
            yield with_detail(entry, Quoted(front["post"], Span(at, at + len(front["post"]))))
        return
    around = _names_in_brackets(words) if not begins_with_person(words, titled=titled) else None
    if around:
        at = span.start + around.start("post")
        people = people_in(text, Span(span.start + around.start("names"), span.start + around.end("names")), heading)
        chairs = bool(re.search(r"\(\s*chair\w*\s*\)", around["rest"], re.IGNORECASE))
        yield from (replace(with_detail(entry, Quoted(around["post"], Span(at, at + len(around["post"])))), role="chair" if chairs else entry.role) for entry in people)
        return
    group = _GROUP_IN_FRONT.match(words)
    if group and begins_with_person(words[group.end() :]):
        detail = Quoted(group["body"].strip(), Span(span.start, span.start + len(group["body"].strip())))
        for entry in people_in(text, Span(span.start + group.end(), span.end), heading):
            yield with_detail(entry, detail)
        return
    label = re.match(r"(?P<body>[A-Z][^:\n]{2,60}?)\s*:\s+(?=[A-Z])", words)
    if label and not begins_with_person(label["body"]) and begins_with_person(words[label.end() :]):
        detail = Quoted(label["body"], Span(span.start, span.start + len(label["body"])))
        for entry in people_in(text, Span(span.start + label.end(), span.end), heading):
            yield with_detail(entry, detail)
        return
    entry = entry_of(text, span, heading, titled=titled, unparted=unparted)
    if entry:
        yield entry


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
    if _POST.search(first) and not _BODY.search(first) and (_BODY.search(last) or " and " not in last):
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
    if rest and _is_code(first, entry.name):
        return with_detail(replace(entry, initials=first), Quoted(rest, Span(detail.span.end - len(rest), detail.span.end)), column=column)
    if _CHAIR.fullmatch(words):
        return replace(entry, role="chair")
    if _MINUTES.fullmatch(words):
        return replace(entry, role=entry.role or "minutes", post=words)
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
    if _POST.search(words) and entry.post is None and not known and not single and not _BODY.search(words):
        return replace(entry, post=words)
    if not re.search(r"[A-Z0-9]", words) and not column:
        return entry  # "(unwell)" is a reason, no body
    if entry.represents is None and not looks_like_note(words) and not re.match(r"(?:and|with|who|which|were|was)\b", words):
        return replace(entry, represents=_body_of(detail))
    if entry.represents and not column and " and " in words and not _POST.search(words) and words[:1].isupper():
        # "Ministry of Housing, Communities and Local Government": a body with a comma in its name.
        before = entry.represents
        return replace(entry, represents=Quoted(f"{before.words}, {words}", Span(before.span.start, detail.span.end)))
    return entry if entry.post else replace(entry, post=words)


def with_cells(text: str, entry: Attendee, cells: list[Span]) -> Attendee:
    """An entry with what the cells beside its name hold: of several a post is told from a body, a single one is the body."""
    filled = [cell for cell in cells if re.search(r"\w", cell.of(text))]
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
