"""Real minutes of public boards, beside the project: all are read, twins are told, numbers that Word made are there."""

import hashlib
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import Outcome, Result, ingest
from ingest.source import BlockKind
from kg.store import Store
from kg.twins import twins_of

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

#: Twins by what their names have in common, and how many there are.
TWINS = {
    ("1 June MINUTE-ACTIONS", ".doc .doc"),
    ("01 May 2012 Minutes", ".doc .odt"),
    ("Fourteenth Meeting May 2012 Agenda", ".doc .odt"),
    ("Thirteenth Meeting", ".doc .doc .odt .odt"),
    ("Draft TOR_Updated", ".doc .doc .odt"),
    ("Draft Fraud Annex for comment", ".doc .odt"),
    ("Neighbourhood Planning Evidence Base Update", ".docx .odt"),
    ("Paper on Sector Board governance", ".doc .odt"),
    ("Planning telecon", ".doc .odt"),
    ("Strategic Role of the Panel Paper", ".doc .odt"),
    ("Eighteenth Meeting 5 February 2013_Agenda", ".doc .odt"),
    ("Eighteenth Meeting 5 February 2013_Minutes", ".doc .odt"),
    ("Seventeenth Meeting 5 December 2012_Agenda", ".doc .odt"),
    ("Seventeenth Meeting 5 December 2012_Minutes", ".doc .odt"),
    ("Twenty-Second Meeting_17 October 2013_Agenda", ".doc .pdf"),
    ("Twenty-Second Meeting_17 October 2013_Minutes", ".doc .pdf"),
    ("Twenty-Second Meeting_17 October 2013_Terms of Reference", ".doc .pdf"),
}


@pytest.fixture(scope="module")
def read(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Outcome], Store]]:
    """All 84 files, and the annotated ones, in one store without an index."""
    folder = tmp_path_factory.mktemp("boards")
    with Store.open(folder, create=True) as store:
        yield ingest([shared / "minutes" / "public-data-boards", shared / "minutes" / "annotated"], store), store


def test_every_file_is_read(read: tuple[list[Outcome], Store]) -> None:
    """.doc, .docx, .odt, .pdf and .md: none is refused, and nothing of any text is left without a passage."""
    outcomes, store = read
    assert [outcome for outcome in outcomes if outcome.result not in {Result.ADDED, Result.DUPLICATE}] == []
    assert len(outcomes) == 94
    assert all(document.text.strip() for document in store.documents())


def test_each_file_is_what_it_is(read: tuple[list[Outcome], Store], shared: Path) -> None:
    """Minutes, agendas, an action log and papers are told apart, whatever the file is called."""
    _, store = read
    kinds = tomllib.loads((Path(__file__).parent / "cases" / "kinds.toml").read_text("utf-8"))
    names = {hashlib.sha256(file.read_bytes()).hexdigest(): file.name for file in (shared / "minutes" / "public-data-boards").iterdir()}
    assert sum(map(len, kinds.values())) == 84
    found = {names[document.id]: document.kind for document in store.documents() if document.id in names}
    expected = {name: kind for kind, listed in kinds.items() for name in listed}
    assert {name: kind for name, kind in found.items() if kind != expected[name]} == {}


def test_nothing_in_minutes_is_left_out(read: tuple[list[Outcome], Store]) -> None:
    """Of the characters of minutes, white space apart, fewer than two in a hundred stand in no passage: counted from the spans."""
    _, store = read
    held: dict[str, list[bool]] = {document.id: [False] * len(document.text) for document in store.documents() if document.kind == "minutes"}
    for passage in store.passages().values():
        if passage.document_id in held:
            held[passage.document_id][passage.start : passage.end] = [True] * (passage.end - passage.start)
    texts = {document.id: document.text for document in store.documents()}
    for document, inside in held.items():
        printed = [at for at, character in enumerate(texts[document]) if not character.isspace()]
        outside = sum(not inside[at] for at in printed)
        assert outside < 0.02 * len(printed), document


def test_equal_bytes_are_one_document(read: tuple[list[Outcome], Store]) -> None:
    """Copies under another name are named as such."""
    outcomes, _ = read
    copies = {outcome.path for outcome in outcomes if outcome.result is Result.DUPLICATE}
    assert {path for path in copies if path.endswith(("_FINAL_1.doc", "signed_0.pdf"))} == {
        "Local Public Data Panel - 9 Sept_Minutes_FINAL_1.doc",
        "Local Public Data Panel_5 Feb 2013 Meeting_letter on Code consultation-signed_0.pdf",
    }


def test_twins_are_told(read: tuple[list[Outcome], Store]) -> None:
    """The same minutes, agenda or paper in two formats, and nothing else."""
    _, store = read
    paths = {each.id: each.path for each in store.recorded()}
    found = [sorted(paths[document] for document in twins.documents) for twins in twins_of(store.recorded())]
    told = set()
    for name, _ in TWINS:
        group = next((group for group in found if all(name in path or path.startswith("lpdp-") for path in group)), [])
        named = [path for path in group if name in path]
        told.add((name, " ".join(sorted(Path(path).suffix for path in named))))
    assert told == TWINS
    assert len(found) <= len(TWINS) + 1  # one file of the annotated ones differs from its original in a line end


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("01 May 2012 Minutes_Final.doc", ["a)", "b)", "c)"]),
        ("01 May 2012 Minutes_Final.odt", ["a)", "b)", "c)"]),
        ("Twentieth Meeting 5 June 2013_Minutes.doc", ["i)", "ii)", "1.", "2.", "3.", "4.", "5.", "i)"]),
        ("15 May 2012 meeting.DOC", ["1.", "2.", "3.", "4.", "5.", "9."]),
    ],
)
def test_numbers_that_word_made_are_there(shared: Path, name: str, numbers: list[str]) -> None:
    """Nobody typed them: the word processor counts, and the reader with it."""
    from ingest.readers import read as read_file

    file = next(file for file in (shared / "minutes" / "public-data-boards").iterdir() if file.name.endswith(name))
    source = read_file(file.read_bytes(), file.name)
    starts = [re.match(r"\(?(?:\d{1,2}|[a-h]|[iv]{1,3})[.)](?=\s)", block.span.of(source.text)) for block in source.blocks if block.kind is not BlockKind.ROW]
    assert [match[0] for match in starts if match][: len(numbers)] == numbers
