"""The command line as users meet it: every verb, every kind of bad input."""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from kg.store import Store
from tests.conftest import ROOT, SAMPLE, Run

MINUTES = """Minutes of a meeting of the Elmford Parish Council held on Tuesday 5 May 2009 at 7pm at the Village Hall

Present: Ann Lee (Chair), Bo Cole, Cy Dent

1. Playground

Bo Cole had looked at the swings. The Council approved the repair of the swings at £400.

Action: Bo Cole to order the parts by 30 May 2009.

2. Next meeting

Tuesday 2 June 2009 at 7pm
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    file = tmp_path / "minutes.txt"
    file.write_text(MINUTES, "utf-8")
    return file


@pytest.fixture
def data(sample_store: Store) -> Path:
    return sample_store.folder


def test_from_a_file_to_an_answer(run: Run, minutes: Path) -> None:
    """ingest, ask, actions, who, show and export on one small file."""
    done = run("ingest", minutes)
    assert done.returncode == 0, done.stderr
    assert "minutes.txt" in done.stdout
    assert "added" in done.stdout
    answer = json.loads(run("ask", "what was agreed about the swings", "--format", "json").stdout)
    assert not answer["abstained"]
    first = answer["results"][0]
    assert "The Council approved the repair of the swings at £400." in first["text"]
    assert (first["document"], first["board"], first["date"], first["item"], first["line"]) == ("minutes.txt", "Elmford Parish Council", "2009-05-05", "1", 7)
    [action] = json.loads(run("actions", "--format", "json").stdout)
    assert (action["owners"], action["due"]) == (["Bo Cole"], "2009-05-30")
    shown = run("show", f"act-{action['id'][:10]}", "--explain")
    assert "assigned to: Bo Cole" in shown.stdout
    assert "full name in the attendance" in shown.stdout
    assert "minutes.txt:9" in shown.stdout
    assert "Bo Cole to order the parts" in run("who", "cole").stdout
    assert len(json.loads(run("export", "json").stdout)["documents"]) == 1


def test_ingesting_again_changes_nothing_and_says_so(run: Run, minutes: Path) -> None:
    """The second run reads nothing, and the export stays the same."""
    run("ingest", minutes)
    before = run("export", "json").stdout
    again = run("ingest", minutes)
    assert again.returncode == 0
    assert again.stdout == "Nothing changed: all 1 files are in the store as they are.\n"
    assert run("export", "json").stdout == before


def test_ask_prints_quotes_with_board_date_item_file_and_line(run: Run, data: Path) -> None:
    """What an officer reads: groups, quotation marks, citations, ids."""
    done = run("ask", "what was agreed about SCR chairs", data=data)
    assert done.returncode == 0
    assert "Decided\n" in done.stdout
    assert "“" in done.stdout
    assert ".txt:" in done.stdout
    assert "[psg-" in done.stdout
    assert "item " in done.stdout
    assert "score" not in done.stdout
    assert "own words +" in run("ask", "SCR chairs", "--explain", data=data).stdout


def test_ask_keeps_the_contract(run: Run, data: Path) -> None:
    """The keys that programs rely on."""
    answer = json.loads(run("ask", "training strategy", "--limit", "3", "--format", "json", data=data).stdout)
    assert set(answer) == {"question", "understood", "abstained", "results", "nearest"}
    assert set(answer["understood"]) >= {"kind", "people", "boards", "since", "until", "terms"}
    assert len(answer["results"]) == 3
    keys = [
        "id",
        "document",
        "document_id",
        "meeting",
        "board",
        "date",
        "item",
        "item_title",
        "kind",
        "text",
        "start",
        "end",
        "passage_start",
        "passage_end",
        "page",
        "line",
        "scanned",
        "speaker",
        "score",
        "why",
        "copies",
        "owners",
        "due",
    ]
    assert set(answer["results"][0]) == set(keys)


def test_abstaining_is_exit_code_one_with_the_nearest_misses(run: Run, data: Path) -> None:
    """Nothing found is said in words and by the exit code."""
    done = run("ask", "Which cricket ground will host the final of the county cup?", data=data)
    assert done.returncode == 1
    assert "Nothing in the record answers that" in done.stdout


def test_parse_keeps_the_contract(run: Run) -> None:
    """The keys that programs rely on; every entry has its meeting's words and place."""
    found = json.loads(run("parse", SAMPLE / "2009-07-08-ambermarch-network.md", "--format", "json").stdout)
    keys = [
        "text",
        "document",
        "meeting",
        "meetings",
        "attendance",
        "items",
        "decisions",
        "actions",
        "reports",
        "organisations",
        "references",
        "next_meeting",
        "passages",
        "doubts",
        "unread",
    ]
    assert set(found) == set(keys)
    assert set(found["document"]) >= {"file", "sha256", "media_type", "kind", "status", "characters", "reader", "pages", "furniture", "repairs", "scanned_pages", "tracked_changes"}
    assert found["document"]["kind"] == "minutes"
    assert set(found["actions"][0]) >= {"text", "start", "end", "owners", "owners_raw", "owners_why", "due", "due_raw", "due_precision", "item"}
    assert "Decisions" in run("parse", SAMPLE / "2009-07-08-ambermarch-network.md").stdout


