"""The export: everything, with words and places, the same bytes from the same files."""

import csv
import io
import json
import tempfile
import zipfile
from pathlib import Path

import igraph
import jsonschema
import networkx as nx
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.pipeline import ingest
from kg.export.graphml import as_graphml
from kg.export.linked_data import as_jsonld
from kg.export.records import as_json, schema
from kg.export.tables import as_bundle, as_csv
from kg.graph import Graph, build
from kg.lives import action_register
from kg.register import decisions
from kg.store import Store
from tests.conftest import SAMPLE, sample_files


def test_two_fresh_stores_export_the_same_bytes(sample_store: Store, tmp_path: Path) -> None:
    """Nothing of time, place or revision is in it."""
    with Store.open(tmp_path, create=True) as other:
        ingest([SAMPLE], other)
        ingest([SAMPLE], other)
        assert as_json(build(other), other.identity.live()) == as_json(build(sample_store), sample_store.identity.live())


FEW = [file for file in sample_files() if file.name[:4] in {"2008", "2009"}]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> str:
    with Store.open(tmp_path_factory.mktemp("few"), create=True) as store:
        ingest(FEW, store)
        return as_json(build(store), store.identity.live())


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(FEW))
def test_the_order_of_ingestion_does_not_change_the_export(order: list[Path], few: str) -> None:
    """A record is a set of documents."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), create=True) as store:
        for file in order:
            ingest([file], store)
        assert as_json(build(store), store.identity.live()) == few


def test_every_statement_is_exported_with_its_words(sample_store: Store) -> None:
    """The quote is the text of the document between start and end, and the ids join up."""
    exported = json.loads(as_json(build(sample_store), sample_store.identity.live()))
    texts = {document.id: document.text for document in sample_store.documents()}
    nodes = {node["id"] for node in exported["nodes"]}
    hidden = len(sample_store.exempt()[0])
    assert hidden
    assert len(exported["statements"]) == sample_store.counts()["statements"] - hidden
    for statement in exported["statements"]:
        assert texts[statement["document"]][statement["start"] : statement["end"]] == statement["text"]
        assert {statement["subject"], statement["object"] or statement["subject"]} <= nodes


@pytest.fixture(scope="module")
def graph(sample_store: Store) -> Graph:
    return build(sample_store)


def test_the_json_export_is_as_its_schema_says(graph: Graph, sample_store: Store) -> None:
    """The published schema is itself valid, and the sample's record fits it."""
    published = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(json.loads(as_json(graph, sample_store.identity.live())), published)


def test_graphml_opens_in_networkx_and_igraph_with_equal_counts(graph: Graph, tmp_path: Path) -> None:
    """No node or edge is lost or folded into another, every attribute is a scalar, and each edge quotes its document."""
    file = tmp_path / "record.graphml"
    file.write_text(as_graphml(graph), "utf-8")
    one = nx.read_graphml(file, force_multigraph=True)
    other = igraph.Graph.Read_GraphML(str(file))
    assert (one.number_of_nodes(), one.number_of_edges()) == (other.vcount(), other.ecount()) == (graph.nx.number_of_nodes(), graph.nx.number_of_edges())
    texts = {document.path: document.text for document in graph.documents.values()}
    for _, _, key, its in one.edges(keys=True, data=True):
        assert texts[its["document"]][its["start"] : its["end"]] == its["quote"], key
    assert {its["kind"] for _, its in one.nodes(data=True)} >= {"person", "board", "meeting", "decision", "action"}


def test_words_that_xml_cannot_hold_are_replaced() -> None:
    """A control character in a name would make a file that nothing opens."""
    from kg.export.graphml import _clean

    assert _clean("a\x0bb\ud800c") == "a\ufffdb\ufffdc"


def test_linked_data_comes_back_the_same(graph: Graph) -> None:
    """Read by rdflib, written, and read again: the same triples, and every annotation selects its document's words."""
    read = rdflib.Graph().parse(data=as_jsonld(graph), format="json-ld")
    again = rdflib.Graph().parse(data=read.serialize(format="json-ld"), format="json-ld")
    assert set(read) == set(again)
    oa, prov = rdflib.Namespace("http://www.w3.org/ns/oa#"), rdflib.PROV
    annotations = list(read.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(annotations) == len(graph.statements)
    texts = {f"urn:boardgraph:id:{document.id}": document.text for document in graph.documents.values()}
    for annotation in annotations:
        target, fact = read.value(annotation, oa.hasTarget), read.value(annotation, oa.hasBody)
        source = str(read.value(target, oa.hasSource))
        selectors = list(read.objects(target, oa.hasSelector))
        place, quote = (next(each for each in selectors if (each, rdflib.RDF.type, sort) in read) for sort in (oa.TextPositionSelector, oa.TextQuoteSelector))
        start, end = (int(str(read.value(place, name))) for name in (oa.start, oa.end))
        assert texts[source][start:end] == str(read.value(quote, oa.exact))
        assert str(read.value(fact, prov.wasDerivedFrom)) == source
    assert list(read.subjects(rdflib.RDF.type, rdflib.URIRef("http://www.w3.org/ns/org#Membership")))


def test_every_row_of_the_tables_has_its_words(graph: Graph, sample_store: Store) -> None:
    """Each quote is the text of its document between start and end; the bundle is the same bytes each time."""
    lives = action_register(graph, sample_store.passages().values())
    bundle = as_bundle(graph, lives, decisions(graph, everything=True))
    assert bundle == as_bundle(graph, lives, decisions(graph, everything=True))
    texts = {document.path: document.text for document in graph.documents.values()}
    with zipfile.ZipFile(io.BytesIO(bundle)) as tables:
        assert sorted(tables.namelist()) == ["actions.csv", "decisions.csv", "documents.csv", "reports.csv", "statements.csv", "things.csv"]
        for name in tables.namelist():
            rows = list(csv.DictReader(io.StringIO(tables.read(name).decode(), newline="")))
            assert rows, name
            for row in rows:
                quote = texts[row["document"]][int(row["start"]) : int(row["end"])]
                assert row["quote"] in {quote, f"'{quote}"}, (name, row)
                assert row["citation"]


@settings(max_examples=50)
@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), min_size=1, max_size=5))
def test_a_table_reads_back_and_begins_no_formula(cells: list[list[str]]) -> None:
    """Whatever the words, the cells come back, with a quotation mark before what a spreadsheet would reckon out."""
    rows = [dict(zip(("a", "b"), row, strict=True)) for row in cells]
    back = list(csv.DictReader(io.StringIO(as_csv(rows), newline="")))
    assert [[each.removeprefix("'") if each[1:2] in ("=", "+", "-", "@", "\t", "\r") else each for each in row.values()] for row in back] == [
        [each.removeprefix("'") if each.startswith("'") and each[1:2] in ("=", "+", "-", "@", "\t", "\r") else each for each in row] for row in cells
    ]
    assert not any(each.startswith(("=", "+", "-", "@", "\t", "\r")) for row in back for each in row.values())
