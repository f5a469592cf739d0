"""The whole flow: paths -> files -> bytes -> source -> minutes -> rows -> store, one outcome for each file."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from ingest.minutes import parse as minutes_parser
from ingest.minutes.records import Minutes
from ingest.readers import is_candidate, is_container, is_skipped, members_of, prepare, read
from ingest.readers import require as require_kind
from ingest.source import Source
from ingest.statements import extraction_of
from kg.errors import UnreadableFile, WrongUsage
from kg.model import Document, content_id
from kg.resolve.update import bring_up_to_date
from kg.shared_data import tables
from kg.store import Store, StoredFile
from kg.twins import twins_of
from kg.vocabulary import DocumentKind

_DEEPEST = 3  # archives in archives in mails
_BATCH, _BATCH_BYTES = 32, 50_000_000  # files that are held and converted at once


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
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file as read, before it is stored."""

    document: Document
    source: Source
    minutes: Minutes


@dataclass(frozen=True)
class Found:
    """One file on disk, or one inside a zip or mail."""

    location: str  # absolute; of a file in a container, the container's with its own name after it
    path: str  # relative to the folder that was named
    content: bytes = b""
    refused: str = ""  # why there is no content

    @cached_property
    def digest(self) -> str:
        """The id that its document has: sha256 of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


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
            # A name that is no UTF-8 is shown with marks in the place of what cannot be told.
            found.setdefault(file.resolve(), _printable(file.relative_to(root).as_posix()))
    return list(found.items())


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def require(paths: Sequence[Path]) -> None:
    """Raise WrongUsage for the first path that is not there."""
    for path in paths:
        if not path.exists():
            raise WrongUsage(f"There is no file or folder {path}: check the path.")


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def contents_of(file: Path, path: str) -> Iterator[Found]:
    """A file with its bytes; of a container, the files inside it."""
    if is_skipped(path) or not is_candidate(path):
        yield Found(_printable(str(file)), path)
        return
    try:
        content = file.read_bytes()
    except OSError as error:
        yield Found(_printable(str(file)), path, refused=f"the file cannot be opened ({error.strerror}): check its permissions")
        return
    yield from _opened(Found(_printable(str(file)), path, content), depth=0)


def _opened(found: Found, depth: int) -> Iterator[Found]:
    """A file as it is, or the files inside it, level by level."""
    if not is_container(found.path):
        yield found
        return
    if depth == _DEEPEST:
        yield replace(found, content=b"", refused="it lies too deep in other archives: unpack them and ingest the folder")
        return
    empty = True
    try:
        require_kind(found.content, found.path)
        for member in members_of(found.content, found.path):
            empty = False
            inside = Found(f"{found.location}/{member.name}", f"{found.path}/{member.name}", member.content, member.refused)
            yield from [inside] if member.refused else _opened(inside, depth + 1)
    except UnreadableFile as error:
        yield replace(found, content=b"", refused=str(error))
        return
    if empty:
        yield replace(found, content=b"", refused="there is nothing in it: check that it was saved or copied whole")


def parse_file(file: Path) -> list[Parsed]:
    """Read one file without a store: `minutes.docx`, or `archive.zip/minutes.docx`; of a container all that it holds.

    The likeliest minutes come first. Raises WrongUsage where there is no such file, UnreadableFile with the remedy.
    """
    on_disk = next((place for place in (file, *file.parents) if place.is_file()), None)
    if on_disk is None:
        raise WrongUsage(f"There is no file {file}: check the path.")
    wanted = file.relative_to(on_disk.parent).as_posix()
    inside = [found for found in contents_of(on_disk, on_disk.name) if found.path == wanted or found.path.startswith(wanted + "/")]
    if not inside:
        raise WrongUsage(f"There is no {wanted.removeprefix(on_disk.name + '/')} in {on_disk}: check the path.")
    parsed, refused = [], []
    for found in inside:
        try:
            parsed.append(_parse(found))
        except UnreadableFile as error:
            refused.append(f"{found.path}: {error}")
    if not parsed:
        raise UnreadableFile("; ".join(refused))
    return sorted(parsed, key=lambda each: each.minutes.kind is not DocumentKind.MINUTES)


def _parse(found: Found) -> Parsed:
    if found.refused:
        raise UnreadableFile(found.refused)
    try:
        source = read(found.content, found.path)
        minutes = minutes_parser.parse(source, Path(found.path).name)
    except UnreadableFile:
        raise
    except Exception as error:  # one file that breaks a library must not end the reading of a thousand
        raise UnreadableFile(f"the file breaks its reader ({type(error).__name__}: {error}): open it in its program and save it again") from error
    lines = tuple((block.span.start, block.line) for block in source.blocks)
    document = Document(
        found.digest, found.path, source.media_type, minutes.kind.value, minutes.status, source.reader, source.text, lines, source.pages, source.reading, minutes.doubts
    )
    return Parsed(document, source, minutes)


def ingest(paths: Sequence[Path], store: Store, *, prune: bool = False, progress: Callable[[int, int], None] = lambda done, of: None) -> list[Outcome]:
    """Bring the store up to date with files and folders, its own folder apart; `progress` is told (done, of)."""
    inside = store.folder.resolve()
    files = [(file, path) for file, path in files_of(paths) if inside not in file.parents]
    outcomes: list[Outcome] = []
    seen: set[str] = set()
    for batch, done in _batches(files):
        prepare([(found.content, found.path) for found in batch if not _is_known(found, store)])
        for found in batch:
            seen.add(found.location)
            outcomes.append(_ingest_one(found, store))
        progress(done, len(files))
    outcomes.extend(_forget_members(store, files, seen))
    if prune:
        outcomes.extend(_prune(store, paths))
        store.forget_retired()
    bring_up_to_date(store)
    return _with_twins(outcomes, store)


def _batches(files: Sequence[tuple[Path, str]]) -> Iterator[tuple[list[Found], int]]:
    """(files with their contents, how many of the given files are done with them): enough to convert at once, few enough to hold."""
    batch: list[Found] = []
    for done, (file, path) in enumerate(files, start=1):
        for found in contents_of(file, path):
            if batch and (len(batch) >= _BATCH or sum(len(each.content) for each in batch) + len(found.content) > _BATCH_BYTES):
                yield batch, done - 1
                batch = []
            batch.append(found)
    if batch:
        yield batch, len(files)


def _is_known(found: Found, store: Store) -> bool:
    return store.parsed_by(found.digest) == parser_version()


def _ingest_one(found: Found, store: Store) -> Outcome:
    if not is_candidate(found.path):
        return Outcome(found.path, Result.SKIPPED, "an Office lock file or hidden file")
    if is_skipped(found.path):
        return Outcome(found.path, Result.SKIPPED, f"{Path(found.path).suffix.lower()} files hold no minutes")
    if found.refused:
        return Outcome(found.path, Result.REFUSED, found.refused)
    known, previous = store.parsed_by(found.digest), store.file_at(found.location)
    try:
        if known == parser_version():
            # The same bytes may be known under another name; a wrong ending is wrong all the same.
            require_kind(found.content, found.path)
            return _link(StoredFile(found.location, found.path, found.digest), previous, store)
        parsed = _parse(found)
    except UnreadableFile as error:
        return Outcome(found.path, Result.REFUSED, str(error))
    store.put(extraction_of(parsed.document, parsed.minutes), found.location, parser_version())
    return _outcome(found.path, Result.UPDATED if known else Result.REPLACED if previous else Result.ADDED, parsed)


def _with_twins(outcomes: Sequence[Outcome], store: Store) -> list[Outcome]:
    """Say of each new document which others say the same."""
    if not any(outcome.document_id for outcome in outcomes):
        return list(outcomes)
    recorded = store.recorded()
    paths = {each.id: each.path for each in recorded}
    same = {document: group for group in twins_of(recorded) for document in group.documents}

    def told(outcome: Outcome) -> Outcome:
        group = same.get(outcome.document_id)
        if group is None:
            return outcome
        others = len(group.documents) - 1
        note = f"says the same as {paths[group.preferred]}, which counts"
        if outcome.document_id == group.preferred:
            note = f"counts before {others} other{'s' * (others > 1)} that say{'s' * (others == 1)} the same"
        return replace(outcome, detail="; ".join(part for part in (outcome.detail, note) if part))

    return [told(outcome) for outcome in outcomes]


@cache
def parser_version() -> str:
    """A hash of this package's own source and of the names and bodies it knows: whatever changes, stored documents are read again."""
    package = Path(__file__).parent
    beside = [package.parent / "kg" / name for name in ("names.py", "forenames.py", "gazetteer.py")]
    return content_id(*(file.read_text("utf-8") for file in [*sorted(package.rglob("*.py")), *beside, *tables()]))


