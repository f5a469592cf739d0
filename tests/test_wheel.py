"""The wheel: what it installs at its top level, and the data that travels with it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("boardgraph-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_top_level_is_three_packages_and_the_command_line(names: list[str]) -> None:
    """kg, search, ingest and cli, and nothing else that could be imported."""
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name and ".data/" not in name}
    assert tops == {"kg", "search", "ingest", "cli.py"}


def test_data_travels_beside_the_packages(names: list[str]) -> None:
    """The sample and the gazetteer lie under share/boardgraph; the migrations inside kg."""
    shared = {name.split(".data/data/share/boardgraph/")[1] for name in names if ".data/data/share/boardgraph/" in name}
    wanted = {file.relative_to(ROOT / "data").as_posix() for file in Path(ROOT / "data").rglob("*") if file.is_file()}
    assert shared == wanted
    assert "kg/migrations/0001_initial.sql" in names


def test_the_licence_travels(names: list[str]) -> None:
    """LICENSE is in the wheel's metadata."""
    assert any(name.endswith("licenses/LICENSE") for name in names)
