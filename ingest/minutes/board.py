"""Which body met: a labelled field, "Minutes of a meeting of …", or the title lines, a committee behind the body that it is of."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from ingest.dates import find_dates
from ingest.minutes.headlines import Headline, labelled
from ingest.minutes.records import Quoted
from kg.model import Span
from kg.names import looks_like_person

BODY_WORD = re.compile(
    r"\b(?:board|committee|panel|group|council|forum|executive|partnership|network|trust|body|governors|governance|trustees|assembly|cabinet|commission|team|association|sub-?committee|working\s+party|authority|federation|society|company|meeting|bureau|alliance|directors|senate|club|taskforce|task\s+force|collaborative|limited|ltd|consortium|union|friends|parish|liaison|court|senedd|academy)\b",
    re.IGNORECASE,
)
#: Words that say what any committee is about. A name made of nothing else wants the name of the body it belongs to.
_SUBJECTS = frozenset(
    """the a an of and for to on in full planning finance financial audit risk resources resource personnel staffing staff environment environmental highways amenities general purposes policy strategy licensing scrutiny
    overview executive cabinet curriculum standards premises health safety safeguarding governing governance governors board committee sub-committee subcommittee panel group working party meeting body council trustee trustees
    directors management steering advisory liaison joint services service community communities development economic education children childrens young people adults adult social care housing transport traffic
    teaching learning quality research ethics remuneration nominations nomination appointments estates property buildings recreation leisure open spaces cemetery burial allotment allotments events remembrance
    village hall town parish annual ordinary extraordinary special monthly quarterly regular public private patient participation user users members member local area regional district county borough
    neighbourhood plan performance improvement pay hr human complaints appeals admissions pupil welfare sports arts culture heritage tourism regeneration regulatory control applications and crime disorder
    partnership forum network team senior leadership operational programme project delivery oversight assurance clinical commissioning primary""".split()
)
_MEETING_OF = re.compile(
    r"\b(?:minutes|notes|record|report|proceedings)?\s*(?:of\s+)?(?:a|an|the)?\s*(?:[\w-]+\s+){0,4}?meeting\s+of\s+(?:the\s+)?(?P<board>[A-Z].+?)(?=\s*(?:,?\s+(?:was\s+|which\s+was\s+|were\s+)?(?:held|on\s+(?:\w+day|\d)|at\s+\d|took\s+place|commencing|via\s+\w+)|[.,;\n(]|\s[–—-]\s|$))",
    re.IGNORECASE | re.DOTALL,
)
#: "Elmford Hall (charity 12) Minutes of the Annual General Meeting held …": the body stands before the title.
_BEFORE_TITLE = re.compile(
    r"(?P<board>[A-Z][^:\n]{3,80}?)\s*(?:\([^)]*\)\s*)?[,–:-]?\s*\b(?:[Dd]raft\s+|[Aa]pproved\s+)?(?:[Mm]inutes|MINUTES|[Nn]otes|NOTES)\s+(?:of|from|OF|FROM)\s+(?:(?:the|a|an|THE|A|AN)\s+)?(?:[\w-]+\s+){0,4}?(?i:meeting)\b"
)
_ORDINAL = (
    r"(?:\d+(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty)?[- ]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|\w+tieth|twentieth))"
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_TITLE_PREFIX = re.compile(
    rf"^(?:title:\s*)?(?:(?:draft|approved|confirmed|unconfirmed|final|public)\s+)*(?:minutes|notes|record|summary|actions|(?:update\s+)?paper(?=\s+for\b))?\s*(?:and\s+actions?\s*)?(?:(?:of|from|for)\s+)?(?:(?:the|a|an)\s+)?"
    rf"(?:(?:{_ORDINAL}|{_MONTH}|annual|ordinary|special|full|monthly|quarterly|extraordinary|inaugural|regular|virtual|general|\d{{4}})\s+)*(?:meeting\s+|meetings\s+)?(?:(?:of|minutes|notes)\s+)?(?:[-–:]\s*)?(?:the\s+)?",
    re.IGNORECASE,
)
_TITLE_SUFFIX = re.compile(
    rf"(?:[\s:–—,(-]*(?:(?:draft|approved|final|confirmed|unconfirmed|public)\s+)?(?:\bdraft\b\s*$|\bmeeting\s+in\s+public\b.*|\bminutes\b(?:\s+(?:of|and|from)\b.*)?|\bnotes\b(?:\s+(?:of|from)\b.*)?|\bagenda\b|\b{_ORDINAL}(?:\s+\w+)?\s+meeting\b.*|\b{_ORDINAL}$|\bmeeting\s+(?:minutes|notes|actions?)|\bactions?\s*$|\b(?:annual\s+general|annual|ordinary|general|monthly|extraordinary)\s+meeting\b.*|\bmeeting\s*(?:no\.?\s*)?\d*\s*$|\bmeeting\s*[-–,]?\s*{_MONTH}\s*(?:\d{{4}})?$|"
    r"\bmeeting\s+held\b.*|\bheld\b.*|\bfrom\b\s*$|\bof\s+(?:the\s+)?meeting\b.*|\bon\b\s*$|\bat\b\s*$|\bon\s+\w+day\b.*)[\s:–—,)-]*)+$",
    re.IGNORECASE,
)
_THE_BODY = re.compile(
    r"\b[Tt]he\s+(?P<board>(?:[A-Z][\w’'&-]+ ){0,4}(?:Board|Committee|Panel|Group|Council|Forum|Task Force|Taskforce|Partnership|Executive|Governors|Trustees))\b(?!\s+[A-Z])"
)
#: A line under the title that says whose the body is, or what it was called.
_OF_ANOTHER = re.compile(
    r"\W*(?:(?:an?|the|this)\s+)?(?:joint\s+|standing\s+|formal\s+)?(?:sub-?\s?group|sub-?committee|working\s+(?:group|party)|committee|panel|partnership|board|part)\s+of\s+(?:the|all|both|several|\w+shire)\b|\W*(?:formerly|previously|until\s+\w+|successor\s+to|reporting\s+to|on\s+behalf\s+of)\b",
    re.IGNORECASE,
)
#: Words for a post are no body ("Team Leader, Parks"), and a line of a name and a post is its author's ("Ann Lee, Head of Policy, Elmford Council").
_POST = re.compile(r"\b(?:team|group|board|committee|council|panel)\s+(?:leader|manager|member|secretary|clerk|officer)s?\b", re.IGNORECASE)
_HOLDER = re.compile(r"(?P<who>[^,]+),\s+[^,]*\b(?:[Dd]irector|[Oo]fficer|[Mm]anager|[Ll]eader|[Hh]ead|[Ss]ecretary|[Ee]xecutive|[Cc]lerk|[Cc]oordinator|[Cc]hief)\b")
_SENTENCE = re.compile(r"\b(?:is|was|were|are|has|have|had|will|would|looks?|agreed|welcomed|opened|met|attended|discussed|thanked)\b(?!\s+held)")


def board_of(text: str, lines: Sequence[Headline]) -> Quoted | None:
    """The body that met, as printed, or None. A name such as "Planning Committee" comes with the body that it is of."""
    own = [line for line in lines if not line.front_matter and not _OF_ANOTHER.match(line.value.of(text))]
    front = [line for line in lines if line.front_matter and line.label == "title"]
    found = _labelled_board(text, own) or _meeting_of(text, own) or _title(text, own) or _plain_title(text, [line for line in own[:3] if not line.label])
    if found is None or found.words.lower().strip() in {"minutes", "meeting"}:
        found = _meeting_of(text, front) or _title(text, front) or _plain_title(text, front)
    if found is None and (span := labelled(own, "board")):
        found = titled(text, span)
    if found is None:
        found = _named_in_text(text) or _over_the_title(text, own) or _named_most(text)
        if found is None or len(found.words.split()) > 1:
            return found
    if len(found.words.split()) == 1 and is_generic(found.words) and (whole := _named_in_full(text, found.words)):
        return whole
    return _fuller(text, found, own) or _with_parent(text, found, own) if is_generic(found.words) else found


def _named_in_full(text: str, sort: str) -> Quoted | None:
    """ "The Panel" is the one body that the text names in full with this word behind: "Elm Bridges Panel"."""
    pattern = re.compile(rf"\b(?P<board>(?:[A-Z][\w’'-]*[ ](?:(?:and|of|for)[ ])?){{1,6}}{re.escape(sort)})\b")
    named = [match for match in pattern.finditer(text) if not is_generic(match["board"])]
    counted = Counter(re.sub(r"^(?:The|This|Our)\s+", "", match["board"]) for match in named)
    # "Ash Elm Bridges Panel" speaks of the Elm Bridges Panel too, behind another body's name.
    told = {name: sum(often for other, often in counted.items() if f" {other}".endswith(f" {name}")) for name in counted if len(name.split()) > 1}
    ranked = sorted(told, key=lambda name: (-told[name], -len(name), name))
    if not ranked or (len(ranked) > 1 and told[ranked[0]] == told[ranked[1]] and not ranked[0].endswith(ranked[1])):
        return None
    name = ranked[0]
    first = next(match for match in named if match["board"].endswith(name))
    return Quoted(name, Span(first.end("board") - len(name), first.end("board")))


def _fuller(text: str, found: Quoted, lines: Sequence[Headline]) -> Quoted | None:
    """The same name with the body it belongs to, where a later title line has it whole: "Elm CCG Governing Body"."""
    for line in lines[:6]:
        name = titled(text, line.value) if not line.label and line.value.start > found.span.end else None
        if name and found.words.lower() in name.words.lower() and len(name.words) > len(found.words) and not is_generic(name.words) and len(name.words.split()) < 14:
            return name
    return None


def _over_the_title(text: str, lines: Sequence[Headline]) -> Quoted | None:
    """A line of a few words right above "Minutes of …", whatever it calls itself."""
    for line, following in itertools.pairwise(lines):
        words = line.value.of(text)
        if line.label or following.label or not _begins_as_title(following.value.of(text)) or len(words.split()) > 9 or not words[:1].isupper():
            continue
        if not find_dates(text, line.value) and not _SENTENCE.search(words) and not re.match(r"(?:draft|approved|confidential|official|page|paper|agenda)\b", words, re.IGNORECASE):
            return _quoted(text, line.value)
    return None


def _labelled_board(text: str, lines: Sequence[Headline]) -> Quoted | None:
    span = labelled(lines, "board") or _addressee(text, lines)
    if not span or not BODY_WORD.search(span.of(text)):
        return None
    # What is labelled as the body is its whole name; only "Minutes of the …" is a title around it.
    of_title = re.match(r"(?:minutes|notes|meeting)\s+of\b", span.of(text), re.IGNORECASE)
    return titled(text, span) if of_title else Quoted(re.sub(r"\s+", " ", span.of(text)), span)


def _addressee(text: str, lines: Sequence[Headline]) -> Span | None:
    """The body in "Report to: Elm Board, 9 March 2010", where a day tells that it is a meeting's."""
    span = labelled(lines, "addressed")
    dates = find_dates(text, span) if span else []
    if not span or not dates:
        return None
    before = text[span.start : dates[0].span.start]
    bare = re.sub(r"[\s,–—-]*(?:\b(?:on|of|meeting|held|\w+day)\b[\s,]*)*$", "", before)
    return Span(span.start, span.start + len(bare))


