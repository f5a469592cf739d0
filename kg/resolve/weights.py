"""The scoring model of identity: what each sign is worth, and from which score on two units are one.

A score is a sum of log odds (natural logarithm), after Fellegi and Sunter, "A theory for record linkage" (1969). The
weights were set by hand from what each sign means, not fitted: a weight of 3 makes a thing twenty times likelier.
From `SURE` on (95 %) a rule joins; between 0 and `SURE` the pair is unsure and waits for a person.
"""

import math
from collections.abc import Mapping

SURE = 3.0

PEOPLE = {
    # How two names agree. "Common" is a pair of forename and surname that many people bear.
    "same full name, a rare one": 6.0,
    "same full name": 4.5,
    "same full name, a common one": 1.5,
    "forename in another form": 2.5,
    "forename in another form, a common name": 0.5,
    "forename spelt otherwise": -0.5,
    "initials and surname agree": 0.5,
    "initials and surname agree, a common name": -0.5,
    "surname spelt otherwise": -0.5,
    "surname alone": -1.0,
    "the same initials and surname": 1.0,
    "the same surname alone": -1.0,
    # What is around them.
    "same board": 3.0,
    "same body": 3.0,
    "same post": 2.0,
    "same title": 1.5,
    "met the same people": 2.0,
    "other boards": -1.0,
    "other bodies in the same year": -1.5,
    "years apart": -2.0,
}

BODIES = {
    "same name": 5.0,
    "same name, fits many bodies": -2.0,
    "same words in another order": 4.5,
    "same letters": 4.5,
    "one letter differs": 2.5,
    "gazetteer: one body": 6.0,
    "a document calls it so": 4.0,
    "a document of another board calls it so": 3.5,
    "a document of another board uses these three letters for it": 1.5,
    "short form of the one council of that place": 3.5,
    "one word more": 1.0,
    "its initials": 1.0,
    "its initials, and no other body's": 2.5,
    "its name without the sort of body": 2.5,
    "sort of body differs": 1.0,
    "same board": 1.0,
    "another board": -1.5,
    "the same people sit on it": 4.0,
    "several bodies are called so": -4.0,
}

PAPERS = {
    "same title": 4.0,
    "same title, fits many papers": -4.0,
    "same words in another order": 3.5,
    "one title holds the other": 1.5,
    "one letter differs": 2.5,
    "a document calls it so": 3.0,
    "same author": 1.5,
    "same reference number": 6.0,
    "same board": 1.5,
    "another board, and a short title": -2.0,
    "within a year": 1.0,
    "years apart": -3.0,
    "several papers are called so": -4.0,
}


def probability(score: float) -> float:
    """Log odds as a probability, to three places."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 3)


def total(features: Mapping[str, float]) -> float:
    """The score of a pair: the sum of what its signs are worth."""
    return round(sum(features.values()), 3)
