"""The store: documents go in whole or not at all, files come and go, ids are short."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import Result, ingest, parse_file
from ingest.statements import extraction_of
from kg.errors import NotFound, StoreUnusable, WrongUsage
from kg.model import Extraction
from kg.store import FILE_NAME, Store, StoredFile
from tests.conftest import SAMPLE

ONE = SAMPLE / "2009-12-07-wexmoor-lscb.txt"


def extraction() -> Extraction:
    parsed = parse_file(ONE)[0]
    return extraction_of(parsed.document, parsed.minutes)


def test_a_document_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    """One transaction a document: a statement that the table refuses takes the whole document with it."""
    whole = extraction()
    broken = replace(whole, statements=(*whole.statements, replace(whole.statements[0], id="other", value=None, object=None)))
    with Store.open(tmp_path, create=True) as store:
        with pytest.raises(sqlite3.IntegrityError):
            store.put(broken, "/a", "p")
        assert set(store.counts().values()) == {0}
        assert store.revision == 0
        store.put(whole, "/a", "p")
        assert store.counts()["documents"] == 1


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    """Document, mentions, statements and passages are read back as they were written."""
    whole = extraction()
    with Store.open(tmp_path, create=True) as store:
        store.put(whole, "/a", "p")
        assert store.document(whole.document.id) == whole.document
        assert sorted(store.mentions(), key=lambda each: each.id) == sorted(whole.mentions, key=lambda each: each.id)
        assert sorted(store.statements(), key=lambda each: each.id) == sorted(whole.statements, key=lambda each: each.id)
        assert list(store.passages().values()) == list(whole.passages)


def test_a_file_that_changes_replaces_its_document_and_says_what_became_of_it(tmp_path: Path) -> None:
    """The old document is gone from every table; its id is answered with its successor."""
    file = tmp_path / "minutes.txt"
    file.write_text("Board\n\nPresent: Ann Lee, Bo Cole\n\n1. Budget\n\nThe Board approved the budget.\n")
    with Store.open(tmp_path / "store", create=True) as store:
        assert [each.result for each in ingest([file], store)] == [Result.ADDED]
        old = store.documents()[0].id
        file.write_text("Board\n\nPresent: Ann Lee, Bo Cole\n\n1. Budget\n\nThe Board deferred the budget.\n")
        assert [each.result for each in ingest([file], store)] == [Result.REPLACED]
        assert [document.id == old for document in store.documents()] == [False]
        assert {statement.document_id for statement in store.statements()} == {store.documents()[0].id}
        assert store.search_words('"approved"', 5) == []
        with pytest.raises(NotFound, match="replaced by"):
            store.document(old)
        with pytest.raises(NotFound, match="replaced by"):
            store.find(f"doc-{old[:8]}")


def test_two_files_with_the_same_bytes_are_one_document(tmp_path: Path) -> None:
    """A copy is reported and not read again; the document stays as long as one of them does."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(ONE.read_bytes())
    with Store.open(tmp_path / "store", create=True) as store:
        outcomes = ingest([folder], store)
        assert [(each.result, each.detail) for each in outcomes] == [(Result.ADDED, ""), (Result.DUPLICATE, "same bytes as a.txt")]
        (folder / "a.txt").unlink()
        assert [each.result for each in ingest([folder], store, prune=True)] == [Result.UNCHANGED, Result.REMOVED]
        assert [document.path for document in store.documents()] == ["b.txt"]
        (folder / "b.txt").unlink()
        assert ingest([folder], store) == []
        assert store.counts()["documents"] == 1, "nothing is forgotten without --prune"
        ingest([folder], store, prune=True)
        assert store.counts()["documents"] == 0


def test_the_store_does_not_read_itself_and_prunes_only_where_it_was_told(tmp_path: Path) -> None:
    """A store inside the folder is passed over; files of other folders that are out of reach are not forgotten."""
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / f"{folder.name}.txt").write_text(f"Minutes of the {folder.name} Board\n\n1. Roof\n\nThe Board agreed.\n")
    with Store.open(one / "store", create=True) as store:
        ingest([one, other], store)
        assert [outcome.result for outcome in ingest([one], store)] == [Result.UNCHANGED]
        (other / "other.txt").unlink()
        assert ingest([one], store, prune=True)[1:] == []
        assert [outcome.result for outcome in ingest([other], store, prune=True)] == [Result.REMOVED]


def test_documents_are_read_again_when_the_parser_has_changed(tmp_path: Path) -> None:
    """The version of what read them is kept; with another one, the same bytes are read anew and nothing is doubled."""
    with Store.open(tmp_path, create=True) as store:
        whole = extraction()
        store.put(whole, str(ONE), "an older parser")
        assert [outcome.result for outcome in ingest([ONE], store)] == [Result.UPDATED]
        assert store.counts()["documents"] == 1
        assert [outcome.result for outcome in ingest([ONE], store)] == [Result.UNCHANGED]


def test_ids_are_found_by_their_first_digits(sample_store: Store) -> None:
    """Six digits, or more where six fit several; what is no id is wrong usage, what is not there is not found."""
    action = sample_store.mentions("act")[0].id
    assert sample_store.find(sample_store.short("act", action)) == ("act", action)
    assert sample_store.find(f"ACT-{action}") == ("act", action)
    with pytest.raises(WrongUsage, match="fits several"):
        sample_store.find("act-" + next(digit for digit in "0123456789abcdef" if sum(m.id.startswith(digit) for m in sample_store.mentions("act")) > 1))
    with pytest.raises(WrongUsage, match="is not an id"):
        sample_store.find("budget")
    with pytest.raises(NotFound, match="Nothing in the store"):
        sample_store.find("act-ffffffffffffffffffff")


def test_a_store_is_not_made_by_asking(tmp_path: Path) -> None:
    """Opening a folder without a store says how to make one, and makes nothing."""
    with pytest.raises(StoreUnusable, match="boardgraph ingest"):
        Store.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_what_is_no_store_is_left_alone(tmp_path: Path) -> None:
    """A file of that name that is no database is named, not overwritten."""
    (tmp_path / FILE_NAME).write_text("a letter to a friend, long enough to be no empty database " * 20)
    with pytest.raises(StoreUnusable, match="is not a Boardgraph store"):
        Store.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_text().startswith("a letter")


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    """Its tables are unknown, so nothing is touched."""
    Store.open(tmp_path, create=True)._db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreUnusable, match="newer"):
        Store.open(tmp_path)


def test_linking_a_file_needs_no_second_reading(tmp_path: Path) -> None:
    """A file that is renamed is the same document under another path."""
    with Store.open(tmp_path, create=True) as store:
        whole = extraction()
        store.put(whole, "/a", "p")
        store.link_file(StoredFile("/b", "b.txt", whole.document.id))
        store.forget_file(StoredFile("/a", whole.document.path, whole.document.id))
        assert [document.path for document in store.documents()] == ["b.txt"]
