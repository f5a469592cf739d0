"""Names of people: telling them from other words, taking titles off, and the initials they give."""

import re
from functools import cache, lru_cache

from kg.model import fold

HONORIFICS = frozenset(
    """cllr councillor cllrs councillors messrs dr mr mrs ms miss mx sir dame lord lady baroness baron viscount earl prof professor rev revd reverend canon father fr sister
    superintendent inspector sergeant constable supt insp sgt det detective pc pcso cpo cso ds di dci dcs hon rt right viscountess professors drs messrs honourable judge alderman ald mayor deputy-mayor capt
    captain major colonel col lt commander cdr""".split()
)
_POST_NOMINALS = frozenset(
    """kcb kcmg cmg cvo lvo mvo kcvo gbe ch frs fba frsa frsb fcca aca acma mrcgp mrcp fcipd mba llb bed pgce dphil md obe mbe cbe kbe dbe mp msp am ms mep qc kc jp phd msc ba bsc ma frcp frcs rgn dl fca cpfa qpm""".split()
)
_PARTICLES = frozenset("""de la van der von den du le di da del bin al ap o' st""".split())

#: Words that stand in names of bodies, posts and headings, and hardly ever in names of people.
NOT_NAMES = frozenset(
    """academy arts buses carers cemetery clinic clubs consulting healthcare healthwatch highways holdings housing solutions surgery together trading
    treasurer's traders transport tenants residents association's action actions administration adult adults advice agency agenda agreed all also amended
    amendment and annual any apologies area association attendance attendees audit authority authorities board boards body borough budget business cabinet
    care cases centre chair chairs chairman chief child children children's clerk college commission commissioner committee community conference
    constabulary consultation corporate council councillors county crime date decision department deputy development director directorate discussion
    district draft education england executive family finance financial forum foundation future general governance governing governors government group
    guidance head health hospital in independent information introduction introductions item items joint justice leader learning legal library local
    london manager matters meeting meetings member members minister ministry minutes monitoring national network next nhs noted notes office officer
    officers official officials other others panel parent partnership people people's performance plan planning points police policy practice present
    primary private probation programme project protection public quality receptionist recorded region regional report representative representatives
    research digital data systems technology technologies media solutions institute institution limited ltd plc international holdings resolved executive financial resources review risk room safeguarding school schools secretariat secretary section sector senior service services social society
    special staff standards state strategic strategy support team the training treasurer treasury trust trustees trustee unit united university update
    vacancy vice village voluntary welcome working workshop youth teacher teachers headteacher reviews""".split()
)
#: Capitals that are hardly ever somebody's initials in minutes.
EVERYDAY_ACRONYMS = frozenset(
    "AOB AGM IT HR PR UK EU USA GP TV PC VAT FOI PM AM MP MSP QC KC JP RE PE SEN ID CV VE DIY CEO CFO DCS NHS LA LB CC BC DC TC AI API XML CSV PDF URL ONS LGA TBC TBA BT II III IV VI ST".split()
)
#: Words that stand before a title as part of it: "County Cllr", "Chief Supt".
_BEFORE_TITLE = re.compile(
    r"(?:(?:the\s+)?(?:[A-Z][\w&]*\s+)?(?:[Cc]ounty|[Dd]istrict|[Bb]orough|[Tt]own|[Pp]arish|[Ww]ard|[Cc]ity|[Uu]nitary|[Dd]eputy|[Cc]hief|[Dd]etective|[Tt]emporary|[Aa]cting|[Pp]olice)\s*)+(?=(?:Cllrs?|Councillors?|Supt|Superintendent|Insp|Inspector|Constable|Sergeant|Sgt)\b)"
)
_TOKEN = re.compile(r"[^\W\d_][\w.'’`\-‐]*\.?")


@lru_cache(maxsize=16384)
def strip_titles(words: str) -> str:
    """A name without honorifics in front and post-nominals behind: "Cllr Dr Ann Lee OBE" becomes "Ann Lee"."""
    words = _BEFORE_TITLE.sub("", re.sub(r"\b([OD])(['’])\s+(?=[A-Z])", r"\1\2", words).strip())  # "O’ Dowd" is O’Dowd
    words = re.sub(r"^the\s+(?=[A-Z])", "", words)
    words = re.sub(r"^P\.\s?C\.\s+", "PC ", words)
    words = re.sub(r"\b(Cllrs?|Mr|Mrs|Ms|Dr|Revd?|Prof)\.(?=[A-Z])", r"\1. ", words)  # "Cllr.Lee"
    tokens = re.sub(r"\s+", " ", words.replace("\u00a0", " ")).strip(" ,;:.*†‡#").split(" ")
    while (
        len(tokens) > 1
        and tokens[0].strip(".,").lower() in HONORIFICS
        and not (tokens[0].isupper() and len(tokens[0]) == 2 and tokens[0] not in {"PC", "DS", "DI", "MS", "MR", "DR"})
    ):
        tokens = tokens[1:]
    while len(tokens) > 2 and tokens[-1].strip(".,").lower() in _POST_NOMINALS and tokens[-1].isupper():
        tokens = tokens[:-1]
    return " ".join(tokens).rstrip(",")


