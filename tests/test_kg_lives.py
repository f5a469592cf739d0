"""The life of an action: what later documents say of it, and what is another action."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import ingest
from kg.graph import Graph, build
from kg.lives import Life, action_register, as_of
from kg.model import Passage
from kg.register import actions
from kg.reports import Later, fitted
from kg.status import points_to, settles_all, settles_some, settles_the_rest, status_told, status_word
from kg.store import Store
from kg.vocabulary import Status

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "status.toml").read_text("utf-8"))["case"]

HEAD = """# Quarrybank Tenants' Forum

Minutes of the meeting held on {day}

Present: Carol Unwin (Chair), Femi Alade, Rosie Kemp

"""
MEETINGS = {
    "3 February 2020": """## 1. Moorings

The old mooring is rotten.

Action: Rosie Kemp to find a new mooring for the barge by 1 April 2020.

## 2. Lock-keeper

Action: Carol Unwin to write to the lock-keeper about the broken sluice gate.

## 3. Annual report

Action: All members to send their news for the annual report.

## 4. Boathouse

Action: Femi Alade to copy the keys of the boathouse.
""",
    "4 May 2020": """## 1. Matters arising

(a) Mooring (item 1): Rosie Kemp had not yet found a new mooring for the barge, and the action was carried forward.

(b) Carol Unwin had written to the lock-keeper about the sluice gate, which had been mended in March.

## 2. Annual report

Action: All members to send their news for the annual report.

## 3. Bench

The bench on the towpath was painted by volunteers.

## 4. Boathouse

Action: Rosie Kemp to fetch the keys of the boathouse from the harbour office.
""",
}
LOG = """# Quarrybank Tenants' Forum: action log

Meeting of 7 September 2020

| Ref | Action | Owner | Due | Status |
| --- | --- | --- | --- | --- |
| 1 | Find a new mooring for the barge | Rosie Kemp | 1 December 2020 | In progress |
| 2 | Count the ferry's passengers | Femi Alade | 1 October 2020 | Open |
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Life]]:
    folder = tmp_path_factory.mktemp("lives")
    for number, (day, text) in enumerate(MEETINGS.items()):
        (folder / f"{number}.md").write_text(HEAD.format(day=day) + text, "utf-8")
    (folder / "action-log.md").write_text(LOG, "utf-8")
    with Store.open(folder / "store", create=True) as store:
        ingest([folder], store)
        graph, passages = build(store), store.passages()
    return lambda **asked: action_register(graph, passages.values(), **asked)


def one(lives: list[Life], words: str) -> Life:
    return next(life for life in lives if words in life.task.text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["words"][:40])
def test_words_tell_a_status(case: dict[str, Any]) -> None:
    """A status stands where words name one, and the tense tells where none does; the span is what names it."""
    status, start, end = status_told(case["words"], case.get("asked", ""))
    assert status == case["status"]
    assert 0 <= start < end <= len(case["words"])
    assert (status_word(case["words"], case.get("asked", "")) is None) == case.get("none", False)


def test_an_action_is_followed_through_minutes_and_log(register: Callable[..., list[Life]]) -> None:
    """Carried forward in May, in progress in the log of September, which gives it a new date; each step quotes its words."""
    life = one(register(), "find a new mooring")
    assert [(report.place.date, report.status) for report in life.reports] == [("2020-05-04", Status.CARRIED), ("2020-09-07", Status.IN_PROGRESS)]
    assert "had not yet found a new mooring" in life.reports[0].place.text
    assert life.due == "2020-12-01"
    assert not life.is_closed


def test_what_is_told_as_past_is_done(register: Callable[..., list[Life]]) -> None:
    """The letter was written: nothing is left to do, and the action is no longer overdue or open."""
    life = one(register(), "lock-keeper")
    assert life.status is Status.COMPLETE
    assert not any("lock-keeper" in each.task.text for each in register(only_open=True))


