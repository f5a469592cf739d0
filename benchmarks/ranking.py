"""Fits the weights of ranking on questions with known answers, and measures them on boards that the fit did not see.

    python -m benchmarks.ranking SHARED [--stores DIR] [--write] [--verbose]

SHARED is the folder with questions/, seeds/ and minutes/. A question belongs to the fold of its board (the seeds, the Local
Public Data Panel, Crime and Justice); one over both panels is held out from a fit on the seeds alone. Transcripts count
little in the fit and are held out half by half. --stores keeps the filled stores in DIR and takes them from there;
--write replaces search/weights.json by the fit on all questions.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from ingest.pipeline import ingest
from kg.model import Passage
from kg.store import Store
from search.abstain import answer_features
from search.answer import Answer, answer_from, distinct, ranked
from search.embed import Embedder, embedder_for_question, find_model
from search.evaluate import Asked, Found, Measures, PlainSearch, Scored, abstaining, evaluate, finds, measures, questions_in, summary
from search.features import asking
from search.index import Index, update
from search.question import understand
from search.quote import runs
from search.rank import AROUND, Hit, Weights, around, weights
from search.record import Record

WEIGHTS = Path(__file__).parent.parent / "search" / "weights.json"
RIDGE, RIDGE_OF_ANSWERS = 0.002, 0.01  # on squared weights; of the second as if all features differed alike
OF_TRANSCRIPTS = 0.1  # what a question on a transcript counts beside one on minutes
THRESHOLD = 0.5
_TRIED = (0.4, 0.5, 0.6, 0.7)  # thresholds that the held-out figures are printed for
_FOLDS = ("seeds", "Local Public Data Panel", "Crime and Justice", "both panels")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A question with its candidates, their features in the first pass, and how many answers each may quote."""

    asked: Asked
    fold: str
    numbers: tuple[int, ...]
    features: Floats  # candidates x names
    gains: Floats
    passages: dict[int, Passage]


def filled(folder: Path, sources: Sequence[Path]) -> Store:
    """A store of some folders; one that is there already is brought up to date."""
    store = Store.open(folder, create=True)
    ingest(sources, store)
    update(store, find_model())
    return store


def fold_of(asked: Asked) -> str:
    """The fold of a question: the board whose files answer it, or that it names."""
    files = {file for answer in asked.answers for file in answer.files}
    text = asked.question.lower()
    panels = [
        any("Crime and Justice" in file for file in files) or (not files and "crime and justice" in text),
        any("Public Data" in file or "Meeting notes" in file for file in files),
    ]
    if all(panels):
        return "both panels" if asked.kind == "cross_board" else "Crime and Justice" if sum("Crime" in file for file in files) * 2 > len(files) else "Local Public Data Panel"
    if any(panels):
        return "Crime and Justice" if panels[0] else "Local Public Data Panel"
    seeds = any(file.startswith("00") for file in files) or any(word in text for word in ("leicestershire", "lscb", "london"))
    return "seeds" if seeds else "Local Public Data Panel"


def training(held_out: str) -> set[str]:
    """The folds that a fit for a held-out one may see."""
    return {"seeds"} if held_out == "both panels" else set(_FOLDS) - {held_out, "both panels"} | ({"both panels"} if held_out == "seeds" else set())


def gather(store: Store, questions: Sequence[Asked], names: Sequence[str], folds: Sequence[str]) -> list[Case]:
    """Candidates, features and gains of all questions."""
    record, index = Record(store), Index(store)
    embedder = embedder_of(index)
    cases = []
    for asked, fold in zip(questions, folds, strict=True):
        told = asking(record, understand(asked.question, record.boards, record.people, record.glossary))
        hits = sorted(ranked(record, told, index, embedder), key=lambda hit: hit.number)
        features = np.array([[hit.features[name] for name in names] for hit in hits])
        gains = np.array([_gain(record, hit, asked) for hit in hits])
        cases.append(Case(asked, fold, tuple(hit.number for hit in hits), features, gains, {hit.number: hit.passage for hit in hits}))
    return cases


