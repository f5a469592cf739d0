"""One module a format; each turns the bytes of a file into a Source. READERS is the whole registry.

What a file is, its first bytes and its parts tell; its ending must agree, or a wrong name would choose the wrong reader
for years. Files that hold files (.zip, .eml, .msg) are opened by `members_of`.
"""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import PurePosixPath

from ingest.readers import docx, html, libreoffice, markdown, odt, pdf, rst, text
from ingest.readers.members import CONTAINERS, Member, members_of
from ingest.source import Source
from kg.errors import UnreadableFile

__all__ = ["CONTAINERS", "READERS", "Member", "is_candidate", "is_container", "is_skipped", "members_of", "prepare", "read", "require"]

READERS: dict[str, Callable[[bytes], Source]] = {
    ".doc": lambda content: libreoffice.read(content, ".doc"),
    ".docx": docx.read,
    ".htm": html.read,
    ".html": html.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".odt": odt.read,
    ".pdf": pdf.read,
    ".rst": rst.read,
    ".rtf": lambda content: libreoffice.read(content, ".rtf"),
    ".txt": text.read,
}

#: Endings of files that stand beside minutes and hold none.
_SKIPPED = frozenset(
    """.png .jpg .jpeg .gif .bmp .tif .tiff .svg .ico .webp .heic .emf .wmf .xls .xlsx .xlsm .xlsb .ods .csv .tsv .json .jsonl .xml .yaml .yml .toml .py .db
    .sqlite3 .lnk .url .ini .log .tmp .mp3 .mp4 .wav .ppt .pptx .odp .exe .dll .js .css .ics .vcf .p7s .dat""".split()
)

#: What the bytes of a file are -> the endings that such files have.
_KINDS: dict[str, tuple[str, ...]] = {
    "a PDF": (".pdf",),
    "a Word document": (".docx",),
    "an OpenDocument text": (".odt",),
    "a Word 97-2003 document": (".doc",),
    "a rich text file": (".rtf", ".doc"),  # Word itself saves rich text under .doc
    "an Outlook message": (".msg",),
    "a zip archive": (".zip",),
    "a spreadsheet": (),
    "a presentation": (),
    "an image": (),
}


def is_candidate(name: str) -> bool:
    """Whether a file is more than a hidden file or the lock that Office leaves beside an open document."""
    return not PurePosixPath(name).name.startswith((".", "~$", "__MACOSX"))


def is_skipped(name: str) -> bool:
    """Whether a file is of a kind that never holds minutes: an image, a spreadsheet, data."""
    return _ending(name) in _SKIPPED


def is_container(name: str) -> bool:
    """Whether a file holds files."""
    return _ending(name) in CONTAINERS


def read(content: bytes, name: str) -> Source:
    """Read a file's bytes by its ending.

    Raises UnreadableFile, naming the remedy, where no reader fits or the bytes are not what the ending says.
    """
    require(content, name)
    source = READERS[_ending(name)](content)
    if not source.text.strip():
        raise UnreadableFile("the file holds no text: if it holds pictures of pages, print them to a PDF and ingest that")
    return source


def prepare(files: Sequence[tuple[bytes, str]]) -> None:
    """Do at once for several (content, name) what costs as much for one: LibreOffice is started a single time."""
    libreoffice.prepare([(content, _ending(name)) for content, name in files if _ending(name) in libreoffice.MEDIA_TYPES and _kind(content) in _OFFICE])


_OFFICE = ("a Word 97-2003 document", "a rich text file")


def require(content: bytes, name: str) -> None:
    """Raise UnreadableFile where bytes are not what a file with this ending holds."""
    ending = _ending(name)
    if ending not in READERS and ending not in CONTAINERS:
        raise UnreadableFile(f"no reader for {ending or 'files without an ending'}: save it as one of {', '.join(sorted(READERS))}")
    if not content.strip():
        raise UnreadableFile("the file is empty: check that it was saved or copied whole")
    kind = _kind(content)
    if kind == "locked":
        raise UnreadableFile("the document is locked with a password: open it and save a copy without one")
    if kind is not None:
        if ending not in _KINDS[kind]:
            remedy = f"give it the ending {_KINDS[kind][0]}" if _KINDS[kind] else "it holds no minutes; take it out of the folder, or give it its right ending"
            raise UnreadableFile(f"the file ends in {ending} but is {kind}: {remedy}")
    elif content.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")) and any(ending in endings for endings in _KINDS.values()):
        raise UnreadableFile(f"the file ends in {ending} but is an HTML page: give it the ending .html")
    elif due := next((kind for kind, endings in _KINDS.items() if ending in endings), None):
        raise UnreadableFile(f"the file ends in {ending} but is not {due}, or only a part of one: open it in its program and save it again, or copy it anew")
    elif text.is_binary(content):
        raise UnreadableFile(f"the file ends in {ending} but holds no text: give it its right ending, or save it as text")


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _kind(content: bytes) -> str | None:
    """What a file is by its bytes: a key of _KINDS, "locked" for an encrypted Office file, None for text and the unknown."""
    if b"%PDF-" in content[:1024]:
        return "a PDF"
    if content.startswith(b"{\\rtf"):
        return "a rich text file"
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")):
        return "an image"
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _zip_kind(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole_kind(content)
    return None


def _zip_kind(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            declared = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, KeyError):
        return None
    if "word/document.xml" in names:
        return "a Word document"
    if declared.startswith(b"application/vnd.oasis.opendocument.text"):
        return "an OpenDocument text"
    if "xl/workbook.xml" in names or b"spreadsheet" in declared:
        return "a spreadsheet"
    if "ppt/presentation.xml" in names or b"presentation" in declared:
        return "a presentation"
    return "a zip archive"


def _ole_kind(content: bytes) -> str | None:
    import olefile

    try:
        with olefile.OleFileIO(content) as ole:
            streams = {"/".join(path) for path in ole.listdir()}
    except OSError:
        return None
    if "EncryptedPackage" in streams:
        return "locked"
    if "WordDocument" in streams:
        return "a Word 97-2003 document"
    if "__properties_version1.0" in streams:
        return "an Outlook message"
    if streams & {"Workbook", "Book"}:
        return "a spreadsheet"
    return "a presentation" if "PowerPoint Document" in streams else None
