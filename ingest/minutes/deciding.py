"""Sentences that settle something: who, by which verb, and how far the clause goes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.dates import find_dates
from ingest.minutes.people import People
from ingest.minutes.placed import Placed
from ingest.minutes.records import Decision, Meeting, Quoted
from kg.model import Span, fold
from kg.names import is_initials, looks_like_person, strip_titles

VERBS = r"agreed|resolved|decided|approved|accepted|adopted|endorsed|ratified|elected|co-opted|coopted|appointed|deferred|referred|rejected|recommended|confirmed|received|noted|re-elected|reappointed|re-appointed|determined|granted|authorised|authorized|carried(?!\s+(?:out|forward|over|on))|declined|refused|amended|supported|rescinded|revoked|reversed|overturned"


_DECIDERS = r"board|committee|panel|sub-?\s?group|group|council|forum|executive|partnership|network|trust|governors|governing\s+body|trustees|meeting|members|cabinet|assembly|commission|team|association|sub-?committee|chairs|directors|councillors|officials|senior\s+officials|society|authority|company|federation|working\s+party"


_BODY = (
    rf"(?:(?:the|this|that)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_DECIDERS})\b"
    rf"|(?:(?-i:[A-Z])[\w&’'-]*\s+(?:(?:of|for|and|on|the)\s+)?){{0,7}}?(?-i:[A-Z])?(?:{_DECIDERS})\b|(?:the\s+)?(?-i:[A-Z]{{3,8}})\b)"
)


ADVERB = (
    r"(?:(?:also|then|unanimously|therefore|formally|subsequently|further|all|both|duly|in\s+principle|jointly|provisionally|accordingly|generally|happily|having[^,]{3,60},)\s+)*"
)


#: What other bodies are said to have done; of the body that met these words tell no decision.
_OTHERS_VERBS = rf"{VERBS}|awarded|voted|dismissed|allowed"


_ACTIVE = re.compile(
    rf"(?P<subject>{_BODY}|(?<!\bof\s)(?<!\babout\s)(?<!\bfrom\s)\b(?:All|It|We|Members|they|Everyone|Governors|Trustees|All\s+present|those\s+present)\b)(?:\s*\([^)]{{1,40}}\))?(?P<aside>,[^,.]{{3,90}},)?\s+(?P<had>(?:had|have|has)(?:,?\s+(?:on|at|in)\s+[^,.;]{{3,40}}?,?)?\s+)?{ADVERB}(?P<verb>{_OTHERS_VERBS})\b",
    re.IGNORECASE,
)


_IMPERSONAL = re.compile(rf"\b(?:it|this)\s+(?:was|is|were)\s+(?P<had>)?{ADVERB}(?P<verb>{VERBS})\b(?!\s+by\s+[A-Z][a-z]+\s+[A-Z])", re.IGNORECASE)


_PASSIVE = re.compile(
    rf"(?P<subject>\b(?:the|this|these|both|all|their|minutes|notes|terms|an?|[A-Z])[^.;:]{{2,180}}?)\s+(?P<had>had\s+been|were|was|has\s+been|have\s+been)\s+{ADVERB}(?:\w+(?:ed|wn|en)\s+(?:round\s+|by\s+[^,.;]{{3,30}}?\s+)?and\s+)?{ADVERB}(?P<verb>{VERBS})\b(?P<by>\s+by\s+(?P<who>(?:the\s+)?[^.,;]{{2,60}}))?",
    re.IGNORECASE,
)


_ANY_VERB = re.compile(rf"\b(?:{_OTHERS_VERBS}|passed|lost|defeated)\b", re.IGNORECASE)


_CAPITALS = re.compile(r"\b(?P<verb>AGREED|RESOLVED|DECIDED|APPROVED|NOTED|ENDORSED|RATIFIED|RECOMMENDED)\b(?!\s*:)")


_PAPER = r"report|reports|paper|papers|minutes|notes|update|updates|presentation|apologies|briefing|statement|document|accounts|letter|contents?|position|recommendations?|strategy|plan|policy|survey|review|audit|guidance|budget|progress|information|action"


_NOTED_PAPER = re.compile(
    rf"(?:\b(?:{_PAPER})\b[^.;]{{0,60}}\b(?:was|were|be|is|are|been)\s+(?:\w+\s+)?(?:noted|received)\b)|\b(?:noted|received)\s+(?:the\s+|with\s+thanks\s+|and\s+\w+\s+)*(?:[\w’'&/,-]+\s+){{0,9}}?(?:{_PAPER})\b",
    re.IGNORECASE,
)


_RECEIVED_MAIL = re.compile(r"\breceived\s+(?:from|by|a\s+(?:letter|reply|complaint|grant)|no\b|an?\s+email)", re.IGNORECASE)


_UNSETTLED = re.compile(r"\b(?:if|whether|once|until|unless|how|why|what|when|not|never|nothing|nobody|no\s+one)\s+(?:the\s+)?$", re.IGNORECASE)


_RELATIVE = re.compile(r"\b(?:who|which|as|previously|already|what|that)\s+$", re.IGNORECASE)


_FURTHER = re.compile(rf"(?:,\s*(?:and\s+)?|\s+and\s+){ADVERB}(?P<verb>{VERBS})\b(?!\s+by\b)", re.IGNORECASE)


#: "Deferred to July.", "Report accepted.", "Anti-fraud policy – held over": a decision in as few words as can be.
_ELLIPTIC = re.compile(
    r"(?P<subject>(?:[A-Z][^.;:?]{0,90}?(?:\s+[–—-]\s*|:\s+|\s+))?)(?P<verb>[Aa]greed|[Aa]pproved|[Aa]ccepted|[Aa]dopted|[Ee]ndorsed|[Rr]atified|[Rr]esolved|[Nn]oted|[Dd]eferred|[Rr]eceived|[Rr]ejected|[Dd]eclined|[Rr]eferred|[Ss]upported|[Ee]lected|[Hh]eld\s+over|[Cc]arried)"
    r"(?=\s*(?:[.,;(&]|$)|\s+(?:to|by|from|subject|as|with|that|for|in|on|until|at|unanimously|nem|and|the|without|following|pending|this|all|it|not)\b)"
)


_AUXILIARY = re.compile(
    r"\b(?:is|was|were|are|be|been|being|has|have|had|will|would|should|may|might|can|could|to|not|who|which|if|when|as|it|they|he|she|we|I)\b|n[’']t\b", re.IGNORECASE
)


_AGREED_WITH = re.compile(r"agreed\s+(?:with|upon\s+with)\b", re.IGNORECASE)


_CLAUSE_END = re.compile(r"\s*(?:,\s+(?:but|although|though|however|whereas|while|so|which)\b|\s[–—-]\s|;\s)")


_MOTION = re.compile(
    r"(?P<subject>\b(?:the|a|an|this|that)\s+(?:\w+\s+){0,2}?(?:motion|proposal|resolution|amendment)\b[^.]*?)\b(?P<verb>carried|passed|rejected|lost|defeated)\b", re.IGNORECASE
)


_MONTH_FIRST = re.compile(r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday)\s+)+(?=[A-Z])")


_LEMMAS = {"held over": "deferred", "coopted": "co-opted", "authorized": "authorised", "re-elected": "elected", "reappointed": "appointed", "re-appointed": "appointed"}


_PARTICIPLES = {
    "approve": "approved",
    "accept": "accepted",
    "adopt": "adopted",
    "endorse": "endorsed",
    "ratify": "ratified",
    "note": "noted",
    "defer": "deferred",
    "refer": "referred",
    "reject": "rejected",
    "recommend": "recommended",
    "receive": "received",
    "confirm": "confirmed",
    "appoint": "appointed",
    "elect": "elected",
    "co-opt": "co-opted",
}


def lemma(verb: str) -> str:
    """The deciding verb as an outcome: "ratify" is ratified, "re-elected" is elected."""
    folded = verb.lower()
    return _LEMMAS.get(folded, _PARTICIPLES.get(folded, folded))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which a sentence settles something."""

    verb: str
    start: int  # of the clause, in the document
    verb_start: int
    subject: str
    had: bool  # pluperfect: it was settled before this meeting
    passive: bool