def _meeting_of(text: str, lines: Sequence[Headline]) -> Quoted | None:
    """ "Minutes of a meeting of the Elm Board held …", over two lines too; or the body before such words."""
    for number, line in enumerate(lines[:10]):
        if line.label and not line.front_matter:
            continue
        following = lines[number + 1].value if number + 1 < len(lines) and not lines[number + 1].label else None
        end = following.end if following and following.start - line.value.end < 4 and len(line.value.of(text).split()) > 4 and not line.front_matter else line.value.end
        before = _BEFORE_TITLE.match(text, line.value.start, line.value.end)
        if before and BODY_WORD.search(before["board"]) and not _TITLE_PREFIX.fullmatch(before["board"]) and not _SENTENCE.search(before["board"]):
            return _quoted(text, Span(before.start("board"), before.end("board")))
        if before and re.search(r"\b(?:Hall|School|Church|Surgery|Homes|College|University|House|Centre)\b", before["board"]):
            return _quoted(text, Span(before.start("board"), before.end("board")))
        held = re.compile(r"(?P<board>[A-Z][^.:\n]{4,80}?)\s+(?:held\s+(?:their|its|a|an|the)\b.{0,30}\bmeeting|met\s+(?:on|at|via|by)\b)").match(
            text, line.value.start, line.value.end
        )
        if held and BODY_WORD.search(held["board"]):
            return _quoted(text, Span(held.start("board"), held.end("board")))
        match = _MEETING_OF.search(text, line.value.start, end)
        if (
            match
            and match.start() < line.value.end
            and match["board"][0].isupper()
            and not re.match(rf"(?:the\s+)?(?:last|previous|next|{_MONTH}|{_DAY},?\s+(?:the\s+)?\d+\w*)\b|\d", match["board"], re.IGNORECASE)
        ):
            return _quoted(text, Span(match.start("board"), match.end("board")))
    return None


