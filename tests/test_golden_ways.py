"""Ways, routes and timelines on the sample, five of each, as they were checked by hand.

To make them anew after a change that was meant: BOARDGRAPH_GOLDEN=write pytest tests/test_golden_ways.py, and read the difference.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kg.graph import Graph, build
from kg.naming import node_named
from kg.path import paths
from kg.plain import Line, path_lines, route_lines, timeline_lines
from kg.route import papers_named, route
from kg.store import Store
from kg.timeline import timeline

GOLDEN = Path(__file__).parent / "golden" / "ways"
PATHS = {
    "osgood-network": ("Helena Osgood", "Ambermarch network"),
    "hathersage-asante": ("Oliver Hathersage", "Winifred Asante"),
    "larkspur-child-death": ("Larkspur Review Services", "Wexmoor Child Death Overview Panel"),
    "lindqvist-training": ("Howard Lindqvist", "Wexmoor Training Sub-Group"),
    "strategy-wellbeing": ("Multi-Agency Training Strategy 2012-2015", "Wexmoor Health and Wellbeing Partnership Board"),
}
ROUTES = {
    "safer-sleeping": "Safer Sleeping for Babies: A Campaign for Wexmoor",
    "strategy-2009": "Multi-Agency Training Strategy 2009-2012",
    "strategy-2012": "Multi-Agency Training Strategy 2012-2015",
    "evening-courses": "Evening Courses: The First Six Months",
    "open-water": "Deaths in Open Water 2000-2010",
}
TIMELINES = {
    "evening-courses": "evening courses",
    "open-water": "open water",
    "helena-osgood": "Helena Osgood",
    "lorna-meakin": "Lorna Meakin",
    "wellbeing-board": "Wexmoor Health and Wellbeing Partnership Board",
}


@pytest.fixture(scope="module")
def graph(sample_store: Store) -> Graph:
    return build(sample_store)


def same_as_golden(name: str, lines: Iterable[Line]) -> None:
    made = "".join(f"{' ' * indent}{words}\n" for indent, words in lines)
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("BOARDGRAPH_GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made, "utf-8")
    assert made == file.read_text("utf-8")


@pytest.fixture
def short(sample_store: Store) -> Callable[[str, str], str]:
    return sample_store.short


@pytest.mark.parametrize("name", PATHS)
def test_ways(graph: Graph, name: str) -> None:
    """Three explained ways from one thing to another."""
    start, end = (node_named(graph, words) for words in PATHS[name])
    same_as_golden(f"path-{name}", path_lines(paths(graph, start, end)))


@pytest.mark.parametrize("name", ROUTES)
def test_routes(graph: Graph, short: Callable[[str, str], str], name: str) -> None:
    """Every meeting that saw a paper, in order, and what each did."""
    same_as_golden(f"route-{name}", route_lines(route(graph, papers_named(graph, ROUTES[name])), short))


@pytest.mark.parametrize("name", TIMELINES)
def test_timelines(graph: Graph, sample_store: Store, short: Callable[[str, str], str], name: str) -> None:
    """A matter, a person, a board by date."""
    same_as_golden(f"timeline-{name}", timeline_lines(timeline(graph, sample_store.passages().values(), None, TIMELINES[name]), short))
