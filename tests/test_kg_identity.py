"""Identity in a store: acts of users, undo, re-ingest, sharing; that order and increments change nothing; reasons for every edge."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import pipeline
from ingest.pipeline import ingest, parse_file
from ingest.statements import extraction_of
from kg.checks import checks
from kg.errors import NotFound, WrongUsage
from kg.explore import people_named, record_of
from kg.export.records import as_json
from kg.graph import Graph, build
from kg.identity import identity_of
from kg.model import Extraction
from kg.register import actions
from kg.resolve.acts import as_file, judge_pair, merge, pending, split, take_file, undo
from kg.resolve.update import bring_up_to_date
from kg.store import Store
from kg.tenure import memberships, tenures_of
from kg.vocabulary import Kind, Predicate
from tests.conftest import ROOT, sample_files

HEAD = "Elmford Bridges Board\n\nMinutes of the meeting held on {date}\n\nPresent: {names}\n\n1. Tolls\n\n{told}\n"
FIRST = HEAD.format(date="3 March 2009", names="Ottilie Marsden (Chair), Bill Pargeter (Elm Trust), Ruben Tasker", told="Action: RT to write to the county by 30 April 2009.")
SECOND = HEAD.format(
    date="5 May 2009", names="Ottilie Marsden (Chair), William Pargeter (Elm Trust), Ruben Tasker", told="Ruben Tasker was elected Treasurer. Action: BP to report."
)
OTHER = "Ashby Tolls Forum\n\nMinutes of the meeting held on 7 June 2009\n\nPresent: Jo Fox (Chair), David Smith, Ottilie Marsden\n\n1. Tolls\n\nThe Forum agreed the tolls.\n"
FOURTH = "Oakham Tolls Forum\n\nMinutes of the meeting held on 9 July 2009\n\nPresent: Al Ray (Chair), David Smith\n\n1. Tolls\n\nThe Forum agreed the tolls.\n"
FILES = {"a.txt": FIRST, "b.txt": SECOND, "c.txt": OTHER, "d.txt": FOURTH}


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """A folder of four small minutes."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path, minutes: Path) -> Iterator[Store]:
    """A store of the four."""
    with Store.open(tmp_path / "store", create=True) as opened:
        ingest([minutes], opened)
        yield opened


def exported(store: Store) -> str:
    return as_json(build(store), store.identity.live())


def person(graph: Graph, name: str) -> str:
    [node] = people_named(graph, name)
    return node


def names(graph: Graph) -> list[str]:
    return [graph.label(node) for node in graph.nodes_of(Kind.PERSON)]


def test_people_are_one_across_documents(store: Store) -> None:
    """Equal names and short forenames on one board are one person; a common name on two boards stays two and waits."""
    graph = build(store)
    assert len(graph.nx.nodes[person(graph, "Bill Pargeter")]["members"]) == 2
    assert person(graph, "Bill Pargeter") == person(graph, "William Pargeter")
    assert names(graph).count("David Smith") == 2
    assert [(graph.label(pair.left), graph.label(pair.right)) for pair in pending(graph, store)] == [("David Smith", "David Smith")]


def test_merge_and_undo_leave_the_export_as_it_was(store: Store) -> None:
    """Merging is a judgement: taken back, nothing of it is left; undone twice, it says so."""
    before = exported(store)
    graph = build(store)
    number = merge(graph, store, person(graph, "Jo Fox"), person(graph, "Ruben Tasker"), "ann")
    assert exported(store) != before
    joined = build(store)
    assert person(joined, "Jo Fox") == person(joined, "Ruben Tasker")
    undo(store, number)
    assert exported(store) == before
    with pytest.raises(NotFound, match="undone"):
        undo(store, number)
    with pytest.raises(NotFound, match="no act 99"):
        undo(store, 99)


