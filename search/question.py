"""What a question asks for, without a language model: aim, people, boards, time, and its terms in all their wordings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kg.model import fold
from kg.stems import Stems, stem, stems
from search.known import Board, Person
from search.thesaurus import NAME, Wording, other_wordings
from search.times import Period, period_of
from search.wording import expression, holds, runs

_STOP = frozenset(
    """a about above after again all also am an and any are as at away be because been before being between both but by can could did do does doing done
    down during each ever every few for from further had has have having he her here hers him his how i if in into is it its itself just last let made make many
    may me meeting meetings might mine minutes more most much must my next no nor not now of off on once one only or other our out over own per put record said
    same say says see shall she should since so some such take taken tell than that the their them then there these they thing things this those through to
    too took two under until up upon us very was we were what when where whether which while who whom whose why will with within would yet you your
    happen happened happens anything anybody others other themselves himself herself itself far several letting anyone nobody everyone somebody someone got get gets go goes going gone went came come comes give given gave
    summarize summarise discussion discuss discussed discusses debate debated question questions answer answers thought think thinks opinion opinions
    according mention mentioned talk talked explain explained state stated suggest suggested describe described asked ask asks
    board boards panel panels committee committees group groups council body mean meant want wanted wants""".split()
)


class Part(StrEnum):
    """What somebody is asked to have been at a meeting."""

    CHAIR = "chair"
    STAND_IN = "stand-in"
    DELEGATE = "delegate"
    ABSENT = "absent"


class Aim(StrEnum):
    """What kind of answer is asked for."""

    DECISION = "decision"
    ACTION = "action"
    PERSON = "person"  # who was there, chaired, stood in
    PAPER = "paper"
    DISCUSSION = "discussion"


_STANDS_IN = (
    r"\bst(?:oo|an)d(?:ing|s)?\s+in\b|\bstand-?ins?\b|\bsat\s+in\b|\bdeputi[sz]\w*|\b(?:as|his|her|their|a|sent)\s+(?:a\s+)?deputy\b|\bsubstitut\w*|\bprox(?:y|ies)\b|\bfill(?:ed|ing|s)?\s+in(?!\s+(?:the|a|an|forms?)\b)|"
    r"\b(?:took|taking|take|takes|in)\s+(?:the\s+)?(?:[\w’'.]+\s+){0,4}place\b(?:\s+of\b)?|\binstead\s+of\b"
)
_CHAIRS = (
    r"\bchair(?:ed|ing|s)\b|\bin\s+the\s+chair\b|\bt(?:oo|a)k(?:e|es|ing|en)?\s+the\s+chair\b|\bpresid(?:ed|ing|es)\b|\bhead\s+of\s+the\s+table\b|"
    r"\b(?:acting|temporary|interim|vice|deputy)[- ]chair\w*|(?<=\bwho\s)(?:led|headed|ran|opened)\b|\bas\s+chair\w*"
)
_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.STAND_IN, re.compile(_STANDS_IN, re.IGNORECASE)),
    (Part.CHAIR, re.compile(_CHAIRS, re.IGNORECASE)),
    (
        Part.ABSENT,
        re.compile(
            r"\bapolog\w+|\babsen(?:t|ce|ces)\b|\bmissed\b|\bmissing\s+from\b|\b(?:could\s+not|couldn[’']t|unable\s+to)\s+(?:come|attend|be\s+there|make\s+it)\b", re.IGNORECASE
        ),
    ),
    (Part.DELEGATE, re.compile(r"\brepresent\w*|\bon\s+behalf\s+of\b|\b(?:c[ao]me|been|there|present|attended|sat)\b.{0,30}\b(?:from|for)\b", re.IGNORECASE)),
)

_WHO = r"(?:who|which\s+\w+|(?:what|which)\s+(?:company|firm|member|person|people|officer))"
_AIMS: tuple[tuple[Aim, re.Pattern[str]], ...] = (
    (
        Aim.PERSON,
        re.compile(
            rf"\bwho(?:se|m)?\b.*(?:{_STANDS_IN})|\bwho\b.*(?:{_CHAIRS})|\bwho\s+(?:was\s+|were\s+)?(?:missed|absent|missing)\b|"
            r"\brepresent(?:ed|ing|s)\b|\battend(?:ed|ance|ees?|ing)\b|\bapologies\b|\bchaired\b|\bsat\s+in\b|\bst(?:oo|an)d(?:ing|s)?\s+in\b|\bstand-?ins?\b|\bdeputis\w*|"
            r"\bin\s+the\s+chair\b|\btook\s+the\s+chair\b|\bwho\s+(?:was|were)\s+(?:there|at|present|in\s+attendance)\b|\bwho\s+(?:has|have|had)?\s*(?:come|came|been)\b(?!\s+after)|"
            r"\bever\s+(?:come|came|attend|been)\b|\bwho\s+(?:came|comes)\b(?!\s+after)|\bnew\s+members?\b|\bwho\s+(?:resigned|left|joined|replaced|succeeded)\b|\bwho\s+(?:is|was|were|are)\s+(?:the\s+)?(?:chair|minister|secretary|clerk|members?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Aim.PAPER,
        re.compile(
            r"\b(?:which|what)\s+(?:\w+\s+){0,3}?(?:papers?|reports?|documents?|strateg(?:y|ies)|guidance|handbook|polic(?:y|ies)|briefings?|reviews?)\b|\bha(?:d|ve)\s+before\s+(?:it|them)\b|\bwho\s+wrote\b|"
            r"\b(?:papers?|reports?)\s+(?:on|about|by|from)\b|\bpresented\s+(?:a|the|his|her)\s+(?:paper|report)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Aim.ACTION,
        re.compile(
            rf"\bactions?\b|\bwho\s+(?:(?!(?:was|is|were|are|did|had)\b)\w+\s+|(?:at|from|in|of)\s+(?:the\s+)?(?:[\w’']+\s+){{1,4}})?(?:has|have|had|is|was|were|are)\s+(?:to|told|finding|arranging|looking|writing|checking|organising|preparing|getting|taking|sending|bringing|asked|tasked)\b|\b{_WHO}\s+(?:is|was|were|are|has|had|have)\s+(?:to|going\s+to|due\s+to|asked|tasked|responsible|supposed|down\s+to|meant\s+to)\b|\b(?:is|was|were|are)\s+(?:\w+\s+){{1,3}}(?:asked|tasked|told|due)\s+to\b|\bwhat\s+(?:is|was|were|are)\s+(?:\w+\s+){{1,3}}to\s+|"
            r"\bcommit(?:ted|ments?)?\b|\bundert(?:ook|ake|aken|akings?)\b|\bpromised?\b|\bdue\b|\bto\s+do\b|\bfollow(?:ed)?[- ]up\b|\btasks?\b|\bowners?\b|\bby\s+when\b|\bwho\s+(?:will|would|should)\b|"
            r"\bwhose\s+(?:job|task|turn|duty|responsibility)\b|\btake\s+away\b|\bha(?:d|s|ve)\s+to\s+(?:do|send|bring|write|report|prepare|go)\b|\bvolunteered\b|\bwas\s+it\s+done\b",
            re.IGNORECASE,
        ),
    ),
    (
        Aim.DECISION,
        re.compile(
            r"\bagree[ds]?\b|\bdecisions?\b|\bdecided?\b|\bapprove[ds]?\b|\bresol(?:ved?|utions?)\b|\bsign(?:ed)?\s+off\b|\bendorsed?\b|\badopt(?:ed)?\b|\baccept(?:ed)?\b|\bsettled?\b|\bnoted\b|\bdeferred\b|\brejected\b|\bconditions?\b|"
            r"\bchoose\b|\bchose\b|\bpick(?:ed)?\b(?!\s+out)|\bback(?:ed)?\b(?=\s+\w+['’]?s?\s)|\bvote[ds]?\b|\bset\s+for\b",
            re.IGNORECASE,
        ),
    ),
    (
        Aim.DISCUSSION,
        re.compile(
            r"\b(?:what|how|why)\b.*\b(?:said|say|says|raised?|discuss\w*|worr\w+|concerns?|unease|views?|think|thought|felt|feel|explain\w*|argue\w*|suggest\w*|opinions?|debate\w*|mention\w*)\b|\bwhy\b|\bsummari[sz]e\b",
            re.IGNORECASE,
        ),
    ),
)
#: The words that only say the aim; whatever else the patterns above span is spoken of.
_SAYS_AIM: dict[Aim, re.Pattern[str]] = {
    Aim.PERSON: re.compile(
        r"\b(?:represent\w*|attend\w*|present|apologies|come|came|comes|been|there|stood|stand(?:s|ing)?|sat|deputis\w*|chaired|chairing|took|place|instead|behalf|fill(?:ed|ing|s)?|absent|missed|presided)\b",
        re.IGNORECASE,
    ),
    Aim.PAPER: re.compile(r"\b(?:papers?|reports?|documents?|wrote|presented)\b", re.IGNORECASE),
    Aim.ACTION: re.compile(
        r"\b(?:actions?|asked|tasked|told|whose|jobs?|duty|responsib(?:le|ility)|supposed|commit(?:ted|ments?)?|undert(?:ook|ake|aken|akings?)|promised?|due|tasks?|owners?|by\s+when|take\s+away|volunteered|done|have\s+to|has\s+to|had\s+to)\b",
        re.IGNORECASE,
    ),
    Aim.DECISION: dict(_AIMS)[Aim.DECISION],
    Aim.DISCUSSION: re.compile(
        r"\b(?:said|say|says|raised?|discuss\w*|worr(?:y|ies|ied)|concerns?|unease|views?|think|thought|felt|feel|explain\w*|suggest\w*|opinions?|debate\w*|mention\w*|why|summari[sz]e)\b",
        re.IGNORECASE,
    ),
}
#: Whether something was so is mostly a question of what was settled.
_YES_OR_NO = re.compile(r"\s*(?:did|was|were|will|would|is|are|has|have|had|can|could|do|does|should|what\s+(?:position|stance|line|view)\s+did)\b", re.IGNORECASE)
_OVER_TIME = re.compile(
    r"\bwhat\s+(?:came|has\s+become|became)\s+of\b|\bhow\s+(?:did|has|have|far)\b.*\b(?:move|moved|fare|fared|develop|developed|change|changed|progress|progressed|get|evolve\w*)\b|\bover\s+(?:the\s+)?(?:years?|time|months?|(?:19|20)\d\d)\b|"
    r"\bhistory\b|\bso\s+far\b|\bbetween\b.*\b(?:19|20)\d\d\b.*\band\b.*\b(?:19|20)\d\d\b|\bfrom\b.*\b(?:19|20)\d\d\b.*\bto\b|\bever\b|\bover\s+the\s+years\b|\btimeline\b|\bsince\b",
    re.IGNORECASE,
)
_THROUGH_TIME = re.compile(r"\bover\s+(?:the\s+)?(?:years?|time|months?)\b", re.IGNORECASE)
_ACROSS = re.compile(
    r"\beach\s+(?:say|said|of\s+the)\b|\bboth\b|\bthe\s+two\b|\ball\s+(?:the\s+)?boards\b|\bother\s+boards\b|\bacross\s+(?:the\s+)?boards\b|\bwhich\s+boards\b", re.IGNORECASE
)
_BODY = r"(?:panels?|boards?|committees?|sub-?committees?|groups?|sub-?groups?|executives?|chairs|councils?|teams?|forums?|fora|partnerships?|networks?|trusts?|cabinet|commissions?|governors|trustees|directors|assembly|associations?|societ(?:y|ies)|clubs?|execs?|federations?|liaison|senate|synod)"
_PHRASE = re.compile(
    rf"\b(?P<article>the|this|that|our|two|both|each)\s+(?P<words>(?:(?!(?:the|this|that|our|at|on|in|by|with|to)\s)[\w’'-]+\s+){{0,6}}?)(?P<body>{_BODY}(?:\s+{_BODY})*)(?P<of>['’]s?)?(?![\w-])",
    re.IGNORECASE,
)
_TITLES = r"(?:Baroness|Lord|Lady|Sir|Dame|Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Judge|Rev|Revd)"


@dataclass(frozen=True, slots=True)
class Term:
    """Something that a question speaks of, in all its wordings; the first is the question's own."""

    wordings: tuple[Wording, ...]

    @property
    def words(self) -> str:
        """The question's own wording."""
        return self.wordings[0].words

    @property
    def expression(self) -> str:
        """The FTS5 expression that matches any wording."""
        return expression(each.words for each in self.wordings)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    aim: Aim | None = None
    part: Part | None = None  # of somebody at a meeting, where people are asked for
    over_time: bool = False
    across: bool = False  # several boards are asked for, side by side
    people: tuple[Person, ...] = ()
    boards: tuple[Board, ...] = ()
    period: Period = field(default_factory=lambda: Period(None, None))
    terms: tuple[Term, ...] = ()
    rewritten: str = ""  # with lay names and acronyms written out, for the search by meaning

    @property
    def since(self) -> date | None:
        """The first day asked for."""
        return self.period.since

    @property
    def until(self) -> date | None:
        """The last day asked for."""
        return self.period.until