def test_a_recurring_action_stays_several(register: Callable[..., list[Life]]) -> None:
    """The same words at two meetings are two actions; neither reports on the other."""
    both = [life for life in register() if "annual report" in life.task.text]
    assert [life.task.place.date for life in both] == ["2020-02-03", "2020-05-04"]
    assert not any(life.reports for life in both)


def test_what_somebody_else_is_to_do_next_is_no_report(register: Callable[..., list[Life]]) -> None:
    """A new action on the same keys for another owner says nothing sure of the first one."""
    assert one(register(), "copy the keys").reports == ()


def test_a_life_is_the_same_whatever_is_asked_for(register: Callable[..., list[Life]]) -> None:
    """Filters choose among lives; they change none."""
    every = {life.task.id: life for life in register()}
    for asked in ({"owner": "Rosie"}, {"board": "Quarrybank"}, {"since": date(2020, 2, 1)}):
        assert all(every[life.task.id] == life for life in register(**asked))


def test_what_a_log_lists_again_is_not_a_second_action(register: Callable[..., list[Life]]) -> None:
    """The row for the mooring stands under the action of February; the row for the ferry is an action of its own."""
    lives = register()
    assert sum("mooring" in life.task.text for life in lives) == 1
    assert one(lives, "Count the ferry").task.due == "2020-10-01"


def test_the_register_stands_as_it_stood_on_a_day(register: Callable[..., list[Life]]) -> None:
    """On 1 March nothing had been reported; on 2 April the mooring was overdue, and on 2 May 2020 still."""
    assert not any(life.reports for life in register(on=date(2020, 3, 1)))
    assert [life.task.text[:10] for life in register(only_overdue=True, on=date(2020, 4, 2))] == ["Rosie Kemp"]
    assert not register(only_overdue=True, on=date(2020, 10, 1), owner="Rosie")


def test_signs_are_shares_and_are_told(register: Callable[..., list[Life]]) -> None:
    """Every report says what it was known by, and how likely it is."""
    for life in register():
        for report in (*life.reports, *life.possibly):
            assert 0 < report.probability <= 1
            assert report.why
            assert report.place.text[report.status_start - report.place.start : report.status_end - report.place.start] == report.printed


@pytest.mark.parametrize(
    ("words", "all_of_them", "rest"),
    [
        ("All other actions were considered to be completed or would be revisited.", False, True),
        ("All actions from the last meeting had been completed.", True, False),
        ("All other actions were reported as complete.", True, True),
        ("There were no outstanding actions.", True, False),
        ("No actions were outstanding from July.", True, False),
        ("Actions of 3 May: all done.", True, False),
        ("All actions had been completed or would be taken below.", False, False),
        ("All actions were complete or on the agenda.", False, False),
        ("All the actions but one had been completed.", False, False),
        ("All actions apart from the mooring were complete.", False, False),
        ("Not all actions were in hand.", False, False),
        ("All members were asked to act.", False, False),
    ],
)
def test_one_sentence_settles_all_actions(words: str, all_of_them: bool, rest: bool) -> None:
    """All actions are done where a sentence says so and leaves none out."""
    assert settles_all(words) == all_of_them
    assert settles_the_rest(words) == rest


def test_a_sentence_that_leaves_some_out_may_settle_any() -> None:
    """It does not say which are done; one that says that not all are done settles none."""
    assert settles_some("All other actions were considered to be completed or would be revisited.")
    assert settles_some("All actions apart from the mooring were complete.")
    assert not settles_some("All actions were complete.")
    assert not settles_some("Not all actions had been completed.")