def test_a_split_stays_after_everything_is_read_again(store: Store, minutes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a user parted does not come back, neither by rule nor because files are read anew; undo brings it back."""
    before = exported(store)
    graph = build(store)
    node = person(graph, "Bill Pargeter")
    number = split(graph, store, node, [graph.nx.nodes[node]["members"][0]], "ann")
    parted = exported(store)
    assert sorted(name for name in names(build(store)) if "Pargeter" in name) == ["Bill Pargeter", "William Pargeter"]
    pipeline.parser_version.cache_clear()
    monkeypatch.setattr(pipeline, "parser_version", lambda: "another")
    outcomes = ingest([minutes], store)
    assert {outcome.result for outcome in outcomes} == {pipeline.Result.UPDATED}
    assert exported(store) == parted
    undo(store, number)
    assert exported(store) == before


def test_the_last_word_on_a_pair_counts(store: Store) -> None:
    """Merged, parted and merged again: each act speaks of the same mentions, and each can be taken back."""
    graph = build(store)
    merge(graph, store, person(graph, "Jo Fox"), person(graph, "Ruben Tasker"), "ann")
    graph = build(store)
    node = person(graph, "Jo Fox")
    fox = [member for member in graph.nx.nodes[node]["members"] if graph.mentions[member].label == "Jo Fox"]
    number = split(graph, store, node, fox, "bo")
    graph = build(store)
    assert person(graph, "Jo Fox") != person(graph, "Ruben Tasker")
    assert not [check for check in checks(graph, store) if check.kind == "identity"]
    merge(graph, store, person(graph, "Jo Fox"), person(graph, "Ruben Tasker"), "cy")
    graph = build(store)
    assert person(graph, "Jo Fox") == person(graph, "Ruben Tasker")
    undo(store, number)
    assert [act.withdrawn_on is None for act in store.identity.acts()] == [True, False, True]


def test_what_cannot_be_is_refused_with_the_remedy(store: Store) -> None:
    """Items are never merged, a person is no board, what is one is not merged, a part must be a part."""
    graph = build(store)
    board, item = graph.nodes_of(Kind.BOARD)[0], graph.nodes_of(Kind.ITEM)[0]
    who = person(graph, "Bill Pargeter")
    with pytest.raises(WrongUsage, match="never merged"):
        merge(graph, store, who, item, "ann")
    with pytest.raises(WrongUsage, match="cannot be one thing"):
        merge(graph, store, who, board, "ann")
    with pytest.raises(NotFound, match="one already"):
        merge(graph, store, who, person(graph, "William Pargeter"), "ann")
    with pytest.raises(WrongUsage, match="not all"):
        split(graph, store, who, list(graph.nx.nodes[who]["members"]), "ann")
    with pytest.raises(WrongUsage, match="is no mention of"):
        split(graph, store, who, [person(graph, "Jo Fox")], "ann")


def test_a_judgement_finds_its_mentions_in_a_newer_file(store: Store, minutes: Path) -> None:
    """A file is replaced by a corrected one: its ids are new, and what a user said of its people still holds."""
    graph = build(store)
    node = person(graph, "Bill Pargeter")
    split(graph, store, node, [graph.nx.nodes[node]["members"][0]], "ann")
    (minutes / "b.txt").write_text(SECOND.replace("report.", "report at once."), "utf-8")
    ingest([minutes], store)
    assert sorted(name for name in names(build(store)) if "Pargeter" in name) == ["Bill Pargeter", "William Pargeter"]


def test_judgements_are_shared_as_a_file(store: Store, minutes: Path, tmp_path: Path) -> None:
    """What one officer judged counts in another's store, also when the documents come later; the same file twice says nothing new."""
    graph = build(store)
    [pair] = pending(graph, store)
    judge_pair(graph, store, pair, "positive", "ann")
    merge(build(store), store, person(build(store), "Jo Fox"), person(build(store), "Ruben Tasker"), "ann")
    content = as_file(store)
    with Store.open(tmp_path / "other", create=True) as other:
        ingest([minutes / "a.txt"], other)
        taken = take_file(other, content)
        assert (taken.acts, taken.known) == (2, 0)
        assert taken.waiting == 3
        ingest([minutes], other)
        assert exported(other) == exported(store)
        again = take_file(other, content)
        assert (again.acts, again.known, again.waiting) == (0, 2, 0)
        assert json.loads(as_file(other))["acts"][0]["by"] == "ann"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        '{"format": "boardgraph-judgements/1", "acts": [{"verb": "merge"}]}',
        '{"format": "x", "acts": []}',
        '{"format": "boardgraph-judgements/1", "acts": {}}',
        '{"format": "boardgraph-judgements/1", "acts": [3]}',
    ],
)
def test_a_file_that_holds_no_judgements_is_refused(store: Store, content: str) -> None:
    """One sentence that names what writes such a file; nothing of it is taken in."""
    with pytest.raises(WrongUsage, match="entity export"):
        take_file(store, content)
    assert store.identity.acts() == []


