"""Embeddings: both ways agree, the quick one needs no torch, nothing reaches for the network."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelUnusable
from kg.store import Store
from search import embed
from search.embed import OnnxEmbedder, TorchEmbedder, embedder_for_question, find_model, onnx_file
from tests.conftest import ROOT

SENTENCES = [
    "The Board approved the budget for 2009/10.",
    "AB to write to the council by 30 June.",
    "what was agreed about SCR chairs",
    "",
    "Ünïcode – “quotes” & £1,000",
    "A very long passage that goes on. " * 80,
]


def test_the_quick_way_gives_the_same_vectors(sample_store: Store) -> None:
    """ONNX Runtime and sentence-transformers agree to 1e-5, and their vectors have length one."""
    model = find_model()
    quick, slow = embedder_for_question(model.name, model.folder, model.digest), TorchEmbedder(model)
    assert isinstance(quick, OnnxEmbedder)
    one, other = quick.encode(SENTENCES), slow.encode(SENTENCES)
    assert one.shape == other.shape == (len(SENTENCES), 384)
    assert float(np.abs(one - other).max()) < 1e-5
    assert np.allclose(np.linalg.norm(one, axis=1), 1, atol=1e-5)


def test_without_the_export_sentence_transformers_answers(sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that is gone makes a question slow, not wrong."""
    monkeypatch.setenv("BOARDGRAPH_CACHE", str(tmp_path))
    model = find_model()
    assert isinstance(embedder_for_question(model.name, model.folder, model.digest), TorchEmbedder)


def test_weights_that_are_not_the_expected_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled model is loaded only when its hash is right."""
    monkeypatch.setattr(embed, "_SHA256", "0" * 64)
    with pytest.raises(ModelUnusable, match="not the expected ones"):
        find_model()


@pytest.mark.parametrize(("name", "says"), [("no/such-model", "neither a folder nor in the local model cache"), (str(ROOT / "tests"), "holds no sentence-transformers model")])
def test_a_model_that_is_not_there_is_named(name: str, says: str) -> None:
    """--model takes a folder or a name in the local cache, and says so."""
    with pytest.raises(ModelUnusable, match=says):
        find_model(name)


def test_a_model_in_any_folder_serves(tmp_path: Path) -> None:
    """The same files in another folder are another model by name and the same by hash."""
    import shutil

    bundled = find_model()
    shutil.copytree(bundled.folder, tmp_path / "mine")
    mine = find_model(str(tmp_path / "mine"))
    assert (mine.digest, mine.folder) == (bundled.digest, (tmp_path / "mine").resolve())


OFFLINE = """
import os, socket, sys
for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
    os.environ.pop(name, None)
def refuse(*_, **__):
    raise AssertionError("the network was reached for")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
import cli
sys.argv = ["boardgraph", "--data", sys.argv[1], *sys.argv[2:]]
try:
    cli.main()
finally:
    print(sorted(name for name in ("torch", "sentence_transformers", "networkx", "transformers") if name in sys.modules), file=sys.stderr)
"""


def offline(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", OFFLINE, str(data), *arguments], capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)


def test_nothing_reaches_for_the_network_and_a_question_needs_no_torch(tmp_path: Path, sample_store: Store) -> None:
    """With sockets blocked a folder is ingested and a question answered; the question imports no torch."""
    done = offline(tmp_path / "store", "ingest", "data/sample")
    assert done.returncode == 0, done.stderr
    assert onnx_file(find_model().digest).is_file()
    done = offline(tmp_path / "store", "ask", "what was agreed about SCR chairs")
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "[]"
