"""The graph: every edge is allowed, carries its words, and comes from a statement."""

from itertools import pairwise

import pytest

from kg.errors import NotFound
from kg.explore import people_named, profile, record_of
from kg.graph import Graph, build
from kg.places import place_of
from kg.register import actions
from kg.store import Store
from kg.vocabulary import JOINS, Kind, Predicate


@pytest.fixture(scope="module")
def graph(sample_store: Store) -> Graph:
    return build(sample_store)


def test_every_statement_joins_what_its_predicate_may_join(graph: Graph) -> None:
    """The vocabulary says which kinds a predicate joins, and whether it gives a value."""
    kinds = {mention.id: Kind(mention.kind) for mention in graph.mentions.values()} | dict.fromkeys(graph.documents, Kind.DOCUMENT)
    for statement in graph.statements.values():
        subjects, objects = JOINS[Predicate(statement.predicate)]
        assert kinds[statement.subject] in subjects, statement
        if statement.object is not None:
            assert objects is not None, statement
            assert kinds[statement.object] in objects, statement
        else:
            assert objects is None or statement.predicate == Predicate.ASSIGNED_TO, statement


def test_every_edge_is_a_statement_with_words(graph: Graph) -> None:
    """An edge's key is the statement's id, and its quote is not empty."""
    joins = [each for each in graph.statements.values() if each.id not in graph.copies and (each.object is not None or each.id in graph.meant)]
    assert graph.nx.number_of_edges() == len(joins)
    for _, _, key in graph.nx.edges(keys=True):
        assert graph.quote(graph.statements[key]).strip()


def test_one_person_of_several_meetings_is_one_node(graph: Graph) -> None:
    """Equal full names are joined by a judgement, so that a person's meetings come together in order."""
    [person] = people_named(graph, "dorothea lanyon")
    dates = [presence.place.date or "" for presence in profile(graph, person).meetings]
    assert len(dates) >= 6
    assert all(earlier <= later for earlier, later in pairwise(dates))


def test_a_name_is_found_by_part_and_by_initials_and_near_misses_are_named(graph: Graph) -> None:
    """What fits nobody says who is near."""
    assert people_named(graph, "Lanyon") == people_named(graph, "Dorothea Lanyon")
    assert {graph.label(node) for node in people_named(graph, "MS")} >= {"Moira Sayle", "Martin Stroud"}
    with pytest.raises(NotFound, match="did you mean Dorothea Lanyon"):
        people_named(graph, "Dorothy Lanyon")


def test_the_register_filters(graph: Graph) -> None:
    """By owner and board."""
    everything = actions(graph)
    mine = actions(graph, owner="Dorothea Lanyon")
    assert 0 < len(mine) < len(everything)
    assert all("Dorothea Lanyon" in task.owners for task in mine)
    assert {task.place.board for task in actions(graph, board="ambermarch")} == {"Ambermarch LSCB Chairs Network"}


def test_show_gives_any_id_with_its_words_in_context(graph: Graph, sample_store: Store) -> None:
    """A thing, a statement, a passage and a document each have a record."""
    for prefix, full in [
        *((kind.value, sample_store.mentions(kind.value)[0].id) for kind in Kind if kind is not Kind.DOCUMENT),
        ("stm", sample_store.statements()[0].id),
        ("psg", next(iter(sample_store.passages().values())).id),
        ("doc", sample_store.documents()[0].id),
    ]:
        record = record_of(graph, sample_store, prefix, full)
        assert record.label
        assert record.place is None or any(" ".join(record.place.text.split())[:30] in line or line in " ".join(record.place.text.split()) for line in record.context)


def test_a_citation_names_board_date_item_file_and_line(graph: Graph) -> None:
    """All that an officer needs to find the words again."""
    statement = next(each for each in graph.statements.values() if each.predicate == Predicate.OUTCOME and graph.documents[each.document_id].path.startswith("2009-12-07"))
    place = place_of(graph, statement)
    line = graph.documents[place.document_id].text.split("\n")[place.line - 1]
    assert place.text.split("\n")[0] in line
    assert place.citation == f"Wexmoor Local Safeguarding Children Board, 2009-12-07, item {place.item}, 2009-12-07-wexmoor-lscb.txt:{place.line}"
