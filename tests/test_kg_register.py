"""The registers: what was to be done, what was decided."""

from collections.abc import Callable
from datetime import date

import pytest

from ingest.pipeline import ingest
from kg.graph import build
from kg.register import Ruling, decisions
from kg.store import Store

MINUTES = """# Tallow Bridge Harbour Board

Minutes of the meeting held on 4 May 2011

Present: Ruth Oakes (Chair), Peter Lamb

## 1. Minutes of the last meeting

The minutes of the meeting held on 6 April 2011 were agreed and signed.

## 2. Apologies

Accepted.

## 3. Slipway

It was agreed to close the slipway, subject to the consent of the harbour master.

RESOLVED: That the fee be raised to £12.

## 4. Boat club

The Board deferred the club's application to the June meeting.

## 5. Dredging

The report on dredging was noted.

## 6. Minute book

It was agreed that the minutes be published on the web site once a month.

## 7. Date of next meeting

It was agreed that the next meeting be held on 1 June 2011.
"""


@pytest.fixture(scope="module")
def rulings(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Ruling]]:
    folder = tmp_path_factory.mktemp("register")
    (folder / "minutes.md").write_text(MINUTES, "utf-8")
    with Store.open(folder / "store", create=True) as store:
        ingest([folder / "minutes.md"], store)
        graph = build(store)
    return lambda **asked: decisions(graph, **asked)


def _told(found: list[Ruling]) -> list[str]:
    return [" ".join(each.text.split()) for each in found]


def test_what_a_meeting_settles_of_itself_is_hidden_unless_asked_for(rulings: Callable[..., list[Ruling]]) -> None:
    """Minutes approved, apologies accepted, reports noted and the next day are left out; what is settled about publishing minutes is not."""
    assert [ruling.outcome for ruling in rulings()] == ["agreed", "resolved", "deferred", "agreed"]
    assert "published on the web site" in _told(rulings())[-1]
    everything = rulings(everything=True)
    assert len(everything) == 8
    assert {ruling.topic for ruling in everything if ruling.procedural} == {"1 Minutes of the last meeting", "2 Apologies", "5 Dredging", "7 Date of next meeting"}


def test_the_decision_register_filters(rulings: Callable[..., list[Ruling]]) -> None:
    """By outcome, words, conditions, board and time."""
    assert _told(rulings(outcome="deferred")) == ["The Board deferred the club's application to the June meeting."]
    assert [ruling.topic for ruling in rulings(about="slipway")] == ["3 Slipway", "3 Slipway"]
    [conditional] = rulings(conditional=True)
    assert conditional.conditions == "subject to the consent of the harbour master"
    assert len(rulings(board="tallow bridge")) == 4
    assert not rulings(board="somebody else")
    assert not rulings(since=date(2011, 5, 5))


def test_every_decision_quotes_the_record(sample_store: Store) -> None:
    """The words are the document's, and the places are those of the words."""
    graph = build(sample_store)
    found = decisions(graph, everything=True)
    assert len(found) > 40
    for ruling in found:
        assert graph.documents[ruling.place.document_id].text[ruling.place.start : ruling.place.end] == ruling.text
    assert [(ruling.place.date or "", ruling.place.document, ruling.place.start) for ruling in found] == sorted(
        (ruling.place.date or "", ruling.place.document, ruling.place.start) for ruling in found
    )