def _quoted(text: str, span: Span) -> Quoted:
    bare = span.of(text).rstrip(" ,:–—-")
    return Quoted(re.sub(r"\s+", " ", bare), Span(span.start, span.start + len(bare)))


def _title(text: str, lines: Sequence[Headline]) -> Quoted | None:
    """A title line that names a body."""
    for line in lines[:10]:
        words = line.value.of(text)
        if line.label not in {"", "title"} or (words.rstrip().endswith((":", ".", ";")) and not line.front_matter and not _begins_as_title(words)):
            continue
        if len(words.split()) <= 24 and BODY_WORD.search(_POST.sub("", words)) and not _is_author(words) and (not _SENTENCE.search(words) or _begins_as_title(words)):
            name = titled(text, line.value)
            if name and BODY_WORD.search(name.words) and name.words.lower() not in {"meeting", "agm"} and not _TITLE_PREFIX.fullmatch(name.words):
                return _committee_under(text, lines, line) or name
    return None


def _is_author(words: str) -> bool:
    """Whether a line gives somebody's name and post."""
    holder = _HOLDER.match(words)
    return holder is not None and looks_like_person(holder["who"])


def _committee_under(text: str, lines: Sequence[Headline], organisation: Headline) -> Quoted | None:
    """The committee whose name is printed on the line under the organisation's own: the committee is the one that met."""
    following = next((line for line in lines if line.value.start > organisation.value.end), None)
    if following is None or following.label or len(following.value.of(text).split()) > 12 or _SENTENCE.search(following.value.of(text)) or find_dates(text, organisation.value):
        return None
    name = titled(text, following.value)
    committee = name and re.search(r"\b(?:committee|sub-committee|group|panel|forum|working\s+party|governing\s+(?:body|board)|board|senate|trustees)$", name.words, re.IGNORECASE)
    if not committee or find_dates(text, following.value) or re.match(r"(?:meeting|minutes|members|action)\b", name.words if name else "", re.IGNORECASE):
        return None
    return name


