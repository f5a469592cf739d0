"""How fast identity is resolved: a generated record of 5,000 people with 50,000 mentions in 2,500 meetings of 100 boards.

Usage: python -m benchmarks.resolving [PEOPLE] [MENTIONS]

Prints the seconds for all of it, for one document more, and the most memory that the process held.
"""

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from kg.forenames import lines_of
from kg.model import Document, Extraction, IdMaker, Mention, Statement
from kg.resolve.update import bring_up_to_date
from kg.store import Store
from kg.vocabulary import Kind, Predicate

_PER_MEETING = 20
_BOARDS = 100
_SYLLABLES = "ash bar bea ben bir bra bur cal car chad cole cor dale den dun el ever fair farn fen ford gar gil gra hal ham hart hay hol hurst ing kel ken lang lea ley lin lock low mar mel mor nor oak pen pit rad rid rus sea shaw sher stan sto sut thorn til tun wal war wel wes whit win wood wor wy".split()


def people_of(count: int, chance: random.Random) -> list[tuple[str, str, int]]:
    """(name, body, first board) of invented people; a fifth bear common surnames."""
    forenames = [line[0] for line in lines_of("forenames.txt")]
    common = [word for line in lines_of("surnames.txt") for word in line]
    surnames = sorted({(one + other).capitalize() for one in _SYLLABLES for other in _SYLLABLES if one != other})
    made: dict[str, tuple[str, str, int]] = {}
    while len(made) < count:
        name = f"{chance.choice(forenames)} {chance.choice(common if chance.random() < 0.2 else surnames)}"
        made.setdefault(name, (name, f"{chance.choice(_SYLLABLES).capitalize()}{chance.choice(_SYLLABLES)} Council", chance.randrange(_BOARDS)))
    return list(made.values())


def meeting_of(number: int, board: int, listed: list[tuple[str, str]]) -> Extraction:
    """The rows of minutes that list some people with the bodies that they stand for."""
    day = f"{2000 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}"
    title = f"{_SYLLABLES[board % len(_SYLLABLES)].capitalize()}{_SYLLABLES[board // len(_SYLLABLES)]} Board {'of Trade' if board % 2 else ''}".strip()
    text = "\n".join([title, *(f"{name}, {body}" for name, body in listed)])
    document = Document(f"{number:064x}", f"{number}.txt", "text/plain", "minutes", "unknown", "text/1", text)
    ids = IdMaker(document.id)
    meeting, held = (Mention(ids.make(kind, title), document.id, kind, title, 0, len(title)) for kind in (Kind.MEETING.value, Kind.BOARD.value))
    mentions, statements = [meeting, held], []

    def state(subject: Mention, predicate: Predicate, target: str, **qualifiers: str) -> None:
        statements.append(
            Statement(
                ids.make("stm", f"{subject.id}{predicate}{target}"),
                document.id,
                subject.id,
                predicate.value,
                target,
                None,
                "",
                subject.start,
                subject.end,
                "stated",
                "made",
                1.0,
                day,
                qualifiers,
            )
        )

    state(meeting, Predicate.RECORDED_IN, document.id)
    state(meeting, Predicate.HELD_BY, held.id)
    at = len(title) + 1
    for name, body in listed:
        person = Mention(ids.make("per", name), document.id, Kind.PERSON.value, name, at, at + len(name))
        mentions.append(person)
        state(person, Predicate.ATTENDED, meeting.id, status="present", represents=body)
        at += len(name) + len(body) + 3
    return Extraction(document, tuple(mentions), tuple(statements), ())


def main() -> None:
    """Make the record, resolve it, add one document, print."""
    count, mentions = (int(sys.argv[at]) if len(sys.argv) > at else default for at, default in ((1, 5000), (2, 50_000)))
    chance = random.Random(1)
    people = people_of(count, chance)
    on_board = [[person for person in people if person[2] == board] for board in range(_BOARDS)]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), create=True) as store:
        for number in range(mentions // _PER_MEETING + 1):
            board = number % _BOARDS
            listed = chance.sample(on_board[board], min(_PER_MEETING - 2, len(on_board[board]))) + chance.sample(people, 2)
            made = meeting_of(number, board, [(_as_written(name, chance), body) for name, body, _ in dict.fromkeys(listed)])
            if number == mentions // _PER_MEETING:
                began = time.perf_counter()
                judged = bring_up_to_date(store)
                print(f"{count} people, {store.counts()['people']} mentions: all {judged} mentions judged in {time.perf_counter() - began:.1f} s")
                store.put(made, f"/{number}", "1")
                began = time.perf_counter()
                judged = bring_up_to_date(store)
                print(f"one document more: {judged} mentions judged again in {time.perf_counter() - began:.2f} s")
            else:
                store.put(made, f"/{number}", "1")
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _as_written(name: str, chance: random.Random) -> str:
    """A name as minutes write it: now and then with an initial for the forename."""
    first, last = name.split(" ")
    return f"{first[0]} {last}" if chance.random() < 0.05 else name


if __name__ == "__main__":
    main()
