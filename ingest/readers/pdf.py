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
    # Where blanks are printed as letters they tell words apart; elsewhere only the distance does.
    blanks = sum(char["text"] == " " for char in page.chars)
    words = page.extract_words(x_tolerance_ratio=0.25 if blanks * 20 > len(page.chars) else 0.15, return_chars=True)
    upright = [word for word in words if word["upright"]]
    unreadable = sum("(cid:" in word["text"] for word in upright)
    if (not upright and page.images) or unreadable > 0.2 * len(upright) > 0:
        picture = scan.recognised(content, page.page_number)
        return Page(page.width, page.height, picture.words, _drawn_tables(page, picture.rules), scanned=True)
    tables = page.find_tables() if page.lines or page.rects or page.curves else []
    return Page(page.width, page.height, tuple(_word(word) for word in upright), tuple(_table(table) for table in tables))


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
