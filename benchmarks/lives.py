"""How well the lives of actions are told, against lives that were made by reading, and the fit of their weights.

    python -m benchmarks.lives STORE=LIVES … [--also STORE=LIVES …] [--write] [--verbose]

A link joins an action to a later file that reports on it; it is right where the reading has one, and in the right place
where its words stand on its line or the next. What the reading lists under "also" is neither right nor wrong. Held-out
figures leave out a tenth of the meetings at a time. What stands behind --also is measured and not fitted.
"""

import argparse
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from ingest.pipeline import ingest
from kg import reports
from kg.graph import Graph, build
from kg.lives import Life, told
from kg.places import meeting_of
from kg.register import Task, actions
from kg.reports import Candidate, Later, Weights
from kg.store import FILE_NAME, Store
from kg.vocabulary import CLOSED

_NEAR = 1  # lines; a table row must hold the place itself
_LEAST_PRECISION = 0.935  # of links over all records, actions that nothing reports on among them
_LEAST_IN_EACH = 0.8  # of the links of any one record
_STRENGTH = 0.5  # of the fit; as in scikit-learn, less is more even
_PARTS = 10  # of the meetings, one of which is left out at a time


@dataclass(frozen=True, slots=True)
class Known:
    """An action whose life was read."""

    task: Task
    reports: tuple[tuple[str, int | str, str], ...]  # file, line or quote, status
    also: frozenset[str]  # files that one reader would list and another not
    final: str
    sure: bool


def known_lives(graph: Graph, tasks: Sequence[Task], file: Path) -> tuple[list[Known], int]:
    """The actions of a hand-made file that the record has, and how many sure links the others had."""
    found, lost = [], 0
    for entry in json.loads(file.read_text("utf-8"))["actions"]:
        name, place, *nth = entry["raised"]
        fits = [
            task for task in tasks if name in _files(graph, task.place.document_id) and (abs(task.place.line - place) <= 1 if isinstance(place, int) else _says(task.text, place))
        ]
        if fits:
            fits.sort(key=lambda task: (abs(task.place.line - place) if isinstance(place, int) else 0, task.place.start))
            chosen = fits[min(nth[0], len(fits)) - 1] if nth else fits[0]
            reports = tuple(map(tuple, entry["reports"]))
            also = {each[0] for each in entry.get("also", [])} - {each[0] for each in reports}
            found.append(Known(chosen, reports, frozenset(also), entry["final"], entry["sure"]))
        else:
            lost += len({report[0] for report in entry["reports"]}) if entry["sure"] else 0
    return found, lost


def _files(graph: Graph, document: str) -> set[str]:
    """The names under which a document's text lies in the record, its twins' among them."""
    twins = graph.twins[document].documents if document in graph.twins else (document,)
    return {PurePosixPath(graph.documents[each].path).name for each in twins}


def _says(text: str, quote: str) -> bool:
    """Whether one of two quotes holds the other; how a file draws its tables and stresses words does not count."""
    one, other = (" ".join(re.sub(r"[|*]", " ", words).split()).casefold() for words in (text, quote))
    return one in other or other in one


def _is_at(graph: Graph, document: str, start: int, end: int, at: int | str) -> bool:
    """Whether some words are those that were read, given by a line or a quote."""
    words = graph.documents[document].text[start:end]
    if isinstance(at, str):
        return _says(words, at)
    near = 0 if "\t" in words.strip() else _NEAR
    return graph.documents[document].line_of(start) - near <= at <= graph.documents[document].line_of(end) + near


def _is_right(graph: Graph, candidate: Candidate, known: Known, *, place: bool) -> bool:
    document = candidate.words.passage.document_id
    names = _files(graph, document)
    return any(name in names and (not place or _is_at(graph, document, candidate.words.start, candidate.words.end, at)) for name, at, _ in known.reports)


