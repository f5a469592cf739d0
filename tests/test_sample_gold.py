"""How well the sample is read, against its gold annotations, and how well its questions are answered."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.lives import figures, known_lives
from ingest.minutes.contract import as_json
from ingest.pipeline import parse_file
from kg.graph import build
from kg.lives import lives
from kg.model import fold
from kg.register import actions
from kg.store import Store
from search.answer import ask
from tests.conftest import SAMPLE, filled_store, gold_of, sample_files
from tests.scoring import Entry, answers, f1, number, overlap, same_words

FITS: dict[str, tuple[float, Callable[[Entry, Entry], bool]]] = {
    "attendance": (1.0, lambda gold, found: fold(gold["name"]) == fold(found["name"]) and gold["status"] == found["status"]),
    "items": (0.9, lambda gold, found: (bool(gold.get("sub")) or number(gold["number"]) == number(found["number"])) and overlap(gold["title"], found["title"]) >= 0.7),
    "decisions": (0.85, same_words),
    "actions": (0.9, same_words),
    "references": (0.8, lambda gold, found: overlap(gold["quote"], found["text"]) >= 0.7 or overlap(gold["target"], found["target"]) >= 0.7),
}


def read_with_gold(file: Path) -> tuple[Entry, Entry]:
    parsed = parse_file(file)[0]
    return json.loads(gold_of(file).read_text("utf-8")), as_json(parsed.document, parsed.source, parsed.minutes)


@pytest.mark.parametrize("file", sample_files(), ids=lambda file: file.name)
def test_a_sample_document_is_read_as_annotated(file: Path) -> None:
    """Header, next meeting and attendance are all right; items, decisions, actions and references nearly so."""
    gold, found = read_with_gold(file)
    for key in ("date", "start", "end", "chair"):
        if gold["meeting"][key]:
            assert found["meeting"][key] == gold["meeting"][key], key
    assert overlap(gold["meeting"]["board"], found["meeting"]["board"]) >= 0.9
    assert (found["next_meeting"] or {}).get("date") == (gold["next_meeting"] or {}).get("date")
    for key, (least, fits) in FITS.items():
        score, _ = f1(gold[key], found[key], fits)
        assert score >= least, f"{key} of {file.name}: F1 {score:.3f}"


@pytest.mark.parametrize("file", sample_files(), ids=lambda file: file.name)
def test_owners_and_dates_of_sample_actions_are_right(file: Path) -> None:
    """Every matched action of the gold has its owners, or the wording as printed where nothing decides, and its date."""
    gold, found = read_with_gold(file)
    _, pairs = f1(gold["actions"], found["actions"], same_words)
    for wanted, action in pairs:
        if not wanted.get("optional"):
            assert sorted(map(fold, wanted["owners"])) == sorted(map(fold, action["owners"])), wanted["quote"]
            assert wanted["due"] == action["due"], wanted["quote"]


def test_questions_of_the_sample_are_answered(sample_store: Store) -> None:
    """Most questions find an answer among the first five; what the minutes do not hold is mostly left unanswered."""
    questions = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines() if line.strip()]
    answered = refused = 0
    for question in questions:
        answer = ask(question["question"], sample_store)
        if not question["answers"]:
            refused += answer.abstained
            continue
        answered += any(answers(wanted["quote"], result.text) and result.document == wanted["file"] for result in answer.results[:5] for wanted in question["answers"])
    answerable = sum(bool(question["answers"]) for question in questions)
    assert answered >= 0.55 * answerable
    assert refused >= 0.5 * (len(questions) - answerable)


def test_lives_of_the_samples_actions_are_told_as_read(sample_store: Store) -> None:
    """Links from actions to what reports on them, against lives that were made by reading: few are wrong, most are found."""
    graph = build(sample_store)
    tasks = actions(graph)
    known, lost = known_lives(graph, tasks, SAMPLE / "gold" / "action_lives.json")
    told = {life.task.id: life for life in lives(graph, sample_store.passages().values(), tasks)}
    got = figures(graph, known, told, lost)
    assert got["precision"] >= 0.95, got
    assert got["recall"] >= 0.82, got
    assert got["final status where a life is known"] >= 0.92, got


@pytest.mark.parametrize(
    ("boards", "precision", "recall"),
    [
        ("town-and-partnership", 0.91, 0.7),
        ("panel-and-network", 0.9, 0.85),
        ("trust-and-federation", 0.85, 0.63),
        ("university-and-housing", 0.95, 0.69),
        ("advisory-and-parish", 0.9, 0.62),
        ("transport-and-steering", 0.93, 0.8),
        ("audit-and-repair", 0.93, 0.55),
        ("paths-and-bowls", 0.93, 0.6),
        ("plan-and-church", 0.9, 0.3),
    ],
)
def test_lives_of_other_invented_boards_are_told_as_read(boards: str, precision: float, recall: float, tmp_path: Path) -> None:
    """Links from actions to their reports in minutes of eighteen boards with other habits, those never heard of again among them."""
    folder = Path(__file__).parent / "cases" / "lives" / boards
    with filled_store(tmp_path, folder / "minutes") as store:
        graph = build(store)
        tasks = actions(graph)
        known, lost = known_lives(graph, tasks, folder / "action_lives.json")
        got = figures(graph, known, {life.task.id: life for life in lives(graph, store.passages().values(), tasks)}, lost)
    assert got["precision"] >= precision, got
    assert got["recall"] >= recall, got


def test_lives_that_are_not_the_same_stay_apart(sample_store: Store) -> None:
    """Of the pairs told apart by hand no action is taken for the listing of the other."""
    graph = build(sample_store)
    told = lives(graph, sample_store.passages().values(), actions(graph))
    pairs = json.loads((SAMPLE / "gold" / "action_lives.json").read_text("utf-8"))["not_the_same"]
    assert pairs
    for one, other in pairs:
        for life in told:
            if one[0] in life.task.place.document and " ".join(one[1].split()) in " ".join(life.task.text.split()):
                again = [report for report in life.reports if report.again and other[0] in report.place.document]
                assert not any(" ".join(other[1].split()) in " ".join(report.place.text.split()) for report in again), (one, other)
