"""Bodies that are named: beside attendees, by a word such as Council or Trust, by the gazetteer, by an acronym that the text defines."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.acronyms import Defined, definitions
from ingest.minutes.placed import Outline, Role, Zone
from ingest.minutes.records import Attendee, Definition, Meeting, Organisation, Quoted
from kg.gazetteer import gazetteer
from kg.model import Span, fold
from kg.names import initials_of, looks_like_person

_HEAD = (
    r"Council|Board|Committee|Sub-Committee|Subcommittee|Panel|Group|Sub-Group|Trust|Authority|Agency|Association|Federation|Constabulary|Police|College|University|School|Academy|Department|"
    r"Ministry|Commission|Office|Institute|Service|Services|Society|Partnership|Forum|Network|Foundation|Union|Unit|Company|Body|Ltd|Limited|Hospital|Surgery|Charity|Church|Parliament|Executive|"
    r"Inspectorate|Ombudsman|Bureau|Centre|PCT|CCG|LSCB|LEA|NHS|LLP|plc|PLC|CIC|Alliance|Consortium|Confederation|Corporation|Secretariat|Team|Directorate|Taskforce|Task\s+Force|Team|Club|Cabinet|Probation|Assembly"
)
_NAME_WORD = r"(?:St\.|e-[A-Z][\w-]*|[A-Z][\w’'&-]*(?:\.(?=[a-z]))?|&)"
_LINK = r"(?:(?:of|for|in)(?:\s+the)?|and|de|&)"
_NAMED = re.compile(rf"\b(?P<name>{_NAME_WORD}(?:\s+(?:{_LINK}\s+)?{_NAME_WORD}){{0,8}})")
_LOWER_BODY = re.compile(
    r"(?:\b[Tt]he\s+(?P<name>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?\s+(?:board|council|committee))|(?P<name2>(?<!^)(?<![.!?]\s)\b[A-Z][a-z]{3,}(?:\s+[A-Z][a-z]+)?\s+council|^[A-Z][a-z]{3,}(?:\s+[A-Z][a-z]+)?\s+council))\b"
)
_HEAD_FIRST = re.compile(
    r"\b(?P<name>(?:(?:London|Royal|Metropolitan)\s+Borough|(?:City|County|University|Diocese|Bank|College|Consortium|Office|Friends|Society|Guild|League|Association|Federation)\s+of|(?:London|Royal|Metropolitan)\s+Borough\s+of)\s+(?:of\s+)?(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:and\s+|of\s+)?[A-Z][\w’'-]*){0,4})"
)
_COUNCIL_SHORT = re.compile(r"\b(?P<name>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?\s+(?:CC|BC|DC|MBC|MDC|PC|TC))\b")
_BODY_OF_PERSON = re.compile(r"\b(?P<who>[A-Z][\w’'-]+\s+[A-Z][\w’'-]+)\s+\((?P<name>[A-Z]{3,8})\)")
_WITH_TAIL = re.compile(
    rf"(?<![\w-])(?P<name>(?:{_NAME_WORD}\s+){{0,5}}(?:Association|Department|Ministry|Office|College|University|Society|Institute|Board|Council|Commission|Federation|Union|Centre|Group|Confederation|Academy|Service|Committee|Bureau)\s+(?:of|for)\s+(?:the\s+)?{_NAME_WORD}(?:\s+(?:{_LINK}\s+)?{_NAME_WORD}){{0,5}})"
)
#: What stands beside a name in the attendance and is a post or a sort of member.
_POST_OF_ATTENDEE = re.compile(
    r"(?:(?:vice|deputy|co-?)[- ]?)?(?:chair\w*|parent|staff|foundation|co-?opted|community|authority|la|head\w*|principal|trustee|secretary|treasurer|clerk|member|independent|observer|registrar|director|warden|churchwardens?|volunteer|lay|teacher|governor|councillor)\b",
    re.IGNORECASE,
)
_POST_IN_FRONT = re.compile(
    r"^(?:\w+\s+)?(?:Chair(?:man|person)?|Secretary|Clerk|Trustee|Solicitor|Director|Member|Minutes|Election|Meeting|Re-establishment|Acceptance|Articles|Terms|Commissioner|Friends? and family)s?\s+(?:of|to|for)\s+(?:the\s+)?(?=[A-Z])"
)
_NO_PLACE = frozenset(
    "the that this our their its each every any no one by for parish town district county borough city community local full also when where other another which what while this your".split()
)
_HEAD_WORD = re.compile(rf"(?:{_HEAD})s?")
_GENERIC = re.compile(
    rf"(?:(?:Review|Open|Big|Bus|Civil|Contact|Support|Management|Steering|Executive|Project|The|This|That|Our|All|Each|Any|New|Other|Both|Every|Some|Local|National|Joint|Full|Core|Sub|No|Member|Members|Chair|Lead|Serious|Public|Senior|Community|Annual|Draft|Revised|Next|First|Action|Present|Future|Date|Audit|Working|Task|County|District|Borough|City|Town|Parish)\s+)?(?:{_HEAD})s?",
)
_ACRONYM = re.compile(r"\b(?P<name>[A-Z]{3,8}|[A-Z]{2,4}[a-z]{1,2}[A-Z]{1,3})(?P<plural>s)?\b(?!['’]?\w)")
_ACTS = re.compile(
    r"\s+(?:had|has|have|was|were|is|are|would|will|should|to|agreed|asked|may|could|reported|published|welcomed|carried|raised|confirmed|advised|guidance|representatives?|officers?|meetings?|chairs?)\b"
)
_BEFORE_BODY = re.compile(r"\b(?:by|from|to|with|at|for|on behalf of|within|of)\s+(?:the\s+)?$")
_PEOPLE_TAIL = re.compile(r"\b(?:Chairs?|Director|Directors|Manager|Officer|Officers|Member|Members|Head|Leader|Minister|Secretary)$")
_POSTS = re.compile(
    r"(?:(?:Assistant|Deputy|Executive|Lead|Interim|Strategic)\s+)?(?:Director|Head|Role|Officer|Manager|Chair|Member|Leader|Chief)s?\b|.*\b(?:and\s+Heads?\s+of|and\s+Directors?\s+of|Lead\s+Member)\b"
)
_NOT_BODIES = frozenset(
    """AOB AGM TBC TBA FYI PDF CEO CFO DCS DCSs RAG IT ICT HR PR CP PM AM UK EU USA GP GPs TV BBC PC VAT FOI FOIA API XML CSV CAF SCR SCRs IMR KPI KPIs NEET
    SEN SEND GDPR NPPF LED LEDs DNA LAN LANs HGV HGVs CRB DBS CPZ CMS CAP RFC EHCP EHCPs URL URLs URI URIs AGM EGM SGM SENCO SCP REF JOC OCDS FHIR SNOMED PAYE TPO TPOs CCTV SID EV QR ID PCSO PCSOs CPO CPOs MP MPs
    MSP MSPs LTP NDP NHP CIL ROW TRO RFO DNR PE RE ICT TLR NQT ECT SATs GCSE GCSEs PPG PPGs RAAC HR ISO IATI API APIs LLC FAQ FAQs NEC ATM VE VJ DIY BBQ TBD DONM AOCB PSI FOIA NOTED AGREED RESOLVED ACTION INTEREST NOON ECHR LIBRA WIKI
    BSE BST GMT HTTP HTTPS HTML RSS RDF SPARQL SQL CPD OBE MBE CBE JP PLACE EAL SLT SMT SEF SDP SIP RSE PSHE ARE PAN""".split()
)


#: "Fay Roper of Elm Housing Association" names a person and a body.
_WITHOUT_PERSON = re.compile(r"^[A-Z][a-z]+\s+[A-Z][a-z]+\s+(?:of|from|for)\s+(?:the\s+)?(?=[A-Z][\w’'-]+\s+[A-Z])(?<!Council of )(?<!Board of )(?<!Institute of )")


def organisations_of(text: str, outline: Outline, attendance: tuple[Attendee, ...], meeting: Meeting) -> tuple[tuple[Organisation, ...], tuple[Definition, ...]]:
    """(bodies named, acronyms defined). One body of several wordings in this file comes once, with the others as `also`."""
    defined = list(definitions(text))
    wordings = [*_beside_names(text, attendance), *_from_text(text, outline, attendance, defined)]
    if meeting.board:
        wordings.append(meeting.board)
    long_of = {each.short.removesuffix("s"): each.long for each in defined}
    groups: dict[str, list[Quoted]] = defaultdict(list)
    for wording in wordings:
        groups[_key(wording.words, long_of)].append(wording)
    _join_variants(groups)
    if meeting.board:
        _join_own_tail(groups, _key(meeting.board.words, long_of))
    bodies = [_organisation(group) for group in groups.values()]
    called = _called_by_head(text, bodies, meeting)
    found = tuple(sorted((replace(body, also=(*body.also, *called.get(body.name.words, ()))) for body in bodies), key=lambda body: body.name.span.start))
    return found, tuple(Definition(each.short, each.long, each.span) for each in defined)


def _key(words: str, long_of: dict[str, str]) -> str:
    """What wordings of one body share: the gazetteer's name, the long form of an acronym, else the folded words."""
    bare = re.sub(r"^(?:the|The)\s+", "", words)
    singular = bare.removesuffix("s") if bare[:-1].isupper() else bare
    long = long_of.get(singular, bare)
    body = gazetteer().get(long) or gazetteer().get(singular)
    key = fold(body.name if body else long)
    return key.removesuffix("s") if key.endswith(("boards", "councils")) else key


