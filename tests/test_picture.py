"""Pictures: what is drawn, and that each page opens in a browser without a network and shows the words of what is clicked."""

import html
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.explore import people_named, profile
from kg.graph import Graph, build
from kg.links import boards_named, linked
from kg.naming import node_named
from kg.path import paths
from kg.picture import drawn
from kg.picture.drawn import MOST_SPOTS, Picture
from kg.picture.page import page
from kg.route import papers_named, route
from kg.store import Store
from kg.tenure import memberships
from kg.timeline import timeline

#: Where the middle of the first line that has a length stands in the window.
_MIDDLE = """
const plot = Bokeh.documents[0].get_model_by_name('picture'), view = Bokeh.index.find_one(plot);
const ties = Bokeh.documents[0].get_model_by_name('ties').data;
const at = arguments[0], frame = view.frame, canvas = view.canvas_view.el.getBoundingClientRect();
const x = (ties.xs[at][0] * 2 + ties.xs[at][1]) / 3, y = (ties.ys[at][0] * 2 + ties.ys[at][1]) / 3;
return [canvas.left + frame.x_scale.compute(x), canvas.top + frame.y_scale.compute(y)];
"""
_SHOWN = "return Bokeh.documents[0].get_model_by_name('words').text"


@pytest.fixture(scope="module")
def graph(sample_store: Store) -> Graph:
    return build(sample_store)


@pytest.fixture(scope="module")
def pictures(graph: Graph, sample_store: Store) -> dict[str, Picture]:
    passages = sample_store.passages().values()
    osgood = people_named(graph, "Helena Osgood")[0]
    return {
        "links": drawn.of_links(linked(graph, boards_named(graph, "Ambermarch network"), boards_named(graph, "Safeguarding Children"))),
        "path": drawn.of_paths(paths(graph, osgood, node_named(graph, "Ambermarch LSCB Chairs Network"))),
        "route": drawn.of_route(route(graph, papers_named(graph, "Safer Sleeping for Babies: A Campaign for Wexmoor"))),
        "timeline": drawn.of_timeline(timeline(graph, passages, None, "evening courses")),
        "who": drawn.of_person(profile(graph, osgood), memberships(graph, osgood)),
    }


def test_every_tie_joins_two_spots_and_quotes(pictures: dict[str, Picture]) -> None:
    """No picture has more spots than can be read, no id stands twice, and each line has words and their place."""
    for picture in pictures.values():
        ids = [spot.id for spot in picture.spots]
        assert 1 < len(ids) == len(set(ids)) <= MOST_SPOTS
        assert picture.ties
        for tie in picture.ties:
            assert {tie.start, tie.end} <= set(ids)
            assert tie.quote.strip()
            assert tie.citation


def test_what_is_too_much_is_left_out_and_told(graph: Graph, sample_store: Store) -> None:
    """A board's whole timeline has more events than a picture can show; what is only said goes first."""
    board = timeline(graph, sample_store.passages().values(), None, "Wexmoor Local Safeguarding Children Board")
    picture = drawn.of_timeline(board)
    assert len(board.events) > MOST_SPOTS == len(picture.spots)
    assert f"{MOST_SPOTS} of {len(board.events)}" in picture.told


def test_a_page_is_the_same_each_time_and_asks_no_network(pictures: dict[str, Picture]) -> None:
    """Nothing random is in it, and no script, style or font is fetched."""
    for picture in pictures.values():
        made = page(picture)
        assert made == page(picture)
        assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)\s*=\s*[\"']?(?:https?:)?//", made)


def test_words_of_a_document_are_no_markup(pictures: dict[str, Picture]) -> None:
    """A quote with angle brackets is shown, not obeyed."""
    picture = pictures["path"]
    evil = drawn.Tie(picture.ties[0].start, picture.ties[0].end, "said", "said", "", "<img src=x onerror=alert(1)>", "<b>")
    made = page(Picture("<i>title</i>", "", picture.spots, (evil,)))
    assert "<img src=x" not in json.dumps(made)
    assert "&lt;i&gt;title" in made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium that reaches no network."""
    chromium, driver = shutil.which("chromium") or shutil.which("chromium-browser"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("Chromium and its driver are not installed")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for (
        argument
    ) in "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync window-size=1340,1000".split():
        options.add_argument(f"--{argument}")
    options.add_argument("--proxy-server=127.0.0.1:9")  # nothing listens there
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=Service(driver))
    yield opened
    opened.quit()


def waited(browser: Any, script: str, wanted: Callable[[Any], bool], *arguments: object) -> Any:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 20).until(lambda driver: (found := driver.execute_script(script, *arguments)) is not None and wanted(found) and [found])[0]


@pytest.mark.parametrize("name", ["links", "path", "route", "timeline", "who"])
def test_a_click_shows_the_quote(browser: Any, pictures: dict[str, Picture], tmp_path: Path, name: str) -> None:
    """The page opens from a file without an error in the console; a click on a line shows its words; a box hides its kind."""
    from selenium.webdriver import ActionChains

    file = tmp_path / f"{name}.html"
    file.write_text(page(pictures[name]), "utf-8")
    browser.get(file.as_uri())
    waited(browser, "return window.Bokeh && Bokeh.documents.length && Bokeh.documents[0].is_idle", bool)
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    picture = pictures[name]
    # A line between two rows or columns: on a line of no length, or under another, a click is not clear.
    at = {spot.id: (spot.x, spot.y) for spot in picture.spots}
    number = next(number for number, tie in enumerate(picture.ties) if at[tie.start] != at[tie.end])
    x, y = browser.execute_script(_MIDDLE, number)
    ActionChains(browser).move_by_offset(round(x), round(y)).click().perform()
    ActionChains(browser).move_by_offset(-round(x), -round(y)).perform()
    shown = waited(browser, _SHOWN, lambda text: "blockquote" in text)
    quotes = {" ".join(tie.quote.split()) for tie in picture.ties}
    said = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", shown)
    assert said
    plain = html.unescape(said[1])
    assert plain in quotes
    before = len(picture.ties)
    browser.execute_script("Bokeh.documents[0].get_model_by_name('kinds').active = []")
    assert waited(browser, "return Bokeh.documents[0].get_model_by_name('ties').data.kind.length", lambda many: many == 0) == 0 < before
