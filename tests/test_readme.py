"""The README is tested: its commands run, its set-up is what CI runs."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.store import Store
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[list[str]]:
    """Every `boardgraph …` line of the README's shell blocks, without comments."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [shlex.split(line, comments=True) for block in blocks for line in block.splitlines() if line.startswith("boardgraph ")]


def test_the_commands_of_the_readme_run_as_written(tmp_path: Path) -> None:
    """In order, in a fresh folder beside the sample, each ends with 0."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sample").symlink_to(ROOT / "data" / "sample")
    found = commands()
    assert len(found) >= 8
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for command in found:
        done = subprocess.run([sys.executable, "-c", "import cli; cli.main()", *command[1:]], capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
        assert done.returncode == 0, f"{shlex.join(command)}: {done.stderr}"
        assert done.stdout or "--out" in command
    assert (tmp_path / "record.json").stat().st_size > 10_000


def examples() -> list[tuple[list[str], str]]:
    """(command, what it prints) of the README's examples."""
    blocks = re.findall(r"```text\n\$ boardgraph (.*?)\n\n(.*?)\n```", README.split("<!-- examples")[1], re.DOTALL)
    return [(shlex.split(command), printed) for command, printed in blocks]


@pytest.mark.parametrize("at", range(4))
def test_the_examples_of_the_readme_print_what_is_shown(sample_store: Store, at: int) -> None:
    """On data/sample, line by line: the SCR question, a person, a trail, and nothing in the record."""
    assert len(examples()) == 4
    command, printed = examples()[at]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    script = [sys.executable, "-c", "import cli; cli.main()", "--data", str(sample_store.folder), *command]
    done = subprocess.run(script, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.stdout.strip() == printed.strip()
    assert done.returncode == ("Nothing in the record" in printed)


def test_continuous_integration_runs_the_second_set_up_line() -> None:
    """The line that installs and tests stands in the README and in .ci/run, word for word."""
    [line] = [line for line in README.splitlines() if line.startswith("python3 -m venv") and "pytest" in line]
    assert line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_map_of_the_readme_names_what_is_there() -> None:
    """Every file and folder of the table "How it works" exists."""
    for row in re.findall(r"^\| (`[^|]+) \|", README.split("## How it works")[1], re.MULTILINE):
        folder = ""
        for name in re.findall(r"`([^`]+)`", row):
            place = name if "/" in name or name == "cli.py" else f"{folder}/{name}"
            folder = str(Path(place).parent)
            assert list(ROOT.glob(place)), place
