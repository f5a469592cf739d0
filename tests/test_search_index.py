"""The index: it holds each passage once, follows the store, and says when it does not."""

from pathlib import Path

import numpy as np
import pytest

from ingest.pipeline import ingest
from kg.errors import IndexUnusable
from kg.store import Store
from search.embed import find_model
from search.index import Index, manifest_of, update
from tests.conftest import SAMPLE, filled_store


def test_every_passage_is_in_the_index_once(sample_store: Store) -> None:
    """A search for everything gives every passage's number, best first."""
    index = Index(sample_store)
    found = index.search(np.ones((1, 384), dtype=np.float32), 10_000)
    assert sorted(number for number, _ in found) == sample_store.passage_numbers()
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_a_search_stays_inside_the_numbers_given(sample_store: Store) -> None:
    """Filtering happens before ranking."""
    inside = sample_store.passage_numbers()[10:15]
    found = Index(sample_store).search(np.ones((1, 384), dtype=np.float32), 10, inside)
    assert sorted(number for number, _ in found) == inside
    assert Index(sample_store).search(np.ones((1, 384), dtype=np.float32), 10, []) == []


def test_only_new_passages_are_encoded(tmp_path: Path) -> None:
    """Nothing is encoded twice; a file that is gone leaves the index."""
    first, second = SAMPLE / "2009-12-07-wexmoor-lscb.txt", tmp_path / "minutes" / "second.md"
    second.parent.mkdir()
    second.write_bytes((SAMPLE / "2009-06-15-wexmoor-lscb.md").read_bytes())
    with filled_store(tmp_path / "store", first) as store:
        assert update(store, find_model()) == 0
        before = len(store.passage_numbers())
        ingest([second.parent], store)
        assert update(store, find_model()) == len(store.passage_numbers()) - before
        second.unlink()
        ingest([second.parent], store, prune=True)
        assert update(store, find_model()) == 0
        assert len(Index(store).search(np.ones((1, 384), dtype=np.float32), 10_000)) == before


def test_an_index_that_is_missing_stale_or_broken_says_what_to_do(tmp_path: Path) -> None:
    """Each case is one sentence that ends in the remedy."""
    with Store.open(tmp_path, create=True) as store:
        ingest([SAMPLE / "2009-12-07-wexmoor-lscb.txt"], store)
        assert manifest_of(store) is None
        with pytest.raises(IndexUnusable, match="no search index: run 'boardgraph ingest'"):
            Index(store)
        update(store, find_model())
        ingest([SAMPLE / "2009-06-15-wexmoor-lscb.md"], store)
        with pytest.raises(IndexUnusable, match="older than the record"):
            Index(store)
        update(store, find_model())
        (tmp_path / "index" / "vectors.faiss").write_bytes(b"not an index")
        with pytest.raises(IndexUnusable, match="cannot be read"):
            Index(store)
        update(store, find_model())
        assert update(store, find_model()) == 0
        Index(store)
        (tmp_path / "index" / "manifest.json").write_text("{")
        with pytest.raises(IndexUnusable, match="cannot be read: delete the folder"):
            manifest_of(store)
