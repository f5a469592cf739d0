"""Questions: what they ask for, how candidates are ranked, what is quoted, and when nothing is said."""

from datetime import date
from pathlib import Path

import pytest

from kg.errors import NotFound
from kg.model import fold
from kg.store import Store
from kg.vocabulary import PassageKind
from search.answer import Filters, ask, grouped
from search.question import Question, expression, understand
from search.rank import covered, stem
from tests.conftest import filled_store


@pytest.mark.parametrize(
    ("text", "kind", "terms"),
    [
        ("what was agreed about SCR chairs", PassageKind.DECISION, ("scr", "chairs")),
        ("Did the board approve the budget?", PassageKind.DECISION, ("budget",)),
        ("who is to write to the schools", PassageKind.ACTION, ("write", "schools")),
        ("What did Moira Sayle commit to?", PassageKind.ACTION, ("moira", "sayle")),
        ("who represented Fenwold", PassageKind.ATTENDANCE, ("fenwold",)),
        ("why was the leaflet late", None, ("leaflet", "late")),
        ("what was agreed", PassageKind.DECISION, ("agreed",)),
    ],
)
def test_what_a_question_asks_for(sample_store: Store, text: str, kind: PassageKind | None, terms: tuple[str, ...]) -> None:
    """The kind of answer, and content words without those that only say the kind."""
    question = understand(text, sample_store)
    assert (question.kind, question.terms) == (kind, terms)


def test_names_boards_dates_and_acronyms_are_recognised(sample_store: Store) -> None:
    """From the record's own names and glossary."""
    question = understand("What did Howard Lindqvist tell the Ambermarch LSCB Chairs Network about serious case reviews in July 2009?", sample_store)
    assert question.people == ("Howard Lindqvist",)
    assert question.boards == ("Ambermarch LSCB Chairs Network",)
    assert (question.since, question.until) == (date(2009, 7, 1), date(2009, 7, 31))
    assert any("scr" in wordings for wordings in question.expansions.values())
    assert '"scr"' in expression(question)
    assert any("serious case" in wording for wording in understand("SCR authors", sample_store).expansions["scr"])


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("the pool since March 2009", "2009-03-01", None),
        ("the pool after 2009", "2010-01-01", None),
        ("the pool before 2009", None, "2008-12-31"),
        ("the pool until June 2009", None, "2009-06-30"),
        ("the pool in 2008", "2008-01-01", "2008-12-31"),
        ("what was due by 30 June 2009", None, None),
        ("the pool", None, None),
    ],
)
def test_spans_of_time_are_read(sample_store: Store, text: str, since: str | None, until: str | None) -> None:
    """A month or a year, from it, behind it, in front of it or up to it; a day is no span."""
    question = understand(text, sample_store)
    assert (question.since and question.since.isoformat(), question.until and question.until.isoformat()) == (since, until)


def test_no_question_breaks_the_search(sample_store: Store) -> None:
    """Quotation marks, operators and brackets are words like others."""
    for text in ('"', "a AND b OR (c NEAR d)", "*", "what?", "budget -tender ^", "col:words", "é’", "10:30"):
        ask(text, sample_store)


def test_words_are_counted_by_rarity_and_in_any_form() -> None:
    """A rare word counts more; plural and past forms count as the word; a written-out acronym counts as the acronym."""
    question = Question("", None, (), (), None, None, ("chairs", "scr"), {"scr": ("serious case review",)})
    rarity = {"chairs": 1.0, "scr": 3.0}
    assert covered(question, "The chair spoke.", rarity) == 0.25
    assert covered(question, "serious case reviews", rarity) == 0.75
    assert covered(question, "SCR chairs", rarity) == 1.0
    assert stem("agreed") == stem("agrees") == stem("agree")


