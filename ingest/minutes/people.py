"""Which attendee some wording denotes in this meeting: full names, initials, short names and posts.

Nothing is guessed: wording that fits two attendees stays as printed with both listed, unless the words of the item name
the body that just one of them stands for. Every answer says why.
"""

import re
from dataclasses import dataclass

from ingest.minutes.records import Attendee, Meeting
from kg.forenames import is_forename
from kg.model import Span, fold
from kg.names import has_honorific, initials_of, is_initials, looks_like_person, same_person, strip_titles

_DEFINED = re.compile(r"(?P<name>[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.?|[a-z]{2,3}|[A-Z][\w'’-]+)){0,3}\s+[A-Z][\w'’-]+)\s*\((?P<initials>[A-Z][A-Za-z.]{1,4})\)")
_WHOLE_NAME = r"[A-Z][\w'’-]+(?:\s+[A-Z]\.?)?\s+[A-Z][\w'’-]+"
#: "LMe is Lorna Meakin", "MS = Moira Sayle".
_STANDS_FOR = re.compile(rf"\b(?P<initials>[A-Z][A-Za-z]{{1,3}})\s+(?:is|=|for|means|stands\s+for)\s+(?P<name>{_WHOLE_NAME})")
_POSTS = re.compile(
    r"(?:the\s+)?(?:(?:panel|board|committee|parish|town|council|meeting|trust)\s+)?(?P<post>(?:acting\s+|vice[- ]?)?chair(?:man|person|woman)?|(?:minute\s+)?clerk(?:\s+to\s+the\s+\w+)?|secretary|treasurer|convener)",
    re.IGNORECASE,
)
_POST_WORD = re.compile(
    r"\b(?:clerk|secretary|chair\w*|treasurer|registrar|solicitor|director|manager|officer|head\w*|principal|executive|convener|chancellor|dean|adviser|administrator|co-?ordinator|engineer|commissioner|warden|bursar|librarian|president|leader|lead|mayor|scrutineer|chaplain|rector|vicar|governor)\b",
    re.IGNORECASE,
)
_PRESENT = ("present", "in_attendance")


@dataclass(frozen=True, slots=True)
class Denoted:
    """Whom some wording denotes."""

    name: str | None  # full name, None where it stays open
    candidates: tuple[str, ...]  # all attendees whom it fits
    why: str