def told_by(text: str, place: Placed, sentence: Span, meeting: Meeting, people: People) -> Iterator[Decision]:
    """Decisions that a sentence of running text tells."""
    taken: list[Span] = []
    elliptic = _elliptic(text, place, sentence)
    if elliptic:
        yield elliptic
        return
    for reading in _readings(text, sentence):
        if any(span.start <= reading.verb_start < span.end for span in taken):
            continue
        clause = _clause(text, sentence, reading)
        other = _other_body(text, sentence, reading, meeting)
        of_others = reading.verb.lower() in {"awarded", "voted", "dismissed", "allowed"}
        if (reading.had or of_others or (_is_acronym(reading.subject) and not _spells_board(reading.subject, meeting))) and other is None:
            continue
        if not _settles(text, sentence, clause, reading, people):
            continue
        taken.append(clause)
        when = None
        if other:
            dates = find_dates(text, sentence, meeting.date, ahead=False)
            when = dates[0].value if dates else None
        yield Decision(clause, _outcome(clause.of(text), reading), place.paragraph or place.item, "decision.sentence", by=other, date=when)


def _elliptic(text: str, place: Placed, sentence: Span) -> Decision | None:
    """A decision without subject or auxiliary: "Noted.", "Deferred to July.", "The 2023 plan approved."."""
    words = sentence.of(text)
    match = _ELLIPTIC.match(words) if _ANY_VERB.search(words) or "eld over" in words else None
    if not match or len(words.split()) > 45:
        return None
    subject, verb = match["subject"].strip(" –—-:"), match["verb"].lower()
    if subject and (
        _AUXILIARY.search(subject)
        or len(subject.split()) > 9
        or looks_like_person(subject)
        or is_initials(subject)
        or "," in subject
        or re.search(_DECIDERS + r"|\b(?:Chair\w*|Clerk|all|everyone)\b", subject, re.IGNORECASE)
    ):
        return None
    if (
        subject
        and not re.search(r"[–—:-]\s*$", match["subject"])
        and verb in {"noted", "received", "supported", "referred", "carried", "elected", "declined"}
        and not re.search(rf"\b(?:{_PAPER})s?$", subject, re.IGNORECASE)
    ):
        return None
    after = words[match.end() :]
    if verb in {"noted", "received"} and re.match(r"\s+that\b" if subject else r"\s+(?:that|from|by|a|an|as)\b", after):
        return None
    if verb in {"agreed", "resolved"} and re.match(r"\s+(?:with)\b", after) and not re.search(r"amend|change|correct|condition|proviso", after):
        return None
    if re.match(r"\s+(?:by|at|in)\s+[A-Z]", after) and verb in {"approved", "agreed"} and not subject:
        return None
    inner = re.match(r"\s+(?:to\s+|that\s+[^.;]{0,60}?\bbe\s+)(?P<verb>defer|approve|adopt|endorse|refer|reject|co-opt)(?:red|d|ed|ted)?\b", after)
    return Decision(sentence, lemma(inner["verb"]) if inner else lemma(re.sub(r"\s+", " ", verb)), place.paragraph or place.item, "decision.elliptic")


