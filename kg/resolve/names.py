"""What mentions are called: a person's name in its parts, a body's and a paper's significant words, and the keys that names share.

Two names are compared only if they share a key. Each function depends on the wording alone (and the tables of data/), so
that the names which a new document touches can be told from the names that it brings.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.forenames import unaccented
from kg.gazetteer import gazetteer
from kg.model import fold
from kg.names import HONORIFICS, PARTICLES, strip_titles
from kg.vocabulary import Kind

#: Kinds that are resolved together: a board is an organisation.
REALMS = {Kind.PERSON: "person", Kind.BOARD: "body", Kind.ORGANISATION: "body", Kind.PAPER: "paper", Kind.TOPIC: "topic"}


def keys_of(realm: str, name: str) -> frozenset[str]:
    """The keys of a folded name; empty for a name that can never be another's."""
    if realm == "topic" or " @ " in name:
        return frozenset({name})
    return {"person": _person_keys, "body": _body_keys, "paper": _paper_keys}[realm](name)


def folded(realm: str, wording: str) -> str:
    """How a wording is compared: the same for wordings that differ in capitals, dashes, titles of people or a "the"."""
    if realm == "person":
        return person_name(wording).whole
    if realm == "body" and is_acronym(wording):
        return wording.strip(" .").removesuffix("s").replace(".", "").upper() if _is_plural(wording) else wording.strip(" .").replace(".", "").upper()
    return fold(wording).removeprefix("the ")


def tied(realm: str, name: str, board: str) -> str:
    """A name that fits many things ("Planning Committee", "Annual report", "Panel") together with the board, or document, that speaks of it."""
    return f"{name} @ {board}" if realm in {"body", "paper"} and is_generic(realm, name) else name


def is_generic(realm: str, name: str) -> bool:
    """Whether a folded name says only what sort of body or paper it is."""
    if realm == "paper":
        return all(word in PAPER_SORTS for word in paper_words(name))
    words = body_words(name)
    # "St Mary's School", "Holy Trinity Church": every town has one.
    saint = len(words) > 2 and (words[0] in {"st", "saint"} or words[:2] in {("holy", "trinity"), ("all", "saint"), ("sacred", "heart")})
    return not gazetted(name) and all(word in SORTS for word in (words[2:] if saint else words))


def _is_plural(wording: str) -> bool:
    return wording.endswith("s") and wording[:-1].isupper()


