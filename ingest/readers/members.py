"""Files that hold files: zip archives, and mails with their text and attachments."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from kg.errors import UnreadableFile

if TYPE_CHECKING:
    from email.message import EmailMessage

_MOST_BYTES = 500_000_000  # of one member, unpacked: more is a trap, or no minutes


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside another."""

    name: str  # inside its container, with forward slashes
    content: bytes


def members_of(content: bytes, name: str) -> Iterator[Member]:
    """The files that a container holds, in its order; a mail's own text comes first.

    Raises UnreadableFile where the container is damaged or locked.
    """
    ending = name[name.rfind(".") :].lower()
    yield from CONTAINERS[ending](content)


def _of_zip(content: bytes) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for entry in archive.infolist():
                if entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise UnreadableFile("the archive is locked with a password: unpack it and ingest the folder")
                if entry.file_size > _MOST_BYTES:
                    raise UnreadableFile(f"{entry.filename} in the archive is too large to be minutes: unpack the archive and ingest what you need")
                yield Member(entry.filename.replace("\\", "/").lstrip("/"), archive.read(entry))
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise UnreadableFile(f"the archive is damaged ({error}): copy it anew, or unpack it and ingest the folder") from error


def _of_eml(content: bytes) -> Iterator[Member]:
    from email import policy
    from email.parser import BytesParser

    message = BytesParser(policy=policy.default).parsebytes(content)
    body = message.get_body(("html", "plain"))
    if body is not None:
        text = body.get_content()
        kind = "html" if body.get_content_type() == "text/html" else "txt"
        yield from _text(str(message["subject"] or ""), text, kind)
    taken = {id(body)} if body is not None else set()
    for number, part in enumerate(_attachments(message, taken), start=1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            yield Member(part.get_filename() or f"message-{number}.eml", inner.as_bytes())
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield Member((part.get_filename() or f"attachment-{number}").replace("/", "_"), payload)


def _attachments(message: "EmailMessage", taken: set[int]) -> Iterator["EmailMessage"]:
    """The parts of a mail that are files, not other wordings of its text."""
    if message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            if part.get_content_type() == "message/rfc822" or part.get_filename():
                yield part  # type: ignore[misc]
            else:
                yield from _attachments(part, taken)  # type: ignore[arg-type]
    elif id(message) not in taken and message.get_filename():
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
