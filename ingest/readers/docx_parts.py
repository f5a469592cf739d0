"""What is done to a .docx before all2md reads it, and what its parts tell beside the text."""

import re
import zipfile
from io import BytesIO
from typing import Any

#: Stands for the words of a numbered paragraph without any, or all2md would not print its number.
NOTHING = "\u2060"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


_BODY, _STYLES = "word/document.xml", "word/styles.xml"


def prepared(content: bytes) -> bytes:
    """The document with three things made plain that all2md passes over, and without the styles that it does not use.

    Hidden text is left out; a page or column break inside a paragraph is a line end; an empty paragraph in a table cell
    that Word numbers (templates with a column of numbers) gets a word, so that its number is printed. For every paragraph
    python-docx goes through all styles of the file, and Word's templates bring hundreds.
    """
    from lxml import etree

    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = etree.fromstring(parts[_BODY], parser)
    _make_plain(body)
    parts[_BODY] = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _STYLES in parts:
        styles = etree.fromstring(parts[_STYLES], parser)
        _drop_unused(styles, b"".join(written for name, written in parts.items() if name.startswith("word/") and name.endswith(".xml") and name != _STYLES))
        parts[_STYLES] = etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as copy:
        for name, written in parts.items():
            copy.writestr(name, written)
    return held.getvalue()


def _drop_unused(styles: Any, written: bytes) -> None:
    """Take out the styles that no part names, that are no default and that no other style builds on."""
    known = {style.get(f"{_WORD}styleId"): style for style in styles.findall(f"{_WORD}style")}
    waiting = [name for name, style in known.items() if style.get(f"{_WORD}default") in {"1", "true"}]
    waiting += [name.decode() for name in set(re.findall(rb'<w:(?:p|r|tbl|num|numStyleLink|styleLink)(?:Style|Link)? w:val="([^"]*)"', written))]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in known and name not in used:
            used.add(name)
            waiting += [link.get(f"{_WORD}val") for tag in ("basedOn", "link") for link in known[name].findall(f"{_WORD}{tag}")]
    for name, style in known.items():
        if name not in used:
            styles.remove(style)


def _make_plain(body: Any) -> None:
    for run in [run for run in body.iter(f"{_WORD}r") if (hidden := run.find(f"{_WORD}rPr/{_WORD}vanish")) is not None and hidden.get(f"{_WORD}val") not in {"0", "false"}]:
        run.getparent().remove(run)
    for line in body.iter(f"{_WORD}br"):
        line.attrib.pop(f"{_WORD}type", None)
    for paragraph in [each for cell in body.iter(f"{_WORD}tc") for each in cell.findall(f"{_WORD}p")]:
        numbered = paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None or paragraph.find(f"{_WORD}pPr/{_WORD}pStyle") is not None
        if numbered and not "".join(paragraph.itertext()).strip():
            run = paragraph.makeelement(f"{_WORD}r")
            words = run.makeelement(f"{_WORD}t")
            words.text = NOTHING
            run.append(words)
            paragraph.append(run)


def beside_the_text(content: bytes) -> tuple[int, bool]:
    """(lines of headers and footers, whether there are tracked changes)."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
        tracked = re.search(rb"<w:(?:ins|del|moveFrom|moveTo) ", archive.read("word/document.xml")) is not None
    lines = (line for part in parts for line in part.split(b"</w:p>"))
    return sum(re.search(rb"<w:t[ >][^<]*>?[^<]*\S", line) is not None for line in lines), tracked