# People


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, folded. "Dr Ann B. de la Cruz" is ("ann", ("b",), "delacruz")."""

    forename: str  # one letter for an initial, "" where none is printed
    middles: tuple[str, ...]
    surname: str

    @property
    def whole(self) -> str:
        """All parts, by which equal names are told."""
        return " ".join((self.forename or "-", *self.middles, self.surname))

    @property
    def is_whole(self) -> bool:
        """Whether a forename is spelled out."""
        return len(self.forename) > 1


_POST_NOMINAL = re.compile(r"(?:[A-Z]\.?){2,}[a-z]*|F[A-Z][A-Za-z]*[A-Z]|[A-Z][a-z]+[A-Z][A-Za-z]*|\((?:.*)\)?")


@lru_cache(maxsize=65536)
def person_name(wording: str) -> PersonName:
    """The parts of a printed name, titles and post-nominals left off. "-" in front marks a surname alone (see PersonName.whole)."""
    bare = re.sub(r"\([^)]*\)", " ", strip_titles(wording)).split(" of ")[0].replace(".", ". ")
    printed = [token for token in re.split(r"[\s,]+", bare) if token.strip(".-")]
    while len(printed) > 2 and _POST_NOMINAL.fullmatch(printed[-1]) and not re.match(r"(?:Mc|Mac|De|Fitz|O['’])[A-Z]", printed[-1]) and not printed[0].isupper():
        printed = printed[:-1]
    tokens = [re.sub(r"[^\w]", "", fold(token.replace("-", "").replace("‐", "").replace("’", "").replace("'", ""))) for token in printed]
    tokens = [unaccented(token) for token in tokens if token]
    if not tokens:
        return PersonName("", (), fold(wording))
    at = len(tokens) - 1
    while at > 1 and tokens[at - 1] in PARTICLES:
        at -= 1
    front, surname = tokens[:at], "".join(tokens[at:])
    return PersonName(front[0] if front else "", tuple(token[0] for token in front[1:]), surname)


def titles_of(wording: str) -> frozenset[str]:
    """The titles printed in front of a name, folded: "dr", "cllr", "professor"."""
    found = set()
    for token in wording.replace(".", " ").split():
        word = _ONE_TITLE.get(token.lower().strip(","), token.lower().strip(","))
        if word not in HONORIFICS:
            break
        found.add(word)
    return frozenset(found)


_ONE_TITLE = {"councillor": "cllr", "prof": "professor", "revd": "rev", "reverend": "rev", "superintendent": "supt", "inspector": "insp", "mx": "mx"}
MALE_TITLES = frozenset({"mr", "sir", "lord", "baron", "viscount", "earl", "fr"})
FEMALE_TITLES = frozenset({"mrs", "ms", "miss", "dame", "lady", "baroness", "sister"})


def _person_keys(name: str) -> frozenset[str]:
    """The surname; and, that a slip of the pen is found, surname less one letter with the forename."""
    forename, *_, surname = name.split(" ")
    keys = {f"surname {surname}"}
    if len(surname) >= 6 and len(forename) > 1:
        keys |= {f"{forename} {shortened}" for shortened in (surname, *_less_one(surname))}
    return frozenset(keys)


def _less_one(word: str) -> set[str]:
    """The word without one of its letters, the first one apart: two words a letter apart share one of these."""
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))}


# Bodies

_SMALL = frozenset("of for and the in at a an to on by with de & s".split())
_LEGAL = frozenset("ltd limited plc llp cic inc uk".split())
_ONE_WORD = {
    "dept": "department",
    "departments": "department",
    "govt": "government",
    "assoc": "association",
    "cttee": "committee",
    "sub-committee": "subcommittee",
    "authorities": "authority",
    "agencies": "agency",
    "univ": "university",
    "lb": "london borough",
    "cc": "council",  # county or city
    "bc": "borough council",
    "dc": "district council",
    "mbc": "borough council",
    "mdc": "district council",
    "tc": "town council",
}
_TAIL = frozenset("meeting minute note agenda action report log progress member biography proposed term reference draft final paper table".split())
#: Words that say what sort of body it is, and not which.
SORTS = frozenset(
    """board committee panel group council forum team unit trust authority agency association federation college university school department ministry commission office institute
    service society partnership network foundation union company body executive directorate secretariat programme project working steering planning advisory management joint local national
    regional annual general subcommittee subgroup sub taskforce task force bureau centre county district borough city town parish metropolitan royal london north south east west children finance audit
    village hall play playing field sport social club church parochial highway education housing licensing allotment cemetery burial recreation ground community resident tenant neighbourhood watch governor governing
    primary secondary youth parent teacher staff friend library surgery clinic hospital practice patient participation police fire rescue ambulance health care remembrance notice safety traffic environment transport
    leisure culture personnel resource strategy policy operational senior leadership steering sub safeguarding adult""".split()
)
_BOROUGH_OF = re.compile(r"(?P<sort>(?:london |royal |metropolitan )?borough) (?P<place>.+?)(?: (?:borough )?council)?")
_PLACE_COUNCIL = re.compile(r"(?P<place>.+?) (?P<sort>(?:(?:london|royal|metropolitan) )?(?:borough|county|city|district|town|parish)(?: borough| district)? )?council")


def is_acronym(wording: str) -> bool:
    """Whether a wording is an acronym: one token, two to eight letters, mostly capitals."""
    bare = wording.strip(" .").replace(".", "").replace("&", "")
    letters = bare.removesuffix("s") if bare.endswith("s") else bare
    return 2 <= len(letters) <= 8 and letters.isalpha() and sum(letter.isupper() for letter in letters) * 3 >= len(letters) * 2


@lru_cache(maxsize=65536)
def body_words(name: str) -> tuple[str, ...]:
    """The significant words of a folded body's name in their order: no small words, legal forms, plural endings, "meeting" behind."""
    canonical = gazetteer().get(name)
    words = fold(canonical.name) if canonical else _gazetted(name) or name
    tokens = [piece for token in words.split() for piece in _ONE_WORD.get(token, token).split()]
    tokens = [token for token in (singular(token) for token in tokens) if token not in _SMALL and token not in _LEGAL]
    while len(tokens) > 2 and tokens[-1] in _TAIL:
        tokens = tokens[:-1]
    return tuple(tokens)


