"""Documents that say the same: which they are, which of them counts, and what becomes of the others."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import Result, ingest
from kg.explore import record_of
from kg.export.records import as_json
from kg.graph import build
from kg.register import actions
from kg.store import Store
from kg.twins import Recorded, alike, counterpart, sketch, twins_of

MINUTES = """Minutes of the Quarry Board

Held on 3 June 2014

Present: Ann Lee, Bo Cole

1. Gate

The gate to the old quarry has been broken since the spring, and sheep have been seen on the ledge above the pond.
It was agreed to mend the gate before the winter.

2. Pond

The pond is silting up, and the anglers asked whether it could be dredged once the ducks have left.

Actions

Bo Cole to ask two firms for a price by 1 July 2014.
"""


def recorded(name: str, text: str, **given: object) -> Recorded:
    known: dict[str, object] = {"media_type": "text/plain", "kind": "minutes", "status": "unknown", "scanned": False, "board": "Quarry Board", "date": "2014-06-03"}
    return Recorded(id=name, path=name, sketch=sketch(text), **(known | given))  # type: ignore[arg-type]


def groups(*documents: Recorded) -> list[tuple[str, ...]]:
    return [twins.documents for twins in twins_of(documents)]


def test_the_approved_author_text_counts() -> None:
    """Approved before draft, the author's text before a print, both before a scan."""
    found = groups(
        recorded("scan.pdf", MINUTES, media_type="application/pdf", scanned=True),
        recorded("print.pdf", MINUTES, media_type="application/pdf"),
        recorded("draft.doc", MINUTES, status="draft"),
        recorded("final.pdf", MINUTES, media_type="application/pdf", status="approved"),
        recorded("text.doc", MINUTES),
    )
    assert found == [("final.pdf", "text.doc", "print.pdf", "scan.pdf", "draft.doc")]


def test_other_meetings_are_no_twins() -> None:
    """Not another day with the same words, not another board, not a second meeting on one day with other words."""
    other = "Minutes of an extraordinary meeting about the lease of the kiosk, which the county wants back by the end of the year, and about nothing else at all."
    assert groups(recorded("a", MINUTES), recorded("b", MINUTES, date="2014-09-03")) == []
    assert groups(recorded("a", MINUTES), recorded("b", other)) == []
    assert groups(recorded("a", MINUTES), recorded("b", other, board="Pond Board")) == []
    assert groups(recorded("a", MINUTES), recorded("b", MINUTES, date=None, board=None)) == [("a", "b")]


@given(st.lists(st.sampled_from("a b c d e f g h".split()), min_size=1, max_size=60))
def test_a_text_is_like_itself(words: list[str]) -> None:
    """Likeness is one for equal texts, whatever their case, and the same both ways."""
    one, other = sketch(" ".join(words)), sketch(" ".join(reversed(words)))
    assert alike(one, sketch(" ".join(words).upper())) == 1.0
    assert alike(one, other) == alike(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bo Cole to ask two firms for a price of the whole work by 1 July", "Bo Cole to ask two firms for a price of the whole work  by 1 July.", True),
        ("The clerk to ask the two firms for a price of all the work at once", "The clerk to ask the two firms for a price of all works at once", True),
        ("The clerk to ask the two firms for a price of all the work by 1 July", "The clerk to ask the two firms for a price of all the work by 8 July", False),
        ("It was agreed that the board should now replace the north gate this year", "It was agreed that the board should not replace the north gate this year", False),
        ("The price was to be asked by Bo Cole from the firms that did the work", "The price was to be asked by Ann Lee from the firms that did the work", False),
    ],
)
def test_counterparts_say_the_same(one: str, other: str, same: bool) -> None:
    """Nine tenths of the words, and no number, name or "not" that turns the meaning."""
    assert (counterpart(one, [("x", other)]) == "x") is same


def stored(folder: Path, store: Path, names: list[str]) -> str:
    with Store.open(store, create=True) as opened:
        ingest([folder / name for name in names], opened)
        return as_json(build(opened), opened.identity.live())


def test_a_meeting_in_four_files_is_one(tmp_path: Path) -> None:
    """Each action once, its other files named; the same bytes of export in any order of reading."""
    files = {
        "draft minutes.txt": MINUTES.replace("before the winter", "in the autumn").replace("Minutes of", "DRAFT Minutes of"),
        "approved minutes.txt": MINUTES.replace("Minutes of", "Approved minutes of"),
        "copy.md": MINUTES,
        "other.txt": MINUTES.replace("3 June", "3 July").replace("by 1 July", "by 1 August"),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    order = list(files)
    first = stored(tmp_path, tmp_path / "one", order)
    random.Random(1).shuffle(order)
    assert stored(tmp_path, tmp_path / "two", order) == first
    with Store.open(tmp_path / "one") as store:
        graph = build(store)
        tasks = actions(graph)
        assert [(task.place.document, task.copies) for task in tasks] == [("approved minutes.txt", ("copy.md", "draft minutes.txt")), ("other.txt", ())]
        meetings = {graph.canonical[mention.id] for mention in graph.mentions.values() if mention.kind == "mtg"}
        assert len(meetings) == 2


def test_a_citation_into_a_replaced_file_still_tells_its_words(tmp_path: Path) -> None:
    """What the id stood for, where, and what the file is now; also after a second replacement, until the store is pruned."""
    file = tmp_path / "june.txt"
    file.write_text(MINUTES)
    with Store.open(tmp_path / "store", create=True) as store:
        ingest([file], store)
        action = actions(build(store))[0].id
        for words in ("three firms", "four firms"):
            file.write_text(MINUTES.replace("two firms", words))
            assert ingest([file], store)[0].result is Result.REPLACED
        prefix, full = store.find(f"act-{action[:12]}")
        record = record_of(build(store), store, prefix, full)
        assert record.kind == "former action"
        assert "two firms" in record.label
        now = next(fact for fact in record.facts if fact.name == "now")
        assert now.target is not None
        assert "four firms" in store.document(now.target[1]).text
        ingest([file], store, prune=True)
        assert store.retired(prefix, full) is None
