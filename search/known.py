"""What a question may name: the boards, people and acronyms of a record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.model import Mention, fold
from kg.names import initials_of, strip_titles
from kg.resolve.labels import best_label
from kg.resolve.nodes import nodes_among
from kg.stems import Stems, stem, stems
from kg.store import Store
from kg.vocabulary import Kind, Predicate
from search.thesaurus import NAME, is_acronym, other_wordings


@dataclass(frozen=True)
class Board:
    """A board as questions may name it."""

    node: str
    label: str
    names: tuple[str, ...]  # as printed
    told: str  # what stands above its minutes, and the names of their files
    dates: tuple[date, ...] = ()  # of its meetings, ascending

    @cached_property
    def name_stems(self) -> frozenset[str]:
        """The stems of its names, acronyms in them written out too."""
        whole = [other.words for name in self.names for word in name.split() if is_acronym(word) for other in other_wordings(word) if other.worth >= NAME]
        return frozenset(each for name in [*self.names, *whole] for each in stems(name))

    @cached_property
    def told_stems(self) -> frozenset[str]:
        """The stems of what stands above its minutes."""
        return frozenset(stems(self.told))

    @cached_property
    def acronym(self) -> str:
        """The first letters of its name where they are three or more."""
        letters = "".join(word[0] for word in self.label.split() if word[0].isupper())
        return letters if len(letters) > 2 else ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as questions may name them."""

    node: str
    label: str
    names: tuple[str, ...]  # folded, without titles
    initials: frozenset[str]
    members: frozenset[str]  # mention ids


def people_of(store: Store) -> list[Person]:
    """All people with a name of two words or more."""
    mentions = store.mentions(Kind.PERSON.value)
    people = []
    for node, its in _grouped(mentions, nodes_among(store, [mention.id for mention in mentions])).items():
        whole = [mention.label for mention in its if len(strip_titles(mention.label).split()) > 1]
        if whole:
            names = tuple(dict.fromkeys(fold(words) for label in whole for words in (label, strip_titles(label))))
            initials = frozenset(each.lower() for label in whole for each in initials_of(label))
            people.append(Person(node, best_label(whole), names, initials, frozenset(mention.id for mention in its)))
    return sorted(people, key=lambda person: (person.label, person.node))


def boards_of(store: Store) -> tuple[list[Board], dict[str, str]]:
    """(all boards that met, mention id -> node of each)."""
    mentions = store.mentions(Kind.BOARD.value)
    # What joins two boards may be a body that a third document names.
    nodes = nodes_among(store, [mention.id for mention in [*mentions, *store.mentions(Kind.ORGANISATION.value)]])
    recorded = {each.id: each for each in store.recorded()}
    boards = []
    for node, its in _alike(_grouped(mentions, nodes)).items():
        documents = [recorded[mention.document_id] for mention in its if mention.document_id in recorded]
        told = [part for each in documents for part in (each.path.replace("_", " "), store.opening_words(each.id))]
        dates = sorted({date.fromisoformat(each.date) for each in documents if each.date})
        names = tuple(sorted({mention.label for mention in its}))
        boards.append(Board(node, best_label([mention.label for mention in its]), names, "\n".join(told), tuple(dates)))
        nodes |= dict.fromkeys((mention.id for mention in its), node)
    return sorted(boards, key=lambda board: (board.label, board.node)), nodes


def _alike(grouped: dict[str, list[Mention]]) -> dict[str, list[Mention]]:
    """Boards of one name are one to ask for, whether they were judged to be or not."""
    joined: dict[str, list[Mention]] = {}
    by_name: dict[str, str] = {}
    for node in sorted(grouped):
        name = fold(best_label([mention.label for mention in grouped[node]]))
        joined.setdefault(by_name.setdefault(name, node), []).extend(grouped[node])
    return joined


def _grouped(mentions: Iterable[Mention], nodes: Mapping[str, str]) -> dict[str, list[Mention]]:
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[nodes[mention.id]].append(mention)
    return grouped


def glossary_of(store: Store) -> dict[Stems, tuple[str, ...]]:
    """Stems of an acronym or a long form -> the other wordings, as the documents define them."""
    topics = {mention.id: mention.label for mention in store.mentions(Kind.TOPIC.value)}
    found: dict[Stems, dict[str, None]] = defaultdict(dict)
    for statement in store.statements(predicate=Predicate.ABBREVIATED.value):
        short, long = statement.value or "", topics[statement.subject]
        # "ordnance (o" and other initials of one letter are no acronyms, and a person's are the person's.
        if len(short) > 1 and len(long.split()) > 1 and stem(fold(short)) != stem(fold(long)):
            found[stems(short)][long] = None
            found[stems(long)][short] = None
    return {key: tuple(others) for key, others in found.items() if key}
