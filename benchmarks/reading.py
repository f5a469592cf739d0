"""How long reading takes against the chosen library alone on the same files, and how much memory.

    python -m benchmarks.reading

A PDF of 100 pages against pdfplumber (words and tables of each page), 100 .docx of five pages against all2md. Each run is a
process of its own; medians of three.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from tests.make_story import PARTS, STORY

RUNS = 3


def make_files(folder: Path) -> None:
    """The files that are read."""
    import docx
    import pypdfium2

    story, long = pypdfium2.PdfDocument(STORY / "story.pdf"), pypdfium2.PdfDocument.new()
    for _ in range(100 // len(story)):
        long.import_pages(story)
    long.save(folder / "long.pdf")
    for number in range(100):
        document = docx.Document()
        for copy in range(5):
            for part in PARTS:
                if part.rows:
                    table = document.add_table(rows=0, cols=len(part.rows[0]))
                    for row in part.rows:
                        for cell, words in zip(table.add_row().cells, row, strict=True):
                            cell.text = words
                else:
                    document.add_paragraph(f"{part.number} {part.words} {number}".strip(), style="Heading 1" if part.kind == "heading" else None)
            for _ in range(12):
                document.add_paragraph("The clerk reported on the works at the old quay, and members asked when the railings would be painted again. " * 2)
            if copy < 4:
                document.add_paragraph().paragraph_format.page_break_before = True
        document.save(str(folder / f"{number:03}.docx"))


def run(what: str, folder: Path) -> None:
    """One measured job: prints seconds and the peak of memory in megabytes."""
    from all2md import to_ast
    from pdfplumber import open as open_pdf

    from ingest.readers import read

    read((STORY / "story.docx").read_bytes(), "warm.docx")
    read((STORY / "story.pdf").read_bytes(), "warm.pdf")
    contents = [(file.read_bytes(), file.name) for file in sorted(folder.glob("*.pdf" if "pdf" in what else "*.docx"))]
    start = time.perf_counter()
    for content, name in contents:
        if what == "pdf-alone":
            with open_pdf(BytesIO(content)) as pdf:
                for page in pdf.pages:
                    page.extract_words()
                    page.find_tables()
                    page.close()
        elif what == "docx-alone":
            to_ast(BytesIO(content), source_format="docx")
        else:
            read(content, name)
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", nargs=2, metavar=("WHAT", "FOLDER"))
    given = parser.parse_args()
    if given.run:
        run(given.run[0], Path(given.run[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        make_files(Path(name))
        for kind in ("pdf", "docx"):
            times: dict[str, list[float]] = {}
            memory: dict[str, float] = {}
            for _ in range(RUNS):
                for what in (f"{kind}-alone", kind):
                    done = subprocess.run([sys.executable, "-m", "benchmarks.reading", "--run", what, name], check=True, capture_output=True, text=True)
                    seconds, megabytes = map(float, done.stdout.split())
                    times.setdefault(what, []).append(seconds)
                    memory[what] = max(memory.get(what, 0), megabytes)
            alone, ours = statistics.median(times[f"{kind}-alone"]), statistics.median(times[kind])
            print(f"{kind}: {ours:.2f} s, the library alone {alone:.2f} s: {ours / alone:.2f} times; peak {memory[kind]:.0f} MB")


if __name__ == "__main__":
    main()