def literal(text: str) -> Question:
    """A question that is taken by its words alone."""
    return Question(text, terms=tuple(Term((Wording(word, 1.0),)) for word in dict.fromkeys(_content(text)) or dict.fromkeys(fold(text).split())), rewritten=text)


def understand(text: str, boards: Sequence[Board] = (), people: Sequence[Person] = (), glossary: dict[Stems, tuple[str, ...]] | None = None) -> Question:
    """Read a question against the boards, people and glossary of a record."""
    meant, board_words = boards_in(text, boards)
    period = period_of(text)
    if period.since is None and period.until is None:
        period = _meeting_named(text, meant)
    named, person_words = people_in(text, people)
    aim = next((aim for aim, pattern in _AIMS if pattern.search(text)), Aim.DECISION if _YES_OR_NO.match(text) else None)
    told = [*board_words, *person_words, *period.words, *(match.group() for match in _THROUGH_TIME.finditer(text))]
    rest = _without(text, told)
    terms = _terms(rest, aim, glossary or {}, needed=not (named or period.words))
    part = next((part for part, pattern in _PARTS if pattern.search(text)), None) if aim is Aim.PERSON else None
    across = len(meant) > 1 and (bool(_ACROSS.search(text)) or len(board_words) > 1)
    return Question(text, aim, part, bool(_OVER_TIME.search(text)), across, named, meant, period, terms, _rewritten(text, terms))