def _plain_title(text: str, lines: Sequence[Headline]) -> Quoted | None:
    """ "Crime Prevention minutes from 3rd August": a title without a word for a body, but of minutes and with a date."""
    for line in lines:
        name = titled(text, line.value)
        of_date = bool(find_dates(text, line.value)) and bool(re.search(r"\b(?:minutes|notes)\b", line.value.of(text), re.IGNORECASE))
        if name and of_date and re.fullmatch(r"[A-Z][A-Z&]{1,7}", name.words):
            return name
        if name and re.search(r"\b(?:minutes|notes)\s+(?:from|of|for|-)", line.value.of(text), re.IGNORECASE) and 1 < len(name.words.split()) < 9 and name.words[0].isupper():
            return name
    return None


def _begins_as_title(words: str) -> bool:
    """A line that ends like a sentence is a title only when it begins like one: "Minutes of the Board." """
    return bool(re.match(r"(?:draft\s+)?(?:minutes|notes|record)\b", words, re.IGNORECASE))


def is_generic(name: str) -> bool:
    """Whether a name says only what sort of body it is: "Planning Committee", "Full Governing Board"."""
    return all(word in _SUBJECTS for word in re.findall(r"[a-z][a-z-]*", re.sub(r"['’]", "", name.lower())))


def _with_parent(text: str, found: Quoted, lines: Sequence[Headline]) -> Quoted:
    """A committee's name behind that of the body it belongs to, which is printed above it."""
    for line in lines[:6]:
        if line.value.start >= found.span.start:
            break
        words = line.value.of(text).strip(" :–—-")
        if line.label or not words or not words[0].isupper() or is_generic(words) or len(words.split()) > 12 or find_dates(text, line.value) or _SENTENCE.search(words):
            continue
        if re.match(
            r"(?:draft|approved|minutes|notes|paper|agenda|item|page|registered|charity|company|private|public|confidential|official|enclosure|appendix|https?:|www\.)\b",
            words,
            re.IGNORECASE,
        ):
            continue
        parent = titled(text, line.value)
        if parent and set(found.words.lower().split()) <= set(parent.words.lower().split()):
            return parent
        if parent and parent.words.lower() not in found.words.lower():
            # One span when the lines follow each other, else the committee's own place.
            near = not text[parent.span.end : found.span.start].strip()
            return Quoted(f"{parent.words} {found.words}", Span(parent.span.start, found.span.end) if near else found.span)
    return found


