"""Undertakings in running text: "X agreed to …", "X will …", "the Clerk was asked to …", "a letter will be sent"."""

import re
from collections.abc import Iterator

from ingest.minutes.headings import SENTENCE_VERB
from ingest.minutes.labels import Label
from ingest.minutes.owners import Context, due_in, owners_in, scope_of
from ingest.minutes.placed import Outline, Placed, Role, Zone
from ingest.minutes.records import Action, Owner
from ingest.minutes.task_verbs import TASK_VERBS
from ingest.minutes.units import UnitKind
from ingest.sentences import sentences
from kg.model import Span
from kg.names import has_honorific, looks_like_person

_UNDERTOOK = re.compile(
    r"(?P<subject>(?:The\s+)?[A-Z][\w.’'-]*(?:\s+(?:and\s+|the\s+)?[A-Z][\w.’'-]*){0,5}|(?:The|the)\s+(?:chair|clerk|secretary|secretariat|treasurer|minister)\w*)(?:\s+\([^)]{1,40}\))?\s+(?:has\s+|have\s+|had\s+|also\s+|then\s+|kindly\s+|both\s+)*(?P<verb>agreed|undertook|offered|promised|volunteered|committed)\s+to\s+(?!be\b)(?P<doing>[a-z]+)"
)
_SOMEONE = r"(?P<subject>(?:The\s+(?:chair|clerk|secretary|secretariat|treasurer)\w*|The\s+(?:Chair|Clerk|Secretary|Secretariat|Treasurer)\w*|[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}))(?:\s+\([^)]{1,40}\))?"
#: "Ann Lee was sorry about the delay but agreed to chase it", "Ann Lee said that she would raise this".
_LATER_UNDERTOOK = re.compile(rf"{_SOMEONE}\s+[a-z][^;:]{{3,160}}?\b(?:and|but)\s+(?:also\s+)?(?:agreed|undertook|offered|promised)\s+to\s+(?!be\b)(?P<doing>[a-z]+)")
_SAID_HE_WOULD = re.compile(
    rf"{_SOMEONE}\s+(?:said|confirmed|advised|stated|reported|replied|added)\s+(?:that\s+)?(?:he|she|they)\s+(?:would|will)\s+(?:also\s+)?(?P<doing>[a-z]+)"
)
_PRONOUN = re.compile(r"(?:He|She)\s+(?:has\s+|had\s+|also\s+|then\s+)*(?:(?:agreed|undertook|offered|promised|volunteered)\s+to\s+(?!be\b)|will\s+(?!be\b|have\b))[a-z]+")
_WILL = re.compile(
    r"(?P<subject>(?:The\s+|the\s+)?(?:[A-Z][\w.’'-]*|chair|clerk|secretary|secretariat|treasurer)(?:\s*(?:/|,\s|\s+and\s+|\s+)(?:[A-Z][\w.’'-]*)){0,4})\s+(?P<verb>will|would|is\s+to|are\s+to|was\s+asked\s+to|were\s+asked\s+to|to)\s+(?:also\s+|then\s+|now\s+|therefore\s+)?(?P<doing>[a-z]+(?:-[a-z]+)?)"
)
#: The rules by which sentences of running text set tasks.
RUNNING_TEXT = frozenset({"action.undertaking", "action.limb", "action.will", "action.passive"})
_NOT_A_TASK = frozenset(
    """be have like prefer appreciate welcome need expect remain become continue know feel think hope want include provide mean seem benefit depend support
    attend start last take replace come cost lead rather still step retire resign stand and or of for at in on as with is was are were not only""".split()
)
_DOER = re.compile(
    r"(?P<subject>(?:the\s+)?[A-Z][\w.’'-]*(?:(?:\s+(?:and|of|for))?\s+[A-Z][\w.’'-]*){0,5}|the\s+(?:chair|clerk|secretary|treasurer)\w*)\s+(?:would\s+|will\s+|should\s+|to\s+)?(?P<doing>[a-z]+)\b"
)
_LIMB_DOER = re.compile(r"(?:[Tt]hat\s+)?" + _DOER.pattern)  # "RESOLVED that:" may stand over the limbs
_AGREED_DOER = re.compile(r"\b(?:agreed|resolved|decided)\s+[Tt]hat\s+" + _DOER.pattern)
_POSTS = r"(?:[Cc]hair\w*|[Cc]lerk|[Ss]ecretary|[Ss]ecretariat|[Tt]reasurer|[Rr]egistrar|[Ss]olicitor|[Dd]irector|[Mm]anager|[Oo]fficer|[Hh]eadteacher|[Hh]ead|[Pp]rincipal|[Ee]xecutive|[Cc]onvener|[Cc]hancellor|[Dd]ean|[Mm]inister|[Aa]dministrator|[Cc]o-?ordinator|[Ee]ngineer|[Ww]arden|[Bb]ursar|[Ll]ibrarian|[Pp]resident|[Mm]ayor)"
#: "the Deputy Chief Executive", "Cllr Mrs Lee and the Clerk", "Rev Tim", "AB/CD".
_WHO = rf"(?:[Tt]he\s+)?(?:(?:[A-Z][\w.’'-]*\s+){{0,4}}{_POSTS}|[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){{0,4}})(?:\s+\([^)]{{1,40}}\))?"
_SEVERAL = rf"(?P<subject>{_WHO}(?:\s*(?:/|,\s|,?\s+and\s+|&\s*)\s*{_WHO}){{0,4}})"
_BY_POST = re.compile(
    rf"(?:^|(?:[Aa]greed|AGREED|[Rr]esolved|RESOLVED|[Dd]ecided)\s+(?:that\s+)?|[;:–]\s+|\b(?:and|but)\s+){_SEVERAL}\s+(?:(?:has|have|had|also|then|kindly|both|therefore|now|again|in\s+turn)\s+)*"
    r"(?P<cue>agreed\s+to|undertook\s+to|offered\s+to|promised\s+to|volunteered\s+to|will|would|shall|should|is\s+to|are\s+to|(?:was|were|been|be)\s+(?:asked|requested|instructed|tasked)\s+to|asked\s+to|needs?\s+to|to)\s+(?:also\s+|then\s+|again\s+|now\s+)?(?!be\b)(?P<doing>[a-z]+(?:-[a-z]+)?)"
)
_ASKED = re.compile(
    rf"\b(?:agreed\s+to\s+ask|AGREED\s+to\s+ask|asked|requested|instructed)\s+(?:that\s+)?{_SEVERAL}\s+(?:(?:to|should|would)\s+)?(?:kindly\s+|also\s+)?(?P<doing>[a-z]+(?:-[a-z]+)?)"
)
_BARE_VERB = re.compile(rf"(?P<subject>(?:The\s+)?(?:[A-Z][\w.’'-]*\s+){{0,3}}{_POSTS}|[A-Z][\w’'-]+)\s+(?P<doing>[a-z]+)\b")
_SAID_LATER = re.compile(
    rf"(?P<subject>{_WHO})\s+(?:said|confirmed|advised|stated|reported|replied|added|explained|noted|thought)\b[^;]{{0,200}}?\b(?:that\s+|and\s+|but\s+)*(?:he|she|they)\s+(?:would|will)\s+(?:also\s+|then\s+|again\s+)?(?P<doing>[a-z]+(?:-[a-z]+)?)"
)
_THEY = re.compile(
    r"(?:He|She|They)\s+(?:(?:has|have|had|also|then|again|is|are|kindly)\s+)*(?:(?:agreed|undertook|offered|promised|volunteered)\s+to\s+(?!be\b)|(?:will|would)\s+(?:again\s+|also\s+|then\s+)?(?!be\b|have\b|like\b)|(?:still\s+)?to\s+)(?P<doing>[a-z]+)"
)
_PASSIVE_TASK = re.compile(
    r"(?P<what>[A-Z][^.;:?]{2,110}?)\s+(?P<cue>will|is\s+to|are\s+to|to)\s+(?:now\s+|also\s+|then\s+|therefore\s+|again\s+)?be\s+(?:re-?)?(?P<doing>sent|written|contacted|ordered|asked|invited|circulated|investigated|checked|approached|forwarded|added|obtained|arranged|reviewed|"
    r"updated|displayed|advertised|requested|chased|reported\s+(?:to|back)|raised|followed\s+up|drafted|prepared|copied|informed|notified|made\s+aware|looked\s+into|put\s+(?:on|up)|posted|placed|installed|tested|purchased|bought|brought|removed|repaired|submitted|printed|cleaned|rectified|"
    r"carried\s+forward|amended|corrected|emailed|e-mailed|distributed|finalised|collated|passed)\b(?P<by>(?:\s+(?:out|round|back|on|off|up))?\s+by\s+(?P<who>[A-Z][\w.’'-]*(?:\s+(?:and\s+)?[A-Z][\w.’'-]*){0,4}|the\s+\w+))?"
)
#: "Agreed that the hedge would be cut": the same task behind the words that settle it.
_PASSIVE_AGREED = re.compile(
    rf"(?:It\s+was\s+)?(?:[Aa]greed|AGREED|RESOLVED)\s+that\s+(?:{_PASSIVE_TASK.pattern.replace('[A-Z]', '[A-Za-z]', 1).replace('(?P<cue>will', '(?P<cue>would|should|will', 1)})"
)
DOER_BEHIND = re.compile(r"\s[–—-]\s+(?P<who>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,2})(?=[,.]|$)")
#: Without one of these nobody undertakes anything, a clerk's short hand apart.
_PERHAPS = re.compile(rf"\b(?:to|will|would|shall|should|asked|requested|instructed)\b|^(?:The\s+)?(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{'|'.join(sorted(TASK_VERBS))})\b")
#: Asked in the meeting, these are answered in it.
_SPOKEN = frozenset(
    "explain clarify confirm comment describe outline give say speak state note consider think introduce leave withdraw vote abstain declare remember recognise appreciate".split()
)
#: "MS put it down to the weather" tells; only a verb whose past is another word is a clerk's short hand for a task.
_SAME_IN_PAST = frozenset("put set let cut read cost hit shut spread".split())
_GROUP = re.compile(
    r"(?:[Aa]ll(?:\s+[a-z]+){0,3}|[Ee]veryone|(?:[A-Z]\w+\s+){0,2}(?:[Mm]embers|[Tt]rustees|[Gg]overnors|[Cc]ouncillors|[Pp]artners|[Oo]fficers|[Dd]irectors|[Pp]anel|[Ss]taff|[Vv]olunteers|[Ss]chools|[Cc]hairs|[Tt]eam|[Gg]roup|[Pp]arty))"
)
_GROUP_TASK = re.compile(rf"(?P<subject>{_GROUP.pattern})\s+(?:are\s+|is\s+|were\s+)?(?:asked\s+|requested\s+)?to\s+(?P<doing>[a-z]+)")


