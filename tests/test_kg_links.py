"""How boards are linked: what both have, the rarest first, with a quote from each side."""

from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kg.errors import NotFound, WrongUsage
from kg.graph import Graph, build
from kg.links import SPOKEN_OF, Link, boards_named, linked, touched
from kg.store import Store

_MINUTES = """# {board}

Minutes of the meeting held on {day}

Present: {present}

## 1. Roads

The {common} was thanked for its letter about the roads.

## 2. Harbour

{body}
"""
_SPEAKS = (
    (
        "Tallow Harbour Board",
        "Ruth Oakes (Chair), Peter Lamb",
        "The Gannet Trust would survey the quay. The matter was referred to the Brant Fishery Committee.\n\nACTION: Kate Moor to send the plans.",
    ),
    (
        "Brant Fishery Committee",
        "Kate Moor (Chair), Peter Lamb",
        "The Gannet Trust asked for a berth. It was reported that the Tallow Harbour Board had agreed to close the slipway.",
    ),
    ("Wick Parish Council", "Tom Reed (Chair), Ann Fell", "Nothing was said of the quay."),
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("links")
    files = []
    for number, (board, present, body) in enumerate(_SPEAKS):
        for month in ("April", "May"):
            files.append(folder / f"{number}-{month}.md")
            files[-1].write_text(_MINUTES.format(board=board, day=f"{number + 3} {month} 2011", present=present, common="Environment Agency", body=body), "utf-8")
    with Store.open(folder / "store", create=True) as store:
        ingest(files, store)
        return build(store)


def _of(graph: Graph, here: str, there: str) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in linked(graph, boards_named(graph, here), boards_named(graph, there), (here, there)).shared:
        found.setdefault(link.kind, []).append(link)
    return found


def test_what_two_boards_share_comes_rarest_first(graph: Graph) -> None:
    """People at both tables, a body that only the two name before one that everybody names, each with its reason."""
    shared = _of(graph, "Tallow Harbour", "Brant Fishery")
    assert [link.name for link in shared["people"]] == ["Peter Lamb"]
    assert SPOKEN_OF not in shared  # a mere name in another board's minutes is nobody yet
    bodies = [link.name for link in shared["organisations"]]
    assert bodies.index("Gannet Trust") < bodies.index("Environment Agency")
    assert shared["organisations"][bodies.index("Environment Agency")].why.startswith("6 of 6 documents name it")


def test_each_side_of_a_link_is_quoted(graph: Graph) -> None:
    """The words are the documents', and name the thing or stand around it."""
    for here, there in (("Tallow Harbour", "Brant Fishery"), ("Tallow Harbour", "Wick")):
        for links in _of(graph, here, there).values():
            for link in links:
                for side in (link.here, link.there):
                    assert graph.documents[side.place.document_id].text[side.place.start : side.place.end] == side.place.text
                    assert link.name.split()[-1] in side.place.text


def test_boards_speak_of_each_other(graph: Graph) -> None:
    """What one hands over to the other, and the decision of one that the other reports."""
    told = linked(graph, boards_named(graph, "Tallow"), boards_named(graph, "Brant")).crossings
    assert ("handed over", "Tallow Harbour Board") in {(each.kind, each.of) for each in told}
    assert ("decision reported", "Brant Fishery Committee") in {(each.kind, each.of) for each in told}
    assert any("referred to the Brant Fishery Committee" in each.place.text for each in told)


def test_the_boards_that_one_touches_are_ranked(graph: Graph) -> None:
    """The board with more and rarer things in common comes first."""
    assert [touch.board for touch in touched(graph, boards_named(graph, "Tallow"))] == ["Brant Fishery Committee", "Wick Parish Council"]


def test_a_board_is_named_by_words_or_initials(graph: Graph) -> None:
    """What fits none or several says what there is."""
    assert boards_named(graph, "THB") == boards_named(graph, "harbour tallow")
    with pytest.raises(NotFound, match="Wick Parish Council"):
        boards_named(graph, "airport")
    with pytest.raises(NotFound):
        boards_named(graph, "")


def test_words_that_fit_several_boards_ask_for_more(tmp_path: Path) -> None:
    """Two different boards of one word are not one."""
    for name in ("North Quay Board", "South Quay Board"):
        (tmp_path / f"{name}.md").write_text(_MINUTES.format(board=name, day="4 May 2011", present="Ann Fell (Chair)", common="Environment Agency", body="Nothing."), "utf-8")
    with Store.open(tmp_path / "store", create=True) as store:
        ingest(sorted(tmp_path.glob("*.md")), store)
        graph = build(store)
    with pytest.raises(WrongUsage, match="North Quay Board; South Quay Board"):
        boards_named(graph, "quay board")