def embedder_of(index: Index) -> Embedder:
    """The embedder of an index."""
    return embedder_for_question(index.manifest.model, Path(index.manifest.folder), index.manifest.digest)


def _gain(record: Record, hit: Hit, asked: Asked) -> float:
    """How many answers the best quote of a passage would hold, at most two."""
    document = record.document(hit.passage.document_id)
    if not any(Path(document.path).name in wanted.files for wanted in asked.answers):
        return 0.0
    texts = [Found(document.path, document.text[start:end]) for start, end in runs(record, hit.passage)]
    return float(min(2, max((sum(finds(text, wanted) for wanted in asked.answers) for text in texts), default=0)))


def fitted(cases: Sequence[Case], names: Sequence[str]) -> Weights:
    """The weights of both passes, by the cross entropy of the passages that answer (ListNet, Cao et al. 2007)."""
    used = [case for case in cases if case.gains.sum() > 0]
    counts = [OF_TRANSCRIPTS if case.fold.startswith("transcripts") else 1.0 for case in used]
    first = _fit([case.features for case in used], [case.gains for case in used], counts)
    second = _fit([_second(case, names, first) for case in used], [case.gains for case in used], counts)
    return Weights(_named(names, first), _named([*names, *AROUND], second), {}, 0.0)


def _second(case: Case, names: Sequence[str], first: Floats) -> Floats:
    lent = around(dict(zip(case.numbers, (case.features @ first).tolist(), strict=True)), case.passages)
    return np.hstack([case.features, np.array([[lent[number][name] for name in AROUND] for number in case.numbers])])


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 2) for name, value in zip(names, values, strict=True)}


def _fit(features: Sequence[Floats], gains: Sequence[Floats], counts: Sequence[float]) -> Floats:
    def loss(at: Floats) -> tuple[float, Floats]:
        total, slope = RIDGE * float(at @ at), 2 * RIDGE * at
        for its, gain, count in zip(features, gains, counts, strict=True):
            scores = its @ at
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            wanted = gain / gain.sum()
            total -= count / len(features) * float(wanted @ np.log(likely + 1e-300))
            slope = slope + count / len(features) * (its.T @ (likely - wanted))
        return total, slope

    return np.asarray(minimize(loss, np.zeros(features[0].shape[1]), jac=True, method="L-BFGS-B").x)


def with_answers(store: Store, questions: Sequence[Asked], ranking: Weights) -> Weights:
    """The weights with those that tell whether there is an answer (logistic regression)."""
    record, index = Record(store), Index(store)
    embedder = embedder_of(index)
    rows: list[dict[str, float]] = []
    for each in questions:
        told = asking(record, understand(each.question, record.boards, record.people, record.glossary))
        rows.append(answer_features(record, told, [hit for hit, _ in distinct(record, ranked(record, told, index, embedder, None, ranking), 10)]))
    names = list(rows[0])
    features, there = np.array([[row[name] for name in names] for row in rows]), np.array([float(bool(each.answers)) for each in questions])
    spread = np.array([1.0 if name == "always" else float(features[:, at].std()) + 1e-9 for at, name in enumerate(names)])
    small = np.array([0.0 if name == "always" else 1.0 for name in names])

    def loss(at: Floats) -> tuple[float, Floats]:
        likely = 1 / (1 + np.exp(-(features / spread) @ at))
        error = -float(np.mean(there * np.log(likely + 1e-12) + (1 - there) * np.log(1 - likely + 1e-12))) + RIDGE_OF_ANSWERS * float(small @ at**2)
        return error, np.asarray((features / spread).T @ (likely - there) / len(there) + 2 * RIDGE_OF_ANSWERS * small * at)

    # A feature that never differs would get a weight as large as its spread is small.
    found = np.where((spread > 1e-6) | (small == 0), minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread, 0.0)
    return Weights(ranking.first, ranking.second, _named(names, found), THRESHOLD)


