"""Styles of OpenDocument text that say something of words: bold type, and the labels of lists (OpenDocument 1.3, 16.30 to 16.33)."""

from dataclasses import dataclass, field
from typing import Any

from ingest.readers.labels import counted, whole

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}


def qname(short: str) -> str:
    """A name as lxml spells it: "text:p" -> "{urn:…}p"."""
    prefix, _, local = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is labelled."""

    bullet: str  # "" for a number
    form: str  # "1", "a", "A", "i", "I" or "" for no number
    prefix: str
    suffix: str
    shown: int  # how many levels the label shows: 2 for "3.1"
    start: int


@dataclass(frozen=True, slots=True)
class Styles:
    """What of the styles says something about words: bold type, and the labels of lists and headings."""

    weights: dict[str, bool]  # style -> whether it is bold; styles that say nothing of weight are not in it
    lists: dict[str, dict[int, _Level]]
    list_of_paragraph: dict[str, str]  # paragraph style -> list style

    @classmethod
    def of(cls, *trees: Any) -> "Styles":
        """Read them from a document's content and styles."""
        weights: dict[str, tuple[str | None, str | None]] = {}
        lists, of_paragraph = {}, {}
        for tree in reversed(trees):
            for style in tree.iter(qname("style:style")):
                called = style.get(qname("style:name"))
                properties = style.find("style:text-properties", NAMESPACES)
                weight = properties.get(qname("fo:font-weight")) if properties is not None else None
                weights[called] = (weight, style.get(qname("style:parent-style-name")))
                if style.get(qname("style:list-style-name")):
                    of_paragraph[called] = style.get(qname("style:list-style-name"))
            for style in tree.iter(qname("text:list-style"), qname("text:outline-style")):
                lists[style.get(qname("style:name")) or "Outline"] = _levels(style)
        return cls({called: bold for called in weights if (bold := _is_bold(called, weights)) is not None}, lists, of_paragraph)


def _is_bold(called: str | None, weights: dict[str, tuple[str | None, str | None]]) -> bool | None:
    for _ in range(20):  # a damaged file may have a style that is its own parent
        weight, called = weights.get(called or "", (None, None))
        if weight is not None:
            return weight == "bold" or (weight.isdigit() and int(weight) >= 600)
        if called is None:
            break
    return None


def _levels(style: Any) -> dict[int, _Level]:
    levels = {}
    for level in style:
        number = whole(level.get(qname("text:level")))
        bullet = level.get(qname("text:bullet-char"), "") if level.tag == qname("text:list-level-style-bullet") else ""
        levels[number] = _Level(
            bullet="•" if bullet and not bullet.isascii() else bullet,
            form=level.get(qname("style:num-format"), ""),
            prefix=level.get(qname("style:num-prefix"), ""),
            suffix=level.get(qname("style:num-suffix"), ""),
            shown=whole(level.get(qname("text:display-levels"))),
            start=whole(level.get(qname("text:start-value"))),
        )
    return levels


def _label(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    """The label of an item: "3.1", "(a)"."""
    level = levels.get(depth)
    if level is None or level.bullet:
        return level.bullet if level else "•"
    if not level.form:
        return ""
    first = max(1, depth - level.shown + 1)
    shown = [counted(counts.get(at, 1), levels[at].form) for at in range(first, depth + 1) if at in levels and levels[at].form]
    return level.prefix + ".".join(shown) + level.suffix


@dataclass(slots=True)
class ListCount:
    """One list, or one that others continue: its style and how far each level has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next_label(self, depth: int, start: str | None) -> str:
        """Count one item on and give its label."""
        level = self.levels.get(depth)
        first = level.start if level else 1
        self.counts[depth] = whole(start) if start else self.counts.get(depth, first - 1) + 1
        for deeper in [at for at in self.counts if at > depth]:
            del self.counts[deeper]
        return _label(self.levels, self.counts, depth)
