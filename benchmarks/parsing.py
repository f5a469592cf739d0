"""How many pages of minutes are parsed in a second on one core, once their text is there.

    python -m benchmarks.parsing [FILE ...]

Without files the sample minutes are parsed, all together once to warm up and then for five seconds. A page is 500 words.
The baseline of the same run is splitting the same texts into sentences with nupunkt, which the parser does too.
"""

import sys
import time
from pathlib import Path

from ingest.minutes.parse import parse
from ingest.readers import read
from ingest.sentences import _model  # the baseline wants the same model, without the cache of sentences
from tests.conftest import sample_files

SECONDS = 5.0
WORDS_A_PAGE = 500


def main() -> None:
    """Measure and print pages a second, and the ratio to the baseline."""
    import nupunkt

    files = [Path(given) for given in sys.argv[1:]] or sample_files()
    sources = [(read(file.read_bytes(), file.name), file.name) for file in files]
    words = sum(len(source.text.split()) for source, _ in sources)
    for source, name in sources:
        parse(source, name)

    def rate(job: "object") -> float:
        rounds, began = 0, time.process_time()
        while time.process_time() - began < SECONDS:
            for number, (source, name) in enumerate(sources):
                # A text of its own each time: what the parser remembers of sentences does not count.
                job(source, name, rounds, number)  # type: ignore[operator]
            rounds += 1
        return rounds * words / WORDS_A_PAGE / (time.process_time() - began)

    def parsing(source: object, name: str, _round: int, _number: int) -> None:
        from ingest import sentences

        sentences._places.cache_clear()
        parse(source, name)  # type: ignore[arg-type]

    def splitting(source: object, _name: str, _round: int, _number: int) -> None:
        nupunkt.segment(source.text, model=_model())  # type: ignore[attr-defined]

    ours, baseline = rate(parsing), rate(splitting)
    print(f"{words} words in {len(files)} files: {ours:.0f} pages a second parsed, {baseline:.0f} split into sentences alone (ratio {ours / baseline:.2f})")


if __name__ == "__main__":
    main()
