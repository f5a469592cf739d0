"""The SQL of identity: names and their keys, what is around each mention, judgements of rules and of users."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.errors import NotFound
from kg.forenames import is_common
from kg.model import Judgement, Mention, Statement, fold
from kg.resolve.names import REALMS, body_words, folded, is_generic, keys_of, person_name, tied, titles_of
from kg.resolve.records import Bearer, Told
from kg.vocabulary import Kind, Predicate

if TYPE_CHECKING:
    import sqlite3

_ALL_REALMS = tuple(dict.fromkeys(REALMS.values()))


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a user did to identity."""

    number: int
    verb: str  # "merge", "split", "review"
    made_by: str
    made_on: str  # ISO date
    note: str
    withdrawn_on: str | None
    judgements: int  # how many rows it has


@dataclass(frozen=True, slots=True)
class Bears:
    """What a mention was when a user judged it, so that the judgement finds it again in a newer file."""

    document: str  # sha256 of its file
    path: str
    kind: str
    name: str  # folded
    board: str  # of the meeting, folded
    date: str  # ISO


class Identities:
    """Identity in an open store; `Store.identity` gives it. Writing goes through the store's own transactions."""

    def __init__(self, db: "sqlite3.Connection", transaction: Callable[[], AbstractContextManager[None]]) -> None:
        self._db = db
        self._transaction = transaction

    # Names

    def add_names(self, document_id: str, mentions: Sequence[Mention], statements: Sequence[Statement]) -> None:
        """Note the names of a document's mentions, and that they are new. Runs inside the caller's transaction."""
        also: dict[str, list[str]] = defaultdict(list)
        for statement in statements:
            if statement.predicate == Predicate.ALSO_KNOWN_AS and statement.value:
                also[statement.subject].append(statement.value)
        board = _board_of(document_id, mentions, statements)
        names, rows = set(), []
        for mention in mentions:
            realm = REALMS.get(Kind(mention.kind))
            if realm is None:
                continue
            for wording in [mention.label, *also[mention.id]]:
                bare = folded(realm, wording)
                if not bare.strip("- "):
                    continue
                name = tied(realm, bare, board)
                names.add((realm, name))
                rows.append((mention.id, document_id, realm, name))
        self._db.executemany("INSERT OR IGNORE INTO bears VALUES (?, ?, ?, ?)", rows)
        for realm in _ALL_REALMS:
            its = sorted(name for at, name in names if at == realm)
            known = {
                name for (name,) in self._db.execute("SELECT DISTINCT name FROM name_key WHERE realm = ? AND name IN (SELECT value FROM json_each(?))", (realm, json.dumps(its)))
            }
            rows_of_keys = ((realm, name, key) for name in its if name not in known for key in sorted(keys_of(realm, name)))
            self._db.executemany("INSERT OR IGNORE INTO name_key VALUES (?, ?, ?)", rows_of_keys)
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", names)

    def drop_names(self, document_id: str) -> None:
        """Forget the names of a document that goes, and what rules said of its mentions. Runs inside the caller's transaction."""
        self._db.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT realm, name FROM bears WHERE document_id = ?", (document_id,))
        for end in ("left_id", "right_id"):
            self._db.execute(f"DELETE FROM judgement WHERE act IS NULL AND {end} IN (SELECT mention_id FROM bears WHERE document_id = ?)", (document_id,))
        self._db.execute("DELETE FROM bears WHERE document_id = ?", (document_id,))

    def touch(self, mention_ids: Iterable[str]) -> None:
        """Note that what is known of some mentions has changed. Runs inside the caller's transaction."""
        self._db.execute(
            "INSERT OR IGNORE INTO touched SELECT DISTINCT realm, name FROM bears WHERE mention_id IN (SELECT value FROM json_each(?))", (json.dumps(list(mention_ids)),)
        )

    @property
    def resolver(self) -> str:
        """The version of the rules by which identity was resolved; "" before that."""
        return str(self._db.execute("SELECT value FROM meta WHERE key = 'resolver'").fetchone()[0])

    def touched(self) -> dict[str, set[str]]:
        """Realm -> names whose mentions came or went since identity was resolved."""
        found: dict[str, set[str]] = defaultdict(set)
        for realm, name in self._db.execute("SELECT realm, name FROM touched"):
            found[realm].add(name)
        return dict(found)

    def rename_all(self) -> None:
        """Take all names and keys anew from mentions and statements; afterwards all are touched."""
        with self._transaction():
            for table in ("bears", "name_key", "touched"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("DELETE FROM judgement WHERE act IS NULL")
            mentions: dict[str, list[Mention]] = defaultdict(list)
            for row in self._db.execute("SELECT id, document_id, kind, label, start, end FROM mention"):
                mentions[row[1]].append(Mention(*row))
            also: dict[str, list[Statement]] = defaultdict(list)
            query = "SELECT id, document_id, subject, predicate, object, value, item, start, end, evidence, rule, confidence, event_date FROM statement WHERE predicate IN (?, ?) ORDER BY start, id"
            for row in self._db.execute(query, (Predicate.ALSO_KNOWN_AS.value, Predicate.HELD_BY.value)):
                also[row[1]].append(Statement(*row))
            for document_id, its in mentions.items():
                self.add_names(document_id, its, also[document_id])

    def reach(self, realm: str, names: Iterable[str]) -> set[str]:
        """The names that are compared with some names, directly or through others, themselves among them."""
        found, fresh = set(), set(names)
        while fresh:
            found |= fresh
            near = self._db.execute(
                """SELECT DISTINCT other.name FROM name_key own JOIN name_key other ON other.realm = own.realm AND other.key = own.key
                   WHERE own.realm = ?1 AND own.name IN (SELECT value FROM json_each(?2))
                   UNION SELECT other.name FROM bears own JOIN bears other ON other.mention_id = own.mention_id
                   WHERE own.realm = ?1 AND own.name IN (SELECT value FROM json_each(?2))""",
                (realm, json.dumps(sorted(fresh))),
            )
            fresh = {name for (name,) in near} - found
        return found

    def keys(self, realm: str, names: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """(name, key) of the names given, or of all."""
        inside, arguments = ("AND name IN (SELECT value FROM json_each(?))", [json.dumps(sorted(names))]) if names is not None else ("", [])
        yield from self._db.execute(f"SELECT name, key FROM name_key WHERE realm = ? {inside} ORDER BY name, key", [realm, *arguments])

    def bearing(self, realm: str, names: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """(mention, name) of the names given, or of all."""
        inside, arguments = ("AND name IN (SELECT value FROM json_each(?))", [json.dumps(sorted(names))]) if names is not None else ("", [])
        yield from self._db.execute(f"SELECT mention_id, name FROM bears WHERE realm = ? {inside} ORDER BY mention_id, name", [realm, *arguments])

    # What is around mentions

    def bearers(self, realm: str, mention_ids: Sequence[str]) -> list[Bearer]:
        """All that the rules may know of some mentions, by id."""
        wanted = json.dumps(list(mention_ids))
        rows = self._db.execute("SELECT id, document_id, kind, label FROM mention WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (wanted,)).fetchall()
        wordings = self._pairs(
            f"SELECT subject, value FROM statement WHERE predicate = '{Predicate.ALSO_KNOWN_AS}' AND subject IN (SELECT value FROM json_each(?)) ORDER BY id", wanted
        )
        meetings = self._meetings({row[1] for row in rows})
        around = {"person": self._around_people, "body": self._around_bodies, "paper": self._around_papers}.get(realm, lambda _: {})(wanted)
        own = self._own_meetings(wanted) if realm == "person" else {}
        return [
            Bearer(identifier, document, kind, label, (label, *wordings.get(identifier, ())), *own.get(identifier, meetings.get(document, ("", ""))), **around.get(identifier, {}))
            for identifier, document, kind, label in rows
        ]

    def _own_meetings(self, wanted: str) -> dict[str, tuple[str, str]]:
        """Person -> (key of the board, date) of the meeting in whose list it stands: a file may hold several."""
        query = f"""SELECT a.subject, coalesce(b.label, ''), coalesce(a.event_date, '') FROM statement a
                    LEFT JOIN statement h ON h.subject = a.object AND h.predicate = '{Predicate.HELD_BY}' LEFT JOIN mention b ON b.id = h.object
                    WHERE a.predicate = '{Predicate.ATTENDED}' AND a.subject IN (SELECT value FROM json_each(?)) ORDER BY a.start DESC, a.id"""
        return {person: (board_key(label), when) for person, label, when in self._db.execute(query, (wanted,))}

    def _pairs(self, query: str, wanted: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key, value in self._db.execute(query, (wanted,)):
            found[key].append(value)
        return found

    def _meetings(self, documents: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Document -> (key of the board that met, date) of its first meeting."""
        query = f"""SELECT r.object, coalesce(b.label, ''), coalesce(r.event_date, '') FROM statement r
                    LEFT JOIN statement h ON h.subject = r.subject AND h.predicate = '{Predicate.HELD_BY}' LEFT JOIN mention b ON b.id = h.object
                    WHERE r.predicate = '{Predicate.RECORDED_IN}' AND r.object IN (SELECT value FROM json_each(?)) ORDER BY r.start DESC, r.id"""
        return {document: (board_key(label), when) for document, label, when in self._db.execute(query, (json.dumps(sorted(documents)),))}

    def _lists(self, meetings: Iterable[str]) -> dict[str, frozenset[str]]:
        """Meeting -> the folded names in its attendance."""
        query = f"SELECT s.object, m.label FROM statement s JOIN mention m ON m.id = s.subject WHERE s.predicate = '{Predicate.ATTENDED}' AND s.object IN (SELECT value FROM json_each(?))"
        found = self._pairs(query, json.dumps(sorted(meetings)))
        names = {label: person_name(label) for labels in found.values() for label in labels}
        # A name that many bear, or a short one, is no sign that two people met the same others.
        telling = {label: name.whole for label, name in names.items() if name.is_whole and not is_common(name.forename, name.surname)}
        return {meeting: frozenset(telling[label] for label in labels if label in telling) for meeting, labels in found.items()}

    def _around_people(self, wanted: str) -> dict[str, dict[str, Any]]:
        """Person -> lists, companions, bodies, posts and titles."""
        listed: dict[str, set[str]] = defaultdict(set)
        posts: dict[str, set[str]] = defaultdict(set)
        titles: dict[str, set[str]] = defaultdict(set)
        bodies: dict[str, set[str]] = defaultdict(set)
        query = f"SELECT subject, object, qualifiers FROM statement WHERE predicate = '{Predicate.ATTENDED}' AND subject IN (SELECT value FROM json_each(?))"
        for person, meeting, qualifiers in self._db.execute(query, (wanted,)):
            its = json.loads(qualifiers)
            listed[person].add(meeting)
            if "post" in its:
                posts[person].add(fold(its["post"]))
            if "represents" in its and not is_generic("body", folded("body", its["represents"])):
                bodies[person].add(board_key(its["represents"]))
            titles[person] |= titles_of(its.get("as_printed", ""))
        query = f"SELECT s.subject, b.label FROM statement s JOIN mention b ON b.id = s.object WHERE s.predicate = '{Predicate.MEMBER_OF}' AND s.subject IN (SELECT value FROM json_each(?))"
        for person, body in self._db.execute(query, (wanted,)):
            bodies[person] |= set() if is_generic("body", folded("body", body)) else {board_key(body)}
        query = f"SELECT object, qualifiers FROM statement WHERE predicate IN ('{Predicate.MENTIONS}', '{Predicate.ASSIGNED_TO}') AND object IN (SELECT value FROM json_each(?))"
        for person, qualifiers in self._db.execute(query, (wanted,)):
            titles[person] |= titles_of(json.loads(qualifiers).get("as_printed", ""))
        lists = self._lists({meeting for its in listed.values() for meeting in its})
        return {
            person: {
                "listed": frozenset(listed[person]),
                "companions": frozenset().union(*(lists[meeting] for meeting in listed[person])) if len(listed[person]) != 1 else lists[next(iter(listed[person]))],
                "bodies": frozenset(bodies[person]),
                "posts": frozenset(posts[person]),
                "titles": frozenset(titles[person]),
            }
            for person in listed.keys() | bodies.keys() | titles.keys()
        }

    def _around_bodies(self, wanted: str) -> dict[str, dict[str, Any]]:
        """Board -> the names of those who attended its meetings."""
        query = f"SELECT object, subject FROM statement WHERE predicate = '{Predicate.HELD_BY}' AND object IN (SELECT value FROM json_each(?))"
        held = self._pairs(query, wanted)
        lists = self._lists({meeting for meetings in held.values() for meeting in meetings})
        return {board: {"companions": frozenset().union(*(lists.get(meeting, frozenset()) for meeting in meetings))} for board, meetings in held.items()}

    def _around_papers(self, wanted: str) -> dict[str, dict[str, Any]]:
        """Paper -> its authors."""
        query = f"SELECT s.object, m.label FROM statement s JOIN mention m ON m.id = s.subject WHERE s.predicate = '{Predicate.AUTHORED}' AND s.object IN (SELECT value FROM json_each(?))"
        return {paper: {"authors": frozenset(fold(label) for label in labels)} for paper, labels in self._pairs(query, wanted).items()}

    # Judgements

    def replace(self, judged: Mapping[str, tuple[Sequence[str], Sequence[Judgement]]], resolver: str) -> None:
        """Put what rules say of some mentions in the place of what they said; realm -> (mentions, judgements). Nothing is touched afterwards."""
        with self._transaction():
            for mentions, judgements in judged.values():
                wanted = json.dumps(list(mentions))
                for end in ("left_id", "right_id"):
                    self._db.execute(f"DELETE FROM judgement WHERE act IS NULL AND {end} IN (SELECT value FROM json_each(?))", (wanted,))
                rows = ((j.left, j.right, j.verdict, j.score, json.dumps(j.features, ensure_ascii=False, sort_keys=True)) for j in judgements)
                self._db.executemany("INSERT INTO judgement (left_id, right_id, verdict, score, features) VALUES (?, ?, ?, ?, ?)", rows)
            self._db.execute("DELETE FROM touched")
            self._db.execute("UPDATE meta SET value = ? WHERE key = 'resolver'", (resolver,))

    def by_rule(self) -> list[Judgement]:
        """What rules say, by the ids of the mentions."""
        query = "SELECT left_id, right_id, verdict, score, features FROM judgement WHERE act IS NULL ORDER BY left_id, right_id, verdict"
        return [Judgement(left, right, verdict, score, json.loads(features), "rule") for left, right, verdict, score, features in self._db.execute(query)]

    def by_users(self) -> list[tuple[int, Judgement, Bears, Bears]]:
        """(act, judgement, what its ends were) of all that users said and did not take back, oldest first; ends that are gone are found again where they can be."""
        query = """SELECT j.act, j.left_id, j.right_id, j.verdict, j.score, j.features, j.left_bears, j.right_bears, a.made_by
                   FROM judgement j JOIN act a ON a.number = j.act WHERE a.withdrawn_on IS NULL ORDER BY j.number"""
        found = []
        for act, left, right, verdict, score, features, left_bears, right_bears, by in self._db.execute(query).fetchall():
            one, other = Bears(**json.loads(left_bears)), Bears(**json.loads(right_bears))
            judgement = Judgement(self.living(left, one), self.living(right, other), verdict, score, json.loads(features), by)
            found.append((act, judgement, one, other))
        return found

    def told(self) -> list[Told]:
        """What users say of mentions that are in the store; of one pair the last word counts.

        What holds through a mention that is gone (A = B, B = C, and the file of B was removed) is said of those that are here.
        """
        said = self.last_words()
        groups = _joined((left, right) for (left, right), verdict in said.items() if verdict == "positive")
        here = {end for pair in said for end in pair if self.is_here(end)}
        found: dict[tuple[str, str], str] = {pair: verdict for pair, verdict in said.items() if pair[0] in here and pair[1] in here}
        for group in groups.values():
            present = sorted(end for end in group if end in here)
            for one, other in pairwise(present):
                found.setdefault((one, other), "positive")
        for (left, right), verdict in said.items():
            if verdict != "negative" or (left in here and right in here):
                continue
            ones, others = (min((each for each in groups.get(end, {end}) if each in here), default=None) for end in (left, right))
            if ones and others and ones != others:
                found.setdefault((min(ones, others), max(ones, others)), "negative")
        return [Told(left, right, verdict) for (left, right), verdict in sorted(found.items())]

    def last_words(self) -> dict[tuple[str, str], str]:
        """Pair of ids -> the verdict that users gave last, whether the mentions are in the store or not."""
        last: dict[tuple[str, str], str] = {}
        for _, judgement, _, _ in self.by_users():
            last[min(judgement.left, judgement.right), max(judgement.left, judgement.right)] = judgement.verdict
        return last

    def live(self) -> list[Judgement]:
        """All that rules say and users said last, by the ids of the mentions; nothing tells when it was said."""
        users = {(left, right): judgement for _, judgement, _, _ in self.by_users() for left, right in [sorted((judgement.left, judgement.right))]}
        return sorted([*self.by_rule(), *users.values()], key=lambda each: (each.left, each.right, each.verdict, each.by))

    def living(self, mention_id: str, bears: Bears) -> str:
        """A mention's id; where it is gone, that of the one which bears its name at the same meeting in the file that replaced its own."""
        if self.is_here(mention_id):
            return mention_id
        realm = REALMS[Kind(bears.kind)]
        query = "SELECT b.mention_id, b.document_id, m.kind FROM bears b JOIN mention m ON m.id = b.mention_id WHERE b.realm = ? AND b.name = ? ORDER BY b.mention_id"
        alike = [(mention, document) for mention, document, kind in self._db.execute(query, (realm, bears.name)) if kind == bears.kind]
        meetings = self._meetings({document for _, document in alike})
        paths = dict(self._db.execute("SELECT document_id, min(path) FROM file GROUP BY document_id"))
        same_file = [mention for mention, document in alike if document == bears.document or paths.get(document) == bears.path]
        same_meeting = [mention for mention, document in alike if bears.date and meetings.get(document) == (bears.board, bears.date)]
        return next((found[0] for found in (same_file, same_meeting) if len(found) == 1), mention_id)

    def is_here(self, mention_id: str) -> bool:
        """Whether a mention is in the store."""
        return self._db.execute("SELECT 1 FROM mention WHERE id = ?", (mention_id,)).fetchone() is not None

    def bears_of(self, mention_id: str) -> Bears:
        """What a mention is. Raises NotFound where it is not in the store."""
        row = self._db.execute(
            "SELECT m.document_id, coalesce((SELECT min(path) FROM file f WHERE f.document_id = m.document_id), ''), m.kind, m.label FROM mention m WHERE m.id = ?", (mention_id,)
        ).fetchone()
        if row is None:
            raise NotFound(f"No mention has the id {mention_id[:12]}.")
        document, path, kind, label = row
        board, when = self._meetings({document}).get(document, ("", ""))
        realm = REALMS[Kind(kind)]
        return Bears(document, path, kind, tied(realm, folded(realm, label), board or document), board, when)

    def add_act(self, verb: str, by: str, note: str, judgements: Sequence[tuple[Judgement, Bears, Bears]], on: str | None = None) -> int:
        """Note what a user did, today or on an ISO date; gives the number by which it can be undone."""
        with self._transaction():
            number = self._db.execute("INSERT INTO act (verb, made_by, made_on, note) VALUES (?, ?, ?, ?)", (verb, by, on or date.today().isoformat(), note)).lastrowid
            rows = (
                (number, j.left, j.right, j.verdict, j.score, json.dumps(j.features, ensure_ascii=False, sort_keys=True), json.dumps(_as_dict(left)), json.dumps(_as_dict(right)))
                for j, left, right in judgements
            )
            self._db.executemany("INSERT INTO judgement (act, left_id, right_id, verdict, score, features, left_bears, right_bears) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self.touch(end for j, _, _ in judgements for end in (j.left, j.right))
        return int(number or 0)

    def withdraw(self, number: int) -> Act:
        """Take back what a user did. Raises NotFound for an act that there is not, or that was taken back."""
        act = next((act for act in self.acts() if act.number == number), None)
        if act is None:
            raise NotFound(f"There is no act {number}: 'boardgraph entity log' lists them.")
        if act.withdrawn_on:
            raise NotFound(f"Act {number} was undone on {act.withdrawn_on} already.")
        with self._transaction():
            ends = [judgement for at, judgement, _, _ in self.by_users() if at == number]
            self._db.execute("UPDATE act SET withdrawn_on = ? WHERE number = ?", (date.today().isoformat(), number))
            self.touch(end for judgement in ends for end in (judgement.left, judgement.right))
        return act

    def acts(self) -> list[Act]:
        """All that users did, oldest first."""
        query = "SELECT a.number, a.verb, a.made_by, a.made_on, a.note, a.withdrawn_on, (SELECT count(*) FROM judgement j WHERE j.act = a.number) FROM act a ORDER BY a.number"
        return [Act(*row) for row in self._db.execute(query)]


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Id -> all ids that pairs join with it."""
    groups: dict[str, set[str]] = {}
    for left, right in pairs:
        group = groups.get(left, {left}) | groups.get(right, {right})
        groups.update(dict.fromkeys(group, group))
    return groups


def _board_of(document_id: str, mentions: Iterable[Mention], statements: Iterable[Statement]) -> str:
    """What ties a document's names that fit many things: the key of the board that met, else the document."""
    held = next((statement.object for statement in statements if statement.predicate == Predicate.HELD_BY), None)
    return next((board_key(mention.label) for mention in mentions if mention.id == held), document_id)


def board_key(label: str) -> str:
    """What the wordings of one board share, from the wording alone."""
    return " ".join(sorted(body_words(folded("body", label)))) if label else ""


def _as_dict(bears: Bears) -> dict[str, str]:
    return {"document": bears.document, "path": bears.path, "kind": bears.kind, "name": bears.name, "board": bears.board, "date": bears.date}
