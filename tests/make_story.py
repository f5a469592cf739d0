"""Makes tests/story: the same invented minutes in every format that Boardgraph reads.

    python -m tests.make_story

The .docx is written with what Word users use: multilevel numbering, a merged row, tracked changes, a footnote, a header and
a footer. LibreOffice makes .doc, .odt, .rtf and .pdf of it; pypdfium2 makes the scan of the PDF.
"""

import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.make_msg import outlook_message

STORY = Path(__file__).parent / "story"


@dataclass(frozen=True)
class Part:
    """One piece of the minutes."""

    kind: str  # title, line, heading, numbered, limb, paragraph, bullet or table
    words: str = ""
    number: str = ""  # as Word counts it
    rows: tuple[tuple[str, ...], ...] = ()


BOARD = "Harrowmere Heritage Forum"
PARTS = (
    Part("title", BOARD),
    Part("line", "Minutes of the meeting held on Thursday 14 May 2015 at 10.00am in the Long Room, Harrowmere Town Hall"),
    Part("line", "Present:"),
    Part(
        "table",
        rows=(
            ("Cllr Judith Ashdown (Chair)", "Harrowmere Town Council"),
            ("Owen Pritchard", "Marlbrook Civic Society"),
            ("Dr Fatima Rahman", "Harrowmere Museum Trust"),
            ("Colin Tweddle", "Friends of Priory Field"),
        ),
    ),
    Part("line", "In attendance: Beth Larkin (Town Clerk), Stefan Nowak (Conservation Officer)"),
    Part("line", "Apologies: Ruth Okafor, Desmond Hale"),
    Part("heading", "Welcome and apologies", "1."),
    Part("numbered", "The Chair welcomed Stefan Nowak to his first meeting. Apologies were noted.", "1.1"),
    Part("heading", "Minutes of the last meeting", "2."),
    Part("numbered", "The minutes of the meeting held on 12 February 2015 were agreed as a correct record.", "2.1"),
    Part("numbered", "Owen Pritchard reported that the lamp posts in Silver Street had been repainted by the county.", "2.2"),
    Part("heading", "Priory Field wall", "3."),
    Part("numbered", "Dr Rahman presented the report Priory Field Wall: Condition Survey. The eastern length leans by forty centimetres and the coping is loose.", "3.1"),
    Part("numbered", "Members asked whether the wall could be propped before the winter, and heard that this was possible at a cost of £2,400.", "3.2"),
    Part("line", "AGREED:"),
    Part("limb", "to prop the eastern length of the wall before 1 November", "(a)"),
    Part("limb", "to ask the Museum Trust for a share of the cost", "(b)"),
    Part("heading", "Blue plaques", "4."),
    Part("paragraph", "Colin Tweddle described three houses that deserve a plaque:"),
    Part("bullet", "the old dispensary in Tanner’s Row;"),
    Part("bullet", "the birthplace of the clockmaker Amos Fell;"),
    Part("bullet", "Number 9, Weir Terrace."),
    Part("numbered", "It was resolved that the plaque for Amos Fell be ordered first.", "4.1"),
    Part("heading", "Actions", "5."),
    Part(
        "table",
        rows=(
            ("Ref", "Action", "Action by", "When"),
            ("3.2", "Obtain two quotations for propping the wall", "Stefan Nowak", "30 June 2015"),
            ("3.2", "Write to the Museum Trust about the cost of the wall", "Beth Larkin", "29 May 2015"),
            ("4.1", "Order the plaque for Amos Fell from the foundry", "Colin Tweddle", "31 July 2015"),
        ),
    ),
    Part("heading", "Date of next meeting", "6."),
    Part("line", "Thursday 10 September 2015 at 10.00am in the Long Room"),
)


# Word


def _docx(file: Path) -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    document = docx.Document()
    numbers = document.part.numbering_part.element
    levels = ((0, "decimal", "%1."), (1, "decimal", "%1.%2"), (2, "lowerLetter", "(%3)"))
    xml = "".join(f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>' for level, form, text in levels)
    numbers.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{xml}</w:abstractNum>'))
    numbers.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    def numbered(paragraph: Any, level: int) -> None:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))

    section = document.sections[0]
    section.header.paragraphs[0].text = f"{BOARD} – minutes"
    section.footer.paragraphs[0].text = "Town Hall, Harrowmere"
    for part in PARTS:
        match part.kind:
            case "title":
                document.add_heading(part.words, 0)
            case "heading":
                numbered(document.add_heading(part.words, 1), 0)
            case "numbered" | "limb":
                paragraph = document.add_paragraph(part.words)
                numbered(paragraph, 1 if part.kind == "numbered" else 2)
                if "forty centimetres" in part.words:
                    _tracked(paragraph, parse_xml, nsdecls)
            case "bullet":
                document.add_paragraph(part.words, style="List Bullet")
            case "table":
                table = document.add_table(rows=0, cols=len(part.rows[0]), style="Table Grid")
                for row in part.rows:
                    for cell, words in zip(table.add_row().cells, row, strict=True):
                        cell.text = words
                document.add_paragraph()
            case _:
                document.add_paragraph().add_run(part.words).bold = part.words in {"Present:", "AGREED:"}
    assert document.element.body.find(qn("w:p")) is not None
    document.save(str(file))