def undertakings_of(context: Context, outline: Outline) -> Iterator[Action]:
    """Every task that a sentence of the business sets somebody, at most one a sentence."""
    for place in outline.placed:
        if place.zone is not Zone.BUSINESS or place.role is not Role.TEXT or place.unit.kind in {UnitKind.ROW, UnitKind.MARGIN} or place.label is Label.ACTION:
            continue
        for sentence in sentences(context.text, place.content):
            action = _undertaking(context, outline, place, sentence)
            if action:
                yield action


def _undertaking(context: Context, outline: Outline, place: Placed, sentence: Span) -> Action | None:
    text, scope = context.text, scope_of(context, outline, place)
    words = sentence.of(text)
    limb = _LIMB_DOER.match(words) if place.label is Label.DECISION else None  # "That the Treasurer send members a note": no word but the verb tells that it is a task
    if not limb and not _PERHAPS.search(words):
        return None
    match = _UNDERTOOK.search(words)
    pronoun = _PRONOUN.match(words)
    if pronoun or ((they := _THEY.match(words)) and they["doing"] in TASK_VERBS):
        return _by_pronoun(context, place, sentence, scope)
    if match and not re.search(r"\bwho\s+$", words[: match.start("verb")]):
        subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
        if subject:
            return _from_sentence(context, place, Span(subject.start, sentence.end), subject, scope, "action.undertaking")
    for pattern in (_LATER_UNDERTOOK, _SAID_HE_WOULD):
        match = pattern.match(words)
        if match and match["doing"] not in _NOT_A_TASK:
            subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
            if subject:
                return _from_sentence(context, place, Span(subject.start, sentence.end), subject, scope, "action.undertaking")
    match = limb if place.label is Label.DECISION else _AGREED_DOER.search(words)
    if match and match["doing"] not in _NOT_A_TASK and not match["doing"].endswith(("ed", "s")):
        subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
        if subject:
            return _from_sentence(context, place, sentence, subject, scope, "action.limb")
    for match in _WILL.finditer(words):
        begins = match.start() == 0 or re.search(r"(?:agreed\s+that|[;:–])\s*$", words[: match.start()])
        if match["doing"] in _NOT_A_TASK or (match["verb"] == "to" and not begins) or not begins:
            continue
        subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
        if subject:
            return _from_sentence(context, place, sentence, subject, scope, "action.will")
    return _by_someone(context, place, sentence, scope) or _by_nobody(context, place, sentence, scope)