SECOND = {
    "2020-02-03": """## 1. Fair

Femi Alade to hire a tent for the summer fair.

Carol Unwin to ask the brass band to play.

Rosie Kemp to collect the quarter's mooring fees and tell the treasurer what came in.

## 2. Bye-laws

Action 4.2: Rosie Kemp to obtain the harbour office's bye-laws.
""",
    "2020-05-04": """## 1. Actions from the last meeting

- Tent (FA): in hand.
- Mooring fees (RK): done.

## 2. Fees

Rosie Kemp to collect the quarter's mooring fees and tell the treasurer what came in.

## 3. Actions

| Ref | Action | Owner | Status |
| --- | --- | --- | --- |
| 4/2 | Bye-laws of the harbour office | RK | Carried forward. Office closed |
""",
    "2020-09-07": """## 1. Actions from the last meeting

Femi Alade had hired a tent for the summer fair from a farmer. All other actions were complete.

## 2. Actions

| Ref | Action | Owner | Status |
| --- | --- | --- | --- |
| 4/2 | Copy of the rules | RK | Complete. Sent round in June |
""",
}
PRESENT = """# Wharf Lane Residents' Forum

Minutes of the meeting held on {day}

Present: Carol Unwin (CU) (Chair), Femi Alade (FA), Rosie Kemp (RK)

"""


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> list[Life]:
    folder = tmp_path_factory.mktemp("second")
    for day, text in SECOND.items():
        (folder / f"{day}.md").write_text(PRESENT.format(day=date.fromisoformat(day).strftime("%d %B %Y")) + text, "utf-8")
    with Store.open(folder / "store", create=True) as store:
        ingest([folder], store)
        return action_register(build(store), store.passages().values())


def test_a_title_and_its_reply_report(second: list[Life]) -> None:
    """ "Tent (FA): in hand." calls the action by one word of it and its owner; in September the tent is hired."""
    told = [(report.place.date, report.status) for report in one(second, "hire a tent").reports]
    assert told == [("2020-05-04", Status.IN_PROGRESS), ("2020-09-07", Status.COMPLETE)]


def test_a_reply_counts_where_the_same_document_sets_the_action_anew(second: list[Life]) -> None:
    """The fees of February were collected in May, where those of the next quarter are asked for in the same words."""
    both = [life for life in second if "mooring fees" in life.task.text]
    assert [life.task.place.date for life in both] == ["2020-02-03", "2020-05-04"]
    assert [(report.place.date, report.status) for report in both[0].reports] == [("2020-05-04", Status.COMPLETE)]


def test_a_row_is_followed_by_its_reference(second: list[Life]) -> None:
    """The bye-laws stand under 4/2 in May, and under 4/2 in other words in September."""
    told = [(report.place.date, report.status) for report in one(second, "obtain the harbour office").reports]
    assert told == [("2020-05-04", Status.CARRIED), ("2020-09-07", Status.COMPLETE)]


NUMBERED = {
    "2021-03-16": """## 1. Roof

The roof leaks.

## Action points

1. Circulate the revised rules – CU – by 30 April
2. Obtain three prices for the roof – FA – July meeting
3. Write to the county about the towpath – RK – at once
4. Mend the gate – FA – by May
5. Visit the lock – RK – when rules allow
""",
    "2021-07-13": """## 1. Review of action points

1 done. 2 in hand: two prices received. 3–4 complete. 5 waiting until restrictions end.

## 2. Fees

1 March is the day on which fees are due. 4 members have paid.
""",
    "2021-11-16": """## 1. Review of action points

1 carried forward. 2 done.
""",
}


def test_a_review_tells_of_actions_by_their_numbers(tmp_path: Path) -> None:
    """ "2 in hand" is of the second action of the last meeting's list, and of no earlier meeting's."""
    for day, text in NUMBERED.items():
        (tmp_path / f"{day}.md").write_text(PRESENT.format(day=date.fromisoformat(day).strftime("%d %B %Y")) + text, "utf-8")
    with Store.open(tmp_path / "store", create=True) as store:
        ingest([tmp_path], store)
        told = action_register(build(store), store.passages().values())
    listed = sorted((life.task.place.start, [(report.place.date, report.status) for report in life.reports]) for life in told if " – " in life.task.text)
    july = "2021-07-13"
    assert [reports for _, reports in listed] == [
        [(july, Status.COMPLETE)],
        [(july, Status.IN_PROGRESS)],
        [(july, Status.COMPLETE)],
        [(july, Status.COMPLETE)],
        [(july, Status.IN_PROGRESS)],
    ]