def _join_variants(groups: dict[str, list[Quoted]]) -> None:
    """Join an undefined acronym to the one name whose initials it spells, and names that share nearly all their words."""
    for key in sorted(groups, key=len):
        words = groups[key][0].words
        tails = [other for other in groups if other != key and groups[other][0].words.endswith(f" {words}")]
        if _GENERIC.fullmatch(words) or (tails and words.isupper() and words not in gazetteer()):
            if len(tails) == 1:
                groups[tails[0]].extend(groups[key])
            groups.pop(key)
            continue
        if words.removesuffix("s") in gazetteer():
            continue
        others = [other for other in groups if other != key and (_spells(words, groups[other][0].words) or _nearly_equal(key, other))]
        if len(others) == 1:
            groups[others[0]].extend(groups.pop(key))


_SUB_BODY = re.compile(r"\b(?:sub\s?(?:group|committee|panel)|working\s+(?:group|party)|task\s+group)$")


def _join_own_tail(groups: dict[str, list[Quoted]], own: str) -> None:
    """Minutes call the sub-group that met by the end of its name: "the Training Sub-Group" is the Elmford Training Sub-Group."""
    for key in [key for key in groups if own.endswith(f" {key}") and len(key.split()) > 1 and _SUB_BODY.search(key)]:
        groups[own].extend(groups.pop(key))