def _by_someone(context: Context, place: Placed, sentence: Span, scope: Span) -> Action | None:
    """Tasks of posts and groups, tasks asked of somebody, and tasks in a clerk's short hand ("Clerk email the county")."""
    words = sentence.of(context.text)
    for pattern in (_BY_POST, _ASKED, _SAID_LATER, _BARE_VERB):
        for match in pattern.finditer(words) if pattern in (_BY_POST, _ASKED) else [found for found in [pattern.match(words)] if found]:
            if match["doing"] not in TASK_VERBS or (pattern is _ASKED and match["doing"] in _SPOKEN) or (pattern is _BARE_VERB and match["doing"] in _SPOKEN | _SAME_IN_PAST):
                continue
            if re.search(r"\b(?:if|whether|when|who|which|that\s+it|whom|why|how)\s+(?:the\s+)?$", words[: match.start("subject")]):
                continue
            if pattern is _ASKED and re.search(r"\bhad\s+$", words[: match.start()]):
                continue  # what had been asked before is told, not set
            subject = _subject(context, sentence.start + match.start("subject"), match["subject"], scope)
            if subject:
                return _from_sentence(context, place, sentence, subject, scope, "action.undertaking")
    group = _GROUP_TASK.match(words)
    if group and group["doing"] in TASK_VERBS - {"meet", "look", "work", "come"}:
        return _from_sentence(context, place, sentence, Span(sentence.start, sentence.start + group.end("subject")), scope, "action.will")
    return None


