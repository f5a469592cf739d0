"""A picture as one page that opens without a network: the drawing library's script is inside it.

The only door to Bokeh, which is the extra `html`.
"""

import re
from datetime import date
from html import escape
from itertools import count
from typing import TYPE_CHECKING, Any

from kg.errors import WrongUsage
from kg.picture.drawn import Picture, Spot, Tie, kinds_of

if TYPE_CHECKING:
    from bokeh.models import ColumnDataSource

_COLOURS = ("#1d4ed8", "#b45309", "#047857", "#be123c", "#6d28d9", "#0e7490", "#4d7c0f", "#a21caf", "#57534e", "#c2410c", "#0369a1", "#7c2d12")
_DAY = 86_400_000  # milliseconds, as the axis of dates has them
_HINT = "<p>Click a line or a dot to read the words that it stands on. Drag to move, turn the wheel to zoom.</p>"
#: Ids that Bokeh makes up, or counts on from page to page; they stand alone between quotation marks.
_MADE_UP = re.compile(r"(?<=[\"'])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[pj]?[0-9a-f]{32}|p\d{4,})(?=[\"'])")

_SHOW = """
const at = source.selected.indices;
if (at.length) { panel.text = source.data.words[at[0]]; other.selected.indices = []; }
"""
_FILTER = """
const kinds = new Set(chosen.active.map(at => names[at]));
const first = days ? days.value[0] : -Infinity, last = days ? days.value[1] : Infinity;
const keep = (all, extra) => {
  const kept = {};
  for (const column of Object.keys(all.data)) kept[column] = [];
  for (let row = 0; row < all.data.kind.length; row++) {
    const when = all.data.when[row];
    const timely = Number.isNaN(when) || when === null || (first <= when && when <= last);
    if (extra(all, row) && timely) for (const column of Object.keys(kept)) kept[column].push(all.data[column][row]);
  }
  return kept;
};
ties.data = keep(all_ties, (all, row) => kinds.has(all.data.kind[row]));
const joined = new Set([...ties.data.start, ...ties.data.end]);
spots.data = keep(all_spots, (all, row) => dated ? kinds.has(all.data.kind[row]) : (joined.has(all.data.id[row]) || all.data.end_point[row]));
"""


def page(picture: Picture) -> str:
    """The page of a picture. Raises WrongUsage where Bokeh is not installed."""
    try:
        from bokeh.embed import file_html
        from bokeh.layouts import column, row
        from bokeh.models import Div
        from bokeh.resources import INLINE
    except ImportError as error:
        raise WrongUsage("Pages need the drawing library: install it with pip install 'boardgraph[html]'.") from error

    panel = Div(text=_HINT, width=380, styles={"font-size": "15px", "line-height": "1.45"}, name="words")
    plot, filters = _drawn(picture, panel)
    title = Div(text=f"<h1 style='margin:0;font-size:22px'>{escape(picture.title)}</h1><p style='margin:4px 0'>{escape(picture.told)}</p>", width=1280)
    words = Div(text=_all_words(picture), width=1280, styles={"font-size": "14px"})
    layout = column(title, row(plot, column(*filters, panel, width=400)), words, styles={"font-family": "system-ui, sans-serif"})
    return _without_chance(file_html(layout, INLINE, title=f"Boardgraph: {picture.title}"))


