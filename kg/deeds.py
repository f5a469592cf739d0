"""What is asked for, and how minutes tell that it was done: who was to be invited turns up, what was to be drafted is introduced."""

import re
from functools import cache

from kg.stems import stem, stems

#: Words that ask for a deed : words by which it is told. What asks for it also tells it.
_DEEDS = """
invite approach recruit : attend join accept present presentation welcome introduce talk speak give guest invitation
circulate send share forward distribute email issue disseminate copy : receive follow attach sight
write letter : reply response thank receive send
contact liaise speak talk discuss meet consult engage chase telephone ring : conversation touch reply response hear advise confirm write agree
draft prepare produce develop compile pull create design write paper report note : introduce present table circulate consider complete publish version receive outline
amend revise update redraft edit correct rewrite : new version incorporate change reflect introduce present agree
arrange organise convene schedule hold host set establish form : place meet date first join visit gather
consider review look reflect think examine assess explore : consider review conclude agree feel find propose option suggest
check confirm find clarify establish investigate determine ascertain verify : confirm report advise explain tell find clarify answer
report feed feedback bring revert : present update explain outline introduce report give tell
publish upload post place put launch : live available online website appear publish
nominate identify suggest propose name : name propose suggest candidate appoint volunteer
provide supply submit give comment respond input : receive response comment thank include take contribute
appoint recruit elect : join welcome start post appoint
approve agree sign endorse adopt ratify : sign approve agree
seek obtain get request ask : receive reply obtain agree confirm secure
complete finish finalise : complete finish final close
repair mend fix replace install clear remove order buy purchase : work carry complete install arrive deliver buy contractor replace
visit inspect attend : visit see attend find
pay claim apply : pay receive grant award apply
train brief : training session brief attend
share present : presentation share show give
amalgamate collate map list collect gather : list map collect table
test pilot trial : test pilot trial result
"""
_ASKED = re.compile(r"\b(?:to|will|would|should|shall|must|and|also)\s+(?P<verb>[a-z]+)", re.IGNORECASE)


@cache
def _deeds() -> dict[str, frozenset[str]]:
    """Stem of a word that asks for a deed -> stems of the words that tell it."""
    told: dict[str, set[str]] = {}
    for line in _DEEDS.strip().splitlines():
        asking, telling = ({stem(word) for word in side.split()} for side in line.split(":"))
        for word in asking:
            told[word] = told.get(word, set()) | asking | telling
    return {word: frozenset(words) for word, words in told.items()}


def told_by(words: str) -> frozenset[str]:
    """Stems of the words by which minutes would tell that what some words ask for was done; empty where they ask for nothing known."""
    known = _deeds()
    asked = [stem(match["verb"].lower()) for match in _ASKED.finditer(words)]
    first = next((word for word in stems(words) if word in known), None)
    verbs = [verb for verb in asked if verb in known] or ([first] if first else [])
    return frozenset().union(*(known[verb] for verb in verbs[:2]))
