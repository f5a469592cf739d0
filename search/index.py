"""The vector index: FAISS behind one door, memory-mapped, with a manifest that says what it was made from."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import IndexUnusable
from kg.store import Store
from search.embed import Embedder, Model, embedder_for_ingest

if TYPE_CHECKING:
    from search.embed import Vectors

_REMEDY = "run 'boardgraph ingest' again with the same paths."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from."""

    model: str  # as the user named it
    folder: str  # where its files lie
    digest: str  # sha256 of its weights
    dimension: int
    revision: int  # of the store


def _folder(store: Store) -> Path:
    return store.folder / "index"


def manifest_of(store: Store) -> Manifest | None:
    """The manifest of a store's index; None when there is no index."""
    file = _folder(store) / "manifest.json"
    try:
        return Manifest(**json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(f"The index manifest {file} cannot be read: delete the folder {file.parent} and {_REMEDY}") from error


class Index:
    """An index that is open for questions."""

    def __init__(self, store: Store) -> None:
        """Open a store's index. Raises IndexUnusable where it is missing or older than the store."""
        import faiss

        manifest = manifest_of(store)
        if manifest is None:
            raise IndexUnusable(f"The store has no search index: {_REMEDY}")
        if manifest.revision != store.revision:
            raise IndexUnusable(f"The search index is older than the record (an ingest was interrupted): {_REMEDY}")
        self.manifest = manifest
        self._faiss = faiss
        try:
            self._index = faiss.read_index(str(_folder(store) / "vectors.faiss"), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexUnusable(f"The search index cannot be read: {_REMEDY}") from error

    def search(self, vector: "Vectors", limit: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """(passage number, cosine) of the nearest passages, best first, inside `among` if given. `vector` has one row."""
        import numpy as np

        if not self._index.ntotal or (among is not None and not among):
            return []
        parameters = None
        if among is not None:
            parameters = self._faiss.SearchParameters(sel=self._faiss.IDSelectorBatch(np.array(sorted(among), dtype=np.int64)))
        scores, numbers = self._index.search(vector, min(limit, self._index.ntotal), params=parameters)
        return [(int(number), float(score)) for number, score in zip(numbers[0], scores[0], strict=True) if number >= 0]


def update(store: Store, model: Model, *, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Bring a store's index up to date; gives how many passages were encoded. `progress` is told (done, of).

    Passages are immutable and their numbers are never used twice, so that a number in the index needs no new vector
    as long as the model is the same.
    """
    wanted = store.passage_numbers()
    manifest = manifest_of(store)
    same_model = manifest is not None and manifest.digest == model.digest and (_folder(store) / "vectors.faiss").is_file()
    kept = _kept(store, set(wanted)) if same_model else {}
    missing = [number for number in wanted if number not in kept]
    if manifest and not missing and same_model and manifest.revision == store.revision:
        return 0
    encoded = _encode(store, embedder_for_ingest(model), missing, progress) if missing else None
    _write(store, model, wanted, kept, dict(zip(missing, encoded, strict=True)) if encoded is not None else {}, manifest)
    return len(missing)


def _kept(store: Store, wanted: set[int]) -> dict[int, Any]:
    import faiss

    try:
        index = faiss.read_index(str(_folder(store) / "vectors.faiss"))
    except RuntimeError:
        return {}  # a damaged file holds nothing to keep
    flat = faiss.downcast_index(index.index)
    return {int(number): flat.reconstruct(row) for row, number in enumerate(faiss.vector_to_array(index.id_map)) if int(number) in wanted}


def searched_text(words: str, context: str, speaker: str | None = None) -> str:
    """What is embedded for a passage: its headings and stem, who speaks, then its words."""
    if speaker and not words.startswith(speaker):
        words = f"{speaker}: {words}"
    return f"{' – '.join(context.split(chr(10)))}: {words}" if context else words


def _encode(store: Store, embedder: Embedder, numbers: list[int], progress: Callable[[int, int], None]) -> "Vectors":
    import numpy as np

    passages = store.passages(numbers)
    texts = {document_id: store.document(document_id).text for document_id in {passage.document_id for passage in passages.values()}}
    rows = []
    for start in range(0, len(numbers), 64):
        batch = [passages[number] for number in numbers[start : start + 64]]
        rows.append(embedder.encode([searched_text(texts[each.document_id][each.start : each.end], each.context, each.speaker) for each in batch]))
        progress(min(start + 64, len(numbers)), len(numbers))
    return np.vstack(rows)


def _write(store: Store, model: Model, wanted: list[int], kept: dict[int, Any], new: dict[int, Any], before: Manifest | None) -> None:
    """Write vectors and manifest to new files and put them in place of the old ones, the manifest last."""
    import faiss
    import numpy as np

    vectors = [kept[number] if number in kept else new[number] for number in wanted]
    dimension = len(vectors[0]) if vectors else before.dimension if before else 384
    index = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))
    if vectors:
        index.add_with_ids(np.vstack(vectors).astype(np.float32), np.array(wanted, dtype=np.int64))
    folder = _folder(store)
    try:
        folder.mkdir(exist_ok=True)
        unfinished = folder / "vectors.new"
        faiss.write_index(index, str(unfinished))
        unfinished.replace(folder / "vectors.faiss")
        manifest = Manifest(model.name, str(model.folder), model.digest, dimension, store.revision)
        (folder / "manifest.new").write_text(json.dumps(asdict(manifest), indent=1) + "\n", "utf-8")
        (folder / "manifest.new").replace(folder / "manifest.json")
    except (OSError, RuntimeError) as error:
        raise IndexUnusable(f"The search index cannot be written to {folder} ({error}): free some space or check the folder's permissions, and {_REMEDY}") from error
