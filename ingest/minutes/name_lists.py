"""Lists of people cut into entries: lines, comma lists, run-on paragraphs, lists that lost what parted them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.minutes.attendees import POST, Heading, bare_name, begins_with_person, cut, entry_of, stripped, with_detail
from ingest.minutes.records import Attendee, Quoted
from kg.forenames import is_first_name
from kg.model import Span
from kg.names import has_honorific, initials_of, looks_like_person, strip_titles

_REPRESENTED = re.compile(r"(?P<whom>.+?)\s*[,(–-]?\s*(?:was\s+)?represented\s+by\s+(?P<who>.+?)\)?$", re.IGNORECASE)


_POST_IN_FRONT = re.compile(
    r"(?:the\s+|and\s+(?:the\s+)?)?(?P<post>(?:[A-Z][\w&/’'-]*\s+){0,3}?(?:[Cc]lerk|[Ss]ecretary|[Cc]hair(?:man|woman|person)?|[Tt]reasurer|[Mm]ayor|[Mm]anager|[Oo]fficer|[Dd]irector|[Hh]eadteacher|[Hh]ead|[Pp]rincipal|RFO|[Pp]resident|[Cc]ouncillor)"
    r"(?:\s*(?:/|&|and)\s*[A-Z][\w]*)?(?:\s+to\s+the\s+\w+(?:\s+\w+)?)?)\s*(?:[:,(–-]\s*|\s+)(?P<name>.+)"
)


#: "Churchwardens Ann Lee, Tom Ferris", "Elected members Joy Hallam": a table of posts and names that lost its lines.
_GROUP_IN_FRONT = re.compile(
    r"(?P<body>(?:[A-Z][\w&-]*\s+(?:[a-z]+\s+)?){0,3}?(?:[Cc]hair(?:man|person|woman)?|[Cc]hurchwardens?|[Mm]embers?|[Rr]ep(?:resentative)?s?|[Tt]reasurer|[Ss]ecretary|[Cc]lerk|[Gg]overnors?|[Tt]rustees?|[Oo]fficers?|[Dd]irectors?|[Vv]icar|[Dd]eacons?|[Ww]ardens?|[Hh]eadteacher))\.?\s+"
)


_BETWEEN_ENTRIES = re.compile(r"[,;\n]\s*(?![^()]*\))|\s+and\s+(?![^()]*\))")
_SEVERAL = 3


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


def people_in(text: str, span: Span, heading: Heading, *, single: bool = False, unparted: bool = False) -> list[Attendee]:
    """The people in a cell, line or run-on paragraph. `single` says that a line holds one; `unparted` that bodies follow names bare."""
    if not single and _are_first_names(span.of(text)):
        return []
    shared, span = _shared_body(text, span)
    entries: list[Attendee] = []
    for titled, piece in _pieces(text, span, single=single):
        lead = _LEAD.match(text, piece.start, piece.end)
        entries.extend(_read(text, Span(lead.end(), piece.end) if lead else piece, heading, titled=titled, unparted=unparted))
    if shared:
        return [entry if entry.represents else replace(entry, represents=shared) for entry in entries]
    return _with_common_body(text, entries, heading)


def entries_in(words: str) -> list[str]:
    """The entries of a list that commas, "and" or lines part, brackets whole."""
    return [entry for part in _BETWEEN_ENTRIES.split(words) if (entry := part.strip(" .\n\t"))]


def _are_first_names(words: str) -> bool:
    """Whether a list calls its people by first names: nobody can be told by them from another board's, so they are no entries."""
    entries = entries_in(words)
    first = sum(is_first_name(entry) and len(entry.partition("(")[0].split()) == 1 for entry in entries)
    return len(entries) >= _SEVERAL and first * 2 > len(entries)


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
        yield from stripped(text, Span(start, end))
        start = span.start + match.end()


_HALF_A_NAME = re.compile(r"(?:,|\band|&|\bfor|\bby)\s+(?:(?:Cllr|Mrs?|Ms|Dr|Miss|Revd?|Canon|the)\.?\s+){0,3}(?:[A-Z]\.?|[A-Z][a-z]+)$")


#: "Cllr Ann Lee Tom Ferris (Clerk)": of four names behind a title the last two are somebody else's.
_TWO_NAMES = re.compile(rf"{_TITLE}\s+[A-Z][a-z’'-]+\s+[A-Z][a-z’'-]+\s+(?P<second>[A-Z][a-z’'-]+\s+[A-Z][a-z’'-]+)\s*(?=\()")


def _unglued(text: str, piece: Span) -> Iterator[Span]:
    """ "Joy Birch JB Chair Dave Dean DD": entries that only the initials behind each name part."""
    words = piece.of(text)
    found = [
        match
        for match in re.finditer(rf"(?:{_TITLE}\s+)*(?P<name>[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+){{1,2}}?)[ ](?P<initials>[A-Z]{{2,4}})\b", words)
        if match["initials"] in initials_of(match["name"])
    ]
    starts = [match.start() for match in found] if found and (len(found) > 1 or found[0].start() > 0) else [0]
    starts = starts if starts[0] == 0 else [0, *starts]
    if len(starts) == 1 and (two := _TWO_NAMES.match(words)):
        starts.append(two.start("second"))
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        yield from stripped(text, Span(piece.start + start, piece.start + end))


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
        and (POST.search(match["post"]) or has_honorific(match["names"]) or _PLURAL.match(match["names"]))
        else None
    )


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
