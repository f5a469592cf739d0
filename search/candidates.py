"""Which passages are ranked at all: those near by words or by meaning, and those that the graph points to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.vocabulary import Predicate
from search.features import Asking
from search.index import Index
from search.question import Question
from search.record import Record
from search.thesaurus import NAME
from search.wording import expression

if TYPE_CHECKING:
    from search.embed import Vectors

_NEAREST = 80  # by each of words, all wordings, meaning
_RARE = 30  # a term that so few passages hold brings all of them: an exact hit is never cut
_BESIDE = 1  # passages on either side of a candidate


def candidates(record: Record, asked: Asking, index: Index, vector: "Vectors", among: Sequence[int] | None) -> set[int]:
    """The numbers of the passages to rank, inside `among` if given."""
    store, question = record.store, asked.question
    found = {number for number, _ in index.search(vector, _NEAREST, among)}
    for wanted in (own_expression(question), all_expression(question)):
        found |= {number for number, _ in store.search_words(wanted, _NEAREST, among)} if wanted else set()
    for term in question.terms:
        if term.expression and store.count_words(term.expression) <= _RARE:
            found |= {number for number, _ in store.search_words(term.expression, _RARE, among)}
    pointed = set(store.passages_at([*_of_people(asked), *_due(record, question)]))
    found |= pointed & set(among) if among is not None else pointed
    beside = {number + step for number in found for step in range(-_BESIDE, _BESIDE + 1)}
    return beside & set(among) if among is not None else beside


def own_expression(question: Question) -> str:
    """The FTS5 expression of the question's own words and of what names the same."""
    return expression(wording.words for term in question.terms for wording in term.wordings if wording.worth >= NAME)


def all_expression(question: Question) -> str:
    """The FTS5 expression of all wordings."""
    return expression(wording.words for term in question.terms for wording in term.wordings)


def _of_people(asked: Asking) -> list[tuple[str, int, int]]:
    """Places that bear on the people asked for; that they are members of something is said everywhere."""
    return [(document, each.start, each.end) for document, its in asked.bearings.items() for each in its if each.predicate != Predicate.MEMBER_OF]


def _due(record: Record, question: Question) -> list[tuple[str, int, int]]:
    """Places of actions that are due in the time asked for."""
    if not (question.since or question.until):
        return []
    first, last = question.since, question.until
    return [
        (document, start, end)
        for document, its in record.dues.items()
        for start, end, day in its
        if (first is None or day >= first.isoformat()) and (last is None or day <= last.isoformat())
    ]