def _by_nobody(context: Context, place: Placed, sentence: Span, scope: Span) -> Action | None:
    """ "A letter will be sent to the owner": a task without a doer, unless "by X" names one."""
    words = sentence.of(context.text)
    match = _PASSIVE_TASK.match(words) or _PASSIVE_AGREED.match(words)
    if not match or re.search(r"\b(?:if|whether|may|might|can|could|who|which|hope\w*|expect\w*|plan\w*|want\w*|wish\w*|already)\b", match["what"], re.IGNORECASE):
        return None
    if SENTENCE_VERB.search(match["what"]) or len(match["what"].split()) > 14:
        return None
    by = Span(sentence.start + match.start("who"), sentence.start + match.end("who")) if match["who"] else None
    behind = DOER_BEHIND.search(words, match.end("doing")) if by is None else None
    if behind and _is_someone(context, behind["who"], scope):
        by = Span(sentence.start + behind.start("who"), sentence.start + behind.end("who"))
    owners = owners_in(context, by, scope) if by else ()
    return Action(sentence, place.paragraph or place.item, "action.passive", owners, by.of(context.text) if by else None, due_in(context, sentence))


def _by_pronoun(context: Context, place: Placed, sentence: Span, scope: Span) -> Action | None:
    """ "She undertook to …": the person who is named last in the sentence before, if just one is."""
    before = [other for other in sentences(context.text, place.content) if other.end <= sentence.start]
    if not before:
        return None
    names: list[tuple[str, Span]] = []
    begins = re.match(_WHO, before[-1].of(context.text))
    subject = context.people.denoted(begins.group(), scope) if begins else None
    if begins and subject and subject.name:
        names.append((subject.name, Span(before[-1].start, before[-1].start + begins.end())))
    for match in () if names else re.finditer(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,2}|\b[A-Z]{2,3}\b", before[-1].of(context.text)):
        denoted = context.people.denoted(match.group(), scope)
        if denoted.name and denoted.name not in [name for name, _ in names]:
            names.append((denoted.name, Span(before[-1].start + match.start(), before[-1].start + match.end())))
    if len(names) != 1:
        return None
    name, antecedent = names[0]
    printed = Span(sentence.start, sentence.start + len(sentence.of(context.text).split()[0]))
    owner = Owner(printed.of(context.text), printed, name, (), f"the one person named in the sentence before: {antecedent.of(context.text)!r}", True)
    return Action(sentence, place.paragraph or place.item, "action.undertaking", (owner,), owner.as_printed, due_in(context, sentence))


def _subject(context: Context, start: int, words: str, scope: Span) -> Span | None:
    """The subject when it is one or several people of this meeting; leading words that are no name are dropped."""
    tokens = list(re.finditer(r"\S+", words))
    for drop in range(min(3, len(tokens))):
        rest = words[tokens[drop].start() :]
        pieces = [piece for piece in re.split(r"\s*(?:/|,\s|\band\b)\s*", rest) if piece]
        if pieces and all(_is_someone(context, piece, scope) for piece in pieces):
            return Span(start + tokens[drop].start(), start + len(words))
        if drop == 0 and not re.match(r"(?:The|However|Also|Then|Meanwhile|In|And|But)\b", tokens[0].group()):
            break
    return None


def _is_someone(context: Context, words: str, scope: Span) -> bool:
    denoted = context.people.denoted(words, scope)
    post = re.fullmatch(rf"(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}{_POSTS}(?:\s+(?:of|for)(?:\s+(?:the|and|[\w’'-]+)){{1,4}})?", words, re.IGNORECASE)
    return bool(denoted.name or denoted.candidates or post or (has_honorific(words) and looks_like_person(words)))


def _from_sentence(context: Context, place: Placed, span: Span, subject: Span, scope: Span, rule: str) -> Action:
    owners = owners_in(context, subject, scope)
    return Action(span, place.paragraph or place.item, rule, owners, subject.of(context.text), due_in(context, span))
