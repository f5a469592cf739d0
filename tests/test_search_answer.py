"""Questions: what they ask for, how candidates are ranked, what is quoted, and when nothing is said."""

from datetime import date
from pathlib import Path

import pytest

from kg.errors import NotFound
from kg.model import fold
from kg.stems import stems
from kg.store import Store
from search.answer import Filters, arranged, ask, grouped
from search.features import covered, held_of, telling
from search.question import Term
from search.thesaurus import NAME, SYNONYM, Wording
from tests.conftest import filled_store


def test_no_question_breaks_the_search(sample_store: Store) -> None:
    """Quotation marks, operators and brackets are words like others."""
    for text in ('"', "a AND b OR (c NEAR d)", "*", "what?", "budget -tender ^", "col:words", "é’", "10:30"):
        ask(text, sample_store)


def test_terms_are_counted_by_rarity_in_any_form_and_wording() -> None:
    """A rare term counts more; other forms count as the word, other wordings by their worth, half a phrase for half."""
    chairs, reviews = Term((Wording("chairs", 1.0),)), Term((Wording("scr", 1.0), Wording("serious case review", NAME)))
    rarity = {chairs: 1.0, reviews: 3.0}
    assert covered(rarity, stems("The chair spoke.")) == 0.25
    assert covered(rarity, stems("serious case reviews")) == pytest.approx(0.75 * NAME)
    assert covered(rarity, stems("SCR chairs")) == 1.0
    assert held_of(Term((Wording("speed cameras", 1.0),)), stems("a camera on the hill")) == 0.25
    assert held_of(Term((Wording("put out", 1.0), Wording("publish", SYNONYM))), stems("they published it")) == SYNONYM


def test_common_words_tell_little() -> None:
    """How much a word tells of a subject follows its rarity in English, never to nothing."""
    assert 0.2 <= telling("among") < telling("ward") < telling("quorum") == 1.0
    assert telling("set of cameras") == telling("cameras")


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
    """A score is the sum of its named parts; a copy may have lent its place."""
    results = ask("what was agreed about the training strategy", sample_store).results
    for result in results:
        assert result.score == pytest.approx(sum(result.why.values()), abs=0.02)
        assert result.why
    assert results[0].score == max(result.score for result in results)


def test_the_same_question_gives_the_same_answer(sample_store: Store) -> None:
    """On every run, part by part."""
    for text in ("what was agreed about SCR chairs", "who chaired the network", "how did the tender get on over 2009"):
        assert ask(text, sample_store) == ask(text, sample_store)


def test_a_literal_question_finds_its_words_alone(sample_store: Store) -> None:
    """Nothing is read into it; a filter still holds."""
    answer = ask("SCR", sample_store, by_words=True)
    assert answer.question.aim is None
    assert "SCR" in answer.results[0].text


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


def test_a_question_over_time_is_a_trail_and_one_across_boards_stands_side_by_side(sample_store: Store) -> None:
    """Dates ascend; each board comes once; nothing is lost."""
    trail = ask("What came of the tender for the pool over the years?", sample_store)
    days = [day for day, _ in arranged(trail)]
    assert days == sorted(days)
    assert len(days) > 1
    both = ask("What did the Wexmoor board and the Ambermarch network each say about the tender?", sample_store)
    boards = [board for board, _ in arranged(both)]
    assert len(boards) == len(set(boards)) > 1
    for answer in (trail, both):
        assert sum(len(results) for _, results in arranged(answer)) == len(answer.results)


def test_a_person_is_found_by_the_initials_that_minutes_use(sample_store: Store) -> None:
    """An action that names its owner by initials alone is that person's."""
    answer = ask("What did Dorothea Lanyon commit to?", sample_store)
    assert any(result.kind == "action" and "Dorothea Lanyon" in result.owners and "Lanyon" not in result.text for result in answer.results[:5])


def test_speeches_keep_their_speakers(tmp_path: Path) -> None:
    """In a transcript each quote says who spoke, and one speech answers once."""
    talk = "Ann Lee: Shall we keep the ferry? It costs a great deal.\n\nBo Cole (Harbour Trust): The ferry carries nine hundred people a week.\n\n"
    file = tmp_path / "hearing.txt"
    file.write_text(talk + "".join(f"Ann Lee: The next matter is number {n}.\n\nBo Cole: Thank you, Chair, we heard number {n}.\n\n" for n in range(4)))
    with filled_store(tmp_path / "store", file) as store:
        first = ask("how many people does the ferry carry", store).results[0]
        assert (first.speaker, first.text) == ("Bo Cole", "The ferry carries nine hundred people a week.")


def test_a_keyword_hit_is_never_cut(sample_store: Store) -> None:
    """A question that is one rare word of the record finds the passages that hold it."""
    results = ask("Larkspur", sample_store).results
    assert results
    assert "larkspur" in fold(results[0].text)


def test_a_label_is_no_answer_and_a_heading_none_beside_its_words(sample_store: Store) -> None:
    """ "ACTIONS:" says nothing by itself; a heading is left out where what stands under it is a better result."""
    for question in ("SCR pool", "what was agreed about SCR chairs", "training strategy", "the tender"):
        results = ask(question, sample_store).results
        assert not [result.text for result in results if result.text.rstrip().endswith(":") and len(result.text.split()) <= 2]
        for at, result in enumerate(results):
            if result.kind == "heading":
                assert (result.document, result.item, result.item_title) not in {(other.document, other.item, other.item_title) for other in results[:at]}


def test_words_of_another_board_answer_less_surely(sample_store: Store) -> None:
    """What one board settled speaks less for an answer when another board is asked for."""
    for asked in ("What did the {} decide about a lay member?", "What did the {} agree about the Training Strategy?"):
        own, other = (ask(asked.format(board), sample_store).certainty for board in ("Wexmoor board", "Ambermarch network"))
        assert own > other, asked
