"""Units in their places: header, attendance or business; under which item, paragraph and label."""

from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.minutes.labels import Label
from ingest.minutes.records import Item
from ingest.minutes.units import Unit
from kg.model import Span


class Zone(StrEnum):
    """The part of the minutes."""

    HEADER = "header"
    ATTENDANCE = "attendance"
    BUSINESS = "business"


class Role(StrEnum):
    """What a unit does there."""

    TEXT = "text"
    ITEM = "item"  # an agenda heading
    STATUS = "status"  # "Present:", and what stands on its line
    LABEL = "label"  # "AGREED:" alone on its line
    MARGIN = "margin"
    COLUMNS = "columns"  # the heading row of a table


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit and its place."""

    unit: Unit
    zone: Zone
    role: Role
    content: Span  # the words without number, marker and inline label
    item: str = ""  # number of the item
    paragraph: str = ""  # number of the numbered paragraph, else the item's
    heading: int = -1  # index into Outline.items of the innermost heading
    status: str | None = None  # attendance status in force
    status_span: Span | None = None
    label: Label | None = None
    label_span: Span | None = None
    label_words: str = ""
    stem: Span | None = None  # the words that introduce this list: "The following points emerged:"


@dataclass(frozen=True, slots=True)
class Outline:
    """All units in their places, and the agenda headings."""

    placed: tuple[Placed, ...]
    items: tuple[Item, ...]


def as_business(outline: Outline) -> Outline:
    """The outline of a paper or agenda, all of whose units are what it tells."""
    return replace(outline, placed=tuple(replace(place, zone=Zone.BUSINESS) for place in outline.placed))