@dataclass(frozen=True, slots=True)
class People:
    """The people of one document."""

    text: str
    attendance: tuple[Attendee, ...]
    chair: str | None
    names: tuple[str, ...]  # of everyone in the attendance, once each
    defined: dict[str, tuple[str, Span]]  # initials -> full name, where "Ann Lee (AL)" stands

    def denoted(self, words: str, scope: Span) -> Denoted:
        """Whom `words` denote inside an item whose words are at `scope`."""
        bare = strip_titles(words)
        bearers = [entry for entry in self.attendance if fold(entry.name) == fold(bare) and entry.status_span]
        if len(bearers) > len({entry.status_span for entry in bearers}):
            told = tuple(f"{entry.name} ({entry.represents.words})" if entry.represents else entry.name for entry in bearers)
            return Denoted(None, told, "two in one list of the attendance bear this name")
        for candidate in self.names:
            if fold(candidate) == fold(bare):
                return Denoted(candidate, (candidate,), "full name in the attendance")
        coded = list(dict.fromkeys(entry.name for entry in self.attendance if entry.initials and entry.initials == words.strip()))
        if len(coded) == 1 and not words.strip().isupper():
            return Denoted(coded[0], (coded[0],), "printed beside the name in the attendance")
        if words.strip() in self.defined:
            return self._by_initials(words.strip(), scope)
        post = _POSTS.fullmatch(words.strip())
        if post:
            return self._holder(post["post"].lower())
        if holder := self._holder_of_printed_post(words):
            return holder
        if is_initials(words.strip()):
            return self._by_initials(words.strip().replace(".", ""), scope)
        return self._by_short_name(bare, has_honorific(words))

    def _holder(self, post: str) -> Denoted:
        if "chair" in post and "vice" not in post and self.chair:
            return Denoted(self.chair, (self.chair,), "in the chair at this meeting")
        wanted = post.split(" to ", maxsplit=1)[0]
        holders = [entry.name for entry in self.attendance if entry.post and re.search(rf"\b{re.escape(wanted)}\b", entry.post.lower()) and "vice" not in entry.post.lower()]
        if len(set(holders)) == 1:
            return Denoted(holders[0], (holders[0],), f"printed as {wanted} in the attendance")
        return Denoted(None, tuple(dict.fromkeys(holders)), f"no attendee is printed as {wanted}" if not holders else f"several are printed as {wanted}")

    def _holder_of_printed_post(self, words: str) -> Denoted | None:
        """ "the Registrar", "the Company Secretary": the one attendee beside whose name that post is printed."""
        wanted = re.sub(r"^the\s+", "", words.strip(), flags=re.IGNORECASE)
        if len(wanted) < 4 or not _POST_WORD.search(wanted):
            return None
        pattern = re.compile(rf"(?<![\w-]){re.escape(wanted)}\b", re.IGNORECASE)
        exact = list(dict.fromkeys(entry.name for entry in self.attendance if fold(entry.post or "") == fold(wanted)))
        holders = exact or list(dict.fromkeys(entry.name for entry in self.attendance if entry.post and pattern.search(entry.post)))
        return Denoted(holders[0], (holders[0],), f"printed as {wanted} in the attendance") if len(holders) == 1 else None

    def _by_initials(self, initials: str, scope: Span) -> Denoted:
        if initials in self.defined:
            name, span = self.defined[initials]
            return Denoted(name, (name,), f"the text defines them: {span.of(self.text)!r}")
        fitting = self._fitting(initials, _PRESENT) or self._fitting(initials, ("apologies", "absent"))
        if len(fitting) == 1:
            return Denoted(fitting[0].name, (fitting[0].name,), f"the initials fit {fitting[0].name} alone")
        names = tuple(entry.name for entry in fitting)
        if not self.attendance and len(named := self._named_in_full(initials)) == 1:
            return Denoted(named[0], (named[0],), f"the initials fit {named[0]} alone, whom the text names")
        if not fitting:
            return Denoted(None, (), "the initials fit no attendee")
        return self._decide(initials, fitting, names, scope)

    def _named_in_full(self, initials: str) -> list[str]:
        """The people whom a text without a list of attendance names in full and whose initials these are."""
        named = dict.fromkeys(" ".join(match.group().split()) for match in re.finditer(_WHOLE_NAME, self.text))
        return [name for name in named if initials.upper() in initials_of(name) and is_forename(fold(name).split()[0]) and looks_like_person(name)]

    def _fitting(self, initials: str, statuses: tuple[str, ...]) -> list[Attendee]:
        fitting: list[Attendee] = []
        for entry in self.attendance:
            fits = initials.upper() in initials_of(entry.name) or (entry.initials or "").replace(".", "").upper() == initials.upper()
            twice = any(same_person(entry.name, other.name) and (entry.status_span is None or entry.status_span != other.status_span) for other in fitting)
            if entry.status in statuses and fits and not twice:
                fitting.append(entry)
        return fitting

    def _decide(self, initials: str, fitting: list[Attendee], names: tuple[str, ...], scope: Span) -> Denoted:
        """Between several whom initials fit: the words of the item decide when they name the body of just one."""
        for spans in (self._sentences_with(initials, scope), [scope]):
            told = [(entry, place) for entry in fitting if (place := self._body_named(entry, spans))]
            if len(told) != 1:
                continue
            entry, place = told[0]
            body = entry.represents.words if entry.represents else ""
            others = " and ".join(name for name in names if name != entry.name)
            return Denoted(entry.name, names, f"the initials fit {entry.name} and {others}; {place.of(self.text)!r} names {body}, whom {entry.name} stands for")
        return Denoted(None, names, f"the initials fit {' and '.join(names)}, and nothing in the item tells which")

    def _sentences_with(self, initials: str, scope: Span) -> list[Span]:
        """The sentences of an item in which the initials stand; they count before the rest of it."""
        spans = []
        for match in re.finditer(rf"\b{re.escape(initials)}\b", self.text[scope.start : scope.end]):
            at = scope.start + match.start()
            start = max(self.text.rfind("\n", scope.start, at), self.text.rfind(". ", scope.start, at), scope.start - 1) + 1
            ends = [end for end in (self.text.find("\n", at, scope.end), self.text.find(". ", at, scope.end)) if end >= 0]
            spans.append(Span(start, min(ends, default=scope.end)))
        return spans

    def _body_named(self, entry: Attendee, spans: list[Span]) -> Span | None:
        """Where some words name the body that stands beside an attendee's name: in order, two words between at most."""
        if entry.represents is None:
            return None
        words = [re.escape(word) for word in re.findall(r"[^\W_]+", entry.represents.words)]
        pattern = re.compile(r"\b" + r"(?:['’]s)?\s+(?:[A-Z]\w+\s+){0,2}".join(words) + r"\b")
        matches = (pattern.search(self.text, span.start, span.end) for span in spans)
        return next((Span(match.start(), match.end()) for match in matches if match), None)

    def _by_short_name(self, bare: str, titled: bool) -> Denoted:
        tokens = fold(bare).split()
        if not tokens or len(tokens) > 3:
            return Denoted(None, (), "not a name in the attendance")
        fitting = [name for name in self.names if self._is_short_for(tokens, fold(name).split())]
        if len(fitting) == 1:
            return Denoted(fitting[0], (fitting[0],), f"{'title and ' if titled else ''}short name that fits {fitting[0]} alone")
        return Denoted(None, tuple(fitting), "not a name in the attendance" if not fitting else f"the name fits {' and '.join(fitting)}")

    @staticmethod
    def _is_short_for(tokens: list[str], full: list[str]) -> bool:
        """ "Ann", "Lee" and "A Lee" are short for "Ann Lee"."""
        if len(tokens) == 1:
            return len(tokens[0]) > 1 and tokens[0] in (full[0], full[-1])
        if tokens[-1] == full[-1]:
            return full[0].startswith(tokens[0]) or (len(full[0]) == 1 and tokens[0].startswith(full[0]))
        # "Mike T" is short for "Mike Treloar".
        return len(tokens) == 2 and len(tokens[1]) == 1 and tokens[0] == full[0] and full[-1].startswith(tokens[1])