def fit(rows: Sequence[tuple[Mapping[str, float], bool]]) -> Weights:
    """Weights of a ridge logistic regression; the thresholds are left for later."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = sorted(rows[0][0])
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(np.array([[signs[name] for name in names] for signs, _ in rows]), np.array([right for _, right in rows]))
    return Weights(round(float(model.intercept_[0]), 3), {name: round(float(value), 3) for name, value in zip(names, model.coef_[0], strict=True)}, 1.0, 0.0)


def figures(graph: Graph, known: Sequence[Known], lives: Mapping[str, Life], lost: int) -> dict[str, float]:
    """Precision and recall of links by file and by place, and how many final statuses are right."""
    links = right = placed = finals = with_life = finals_with_life = 0
    wanted = lost
    for each in known:
        if not each.sure:
            continue
        wanted += len({name for name, _, _ in each.reports})
        life = lives[each.task.id]
        finals += life.status.value == each.final
        with_life += bool(life.reports)
        finals_with_life += bool(life.reports) and life.status.value == each.final
        for report in life.reports:
            names = _files(graph, report.place.document_id)
            if names & each.also:
                continue
            links += 1
            right += any(name in names for name, _, _ in each.reports)
            placed += any(name in names and _is_at(graph, report.place.document_id, report.place.start, report.place.end, at) for name, at, _ in each.reports)
    sure = sum(each.sure for each in known)
    return {
        "links": links,
        "precision": right / links if links else 1.0,
        "recall": right / wanted if wanted else 1.0,
        "precision of places": placed / links if links else 1.0,
        "final status": finals / sure if sure else 1.0,
        "final status where a life is known": finals_with_life / with_life if with_life else 1.0,
    }


def main() -> None:
    """Print the figures, held out and fitted; write the weights where asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("stores", nargs="+", help="STORE=FILE: a store, or a folder of minutes, and the lives read of its files")
    parser.add_argument("--also", nargs="+", default=[], help="STORE=FILE: measured, not fitted")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    records, measured = ([_Record(Path(store), Path(file)) for store, file in (each.split("=", 1) for each in pairs)] for pairs in (asked.stores, asked.also))
    rows = [row for record in records for row in record.rows()]
    whole = fit([(signs, right) for signs, right, _ in rows])
    groups = sorted({group for _, _, group in rows})
    held = _held_out(rows, groups)
    threshold = _threshold(records, held)
    weights = replace(whole, certain=threshold, possible=round(threshold / 3, 3))
    if asked.write:
        content: dict[str, Any] = {"bias": weights.bias, "signs": weights.signs, "certain": weights.certain, "possible": weights.possible}
        Path(reports.__file__).with_name("reports.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    for record in [*records, *measured]:
        for name, chosen in (("held out", held), ("fitted", dict.fromkeys(groups, weights))):
            print(record.name, name, {key: round(value, 3) for key, value in record.measure(chosen, weights, verbose=asked.verbose and name == "held out").items()})
    print(json.dumps({"certain": weights.certain, "possible": weights.possible, "signs": dict(sorted(weights.signs.items(), key=lambda pair: pair[1]))}, indent=1))


def _held_out(rows: Sequence[tuple[Mapping[str, float], bool, str]], groups: Sequence[str]) -> dict[str, Weights]:
    """Group -> weights fitted without it and others of its part."""
    mixed = random.Random(0).sample(groups, len(groups))
    parts = [frozenset(mixed[part::_PARTS]) for part in range(_PARTS)]
    made = {part: fit([(signs, right) for signs, right, own in rows if own not in part]) for part in parts}
    return {group: weights for part, weights in made.items() for group in part}


def _store_of(folder: Path, fresh: Path) -> Store:
    """The store in a folder, or a new one of the minutes there."""
    if (folder / FILE_NAME).is_file():
        return Store.open(folder)
    store = Store.open(fresh, create=True)
    ingest([folder], store)
    return store


class _Record:
    """One store with the lives that were read of it."""

    def __init__(self, store: Path, file: Path) -> None:
        self.name = store.parent.name if store.name == "minutes" else store.name
        with TemporaryDirectory() as fresh, _store_of(store, Path(fresh)) as opened:
            self.graph = build(opened)
            self.later = Later(self.graph, opened.passages().values())
        self.tasks = actions(self.graph)
        self.known, self.lost = known_lives(self.graph, self.tasks, file)
        blank = Weights(0.0, {"its words": 1.0}, 1.0, 0.0)
        self.candidates = {task.id: self.later.candidates_by_document(task, blank) for task in self.tasks}

    def group(self, task: Task) -> str:
        """What is held out together: a board's actions of one meeting."""
        return f"{self.name} {task.place.board} {task.place.date}"

    def rows(self) -> list[tuple[Mapping[str, float], bool, str]]:
        """(signs, whether it is a report, group) of every candidate; other words of a right document are left out."""
        made = []
        for each in self.known:
            for document in self.candidates[each.task.id]:
                for candidate in self.later.timed(each.task, document, self._heard_before(each, document[0])):
                    placed = _is_right(self.graph, candidate, each, place=True)
                    doubtful = _is_right(self.graph, candidate, each, place=False) or _files(self.graph, candidate.words.passage.document_id) & each.also
                    if not {reports.ALL_ACTIONS, reports.ITS_NUMBER} & set(candidate.signs) and (placed or not doubtful):
                        made.append((candidate.signs, placed, self.group(each.task)))
        return made

    def _heard_before(self, known: Known, candidate: Candidate) -> str | None:
        """The last day before some words on which the reading has an action that goes on."""
        names = {name for name, _, status in known.reports if status not in CLOSED}
        days = {self.day(document) for document in self.graph.documents if _files(self.graph, document) & names}
        return max((day for day in days if day < self.day(candidate.words.passage.document_id)), default=None)

    def day(self, document: str) -> str:
        """The ISO date of the meeting that a document records."""
        return meeting_of(self.graph, document)[1] or ""

    def lives(self, chosen: Mapping[str, Weights], thresholds: Weights) -> dict[str, Life]:
        """The lives by weights for each group."""
        default = next(iter(chosen.values()))
        found = {}
        for task in self.tasks:
            weights = replace(chosen.get(self.group(task), default), certain=thresholds.certain, possible=thresholds.possible)
            found[task.id] = self.later.following(task, self.candidates[task.id], weights)
        return {life.task.id: life for life in told(self.graph, self.tasks, found, thresholds)}

    def measure(self, chosen: Mapping[str, Weights], thresholds: Weights, *, verbose: bool = False) -> dict[str, float]:
        """The figures by weights for each group."""
        found = self.lives(chosen, thresholds)
        if verbose:
            self._print(found)
        return figures(self.graph, self.known, found, self.lost)

    def _print(self, found: Mapping[str, Life]) -> None:
        for each in self.known:
            life = found[each.task.id]
            if not each.sure:
                continue
            print(f"\n{each.task.place.citation} | {' '.join(each.task.text.split())[:160]} | {life.status} (read: {each.final})")
            named = set()
            for kind, told_of in (("sure", life.reports), ("possibly", life.possibly)):
                for report in told_of:
                    names = _files(self.graph, report.place.document_id)
                    right = any(name in names for name, _, _ in each.reports)
                    named |= names if kind == "sure" else set()
                    print(
                        f"  {'+' if right else '-'} {kind} {report.probability} {report.status} | {report.place.where[-60:]} | {' '.join(report.place.text.split())[:150]} | {report.why[:100]}"
                    )
            for name, at, status in each.reports:
                if name not in named:
                    print(f"  MISSED {name[-50:]} {at} {status}")


def _threshold(records: Sequence[_Record], held: Mapping[str, Weights]) -> float:
    """The lowest probability, in steps of 0.01, from which on held-out links are precise enough, over all records and in each, at it and at all above."""
    lowest = 0.99
    for step in range(98, 4, -1):
        weights = Weights(0.0, {}, step / 100, step / 100)
        got = [record.measure(held, weights) for record in records]
        links = sum(each["links"] for each in got)
        right = sum(each["links"] * each["precision"] for each in got)
        if links and (right / links < _LEAST_PRECISION or min(each["precision"] for each in got) < _LEAST_IN_EACH):
            break
        lowest = step / 100
    return lowest


if __name__ == "__main__":
    main()