@pytest.mark.parametrize(
    ("row", "item"),
    [
        ("4/21\tDredging plan\tRK\tJul 21\tOn agenda", ""),
        ("4/21\tDredging plan\tRK\tJul 21\tSee item 4", "4"),
        ("2\tFerry bye-laws\tFA\tDraft sent round 3 June; see item 12.", "12"),
        ("2\tFerry bye-laws\tFA\tItem 4.2.", "4.2"),
        ("4/21\tDredging plan\tRK\tJul 21\tTo be discussed", ""),
        ("4/21\tDredging plan\tRK\tJul 21\tSent to all on item 4 of the list", None),
        ("4/21\tDredging plan\tRK\tJul 21\tComplete", None),
        ("See item 4", None),
        ("- Ferry bye-laws (FA): on agenda.", ""),
        ("Carol Unwin told the meeting that there were two things to be said of the ferry and its ropes, which were: item 4", None),
    ],
)
def test_a_row_may_point_to_an_item(row: str, item: str | None) -> None:
    """It gives the item's number, or only says that there is one; other rows point nowhere."""
    assert points_to(row) == item


POINTING = {
    "2020-02-03": """## 1. Dredging

Action: Rosie Kemp to bring a plan of the dredging to the next meeting.

Action: Femi Alade to count the ferry's passengers.

Action: Carol Unwin to price a new jetty.
""",
    "2020-05-04": """## 1. Actions

| Ref | Action | Owner | Status |
| --- | --- | --- | --- |
| 1 | Plan of the dredging | RK | See item 2 |
| 2 | Count of the ferry's passengers | FA | On agenda |
| 3 | Ferry: new ropes | FA | Done |

## 2. Dredging

Rosie Kemp showed the plan of the dredging, which was liked.

## 3. Ferry

Femi Alade had not begun the count of the ferry's passengers.
""",
}


def test_a_row_that_points_is_told_by_its_item(tmp_path: Path) -> None:
    """ "See item 2" is as far as item 2 tells; of two rows on the ferry the one that is another's says nothing."""
    for day, text in POINTING.items():
        (tmp_path / f"{day}.md").write_text(HEAD.format(day=date.fromisoformat(day).strftime("%d %B %Y")) + text, "utf-8")
    with Store.open(tmp_path / "store", create=True) as store:
        ingest([tmp_path], store)
        told = action_register(build(store), store.passages().values())
    plan, count = one(told, "bring a plan"), one(told, "count the ferry")
    assert [(report.status, report.place.item, report.place.text.split(",")[0]) for report in plan.reports] == [
        (Status.COMPLETE, "2", "Rosie Kemp showed the plan of the dredging")
    ]
    assert [(report.status, report.place.item) for report in count.reports] == [(Status.CARRIED, "3")]


COUNTED_ANEW = {
    "2020-02-03": """## 21. Dredging

Action: Rosie Kemp to sound the bottom.

## 22. Jetty

Action: Carol Unwin to price new planks.
""",
    "2020-05-04": """## 1. Matters arising

Lock (minute 21): Rosie Kemp had been twice and the mud was gone.

## 22. Ropes

Action: Femi Alade to splice the ropes.
""",
    "2020-09-07": """## 1. Matters arising

Ferry (minute 22): all were as good as new.

Boats (3 February 2020, minute 22): nobody would say what they cost.
""",
}


def test_a_minutes_number_is_that_of_the_last_minute_that_has_it(tmp_path: Path) -> None:
    """A count may begin anew: minute 22 is then the ropes', and the jetty's only with its meeting's day."""
    for day, text in COUNTED_ANEW.items():
        (tmp_path / f"{day}.md").write_text(HEAD.format(day=date.fromisoformat(day).strftime("%d %B %Y")) + text, "utf-8")
    with Store.open(tmp_path / "store", create=True) as store:
        ingest([tmp_path], store)
        told = action_register(build(store), store.passages().values())
    said = {words: [report.place.text.split(" ", 1)[0] for report in one(told, words).reports] for words in ("sound the bottom", "new planks", "splice")}
    assert said == {"sound the bottom": ["Lock"], "new planks": ["Boats"], "splice": ["Ferry"]}


