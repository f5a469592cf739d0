"""Who is who: tables of pairs, what can never be one, and that the way in which documents come changes nothing."""

import tomllib
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Judgement
from kg.resolve.bodies import judge_bodies
from kg.resolve.clusters import Clusters, Scored, clustered
from kg.resolve.names import folded, keys_of, tied
from kg.resolve.papers import judge_papers
from kg.resolve.people import judge_people
from kg.resolve.records import Bearer, Told

CASES = tomllib.loads((Path(__file__).parent / "cases" / "identity.toml").read_text("utf-8"))
REALMS = {"people": ("person", "per", judge_people), "bodies": ("body", "org", judge_bodies), "papers": ("paper", "pap", judge_papers)}


def bearer(identifier: str, kind: str, side: dict[str, Any]) -> Bearer:
    """A mention from one side of a case."""
    sets = {field: frozenset(side.get(field, ())) for field in ("companions", "bodies", "posts", "titles")}
    names = (side["name"], *side.get("also", ()))
    lists = frozenset({side["list"]}) if "list" in side else frozenset()
    return Bearer(identifier, f"doc {identifier}", side.get("kind", kind), side["name"], names, side.get("board", ""), side.get("date", ""), lists, **sets)


def compared(realm: str, one: Bearer, other: Bearer) -> bool:
    """Whether the names of two mentions share a key, so that the resolver compares them at all."""
    keys = [{key for wording in each.wordings for key in keys_of(realm, tied(realm, folded(realm, wording), each.board))} for each in (one, other)]
    return bool(keys[0] & keys[1])


def verdict_of(judgements: list[Judgement], left: str, right: str) -> str:
    """What judgements say of two mentions, in the words of the cases."""
    joined = Clusters(2)
    told = {"positive": "one", "negative": "two", "unsure": "open"}
    found = [told[each.verdict] for each in judgements if {each.left, each.right} == {left, right}]
    assert joined.size == 2
    return found[0] if found else "nothing"


@pytest.mark.parametrize(("realm", "case"), [(realm, case) for realm in REALMS for case in CASES[realm]], ids=lambda value: value["says"] if isinstance(value, dict) else value)
def test_the_rules_say_of_a_pair_what_the_table_says(realm: str, case: dict[str, Any]) -> None:
    """Each case of the table, from both sides."""
    name, kind, judge = REALMS[realm]
    for left, right in (("left", "right"), ("right", "left")):
        one, other = bearer("1", kind, case[left]), bearer("2", kind, case[right])
        verdict = verdict_of(judge([one, other], ()), "1", "2") if compared(name, one, other) else "nothing"
        assert verdict == case["verdict"]


def person(identifier: str, name: str, **around: Any) -> Bearer:
    return bearer(identifier, "per", {"name": name, **around})


def components(judgements: list[Judgement], mentions: list[str]) -> set[frozenset[str]]:
    """What positive judgements join."""
    clusters = Clusters(len(mentions))
    for each in judgements:
        if each.verdict == "positive":
            clusters.join(mentions.index(each.left), mentions.index(each.right))
    return {frozenset(mentions[unit] for unit in units) for units in clusters.members.values()}


def test_a_short_name_that_fits_two_joins_neither() -> None:
    """ "A Lorimer" beside Ann and Amy Lorimer stays open, and both pairs wait for a person."""
    people = [person("1", "Ann Lorimer", board="b"), person("2", "Amy Lorimer", board="b"), person("3", "A Lorimer", board="b")]
    judged = judge_people(people, ())
    assert components(judged, ["1", "2", "3"]) == {frozenset("1"), frozenset("2"), frozenset("3")}
    assert {(each.left, each.right) for each in judged if each.verdict == "unsure"} == {("1", "3"), ("2", "3")}


def test_a_short_name_that_fits_one_far_better_joins_it() -> None:
    """The body that "A Lorimer" stands for decides."""
    people = [person("1", "Ann Lorimer", board="b", bodies=["elm"]), person("2", "Amy Lorimer", board="b", bodies=["ash"]), person("3", "A Lorimer", board="b", bodies=["elm"])]
    assert components(judge_people(people, ()), ["1", "2", "3"]) == {frozenset("13"), frozenset("2")}


def test_no_chain_of_short_names_joins_two_whole_ones() -> None:
    """Through "W Pargeter" neither Will and Walter Pargeter nor two of one list become one."""
    people = [
        person("1", "Will Pargeter", board="b", list="m"),
        person("2", "William Pargeter", board="b", list="m"),
        person("3", "W Pargeter", board="b"),
        person("4", "Walter Pargeter", board="b"),
    ]
    found = components(judge_people(people, ()), ["1", "2", "3", "4"])
    assert not any({"1", "2"} <= each or {"1", "4"} <= each or {"2", "4"} <= each for each in found)


def test_an_acronym_of_two_bodies_is_told_by_the_board_that_uses_it() -> None:
    """Two boards define EVC; a third that uses it without a word stays open."""
    bodies = [
        bearer("1", "org", {"name": "Elmford Village Centre", "also": ["EVC"], "board": "elm"}),
        bearer("2", "org", {"name": "Equal Voices Council", "also": ["EVC"], "board": "ash"}),
        bearer("3", "org", {"name": "EVC", "board": "ash"}),
        bearer("4", "org", {"name": "EVC", "board": "oak"}),
    ]
    found = components(judge_bodies(bodies, ()), ["1", "2", "3", "4"])
    assert found == {frozenset("1"), frozenset("23"), frozenset("4")}


