"""What printing breaks inside words, and its repair: ligatures, soft hyphens, words cut at line ends, fonts that name ligatures wrongly.

Each repair is recorded with what was printed. A repair is made only where the words of the document or of the
language vouch for it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.model import Repair

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
#: What fonts without a proper table of characters print as one letter: "MeeTng" for Meeting.
_LETTER_PAIRS = ("ti", "tt", "ft", "fi", "fl", "ff", "tti", "ffi", "fti", "tf", "th", "ct", "st")
_BULLETS = re.compile("[\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d]")  # bullets in the private letters of Symbol and Wingdings
_ODD_INSIDE = re.compile(r"(?<=[a-z])[A-Z0-9](?=[a-z])|[\u0100-\u024f\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Repairer:
    """Repairs the words of one document."""

    vocabulary: Counter[str]  # lower-case words of the document, whole ones
    pairs: dict[str, str]  # a wrongly named letter -> the letters that it stands for

    def word(self, printed: str) -> str:
        """A word as it should read."""
        word = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], printed).replace("\u00ad", "").replace("\u200b", "")
        word = _BULLETS.sub("•", word)
        for odd, letters in self.pairs.items():
            if odd in word:
                word = _replaced(word, odd, letters)
        return word

    def joined(self, first: str, second: str) -> str | None:
        """One word from the end of a line and the beginning of the next; None where the hyphen must stay."""
        whole = re.sub(r"\W+$", "", first.rstrip("-\u00ad") + second)
        if first.endswith("\u00ad"):
            return first.rstrip("\u00ad") + second
        if not second[:1].islower() or not first.endswith("-") or len(first) < 3:
            return None
        kept = re.sub(r"\W+$", "", first + second).lower()
        known = self.vocabulary[whole.lower()] or (self.vocabulary[kept] == 0 and whole.lower() in _dictionary())
        return first[:-1] + second if known else None


def _replaced(word: str, odd: str, letters: str) -> str:
    """Put the letters for the odd one: always for letters that English lacks, else only where the word becomes one."""
    if not odd.isascii():
        return word.replace(odd, letters.upper() if word.isupper() and len(word) > 1 and word[0] != odd else letters)
    inside = re.sub(f"(?<=[a-z]){odd}(?=[a-z])", letters, word)
    if inside != word:
        return inside
    bare = re.sub(r"\W", "", word)
    whole = word.replace(odd, letters, 1)
    # "Tme" begins with the odd letter: only the dictionary can tell.
    if word.startswith(odd) and bare.lower() not in _dictionary() and re.sub(r"\W", "", whole).lower() in _dictionary():
        return whole
    return word


def repairer_for(words: Sequence[str], line_ends: Iterable[str] = ()) -> Repairer:
    """A repairer that knows the words of a document; `line_ends` are those that may be cut."""
    cut = Counter(line_ends)
    vocabulary: Counter[str] = Counter()
    for word, count in (Counter(words) - cut).items():
        vocabulary[re.sub(r"^\W+|\W+$", "", word).lower()] += count
    return Repairer(vocabulary, _wrong_pairs(set(words)))


def _wrong_pairs(words: set[str]) -> dict[str, str]:
    """Letters that stand for several: for each odd letter the pair that turns most of its words into known ones."""
    holders: dict[str, set[str]] = {}
    for word in words:
        for match in _ODD_INSIDE.finditer(word):
            if not _BULLETS.match(match[0]):
                holders.setdefault(match[0], set()).add(word)
    pairs = {}
    for odd, held in holders.items():
        bare = {re.sub(r"^\W+|\W+$", "", word) for word in held}
        counts = {letters: sum(_known(word, odd, letters) for word in bare) for letters in _LETTER_PAIRS}
        best = max(counts, key=lambda letters: counts[letters])
        # Two different words, and most of those with the letter: a family name with a capital inside is no broken font.
        if counts[best] >= 2 and counts[best] * 2 > len(bare):
            pairs[odd] = best
    return pairs


def _known(word: str, odd: str, letters: str) -> bool:
    pattern = f"(?<=[a-z]){odd}(?=[a-z])" if odd.isascii() else re.escape(odd)
    return word.lower() not in _dictionary() and re.sub(pattern, letters, word).lower() in _dictionary()


@cache
def _dictionary() -> frozenset[str]:
    """Common English words."""
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en", distance=1).word_frequency.dictionary)


def words_joined(lines: Sequence[Sequence[str]], repairer: Repairer) -> tuple[str, list[Repair]]:
    """The words of a paragraph's lines as one text, and the repairs in it (offsets into that text)."""
    pieces = [(word, at == len(line) - 1) for line in lines for at, word in enumerate(line)]
    text, repairs, at = "", [], 0
    cut = False  # the last word before stood at the end of its line
    while at < len(pieces):
        printed, ends = pieces[at]
        word = printed
        whole = repairer.joined(printed, pieces[at + 1][0]) if ends and at + 1 < len(pieces) else None
        if whole is not None:
            at += 1
            word, printed, ends = whole, f"{printed}\n{pieces[at][0]}", pieces[at][1]
        at += 1
        word = repairer.word(word)
        if not word:
            continue
        # A hyphen at a line end that must stay joins its halves: "co-" and "operate" are one word to a reader.
        if text and not (cut and re.search(r"\w-$", text) and word[:1].isalnum()):
            text += " "
        if word not in {printed, "•"}:
            repairs.append((len(text), len(text) + len(word), printed))
        text += word
        cut = ends
    return text, repairs