@lru_cache(maxsize=65536)
def _gazetted(name: str) -> str | None:
    """The gazetteer's name of a body, folded, for a folded wording; small words apart, "Department of Transport" is that for Transport."""
    bare = name.removesuffix("'s")
    return _gazetteer_folded().get(bare) or (_gazetteer_folded().get(" ".join(_plain_words(bare))) if " " in bare else None)


@lru_cache(maxsize=1)
def _gazetteer_folded() -> dict[str, str]:
    found: dict[str, str] = {}
    for wording, body in gazetteer().items():
        name = wording.upper() if is_acronym(wording) else fold(wording).removeprefix("the ")
        for key in (name, " ".join(_plain_words(name)) if " " in name else name):
            found.setdefault(key, fold(body.name))
    return found


def _plain_words(name: str) -> list[str]:
    """The words of a name without small ones and plural endings, in their order."""
    return [token for token in map(singular, name.split()) if token not in _SMALL]


def gazetted(name: str) -> str | None:
    """The gazetteer's folded name of the body that a folded name denotes there, if any."""
    return _gazetted(name)


def is_unknown_acronym(name: str) -> bool:
    """Whether a folded name is an acronym that the gazetteer does not know: only documents can tell what it stands for."""
    return is_acronym(name) and name.isupper() and _gazetted(name) is None


def singular(token: str) -> str:
    """A word without 's and plural s."""
    bare = token.removesuffix("'s").removesuffix("'")
    if bare.endswith("ies") and len(bare) > 5:
        return bare[:-3] + "y"
    return bare[:-1] if len(bare) > 4 and bare.endswith("s") and not bare.endswith(("ss", "us")) else bare


@dataclass(frozen=True, slots=True)
class Council:
    """A council by its place: ("elm", "county")."""

    place: str
    sort: str  # "" where none is printed


@lru_cache(maxsize=65536)
def council_of(name: str) -> Council | None:
    """The council that a body's name is, if it is one of a place."""
    words = " ".join(body_words(name))
    match = _BOROUGH_OF.fullmatch(words) or _PLACE_COUNCIL.fullmatch(words)
    if not match or set(match["place"].split()) & SORTS - {"north", "south", "east", "west", "royal", "london"}:
        return None
    sort = (match["sort"] or "").strip()
    return Council(match["place"], "borough" if "borough" in sort else sort)


def _body_keys(name: str) -> frozenset[str]:
    """Words in any order, all letters, the words less one, initials, the council's place."""
    if is_unknown_acronym(name):
        return frozenset({f"short {name}"})
    words = body_words(name)
    council = council_of(name)
    letters = "".join(words)
    telling = [word for word in words if word not in SORTS]
    keys = {f"telling {' '.join(sorted(telling))}", f"words {' '.join(sorted(words))}", f"letters {letters}", f"short {initials(words)}"}
    if is_acronym(name) and name.isupper():
        keys.add(f"short {name}")
    if council:
        return frozenset({*keys, f"telling {council.place}"})
    if len(letters) >= 9:
        keys |= {f"letters {shortened}" for shortened in _less_one(letters)}
    if len(telling) >= 2 and len(words) >= 4:
        keys |= {f"words {' '.join(sorted(words[:at] + words[at + 1 :]))}" for at in range(len(words))}
    return frozenset(key for key in keys if key not in {"words ", "letters ", "short ", "telling "})


