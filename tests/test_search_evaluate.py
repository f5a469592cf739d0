"""Scoring a set of questions: what counts as found, and that it is what the shared scorer counts."""

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import WrongUsage
from kg.store import Store
from search.evaluate import Found, Wanted, abstaining, evaluate, finds, measures, questions_in, summary
from tests.conftest import SAMPLE

QUOTE = "The Board agreed that the bridge be mended before the winter"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (QUOTE, True),
        (f"It was late. {QUOTE}, and that the cost be met.", True),
        ("the bridge be mended before the winter", True),
        ("the winter", False),
        ("The Board agreed that the bridge be repaired before the winter", True),
        ("The trustees thought of the ferry", False),
        (f"{QUOTE} {'and so on ' * 30}", False),
        ("", False),
    ],
)
def test_what_counts_as_found(text: str, found: bool) -> None:
    """The quote whole, half of it, or most of its words; never on a page of words, never in another file."""
    assert finds(Found("a/minutes.txt", text), Wanted(QUOTE, frozenset({"minutes.txt"}))) is found
    assert not finds(Found("other.txt", text), Wanted(QUOTE, frozenset({"minutes.txt"})))


def test_an_answer_counts_once_and_early_ones_more() -> None:
    """nDCG falls with the rank, recall does not, and a repeated answer adds nothing."""
    wanted = [Wanted(QUOTE, frozenset({"m.txt"})), Wanted("The ferry was sold to the harbour trust", frozenset({"m.txt"}))]
    hit, other, miss = Found("m.txt", QUOTE), Found("m.txt", "The ferry was sold to the harbour trust"), Found("m.txt", "nothing of the kind was said there")
    best = measures([hit, other], wanted)
    assert best == {"success@1": 1.0, "success@5": 1.0, "recall@10": 1.0, "MRR": 1.0, "nDCG@10": 1.0}
    late = measures([miss, hit, hit, other], wanted)
    assert late["recall@10"] == 1.0
    assert late["success@1"] == 0.0
    assert late["MRR"] == 0.5
    assert measures([miss, hit, other], wanted)["nDCG@10"] > late["nDCG@10"] > measures([hit, hit], wanted)["nDCG@10"] - 0.2


def test_a_set_of_questions_is_scored_beside_plain_search(sample_store: Store) -> None:
    """Every way has its row, kinds have theirs, and where this program answers it ranks better than all three."""
    scored = evaluate(sample_store, questions_in(SAMPLE / "questions.jsonl"))
    assert {"boardgraph", "BM25", "vectors", "fusion", "boardgraph, action"} <= {str(row[""]) for row in summary(scored)}
    rows = {str(row[""]): row for row in summary([each for each in scored if not each.abstained])}
    for way in ("BM25", "vectors", "fusion"):
        assert float(rows["boardgraph"]["nDCG@10"]) > float(rows[way]["nDCG@10"])
    assert abstaining(scored)["unanswerable"] == sum(not each.asked.answers for each in scored)


@pytest.mark.parametrize("line", ["{", '{"id": "q"}', '{"id": "q", "question": "why", "answers": [{"file": "m.txt"}]}', "[]"])
def test_what_is_no_question_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    """The second line of the file is told, and what it lacks."""
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "a", "question": "why", "kind": "none", "answers": []}\n' + line + "\n")
    with pytest.raises(WrongUsage, match=r"questions\.jsonl:2"):
        questions_in(file)


def test_a_missing_file_of_questions_is_named(tmp_path: Path) -> None:
    """With the remedy."""
    with pytest.raises(WrongUsage, match="cannot be read"):
        questions_in(tmp_path / "none.jsonl")


@pytest.fixture(scope="module")
def shared_scorer(shared: Path) -> Iterator[ModuleType]:
    folder = shared / "eval"
    sys.path.insert(0, str(folder))
    specification = importlib.util.spec_from_file_location("score_search", folder / "score_search.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    sys.path.remove(str(folder))
    yield module
    sys.modules.pop("score_extraction", None)


_WORDS = st.lists(st.sampled_from("the board agreed to mend bridge ferry harbour trust by june of and a report".split()), min_size=1, max_size=70).map(" ".join)


def test_the_shared_scorer_counts_the_same(shared_scorer: ModuleType) -> None:
    """On any words."""

    @given(_WORDS, _WORDS)
    def same(quote: str, text: str) -> None:
        ours = finds(Found("m.txt", text), Wanted(quote, frozenset({"m.txt"})))
        assert ours == bool(shared_scorer.finds({"document": "m.txt", "text": text}, (quote, {"m.txt"})))

    same()


def test_the_shared_scorer_grades_the_same(shared_scorer: ModuleType, seeds_store: Store, shared: Path) -> None:
    """On the questions about the two documents that the project began with."""
    wanted = [
        each for each in questions_in(shared / "questions" / "boards.jsonl") if each.answers and all(file.startswith("00") for answer in each.answers for file in answer.files)
    ]
    lines = {told["id"]: told for told in map(json.loads, (shared / "questions" / "boards.jsonl").read_text("utf-8").splitlines())}
    from search.answer import ask

    for each in wanted[:6]:
        results = ask(each.question, seeds_store).results
        graded = shared_scorer.grade([{"document": result.document, "text": result.text} for result in results], shared_scorer.nuggets(lines[each.id]["answers"]))
        assert measures([Found(result.document, result.text) for result in results], each.answers) == pytest.approx(graded)