SIGNS = {
    ("Wharf Lane Boat Group", "2020-02-03"): """## 1. Dredging

Action: Rosie Kemp to report on the dredging to the Harbour Board on 2 March 2020.

Action: Carol Unwin to invite the lock-keeper to join the Group.

Action: Femi Alade to bring the plan of the slipway to the May meeting.

Action: Femi Alade to count the oars that the dredging brought up, with the plan of the slipway, by the next meeting.
""",
    ("Estuary Harbour Board", "2020-03-02"): """## 1. Dredging

Rosie Kemp reported on the dredging.
""",
    ("Wharf Lane Boat Group", "2020-05-04"): """## 1. Welcome

The Chair welcomed Ned Pike, the lock-keeper.

## 2. Actions

| Action | Owner | Status |
| --- | --- | --- |
| Plan of the slipway | CU | Complete |

## 3. Slipway

Femi Alade showed the plan of the slipway.

## 4. Matters arising

Item 1 (dredging): the mud was gone.
""",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, list[Passage]]:
    folder = tmp_path_factory.mktemp("signs")
    for (board, day), text in SIGNS.items():
        (folder / f"{board}-{day}.md").write_text(PRESENT.replace("Wharf Lane Residents' Forum", board).format(day=date.fromisoformat(day).strftime("%d %B %Y")) + text, "utf-8")
    with Store.open(folder / "store", create=True) as store:
        ingest([folder], store)
        return build(store), list(store.passages().values())


def test_the_next_meeting_is_the_first_later_one_on_record(harbour: tuple[Graph, list[Passage]]) -> None:
    """Where minutes print no day for it, it is that of the board's own next minutes, and not known before."""
    [oars] = [life for life in action_register(*harbour) if "oars" in life.task.text]
    assert (oars.task.due, oars.due, oars.later_meetings) == (None, "2020-05-04", ("2020-05-04",))
    assert as_of(oars, date(2020, 5, 3)).due is None


@pytest.fixture(scope="module")
def signs(harbour: tuple[Graph, list[Passage]]) -> Callable[[str, str], dict[str, float]]:
    graph, passages = harbour
    later = Later(graph, passages)

    def between(asked: str, words: str) -> dict[str, float]:
        """The signs that some later words have for an action."""
        task = next(task for task in actions(graph) if asked in task.text)
        return next(dict(each.signs) for document in later.candidates_by_document(task, fitted()) for each in document if words in each.words.text)

    return between


@pytest.mark.parametrize(
    ("asked", "words", "sign", "value"),
    [
        ("report on the dredging", "reported on the dredging", "another board", 0.0),  # the Boat Group's action names the Harbour Board
        ("report on the dredging", "reported on the dredging", "promised for that day", 1.0),
        ("invite the lock-keeper", "Ned Pike", "came in", 1.0),
        ("invite the lock-keeper", "Ned Pike", "promised for that day", 0.0),
        ("plan of the slipway", "showed the plan", "promised for that day", 1.0),
        ("plan of the slipway", "showed the plan", "another's name", 0.0),
        ("plan of the slipway", "Complete", "another's name", 1.0),  # a row for CU
        ("plan of the slipway", "showed the plan", "new task", 0.0),
        ("count the oars", "the mud was gone", "its minute", 1.0),  # "Item 1 (dredging): …" stands in front
        ("count the oars", "showed the plan", "its minute", 0.0),
    ],
)
def test_a_sign_stands_where_the_words_have_it(signs: Callable[[str, str], dict[str, float]], asked: str, words: str, sign: str, value: float) -> None:
    """Each sign of a report tells what its name says of the action and the words."""
    assert signs(asked, words)[sign] == value
