"""The house's rules: which part may import which, one door for each heavy library, a light start."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("kg", "ingest", "search")
MAY_IMPORT = {"kg": {"kg"}, "ingest": {"ingest", "kg"}, "search": {"search", "kg"}}
DOORS = {
    "sqlite3": {"kg/store/__init__.py"},
    "networkx": {"kg/graph.py", "kg/path.py", "kg/export/graphml.py"},
    "faiss": {"search/index.py"},
    "sentence_transformers": {"search/embed.py"},
    "torch": {"search/embed.py"},
    "onnxruntime": {"search/embed.py"},
    "all2md": {"ingest/readers/docx.py"},
    "markdown_it": {"ingest/readers/markdown.py"},
    "selectolax": {"ingest/readers/html.py"},
    "pdfplumber": {"ingest/readers/pdf.py"},
    "pdfminer": {"ingest/readers/pdf.py"},
    "pypdfium2": {"ingest/readers/scan.py"},
    "pytesseract": {"ingest/readers/scan.py"},
    "PIL": {"ingest/readers/scan.py"},
    "lxml": {"ingest/readers/docx_parts.py", "ingest/readers/odt.py"},
    "docutils": {"ingest/readers/rst.py"},
    "oxmsg": {"ingest/readers/members.py"},
    "olefile": {"ingest/readers/__init__.py"},
    "spellchecker": {"ingest/layout/repair.py"},
    "nupunkt": {"ingest/sentences.py"},
    "dateparser": {"ingest/dates.py"},
    "snowballstemmer": {"kg/stems.py"},
    "bokeh": {"kg/picture/page.py"},
    "rapidfuzz": {"kg/resolve/names.py"},
}
SEE_THE_STORE = {"ingest/pipeline.py", "search/answer.py", "search/evaluate.py", "search/index.py", "search/known.py", "search/record.py"}
FILES = sorted(file.relative_to(ROOT) for package in PACKAGES for file in (ROOT / package).rglob("*.py"))


def imports(file: Path) -> Iterator[tuple[str, bool]]:
    """(module, whether it is imported when the file is) of every import that is not for types alone."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        above = list(ancestors(node))
        if any(isinstance(each, ast.If) and "TYPE_CHECKING" in ast.dump(each.test) for each in above):
            continue
        for name in names:
            yield name, not any(isinstance(each, ast.FunctionDef) for each in above)


def ancestors(node: ast.AST) -> Iterator[ast.AST]:
    while parent := getattr(node, "parent", None):
        yield parent
        node = parent


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_package_imports_only_what_lies_below_it(file: Path) -> None:
    """kg imports neither ingest nor search, and these two never each other."""
    tops = {name.split(".")[0] for name, _ in imports(ROOT / file)}
    assert tops & {*PACKAGES, "cli"} <= MAY_IMPORT[file.parts[0]]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_each_heavy_library_has_one_door_and_is_imported_when_first_used(file: Path) -> None:
    """A heavy library is imported in its door alone, inside a function; sqlite3 is light and may stand at the top."""
    for name, at_top in imports(ROOT / file):
        top = name.split(".")[0]
        if top in DOORS:
            assert file.as_posix() in DOORS[top], f"{file} imports {top}"
            assert top == "sqlite3" or not at_top, f"{file} imports {top} at its top"


@pytest.mark.parametrize("file", [file for file in FILES if file.parts[0] != "kg"], ids=str)
def test_few_see_the_store(file: Path) -> None:
    """Parsing and ranking are pure: the store is seen where data goes in and where answers come out."""
    sees = any(name == "kg.store" for name, _ in imports(ROOT / file))
    assert not sees or file.as_posix() in SEE_THE_STORE


def test_help_starts_without_heavy_libraries() -> None:
    """`boardgraph --help` imports neither torch, faiss, sentence_transformers nor networkx."""
    script = "import sys, cli\ntry:\n    sys.argv = ['boardgraph', '--help']\n    cli.main()\nexcept SystemExit:\n    pass\nprint(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "Usage: boardgraph" in done.stdout
    loaded = set(ast.literal_eval(done.stderr))
    assert not loaded & {"torch", "faiss", "sentence_transformers", "networkx", "numpy", "onnxruntime", "rich", "pydantic"}
