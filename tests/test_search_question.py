"""What questions ask for: aim, boards, people, time, and their terms in all their wordings."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import fold
from kg.names import initials_of, strip_titles
from kg.stems import stem, stems
from kg.store import Store
from search.known import Board, Person
from search.question import literal, understand
from search.record import Record
from search.thesaurus import NAME, SYNONYM, is_acronym, other_wordings
from search.times import period_of
from search.wording import expression, forms, holds, plain_forms, quoted
from tests.conftest import ROOT

TOLD = tomllib.loads((Path(__file__).parent / "cases" / "questions.toml").read_text("utf-8"))
BOARDS = [Board(name, name, (name,), "") for name in TOLD["boards"]]
PEOPLE = [Person(name, name, tuple({fold(name), fold(strip_titles(name))}), frozenset(each.lower() for each in initials_of(name)), frozenset({name})) for name in TOLD["people"]]


@pytest.mark.parametrize("case", TOLD["case"], ids=lambda case: case["question"][:50])
def test_what_a_question_asks_for(case: dict[str, Any]) -> None:
    """Aim, boards, people, time and terms are as told; what is not told is not looked at, but nobody is read into it."""
    question = understand(case["question"], BOARDS, PEOPLE)
    found = {
        "aim": question.aim and question.aim.value,
        "part": question.part.value if question.part else "",
        "boards": sorted(board.label for board in question.boards),
        "terms": [term.words for term in question.terms],
        "since": question.since and question.since.isoformat(),
        "until": question.until and question.until.isoformat(),
        "over_time": question.over_time,
        "across": question.across,
    }
    assert [person.label for person in question.people] == case.get("people", [])
    for name, value in found.items():
        if name in case:
            assert value == case[name], name


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("the pool since March 2009", "2009-03-01", None),
        ("the pool after 2009", "2010-01-01", None),
        ("the pool before 2009", None, "2008-12-31"),
        ("the pool until June 2009", None, "2009-06-30"),
        ("the pool in 2008", "2008-01-01", "2008-12-31"),
        ("the pool since the summer of 2012", "2012-06-01", None),
        ("what is due on 12 October 2009", "2009-10-12", "2009-10-12"),
        ("what was he asked to do after the May 2012 meeting", "2012-05-01", None),
        ("what did she take away from the February 2014 meeting", "2014-02-01", "2014-02-28"),
        ("between May 2012 and February 2014", "2012-05-01", "2014-02-28"),
        ("from an idea in July 2012 to the middle of 2013", "2012-07-01", "2013-08-31"),
        ("in 2012/13", "2012-04-01", "2013-03-31"),
        ("on 31 February 2012", None, None),
        ("the pool", None, None),
        ("Cllr May and the march of time", None, None),
    ],
)
def test_spans_of_time_are_read(text: str, since: str | None, until: str | None) -> None:
    """A day, month, season, year or financial year; from it, behind it, in front of it, up to it, or from one to another."""
    period = period_of(text)
    assert (period.since and period.since.isoformat(), period.until and period.until.isoformat()) == (since, until)


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("Who spoke for Scotland Yard?", "Metropolitan Police"),
        ("what did the tax office want", "HMRC"),
        ("the lessons of the Baby P case", "Haringey"),
        ("What does MoJ think of it?", "Ministry of Justice"),
        ("putting out the figures", "publish"),
        ("councillors on the panel", "elected member"),
        ("remarks on the strategy", "comment"),
        ("what Whitehall wants", "Home Office"),
        ("the nameless records", "anonymous"),
        ("which firm won it", "award"),
        ("the children were told", "inform"),
        ("who footed the bill", "fund"),
    ],
)
def test_lay_words_have_the_wordings_of_minutes(question: str, wording: str) -> None:
    """Names, acronyms as printed, forms that grammar makes, and words for any of several."""
    wordings = {other.words for term in understand(question).terms for other in term.wordings}
    assert wording in wordings


def test_an_acronym_is_meant_only_as_printed() -> None:
    """ "to send" is no special educational need, "authors" no authority."""
    wordings = {other.words.lower() for term in understand("Who is to send the list of authors?").terms for other in term.wordings}
    assert not wordings & {"special educational needs", "authority", "council"}
    assert is_acronym("MoJ")
    assert not is_acronym("Ofsted")


def test_the_thesaurus_is_sound() -> None:
    """Every wording is words, none stands for itself, and names are worth more than synonyms."""
    told = [json.loads((ROOT / "data" / "thesaurus" / name).read_text("utf-8")) for name in ("lay_names.json", "synonyms.json")]
    wordings = {words for entry in told[0] for words in (entry["name"], *entry["also"])} | {words for group in told[1] for words in group}
    for words in sorted(wordings):
        assert fold(words), words
        key = words if is_acronym(words) else fold(words)
        others = other_wordings(key)
        assert others, words
        assert all(other.worth in {NAME, SYNONYM} for other in others)
        assert fold(words) not in {fold(other.words) for other in others}


def test_a_literal_question_is_its_words(sample_store: Store) -> None:
    """Nothing is understood in it."""
    question = literal("What did Howard Lindqvist say about SCRs in 2009?")
    assert question.aim is None
    assert not question.people
    assert [term.words for term in question.terms] == ["howard", "lindqvist", "scrs", "2009"]
    assert all(len(term.wordings) == 1 for term in question.terms)


def test_names_boards_dates_and_acronyms_come_from_the_record(sample_store: Store) -> None:
    """From its own names and glossary."""
    record = Record(sample_store)
    text = "What did Howard Lindqvist tell the Ambermarch LSCB Chairs Network about serious case reviews in July 2009?"
    question = understand(text, record.boards, record.people, record.glossary)
    assert [person.label for person in question.people] == ["Howard Lindqvist"]
    assert [board.label for board in question.boards] == ["Ambermarch LSCB Chairs Network"]
    assert any("SCR" in wording.words for term in question.terms for wording in term.wordings)


def test_the_first_and_the_last_meeting_are_days(sample_store: Store) -> None:
    """Of the board that the question names."""
    record = Record(sample_store)
    days = next(board.dates for board in record.boards if "Ambermarch" in board.label)
    first = understand("What was decided at the Ambermarch network's first meeting?", record.boards)
    last = understand("What was decided at the last meeting of the Ambermarch network?", record.boards)
    assert (first.since, last.since) == (days[0], days[-1])


@given(st.text(max_size=60))
def test_any_text_is_understood_somehow(text: str) -> None:
    """No question breaks the reading of it, and no term is empty."""
    for term in understand(text, BOARDS, PEOPLE).terms:
        assert term.words.strip()
    assert '"' not in quoted(text).strip('"')


@given(st.text("abcdefghiklmnoprstuwy", min_size=4, max_size=9))
def test_a_form_leads_back_to_its_word(word: str) -> None:
    """Whatever grammar makes of a word may be of that word."""
    for form in forms(word):
        assert word in plain_forms(form), form


def test_words_stand_for_others_in_one_direction_only() -> None:
    """What people say for a word of minutes leads to that word; the minutes' word does not lead back."""
    told = json.loads((ROOT / "data" / "thesaurus" / "words.json").read_text("utf-8"))
    for word, others in told.items():
        assert word == fold(word)
        assert others
        assert all(other == fold(other) and stems(other) != stems(word) for other in others), word
    assert "anonymous" in {other.words for other in other_wordings("nameless")}


def test_irregular_forms_are_one_word() -> None:
    """What grammar makes without a rule has the stem of its dictionary form, and is searched in every form."""
    for form, word in (("won", "win"), ("stood", "stand"), ("written", "write"), ("children", "child"), ("found", "find"), ("lives", "life")):
        assert stem(form) == stem(word), form
    assert expression(["won"]) == '"won" OR "win"'
    assert expression(["write"]) == '"write" OR "wrote" OR "written"'
    assert expression(["the pool", "-"]) == '"the pool"'


def test_forms_of_a_word_have_its_stem() -> None:
    """Stemming takes for one what grammar makes of a word; numbers are one with their figures."""
    for word in ("publish", "put", "carry", "bike", "agree", "policy"):
        assert {stem(form) for form in forms(word) if form in {f"{word}s", word}} == {stem(word)}
    assert stem("four") == stem("4")
    assert holds(stems("the chairs of SCRs"), stems("SCR"))
    assert not holds(stems("open the data"), stems("open data"))
