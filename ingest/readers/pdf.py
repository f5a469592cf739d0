"""PDFs: words and drawn tables by pdfplumber, reading order by ingest.layout, pages without text by text recognition."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ingest.layout.flow import add_pages
from ingest.layout.page import Box, Page, RuledTable, Word
from ingest.readers import scan
from ingest.source import Source, TextBuilder
from kg.errors import UnreadableFile

if TYPE_CHECKING:
    import pdfplumber.page

NAME = "pdf/1"
MEDIA_TYPE = "application/pdf"
_THIN, _LONG = 2.0, 150.0  # points: a level line is thinner and longer
_STAMP = 30  # words
_BOLD = ("bold", "black", "heavy", "demi")


def read(content: bytes) -> Source:
    """Read the bytes of a PDF.

    Raises UnreadableFile for one that is locked or damaged, and for a scan where tesseract is not installed.
    """
    builder = TextBuilder()
    add_pages(builder, list(_pages(content)))
    return builder.source(MEDIA_TYPE, NAME)


def _pages(content: bytes) -> Iterator[Page]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            for page in pdf.pages:
                yield _page(page, content)
                page.close()  # a page keeps every letter until it is told not to
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise UnreadableFile("the PDF is locked with a password: open it, and save or print a copy without one") from error
        raise UnreadableFile(f"the PDF is damaged ({error}): open it in a viewer, and save or print a copy") from error


def _page(page: "pdfplumber.page.Page", content: bytes) -> Page:
    """A page's words and tables; one that is only a picture is recognised."""
    if any(_is_turned(char) for char in page.chars):
        page = page.filter(lambda thing: thing["object_type"] != "char" or not _is_turned(thing))
    # Where blanks are printed as letters they tell words apart; elsewhere only the distance does.
    blanks = sum(char["text"] == " " for char in page.chars)
    words = page.extract_words(x_tolerance_ratio=0.25 if blanks * 20 > len(page.chars) else 0.15, return_chars=True)
    if _is_picture(page, words):
        picture = scan.recognised(content, page.page_number)
        return Page(page.width, page.height, picture.words, _drawn_tables(page, picture.rules), _levels(picture.rules), scanned=True)
    tables = page.find_tables() if page.lines or page.rects or page.curves else []
    drawn = [(thing["x0"], thing["top"], thing["x1"], thing["bottom"]) for thing in [*page.lines, *page.rects] if thing["bottom"] - thing["top"] < _THIN]
    return Page(page.width, page.height, tuple(_word(word) for word in words), tuple(_table(table) for table in tables), _levels(drawn))


def _is_turned(char: dict[str, Any]) -> bool:
    """Whether a letter stands askew: a watermark."""
    along, across = char["matrix"][:2]
    return bool(abs(across) > 0.05 * abs(along))


def _is_picture(page: "pdfplumber.page.Page", words: Sequence[dict[str, Any]]) -> bool:
    """Whether a page is a picture of text: one covers most of it, and at most a stamp or footer is printed over it."""
    unreadable = sum("(cid:" in word["text"] for word in words)
    if unreadable > 0.2 * len(words) > 0:
        return True
    if not words:
        return bool(page.images)
    covered = max(((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images), default=0.0)
    return covered > 0.5 * page.width * page.height and len(words) < _STAMP


def _levels(rules: Sequence[Box]) -> tuple[float, ...]:
    """The heights of long level lines, one for those that lie within two points."""
    heights: list[float] = []
    for height in sorted(top for x0, top, x1, bottom in rules if x1 - x0 > _LONG and bottom - top < _THIN):
        if not heights or height - heights[-1] > 2:
            heights.append(height)
    return tuple(heights)


def _drawn_tables(page: "pdfplumber.page.Page", rules: Sequence[Box]) -> tuple[RuledTable, ...]:
    """The tables that lines in a picture make."""
    lines = [{"object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top} for x0, top, x1, bottom in rules]
    across, down = [line for line in lines if line["height"] == 0], [line for line in lines if line["height"] != 0]
    if len(across) < 2 or len(down) < 2:
        return ()
    settings = {"vertical_strategy": "explicit", "horizontal_strategy": "explicit", "explicit_vertical_lines": down, "explicit_horizontal_lines": across}
    return tuple(_table(table) for table in page.find_tables(settings))


def _word(word: dict[str, Any]) -> Word:
    letters = word["chars"]
    bold = all(any(weight in letter["fontname"].lower() for weight in _BOLD) for letter in letters if letter["text"].isalnum())
    return Word(word["text"], word["x0"], word["x1"], word["top"], word["bottom"], max(letter["size"] for letter in letters), bold)


def _table(table: Any) -> RuledTable:
    return RuledTable(table.bbox, tuple(tuple(row.cells) for row in table.rows))
