"""A paper's way: every meeting that saw it, in order, who brought it, and what each meeting did with it."""

import pytest

from kg.errors import NotFound, WrongUsage
from kg.graph import Graph, build
from kg.route import papers_named, route
from kg.store import Store
from kg.vocabulary import Kind


@pytest.fixture(scope="module")
def graph(sample_store: Store) -> Graph:
    return build(sample_store)


def test_a_paper_is_followed_through_boards_in_order(graph: Graph) -> None:
    """The training strategy goes to and fro between the network and the Wexmoor board, and each stop tells what came of it."""
    way = route(graph, papers_named(graph, "Multi-Agency Training Strategy 2009-2012"))
    stops = [
        (stop.date, (stop.board or "").split()[0], stop.brought_by, [done.outcome for done in way.stops[at].done if done.kind is Kind.DECISION])
        for at, stop in enumerate(way.stops)
    ]
    assert stops[:4] == [
        ("2009-02-11", "Ambermarch", ("Philippa Dunmore",), ["agreed"]),
        ("2009-03-09", "Wexmoor", ("Helena Osgood",), ["deferred", "agreed"]),
        ("2009-06-15", "Wexmoor", ("Helena Osgood",), ["endorsed", "agreed"]),
        ("2009-07-08", "Ambermarch", ("Philippa Dunmore",), ["endorsed", "adopted"]),
    ]
    assert [stop.date for stop in way.stops] == sorted(stop.date or "" for stop in way.stops)


def test_what_a_meeting_reports_of_another_board_is_not_its_own(graph: Graph) -> None:
    """In July the network hears that Wexmoor endorsed the strategy, and adopts it itself."""
    way = route(graph, papers_named(graph, "Multi-Agency Training Strategy 2009-2012"))
    july = next(stop for stop in way.stops if stop.date == "2009-07-08")
    assert [(done.outcome, (done.by or "").split()[:1]) for done in july.done] == [("endorsed", ["Wexmoor"]), ("adopted", [])]


def test_every_stop_quotes_the_record(graph: Graph) -> None:
    """Each place is the document's own words, and what was done stands once."""
    for node in graph.nodes_of(Kind.PAPER):
        try:
            way = route(graph, node)
        except NotFound:
            continue
        for stop in way.stops:
            for place in (*stop.places, *(done.place for done in stop.done)):
                assert graph.documents[place.document_id].text[place.start : place.end] == place.text
            spans = [(done.place.document_id, done.place.start, done.place.end) for done in stop.done]
            assert len(spans) == len(set(spans))


def test_a_title_that_fits_none_or_several_says_so(graph: Graph) -> None:
    """None is named with the remedy; several are listed with their ids."""
    with pytest.raises(NotFound, match="No paper of the record"):
        papers_named(graph, "airport masterplan")
    with pytest.raises(WrongUsage, match=r"fits \d+ papers"):
        papers_named(graph, "report")
