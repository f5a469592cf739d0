"""What a result quotes: the sentences of a passage that answer, at most three and sixty words, or one that is longer."""

from collections.abc import Mapping, Sequence

from kg.model import Passage, fold
from kg.stems import stems
from kg.vocabulary import Kind
from search.embed import Embedder
from search.features import covered
from search.question import Aim, Term
from search.record import Record

MOST_WORDS, MOST_SENTENCES = 60, 3
_NEIGHBOUR = 0.0  # of the best sentence's score: what a sentence beside it must reach to be quoted with it, where there is room
_SETTLES = 0.4  # what a sentence gains that is the decision or action asked for
_WANTED = {Aim.DECISION: Kind.DECISION, Aim.ACTION: Kind.ACTION}

Span = tuple[int, int]


def quotes(record: Record, passages: Sequence[Passage], question: str, aim: Aim | None, rarity: Mapping[Term, float], embedder: Embedder) -> list[Span]:
    """Where the quote of each passage stands: all of a short one, else its best run of sentences."""
    long = [passage for passage in passages if not _is_short(record, passage)]
    sentences = [(passage, span) for passage in long for span in passage.sentences]
    texts = [record.document(passage.document_id).text[start:end] for passage, (start, end) in sentences]
    near = _nearness(embedder, question, texts)
    scores: dict[str, list[float]] = {passage.id: [] for passage in long}
    for (passage, span), text, cosine in zip(sentences, texts, near, strict=True):
        scores[passage.id].append(cosine + covered(rarity, stems(text)) + _SETTLES * _settles(record, passage, span, aim))
    return [_best_run(record, passage, scores[passage.id]) if passage.id in scores else (passage.sentences[0][0], passage.sentences[-1][1]) for passage in passages]


def runs(record: Record, passage: Passage) -> list[Span]:
    """All that could be quoted of a passage: runs of at most three sentences and sixty words, and each sentence."""
    text, sentences = record.document(passage.document_id).text, passage.sentences
    every = [(first, last) for first in range(len(sentences)) for last in range(first, min(len(sentences), first + MOST_SENTENCES))]
    return [(sentences[first][0], sentences[last][1]) for first, last in every if first == last or _size(text[sentences[first][0] : sentences[last][1]]) <= MOST_WORDS]


def _is_short(record: Record, passage: Passage) -> bool:
    text = record.document(passage.document_id).text
    return len(passage.sentences) <= MOST_SENTENCES and _size(text[passage.sentences[0][0] : passage.sentences[-1][1]]) <= MOST_WORDS


def _size(words: str) -> int:
    """How many words there are, "co-operate" being two."""
    return len(fold(words).split())


def _nearness(embedder: Embedder, question: str, texts: Sequence[str]) -> list[float]:
    if not texts:
        return []
    vectors = embedder.encode([question, *texts])
    return [float(cosine) for cosine in vectors[1:] @ vectors[0]]


def _settles(record: Record, passage: Passage, span: Span, aim: Aim | None) -> bool:
    """Whether a sentence is the decision or action that is asked for."""
    wanted = _WANTED.get(aim) if aim else None
    return wanted is not None and any(mention.kind == wanted and mention.start < span[1] and span[0] < mention.end for mention in record.settled(passage.document_id))


def _best_run(record: Record, passage: Passage, scores: Sequence[float]) -> Span:
    """The best sentence, and those beside it that speak of the question too, as far as there is room."""
    text, sentences = record.document(passage.document_id).text, passage.sentences
    best = max(range(len(sentences)), key=lambda at: scores[at])
    first = last = best
    while last - first + 1 < MOST_SENTENCES:
        grown = [(scores[at], low, high) for at, low, high in ((first - 1, first - 1, last), (last + 1, first, last + 1)) if 0 <= at < len(sentences)]
        grown = [each for each in grown if each[0] >= _NEIGHBOUR * scores[best] and _size(text[sentences[each[1]][0] : sentences[each[2]][1]]) <= MOST_WORDS]
        if not grown:
            break
        _, first, last = max(grown)
    return sentences[first][0], sentences[last][1]
