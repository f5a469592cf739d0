"""Scoring answers to a set of questions whose answers are known, beside what plain search finds.

A line of a question set: {"id", "question", "kind", "answers": [{"file", "quote"}]}; no answers means that the record holds
none. One quote in several files is one answer. A result finds it when it is of one of these files and quotes it: holds it,
lies inside it (half of it, or 25 words), or shares most of its words; more than 60 words and four times the quote is no
answer. Measures: success@1, success@5, recall@10, reciprocal rank, nDCG@10 (Järvelin and Kekäläinen 2002).
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import WrongUsage
from kg.model import fold
from kg.store import Store
from search.answer import Answer, ask
from search.embed import Embedder, embedder_for_question
from search.index import Index
from search.wording import quoted

DEPTH = 10
_FUSION = 60  # the constant of reciprocal-rank fusion (Cormack, Clarke, Büttcher 2009)
MEASURES = ("success@1", "success@5", "recall@10", "MRR", "nDCG@10")
Measures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One answer: a quote and the files that hold it."""

    quote: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a set."""

    id: str
    question: str
    kind: str
    answers: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One result as far as it is scored."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with what each way of searching made of it."""

    asked: Asked
    abstained: bool
    by: dict[str, Measures]  # way -> its measures; empty where there is no answer to find


def questions_in(file: Path) -> list[Asked]:
    """The questions of a file. Raises WrongUsage, naming the line, where it is no question set."""
    found = []
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"The questions {file} cannot be read ({error}): name a file with one JSON object a line.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                told = json.loads(line)
                found.append(Asked(str(told["id"]), str(told["question"]), str(told.get("kind", "")), _wanted(told["answers"])))
            except (ValueError, KeyError, TypeError) as error:
                raise WrongUsage(f'{file}:{number} is no question: it needs "id", "question", "kind" and "answers" with "file" and "quote" each.') from error
    return found


def _wanted(answers: Iterable[Mapping[str, str]]) -> tuple[Wanted, ...]:
    quotes: dict[str, str] = {}
    files: dict[str, set[str]] = {}
    for answer in answers:
        key = fold(answer["quote"])
        quotes[key] = answer["quote"]
        files.setdefault(key, set()).add(Path(answer["file"]).name)
    return tuple(Wanted(quote, frozenset(files[key])) for key, quote in quotes.items())


def finds(result: Found, wanted: Wanted) -> bool:
    """Whether a result quotes an answer."""
    if Path(result.file).name not in wanted.files:
        return False
    quote, text = fold(wanted.quote).split(), fold(result.text).split()
    if not text or len(text) > max(60, 4 * len(quote)):
        return False
    whole, said = " ".join(quote), " ".join(text)
    if whole in said or (said in whole and (len(text) * 2 >= len(quote) or len(text) >= 25)):
        return True
    shared = sum((Counter(quote) & Counter(text)).values())
    return shared / len(quote) >= 0.8 or 2 * shared / (len(quote) + len(text)) >= 0.6


def measures(results: Sequence[Found], answers: Sequence[Wanted]) -> Measures:
    """What the first ten results are worth; an answer counts where it is first found."""
    found: set[int] = set()
    gains = []
    for result in results[:DEPTH]:
        new = {at for at, wanted in enumerate(answers) if at not in found and finds(result, wanted)}
        found |= new
        gains.append(len(new))
    first = next((rank for rank, gain in enumerate(gains) if gain), None)
    gained = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(DEPTH, len(answers))))
    return {
        "success@1": float(first == 0),
        "success@5": float(first is not None and first < 5),
        "recall@10": len(found) / len(answers),
        "MRR": 0.0 if first is None else 1 / (first + 1),
        "nDCG@10": min(1.0, gained / ideal),
    }


def evaluate(
    store: Store, questions: Sequence[Asked], *, answer: Callable[[str], Answer] | None = None, plain: bool = True, progress: Callable[[int, int], None] = lambda done, of: None
) -> list[Scored]:
    """Each question with the measures of this program and, with `plain`, of BM25, of vectors and of their fusion on bare passages."""
    ways = PlainSearch(store) if plain else None
    asking = answer or (lambda question: ask(question, store))
    scored = []
    for done, each in enumerate(questions, start=1):
        given = asking(each.question)
        by: dict[str, Measures] = {}
        if each.answers:
            by["boardgraph"] = measures([Found(result.document, result.text) for result in given.results], each.answers)
            by |= {way: measures(results, each.answers) for way, results in (ways.search(each.question) if ways else {}).items()}
        scored.append(Scored(each, given.abstained, by))
        progress(done, len(questions))
    return scored


class PlainSearch:
    """What is had off the shelf: BM25, sentence embeddings and reciprocal-rank fusion of both, on passages without context."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._passages = store.passages()
        texts = {document.id: (document.path, document.text) for document in store.documents()}
        self._found = {number: Found(texts[each.document_id][0], texts[each.document_id][1][each.start : each.end]) for number, each in self._passages.items()}
        manifest = Index(store).manifest
        self._embedder: Embedder = embedder_for_question(manifest.model, Path(manifest.folder), manifest.digest)
        self._numbers = sorted(self._found, key=lambda number: len(self._found[number].text))
        self._vectors = self._embedder.encode([self._found[number].text for number in self._numbers])

    def search(self, question: str) -> dict[str, list[Found]]:
        """Way -> its first results."""
        words = [number for number, _ in self._store.search_words(f"words : ({' OR '.join(map(quoted, fold(question).split()))})", 100, context=0.0)] if fold(question) else []
        near = self._vectors @ self._embedder.encode([question])[0]
        meaning = [self._numbers[at] for at in sorted(range(len(self._numbers)), key=lambda at: (-float(near[at]), self._numbers[at]))[:100]]
        fused: dict[int, float] = {}
        for ranking in (words, meaning):
            for rank, number in enumerate(ranking, start=1):
                fused[number] = fused.get(number, 0.0) + 1 / (_FUSION + rank)
        both = sorted(fused, key=lambda number: (-fused[number], number))
        return {way: [self._found[number] for number in ranking[:DEPTH]] for way, ranking in (("BM25", words), ("vectors", meaning), ("fusion", both))}


def summary(scored: Sequence[Scored]) -> list[dict[str, str | float]]:
    """Rows of means: each way over all answerable questions, then this program by kind."""
    answerable = [each for each in scored if each.by]
    rows = [_row(way, [each.by[way] for each in answerable]) for way in (answerable[0].by if answerable else ())]
    kinds = sorted({each.asked.kind for each in answerable})
    return rows + [_row(f"boardgraph, {kind}", [each.by["boardgraph"] for each in answerable if each.asked.kind == kind]) for kind in kinds]


def _row(name: str, its: Sequence[Measures]) -> dict[str, str | float]:
    return {"": name, "questions": len(its), **{measure: round(sum(each[measure] for each in its) / len(its), 3) for measure in MEASURES}}


def abstaining(scored: Sequence[Scored]) -> dict[str, float | None]:
    """Precision and recall of saying that the record holds nothing."""
    said = sum(each.abstained for each in scored)
    unanswerable = sum(not each.asked.answers for each in scored)
    right = sum(each.abstained and not each.asked.answers for each in scored)
    return {"precision": round(right / said, 3) if said else None, "recall": round(right / unanswerable, 3) if unanswerable else None, "said": said, "unanswerable": unanswerable}
