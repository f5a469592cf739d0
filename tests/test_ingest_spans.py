"""The record's own words: every span quotes, and passages partition the text, for all documents of the suite."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.minutes.contract import as_json
from ingest.minutes.parse import parse
from ingest.pipeline import Parsed, parse_file
from ingest.readers import read
from ingest.source import Source
from ingest.statements import extraction_of
from kg.errors import UnreadableFile
from kg.model import Document
from tests.conftest import SHARED, sample_files

DOCUMENTS = [
    *sample_files(),
    *sorted((SHARED / "seeds").glob("*.txt")),
    *sorted((SHARED / "minutes" / "annotated").glob("*.md")),
    *sorted((SHARED / "minutes" / "committees").glob("*.txt"))[:3],
]

_LINES = st.sampled_from(
    [
        "Minutes of a meeting of the Moor Board held on 3 May 2009 at 2pm",
        "PRESENT:",
        "Apologies: Ann Lee, Bo Cole",
        "\tAnn Lee (AL)",
        "\tMoor Council",
        "\t",
        "",
        "",
        "1. Budget",
        "1.1",
        "2.3 The Board approved the budget, but some members were sorry.",
        "AGREED:",
        "a) That AL write to the council by 1 June;",
        "ACTIONS:",
        "· AL to report back at the next meeting.",
        "Dr. Lee said e.g. £1.2m. was spent. It was noted.",
        "AL/BC",
        "| Action | Owner |",
        "Next meeting: Monday 8 June 2009 at 10am, Moor Hall",
        "Ünïcode – “quotes” … 𝄞 and \u00ad soft",
    ]
)


def check(text: str, entries: dict[str, list[dict[str, object]]]) -> None:
    for key, found in entries.items():
        for entry in found:
            start, end = entry["start"], entry["end"]
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert text[start:end] == entry["text"], f"{key}: {entry}"
            assert start < end


def check_partition(text: str, passages: list[tuple[int, int]]) -> None:
    at = 0
    for start, end in passages:
        assert at <= start < end
        assert text[at:start].strip() == "", f"unread: {text[at:start]!r}"
        assert text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


def check_parsed(parsed: Parsed) -> None:
    text = parsed.source.text
    found = as_json(parsed.document, parsed.source, parsed.minutes)
    check(text, {key: found[key] for key in ("attendance", "items", "decisions", "actions", "reports", "organisations", "references", "passages")})
    check_partition(text, [(passage["start"], passage["end"]) for passage in found["passages"]])
    assert found["unread"] == []
    for action in found["actions"]:
        for owner in action["owners_why"]:
            assert text[owner["start"] : owner["end"]] == owner["as_printed"]
    extraction = extraction_of(parsed.document, parsed.minutes)
    for statement in extraction.statements:
        assert text[statement.start : statement.end].strip(), statement
        assert all(text[start:end].strip() for start, end in statement.evidence_spans)
    for passage in extraction.passages:
        assert all(passage.start <= start < end <= passage.end for start, end in passage.sentences)
    ids = [*(each.id for each in extraction.mentions), *(each.id for each in extraction.statements), *(each.id for each in extraction.passages)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_span_of_a_document_quotes(file: Path) -> None:
    """text[start:end] is the quote for every entry, statement and passage; every word stands in exactly one passage."""
    check_parsed(parse_file(file)[0])


def parsed_text(text: str, name: str) -> Parsed:
    source: Source = read(text.encode(), name)
    minutes = parse(source, name)
    return Parsed(Document("0" * 64, name, source.media_type, minutes.kind.value, minutes.status, source.reader, source.text), source, minutes)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=25), st.sampled_from(["a.txt", "a.md"]))
def test_every_span_of_any_jumble_of_lines_quotes(lines: list[str], name: str) -> None:
    """However lines of minutes are put together, nothing is lost, doubled or misquoted."""
    text = "\n".join(lines)
    if text.strip():
        check_parsed(parsed_text(text, name))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip())))
def test_any_text_at_all_is_read_without_losing_a_word(text: str) -> None:
    """The parser has no input on which it fails."""
    content = text.encode("utf-8", "replace")
    try:
        read(content, "a.txt")
    except UnreadableFile:
        return
    check_parsed(parsed_text(content.decode("utf-8"), "a.txt"))