def _spells(acronym: str, name: str) -> bool:
    """Whether the capitals of an acronym are the initials of a name; acronyms inside the name count whole."""
    letters = acronym.removesuffix("s")
    if not letters.isupper() or len(name.split()) < 2:
        return False
    spelled = "".join(word if word.isupper() and len(word) > 1 else word[0] for word in re.findall(r"[A-Z][\w’']*", name))
    return spelled == letters or (len(letters) >= 5 and spelled.startswith(letters))


def _nearly_equal(one: str, other: str) -> bool:
    small = {"of", "for", "the", "and", "in"}
    a, b = [set(words.replace("'s", "").split()) - small for words in (one, other)]
    # "Elm Grove Data Panel" and its secretariat differ in a word that makes another body.
    other_sort = any(_HEAD_WORD.fullmatch(word.title()) for word in a ^ b)
    return min(len(a), len(b)) >= 4 and not other_sort and 2 * len(a & b) / (len(a) + len(b)) >= 0.85


def _organisation(wordings: list[Quoted]) -> Organisation:
    distinct: dict[str, Quoted] = {}
    for wording in sorted(wordings, key=lambda each: each.span.start):
        distinct.setdefault(wording.words, wording)
    # The fullest wording is the name; an acronym only where nothing else is printed.
    name = max(distinct.values(), key=lambda each: (not each.words.replace("s", "").isupper(), len(each.words)))
    return Organisation(name, tuple(words for words in distinct if words != name.words), tuple(each.span for each in wordings))


_SORT_ALONE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Oo]ur|[Ii]ts)\s+(?P<sort>Panel|Board|Committee|Council|Group|Sub-[Gg]roup|Department|Ministry|Trust|Authority|Agency|Commission|Institute|Association|Forum|Network|Partnership|Secretariat|panel|board|committee|council|group|sub-group|department|trust|forum|network|partnership|secretariat)\b(?!\s+(?:[A-Z]|of\b|for\b|meeting))"
)


