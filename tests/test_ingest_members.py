"""Files that hold files, and files that are not what they say: each has an outcome, and the others are read."""

import shutil
import subprocess
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ingest import readers
from ingest.pipeline import Outcome, Result, ingest, parse_file
from ingest.readers import libreoffice
from kg.errors import UnreadableFile, WrongUsage
from kg.store import Store
from tests.make_msg import outlook_message
from tests.test_ingest_story import STORY

LETTER = "Minutes of the Quarry Board\n\nHeld on 3 June 2014\n\nPresent: Ann Lee, Bo Cole\n\n1. Gate\n\nIt was agreed to mend the gate.\n"


def archive(members: dict[str, bytes | str]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return held.getvalue()


def outcomes(folder: Path, tmp_path: Path, *, prune: bool = False) -> dict[str, Outcome]:
    with Store.open(tmp_path / "store", create=True) as store:
        return {outcome.path: outcome for outcome in ingest([folder], store, prune=prune)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "minutes").mkdir()
    return tmp_path / "minutes"


def test_an_archive_gives_its_files(folder: Path, tmp_path: Path) -> None:
    """Each is a document under the archive's name; archives in archives are opened; images are named as skipped."""
    inner = archive({"old.txt": LETTER.replace("3 June", "4 June")})
    (folder / "all.zip").write_bytes(archive({"2014/june.txt": LETTER, "inner.zip": inner, "map.png": b"\x89PNG....", "__MACOSX/._june.txt": b"x"}))
    found = outcomes(folder, tmp_path)
    assert {path: outcome.result for path, outcome in found.items()} == {
        "all.zip/2014/june.txt": Result.ADDED,
        "all.zip/inner.zip/old.txt": Result.ADDED,
        "all.zip/map.png": Result.SKIPPED,
        "all.zip/__MACOSX/._june.txt": Result.SKIPPED,
    }
    assert all(outcome.result in {Result.UNCHANGED, Result.SKIPPED} for outcome in outcomes(folder, tmp_path, prune=True).values())


def test_what_leaves_an_archive_leaves_the_store(folder: Path, tmp_path: Path) -> None:
    """When the archive is read again without it; an archive that cannot be opened today keeps what it held."""
    file = folder / "all.zip"
    file.write_bytes(archive({"a.txt": LETTER, "b.txt": LETTER.replace("3 June", "4 June")}))
    outcomes(folder, tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert {outcome.result for outcome in outcomes(folder, tmp_path).values()} == {Result.REFUSED}
    file.write_bytes(archive({"a.txt": LETTER}))
    assert outcomes(folder, tmp_path)["all.zip/b.txt"].result is Result.REMOVED
    with Store.open(tmp_path / "store") as store:
        assert [each.path for each in store.files()] == ["all.zip/a.txt"]


def test_a_mail_gives_its_text_and_its_attachments(folder: Path, tmp_path: Path) -> None:
    """Plain text, an attached file, a mail inside the mail with an attachment of its own."""
    inside = EmailMessage()
    inside["Subject"] = "As promised"
    inside.set_content("Here they are.")
    inside.add_attachment(LETTER.encode(), maintype="text", subtype="plain", filename="june.txt")
    message = EmailMessage()
    message["Subject"] = "Minutes of the Quarry Board"
    message.set_content("Dear all, please find the minutes attached.")
    message.add_attachment((STORY / "story.docx").read_bytes(), maintype="application", subtype="octet-stream", filename="Mai – Protokoll.docx")
    message.add_attachment(inside)
    (folder / "mail.eml").write_bytes(message.as_bytes())
    found = outcomes(folder, tmp_path)
    assert {outcome.result for outcome in found.values()} == {Result.ADDED}
    assert [path for path in found if path.endswith("june.txt")]
    assert "mail.eml/Mai – Protokoll.docx" in found
    parsed = parse_file(folder / "mail.eml")[0]
    assert parsed.document.path == "mail.eml/Mai – Protokoll.docx"
    text = next(each.document.text for each in parse_file(folder / "mail.eml") if each.document.path == "mail.eml/message.txt")
    assert text.startswith("Minutes of the Quarry Board\n\nDear all")


def test_an_outlook_message_gives_its_text_and_its_attachments(folder: Path) -> None:
    """As a mail does."""
    (folder / "mail.msg").write_bytes(outlook_message("June", "Please find the minutes attached.", {"june.txt": LETTER.encode()}))
    assert [each.document.path for each in parse_file(folder / "mail.msg")] == ["mail.msg/june.txt", "mail.msg/message.txt"]


def test_a_file_in_an_archive_is_named_after_it(folder: Path) -> None:
    """`all.zip/june.txt` is that file; a name that is not in there is told."""
    (folder / "all.zip").write_bytes(archive({"june.txt": LETTER, "note.txt": "Nothing much was said.\n"}))
    assert [each.document.path for each in parse_file(folder / "all.zip" / "note.txt")] == ["all.zip/note.txt"]
    with pytest.raises(WrongUsage, match=r"There is no july\.txt in"):
        parse_file(folder / "all.zip" / "july.txt")


def cut(name: str) -> bytes:
    whole = (STORY / name).read_bytes()
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", cut("story.docx"), "is not a Word document, or only a part of one"),
        ("a.odt", cut("story.odt"), "is not an OpenDocument text, or only a part of one"),
        ("a.zip", cut("story.zip"), "is not a zip archive, or only a part of one"),
        ("a.msg", cut("story.msg"), "is not an Outlook message, or only a part of one"),
        ("a.docx", (STORY / "story.pdf").read_bytes(), "is a PDF: give it the ending .pdf"),
        ("a.pdf", (STORY / "story.docx").read_bytes(), "is a Word document: give it the ending .docx"),
        ("a.txt", (STORY / "story.doc").read_bytes(), "is a Word 97-2003 document: give it the ending .doc"),
        ("a.doc", (STORY / "story.docx").read_bytes(), "is a Word document: give it the ending .docx"),
        ("a.eml", b"", "the file is empty"),
        ("a.zip", archive({}), "there is nothing in it"),
        ("a.odt", archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "is damaged"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_read(folder: Path, tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """One sentence with the remedy; the good file is in the store, and nothing of the bad one."""
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(LETTER)
    found = outcomes(folder, tmp_path)
    assert found[name].result is Result.REFUSED
    assert says in found[name].detail
    assert found["good.txt"].result is Result.ADDED


def test_a_locked_pdf_is_told() -> None:
    """With the way to unlock it."""
    locked = (Path(__file__).parent / "story" / "locked.pdf").read_bytes()
    with pytest.raises(UnreadableFile, match="locked with a password: open it"):
        readers.read(locked, "locked.pdf")


def test_without_libreoffice_the_file_is_refused_with_the_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    """.doc and .rtf name the program and the way round it."""
    monkeypatch.setattr(libreoffice, "_program", lambda: None)
    with pytest.raises(UnreadableFile, match=r"LibreOffice is not installed, and only it reads .doc files: install it .* save the file as .docx"):
        readers.read((STORY / "story.doc").read_bytes(), "story.doc")


def test_without_tesseract_a_scan_is_refused_with_the_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hint names the program."""
    monkeypatch.setattr("ingest.readers.scan.shutil.which", lambda name: None)
    with pytest.raises(UnreadableFile, match="is a scan, and tesseract is not installed: install it"):
        readers.read((STORY / "story-scan.pdf").read_bytes(), "scan.pdf")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_many_files_are_converted_in_one_run(monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path) -> None:
    """LibreOffice is started once for a folder, and a damaged file among them is told by itself."""
    runs: list[Any] = []
    start = subprocess.run

    def counted(command: Any, **options: Any) -> Any:
        runs.append(command)
        return start(command, **options)

    monkeypatch.setattr("ingest.readers.libreoffice.subprocess.run", counted)
    for name in ("story.doc", "story.rtf"):
        shutil.copy(STORY / name, folder / name)
    assert [outcome.result for outcome in outcomes(folder, tmp_path).values()] == [Result.ADDED, Result.ADDED]
    assert len(runs) == 1
