"""reStructuredText, read by docutils: sections, lists, tables with their cells; directives that fetch files stay off."""

from typing import Any

from ingest.readers.labels import counted
from ingest.readers.text import decode
from ingest.source import BlockKind, Source, TextBuilder

NAME = "rst/1"
_BLOCKS = frozenset({"paragraph", "subtitle", "rubric", "term", "literal_block", "line", "attribution", "caption"})
_LEFT_OUT = frozenset({"comment", "system_message", "substitution_definition", "target", "raw"})
_FORMS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}


def read(content: bytes) -> Source:
    """Read the bytes of a reStructuredText file. What docutils finds wrong in it is read as the text it stands in."""
    from docutils.core import publish_doctree

    settings = {
        "report_level": 5,
        "halt_level": 5,
        "file_insertion_enabled": False,
        "raw_enabled": False,
        "doctitle_xform": False,
        "sectsubtitle_xform": False,
        "docinfo_xform": False,
    }
    tree = publish_doctree(decode(content), settings_overrides=settings)
    builder = TextBuilder()
    _walk(builder, tree, 0)
    return builder.source("text/x-rst", NAME)


def _walk(builder: TextBuilder, node: Any, depth: int) -> None:
    for child in node.children:
        _add(builder, child, depth)


def _add(builder: TextBuilder, node: Any, depth: int) -> None:
    match node.tagname:
        case "section":
            _walk(builder, node, depth + 1)
        case "title":
            builder.add(BlockKind.HEADING, _words(node), level=max(1, depth), line=_line(node), strong=True)
        case "bullet_list" | "enumerated_list":
            _add_list(builder, node, 1)
        case "table":
            _add_table(builder, node)
        case name if name in _LEFT_OUT:
            return
        case name if name in _BLOCKS:
            builder.add(BlockKind.PARAGRAPH, _words(node), line=_line(node), strong=_is_strong(node))
        case "field":
            name, body = (_words(part) for part in node.children)
            builder.add(BlockKind.PARAGRAPH, f"{name}: {body}", line=_line(node))
        case "#text":
            return
        case _:
            _walk(builder, node, depth)


def _add_list(builder: TextBuilder, node: Any, depth: int) -> None:
    number = int(node.get("start", 1))
    for item in node.children:
        marker = "•"
        if node.tagname == "enumerated_list":
            marker = f"{node['prefix']}{counted(number, _FORMS[node['enumtype']])}{node['suffix']}"
        for child in item.children:
            if child.tagname in {"bullet_list", "enumerated_list"}:
                _add_list(builder, child, depth + 1)
            else:
                builder.add(BlockKind.LIST_ITEM, _words(child), marker=marker, level=depth, line=_line(child), strong=_is_strong(child))
                marker = ""
        number += 1


def _add_table(builder: TextBuilder, node: Any) -> None:
    table = builder.next_table()
    for row in node.findall(lambda found: found.tagname == "row"):
        cells = ["\n".join(_words(block) for block in entry.children).replace("\t", " ") for entry in row.children]
        builder.add_row(cells, table=table, line=_line(row))


def _line(node: Any) -> int | None:
    """The line of the file; docutils notes it at a node or at one inside."""
    return next((found.line for found in node.findall() if found.line), None)


def _words(node: Any) -> str:
    return "\n".join(line.strip() for line in node.astext().split("\n") if line.strip())


def _is_strong(node: Any) -> bool:
    return bool(node.children) and all(child.tagname == "strong" or not child.astext().strip() for child in node.children)