def _called_by_head(text: str, bodies: Sequence[Organisation], meeting: Meeting) -> dict[str, list[str]]:
    """What "the Panel", "this Board", "the Department" stand for: the body that met, else the one body of that sort that the text names in full."""
    called: dict[str, list[str]] = defaultdict(list)
    own = meeting.board.words if meeting.board else ""
    for sort in dict.fromkeys(match["sort"] for match in _SORT_ALONE.finditer(text)):
        of_sort = {body.name.words for body in bodies if _is_of_sort(body, sort) and not _GENERIC.fullmatch(body.name.words)}
        holders = {body.name.words for body in bodies if own in (body.name.words, *body.also)} if own and _ends_in(own, sort) else of_sort
        if len(holders) == 1:
            (name,) = holders
            called[name] += [sort] if not any(sort == wording for body in bodies for wording in body.also) else []
    return called


def _ends_in(name: str, sort: str) -> bool:
    return fold(name).split()[-1:] == [fold(sort)] or fold(name).endswith(fold(sort))


def _is_of_sort(body: Organisation, sort: str) -> bool:
    known = next((gazetteer()[wording].name for wording in (body.name.words, *body.also) if wording in gazetteer()), body.name.words)
    return _ends_in(known, sort) or fold(known).split()[:1] == [fold(sort)]


def _beside_names(text: str, attendance: tuple[Attendee, ...]) -> Iterator[Quoted]:
    """Organisations that attendees stand for; an area alone ("Moorside") is none."""
    column = [entry.represents.words for entry in attendance if entry.represents]
    with_head = sum(bool(_HEAD_WORD.search(words)) for words in column)
    for entry in attendance:
        if entry.represents is None:
            continue
        at = entry.represents.span.start
        for piece in _pieces(entry.represents.words):
            if _POST_OF_ATTENDEE.match(piece) and not _HEAD_WORD.search(piece):
                continue
            known = piece in gazetteer() or bool(_ACRONYM.fullmatch(piece)) or bool(_HEAD_WORD.search(piece))
            if (known or with_head * 4 >= len(column)) and len(piece) > 2 and piece.lower() not in {"independent", "co-opted"}:
                start = text.find(piece, at, entry.represents.span.end)
                if start >= 0:
                    yield Quoted(piece, Span(start, start + len(piece)))


def _pieces(words: str) -> list[str]:
    """The bodies that stand beside one name: "Elm Trust / Ash Board"; "ELM - Elm Library Members" is one in two wordings."""
    parts = re.split(r"\s*/\s*", words)
    twice = re.fullmatch(r"(?P<one>[^()]+?)\s*(?:\s[-–—]\s|\()\s*(?P<other>[^()]+?)\)?", words)
    if twice and (_spells(twice["one"], twice["other"]) or _spells(twice["other"], twice["one"])):
        return [twice["one"], twice["other"]]
    return parts


def _from_text(text: str, outline: Outline, attendance: tuple[Attendee, ...], defined: list[Defined]) -> Iterator[Quoted]:
    names = {fold(entry.name) for entry in attendance}
    codes = {entry.initials for entry in attendance if entry.initials}
    shorts = {each.short.removesuffix("s") for each in defined}
    bodies = {
        each.short.removesuffix("s")
        for each in defined
        if _HEAD_WORD.search(each.long.split()[-1]) or each.long in gazetteer() or re.match(r"(?:Association|Department|Ministry|Office|Society|Government)\b", each.long)
    }
    for place in outline.placed:
        if place.zone is not Zone.BUSINESS or place.role is Role.COLUMNS:
            continue
        span = place.unit.body if place.unit.body.end > place.unit.body.start else place.unit.span
        taken: list[Span] = []
        for wording in [*_gazetted(text, span), *_headed(text, span, names), *_acronyms(text, span, shorts, bodies)]:
            if wording.words not in codes and not any(other.start <= wording.span.start and wording.span.end <= other.end for other in taken):
                taken.append(wording.span)
                yield wording


@cache
def _by_first_word() -> dict[str, list[str]]:
    """The wordings of the gazetteer by their first words; those that are everyday words too are left out."""
    begun: dict[str, list[str]] = defaultdict(list)
    for wording in gazetteer():
        if len(wording) > 2 and wording not in {"Monitor", "Connexions", "Treasury"}:
            plain = wording.replace("’", "'")
            begun[re.findall(r"\w+", plain)[0]].append(plain)
    return begun