def test_judgements_at_odds_are_reported(store: Store) -> None:
    """A = B and B = C, but A is not C: the three are one, and check names it."""
    graph = build(store)
    one, two, three = person(graph, "Jo Fox"), person(graph, "Ruben Tasker"), person(graph, "Al Ray")
    bears = [store.identity.bears_of(each) for each in (one, two, three)]
    from kg.model import Judgement

    rows = [(Judgement(one, two, "positive", 1.0, {}, "ann"), bears[0], bears[1]), (Judgement(two, three, "positive", 1.0, {}, "ann"), bears[1], bears[2])]
    store.identity.add_act("import", "ann", "", [*rows, (Judgement(one, three, "negative", 1.0, {}, "bo"), bears[0], bears[2])])
    bring_up_to_date(store)
    graph = build(store)
    assert [check.message for check in checks(graph, store) if check.kind == "identity"]


@cache
def extractions() -> tuple[Extraction, ...]:
    """The sample, read once."""
    return tuple(extraction_of(parsed.document, parsed.minutes) for file in sample_files() for parsed in parse_file(file)[:1])


def filled(folder: Path, order: list[int], pauses: list[bool]) -> str:
    """The export of a store that took the sample in an order, with identity brought up to date after some documents."""
    with Store.open(folder, create=True) as store:
        for number, pause in zip(order, pauses, strict=True):
            its = extractions()[number]
            store.put(its, f"/{its.document.path}", "1")
            if pause:
                bring_up_to_date(store)
        bring_up_to_date(store)
        return exported(store)


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(len(sample_files()))), pauses=st.lists(st.booleans(), min_size=len(sample_files()), max_size=len(sample_files())))
def test_the_order_in_which_documents_come_does_not_change_the_export(tmp_path_factory: pytest.TempPathFactory, order: list[int], pauses: list[bool]) -> None:
    """One by one, in any order, or all at once: the same bytes."""
    whole = filled(tmp_path_factory.mktemp("whole"), list(range(len(order))), [False] * len(order))
    assert filled(tmp_path_factory.mktemp("order"), order, pauses) == whole


def test_a_document_that_goes_leaves_identity_as_if_it_had_never_come(store: Store, minutes: Path, tmp_path: Path) -> None:
    """Removing a file redoes what rested on it."""
    (minutes / "c.txt").unlink()
    ingest([minutes], store, prune=True)
    with Store.open(tmp_path / "other", create=True) as other:
        ingest([minutes], other)
        assert exported(other) == exported(store)


def test_one_more_document_judges_only_what_it_touches(store: Store, minutes: Path) -> None:
    """Names that share no key with those of the new document are left as they are."""
    everything = len(store.mentions(Kind.PERSON.value))
    (minutes / "e.txt").write_text(FOURTH.replace("9 July", "9 August").replace("Al Ray", "Zita Quill").replace("Oakham", "Upton"), "utf-8")
    parsed = parse_file(minutes / "e.txt")[0]
    store.put(extraction_of(parsed.document, parsed.minutes), "/e", "1")
    judged = bring_up_to_date(store)
    assert 0 < judged < everything
    assert bring_up_to_date(store) == 0


def test_every_owner_attendee_and_presenter_edge_has_its_wording_and_reason(sample_store: Store) -> None:
    """`show ID --explain` can say of each which words it stands on and why they denote that person."""
    graph = build(sample_store)
    people = {Predicate.ATTENDED, Predicate.CHAIRED, Predicate.PRESENTED, Predicate.ASSIGNED_TO, Predicate.AUTHORED}
    found = [statement for statement in graph.statements.values() if statement.predicate in people]
    assert len(found) > 100
    for statement in found:
        assert statement.qualifiers["as_printed"].strip(), statement
        assert graph.why(statement), statement


def test_identity_is_explained_mention_by_mention(store: Store) -> None:
    """Each mention has its wordings, its place and what joined it; what may be the same or is not is named beside."""
    graph = build(store)
    found = identity_of(graph, store.identity.live(), person(graph, "Bill Pargeter"))
    assert [each.wordings[0] for each in found.mentions] == ["Bill Pargeter", "William Pargeter"]
    assert all("forename in another form" in each.why for each in found.mentions)
    smith = next(node for node in graph.nodes_of(Kind.PERSON) if graph.label(node) == "David Smith")
    assert [(other.label, other.verdict) for other in identity_of(graph, store.identity.live(), smith).others] == [("David Smith", "unsure")]