def _named_in_text(text: str) -> Quoted | None:
    """ "The next Elmford Community Council meeting will be …", where no title names the body."""
    match = re.search(
        r"\b(?i:next)[ ](?P<board>(?:[A-Z][\w’'&-]*[ ](?:of\s+|for\s+|and\s+)?){1,6}(?:Council|Board|Committee|Panel|Forum|Partnership|Trust|Governors))\s+(?i:meeting)", text
    )
    return Quoted(match["board"], Span(match.start("board"), match.end("board"))) if match else None


def _named_most(text: str) -> Quoted | None:
    """ "The Task Force", where no title names the body and the text speaks of one body more than of any other."""
    named = list(_THE_BODY.finditer(text))
    counted = Counter(match["board"] for match in named)
    (name, often), *others = counted.most_common(2) or [("", 0)]
    if often < 3 or (others and others[0][1] * 2 > often):
        return None
    first = next(match for match in named if match["board"] == name)
    return Quoted(name, Span(first.start("board"), first.end("board")))


def titled(text: str, span: Span) -> Quoted | None:
    """A title without "Minutes of the meeting of", dates and "held …"."""
    words = span.of(text)
    dates = find_dates(text, span)
    end = min([date.span.start for date in dates] + [span.end]) - span.start
    title = words[:end] if end > 12 else words
    if dates and dates[0].span.start == span.start:
        title = words[dates[0].span.end - span.start :].lstrip(" ,:–—-")
    prefix = _TITLE_PREFIX.match(title)
    start = prefix.end() if prefix and prefix.end() < len(title) else 0
    bare = _TITLE_SUFFIX.sub("", title[start:]).strip(" \n,:–—-\"'“”")
    if not bare:
        return None
    at = span.start + words.find(bare)
    return Quoted(re.sub(r"\s+", " ", bare), Span(at, at + len(bare)))