def _gazetted(text: str, span: Span) -> Iterator[Quoted]:
    words = span.of(text).replace("’", "'")
    begun = _by_first_word()
    for wording in sorted(
        {wording for first in set(re.findall(r"\w+", words)) & begun.keys() for wording in begun[first] if wording in words}, key=lambda each: (-len(each), each)
    ):
        for match in re.finditer(rf"(?<![\w-]){re.escape(wording)}(?![\w-])", words):
            yield Quoted(span.of(text)[match.start() : match.end()], Span(span.start + match.start(), span.start + match.end()))


def _headed(text: str, span: Span, names: set[str]) -> Iterator[Quoted]:
    """Capitalised words that end in Council, Board, Trust, …, or have such a word in front of "of" or "for"."""
    for match in _LOWER_BODY.finditer(text, span.start, span.end):
        group = "name" if match["name"] else "name2"
        if not _GENERIC.fullmatch(match[group].title()) and match[group].split()[0].lower() not in _NO_PLACE:
            yield Quoted(match[group], Span(match.start(group), match.end(group)))
    for pattern in (_HEAD_FIRST, _COUNCIL_SHORT):
        for match in pattern.finditer(text, span.start, span.end):
            yield Quoted(re.sub(r"\s+", " ", match["name"]), Span(match.start("name"), match.end("name")))
    for match in _BODY_OF_PERSON.finditer(text, span.start, span.end):
        if looks_like_person(match["who"]) and match["name"] not in initials_of(match["who"]):
            yield Quoted(match["name"], Span(match.start("name"), match.end("name")))
    for pattern in (_WITH_TAIL, _NAMED):
        for match in pattern.finditer(text, span.start, span.end):
            name = match["name"]
            if pattern is _NAMED:
                name = _up_to_head(name)
            name = _WITHOUT_PERSON.sub("", re.sub(r"\s+in\s+the\s+.*$", "", name)) if not re.match(r"(?:\w+\s+)?(?:Managers?|Members?|Ministers?)\b", name) else ""
            name = _POST_IN_FRONT.sub("", name)
            name = re.sub(
                r"^(?:(?:Next|January|February|March|April|May|June|July|August|September|October|November|December|The|A|An|This|That|At|In|On|For|And|But|All|Our|By|To|From|With|Both|As|If|When|However|Following|Since|Of|Chair of the|Members of the)\s+)+(?:the\s+)?",
                "",
                name,
            ).rstrip(".,’'")
            if (
                len(name.split()) < 2
                or (_GENERIC.fullmatch(name) and not re.match(r"(?:County|District|Borough|City|Town|Parish)", name))
                or fold(name) in names
                or _PEOPLE_TAIL.search(name)
                or _POSTS.match(name)
            ):
                continue
            start = text.find(name, match.start(), match.end() + 1)
            yield Quoted(re.sub(r"\s+", " ", name), Span(start, start + len(name)))


def _up_to_head(name: str) -> str:
    heads = list(re.finditer(rf"\b(?:{_HEAD})\b", name))
    if not heads:
        return ""
    # A head alone behind "of the" belongs to the sentence: "the Chairs Network of the Board".
    return re.sub(rf"\s+(?:of|for|in)\s+the\s+(?:{_HEAD})$", "", name[: heads[-1].end()])


def _acronyms(text: str, span: Span, shorts: set[str], bodies: set[str]) -> Iterator[Quoted]:
    """Acronyms that act as bodies do ("ACRO have", "via ACRO"), or that the text defines as one."""
    for match in _ACRONYM.finditer(text, span.start, span.end):
        name = match["name"]
        if name in _NOT_BODIES or (name in shorts and name not in bodies) or len(name) < 3:
            continue
        letters = sum(other.isalpha() for other in span.of(text))
        if letters and sum(other.isupper() for other in span.of(text)) > letters * 0.6:
            continue
        acts = _ACTS.match(text, match.end()) or _BEFORE_BODY.search(text[max(span.start, match.start() - 20) : match.start()]) or name in bodies
        if acts:
            yield Quoted(name + (match["plural"] or ""), Span(match.start(), match.end()))