def _drawn(picture: Picture, panel: Any) -> tuple[Any, list[Any]]:
    """(the plot, its filters): lines and dots that tell their words when clicked."""
    from bokeh.models import CustomJS, LabelSet, Range1d, TapTool
    from bokeh.plotting import figure

    kinds = kinds_of(picture)
    colours = {kind: _COLOURS[at % len(_COLOURS)] for at, kind in enumerate(kinds)}
    ties, spots = _tie_source(picture, colours), _spot_source(picture, colours)
    low, high = min(spot.y for spot in picture.spots), max(spot.y for spot in picture.spots)
    plot = figure(
        width=860,
        height=int(min(max(360, _row_height(picture) * (high - low + 3)), 4000)),
        tools="pan,wheel_zoom,reset,save",
        active_scroll="wheel_zoom",
        x_axis_type="datetime" if picture.dated else "linear",
        y_range=Range1d(low - 0.8, high + 0.8),
        name="picture",
    )
    plot.toolbar.logo = None
    lines = plot.multi_line("xs", "ys", source=ties, line_color="colour", line_width=3, line_alpha=0.55, nonselection_line_alpha=0.2, selection_line_width=5)
    dots = plot.scatter("x", "y", source=spots, size=13, fill_color="colour", line_color="white", nonselection_fill_alpha=0.6)
    plot.add_tools(TapTool(renderers=[lines, dots]))
    if picture.dated:
        _name_lanes(picture, plot)
    else:
        plot.axis.visible = False
        plot.grid.visible = False
        plot.x_range = Range1d(*_columns(picture))
        sides = {"x_offset": "dx", "y_offset": "dy", "text_align": "align", "text_baseline": "base"}
        plot.add_layout(LabelSet(x="x", y="y", text="label", source=spots, **sides, text_font_size="12px", background_fill_color="white", background_fill_alpha=0.8))
    for source, other in ((ties, spots), (spots, ties)):
        source.selected.js_on_change("indices", CustomJS(args={"source": source, "other": other, "panel": panel}, code=_SHOW))
    return plot, _filters(picture, kinds, ties, spots)


_LABEL_ROOM = 0.36  # of the width, beside dots at an edge whose labels stand outside it
_EDGE = 0.11


def _row_height(picture: Picture) -> int:
    """Pixels that a row needs: labels of several lines above the dots take more than one beside them."""
    if picture.dated:
        return 62
    lines = max(spot.label.count("\n") for spot in picture.spots if spot.kind != "board")
    return 110 if lines and any(spot.side == "above" for spot in picture.spots if spot.kind not in {"board", "person"}) else 26 + 14 * lines


def _columns(picture: Picture) -> tuple[float, float]:
    """From where to where the columns reach, with room for the labels beside the outer ones."""
    low, high = min(spot.x for spot in picture.spots), max(spot.x for spot in picture.spots)
    before = _LABEL_ROOM if any(spot.side == "left" for spot in picture.spots if spot.x == low) else _EDGE
    behind = _LABEL_ROOM if any(spot.side == "right" for spot in picture.spots if spot.x == high) else _EDGE
    width = max(high - low, 0.5) / (1 - before - behind)
    return low - before * width, high + behind * width


def _name_lanes(picture: Picture, plot: Any) -> None:
    lanes = {int(spot.y): spot.kind for spot in picture.spots}
    plot.yaxis.ticker = sorted(lanes)
    plot.yaxis.major_label_overrides = lanes
    plot.yaxis.major_label_text_font_size = "13px"
    plot.xaxis.major_label_text_font_size = "13px"


def _filters(picture: Picture, kinds: list[str], ties: "ColumnDataSource", spots: "ColumnDataSource") -> list[Any]:
    """Boxes for the kinds, and a slider over the days where there are several."""
    from bokeh.models import CheckboxGroup, ColumnDataSource, CustomJS, DateRangeSlider

    chosen = CheckboxGroup(width=380, labels=kinds, active=list(range(len(kinds))), name="kinds")
    days = sorted({tie.date for tie in picture.ties if tie.date} | {spot.date for spot in picture.spots if spot.date})
    slider = DateRangeSlider(title="Days", start=days[0], end=days[-1], value=(days[0], days[-1]), step=1, width=360) if len(days) > 1 else None
    every = {"all_ties": ColumnDataSource(dict(ties.data)), "all_spots": ColumnDataSource(dict(spots.data))}
    again = CustomJS(args={"chosen": chosen, "names": kinds, "days": slider, "ties": ties, "spots": spots, "dated": picture.dated, **every}, code=_FILTER)
    chosen.js_on_change("active", again)
    if slider is None:
        return [chosen]
    slider.js_on_change("value", again)
    return [chosen, slider]


