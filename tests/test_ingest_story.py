"""One invented story in every format: what is read from each is the same."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import Parsed, parse_file
from ingest.source import BlockKind
from kg.model import fold

STORY = Path(__file__).parent / "story"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def said(parsed: Parsed) -> dict[str, Any]:
    """What minutes say, without places; words folded."""
    minutes, text = parsed.minutes, parsed.document.text
    meeting = minutes.meeting
    return {
        "board": meeting.board and meeting.board.words,
        "meeting": (meeting.date, meeting.start, meeting.location and meeting.location.words, meeting.chair),
        "attendance": sorted((each.name, each.status, each.role or "", each.represents.words if each.represents else "") for each in minutes.attendance),
        "items": [(item.number, item.title.words) for item in minutes.items],
        "decisions": [(each.item, each.outcome, fold(each.span.of(text))) for each in minutes.decisions],
        "actions": [(each.item, fold(each.span.of(text)), [owner.name for owner in each.owners], each.due and each.due.date) for each in minutes.actions],
        "papers": [paper.title.words for paper in minutes.papers],
        "next": minutes.next_meeting and minutes.next_meeting.date,
    }


def test_the_story_is_read_as_it_was_written() -> None:
    """From Word: eight people, six items, five decisions, three actions with owners and dates."""
    story = said(parse_file(STORY / "story.docx")[0])
    assert story["board"] == "Harrowmere Heritage Forum"
    assert [name for name, status, *_ in story["attendance"] if status == "present"] == ["Colin Tweddle", "Fatima Rahman", "Judith Ashdown", "Owen Pritchard"]
    assert [number for number, _ in story["items"]] == ["1", "2", "3", "4", "5", "6"]
    assert [(item, outcome) for item, outcome, _ in story["decisions"]] == [("1.1", "noted"), ("2.1", "agreed"), ("3", "agreed"), ("3", "agreed"), ("4.1", "resolved")]
    assert [(item, owners, str(due)) for item, _, owners, due in story["actions"]] == [
        ("3.2", ["Stefan Nowak"], "2015-06-30"),
        ("3.2", ["Beth Larkin"], "2015-05-29"),
        ("4.1", ["Colin Tweddle"], "2015-07-31"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("story.doc", marks=needs_office),
        pytest.param("story.rtf", marks=needs_office),
        "story.odt",
        "story.pdf",
        "story.html",
        "story.md",
        "story.rst",
        "story.txt",
        "story.eml",
        "story.msg",
        "story.zip",
    ],
)
def test_every_format_says_the_same(name: str) -> None:
    """Attendance, items, decisions, actions, owners and dates are those of the Word document."""
    assert said(parse_file(STORY / name)[0]) == said(parse_file(STORY / "story.docx")[0])


@needs_tesseract
def test_a_scan_says_the_same() -> None:
    """A page that lies askew, recognised: people and actions as in the Word document, and its pages marked."""
    scan, story = parse_file(STORY / "story-scan.pdf")[0], said(parse_file(STORY / "story.docx")[0])
    found = said(scan)
    for key in ("attendance", "actions"):
        right = sum(each in story[key] for each in found[key])
        assert 2 * right / (len(found[key]) + len(story[key])) >= 0.95, found[key]
    assert scan.document.reading.scanned == (1, 2)
    assert all(scan.document.is_scanned(passage.span.start) for passage in scan.minutes.passages)


@pytest.mark.parametrize("name", [pytest.param("story.doc", marks=needs_office), "story.docx", "story.odt", pytest.param("story.rtf", marks=needs_office)])
def test_tracked_changes_are_accepted_and_told(name: str) -> None:
    """The inserted word is there, the deleted one is not, and the document is marked."""
    document = parse_file(STORY / name)[0].document
    assert "leans by forty centimetres" in document.text
    assert "sixty" not in document.text
    assert document.reading.tracked_changes


@pytest.mark.parametrize("name", ["story.docx", "story.odt", "story.pdf"])
def test_headers_and_footers_stay_out(name: str) -> None:
    """They are counted, and never stand between two paragraphs."""
    document = parse_file(STORY / name)[0].document
    assert document.reading.furniture >= 2
    assert "Town Hall, Harrowmere" not in document.text


@pytest.mark.parametrize("name", ["story.docx", "story.odt", "story.pdf", "story.html", "story.md", "story.rst", "story.txt"])
def test_rows_keep_their_cells(name: str) -> None:
    """The action table is rows of four cells wherever a format has tables, tabs included."""
    source = parse_file(STORY / name)[0].source
    rows = [[cell.of(source.text) for cell in block.cells] for block in source.blocks if block.kind is BlockKind.ROW]
    assert ["4.1", "Order the plaque for Amos Fell from the foundry", "Colin Tweddle", "31 July 2015"] in rows


@pytest.mark.parametrize("name", ["story.docx", "story.odt", "story.pdf"])
def test_numbers_that_the_word_processor_makes_are_in_the_text(name: str) -> None:
    """Headings "3.", paragraphs "2.2", limbs "(b)": nobody typed them."""
    text = parse_file(STORY / name)[0].document.text
    for words in ("3. Priory Field wall", "2.2 Owen Pritchard", "(b) to ask the Museum Trust"):
        assert words in text


def test_pages_of_a_pdf_are_known() -> None:
    """The next meeting stands on the second page, the welcome on the first."""
    document = parse_file(STORY / "story.pdf")[0].document
    assert document.page_of(document.text.index("Welcome")) == 1
    assert document.page_of(document.text.index("Thursday 10 September")) == 2