def initials(words: tuple[str, ...]) -> str:
    """The first letters of significant words, in capitals; "" for fewer than three."""
    return "".join(word[0] for word in words).upper() if len(words) >= 3 else ""


# Papers


def is_of_each_meeting(name: str) -> bool:
    """Whether a title that fits many papers is of a sort that each meeting has anew: "Clerk's report"."""
    words = paper_words(name)
    return bool(words) and words[-1] in _EACH_MEETING and "annual" not in words


_PAPER_SMALL = _SMALL | frozenset("draft final revised updated new its their our from into panel board committee".split())
#: Words that say what sort of paper it is, and not which.
PAPER_SORTS = frozenset(
    """report paper strategy policy plan guidance review bill code action programme framework protocol charter annual progress term reference update budget account statement minute agenda consultation response
    white green document discussion position option briefing summary annex appendix table schedule register list work forward local national government data draft technical companion supplementary interim
    chairman chair clerk treasurer secretary councillor headteacher principal director manager officer executive chief member president convener police ward county district town parish school trust internal external audit
    risk asset finance financial monthly quarterly weekly standing order insurance health safety complaint privacy protection gdpr equality training staff staffing highway planning website safeguarding attendance
    performance improvement verbal oral written service manual handbook feedback presentation briefing survey assessment register committee council board panel group meeting general""".split()
)
#: Papers that each meeting has anew: "Clerk's report", "Finance update".
_EACH_MEETING = frozenset("report update feedback presentation briefing minute agenda statement account".split())
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?")
_NUMBER = re.compile(r"\b(?:[A-Z]{1,5}[ /.-]?)?\d+(?:[/.-]\d+)+(?:/[A-Z]{1,4})?\b")


@lru_cache(maxsize=65536)
def paper_words(name: str) -> tuple[str, ...]:
    """The significant words of a folded title in their order, years left off."""
    tokens = [singular(token) for token in name.split()]
    return tuple(token for token in tokens if token not in _PAPER_SMALL and not token.isdigit())


def years_in(name: str) -> frozenset[str]:
    """The years that a title names: a report of one year is not that of another."""
    return frozenset(re.findall(r"\b(?:19|20)\d\d\b", name))


_NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten i ii iii iv v vi first second third fourth fifth".split())


def numbers_in(name: str) -> frozenset[str]:
    """What counts a title among others, years apart: "phase 2", "v3", "part two"."""
    return frozenset(token for token in name.split() if token in _NUMBER_WORDS or (any(character.isdigit() for character in token) and not re.fullmatch(r"(?:19|20)\d\d", token)))


def reference_in(wording: str) -> str | None:
    """A paper's reference number as printed: "CS/2012/14"."""
    match = _NUMBER.search(wording)
    return match.group() if match and not _YEAR.fullmatch(match.group()) and any(character.isalpha() for character in match.group()) else None


def _paper_keys(name: str) -> frozenset[str]:
    words = paper_words(name)
    telling = sorted(word for word in words if word not in PAPER_SORTS)
    keys = {f"words {' '.join(sorted(words))}"}
    # Titles that share two telling words are compared, or the one where there is but one.
    if len(telling) == 1:
        keys.add(f"telling {telling[0]}")
    keys |= {f"telling {one} {other}" for at, one in enumerate(telling) for other in telling[at + 1 : at + 6]}
    return frozenset(key for key in keys if key != "words ")


def a_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter: left out, added, another, or two that changed places."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) <= 1
