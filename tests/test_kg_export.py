"""The export: everything, with words and places, the same bytes from the same files."""

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.pipeline import ingest
from kg.export import as_json
from kg.graph import build
from kg.store import Store
from tests.conftest import SAMPLE, sample_files


def test_two_fresh_stores_export_the_same_bytes(sample_store: Store, tmp_path: Path) -> None:
    """Nothing of time, place or revision is in it."""
    with Store.open(tmp_path, create=True) as other:
        ingest([SAMPLE], other)
        ingest([SAMPLE], other)
        assert as_json(build(other), other.identity.live()) == as_json(build(sample_store), sample_store.identity.live())


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sample_files()))
def test_the_order_of_ingestion_does_not_change_the_export(order: list[Path], sample_store: Store) -> None:
    """A record is a set of documents."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), create=True) as store:
        for file in order:
            ingest([file], store)
        assert as_json(build(store), store.identity.live()) == as_json(build(sample_store), sample_store.identity.live())


def test_every_statement_is_exported_with_its_words(sample_store: Store) -> None:
    """The quote is the text of the document between start and end, and the ids join up."""
    exported = json.loads(as_json(build(sample_store), sample_store.identity.live()))
    texts = {document.id: document.text for document in sample_store.documents()}
    nodes = {node["id"] for node in exported["nodes"]}
    assert len(exported["statements"]) == sample_store.counts()["statements"]
    for statement in exported["statements"]:
        assert texts[statement["document"]][statement["start"] : statement["end"]] == statement["text"]
        assert {statement["subject"], statement["object"] or statement["subject"]} <= nodes