LOG = "Elmford Bridges Board\n\nAction log, 20 April 2009\n\n| Action | Owner | Due |\n|---|---|---|\n| Write to the county | RT | 30 April 2009 |\n| Chase the toll house | The Chair | 30 May 2009 |\n| Count the carts | ZZ | 30 May 2009 |\n"


def test_posts_and_initials_of_an_action_log_are_told_by_the_meetings_around_it(store: Store, minutes: Path) -> None:
    """The log has no attendance: its initials and "the Chair" mean those who were at the board's meetings before and after."""
    (minutes / "log.md").write_text(LOG, "utf-8")
    ingest([minutes], store)
    graph = build(store)
    told = [task for task in actions(graph) if task.place.document == "log.md"]
    assert {task.owners for task in told} == {("Ruben Tasker",), ("Ottilie Marsden",), ("ZZ",)}
    whys = {task.owners[0]: task.owners_why[0] for task in told}
    assert "2009-03-03" in whys["Ottilie Marsden"]
    assert "the initials RT fits one person alone" in whys["Ruben Tasker"]
    assert [check for check in checks(graph, store) if "'ZZ'" in check.message]
    assert not [check for check in checks(graph, store) if "'RT'" in check.message]


def test_memberships_are_dated_and_say_how_each_end_is_known(store: Store) -> None:
    """First and last seen at meetings; stated where the minutes say so."""
    graph = build(store)
    who = person(graph, "Ruben Tasker")
    by_post = {each.post: each for each in tenures_of(graph, who)}
    assert (by_post[""].begins, by_post[""].begin_known, by_post[""].ends, by_post[""].end_known) == ("2009-03-03", "first seen", "2009-05-05", "last seen")
    assert (by_post["Treasurer"].begins, by_post["Treasurer"].begin_known) == ("2009-05-05", "stated")
    assert [each.body for each in memberships(graph, who)] == ["Elmford Bridges Board"] * 2


def test_a_name_that_nobody_bears_gets_suggestions(store: Store) -> None:
    """Another form of a forename finds the person; a slip is answered with who is near."""
    graph = build(store)
    assert people_named(graph, "Billy Pargeter") == people_named(graph, "William Pargeter")
    with pytest.raises(NotFound, match="did you mean Ottilie Marsden"):
        people_named(graph, "Otilie Marsdon")


def entity(store: Store, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "import cli; cli.main()", "--data", str(store.folder), "entity", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=300, check=False)


def test_the_commands_review_merge_split_log_and_undo(store: Store) -> None:
    """As an officer would: look at what waits, judge it, merge by name, part by mention, look at the log, take back."""
    shown = entity(store, "review", given="x\nd\n")
    assert "David Smith" in shown.stdout
    assert "Oakham" in shown.stdout
    assert "1 pair judged" in shown.stdout
    assert "No pair waits" in entity(store, "review").stdout
    merged = entity(store, "merge", "Jo Fox", "Ruben Tasker", "--by", "ann")
    assert "are one from now on" in merged.stdout
    graph = build(store)
    node = person(graph, "Jo Fox")
    keep = store.short("per", graph.nx.nodes[node]["members"][0])
    assert entity(store, "split", "Jo Fox", "--keep", keep).returncode == 0
    log = entity(store, "log")
    assert [word in log.stdout for word in ("review", "merge", "split", "ann")] == [True] * 4
    assert entity(store, "undo", "3").returncode == 0
    assert entity(store, "undo", "3").returncode == 1
    assert entity(store, "merge", "Jo Fox", "Nobody").returncode == 1
    assert entity(store, "merge", "David Smith", "Jo Fox").returncode == 2
    acts = json.loads(entity(store, "export").stdout)["acts"]
    assert [act["verb"] for act in acts] == ["review", "merge"]


def test_show_explains_a_person(store: Store) -> None:
    """Every mention with its wording, its place and what joined it."""
    graph = build(store)
    short = store.short("per", person(graph, "Bill Pargeter"))
    command = [sys.executable, "-c", "import cli; cli.main()", "--data", str(store.folder), "show", short, "--explain"]
    shown = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True).stdout
    assert "What is held to be one" in shown
    assert "forename in another form" in shown
    assert "listed under" in shown


