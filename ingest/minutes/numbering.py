"""Printed numbers: how minutes number their items and paragraphs, and which number comes next."""

import re

from kg.model import Span

#: Numbers that carry a year, a series or a prefix: "FGB 12/2020", "114/08-09", "EBG/21/14", "PL.22", "C031/22".
REFERENCE = r"(?:[A-Z]{2,6}/\d{2,4}/\d{1,3}|(?:[A-Z][A-Za-z]{0,5}[./\s]?)?(?!(?:19|20)\d\d/\d\d(?!\d))\d{1,4}/\d{2,4}(?:-\d{2,4})?(?![\d/-])|\d{2}/\d{1,3}(?![\d/-])|[A-Z]{1,5}\.\d{1,3}(?!\.?\d))"
_NUMBER = re.compile(
    rf"""(?P<number>
        {REFERENCE}
      | \d{{1,3}}(?:\.\d{{1,2}}){{0,4}}(?:\([a-z]{{1,3}}\)|[ivx]{{1,4}}\))?   # 7, 2.4, 273(a), 4.4.11iii)
      | \d{{1,3}}[a-z](?=[.)]?\s+[A-Z])                 # 5a
      | \d{{4}}(?=\.[\t ]+[A-Z])                        # 3104.
      | \(?[a-hj-z]\) | \(?[ivx]{{1,5}}\) | \([a-z]{{1,2}}\) | [a-h]\.(?=\s)      # (a), iv)
      | (?-i:[IVX]{{1,5}})\.                             # IV.
      | [ivx]{{1,4}}\.(?=\s+[A-Z])                       # ii.
          | \d{{1,2}}\.\d{{1,2}}(?=[A-Z][a-z]{{2}})            # 3.2Roads
    )(?P<stop>[.):]?)(?:(?=\s|$)|(?<=\d[.)])(?=[A-Z][a-z])|(?<=\d\.\d)(?=[A-Z][a-z]))""",
    re.VERBOSE,
)
_ITEM_WORD = re.compile(
    r"(?:(?:[Aa]genda\s+)?[Ii]tem|AGENDA\s+ITEM|ITEM)\s+(?=(?:No\.?\s*)?\d+[a-z]?(?:i+\))?\s*(?:[:.)–—-]|$|\s+[A-Z]))(?:No\.?\s*)?|(?:Minute|MINUTE)\s+(?=\d+[a-z]?\s*(?:[:.)–—-]|$))"
)
_AFTER_LETTER = re.compile(r"(?P<number>\d{1,2}[ivx]{1,4}|\d{1,2}[a-z])(?P<stop>[:)])(?=\s)")
ALONE = re.compile(rf"(?:\d{{1,3}}(?:\.\d{{1,2}}){{0,4}}|\([a-z]{{1,3}}\)|[a-z]\)|\d{{1,3}}\([a-z]\)|{REFERENCE}|[ivx]{{1,5}})[.):]?")


def split_number(text: str, span: Span) -> tuple[str, Span]:
    """A printed number in front of words, and the words; ("", span) where there is none."""
    word = _ITEM_WORD.match(text, span.start, span.end)
    start = word.end() if word else span.start
    match = _AFTER_LETTER.match(text, start, span.end) or _NUMBER.match(text, start, span.end)
    if not match and word:
        match = re.compile(r"(?P<number>\d+(?:[ivx]{1,4}|[a-z])?)(?P<stop>[:.)]{0,2})").match(text, start, span.end)
    if not match:
        return "", span
    after = re.compile(r"\s*[–—-]?\s*").match(text, match.end(), span.end) if word else None
    rest = trimmed(text, Span(after.end() if after else match.end(), span.end))
    bare = not match["stop"] and match["number"].isdigit()
    following = rest.of(text)
    if re.match(r"(?:[ap]\.?m\b|hrs|hours|noon)", following, re.IGNORECASE):
        return "", span
    wide = bool(re.match(r"\s{3,}|\t", text[match.end() : span.end]))
    if bare and not word and (not following[:1].isupper() or len(match["number"]) > 3 or (_counts_something(following) and not wide)):
        return "", span
    if "/" in match["number"] and not (following[:1].isupper() or following[:1].isdigit() or not following):
        return "", span
    return match["number"].rstrip("."), rest


def _counts_something(following: str) -> bool:
    """ "5 Members of the public" and "14 May 2012" begin with a number that is none of an item."""
    return bool(re.match(r"(?:Members?|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Councillors|Votes|People|Residents)", following))


def trimmed(text: str, span: Span) -> Span:
    """A span without the white space at its ends."""
    words = span.of(text)
    stripped = words.strip(" \t\n\u00a0")
    start = span.start + (words.find(stripped) if stripped else len(words))
    return Span(start, start + len(stripped))


def is_letter(number: str) -> bool:
    """Whether a number is a letter or a small roman one: "(a)", "iv)"."""
    return bool(re.fullmatch(r"\(?[a-z]{1,4}\)?\.?", number))


def is_reference(number: str) -> bool:
    """Whether a number is one of a series that only items have: "81/24", "PL.22", "3104"."""
    return bool(re.fullmatch(REFERENCE, number) or re.fullmatch(r"\d{4}", number))


def level_of(number: str) -> int:
    """How deep a number lies, from 1: "7" and "PL.22" 1, "7.2" 2, "(a)" 4."""
    if is_reference(number):
        return 1
    return 1 + number.count(".") if number[:1].isalnum() and not is_letter(number) else 4


def following(number: str, step: int = 1) -> str | None:
    """The number so many steps after one, "72/17" after "71/17"; None where that cannot be told."""
    match = re.fullmatch(r"(?P<before>(?:[A-Z]{2,6}/\d{2,4}/|[A-Z][A-Za-z]{0,5}[./\s]?|\d{1,3}\.)?)(?P<count>\d{1,4})(?P<after>(?:/\d{2,4}(?:-\d{2,4})?)?)", number)
    if not match or not (match["before"] or match["after"] or len(match["count"]) == 4):
        return None
    count = str(int(match["count"]) + step).zfill(len(match["count"]))
    return f"{match['before']}{count}{match['after']}"
