"""What is drawn where: spots and the ties between them, each tie with the words that say so.

A picture has at most 150 spots, so that its labels can be read; what had to be left out is told under its title.
"""

import itertools
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.explore import Profile
from kg.links import Linked
from kg.path import Chain
from kg.places import Place
from kg.route import Route
from kg.tenure import Membership
from kg.timeline import Timeline
from kg.vocabulary import KIND_NAMES

MOST_SPOTS = 150
_LABEL = 46  # characters of a label


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing or an event in a picture."""

    id: str
    label: str
    kind: str
    x: float  # columns from the left, or days since 1970 where the picture has dates
    y: float  # rows from the bottom
    date: str = ""  # ISO
    quote: str = ""
    citation: str = ""
    side: str = "right"  # of the dot, where its label stands: "right", "left" or "above"


@dataclass(frozen=True, slots=True)
class Tie:
    """What joins two spots."""

    start: str
    end: str
    said: str
    kind: str
    date: str  # ISO, "" where none is known
    quote: str
    citation: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a page draws."""

    title: str
    told: str  # under the title
    spots: tuple[Spot, ...]
    ties: tuple[Tie, ...]
    dated: bool = False  # x is a day


def short(words: str, most: int = _LABEL) -> str:
    """Words as a label: one line, cut at a word."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1].rsplit(" ", 1)[0] + "…"


def wrapped(words: str) -> str:
    """Words as a label of up to three short lines."""
    return textwrap.fill(short(words, 66), 24)


def _tie(start: str, end: str, said: str, kind: str, place: Place) -> Tie:
    return Tie(start, end, said, kind, place.date or "", place.text, place.citation)


def _left_out(shown: int, many: int, what: str) -> str:
    return f"{many} {what}" if shown == many else f"{shown} of {many} {what}; the others are left out so that the picture can be read"


def of_links(links: Linked) -> Picture:
    """Two boards left and right, what both have between them; what each says of the other below."""
    ranked = sorted(links.shared, key=lambda link: -link.score)
    crossings = links.crossings[: MOST_SPOTS // 3]
    kept = {link.id for link in ranked[: MOST_SPOTS - 2 - len(crossings)]}
    shown = [link for link in links.shared if link.id in kept]
    rows = len(shown) + len(crossings)
    middle = (rows - 1) / 2
    spots = [Spot(end, wrapped(name), "board", x, middle, side="above") for end, name, x in (("here", links.here, 0), ("there", links.there, 2))]
    ties = []
    for row, link in enumerate(shown):
        spots.append(Spot(link.id, link.name, link.kind, 1, rows - 1 - row, "", link.why))
        ties += [_tie(board, link.id, ", ".join(side.roles) or "names", link.kind, side.place) for board, side in (("here", link.here), ("there", link.there))]
    for row, crossing in enumerate(crossings, len(shown)):
        ident = f"crossing-{row}"
        spots.append(Spot(ident, short(crossing.place.text), crossing.kind, 1, rows - 1 - row, crossing.place.date or ""))
        own, other = ("here", "there") if crossing.of == links.here else ("there", "here")
        ties += [_tie(own, ident, f"its record: {crossing.kind}", crossing.kind, crossing.place), _tie(ident, other, f"{crossing.kind}", crossing.kind, crossing.place)]
    told = _left_out(rows, len(links.shared) + len(links.crossings), "shared things and mentions of each other, the rarest first")
    return Picture(f"{links.here} and {links.there}", told, tuple(spots), tuple(ties))


def of_paths(chains: Sequence[Chain]) -> Picture:
    """The ways from one thing to another, one under the other."""
    first, last = chains[0].steps[0], chains[0].steps[-1]
    width, middle = max(len(chain.steps) for chain in chains), (len(chains) - 1) / 2
    ends = ((first.start, first.start_label, "start", 0), (last.end, last.end_label, "end", width))
    spots = {ident: Spot(ident, wrapped(label), kind, x, middle, side="above") for ident, label, kind, x in ends}
    ties: dict[tuple[str, str], Tie] = {}
    for row, chain in enumerate(chains):
        for at, step in enumerate(chain.steps, 1):
            spots.setdefault(step.end, Spot(step.end, wrapped(step.end_label), KIND_NAMES[step.end_kind], at * width / len(chain.steps), len(chains) - 1 - row, side="above"))
            ties.setdefault((step.start, step.end), _tie(step.start, step.end, f"{step.start_label} {step.said} {step.end_label}", step.said, step.place))
    return Picture(f"From {first.start_label} to {last.end_label}", f"{len(chains)} ways, the shortest first", tuple(spots.values()), tuple(ties.values()))


def of_route(way: Route) -> Picture:
    """The meetings that saw a paper from top to bottom, what each did with it to the right."""
    spots, ties, level = [Spot("paper", wrapped(way.paper), "paper", 0, 0, side="left")], [], 0
    before, many = "paper", sum(1 + len(stop.done) for stop in way.stops)
    for column, stop in enumerate(way.stops, 1):
        if len(spots) >= MOST_SPOTS:
            break
        ident, level = f"stop-{column}", level - 1
        spots.append(Spot(ident, wrapped(", ".join(filter(None, (stop.date or "no date", stop.board)))), "meeting", 0, level, stop.date or "", side="left"))
        brought = f"brought by {', '.join(stop.brought_by)}" if stop.brought_by else "came before the meeting"
        ties.append(_tie(before, ident, brought, "came before", stop.places[0]))
        before = ident
        for row, done in enumerate(stop.done[: MOST_SPOTS - len(spots)]):
            level -= bool(row)
            spots.append(Spot(f"{ident}-{row}", short(f"{done.outcome or 'to do'}: {done.place.text}"), done.outcome or "to do", 1, level, stop.date or ""))
            ties.append(_tie(ident, f"{ident}-{row}", done.outcome or "to do", done.outcome or "to do", done.place))
    return Picture(way.paper, f"{len(way.stops)} meetings; {_left_out(len(spots) - 1, many, 'meetings, decisions and actions')}", tuple(spots), tuple(ties))


def of_timeline(told: Timeline) -> Picture:
    """Events by day; what is of one action or decision is joined."""
    dated = [event for event in told.events if event.date]
    ranked = sorted(range(len(dated)), key=lambda at: (dated[at].what == "said", dated[at].what.startswith("possibly"), at))
    kept = [dated[at] for at in sorted(ranked[:MOST_SPOTS])]
    lanes = {name: row for row, name in enumerate(sorted({_lane(event.what) for event in kept}, key=_lane_order, reverse=True))}
    spots, ties, of_one = [], [], defaultdict(list)
    crowd: dict[tuple[str, str], int] = defaultdict(int)
    for number, event in enumerate(kept):
        lane = _lane(event.what)
        # Events of one kind and day stand above one another.
        above = crowd[lane, event.date]
        crowd[lane, event.date] += 1
        spot = Spot(f"event-{number}", short(event.what), lane, _days(event.date), lanes[lane] + min(above, 8) / 10, event.date, event.place.text, event.place.citation)
        spots.append(spot)
        if event.id:
            of_one[event.id].append((spot, event))
    for events in of_one.values():
        for (one, _), (other, event) in itertools.pairwise(events):
            ties.append(_tie(one.id, other.id, f"{one.label}, then {event.what}", other.kind, event.place))
    return Picture(told.about, _left_out(len(kept), len(dated), "events"), tuple(spots), tuple(ties), dated=True)


_LANES = ("decided", "to do", "in progress", "carried", "overdue", "complete", "dropped", "possibly", "said")


def _lane(what: str) -> str:
    return "possibly" if what.startswith("possibly") else what.split(":", maxsplit=1)[0]


def _lane_order(lane: str) -> tuple[int, str]:
    return (_LANES.index(lane) if lane in _LANES else len(_LANES), lane)


def _days(day: str) -> int:
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def of_person(person: Profile, memberships: Sequence[Membership]) -> Picture:
    """A person in the middle, the boards and bodies to the right with their times, papers and actions to the left."""
    right = [
        (
            Spot(f"body-{number}", each.body, "board or body", 1, 0),
            f"{f'{each.post}, ' if each.post else ''}{each.begins or '…'} ({each.begin_known}) to {each.ends or '…'} ({each.end_known})",
            each.first,
        )
        for number, each in enumerate(memberships)
    ]
    left = [(Spot(f"paper-{number}", short(title), "paper", -1, 0, side="left"), "presented", place) for number, (title, place) in enumerate(person.papers)]
    left += [(Spot(f"action-{number}", short(task.text), "action", -1, 0, side="left"), "is to", task.place) for number, task in enumerate(person.actions)]
    room = MOST_SPOTS - 1
    right, left = right[:room], left[: room - min(len(right), room)]
    rows = max(len(left), len(right), 1)
    spots, ties = [Spot("person", person.name, "person", 0, (rows - 1) / 2, side="above")], []
    for side in (right, left):
        for row, (spot, said, place) in enumerate(side):
            level = rows - 1 - row * (rows - 1) / max(len(side) - 1, 1)
            spots.append(replace(spot, y=level, date=place.date or ""))
            ties.append(_tie("person", spot.id, said, spot.kind, place))
    many = len(memberships) + len(person.papers) + len(person.actions)
    return Picture(person.name, f"{len(person.meetings)} meetings; {_left_out(len(left) + len(right), many, 'memberships, papers and actions')}", tuple(spots), tuple(ties))


def kinds_of(picture: Picture) -> list[str]:
    """The kinds of tie and spot that can be filtered, the commonest first."""
    counted: dict[str, int] = defaultdict(int)
    for each in _filtered(picture):
        counted[each] += 1
    return sorted(counted, key=lambda kind: (-counted[kind], kind))


def _filtered(picture: Picture) -> Iterable[str]:
    yield from (tie.kind for tie in picture.ties)
    if picture.dated:
        yield from (spot.kind for spot in picture.spots)