def test_lists_are_printed_for_spreadsheets_and_documents(run: Run, data: Path) -> None:
    """csv reads back with the same rows; md is a table; nothing begins a formula."""
    rows = list(csv.DictReader(io.StringIO(run("actions", "--board", "ambermarch", "--format", "csv", data=data).stdout)))
    assert rows
    assert set(rows[0]) == {
        "id",
        "raised",
        "board",
        "item",
        "owner",
        "action",
        "due",
        "due as printed",
        "status",
        "stated",
        "reported",
        "report",
        "report in",
        "possibly",
        "later meetings",
        "where",
    }
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    settled = list(csv.DictReader(io.StringIO(run("decisions", "--board", "wexmoor", "--about", "pool", "--format", "csv", data=data).stdout)))
    assert settled
    assert all("wexmoor" in row["board"].lower() for row in settled)
    assert len(json.loads(run("decisions", "--all", "--format", "json", data=data).stdout)) > len(json.loads(run("decisions", "--format", "json", data=data).stdout))
    table = run("actions", "--board", "ambermarch", "--format", "md", data=data).stdout.splitlines()
    assert len(table) == len(rows) + 2
    assert table[0] == "| raised | owner | action | due | status | report | where | id |"
    assert table[1].count("---") == 8


def test_status_tells_what_is_there_and_that_the_index_fits(run: Run, data: Path) -> None:
    """Counts, documents, and the state of the index."""
    done = run("status", data=data)
    assert "search index up to date" in done.stdout
    assert "34 documents" in done.stdout
    state = json.loads(run("status", "--format", "json", data=data).stdout)
    assert all(document["unread"] == 0 for document in state["documents"])


def test_demo_answers_its_questions(run: Run) -> None:
    """The sample is read into a temporary store, and the first question is answered with citations."""
    done = run("demo")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("> boardgraph ask") == 4
    assert "what was agreed about SCR chairs" in done.stdout
    assert "Ambermarch LSCB Chairs Network, 2009-02-11, item 3.4, 2009-02-11-ambermarch-network.txt:" in " ".join(done.stdout.split())
    assert not (ROOT / "boardgraph-data").exists()


def test_every_verb_has_help_with_an_example(run: Run) -> None:
    """--help of each command ends in an example."""
    for verb in ("demo", "ingest", "parse", "ask", "show", "who", "actions", "decisions", "links", "route", "status", "export"):
        done = run(verb, "--help")
        assert done.returncode == 0
        assert f"Example: boardgraph {verb}" in " ".join(done.stdout.split()), verb


# Bad input