def _without(text: str, told: Iterable[str]) -> str:
    """A question without the words that are understood already; a blank mark keeps what stood around them apart."""
    for words in told:
        text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ; ", text, count=1)
    return text


# Terms


def _content(text: str) -> list[str]:
    return [word for word in fold(text).split() if _tells(word)]


def _tells(word: str) -> bool:
    """Whether a word may be a term of its own."""
    return word.removesuffix("'s") not in _STOP and (len(word) > 1 or word.isdigit())


def _terms(text: str, aim: Aim | None, glossary: dict[Stems, tuple[str, ...]], *, needed: bool) -> tuple[Term, ...]:
    """The terms of a question: phrases that have other wordings, then words.

    What only says the aim ("agreed") is none, unless nothing else is left and a term is `needed`.
    """
    pattern = _SAYS_AIM[aim] if aim else None
    said = {word for match in pattern.finditer(text) for word in fold(match.group()).split()} if pattern else set()
    words = fold(text).split()
    taken: set[int] = set()
    terms = []
    for at, size, found in _phrases(text, words, glossary):
        telling = any(word not in _STOP and (word not in said or (aim is Aim.PERSON and size > 1)) for word in words[at : at + size])
        if telling and taken.isdisjoint(range(at, at + size)):
            taken |= set(range(at, at + size))
            terms.append((at, Term((Wording(" ".join(words[at : at + size]), 1.0), *found))))
    plain = [at for at, word in enumerate(words) if at not in taken and _tells(word)]
    content = [at for at in plain if words[at] not in said] or ([] if terms or not needed else plain)
    terms += [(at, Term((Wording(words[at], 1.0),))) for at in content]
    unique = {stems(term.words): term for _, term in sorted(terms, key=lambda pair: -pair[0])}
    return tuple(sorted(unique.values(), key=lambda term: next(at for at, each in terms if each is term)))


