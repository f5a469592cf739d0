"""What a person should look at: doubts about one file, and several meetings in one."""

from itertools import pairwise
from pathlib import Path

import pytest

from ingest.minutes.contract import as_json
from ingest.minutes.parse import parse
from ingest.minutes.records import Minutes
from ingest.pipeline import ingest, parse_file
from ingest.readers import read
from kg.checks import checks
from kg.graph import build
from kg.store import Store

TWO = """ELMFORD PARISH COUNCIL
Minutes of the meeting of Elmford Parish Council held on Monday 3 May 2021 in the Reading Room

Present: Ann Lee (Chair), Tom Ferris, Joy Hallam

1. Roads
RESOLVED: that the bench be bought.

2. Trees
The Clerk was asked to write to the county.

ELMFORD PARISH COUNCIL
Minutes of the meeting of Elmford Parish Council held on Monday 7 June 2021 in the Reading Room

Present: Joy Hallam (Chair), Dev Rana

1. Roads
AGREED: that the bench be painted green.
"""


def minutes_of(text: str) -> Minutes:
    return parse(read(text.encode(), "minutes.txt"), "minutes.txt")


@pytest.mark.parametrize(
    ("head", "body", "kind", "says"),
    [
        ("Minutes of the Elmford Board held on Monday 4 May 2021", "Present: Ann Lee, Tom Ferris", "weekday", "2021-05-04 is a Tuesday"),
        (
            "Minutes of the Elmford Board held on 3 May 2021",
            "Present: Ann Lee, Tom Ferris\nApologies: Tom Ferris",
            "attendance",
            "Tom Ferris is printed as present and under apologies",
        ),
        (
            "Minutes of the Elmford Board held on 3 May 2021",
            "Present: Ann Lee, Tom Ferris\n\n1. Roads\nA sign is down.\n\n1. Trees\nAn elm is down.",
            "number",
            "The number 1 is printed before more than one heading",
        ),
        ("Minutes of the Elmford Board held on 3 May 2021", "Present: Ann Lee, Tom Ferris\n\n1. Roads\nACTION: QX to ring the county.", "owner", "'QX' fits nobody"),
        ("Minutes of the Elmford Board held on 3 May 2021", "Present: Ann Lee, Alan Long\n\n1. Roads\nACTION: AL to ring the county.", "owner", "'AL' fits Ann Lee and Alan Long"),
        ("Minutes of the Elmford Board", "Present: Ann Lee, Tom Ferris\n\n1. Roads\nA sign is down.", "date", "No date of the meeting was found"),
    ],
)
def test_what_cannot_be_all_right_is_a_doubt(head: str, body: str, kind: str, says: str) -> None:
    """Each doubt says what is wrong, and no other is raised."""
    doubts = minutes_of(f"{head}\n\n{body}\n").doubts
    assert {doubt.kind for doubt in doubts} == {kind}
    assert all(says in doubt.message for doubt in doubts)


def test_minutes_without_fault_raise_no_doubt() -> None:
    """A weekday that fits, distinct numbers and known initials are not worth a look."""
    text = "Minutes of the Elmford Board held on Monday 3 May 2021\n\nPresent: Ann Lee, Tom Ferris\n\n1. Roads\nACTION: TF to ring the county.\n\n2. Trees\nNone fell.\n"
    assert minutes_of(text).doubts == ()


def test_two_meetings_in_one_file_are_two() -> None:
    """Each has its own day, people, items and decisions, and every passage of the file stands once."""
    first, second = minutes_of(TWO).meetings
    assert [str(each.meeting.date) for each in (first, second)] == ["2021-05-03", "2021-06-07"]
    assert [[entry.name for entry in each.attendance] for each in (first, second)] == [["Ann Lee", "Tom Ferris", "Joy Hallam"], ["Joy Hallam", "Dev Rana"]]
    assert [each.meeting.chair for each in (first, second)] == ["Ann Lee", "Joy Hallam"]
    assert [[item.title.words for item in each.items] for each in (first, second)] == [["Roads", "Trees"], ["Roads"]]
    assert [len(each.decisions) for each in (first, second)] == [1, 1]
    spans = [passage.span for passage in first.passages]
    assert spans == sorted(spans, key=lambda span: span.start)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert first.unread == ()


def test_entries_of_several_meetings_say_which(tmp_path: Path) -> None:
    """The JSON of parse lists both meetings, and each entry has the number of its own."""
    (tmp_path / "two.txt").write_text(TWO)
    parsed = parse_file(tmp_path / "two.txt")[0]
    found = as_json(parsed.document, parsed.source, parsed.minutes)
    assert [meeting["date"] for meeting in found["meetings"]] == ["2021-05-03", "2021-06-07"]
    assert [(entry["name"], entry["meeting"]) for entry in found["attendance"]] == [("Ann Lee", 0), ("Tom Ferris", 0), ("Joy Hallam", 0), ("Joy Hallam", 1), ("Dev Rana", 1)]


def test_a_store_keeps_both_meetings_and_the_doubts(tmp_path: Path) -> None:
    """Decisions bear the day of their own meeting; check lists what parse doubted, with file and line."""
    (tmp_path / "two.txt").write_text(TWO.replace("Monday 3 May", "Friday 3 May"))
    with Store.open(tmp_path / "store", create=True) as store:
        ingest([tmp_path / "two.txt"], store)
        dates = {statement.event_date for statement in store.statements() if statement.predicate == "OUTCOME"}
        found = checks(build(store), store)
    assert dates == {"2021-05-03", "2021-06-07"}
    assert [(check.path, check.line, check.kind) for check in found] == [("two.txt", 2, "weekday")]


@pytest.mark.parametrize("empty", ["(a)", "•", "•\n\n• ", "(a)\n\n(b)"])
def test_an_empty_bullet_under_an_action_breaks_nothing(empty: str) -> None:
    """A letter or bullet with no words behind it, left by a clerk's template, ends no reading: the action stays."""
    minutes = minutes_of(
        f"Thorley Parish Council\n\nMinutes of the meeting held on 3 March 2020\n\nPresent: Ann Lee (Chair), Tom Ferris\n\n"
        f"1. Roads\n\nAction: Ann Lee to write to the county\n\n{empty}\n\n2. Close\n"
    )
    assert len(minutes.actions) == 1
