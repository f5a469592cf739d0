"""Readers: text and blocks of each format, and what is refused."""

import zipfile
from io import BytesIO

import pytest

from ingest.readers import is_candidate, is_skipped, read
from ingest.readers.text import blocks_of, decode
from ingest.source import BlockKind, Source
from kg.errors import UnreadableFile


def rows(source_text: str) -> list[list[str]]:
    return [[cell.of(source_text) for cell in block.cells] for block in blocks_of(source_text) if block.kind is BlockKind.ROW]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\tAnn Lee\n\tCouncil\n\n\tBo Cole\n\tTrust\n", [["Ann Lee", "Council"], ["Bo Cole", "Trust"]], id="a blank line ends a row"),
        pytest.param(
            "\t\n\t\n\tOwner\n\tWhen\n\n\t1.\n\tBudget\n\n\n\t\n\t\n\n\t2.\n\tPlan\n\n\tAL\n\t1 May\n",
            [["", "", "Owner", "When"], ["1.", "Budget", "", ""], ["2.", "Plan", "AL", "1 May"]],
            id="blank lines inside rows, told by the heading row's four cells",
        ),
        pytest.param(
            "\t1.\n\tBudget\nThe budget was agreed.\n\nMore was said.\n\n\t2.\n\tPlan\n",
            [["1.", "Budget\nThe budget was agreed.\n\nMore was said."], ["2.", "Plan"]],
            id="a cell of several paragraphs",
        ),
        pytest.param(
            "\tDate:\n\t1 May\n\n\tPresent:\n\n\tA B\n\tC D\n\tE F\n\n\tG H\n\tI J\n\tK L\n",
            [["Date:", "1 May"], ["Present:"], ["A B", "C D", "E F"], ["G H", "I J", "K L"]],
            id="two tables with a cell that spans",
        ),
        pytest.param("Name\tBody\nAnn Lee\tCouncil\nBo Cole\tTrust\n", [["Name", "Body"], ["Ann Lee", "Council"], ["Bo Cole", "Trust"]], id="cells of a row on one line"),
    ],
)
def test_flattened_tables_get_their_rows_back(text: str, expected: list[list[str]]) -> None:
    """Word tables that conversion has flattened to one cell a line are rows again."""
    assert rows(text) == expected


def test_text_after_two_blank_lines_is_no_cell() -> None:
    """A table ends where running text follows at a distance."""
    text = "\tAnn Lee\n\tCouncil\n\n\nIn attendance\n"
    assert [block.kind for block in blocks_of(text)] == [BlockKind.ROW, BlockKind.PARAGRAPH]


