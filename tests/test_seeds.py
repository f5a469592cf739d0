"""The two documents that the project began with: read and searched as they are."""

import importlib.util
import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType

import pytest

from ingest.minutes.contract import as_json
from ingest.pipeline import parse_file
from kg.store import Store
from search.answer import ask
from tests.scoring import Entry

LEAST = {
    "attendance (name and status)": 1.0,
    "attendance.represents (of matched)": 1.0,
    "items": 0.95,
    "decisions": 0.95,
    "decisions.by (of matched)": 1.0,
    "decisions.item (of matched)": 0.9,
    "actions": 0.95,
    "actions.owners (of matched)": 1.0,
    "actions.due (of matched)": 1.0,
    "actions.item (of matched)": 0.9,
    "references": 0.8,
    "reports": 0.7,
    "organisations": 0.7,
    "spans exact": 1.0,
    **{f"meeting.{field}": 1.0 for field in ("board", "date", "start", "end", "location", "chair")},
    "next_meeting.date": 1.0,
}


def scorer(shared: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location("score_extraction", shared / "eval" / "score_extraction.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def parsed(shared: Path) -> dict[str, Entry]:
    read = [parse_file(file)[0] for file in sorted((shared / "seeds").glob("*.txt"))]
    return {each.document.path: as_json(each.document, each.source, each.minutes) for each in read}


@pytest.fixture(scope="module")
def figures(shared: Path, parsed: dict[str, Entry]) -> dict[str, float]:
    score = scorer(shared)
    tally = score.Tally()
    for file in sorted((shared / "gold" / "seeds").glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        with redirect_stdout(io.StringIO()):
            score.score_file(tally, gold, parsed[gold["file"]], verbose=False)
    found: dict[str, float] = {}
    for name, (right, gold_count, found_count) in tally.rows.items():
        _, recall, both = score.prf(right, gold_count, found_count)
        single = name.startswith(("meeting.", "next_", "spans", "coverage")) or "of matched" in name
        found[name] = recall if single else both
    return found


@pytest.mark.parametrize("name", LEAST)
def test_the_seeds_are_read_as_annotated(figures: dict[str, float], name: str) -> None:
    """Each figure of the shared scorer reaches what the project asks for."""
    assert figures[name] >= LEAST[name], f"{name}: {figures[name]:.3f}"


def test_initials_that_fit_two_are_decided_by_the_words_of_the_item(parsed: dict[str, Entry]) -> None:
    """MS is the one whose board the item names, and `why` quotes those words."""
    actions = next(found for name, found in parsed.items() if name.startswith("003"))["actions"]
    owners = [owner for action in actions for owner in action["owners_why"] if owner["as_printed"] == "MS"]
    assert len(owners) == 2
    for owner in owners:
        assert set(owner["candidates"]) == {"Mike Scott", "Marion Saunders"}
        assert "names London Board, whom Mike Scott stands for" in owner["why"]


def test_what_was_agreed_about_scr_chairs(seeds_store: Store) -> None:
    """The tender action and the pool paragraph are within the first five, the accreditation question behind them, with item and line."""
    results = ask("what was agreed about SCR chairs", seeds_store).results
    first = results[:7]
    assert {(result.item, result.line) for result in results[:5]} >= {("2", 104), ("2.4", 96)}
    found = {(result.item, result.line) for result in first if result.document.startswith("003")}
    assert {("2", 104), ("2.4", 96), ("2.5", 98)} <= found
    for result in first:
        assert seeds_store.document(result.document_id).text[result.start : result.end] == result.text


def test_the_scorer_is_not_imported_by_the_product() -> None:
    """What is measured with stays outside."""
    assert "score_extraction" not in sys.modules