def test_every_result_quotes_exactly_and_shortly(sample_store: Store) -> None:
    """The text is where it says, inside its passage, at most three sentences and 60 words unless one is longer."""
    for text in ("what was agreed about SCR chairs", "training strategy", "who chaired the network", "partner contributions in 2009"):
        for result in ask(text, sample_store).results:
            whole = sample_store.document(result.document_id).text
            assert whole[result.start : result.end] == result.text
            assert result.passage_start <= result.start < result.end <= result.passage_end
            passage = sample_store.passage_of(result.document_id, result.start)
            assert passage
            inside = [(start, end) for start, end in passage.sentences if result.start <= start and end <= result.end]
            assert len(inside) <= 3
            assert len(result.text.split()) <= 60 or len(inside) == 1


def test_results_come_best_first_and_every_score_says_why(sample_store: Store) -> None:
    """A score is the sum of its named parts."""
    results = ask("what was agreed about the training strategy", sample_store).results
    assert [result.score for result in results] == sorted((result.score for result in results), reverse=True)
    for result in results:
        assert result.score == pytest.approx(sum(result.why.values()), abs=0.01)
        assert result.why


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (Filters(board="ambermarch network"), lambda result: result.board == "Ambermarch LSCB Chairs Network"),
        (Filters(since=date(2009, 6, 1), until=date(2009, 7, 31)), lambda result: "2009-06-01" <= result.date <= "2009-07-31"),
        (Filters(kind="action"), lambda result: result.kind in {"action", "decision"}),
        (Filters(person="Priya Nandra"), lambda result: True),
    ],
)
def test_a_filter_leaves_nothing_else_through(sample_store: Store, filters: Filters, holds: object) -> None:
    """Board, dates, person and kind select before ranking."""
    results = ask("the tender for the pool", sample_store, filters=filters).results
    assert results
    assert callable(holds)
    assert all(holds(result) for result in results)


def test_a_limb_with_its_owner_beside_it_is_decision_and_action(sample_store: Store) -> None:
    """It passes both filters."""
    for kind in ("decision", "action"):
        results = ask("Priya Nandra send the Network Office comments on the draft specification", sample_store, filters=Filters(kind=kind)).results
        assert any("That Priya Nandra send" in result.text for result in results[:3]), kind


def test_exempt_items_are_not_shown(tmp_path: Path) -> None:
    """What is printed as exempt, and all that follows the exclusion of the public, is left out before ranking."""
    file = tmp_path / "minutes.txt"
    file.write_text(
        "Moor Council\n\nPresent: Ann Lee, Bo Cole\n\n1. Roads\n\nThe salary of road menders was noted.\n\n2. Salaries (exempt)\n\nThe salary of the clerk was raised.\n\n"
        "3. Exclusion of the press and public\n\nThe public left.\n\n4. Pay\n\nThe salary of the gardener was raised.\n"
    )
    with filled_store(tmp_path / "store", file) as store:
        shown = " ".join(result.text for result in ask("salary of the clerk, the gardener and the road menders", store).results)
        assert "road menders" in shown
        assert "clerk was raised" not in shown
        assert "gardener" not in shown


def test_a_filter_that_leaves_nothing_says_so(sample_store: Store) -> None:
    """An empty selection is no empty answer."""
    with pytest.raises(NotFound, match="loosen"):
        ask("the tender", sample_store, filters=Filters(board="parish council of Nowhere"))


def test_nothing_is_said_when_nothing_fits(sample_store: Store) -> None:
    """A question about something else is not answered; the nearest passages stand apart."""
    answer = ask("Which cricket ground will host the final of the county cup?", sample_store)
    assert answer.abstained
    assert answer.results == ()
    assert 0 < len(answer.nearest) <= 3


def test_people_read_the_strongest_group_first(sample_store: Store) -> None:
    """Results are grouped as Decided, To do, Said; nothing is lost."""
    answer = ask("what was agreed about SCR chairs", sample_store)
    groups = grouped(answer.results)
    assert groups[0][1][0] == max(answer.results, key=lambda result: result.score)
    assert sorted(result.id for _, results in groups for result in results) == sorted(result.id for result in answer.results)


def test_a_keyword_hit_is_never_cut(sample_store: Store) -> None:
    """A question that is one rare word of the record finds the passages that hold it."""
    results = ask("Larkspur", sample_store).results
    assert results
    assert "larkspur" in fold(results[0].text)
