"""How well minutes are read, as the table of the README: precision and recall against hand-made annotations.

    python -m benchmarks.extraction SHARED [--gold DIR --minutes DIR]

SHARED is the folder with gold/, seeds/, minutes/ and eval/score_extraction.py; --gold and --minutes measure any other
annotated minutes the same way. No part of the parser is fitted on annotations, so that no figure is one of training.
"""

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest.minutes.contract import as_json
from ingest.pipeline import parse_file

Figures = dict[str, tuple[int, int, int]]  # figure -> right, in the gold, found


def scorer(shared: Path) -> ModuleType:
    """The shared scorer, which counts."""
    specification = importlib.util.spec_from_file_location("score_extraction", shared / "eval" / "score_extraction.py")
    if specification is None or specification.loader is None:
        sys.exit(f"There is no eval/score_extraction.py in {shared}: give the folder that holds it.")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def pairs_of(shared: Path, gold: Path | None, minutes: Path | None) -> list[tuple[dict[str, Any], Path]]:
    """(annotation, file) of everything that is measured."""
    folders = [(gold, minutes)] if gold and minutes else [(shared / "gold" / "seeds", shared / "seeds"), (shared / "gold" / "boards", shared / "minutes" / "annotated")]
    annotated = [(json.loads(file.read_text("utf-8")), its) for gold_folder, its in folders for file in sorted(gold_folder.glob("*.json"))]
    return [(annotation, folder / annotation["file"]) for annotation, folder in annotated]


def measure(score: ModuleType, pairs: list[tuple[dict[str, Any], Path]]) -> Figures:
    """All figures over all files, counted together."""
    tally = score.Tally()
    for annotation, file in pairs:
        parsed = parse_file(file)[0]
        score.score_file(tally, annotation, as_json(parsed.document, parsed.source, parsed.minutes), False)
    return {name: tuple(row) for name, row in tally.rows.items()}


def table_of(figures: Figures) -> str:
    """The figures as a Markdown table: precision, recall and F1, or the share that is right."""
    lines = ["| | precision | recall | F1 | right |", "|---|---|---|---|---|"]
    for name, (right, gold, found) in figures.items():
        if "of matched" in name or name.startswith(("meeting.", "next_", "spans", "coverage")):
            lines.append(f"| {name} | | | | {right} of {gold} ({right / gold:.3f}) |")
        else:
            precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
            both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            lines.append(f"| {name} | {precision:.3f} | {recall:.3f} | {both:.3f} | {right} of {gold} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--gold", type=Path)
    arguments.add_argument("--minutes", type=Path)
    given = arguments.parse_args()
    print(table_of(measure(scorer(given.shared), pairs_of(given.shared, given.gold, given.minutes))))


if __name__ == "__main__":
    main()