def _tracked(paragraph: Any, parse_xml: Any, nsdecls: Any) -> None:
    """Split a run: "forty" was inserted where "sixty" was deleted."""
    run = paragraph.runs[0]
    before, after = run.text.split("forty")
    run.text = before
    author = 'w:author="B. Larkin" w:date="2015-05-20T09:00:00Z"'
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="801" {author}><w:r><w:delText>sixty</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="802" {author}><w:r><w:t>forty</w:t></w:r></w:ins>'))
    paragraph.add_run(after)


# Text formats


def _html() -> str:
    def parts() -> Iterator[str]:
        listed: list[str] = []
        for part in (*PARTS, Part("end")):
            if part.kind == "bullet":
                listed.append(f"<li>{part.words}</li>")
                continue
            if listed:
                yield f"<ul>{''.join(listed)}</ul>"
                listed = []
            match part.kind:
                case "title":
                    yield f"<h1>{part.words}</h1>"
                case "heading":
                    yield f"<h2>{part.number} {part.words}</h2>"
                case "table":
                    yield "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in part.rows) + "</table>"
                case "end":
                    pass
                case _:
                    yield f"<p>{part.number} {part.words}</p>"

    return f"<!DOCTYPE html>\n<html><head><title>{BOARD}</title></head><body><nav>Home | Meetings</nav>\n" + "\n".join(parts()) + "\n</body></html>\n"


def _markdown() -> str:
    def parts() -> Iterator[str]:
        for before, part in zip((Part(""), *PARTS), PARTS, strict=False):
            if before.kind == "bullet" != part.kind:
                yield ""
            match part.kind:
                case "title":
                    yield f"# {part.words}\n"
                case "heading":
                    yield f"\n## {part.number} {part.words}\n"
                case "bullet":
                    yield f"- {part.words}"
                case "table":
                    empty = ("",) * len(part.rows[0])
                    head, *rows = part.rows if part.rows[0][0] == "Ref" else (empty, *part.rows)
                    yield "\n".join("| " + " | ".join(row) + " |" for row in (head, ("---",) * len(head), *rows)) + "\n"
                case _:
                    yield f"{part.number} {part.words}".strip() + "\n"

    return "\n".join(parts())


def _plain() -> str:
    """Word's own "plain text": the cells of a row parted by tabs."""

    def parts() -> Iterator[str]:
        for part in PARTS:
            match part.kind:
                case "table":
                    yield "\n".join("\t".join(row) for row in part.rows)
                case "bullet":
                    yield f"•\t{part.words}"
                case _:
                    yield f"{part.number} {part.words}".strip()

    return "\n\n".join(parts()) + "\n"


def _rst() -> str:
    def parts() -> Iterator[str]:
        for part in PARTS:
            words = f"{part.number} {part.words}".strip()
            match part.kind:
                case "title":
                    yield f"{words}\n{'=' * len(words)}\n"
                case "heading":
                    yield f"\n{words}\n{'-' * len(words)}\n"
                case "bullet":
                    yield f"* {words}\n"
                case "table":
                    widths = [max(len(row[at]) for row in part.rows) for at in range(len(part.rows[0]))]
                    rule = "  ".join("=" * width for width in widths)
                    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in part.rows]
                    body = [lines[0], rule, *lines[1:]] if part.rows[0][0] == "Ref" else lines
                    yield "\n".join([rule, *body, rule]) + "\n"
                case _:
                    # A backslash keeps a number in front of a paragraph from becoming a list.
                    yield f"{words}\n" if not part.number.startswith("(") else f"\\{words}\n"

    return "\n".join(parts())


def _mail(html: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = f"Minutes of the {BOARD}"
    message["From"], message["To"] = "clerk@harrowmere.example", "members@harrowmere.example"
    message["Date"] = "Mon, 25 May 2015 09:12:00 +0100"
    message.set_content("The minutes are in the formatted part of this mail.")
    message.add_alternative(html, subtype="html")
    return message


def _scan(pdf: Path, file: Path) -> None:
    """Pages as black and white pictures, as an office copier makes them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=200 / 72, grayscale=True).to_pil().rotate(0.6, fillcolor=255).point(lambda grey: 255 * (grey > 150)).convert("1") for page in document]
    pages[0].save(file, save_all=True, append_images=pages[1:], resolution=200)


def make(folder: Path) -> None:
    """Write all files of the story."""
    folder.mkdir(exist_ok=True)
    _docx(folder / "story.docx")
    with tempfile.TemporaryDirectory() as profile:
        for ending in ("doc", "odt", "rtf", "pdf"):
            command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", ending, "--outdir", str(folder), str(folder / "story.docx")]
            subprocess.run(command, check=True, capture_output=True)
    for name, text in (("story.html", _html()), ("story.md", _markdown()), ("story.txt", _plain()), ("story.rst", _rst())):
        (folder / name).write_text(text, "utf-8")
    (folder / "story.eml").write_bytes(_mail(_html()).as_bytes())
    (folder / "story.msg").write_bytes(outlook_message(f"Minutes of the {BOARD}", "The minutes are attached.", {"story.docx": (folder / "story.docx").read_bytes()}))
    with zipfile.ZipFile(folder / "story.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "story.docx", "2015/story.docx")
    _scan(folder / "story.pdf", folder / "story-scan.pdf")


if __name__ == "__main__":
    make(STORY)