def measured(store: Store, questions: Sequence[Asked], using: Weights) -> list[Scored]:
    """Questions answered with some weights."""
    record, index = Record(store), Index(store)

    def answer(question: str) -> Answer:
        return answer_from(record, index, question, using=using)

    return evaluate(store, questions, answer=answer, plain=False)


def main() -> None:
    """Fit, measure held out and fitted, print, and write if asked to."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--stores", type=Path)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--verbose", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        run(given.shared, given.stores or Path(scratch), write=given.write, verbose=given.verbose)


def run(shared: Path, stores: Path, *, write: bool, verbose: bool) -> None:
    """The whole measurement."""
    boards, committees = questions_in(shared / "questions" / "boards.jsonl"), questions_in(shared / "questions" / "committees.jsonl")
    minutes = filled(stores / "boards", [shared / "seeds", shared / "minutes" / "public-data-boards"])
    transcripts = filled(stores / "committees", [shared / "minutes" / "committees"])
    names = list(weights().first)
    folds = [fold_of(asked) for asked in boards]
    files = sorted({file for asked in committees for answer in asked.answers for file in answer.files})
    halves = [f"transcripts {files.index(min(asked.answers[0].files)) % 2}" for asked in committees]
    cases = gather(minutes, boards, names, folds) + gather(transcripts, committees, names, halves)
    held_out: dict[float, list[Scored]] = {threshold: [] for threshold in _TRIED}
    for fold in _FOLDS:
        seen = training(fold)
        ranking = fitted([case for case in cases if case.fold in seen or case.fold.startswith("transcripts")], names)
        using = with_answers(minutes, [asked for asked, its in zip(boards, folds, strict=True) if its in seen], ranking)
        of_fold = [asked for asked, its in zip(boards, folds, strict=True) if its == fold]
        for threshold in _TRIED:
            held_out[threshold] += measured(minutes, of_fold, replace(using, threshold=threshold))
    spoken: list[Scored] = []
    for half in ("transcripts 0", "transcripts 1"):
        ranking = fitted([case for case in cases if case.fold != half], names)
        never = Weights(ranking.first, ranking.second, {}, 0.0)
        spoken += measured(transcripts, [asked for asked, its in zip(committees, halves, strict=True) if its == half], never)
    final = with_answers(minutes, boards, fitted(cases, names))
    for threshold, scored in held_out.items():
        print_figures(f"boards.jsonl, held out, nothing said below {threshold}", scored)
    print_figures("boards.jsonl, fitted", measured(minutes, boards, final))
    print_figures("committees.jsonl, held out", spoken)
    print_plain("boards.jsonl", minutes, boards)
    print_plain("committees.jsonl", transcripts, committees)
    if verbose:
        for each in held_out[THRESHOLD]:
            print(each.asked.id, each.asked.kind, "abstained" if each.abstained else "", each.by.get("boardgraph", {}).get("nDCG@10", ""), each.asked.question)
    if write:
        WEIGHTS.write_text(json.dumps({"first": final.first, "second": final.second, "answered": final.answered, "threshold": final.threshold}, indent=1) + "\n", "utf-8")


def print_figures(title: str, scored: Sequence[Scored]) -> None:
    """Means by kind, and abstaining."""
    print(f"\n{title}")
    for row in summary(scored):
        print("  ".join(str(value) for value in row.values()))
    print("abstaining", abstaining(scored), flush=True)


def print_plain(title: str, store: Store, questions: Sequence[Asked]) -> None:
    """What search off the shelf finds."""
    ways = PlainSearch(store)
    rows: dict[str, list[Measures]] = {}
    for asked in questions:
        if asked.answers:
            for way, results in ways.search(asked.question).items():
                rows.setdefault(way, []).append(measures(results, asked.answers))
    for way, its in rows.items():
        print(title, way, {name: round(sum(each[name] for each in its) / len(its), 3) for name in its[0]}, flush=True)


if __name__ == "__main__":
    main()