def _outcome(words: str, reading: _Reading) -> str:
    """The verb that settles: "It was agreed to defer" is deferred."""
    verb = lemma(reading.verb)
    if verb == "received" and (further := re.search(r"\breceived\s+and\s+(?P<verb>accepted|noted|approved)\b", words, re.IGNORECASE)):
        return further["verb"].lower()
    inner = re.search(
        r"agreed\s+(?:to\s+|that\s+[^.;]{0,60}?\bbe\s+)(?P<verb>defer|approve|adopt|endorse|refer|reject|co-opt|deferred|approved|adopted|endorsed|referred|rejected)\b",
        words,
        re.IGNORECASE,
    )
    return lemma(inner["verb"]) if inner and verb == "agreed" else verb


def _readings(text: str, sentence: Span) -> list[_Reading]:
    words = sentence.of(text)
    readings: list[_Reading] = []
    if not _ANY_VERB.search(words):
        return readings
    for pattern in (_IMPERSONAL, _ACTIVE, _PASSIVE, _MOTION, _CAPITALS):
        for match in pattern.finditer(words):
            groups = match.groupdict()
            subject = _MONTH_FIRST.sub("", (groups.get("subject") or "").strip())
            start = sentence.start + (words.find(subject, match.start()) if subject else match.start())
            verb_start = sentence.start + match.start("verb")
            if any(reading.verb_start == verb_start for reading in readings):
                continue
            had = (groups.get("had") or "").strip().lower().startswith(("had", "has been", "have been"))
            passive = pattern in {_PASSIVE, _MOTION}
            who = (groups.get("who") or "").strip()
            if passive and who and not re.search(_DECIDERS, who, re.IGNORECASE):
                continue
            readings.append(_Reading(match["verb"], start, verb_start, subject, had, passive))
    return sorted([*readings, *_coordinated(text, sentence, readings)], key=lambda reading: reading.verb_start)