def one_sentence(stderr: str) -> bool:
    return stderr.startswith("boardgraph: ") and stderr.count("\n") == 1 and "Traceback" not in stderr


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.txt", "is empty"),
        (bytes(range(256)) * 20, "a.txt", "holds no text"),
        (b"%PDF-1.4", "a.pdf", "the PDF is damaged"),
        (b"PK", "a.docx", "is not a Word document"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_rest_is_read(run: Run, tmp_path: Path, content: bytes, name: str, says: str) -> None:
    """Exit code 3, the reason and the remedy in the table; the good file is in the store, the bad one is not."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(MINUTES)
    done = run("ingest", folder)
    assert done.returncode == 3
    assert says in " ".join(done.stdout.split())
    assert "Traceback" not in done.stderr
    assert [document["path"] for document in json.loads(run("status", "--format", "json").stdout)["documents"]] == ["good.txt"]
    alone = run("parse", folder / name)
    assert alone.returncode == 3
    assert one_sentence(alone.stderr)


def test_a_file_that_is_no_minutes_is_kept_and_named(run: Run, tmp_path: Path) -> None:
    """Its words can be found, and the outcome says how it was read."""
    (tmp_path / "letter.txt").write_text("Dear Sam,\n\nthe geese came back to the pond this morning, earlier than last year.\n\nYours, Kim\n")
    done = run("ingest", tmp_path / "letter.txt")
    assert done.returncode == 0
    assert "read as paper" in " ".join(done.stdout.split())
    assert "geese" in run("ask", "geese on the pond").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("ingest", "no/such/folder"), 2, "There is no file or folder no/such/folder: check the path."),
        (("parse", "no/such/file.txt"), 2, "There is no file no/such/file.txt: check the path."),
        (("ask", "anything"), 1, "run 'boardgraph ingest PATH' first"),
        (("who", "Ann"), 1, "run 'boardgraph ingest PATH' first"),
        (("export", "json"), 1, "run 'boardgraph ingest PATH' first"),
    ],
)
def test_a_wrong_path_or_a_missing_store_is_one_sentence(run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    """It names the remedy, ends with the right exit code, and makes nothing."""
    done = run(*arguments)
    assert done.returncode == code
    assert one_sentence(done.stderr), done.stderr
    assert says in done.stderr
    assert not (tmp_path / "store").exists()


def test_a_missing_path_among_good_ones_stops_before_anything_is_read(run: Run, minutes: Path, tmp_path: Path) -> None:
    """Nothing half-done."""
    assert run("ingest", minutes, "nowhere").returncode == 2
    assert not (tmp_path / "store").exists()


def test_a_data_folder_that_cannot_be_written_is_one_sentence(run: Run, minutes: Path, tmp_path: Path) -> None:
    """A file where the folder should be, and a folder that the system keeps for itself."""
    (tmp_path / "taken").write_text("not a folder")
    for place in (tmp_path / "taken", Path("/proc/boardgraph")):
        done = run("ingest", minutes, data=place)
        assert done.returncode == 1
        assert one_sentence(done.stderr), done.stderr
        assert "with --data" in done.stderr
    assert (tmp_path / "taken").read_text() == "not a folder"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_store_that_may_only_be_read_is_one_sentence(run: Run, minutes: Path, tmp_path: Path) -> None:
    """Reading works, writing names the remedy."""
    run("ingest", minutes)
    (tmp_path / "store").chmod(0o500)
    minutes.write_text(MINUTES.replace("£400", "£500"))
    done = run("ingest", minutes)
    (tmp_path / "store").chmod(0o700)
    assert done.returncode == 1
    assert one_sentence(done.stderr)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("ask", "  "), 2, "The question is empty"),
        (("ask", "the tender", "--board", "nowhere at all"), 1, "loosen"),
        (("ask", "the tender", "--since", "yesterday"), 2, "yesterday"),
        (("show", "budget"), 2, "is not an id"),
        (("show", "act-ffffffffffff"), 1, "Nothing in the store has the id"),
        (("who", "..."), 2, "The name is empty"),
        (("actions", "--owner", "?"), 1, "No action fits"),
        (("decisions", "--outcome", "vetoed"), 1, "No decision fits"),
        (("route", "no such paper"), 1, "No paper of the record is called"),
        (("links", "nowhere at all"), 1, "No board of the record is called"),
        (("links", "safeguarding children", "Wexmoor Local Safeguarding Children Board"), 2, "are the same board"),
        (("who", "Dorothy Lanyon"), 1, "did you mean Dorothea Lanyon?"),
        (("actions", "--owner", "Nobody Known"), 1, "No action fits"),
        (("export", "json", "--out", "/proc/x/y.json"), 2, "cannot be written"),
        (("ingest", "README.md", "--model", "no/model"), 1, "neither a folder nor in the local model cache"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, data: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    """Every refusal has its sentence and its exit code."""
    done = run(*arguments, data=data)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