def test_lines_that_were_wrapped_are_one_paragraph() -> None:
    """Hard-wrapped text is joined until a blank line, a bullet or a number; one line a paragraph stays so."""
    line = "The Board heard that the roof of the hall would be mended before the winter and"
    wrapped = f"{line}\n{line}\nthanked everyone.\n- a point that is made here\n2. Next thing\n\n{line}\n"
    assert [block.span.of(wrapped).count("\n") for block in blocks_of(wrapped)] == [2, 0, 0, 0]
    long = "word " * 60
    assert len(blocks_of(f"{long}\n{long}\nshort\n")) == 3


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Café – “yes”".encode(), "Café – “yes”"),
        ("\ufeffCafé".encode(), "Café"),
        ("Café – ok".encode("utf-16"), "Café – ok"),
        ("Café – “yes”".encode("cp1252"), "Café – “yes”"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_text_in_the_encodings_of_offices(content: bytes, text: str) -> None:
    """UTF-8 with and without a mark, UTF-16, Windows-1252; every line end is a newline."""
    assert decode(content) == text


MARKDOWN = """---
title: Minutes
---

# A Board

## 1. Budget

- **Ann Lee** asked _why_
- Bo Cole
  answered

| Action | Owner |
|---|---|
| Write to the *school* | AL |

1. First
2. Second
"""


def test_markdown_keeps_structure_and_lines() -> None:
    """Headings, list items with markers, table cells; no marks of emphasis; the line of the file for each block."""
    source = read(MARKDOWN.encode(), "a.md")
    shown = [(block.kind.value, block.span.of(source.text), block.line) for block in source.blocks]
    assert shown == [
        ("paragraph", "title: Minutes", 2),
        ("heading", "A Board", 5),
        ("heading", "1. Budget", 7),
        ("list_item", "• Ann Lee asked why", 9),
        ("list_item", "• Bo Cole\nanswered", 10),
        ("row", "Action\tOwner", 13),
        ("row", "Write to the school\tAL", 15),
        ("list_item", "1. First", 17),
        ("list_item", "2. Second", 18),
    ]


PAGE = """<html><head><title>no text</title></head><body><nav>Home</nav><h1>Mo<span>or</span> Board</h1>
<p>Held on 1 May<br>at noon</p><ul><li>One<ul><li>Inner</li></ul></li><li><b>Two</b></li></ul><ol start="3"><li>Three</li></ol>
<table><tr><th>Action</th><th>Owner</th></tr><tr><td><p>Write to <i>her</i></p></td><td>AL</td></tr></table>
<table><tr><td><h2>Item</h2><p>A</p><p>B</p><table><tr><td>in</td><td>ner</td></tr></table></td></tr></table>
loose <b>text</b> &amp; more<div>inside</div><script>no()</script></body></html>"""


def test_html_is_read_in_order() -> None:
    """Headings, line breaks, lists with markers, tables of data as rows, tables of layout walked through; no navigation."""
    source = read(PAGE.encode(), "a.html")
    shown = [(block.kind.value, block.span.of(source.text), block.strong) for block in source.blocks]
    assert shown == [
        ("heading", "Moor Board", True),
        ("paragraph", "Held on 1 May\nat noon", False),
        ("list_item", "• One", False),
        ("list_item", "• Inner", False),
        ("list_item", "• Two", True),
        ("list_item", "3. Three", False),
        ("row", "Action\tOwner", False),
        ("row", "Write to her\tAL", False),
        ("heading", "Item", True),
        ("paragraph", "A", False),
        ("paragraph", "B", False),
        ("row", "in\tner", False),
        ("paragraph", "loose text & more", False),
        ("paragraph", "inside", False),
    ]


def test_html_inside_markdown_is_read_as_html() -> None:
    """Pages that a site keeps as Markdown with HTML in them lose no word and gain no tag."""
    source = read(b"---\ntitle: A &#58; B\n---\n\n<p><strong>1. Welcome</strong></p>\n<p>All were <em>welcome</em>.</p>\n", "a.md")
    assert source.text.split("\n") == ["title: A : B", "1. Welcome", "All were welcome.", ""]
    assert [block.strong for block in source.blocks] == [False, True, False]


def test_html_names_the_lines_of_its_file() -> None:
    """A parsed page does not tell where its words stood; they are found again, tags and entities passed over."""
    page = "---\ntitle: x\n---\n\n<div>\n<p>The <b>first</b> thing</p>\n\n<p>The first\nthing again</p>\n<ul><li>Caf&eacute; chairs</li>\n<li>last</li></ul></div>\n"
    source = read(page.encode(), "a.md")
    assert [(block.span.of(source.text), block.line) for block in source.blocks][1:] == [
        ("The first thing", 6),
        ("The first thing again", 8),
        ("• Café chairs", 10),
        ("• last", 11),
    ]


def word_document() -> bytes:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_heading("A Board", 1)
    document.add_paragraph("Held on 1 May 2009").runs[0].bold = True
    for words in ("First", "Second"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("A point", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Action", "Owner"
    table.cell(1, 0).text, table.cell(1, 1).text = "Write to the school\nand the church", "AL"
    inserted = parse_xml(
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:t xml:space="preserve">The fee is </w:t></w:r>'
        '<w:del w:id="1" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del><w:ins w:id="2" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
    )
    document.element.body.insert(len(document.element.body) - 1, inserted)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def test_word_keeps_structure_numbers_and_accepted_text() -> None:
    """Headings, numbers as Word prints them, table cells with their lines; what was inserted but not what was deleted."""
    source = read(word_document(), "a.docx")
    shown = [(block.kind.value, block.span.of(source.text)) for block in source.blocks]
    assert shown == [
        ("heading", "A Board"),
        ("paragraph", "Held on 1 May 2009"),
        ("list_item", "1. First"),
        ("list_item", "2. Second"),
        ("list_item", "• A point"),
        ("row", "Action\tOwner"),
        ("row", "Write to the school\nand the church\tAL"),
        ("paragraph", "The fee is new"),
    ]
    assert [block.strong for block in source.blocks][:3] == [True, True, False]


@pytest.mark.parametrize(
    "source",
    [read(MARKDOWN.encode(), "a.md"), read(word_document(), "a.docx"), read(b"\tA B\n\tC\n\n1. Item\n", "a.txt"), read(PAGE.encode(), "a.htm")],
    ids=["md", "docx", "txt", "html"],
)
def test_blocks_lie_in_the_text_in_order(source: Source) -> None:
    """Blocks do not overlap, hold all words of the text, and their cells and markers lie inside them."""
    at = 0
    for block in source.blocks:
        assert source.text[at : block.span.start].strip() == ""
        assert all(block.span.holds(part) for part in (*block.cells, *([block.marker] if block.marker else [])))
        at = block.span.end
    assert source.text[at:].strip() == ""


def zipped(name: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.txt", "is empty"),
        (b" \n\t\n", "a.md", "is empty"),
        (bytes(range(256)) * 8, "a.txt", "holds no text"),
        (b"%PDF-1.7 ...", "a.txt", "is a PDF"),
        (b"\x89PNG....", "a.md", "is an image"),
        (b"hello", "a.docx", "is not a Word document"),
        (zipped("xl/workbook.xml"), "a.docx", "is a spreadsheet"),
        (b"hello", "a.pdf", "is not a PDF"),
        (b"%PDF-1.4\n%%EOF", "a.pdf", "PDF is damaged"),
        (b"hello", "a.xyz", "no reader for .xyz"),
        (b"hello", "minutes", "no reader for files without an ending"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_remedy(content: bytes, name: str, says: str) -> None:
    """One sentence that says what is wrong and, after a colon, what to do."""
    with pytest.raises(UnreadableFile, match=says) as caught:
        read(content, name)
    assert ": " in str(caught.value)


def test_files_that_stand_beside_minutes_are_passed_over() -> None:
    """Office lock files and hidden files are no candidates; images, spreadsheets and data hold no minutes."""
    assert not is_candidate("~$minutes.docx")
    assert not is_candidate(".DS_Store")
    assert is_candidate("minutes.docx")
    assert [is_skipped(name) for name in ("a.PNG", "b.xlsx", "c.json", "d.txt", "e.pdf")] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        pytest.param(
            "<form><h1>Quarry Board</h1><p>It was agreed.</p><input value='no'><select><option>no</select></form>", ["Quarry Board", "It was agreed."], id="a page in a form"
        ),
        pytest.param(
            "<header><p>Site</p></header><article><header><h1>Minutes</h1></header><p>Agreed.</p></article><footer>Imprint</footer>",
            ["Minutes", "Agreed."],
            id="the head of an article stays, that of the page goes",
        ),
        pytest.param("<ol type='a'><li>one<li>two</ol><ol start='x'><li value='7'>seven<li>eight</ol>", ["a. one", "b. two", "7. seven", "8. eight"], id="labels of lists"),
        pytest.param(
            "<p>Re&shy;solved <del>not</del> to go<span hidden>!</span><span style='display: none'>?</span></p>", ["Resolved to go"], id="soft hyphens, deleted and hidden words"
        ),
        pytest.param("<pre>Present:\nAnn Lee</pre>", ["Present:\nAnn Lee"], id="lines of printed text"),
        pytest.param(
            "<table><tr><th>Action<th>By<th>When<tr><td>Order:<ul><li>a gate<li>a lock</ul><td>AL<td>1 May</table>",
            ["Action | By | When", "Order:\na gate\na lock | AL | 1 May"],
            id="a list in a cell of a table of actions",
        ),
        pytest.param(
            "<table><tr><td colspan='2'>wide<td>x<tr><td rowspan='2'>high<td>a<td>b<tr><td>c<td>d</table>", ["wide |  | x", "high | a | b", " | c | d"], id="merged cells"
        ),
    ],
)
def test_pages_as_councils_make_them(page: str, blocks: list[str]) -> None:
    """What is printed is kept, in its order and with its cells; what is not shown is not."""
    source = read(f"<html><body>{page}</body></html>".encode(), "a.html")
    shown = [" | ".join(cell.of(source.text) for cell in block.cells) if block.cells else block.span.of(source.text) for block in source.blocks]
    assert shown == blocks


def test_a_page_in_the_encoding_that_it_names() -> None:
    """A meta element decides where the bytes fit it."""
    page = "<html><head><meta charset='iso-8859-2'></head><body><p>Łódź</p></body></html>"
    assert read(page.encode("iso-8859-2"), "a.html").text.strip() == "Łódź"
