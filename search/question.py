"""What a question asks for, without a language model: kind, people, boards, dates, acronyms written out, content words."""

import re
from dataclasses import dataclass, field
from datetime import date

from kg.model import fold
from kg.store import Store
from kg.vocabulary import Kind, PassageKind, Predicate

_STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being between both but by can could did do does doing done down
    during each ever few for from further had has have having he her here hers him his how i if in into is it its itself just me meeting meetings minutes
    more most much my no nor not of off on once only or other our out over own record said same say says she should so some such tell than that the their
    them then there these they this those through to too under until up us very was we were what when where which while who whom whose why will with would
    you your board boards happen happened happens anything anyone ever get got go going come came""".split()
)
_KINDS: tuple[tuple[PassageKind, re.Pattern[str]], ...] = (
    (
        PassageKind.ACTION,
        re.compile(
            r"\bactions?\b|\bwho\s+(?:is|was|were|are|has|had)\s+(?:to|going\s+to|asked|tasked|responsible)\b|\bcommit(?:ted|ments?)?\b|\bundert(?:ook|ake|aken|akings?)\b|\bpromised?\b|\bdue\b|"
            r"\bto\s+do\b|\bfollow(?:ed)?[- ]up\b|\btasks?\b|\bowners?\b|\bby\s+when\b|\bwho\s+(?:will|would|should)\b",
            re.IGNORECASE,
        ),
    ),
    (
        PassageKind.DECISION,
        re.compile(
            r"\bagree[ds]?\b|\bdecisions?\b|\bdecided?\b|\bapprove[ds]?\b|\bresol(?:ved?|utions?)\b|\bsign(?:ed)?\s+off\b|\bendorsed?\b|\badopt(?:ed)?\b|\baccept(?:ed)?\b|\bsettled?\b|\bnoted\b|\bdeferred\b|\brejected\b|\bconditions?\b",
            re.IGNORECASE,
        ),
    ),
    (
        PassageKind.ATTENDANCE,
        re.compile(
            r"\b(?:attend(?:ed|ance|ees?)|present|apologies|represent(?:ed|ing|s)?|chaired|sat\s+in|stood\s+in|stand-?in|deputis\w*|in\s+the\s+chair|took\s+the\s+chair|who\s+was\s+there)",
            re.IGNORECASE,
        ),
    ),
)
_YEAR = r"(?:19|20)\d\d"
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH_YEAR = re.compile(
    rf"(?:\b(?P<edge>since|after|from|before|until|by|up\s+to)\s+)?(?<!\d )(?<!st )(?<!nd )(?<!rd )(?<!th )\b(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>{_YEAR})\b", re.IGNORECASE
)
_SINCE_YEAR = re.compile(rf"\b(?P<edge>since|after|from|before|until|up\s+to)\s+(?P<year>{_YEAR})\b", re.IGNORECASE)
_IN_YEAR = re.compile(rf"\b(?:in|during|of)\s+(?P<year>{_YEAR})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    kind: PassageKind | None  # what kind of passage would answer
    people: tuple[str, ...]  # names of the record that the question names
    boards: tuple[str, ...]
    since: date | None
    until: date | None
    terms: tuple[str, ...]  # content words, folded
    expansions: dict[str, tuple[str, ...]] = field(default_factory=dict)  # term -> other wordings of the record


def understand(text: str, store: Store) -> Question:
    """Read a question against the names and the glossary of a store."""
    words = fold(text).split()
    people = tuple(label for label in store.labels(Kind.PERSON.value) if _named(label, words))
    boards = tuple(label for label in store.labels(Kind.BOARD.value) if _holds(words, fold(label).split()))
    since, until = _dates(text)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(text)), None)
    terms = _terms(text, kind)
    glossary = _glossary(store)
    expansions = {term: tuple(sorted(found)) for term in terms if (found := _expansion(term, words, glossary))}
    return Question(text, kind, people, boards, since, until, terms, expansions)


def _terms(text: str, kind: PassageKind | None) -> tuple[str, ...]:
    """The content words. What only says which kind of answer is wanted ("agreed", "action") is none, unless nothing else is left."""
    pattern = dict(_KINDS).get(kind) if kind else None
    said = {word for match in pattern.finditer(text) for word in fold(match.group()).split()} if pattern else set()
    dated = {word for pattern in (_MONTH_YEAR, _SINCE_YEAR, _IN_YEAR) for match in pattern.finditer(text) for word in fold(match.group()).split()}
    content = [word for word in fold(text).split() if word not in _STOP and word not in dated and (len(word) > 1 or word.isdigit())]
    return tuple(dict.fromkeys([word for word in content if word not in said] or content))


def _named(label: str, words: list[str]) -> bool:
    """Whether a question names a person by the full name."""
    name = fold(label).split()
    return len(name) > 1 and _holds(words, name)


def _holds(words: list[str], wanted: list[str]) -> bool:
    """Whether `wanted` stands in `words` as a run."""
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def _glossary(store: Store) -> dict[str, set[str]]:
    """Acronym -> long forms, as the documents define them."""
    topics = {mention.id: mention.label for mention in store.mentions(Kind.TOPIC.value)}
    glossary: dict[str, set[str]] = {}
    for statement in store.statements(predicate=Predicate.ABBREVIATED.value):
        short = fold(statement.value or "").removesuffix("s")
        glossary.setdefault(short, set()).add(fold(topics[statement.subject]))
    return glossary


def _expansion(term: str, words: list[str], glossary: dict[str, set[str]]) -> set[str]:
    """Other wordings of a term: the long form of an acronym, the acronym of a long form that the question holds."""
    found = set(glossary.get(term.removesuffix("s"), ()))
    for short, longs in glossary.items():
        for long in longs:
            if long.split()[0] == term and _holds([word.removesuffix("s") for word in words], [word.removesuffix("s") for word in long.split()]):
                found.add(short)
    return found


def _dates(text: str) -> tuple[date | None, date | None]:
    """The span of time that a question names: a month, a year, or from or up to one."""
    if match := _MONTH_YEAR.search(text):
        year, month = int(match["year"]), _MONTHS.index(match["month"].lower()) + 1
        following = date(year + month // 12, month % 12 + 1, 1)
        return _edged(match["edge"], date(year, month, 1), date.fromordinal(following.toordinal() - 1))
    if match := _SINCE_YEAR.search(text):
        return _edged(match["edge"], date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31))
    if match := _IN_YEAR.search(text):
        return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
    return None, None


def _edged(edge: str | None, first: date, last: date) -> tuple[date | None, date | None]:
    """The span from or up to a month or year: "since" holds it, "after" begins behind it, "before" ends in front of it."""
    match (edge or "").lower().split():
        case ["since"] | ["from"]:
            return first, None
        case ["after"]:
            return date.fromordinal(last.toordinal() + 1), None
        case ["before"]:
            return None, date.fromordinal(first.toordinal() - 1)
        case ["until"] | ["by"] | ["up", "to"]:
            return None, last
    return first, last


def expression(question: Question) -> str:
    """The FTS5 expression of a question: any of its content words, or other wordings of them as phrases."""
    parts = [f'"{term}"' for term in question.terms]
    parts += [f'"{wording}"' for wordings in question.expansions.values() for wording in wordings]
    return " OR ".join(parts)