def _phrases(text: str, words: Sequence[str], glossary: dict[Stems, tuple[str, ...]]) -> list[tuple[int, int, tuple[Wording, ...]]]:
    """(place, number of words, other wordings) of what the glossary or the thesaurus knows, the longest first."""
    found = []
    acronyms = set(re.findall(r"\b\w*[A-Z]\w*[A-Z]\w*\b", text))
    printed = {fold(acronym): acronym for acronym in sorted(acronyms)}
    for size in range(min(7, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            run = " ".join(words[at : at + size])
            defined = tuple(Wording(other, NAME) for other in glossary.get(stems(run), ()))
            others = other_wordings(run) or other_wordings(printed.get(run, "")) or other_wordings(printed.get(run, "").removesuffix("s"))
            if others and size > 1 and words[at + size - 1] in _STOP:  # "remarks on" may be the noun with its preposition
                others = (*others, *other_wordings(" ".join(words[at : at + size - 1])))
            if defined or others:
                found.append((at, size, tuple(dict.fromkeys((*defined, *others)))))
    return sorted(found, key=lambda each: (-each[1], -each[2][0].worth))


def _rewritten(text: str, terms: Iterable[Term]) -> str:
    """The question with the surest other wording of its names beside them: what an embedding does not know, it is told."""
    sure = [other.words for term in terms for other in term.wordings[1:2] if other.worth >= NAME]
    return f"{text} ({'; '.join(sure)})" if sure else text


_NTH = re.compile(r"\b(?:(?P<first>first|inaugural)|(?P<last>last|latest|most\s+recent))\s+meeting\b", re.IGNORECASE)


def _meeting_named(text: str, boards: Sequence[Board]) -> Period:
    """The day of the first or last meeting of a board, where a question names it so."""
    match = _NTH.search(text)
    days = sorted(day for board in boards for day in board.dates) if match else []
    if not match or not days:
        return Period(None, None)
    day = days[0] if match["first"] else days[-1]
    return Period(day, day, (match.group(),), day)


# Boards


def boards_in(text: str, boards: Sequence[Board]) -> tuple[tuple[Board, ...], tuple[str, ...]]:
    """(boards that a question means, the words that name them): by name, acronym, or some words of a name with what kind of body it is."""
    meant: dict[str, Board] = {}
    words: list[str] = []
    own = stems(text)
    for board in boards:
        for name in board.names:
            if (len(stems(name)) > 1 and holds(own, stems(name))) or (board.acronym and re.search(rf"\b{re.escape(board.acronym)}\b", text)):
                meant[board.node] = board
                words.append(name)
    for match in _PHRASE.finditer(text):
        found = _fitting(match, boards)
        if found:
            meant |= {board.node: board for board in found}
            words.append(match.group())
    return tuple(meant.values()), tuple(words)


def _fitting(match: re.Match[str], boards: Sequence[Board]) -> list[Board]:
    """The boards that words like "the crime and justice panel" mean; "the panel" means every panel."""
    kinds = {stem(word) for word in fold(match["body"]).split()}
    wanted = [stem(word) for word in fold(match["words"]).split() if word not in {"two", "three", "both", "same", "other", "new", "whole", "and", "of", "for", "the"}]
    alike = [board for board in boards if kinds & (board.name_stems | board.told_stems)]
    if not wanted:
        named = [board for board in alike if kinds & board.name_stems]
        return named if len(named) < len(boards) else []
    # A kind of body that only its papers' headings name is less sure to be this board.
    scores = {board.node: _share(wanted, board, boards) * (1.0 if kinds & board.name_stems else 0.8) for board in alike}
    best = max(scores.values(), default=0.0)
    if best < 0.6:
        plural = fold(match["body"]).split()[-1].endswith("s") and "chairs" not in fold(match["body"])
        return [board for board in alike if kinds & board.name_stems] if plural and re.match(r"(?:two|both|each)\b", match["words"] or match["article"], re.IGNORECASE) else []
    return [board for board in alike if scores[board.node] >= 0.9 * best]


def _share(wanted: Sequence[str], board: Board, boards: Sequence[Board]) -> float:
    """The share of some words, the rarer among boards the weightier, that a board's name holds, or less surely its papers' headings."""
    total = held = 0.0
    for word in wanted:
        rarity = 1.0 / (1 + sum(word in other.name_stems for other in boards))
        total += rarity
        held += rarity * (1.0 if word in board.name_stems else 0.7 if word in board.told_stems else 0.0)
    return held / total if total else 0.0


# People


def people_in(text: str, people: Sequence[Person]) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """(people whom a question names, the words that name them): by whole name, by title and surname, by a rare surname, by initials."""
    folded = fold(text)
    words = folded.split()
    whole = [(person, name) for person in people for name in person.names if len(name.split()) > 1 and next(runs(tuple(name.split()), words), None) is not None]
    if whole:
        longest = {person.node: name for person, name in sorted(whole, key=lambda pair: len(pair[1]))}
        kept = [(person, name) for person, name in whole if longest[person.node] == name]
        return tuple({person.node: person for person, _ in kept}.values()), tuple(_printed(text, name) for _, name in kept)
    return _by_surname(text, people)


def _by_surname(text: str, people: Sequence[Person]) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    found: dict[str, Person] = {}
    words = []
    for match in re.finditer(rf"(?P<title>\b{_TITLES}\.?\s+)?\b(?P<name>[A-Z][\w’'-]+)\b", text):
        surname = fold(match["name"])
        bearers = [person for person in people if any(len(name.split()) > 1 and name.split()[-1] == surname for name in person.names)]
        if bearers and (match["title"] or (match.start() > 0 and len(bearers) == 1 and len(surname) > 3)):
            found |= {person.node: person for person in bearers}
            words += [match.group()] if match["title"] else []  # a bare surname may be a word as well
    for match in re.finditer(r"\b[A-Z]{2,3}\b", text):
        bearers = [person for person in people if match.group().lower() in person.initials]
        if len(bearers) == 1:
            found[bearers[0].node] = bearers[0]
            words.append(match.group())
    return tuple(found.values()), tuple(words)


def _printed(text: str, name: str) -> str:
    """How a folded name stands in a question."""
    match = re.search(r"[\W_]+".join(re.escape(word).replace("'", "['’]") for word in name.split()), text, re.IGNORECASE)
    return match.group() if match else name
