"""One module a format; each turns the bytes of a file into a Source. READERS is the whole registry."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from ingest.readers import docx, html, markdown, pdf, text
from ingest.source import Source
from kg.errors import UnreadableFile

READERS: dict[str, Callable[[bytes], Source]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".docx": docx.read,
    ".pdf": pdf.read,
    ".html": html.read,
    ".htm": html.read,
}

#: Endings of files that stand beside minutes and hold none.
_SKIPPED = frozenset(
    """.png .jpg .jpeg .gif .bmp .tif .tiff .svg .ico .xls .xlsx .xlsm .ods .csv .tsv .json .jsonl .xml .yaml .yml .py .db .sqlite3 .lnk .ini .mp3 .mp4 .wav""".split()
)

#: How a file begins that is not what its ending says.
_BINARY = {b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Office file", b"PK\x03\x04": "a zip or Office file", b"\x89PNG": "an image", b"\xff\xd8\xff": "an image"}


def is_candidate(path: Path) -> bool:
    """Whether a file of a folder is worth a row in the outcome table: not hidden, not an Office lock file."""
    return not path.name.startswith((".", "~$"))


def is_skipped(path: Path) -> bool:
    """Whether a file is of a kind that never holds minutes: an image, a spreadsheet, data."""
    return path.suffix.lower() in _SKIPPED


def read(content: bytes, name: str) -> Source:
    """Read a file's bytes by its ending.

    Raises UnreadableFile, naming the remedy, where no reader fits or the bytes are not what the ending says.
    """
    ending = Path(name).suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        raise UnreadableFile(f"no reader for {ending or 'files without an ending'}: save it as one of {', '.join(sorted(READERS))}")
    if not content.strip():
        raise UnreadableFile("the file is empty: check that it was saved or copied whole")
    if ending == ".docx":
        _require_word(content)
    elif ending != ".pdf":
        _require_text(content, ending)
    source = reader(content)
    if not source.text.strip():
        raise UnreadableFile("the file holds no text: if it is a scan, run text recognition on it first")
    return source


def _require_word(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if "word/document.xml" in archive.namelist():
                return
    except zipfile.BadZipFile:
        pass
    raise UnreadableFile("the file ends in .docx but is no Word document: open it in Word and save it again")


def _require_text(content: bytes, ending: str) -> None:
    found = next((what for start, what in _BINARY.items() if content.startswith(start)), None)
    if found:
        raise UnreadableFile(f"the file ends in {ending} but is {found}: give it its right ending")
    if text.is_binary(content):
        raise UnreadableFile(f"the file ends in {ending} but holds no text: give it its right ending, or save it as text")
