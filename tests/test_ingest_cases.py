"""Conventions of minutes, one case each: tables of small texts and what the parser must read from them."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest.minutes.parse import parse
from ingest.minutes.records import Minutes
from ingest.readers import read

CASES = Path(__file__).parent / "cases"
Case = dict[str, Any]


def cases(table: str) -> list[Any]:
    """The cases of one table, each under its name."""
    content = tomllib.loads((CASES / f"{table}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in content["case"]]


def parsed(case: Case) -> Minutes:
    """What the parser reads from the text of a case."""
    name = f"minutes.{case.get('format', 'txt')}"
    return parse(read(case["text"].encode(), name), name)


def folded(words: str | None) -> str:
    """Words in lower case, white space and quotation marks folded, without an article before or a stop behind."""
    plain = re.sub(r"\s+", " ", (words or "").replace("’", "'")).strip(" .,:;").casefold()
    return plain.removeprefix("the ")


def overlaps(found: str | None, expected: str) -> bool:
    """Whether one of two texts holds the other and neither is more than four times as long; nothing equals only nothing."""
    short, long = sorted((folded(found), folded(expected)), key=len)
    return short in long and len(long) <= 4 * len(short)


def number(printed: str) -> str:
    """The number of an item without what is set around it: "7i)" and "7(i)" are the same."""
    return re.sub(r"[\s().]+$|[\s()]+", "", printed).casefold()


def test_helpers_tell_alike_from_different() -> None:
    """The comparisons fold what is set differently and keep what reads differently."""
    assert folded("The  Village\nHall.") == "village hall"
    assert overlaps("It was agreed to sell", "agreed to sell")
    assert overlaps(None, "")
    assert not overlaps(None, "agreed")
    assert not overlaps("sell", "the trustees unanimously agreed to sell")
    assert number("7i)") == number("7(i)")
    assert number("2.") != number("2.1")


@pytest.mark.parametrize("case", cases("header"))
def test_header(case: Case) -> None:
    """The header gives every field that the case names."""
    meeting = parsed(case).meeting
    found = {
        "board": folded(meeting.board.words if meeting.board else None),
        "date": str(meeting.date or ""),
        "start": meeting.start or "",
        "end": meeting.end or "",
        "location": meeting.location.words if meeting.location else "",
        "chair": meeting.chair or "",
    }
    expected = {**case["expect"]}
    if "board" in expected:
        expected["board"] = folded(expected["board"])
    if "location" in expected and overlaps(found["location"], expected["location"]):
        found["location"] = expected["location"]
    assert {field: found[field] for field in expected} == expected


@pytest.mark.parametrize("case", cases("attendance"))
def test_attendance(case: Case) -> None:
    """The attendance is the list of the case, no name more and none less."""
    attendance = parsed(case).attendance
    found = sorted([entry.name.replace("’", "'"), entry.status] for entry in attendance)
    assert found == sorted(case["expect"])
    bodies = {entry.name: folded(entry.represents.words if entry.represents else None) for entry in attendance}
    represents = {name: folded(body) for name, body in case.get("represents", {}).items()}
    assert {name: bodies[name] for name in represents} == represents


@pytest.mark.parametrize("case", cases("items"))
def test_items(case: Case) -> None:
    """The headings are those of the case, in the order of the text."""
    found = [(number(item.number), folded(item.title.words)) for item in parsed(case).items]
    assert found == [(number(printed), folded(title)) for printed, title in case["expect"]]


@pytest.mark.parametrize("case", cases("decisions"))
def test_decisions(case: Case) -> None:
    """The decisions are those of the case, with outcome, item and the body that took them."""
    minutes = parsed(case)
    text = read_text(case)
    found = [
        {"text": d.span.of(text), "outcome": d.outcome, "item": number(d.item), "by": d.by.words if d.by else ""}
        for d in sorted(minutes.decisions, key=lambda decision: decision.span.start)
    ]
    expected = [] if case.get("none") else case["expect"]
    assert len(found) == len(expected), found
    for each, wanted in zip(found, expected, strict=True):
        assert overlaps(each["text"], wanted["text"]), each
        assert each["outcome"] in wanted["outcome"].split("|"), each
        assert each["item"] == number(wanted.get("item", each["item"])), each
        assert overlaps(each["by"], wanted.get("by", "")), each


@pytest.mark.parametrize("case", cases("actions"))
def test_actions(case: Case) -> None:
    """The actions are those of the case, with their owners and, where it is named, the day on which they are due."""
    minutes = parsed(case)
    text = read_text(case)
    found = [
        {
            "text": action.span.of(text),
            "owners": sorted(owner.name for owner in action.owners),
            "due": str(action.due.date or "") if action.due else "",
            "due_raw": action.due.as_printed if action.due else "",
            "status": action.status or "",
        }
        for action in sorted(minutes.actions, key=lambda action: action.span.start)
    ]
    expected = [] if case.get("none") else case["expect"]
    assert len(found) == len(expected), found
    for each, wanted in zip(found, expected, strict=True):
        assert overlaps(str(each["text"]), wanted["text"]), each
        assert each["owners"] == sorted(wanted["owners"]), each
        assert each["due"] == wanted.get("due", each["due"]), each
        assert each["due_raw"] == wanted.get("due_raw", each["due_raw"]), each
        assert each["status"] == wanted.get("status", each["status"]), each


@pytest.mark.parametrize("case", cases("references"))
def test_references(case: Case) -> None:
    """The pointers are those of the case, and so is the next meeting where it is named."""
    minutes = parsed(case)
    found = sorted((each.kind, folded(each.target)) for each in minutes.references)
    expected = [] if case.get("none") else case["expect"]
    assert found == sorted((kind, folded(target)) for kind, target in expected)
    if "next_meeting" in case:
        following = minutes.next_meeting
        when = {"date": str(following.date or ""), "time": following.time or ""} if following else {"date": "", "time": ""}
        assert when == case["next_meeting"]


def read_text(case: Case) -> str:
    """The text of a case as its reader gives it: the one that spans point into."""
    return read(case["text"].encode(), f"minutes.{case.get('format', 'txt')}").text


@pytest.mark.parametrize("case", cases("relations"))
def test_relations_of_bodies(case: Case) -> None:
    """Parts and successors are told by the words between two names, or by one name that holds the other."""
    head = "Elmford Safeguarding Board\n\nMinutes of the meeting held on 3 March 2009\n\nPresent: Ann Lee (Chair), Tom Day\n\n1. Training\n"
    found = parsed(case | {"text": head + case["text"] + "\n"}).relations
    assert [[each.kind, each.subject, each.object] for each in found] == case["expect"]


@pytest.mark.parametrize("case", cases("named"))
def test_people_named_in_the_text(case: Case) -> None:
    """Whole names, titles, initials and short names denote whom they fit alone; places, bodies and everyday words nobody."""
    head = "Elmford Bridges Board\n\nMinutes of the meeting held on 3 March 2009\n\nPresent: Ann Lee (Chair), William Roe (Elm Trust), Cllr Grant Hope, Dr Nia Pugh\nApologies: Tom Day\n\n1. Tolls\n"
    found = parsed(case | {"text": head + case["text"] + "\n"}).named
    assert [[each.as_printed, each.name] for each in found] == case["expect"]