def test_a_record_of_a_post_that_other_meetings_tell_says_so(store: Store, minutes: Path, run: Callable[..., object]) -> None:
    """The action of "the Chair" leads to the person, and the reason names the meetings."""
    (minutes / "log.md").write_text(LOG, "utf-8")
    ingest([minutes], store)
    graph = build(store)
    task = next(task for task in actions(graph) if task.owners == ("Ottilie Marsden",))
    record = record_of(graph, store, "act", task.id)
    assert [(fact.value, "held the post of chair" in fact.why) for fact in record.facts if fact.name == "assigned to"] == [("Ottilie Marsden", True)]


def test_a_split_and_a_merge_outlive_any_one_of_their_files(tmp_path: Path) -> None:
    """What a user said holds through mentions whose file was removed."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    for number in range(1, 7):
        (folder / f"{number}.txt").write_text(HEAD.format(date=f"{number} March 2009", names="Tom Wexley, Jo Fox", told="The Board agreed the tolls."), "utf-8")
    with Store.open(tmp_path / "wexley", create=True) as store:
        ingest([folder], store)
        graph = build(store)
        node = person(graph, "Tom Wexley")
        members = list(graph.nx.nodes[node]["members"])
        split(graph, store, node, members[:3], "ann")
        merge(build(store), store, members[0], person(build(store), "Jo Fox"), "ann")
        for gone in (members[0], members[3]):
            (folder / graph.documents[graph.mentions[gone].document_id].path).unlink()
        ingest([folder], store, prune=True)
        graph = build(store)
        parts = {graph.canonical[member] for member in (members[1], members[2])}, {graph.canonical[member] for member in (members[4], members[5])}
        assert [len(part) for part in parts] == [1, 1]
        assert parts[0] != parts[1]
        assert parts[0] == {person(graph, "Jo Fox")}


def test_a_question_is_answered_after_an_act(store: Store) -> None:
    """Identity is no part of what is searched: the index stays as fresh as it was."""
    revision = store.revision
    graph = build(store)
    undo(store, merge(graph, store, person(graph, "Jo Fox"), person(graph, "Ruben Tasker"), "ann"))
    assert store.revision == revision


def test_an_imported_act_does_not_overrule_what_was_judged_here(store: Store) -> None:
    """A file that says "one" where this store's user said "two" is told, and left out."""
    graph = build(store)
    [pair] = pending(graph, store)
    number = judge_pair(graph, store, pair, "positive", "ann")
    content = as_file(store)
    undo(store, number)
    judge_pair(build(store), store, pair, "negative", "bo")
    taken = take_file(store, content)
    assert (taken.acts, taken.against) == (0, 1)
    assert names(build(store)).count("David Smith") == 2


def test_two_of_one_name_in_one_list_stay_two(tmp_path: Path) -> None:
    """The list has both, an owner of that name stays as printed with both beside, and later minutes cannot tell either."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "1.txt").write_text(HEAD.format(date="3 March 2009", names="Jo Fox, John Brown (Health), John Brown (Education)", told="Action: John Brown to report."), "utf-8")
    (folder / "2.txt").write_text(HEAD.format(date="5 May 2009", names="Jo Fox, John Brown", told="The Board agreed the tolls."), "utf-8")
    with Store.open(tmp_path / "browns", create=True) as store:
        ingest([folder], store)
        graph = build(store)
        assert names(graph).count("John Brown") == 3
        [task] = actions(graph)
        assert task.owners == ("John Brown",)
        assert not [statement for statement in graph.of(task.id, Predicate.ASSIGNED_TO) if statement.object]


def test_somebody_who_left_and_comes_again_is_a_doubt(store: Store, minutes: Path) -> None:
    """An end that later minutes contradict is no end, and check names both days."""
    (minutes / "a.txt").write_text(FIRST.replace("1. Tolls\n\n", "1. Tolls\n\nMembers noted that Ruben Tasker has resigned.\n\n"), "utf-8")
    ingest([minutes], store)
    graph = build(store)
    assert [check.message for check in checks(graph, store) if "is said to have left" in check.message] == [
        "Ruben Tasker is said to have left on 2009-03-03, and is there on 2009-05-05."
    ]
    assert all(each.end_known == "last seen" for each in tenures_of(graph, person(graph, "Ruben Tasker")) if not each.post)