def _coordinated(text: str, sentence: Span, readings: list[_Reading]) -> Iterator[_Reading]:
    """ "The Board noted the report and referred it to …": further verbs of the same body."""
    known = {reading.verb_start for reading in readings}
    for reading in readings:
        if reading.passive or reading.had or not re.search(_DECIDERS, reading.subject, re.IGNORECASE):
            continue
        for match in _FURTHER.finditer(text, reading.verb_start, sentence.end):
            if match.start("verb") not in known:
                known.add(match.start("verb"))
                yield _Reading(match["verb"], match.start("verb"), match.start("verb"), reading.subject, False, False)


def _clause(text: str, sentence: Span, reading: _Reading) -> Span:
    """The shortest whole clause around a reading: from its subject to the next break that begins another thought."""
    if reading.start == reading.verb_start and not reading.verb.isupper():
        return Span(reading.start, sentence.end)
    start = sentence.start if reading.passive or reading.start - sentence.start < 4 else reading.start
    if (
        not reading.passive
        and reading.start > sentence.start
        and not re.search(r"[,;:–—-]\s*(?:and\s+|but\s+|that\s+|so\s+)?$|\b(?:and|but)\s+$", text[sentence.start : reading.start])
    ):
        start = sentence.start if reading.start - sentence.start < 25 else reading.start
    end = sentence.end
    further = _FURTHER.search(text, reading.verb_start + len(reading.verb), sentence.end)
    if further and not reading.passive and further.start() - start > 20:
        return Span(start, further.start())
    match = _CLAUSE_END.search(text, reading.verb_start + len(reading.verb) + 8, sentence.end)
    if match and match.start() - start > 20:
        end = match.start()
    return Span(start, end)


