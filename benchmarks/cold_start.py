"""How long a question takes in a fresh process, as a ratio to what it is spared: `import sentence_transformers`.

    python benchmarks/cold_start.py FOLDER

Ingests the folder into a temporary store, then times five runs each of `boardgraph ask`, `import sentence_transformers`,
`boardgraph --help` and `import typer`, in turns, and prints the medians and their ratios.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
_CLI = [sys.executable, "-c", "import cli; cli.main()"]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as data:
        store = ["--data", data]
        subprocess.run([*_CLI, *store, "ingest", str(folder)], check=True, capture_output=True)
        commands = {
            "ask": [*_CLI, *store, "ask", "what was agreed about SCR chairs"],
            "import sentence_transformers": [sys.executable, "-c", "import sentence_transformers"],
            "--help": [*_CLI, "--help"],
            "import typer": [sys.executable, "-c", "import typer"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(_seconds(command))
    medians = {name: statistics.median(runs) for name, runs in times.items()}
    for name, median in medians.items():
        print(f"{name:30} {median:6.2f} s  (of {', '.join(f'{run:.2f}' for run in sorted(times[name]))})")
    print(f"ask / import sentence_transformers  {medians['ask'] / medians['import sentence_transformers']:.3f}")
    print(f"--help / import typer               {medians['--help'] / medians['import typer']:.2f}")


if __name__ == "__main__":
    main()
