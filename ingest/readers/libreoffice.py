"""Formats that only LibreOffice reads (.doc, .rtf) are converted to .docx, many files in one run of the program."""

import contextlib
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from ingest.readers import docx
from ingest.source import Source
from kg.errors import UnreadableFile

NAME = "libreoffice+docx/1"
MEDIA_TYPES = {".doc": "application/msword", ".rtf": "application/rtf"}
_TIMEOUT = 180  # seconds for one run, and as many for each ten files more
_HINT = "LibreOffice is not installed, and only it reads {} files: install it (apt install libreoffice-writer, or libreoffice.org), or save the file as .docx"

_converted: dict[str, bytes] = {}  # sha256 of a file -> the .docx made of it in advance


def read(content: bytes, ending: str) -> Source:
    """Read a .doc or .rtf file.

    Raises UnreadableFile where LibreOffice is missing or cannot open the file.
    """
    made = _converted.pop(_key(content), None) or _convert([(content, ending)])[0]
    if made is None:
        raise UnreadableFile(f"LibreOffice cannot open the {ending} file: it is damaged or locked with a password; open it in Word and save it as .docx")
    source = docx.read(made)
    return replace(source, media_type=MEDIA_TYPES[ending], reader=NAME)


def prepare(files: Sequence[tuple[bytes, str]]) -> None:
    """Convert (content, ending) of several files at once, for `read` to find: one start of the program costs as much as ten files."""
    if len(files) > 1 and _program():
        for (content, _), made in zip(files, _convert(files), strict=True):
            if made is not None:
                _converted[_key(content)] = made


def _key(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def _program() -> str | None:
    """Where LibreOffice is: on the path, or where its installers put it."""
    usual = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe", r"C:\Program Files (x86)\LibreOffice\program\soffice.exe")
    return shutil.which("soffice") or shutil.which("libreoffice") or next((place for place in usual if Path(place).is_file()), None)


def _convert(files: Sequence[tuple[bytes, str]]) -> list[bytes | None]:
    """The .docx of each file, None for those that LibreOffice does not open."""
    program = _program()
    if program is None:
        raise UnreadableFile(_HINT.format(files[0][1]))
    with tempfile.TemporaryDirectory(prefix="boardgraph-office-") as name:
        folder = Path(name)
        inputs = []
        for number, (content, ending) in enumerate(files):
            inputs.append(folder / f"{number}{ending}")
            inputs[-1].write_bytes(content)
        # A profile of its own: an open LibreOffice would take the job over and lose it. Macros stay off.
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder / "out")]
        # What was made before a timeout is used; the rest is told file by file.
        with contextlib.suppress(subprocess.TimeoutExpired, OSError):
            subprocess.run([*command, *map(str, inputs)], capture_output=True, check=False, timeout=_TIMEOUT * (1 + len(files) // 10))
        made = [folder / "out" / f"{number}.docx" for number in range(len(files))]
        return [file.read_bytes() if file.is_file() else None for file in made]
