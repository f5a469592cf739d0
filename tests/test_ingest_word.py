"""Word and OpenDocument: what people do in them, and what comes out."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers import read
from ingest.source import Source


def saved(document: Any) -> bytes:
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def shown(source: Source) -> list[str]:
    """Blocks as lines; cells parted by " | "."""
    return [
        " | ".join(cell.of(source.text).replace("\n", " / ") for cell in block.cells) if block.cells else block.span.of(source.text).replace("\n", " / ") for block in source.blocks
    ]


def test_merged_cells_keep_their_columns() -> None:
    """The words stand in the first place, the covered places are empty, so that every row has the heading's columns."""
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for row, words in enumerate((("Ref", "Action", "Owner"), ("1", "Dredge", "AL"), ("", "Paint", "BC"), ("All to be reviewed in June", "", ""))):
        for column, cell in enumerate(words):
            table.cell(row, column).text = cell
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))
    assert shown(read(saved(document), "a.docx")) == ["Ref | Action | Owner", "1 | Dredge | AL", " | Paint | BC", "All to be reviewed in June |  | "]


def test_numbers_in_cells_that_hold_nothing_else() -> None:
    """A template's first column counts by itself; its numbers are printed though nobody typed a word there."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for words in ("Apologies", "Sluice", "Close"):
        row = table.add_row()
        row.cells[0].paragraphs[0].style = "List Number"
        row.cells[1].text = words
    assert shown(read(saved(document), "a.docx")) == ["1. | Apologies", "2. | Sluice", "3. | Close"]


def test_hidden_text_is_left_out_and_page_breaks_part_lines() -> None:
    """What nobody sees on paper is no decision; a break in the middle of a paragraph ends a line."""
    document = docx.Document()
    paragraph = document.add_paragraph("AGREED: to mend the gate.")
    paragraph.add_run(" AGREED: to sell it.").font.hidden = True
    paragraph = document.add_paragraph("RESOLVED: to wait.")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("ACTION: Ann Lee to write.")
    assert shown(read(saved(document), "a.docx")) == ["AGREED: to mend the gate.", "RESOLVED: to wait. / ACTION: Ann Lee to write."]


def test_footnotes_stand_behind_the_text() -> None:
    """With their marks where they are called."""
    document = docx.Document()
    run = document.add_paragraph("The wall leans.").add_run()
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))
    document.add_paragraph("It was noted.")
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>Measured in April.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert shown(read(saved(document), "a.docx")) == ["The wall leans.[1]", "It was noted.", "[1] Measured in April."]


def test_a_bold_line_is_strong_though_its_number_is_not() -> None:
    """Word puts the number in front; the author set the words in bold."""
    document = docx.Document()
    for words in ("Report of the engineer", "Boris spoke."):
        document.add_paragraph(style="List Number").add_run(words).bold = words.startswith("Report")
    assert [block.strong for block in read(saved(document), "a.docx").blocks] == [True, False]


# OpenDocument

_ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
<text:list-level-style-number text:level="3" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>
<text:list-style style:name="R"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/></text:list-style>
<text:list-style style:name="D"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:automatic-styles><office:body><office:text>BODY</office:text></office:body></office:document-content>"""


def opened(body: str) -> Source:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", _ODT.replace("BODY", body))
    return read(held.getvalue(), "a.odt")


def item(words: str, inner: str = "", **attributes: str) -> str:
    given = "".join(f' text:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<text:list-item{given}><text:p>{words}</text:p>{inner}</text:list-item>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(
            f'<text:list text:style-name="L">{item("A")}{item("B", "<text:list>" + item("C") + item("D", "<text:list>" + item("E") + "</text:list>") + "</text:list>")}</text:list>',
            ["1. A", "2. B", "2.1 C", "2.2 D", "(a) E"],
            id="levels count inside each other",
        ),
        pytest.param(
            f'<text:list text:style-name="L">{item("A")}</text:list><text:p>x</text:p><text:list text:style-name="L" text:continue-numbering="true">{item("B")}</text:list>'
            f'<text:list text:style-name="L">{item("C")}</text:list>',
            ["1. A", "x", "2. B", "1. C"],
            id="a list goes on where it says so, and else begins anew",
        ),
        pytest.param(f'<text:list text:style-name="R">{item("A", start_value="4")}{item("B")}</text:list>', ["IV. A", "V. B"], id="roman, begun at four"),
        pytest.param(f'<text:list text:style-name="D">{item("A")}</text:list>', ["• A"], id="bullets"),
        pytest.param(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>kept</text:p>",
            ["kept"],
            id="deleted text is not there",
        ),
        pytest.param(
            "<text:p>The wall<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Of 1850.</text:p></text:note-body></text:note> leans.</text:p>",
            ["The wall[1] leans.", "[1] Of 1850."],
            id="footnotes",
        ),
        pytest.param(
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell><table:table-cell table:number-columns-repeated='2'/>"
            "</table:table-row><table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>wide</text:p></table:table-cell><table:covered-table-cell/>"
            "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>",
            ["a / b |  | ", "wide |  | c"],
            id="cells repeated and covered",
        ),
        pytest.param(
            "<text:p>before<draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box></draw:frame></text:p><text:p>after</text:p>",
            ["before", "in the box", "after"],
            id="text boxes",
        ),
        pytest.param("<text:p>one<text:line-break/>two<text:s text:c='3'/>three<text:tab/>four</text:p>", ["one / two   three\tfour"], id="line ends, blanks, tabs"),
    ],
)
def test_opendocument(body: str, lines: list[str]) -> None:
    """Labels as they are printed, and everything that carries words."""
    assert shown(opened(body)) == lines


def test_bold_in_opendocument() -> None:
    """A line is strong when all its words are, through spans in spans."""
    body = '<text:p><text:span text:style-name="B">All <text:span>of it</text:span></text:span></text:p><text:p><text:span text:style-name="B">Part</text:span> of it</text:p>'
    assert [block.strong for block in opened(body).blocks] == [True, False]