def test_a_user_outranks_the_rules() -> None:
    """What a user parts stays apart, what a user joins is one against every sign."""
    alike = [person("1", "Ottilie Marsden", board="b"), person("2", "Ottilie Marsden", board="b")]
    assert components(judge_people(alike, [Told("1", "2", "negative")]), ["1", "2"]) == {frozenset("1"), frozenset("2")}
    listed = [person("1", "Will Pargeter", board="b", list="m"), person("2", "William Pargeter", board="b", list="m"), person("3", "William Pargeter", board="c", bodies=["x"])]
    told = [Told("1", "2", "positive")]
    clusters = components([*judge_people(listed, told), Judgement("1", "2", "positive", 1, {}, "ann")], ["1", "2", "3"])
    assert any({"1", "2"} <= each for each in clusters)


def test_who_bears_a_name_that_was_parted_joins_only_whom_they_fit_alone() -> None:
    """After a split of two people of one name, a third mention of that name stays open, or joins where its body tells."""
    mentions = [person("1", "Ottilie Marsden", board="b", bodies=["elm"]), person("2", "Ottilie Marsden", board="b", bodies=["ash"])]
    told = [Told("1", "2", "negative")]
    third = person("3", "Ottilie Marsden", board="b")
    assert components(judge_people([*mentions, third], told), ["1", "2", "3"]) == {frozenset("1"), frozenset("2"), frozenset("3")}
    third = person("3", "Ottilie Marsden", board="b", bodies=["ash"])
    assert components(judge_people([*mentions, third], told), ["1", "2", "3"]) == {frozenset("1"), frozenset("23")}


NAMES = ["Ann Lorimer", "A Lorimer", "Anne Lorimer", "Mr Lorimer", "Amy Lorimer", "Andrew Lorimer", "Drew Lorimer", "Ann B Lorimer", "Ann C Lorimer"]
SIDES = st.fixed_dictionaries(
    {"name": st.sampled_from(NAMES), "board": st.sampled_from(["", "elm", "ash"]), "list": st.sampled_from(["m1", "m2", "m3"]), "bodies": st.sampled_from([[], ["x"], ["y"]])}
)


@settings(deadline=None)
@given(st.lists(SIDES, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_mentions_changes_no_judgement(sides: list[dict[str, Any]], chance: Any) -> None:
    """Rules see a set of mentions, not a sequence."""
    people = [bearer(str(number), "per", side) for number, side in enumerate(sides)]
    shuffled = list(people)
    chance.shuffle(shuffled)
    key = repr
    assert sorted(judge_people(people, ()), key=key) == sorted(judge_people(shuffled, ()), key=key)


@settings(deadline=None)
@given(st.lists(SIDES, min_size=2, max_size=7))
def test_no_cluster_ever_holds_two_of_one_list(sides: list[dict[str, Any]]) -> None:
    """Whatever joins them, two mentions of one attendance list are never one person."""
    people = [bearer(str(number), "per", side) for number, side in enumerate(sides)]
    for cluster in components(judge_people(people, ()), [each.id for each in people]):
        lists = [meeting for each in people if each.id in cluster for meeting in each.listed]
        assert len(lists) == len(set(lists))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(-2, 8), st.booleans()), max_size=15))
def test_what_is_known_to_be_two_is_never_joined(given_pairs: list[tuple[int, int, float, bool]]) -> None:
    """No pair that is kept apart ends in one cluster, and the order of pairs changes nothing."""
    pairs = [Scored(min(left, right), max(left, right), {"sign": score}, "apart" if apart else "") for left, right, score, apart in given_pairs if left != right]
    apart = {(pair.left, pair.right) for pair in pairs if pair.apart}
    results = {tuple(clustered(6, order, (), str)[0].cluster) for order in list(permutations(pairs))[:4]} if len(pairs) < 5 else {tuple(clustered(6, pairs, (), str)[0].cluster)}
    for cluster in results:
        assert all(cluster[left] != cluster[right] for left, right in apart)


def test_a_form_that_fits_two_people_joins_neither() -> None:
    """ "Pat Hollis" is short for Patricia and for Patrick Hollis, who are two."""
    people = [person("1", "Patricia Hollis", board="b", list="m"), person("2", "Patrick Hollis", board="b", list="m"), person("3", "Pat Hollis", board="b")]
    assert components(judge_people(people, ()), ["1", "2", "3"]) == {frozenset("1"), frozenset("2"), frozenset("3")}


def test_a_name_without_the_middle_initial_that_fits_two_joins_neither() -> None:
    """John Pargeter is John A or John B Pargeter: nobody can tell."""
    people = [person("1", "John A Pargeter", board="b"), person("2", "John B Pargeter", board="b"), person("3", "John Pargeter", board="b")]
    assert components(judge_people(people, ()), ["1", "2", "3"]) == {frozenset("1"), frozenset("2"), frozenset("3")}


def test_two_of_one_name_in_one_list_leave_every_other_bearer_open() -> None:
    """Where a board has two John Pargeters, the third mention is neither's by its id."""
    people = [person("1", "John Pargeter", board="b", list="m"), person("2", "John Pargeter", board="b", list="m"), person("3", "John Pargeter", board="b")]
    assert components(judge_people(people, ()), ["1", "2", "3"]) == {frozenset("1"), frozenset("2"), frozenset("3")}