def _outcome(path: str, result: Result, parsed: Parsed) -> Outcome:
    minutes = parsed.minutes
    note = ""
    if minutes.kind is not DocumentKind.MINUTES:
        note = f"read as {minutes.kind.value.replace('_', ' ')}"
    return Outcome(path, result, note, len(minutes.passages), len(minutes.decisions), len(minutes.actions), parsed.document.id)


def _link(file: StoredFile, previous: StoredFile | None, store: Store) -> Outcome:
    """A file whose bytes are in the store already."""
    if previous and previous.document_id == file.document_id:
        return Outcome(file.path, Result.UNCHANGED)
    twin = store.document(file.document_id).path
    store.link_file(file)
    return Outcome(file.path, Result.DUPLICATE, f"same bytes as {twin}")


def _forget_members(store: Store, files: Sequence[tuple[Path, str]], seen: set[str]) -> list[Outcome]:
    """Forget what a zip or mail no longer holds; a container that cannot be opened today keeps what it held."""
    containers = [str(file) + "/" for file, path in files if is_container(path) and str(file) not in seen]
    gone = [file for file in store.files() if file.location not in seen and any(file.location.startswith(container) for container in containers)]
    for file in gone:
        store.forget_file(file)
    return [Outcome(file.path, Result.REMOVED, "its archive no longer holds it") for file in gone]


def _prune(store: Store, paths: Sequence[Path]) -> list[Outcome]:
    """Forget the files that are gone from the folders that were named; others may only be out of reach today."""
    roots = [path.resolve() for path in paths]
    gone = [file for file in store.files() if not _is_there(Path(file.location)) and any(Path(file.location).is_relative_to(root) for root in roots)]
    for file in gone:
        store.forget_file(file)
    return [Outcome(file.path, Result.REMOVED, "the file is gone") for file in gone]


def _is_there(location: Path) -> bool:
    """Whether a file exists, or the container that held it."""
    return location.exists() or any(parent.is_file() for parent in location.parents)
