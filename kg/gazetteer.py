"""The gazetteer of public bodies: their names, acronyms and other wordings."""

import json
from dataclasses import dataclass
from functools import cache

from kg.shared_data import shared_data


@dataclass(frozen=True, slots=True)
class Body:
    """A public body of the gazetteer: its name and other wordings."""

    name: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """That one body took the place of another: they are linked, never merged."""

    older: str  # names of the gazetteer
    newer: str
    year: int


@cache
def successions() -> tuple[Succession, ...]:
    """The successions among bodies of the gazetteer, the earliest first."""
    entries = json.loads(shared_data("gazetteer", "successions.json").read_text("utf-8"))
    return tuple(sorted((Succession(entry["older"], entry["newer"], entry["year"]) for entry in entries), key=lambda each: (each.year, each.older, each.newer)))


@cache
def gazetteer() -> dict[str, Body]:
    """Every wording of every body of the gazetteer, as printed, the longest first."""
    entries = json.loads(shared_data("gazetteer", "bodies.json").read_text("utf-8"))
    bodies = [Body(entry["name"], tuple(entry["also"])) for entry in entries]
    wordings = [(wording, body) for body in bodies for wording in (body.name, *body.also)]
    return dict(sorted(wordings, key=lambda pair: -len(pair[0])))
