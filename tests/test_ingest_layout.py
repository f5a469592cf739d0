"""Layout: from words with places to blocks; what printing breaks inside words and how it is mended."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.layout.flow import add_pages
from ingest.layout.page import Page, RuledTable, Word
from ingest.layout.repair import repairer_for, words_joined
from ingest.source import Source, TextBuilder
from tests.test_ingest_cases import cases

_WIDE, _HIGH = 6.0, 12.0


def typed(sheet: str, *, foot: bool = False) -> Page:
    """A page of a typewriter: one character six points wide, one line twelve points high; the last line at its foot if asked."""
    words = []
    lines = sheet.strip("\n").split("\n")
    for number, line in enumerate(lines):
        for match in re.finditer(r"\S+", line):
            top = 800 if foot and number == len(lines) - 1 else 40 + number * _HIGH
            words.append(Word(match[0], 50 + match.start() * _WIDE, 50 + match.end() * _WIDE, top, top + 10, 10.0))
    return Page(600, 842, tuple(words))


def read(sheets: str, *, foot: bool = False) -> Source:
    builder = TextBuilder()
    add_pages(builder, [typed(sheet, foot=foot) for sheet in sheets.split("=====")])
    return builder.source("application/pdf", "test/1")


@pytest.mark.parametrize("case", cases("layout"))
def test_layout(case: dict[str, object]) -> None:
    """A typed page gives the blocks that a reader sees."""
    source = read(str(case["page"]), foot=bool(case.get("foot")))
    shown = [
        " | ".join(cell.of(source.text).replace("\n", " / ") for cell in block.cells) if block.cells else block.span.of(source.text).replace("\n", " / ") for block in source.blocks
    ]
    assert shown == case["blocks"]
    assert source.reading.furniture == case.get("furniture", 0)
    assert [printed for _, _, printed in source.reading.repairs] == case.get("repairs", [])


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=12), min_size=1, max_size=9), min_size=1, max_size=30), st.data())
def test_no_word_is_lost(lines: list[list[str]], data: st.DataObject) -> None:
    """Wherever words stand on a page, each comes out once, and blocks partition the text in order."""
    places = [data.draw(st.integers(0, 60)) for _ in lines]
    sheet = "\n".join(" " * place + (" " * data.draw(st.integers(1, 12))).join(line) for place, line in zip(places, lines, strict=True))
    page = typed(sheet)
    builder = TextBuilder()
    add_pages(builder, [page])
    source = builder.source("application/pdf", "test/1")
    letters = sorted("".join(word.text for word in page.words).replace("\u00ad", ""))
    if not source.reading.repairs and not source.reading.furniture:
        assert sorted(re.sub(r"\s", "", source.text)) == [letter for letter in letters if not letter.isspace()]
    assert all(before.span.end <= after.span.start for before, after in pairwise(source.blocks))
    assert all(block.span.of(source.text).strip() for block in source.blocks)


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ("The ﬁnal ﬂood report of the oﬃce", "The final flood report of the office"),
        ("The MeeTng heard of naTonal acTons", "The Meeting heard of national actions"),
        ("The CommiFee wriFen by AnneFe BriFon was aFended", "The Committee written by Annette Britton was attended"),
        ("conversa4on about na4onal ques4ons", "conversation about national questions"),
        ("the mee\u019fng agreed ac\u019fons for na\u019fonal \u019fme", "the meeting agreed actions for national time"),
        ("FutureGov, OpenlyLocal and Ian McCoy of the iPad group", "FutureGov, OpenlyLocal and Ian McCoy of the iPad group"),
        ("Item 4a and 5b of the 2nd and 3rd lists", "Item 4a and 5b of the 2nd and 3rd lists"),
        ("co\u00adopted", "coopted"),
    ],
)
def test_letters_that_a_font_names_wrongly_are_mended(words: str, mended: str) -> None:
    """Where the words of the language vouch for it; names with a capital inside stay as they are."""
    printed = words.split()
    text, repairs = words_joined([printed], repairer_for(printed))
    assert text == mended
    assert [text[start:end] for start, end, _ in repairs] == [new for old, new in zip(printed, mended.split(), strict=True) if old != new]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["the commit-", "tee met; the committee left"], "the committee met; the committee left"),
        (["a well-", "known tree, well-known here"], "a well-known tree, well-known here"),
        (["the Amber-", "field family, and Amberfield"], "the Amberfield family, and Amberfield"),
        (["the govern-", "ment"], "the government"),
        (["Stoke-on-", "Trent"], "Stoke-on-Trent"),
        (["in 2012-", "13"], "in 2012-13"),
        (["he left -", "then came back"], "he left - then came back"),
    ],
)
def test_hyphens_at_line_ends(lines: list[str], joined: str) -> None:
    """A word is whole again where the document or the language knows it; else the hyphen stays, without a blank."""
    split = [line.split() for line in lines]
    repairer = repairer_for([word for line in split for word in line], [line[-1] for line in split if line[-1].endswith("-")])
    assert words_joined(split, repairer)[0] == joined


@settings(deadline=None)
@given(st.lists(st.lists(st.text(min_size=1, max_size=9).filter(lambda word: word.split() == [word]), min_size=1, max_size=6), min_size=1, max_size=6))
def test_repairs_stand_where_they_say(lines: list[list[str]]) -> None:
    """Each repair's place holds what was printed there, mended."""
    repairer = repairer_for([word for line in lines for word in line])
    text, repairs = words_joined(lines, repairer)
    for start, end, printed in repairs:
        assert 0 <= start < end <= len(text)
        assert text[start:end] != printed


def test_words_between_the_cells_of_a_drawn_table_are_not_lost() -> None:
    """A table that lacks a cell where words stand: they come out beside it."""
    page = typed("Ref     Action      Owner\n\n1       Dredge      AL")
    top, foot = 36.0, 80.0
    table = RuledTable((48, top, 190, foot), (((48, top, 94, 58), (94, top, 160, 58), (160, top, 190, 58)), ((48, 58, 94, foot), (94, 58, 160, foot), None)))
    builder = TextBuilder()
    add_pages(builder, [Page(page.width, page.height, page.words, (table,))])
    text = builder.source("application/pdf", "test/1").text
    assert sorted(text.split()) == sorted("Ref Action Owner 1 Dredge AL".split())
    assert "1\tDredge" in text
