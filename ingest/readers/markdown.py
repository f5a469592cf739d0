"""Markdown, read by markdown-it: headings, paragraphs, list items and tables; emphasis marks are left out of the text,
HTML inside it is read as HTML."""

import re
from html import unescape
from typing import TYPE_CHECKING

from ingest.readers.html import add_html
from ingest.readers.text import decode
from ingest.source import BlockKind, Source, TextBuilder

if TYPE_CHECKING:
    from markdown_it.token import Token

NAME = "markdown/1"


def read(content: bytes) -> Source:
    """Read the bytes of a Markdown file; a YAML front matter is kept as its own lines."""
    from markdown_it import MarkdownIt

    builder = TextBuilder()
    text = decode(content)
    body, skipped = _front_matter(text, builder)
    tokens = MarkdownIt("commonmark", {"breaks": True}).enable("table").parse(body)
    lists: list[tuple[str, int]] = []  # kind and next number of each open list
    row: list[str] = []
    row_bold: list[list[str]] = []
    marker, row_line, table, level = "", None, 0, 0

    def line_of(token: "Token") -> int | None:
        return skipped + token.map[0] + 1 if token.map else None

    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(("•", 0))
            case "ordered_list_open":
                lists.append(("1", int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                kind, number = lists[-1]
                marker = "•" if kind == "•" else f"{number}{token.markup}"
                lists[-1] = (kind, number + 1)
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "table_open":
                table = builder.next_table()
            case "table_close":
                table = 0
            case "tr_open":
                row, row_bold, row_line = [], [], line_of(token)
            case "tr_close":
                builder.add_row(row, table=table, line=row_line, bold=row_bold)
            case "inline" if table:
                row.append(_plain(token).replace("\t", " ").strip())
                row_bold.append(_bold(token))
            case "inline":
                kind_of_block = BlockKind.HEADING if level else BlockKind.LIST_ITEM if lists else BlockKind.PARAGRAPH
                words, strong = _plain(token).strip(), bool(level) or _is_strong(token)
                builder.add(kind_of_block, words, marker=marker, level=level or len(lists), line=line_of(token), strong=strong, bold=_bold(token))
                marker = ""
            case "html_block":
                add_html(builder, token.content, line=line_of(token) or 1)
            case "fence" | "code_block":
                builder.add(BlockKind.PARAGRAPH, token.content.strip(), line=line_of(token))
    return builder.source("text/markdown", NAME)


def _front_matter(text: str, builder: TextBuilder) -> tuple[str, int]:
    """Add the lines between two leading `---` as paragraphs; give the rest and the number of lines before it."""
    lines = text.split("\n")
    fence = lines[0].strip()
    if fence not in {"---", "+++"} or fence not in (line.strip() for line in lines[1:]):
        return text, 0
    end = next(number for number, line in enumerate(lines[1:], start=1) if line.strip() == fence)
    for number, line in enumerate(lines[1:end], start=2):
        # The keys of TOML are set as those of YAML are.
        builder.add(BlockKind.PARAGRAPH, re.sub(r"^(\w+)\s+=\s+", r"\1: ", unescape(line.strip())), line=number)
    return "\n".join(lines[end + 1 :]), end + 1


def _plain(token: "Token") -> str:
    """The words of an inline token without its marks."""
    pieces = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            pieces.append(child.content)
        elif child.type in {"softbreak", "hardbreak"} or (child.type == "html_inline" and child.content.lower().startswith("<br")):
            pieces.append("\n")
    return "".join(pieces)


def _bold(token: "Token") -> list[str]:
    """The pieces of an inline token that are bold."""
    pieces, depth = [""], 0
    for child in token.children or ():
        depth += child.nesting if child.type.startswith("strong") else 0
        if depth and child.type in {"text", "code_inline"}:
            pieces[-1] += child.content
        elif not depth and pieces[-1]:
            pieces.append("")
    return pieces


def _is_strong(token: "Token") -> bool:
    """Whether all words of an inline token are bold."""
    depth = 0
    for child in token.children or ():
        depth += child.nesting if child.type.startswith("strong") else 0
        if depth == 0 and child.type in {"text", "code_inline"} and child.content.strip():
            return False
    return True