def people_of(text: str, attendance: tuple[Attendee, ...], meeting: Meeting) -> People:
    """The people of a document: those of the attendance, and initials that the text itself defines."""
    defined: dict[str, tuple[str, Span]] = {}
    for match in _DEFINED.finditer(text):
        initials = match["initials"].replace(".", "")
        # A name may follow other capitalised words ("Detective Inspector Ann Lee (AL)"): take the shortest tail that fits.
        tokens = strip_titles(match["name"]).split()
        tails = [" ".join(tokens[-length:]) for length in range(2, len(tokens) + 1)]
        name = next((tail for tail in tails if initials.upper() in initials_of(tail)), None)
        if name and initials not in defined:
            known = next((entry.name for entry in attendance if same_person(entry.name, name)), None)
            # "Open Data Institute (ODI)" defines a body: whoever is not listed must have a forename.
            if known or is_forename(fold(name).split()[0]):
                defined[initials] = (known or name, Span(match.start(), match.end()))
    for match in _STANDS_FOR.finditer(text):
        name = " ".join(match["name"].split())
        if match["initials"].upper() in {code.upper() for code in (*initials_of(name), name.split()[0][0] + name.split()[-1][: len(match["initials"]) - 1])}:
            known = next((entry.name for entry in attendance if same_person(entry.name, name)), None)
            if known or is_forename(fold(name).split()[0]):
                defined.setdefault(match["initials"], (known or name, Span(match.start(), match.end())))
    names: list[str] = []
    for entry in attendance:
        if not any(same_person(entry.name, name) for name in names):
            names.append(entry.name)
    return People(text, attendance, meeting.chair, tuple(names), defined)
