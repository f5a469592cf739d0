"""Files that hold files: zip archives, and mails with their text and attachments."""

import contextlib
import mimetypes
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kg.errors import UnreadableFile

if TYPE_CHECKING:
    from email.message import EmailMessage

_MOST_BYTES = 500_000_000  # of one member, unpacked: more is a trap, or no minutes


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside another."""

    name: str  # inside its container, with forward slashes
    content: bytes
    refused: str = ""  # why there is no content


def members_of(content: bytes, name: str) -> Iterator[Member]:
    """The files that a container holds, in its order; a mail's own text comes first.

    Raises UnreadableFile where the container is damaged or locked.
    """
    ending = name[name.rfind(".") :].lower()
    seen: Counter[str] = Counter()
    for member in CONTAINERS[ending](content):
        seen[member.name] += 1
        if seen[member.name] == 1:
            yield member
            continue
        # Two files of one name: a mail may hold as many as it likes.
        stem, dot, suffix = member.name.rpartition(".")
        yield replace(member, name=f"{stem or suffix} ({seen[member.name]}){dot}{suffix if dot else ''}")


def _of_zip(content: bytes) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    yield _zipped(archive, entry)
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(f"the archive is damaged ({error}): copy it anew, or unpack it and ingest the folder") from error


def _zipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    """One file of an archive, or why it cannot be had."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        # Many programs write UTF-8 and forget to say so.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})
    if entry.flag_bits & 1:
        return Member(name, b"", "it is locked with a password in the archive: unpack it and ingest the folder")
    if entry.file_size > _MOST_BYTES:
        return Member(name, b"", "it is too large to be minutes: unpack the archive and ingest what you need")
    try:
        return Member(name, archive.read(entry))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        return Member(name, b"", f"it is damaged in the archive ({error}): copy the archive anew")


def _of_eml(content: bytes) -> Iterator[Member]:
    from email import policy
    from email.parser import BytesParser

    message = BytesParser(policy=policy.default).parsebytes(content)
    html, plain = (_inline_text(message, kind) for kind in ("html", "plain"))
    # The formatted text keeps tables; some programs leave it empty.
    if re.sub(r"(?s)<[^>]*>|&nbsp;", "", html).strip():
        yield from _text(str(message["subject"] or ""), html, "html")
    else:
        yield from _text(str(message["subject"] or ""), plain, "txt")
    for number, part in enumerate(_attachments(message), start=1):
        name = (part.get_filename() or f"attachment-{number}{mimetypes.guess_extension(part.get_content_type()) or ''}").replace("/", "_")
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            yield Member(name if name.endswith(".eml") else f"{name}.eml", inner.as_bytes())
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield Member(name, payload)


def _inline_text(message: "EmailMessage", kind: str) -> str:
    """All parts of a kind of text that are no attachments, one after the other."""
    return "\n\n".join(_decoded(part) for part in message.walk() if part.get_content_type() == f"text/{kind}" and not _is_file(part) and not _is_inside(part, message))


def _decoded(part: Any) -> str:
    """The words of a text part; of an unknown character set what can be told."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        return bytes(part.get_payload(decode=True)).decode("cp1252", "replace")


def _is_file(part: Any) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _is_inside(part: Any, message: "EmailMessage") -> bool:
    """Whether a part belongs to a mail inside the mail."""
    return any(part in list(inner.walk()) for inner in message.walk() if inner.get_content_type() == "message/rfc822")


def _attachments(message: Any) -> "Iterator[EmailMessage]":
    """The parts of a mail that are files or other mails, not wordings of its text."""
    if message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            if part.get_content_type() == "message/rfc822":
                yield part
            else:
                yield from _attachments(part)
    elif _is_file(message) or message.get_content_maintype() != "text":
        yield message


def _of_msg(content: bytes) -> Iterator[Member]:
    from oxmsg import Message

    try:
        message = Message.load(BytesIO(content))
        text, kind = (message.html_body, "html") if message.html_body else (message.body or "", "txt")
        attachments = [(attachment.file_name or f"attachment-{number}", attachment.file_bytes) for number, attachment in enumerate(message.attachments, start=1)]
    except Exception as error:  # the library lets errors of every kind through
        raise UnreadableFile(f"the Outlook message is damaged ({error}): open it in Outlook and save its text and attachments") from error
    yield from _text(message.subject or "", text, kind)
    for name, held in attachments:
        if held:
            yield Member(name.replace("/", "_"), held)


def _text(subject: str, text: str, kind: str) -> Iterator[Member]:
    """The text of a mail as a member; its subject heads a text that does not name it."""
    if not text.strip():
        return
    if subject and " ".join(subject.lower().split()) not in " ".join(text.lower().split()):
        text = f"<p>{subject}</p>{text}" if kind == "html" else f"{subject}\n\n{text}"
    yield Member(f"message.{kind}", text.encode())


CONTAINERS: dict[str, Callable[[bytes], Iterator[Member]]] = {".zip": _of_zip, ".eml": _of_eml, ".msg": _of_msg}
