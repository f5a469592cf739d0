"""The whole flow: paths -> files -> bytes -> source -> minutes -> rows -> store, one outcome for each file."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from ingest.minutes import parse as minutes_parser
from ingest.minutes.records import Minutes
from ingest.readers import is_candidate, is_skipped, read
from ingest.source import Source
from ingest.statements import extraction_of
from kg.errors import UnreadableFile, WrongUsage
from kg.model import Document, content_id
from kg.store import Store, StoredFile
from kg.vocabulary import DocumentKind


class Result(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    UPDATED = "read again"  # same bytes, newer parser
    REPLACED = "replaced"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    REFUSED = "refused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the outcome table."""

    path: str
    result: Result
    detail: str = ""
    passages: int = 0
    decisions: int = 0
    actions: int = 0


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file as read, before it is stored."""

    document: Document
    source: Source
    minutes: Minutes


def files_of(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """(file, path relative to the folder that was named) for files and all files of folders, sorted.

    Raises WrongUsage for a path that is not there, before anything is read.
    """
    require(paths)
    found: dict[Path, str] = {}
    for path in paths:
        files = sorted(file for file in path.rglob("*") if file.is_file() and not _is_hidden(file.relative_to(path))) if path.is_dir() else [path]
        root = path if path.is_dir() else path.parent
        for file in files:
            found.setdefault(file.resolve(), file.relative_to(root).as_posix())
    return list(found.items())


def require(paths: Sequence[Path]) -> None:
    """Raise WrongUsage for the first path that is not there."""
    for path in paths:
        if not path.exists():
            raise WrongUsage(f"There is no file or folder {path}: check the path.")


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def parse_file(file: Path, path: str) -> Parsed:
    """Read one file without a store. Raises UnreadableFile with the remedy."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"the file cannot be opened ({error.strerror}): check its permissions") from error
    return _parse(content, hashlib.sha256(content).hexdigest(), path)


def _parse(content: bytes, digest: str, path: str) -> Parsed:
    source = read(content, path)
    minutes = minutes_parser.parse(source, Path(path).name)
    lines = tuple((block.span.start, block.line) for block in source.blocks)
    document = Document(digest, path, source.media_type, minutes.kind.value, minutes.status, source.reader, source.text, lines, source.pages)
    return Parsed(document, source, minutes)


def ingest(paths: Sequence[Path], store: Store, *, prune: bool = False, progress: Callable[[int, int], None] = lambda done, of: None) -> list[Outcome]:
    """Bring the store up to date with files and folders, its own folder apart; `progress` is told (done, of)."""
    inside = store.folder.resolve()
    files = [(file, path) for file, path in files_of(paths) if inside not in file.parents]
    outcomes = []
    for done, (file, path) in enumerate(files, start=1):
        outcomes.append(_ingest_file(file, path, store))
        progress(done, len(files))
    if prune:
        outcomes.extend(_prune(store, paths))
    return outcomes


def _ingest_file(file: Path, path: str, store: Store) -> Outcome:
    if not is_candidate(file):
        return Outcome(path, Result.SKIPPED, "an Office lock file or hidden file")
    if is_skipped(file):
        return Outcome(path, Result.SKIPPED, f"{file.suffix.lower()} files hold no minutes")
    try:
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        known = store.parsed_by(digest)
        previous = store.file_at(str(file))
        if known == parser_version():
            return _link(StoredFile(str(file), path, digest), previous, store)
        parsed = _parse(content, digest, path)
    except OSError as error:
        return Outcome(path, Result.REFUSED, f"the file cannot be opened ({error.strerror}): check its permissions")
    except UnreadableFile as error:
        return Outcome(path, Result.REFUSED, str(error))
    store.put(extraction_of(parsed.document, parsed.minutes), str(file), parser_version())
    result = Result.UPDATED if known else Result.REPLACED if previous else Result.ADDED
    return _outcome(path, result, parsed)


@cache
def parser_version() -> str:
    """A hash of this package's own source: whatever of it changes, stored documents are read again."""
    package = Path(__file__).parent
    return content_id(*(file.read_text("utf-8") for file in sorted(package.rglob("*.py"))))


def _outcome(path: str, result: Result, parsed: Parsed) -> Outcome:
    minutes = parsed.minutes
    note = ""
    if minutes.kind is not DocumentKind.MINUTES:
        note = f"read as {minutes.kind.value.replace('_', ' ')}, not minutes: 'boardgraph parse' shows how"
    return Outcome(path, result, note, len(minutes.passages), len(minutes.decisions), len(minutes.actions))


def _link(file: StoredFile, previous: StoredFile | None, store: Store) -> Outcome:
    """A file whose bytes are in the store already."""
    if previous and previous.document_id == file.document_id:
        return Outcome(file.path, Result.UNCHANGED)
    twin = store.document(file.document_id).path
    store.link_file(file)
    return Outcome(file.path, Result.DUPLICATE, f"same bytes as {twin}")


def _prune(store: Store, paths: Sequence[Path]) -> list[Outcome]:
    """Forget the files that are gone from the folders that were named; others may only be out of reach today."""
    roots = [path.resolve() for path in paths]
    gone = [file for file in store.files() if not Path(file.location).exists() and any(Path(file.location).is_relative_to(root) for root in roots)]
    for file in gone:
        store.forget_file(file)
    return [Outcome(file.path, Result.REMOVED, "the file is gone") for file in gone]
