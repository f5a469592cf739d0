"""What tests share: the sample, the real minutes beside the project, stores that are made once, and the command line."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kg.store import Store
from search.embed import find_model
from search.index import update

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
SHARED = ROOT.parent / "shared"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session", autouse=True)
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Export the model once for all tests, outside the user's cache."""
    os.environ.setdefault("BOARDGRAPH_CACHE", str(tmp_path_factory.mktemp("models")))
    os.environ.pop("BOARDGRAPH_DATA", None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real minutes and the scorers; tests that need them are skipped without."""
    if not SHARED.is_dir():
        pytest.skip("the real minutes are not beside the project")
    return SHARED


def sample_files() -> list[Path]:
    """The sample documents."""
    return sorted(file for file in SAMPLE.iterdir() if file.is_file() and file.suffix != ".jsonl")


def gold_of(file: Path) -> Path:
    """The annotations of a sample document; of two formats of one text the second names its own."""
    own = SAMPLE / "gold" / f"{file.name}.json"
    return own if own.exists() else SAMPLE / "gold" / f"{file.stem}.json"


def filled_store(folder: Path, *paths: Path) -> Store:
    """A new store with an index."""
    store = Store.open(folder, create=True)
    ingest(paths, store)
    update(store, find_model())
    return store


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the sample; tests only read it."""
    with filled_store(tmp_path_factory.mktemp("sample"), SAMPLE) as store:
        yield store


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Store]:
    """A store of the two documents that the project began with; tests only read it."""
    with filled_store(tmp_path_factory.mktemp("seeds"), shared / "seeds") as store:
        yield store


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command line in a fresh process, with its store in the test's own folder."""

    def go(*arguments: str | Path, data: Path | None = None) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", "import cli; cli.main()", "--data", str(data or tmp_path / "store"), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=300, check=False)

    return go