def _settles(text: str, sentence: Span, clause: Span, reading: _Reading, people: People) -> bool:
    """Whether a reading is a body's settling and no discussion, plan, condition or undertaking of one person."""
    words = clause.of(text)
    verb = reading.verb.lower()
    before = text[sentence.start : reading.start]
    if _UNSETTLED.search(before) or (reading.passive and re.match(r"(?:not|never|no|none)\b", reading.subject, re.IGNORECASE)):
        return False
    if reading.passive and re.search(r"\b(?:how|until|whether|if|unless|when|what)\b", reading.subject):
        return False
    if re.search(r"\b(?:until|unless)\b[^,.;]{0,60}$", before):
        return False
    if not reading.passive and _AGREED_WITH.match(text, reading.verb_start):
        return False
    if _RELATIVE.search(before if not reading.passive else before + reading.subject + " ") and not reading.had and not re.search(r"agreed\s+that\s+$", before):
        return False
    if verb == "received" and re.match(r"(?:no\s+)?apologies", words, re.IGNORECASE):
        return bool(re.search(r"\b(?:accepted|noted|approved)\b", words))
    if verb in {"noted", "received"}:
        return bool(_NOTED_PAPER.search(words)) and not _RECEIVED_MAIL.search(words) and not re.search(r"\bnoted\s+(?:that|how|:)", words, re.IGNORECASE)
    if verb in {"confirmed", "determined", "amended", "carried", "granted", "declined", "refused"} and not re.search(
        r"\b(?:minutes|notes|appointment|report|budget|motion|plan|strategy|accounts|policy|proposal|application|permission|resolution)\b", words, re.IGNORECASE
    ):
        return False
    if (
        verb in {"referred", "received", "recommended", "appointed", "elected"}
        and reading.passive
        and re.search(r"\b(?:cases?|children|patients|pupils)\s+(?:was|were)\b", words, re.IGNORECASE)
    ):
        return False
    if (
        verb == "agreed"
        and re.fullmatch(r"it|they|we", reading.subject, re.IGNORECASE)
        and re.match(r"(?:it)\s+agreed\s+to\s+\w+", words, re.IGNORECASE) is None
        and reading.subject.lower() == "they"
    ):
        return False
    return reading.passive or not _is_one_person(reading.subject, people)


def _is_acronym(subject: str) -> bool:
    return bool(re.fullmatch(r"(?:[Tt]he\s+)?[A-Z]{3,8}", subject))


def _spells_board(subject: str, meeting: Meeting) -> bool:
    """Whether an acronym is that of the body that met: "HFAG" of the Harrow Footpaths Advisory Group, or of its last words."""
    short = re.sub(r"^[Tt]he\s+", "", subject)
    board = meeting.board.words if meeting.board else ""
    spelled = "".join(word[0] for word in re.findall(r"[A-Za-z][\w’'-]*", board) if word.lower() not in {"of", "the", "and", "for"}).upper()
    return bool(spelled) and (spelled.endswith(short) or short in board.split())


def _is_one_person(subject: str, people: People) -> bool:
    bare = strip_titles(subject)
    return (
        bool(subject) and (is_initials(bare) or looks_like_person(bare)) and not re.search(_DECIDERS, subject, re.IGNORECASE) and people.denoted(bare, Span(0, 0)).name is not None
    )


def _other_body(text: str, sentence: Span, reading: _Reading, meeting: Meeting) -> Quoted | None:
    """Another body that is said to have settled something: "the Trust, at its meeting on 3 June, had agreed"."""
    if reading.passive or not reading.subject:
        return None
    name = re.sub(r"^(?:the|that|this)\s+", "", reading.subject, flags=re.IGNORECASE).strip()
    own = fold(meeting.board.words) if meeting.board else ""
    generic = re.fullmatch(rf"(?:all|it|we|they|everyone|members|those present|all present|(?:senior\s+)?officials|{_DECIDERS})", name, re.IGNORECASE)
    if generic and not (reading.had and re.search(r"[A-Z]", name)):
        return None
    if own and (fold(name) in own or own in fold(name)):
        return None
    aside = re.match(r",?\s*(?:at|in)\s+its\s+(?:\w+\s+)?meeting", text[reading.start + len(reading.subject) : reading.verb_start])
    # A body with a name of its own that is not the one that met: "on 14 May the Town Council approved …".
    proper = len(re.findall(r"\b[A-Z][\w’'-]+", name)) >= 3 and bool(re.search(rf"(?:{_DECIDERS})$", name, re.IGNORECASE))
    if not (reading.had or aside or proper):
        return None
    start = text.find(name, reading.start, reading.verb_start)
    return Quoted(name, Span(start, start + len(name))) if start >= 0 else None