@lru_cache(maxsize=16384)
def has_honorific(words: str) -> bool:
    """Whether words begin with a title of a person."""
    bare = _BEFORE_TITLE.sub("", words.strip()).removeprefix("the ")
    first = bare.split(" ")[0].split("\n")[0].split(".")[0].strip(",").lower()
    return first in HONORIFICS and bool(re.match(r"\w+(?:\s+|\.\s*)\S", bare))


_SMALL_WORDS = frozenset("of for and the to in on at with by from".split())


@lru_cache(maxsize=16384)
def looks_like_person(words: str) -> bool:
    """Whether words are likely the name of one person: two to five name-like tokens, or a title and one."""
    bare = strip_titles(words)
    tokens = bare.split()
    titled = has_honorific(words)
    if tokens and tokens[-1].lower() in _SMALL_WORDS:
        return False
    if not (2 - titled <= len(tokens) <= 5) or any(character.isdigit() for character in bare):
        return False
    if any(_is_acronym(token) for token in tokens) and not all(token.isupper() for token in tokens):
        return False
    return all(_is_name_token(token) for token in tokens) and any(len(token.strip(".")) > 1 for token in tokens) and not _all_acronyms(tokens)


def _is_name_token(token: str) -> bool:
    plain = token.strip(".").lower().replace("’", "'")
    if plain in _PARTICLES:
        return True
    if not _TOKEN.fullmatch(token) or {plain, plain.removesuffix("'s"), plain.removesuffix("s")} & NOT_NAMES:
        return False
    return token[0].isupper() or (len(token) > 2 and token[1] in "'’" and token[2].isupper())


def _is_acronym(token: str) -> bool:
    """ "PCT" and "LSCB" can be no surname in capitals: three to six letters without a vowel."""
    return (token.isupper() and "." not in token and 3 <= len(token) <= 6 and not set(token) & set("AEIOUY")) or token in {
        "CAFCASS",
        "GOL",
        "LEA",
        "LGA",
        "ICO",
        "ODI",
        "DFE",
        "MOJ",
        "OFSTED",
    }


def _all_acronyms(tokens: list[str]) -> bool:
    """Three or more words in capitals without a name among them: "NHS CB" is no person, "ANN LEE" may be."""
    return all(token.isupper() and len(token.strip(".")) <= 4 for token in tokens) and not any(len(token.strip(".")) == 1 for token in tokens)


PARTICLES = _PARTICLES


@lru_cache(maxsize=16384)
def is_code_of(code: str, name: str) -> bool:
    """Whether a short code printed beside a name is made of its letters: "MTe" or "FRO" for "Mary Tench" or "Fay Roper"."""
    letters = code.replace(".", "").upper()
    tokens = strip_titles(name).replace("’", "'").split()
    if not 2 <= len(letters) <= 4 or not letters.isalpha() or len(tokens) < 2 or letters[0] != tokens[0][0].upper():
        return False
    if letters in initials_of(name):
        return True
    rest = "".join(tokens)[1:].upper()
    surname = tokens[-1].upper()
    at = 0
    for letter in letters[1:]:
        at = rest.find(letter, at) + 1
        if not at:
            return False
    return surname[0] in letters[1:]


@cache
def initials_of(name: str) -> frozenset[str]:
    """The initials by which minutes may call a person: "Anne-Marie Olde" gives AO and AMO."""
    tokens = strip_titles(name).replace("’", "'").split()
    if len(tokens) < 2:
        return frozenset()
    parts = [token for token in tokens if token.lower() not in _PARTICLES] or tokens
    short = parts[0][0] + parts[-1][0]
    full = "".join(part[0] for part in parts)
    hyphened = "".join(piece[0] for part in parts for piece in re.split(r"[-‐]", part) if piece)
    with_particles = "".join(token[0] for token in tokens)
    found = {short, full, hyphened, with_particles}
    surname = parts[-1]
    if re.match(r"(?:Mc|Mac|O')[A-Z]", surname):
        # "Ann McCoy" is AMcC, AMC or AM.
        found |= {parts[0][0] + surname[: surname.index(next(c for c in surname[1:] if c.isupper())) + 1], parts[0][0] + "M" + "C"}
    return frozenset(each.upper() for each in found)


def is_initials(words: str) -> bool:
    """Whether words are initials as minutes print them: "JT", "AMcF", "J.T."."""
    return bool(re.fullmatch(r"(?:[A-Z]\.?){2,4}|[A-Z](?:Mc|Mac|O)[A-Z]{1,2}", words))


@lru_cache(maxsize=16384)
def same_person(one: str, other: str) -> bool:
    """Whether two names inside one document denote one person: equal but for titles, or one is the other shortened."""
    a, b = fold(strip_titles(one)).split(), fold(strip_titles(other)).split()
    if a == b:
        return True
    if not a or not b or a[-1] != b[-1] or len(a) < 2 or len(b) < 2:
        return False
    return (len(a[0]) == 1 and b[0].startswith(a[0])) or (len(b[0]) == 1 and a[0].startswith(b[0]))