def _tie_source(picture: Picture, colours: dict[str, str]) -> "ColumnDataSource":
    from bokeh.models import ColumnDataSource

    at = {spot.id: (spot.x * (_DAY if picture.dated else 1), spot.y) for spot in picture.spots}
    ties = [tie for tie in picture.ties if tie.start in at and tie.end in at]
    return ColumnDataSource(
        {
            "xs": [[at[tie.start][0], at[tie.end][0]] for tie in ties],
            "ys": [[at[tie.start][1], at[tie.end][1]] for tie in ties],
            "start": [tie.start for tie in ties],
            "end": [tie.end for tie in ties],
            "kind": [tie.kind for tie in ties],
            "when": [_when(tie) for tie in ties],
            "colour": [colours[tie.kind] for tie in ties],
            "words": [_words(tie.said, tie) for tie in ties],
        },
        name="ties",
    )


def _spot_source(picture: Picture, colours: dict[str, str]) -> "ColumnDataSource":
    from bokeh.models import ColumnDataSource

    ends = {spot.id for spot in picture.spots} - {tie.end for tie in picture.ties} if not picture.dated else set()
    return ColumnDataSource(
        {
            "id": [spot.id for spot in picture.spots],
            "x": [spot.x * (_DAY if picture.dated else 1) for spot in picture.spots],
            "y": [spot.y for spot in picture.spots],
            "label": [spot.label for spot in picture.spots],
            "dx": [{"right": 10, "left": -10, "above": 0}[spot.side] for spot in picture.spots],
            "dy": [10 if spot.side == "above" else 0 for spot in picture.spots],
            "align": [{"right": "left", "left": "right", "above": "center"}[spot.side] for spot in picture.spots],
            "base": ["bottom" if spot.side == "above" else "middle" for spot in picture.spots],
            "kind": [spot.kind for spot in picture.spots],
            "when": [_when(spot) for spot in picture.spots],
            "end_point": [spot.id in ends or spot.kind in {"board", "start", "end", "person"} for spot in picture.spots],
            "colour": [colours.get(spot.kind, "#111827") for spot in picture.spots],
            "words": [_words(spot.label, spot) for spot in picture.spots],
        },
        name="spots",
    )


def _when(each: Tie | Spot) -> float:
    return float((date.fromisoformat(each.date) - date(1970, 1, 1)).days * _DAY) if each.date else float("nan")


def _words(heading: str, each: Tie | Spot) -> str:
    """What the panel shows of a tie or spot."""
    quote = f"<blockquote style='margin:8px 0;padding-left:10px;border-left:3px solid #9ca3af'>{escape(' '.join(each.quote.split()))}</blockquote>" if each.quote else ""
    when = f"<p>{each.date}</p>" if each.date else ""
    return f"<p><b>{escape(heading)}</b></p>{when}{quote}<p style='color:#4b5563'>{escape(each.citation)}</p>"


def _all_words(picture: Picture) -> str:
    """All words under the picture, for reading without it, by a screen reader or on paper."""
    rows = [(tie.said, tie) for tie in picture.ties] if not picture.dated else [(spot.label, spot) for spot in picture.spots]
    listed = "".join(f"<li><b>{escape(said)}</b>: {escape(' '.join(each.quote.split()))} <i>({escape(each.citation)})</i></li>" for said, each in rows)
    return f"<details><summary>All {len(rows)} quotes</summary><ol>{listed}</ol></details>"


def _without_chance(page: str) -> str:
    """The page with its random ids counted: the same picture gives the same bytes."""
    numbers = count(1)
    known: dict[str, str] = {}
    head, mark, body = page.rpartition("</head>")
    return head + mark + _MADE_UP.sub(lambda match: known.setdefault(match.group(), f"boardgraph-{next(numbers)}"), body)
