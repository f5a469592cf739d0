"""Word documents, read by all2md: tracked changes accepted, content controls and text boxes in place, numbers as Word prints them."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.readers.docx_parts import NOTHING, beside_the_text, prepared
from ingest.source import BlockKind, Source, TextBuilder, spread
from kg.errors import UnreadableFile

NAME = "docx/1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(content: bytes) -> Source:
    """Read the bytes of a .docx file. Raises UnreadableFile where Word itself would need to repair it."""
    from all2md import to_ast
    from all2md.exceptions import All2MdError

    logging.getLogger("all2md").setLevel(logging.ERROR)
    try:
        tree = to_ast(BytesIO(prepared(content)), source_format="docx")
    except All2MdError as error:
        raise UnreadableFile(f"the Word document cannot be read ({error}): open it in Word and save it again") from error
    builder = TextBuilder()
    _add_children(builder, tree)
    builder.furniture, builder.tracked_changes = beside_the_text(content)
    return builder.source(MEDIA_TYPE, NAME)


def _add_children(builder: TextBuilder, node: Any) -> None:
    for child in node.children:
        _add(builder, child)


def _add(builder: TextBuilder, node: Any) -> None:
    """Add one block node of all2md's tree, and what it holds."""
    match type(node).__name__:
        case "Heading":
            builder.add(BlockKind.HEADING, _words(node).strip(), level=node.level, strong=True)
        case "Paragraph":
            builder.add(BlockKind.PARAGRAPH, _words(node).strip(), strong=_is_strong(node), bold=list(_bold(node)))
        case "List":
            _add_list(builder, node, depth=1)
        case "Table":
            _add_table(builder, node)
        case "FootnoteDefinition":
            builder.add(BlockKind.PARAGRAPH, f"[{node.identifier}] {' '.join(_words(node).split())}")
        case _ if getattr(node, "children", None):
            _add_children(builder, node)
        case _ if isinstance(getattr(node, "content", None), str):
            builder.add(BlockKind.PARAGRAPH, node.content.strip())


def _add_list(builder: TextBuilder, node: Any, depth: int) -> None:
    for number, item in enumerate(node.items, start=node.start):
        marker = f"{number}." if node.ordered else "•"
        for child in item.children:
            if type(child).__name__ == "List":
                _add_list(builder, child, depth + 1)
            else:
                builder.add(BlockKind.LIST_ITEM, _words(child).strip(), marker=marker, level=depth, strong=_is_strong(child), bold=list(_bold(child)))
                marker = ""


def _add_table(builder: TextBuilder, node: Any) -> None:
    table = builder.next_table()
    rows = [*([node.header] if node.header else []), *node.rows]
    for cells in spread([[(_cell(cell), cell.colspan, cell.rowspan) for cell in row.cells] for row in rows]):
        builder.add_row(cells, table=table)


def _cell(cell: Any) -> str:
    """A cell's words; its paragraphs and line breaks stay apart as lines."""
    lines = (line.strip() for line in _words(cell).replace("\t", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _words(node: Any) -> str:
    return "".join(_pieces(node))


def _pieces(node: Any) -> Iterator[str]:
    name = type(node).__name__
    if name == "LineBreak":
        yield "\n"
        return
    if name == "FootnoteReference":
        yield f"[{node.identifier}]"
        return
    content = getattr(node, "content", None)
    if isinstance(content, str):
        yield content.replace(NOTHING, "")
        return
    for number, child in enumerate(content or getattr(node, "children", None) or getattr(node, "items", None) or ()):
        if number and type(child).__name__ in {"Paragraph", "List", "ListItem", "Heading"}:
            yield "\n"
        yield from _pieces(child)


def _bold(node: Any) -> Iterator[str]:
    """The pieces of a paragraph that are bold; runs that follow each other are one."""
    piece = ""
    for part in getattr(node, "content", ()) or ():
        if type(part).__name__ == "Strong" or (piece and not _words(part).strip()):
            piece += _words(part)
        elif piece:
            yield piece
            piece = ""
    yield piece


def _is_strong(node: Any) -> bool:
    """Whether all words of a paragraph are bold, the number apart that Word puts in front."""
    parts = [child for child in getattr(node, "content", ()) or () if _words(child).strip()]
    if len(parts) > 1 and re.fullmatch(r"\(?\w{1,4}(?:\.\d{1,3})*[.)]?", _words(parts[0]).strip()):
        parts = parts[1:]
    return bool(parts) and all(type(part).__name__ == "Strong" for part in parts)
