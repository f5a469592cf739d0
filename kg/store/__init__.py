"""All SQL. The statement table is the truth; the graph and the vector index are projections of it.

A document goes in whole, in one transaction, or not at all.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from importlib import resources
from itertools import starmap
from pathlib import Path
from typing import Any

from kg.errors import NotFound, StoreUnusable, WrongUsage
from kg.model import Document, Doubt, Extraction, Mention, Passage, Reading, Statement
from kg.store.identity import Identities
from kg.twins import Recorded, sketch
from kg.vocabulary import KIND_PLURALS, Kind

FILE_NAME = "boardgraph.sqlite3"
_PASSAGE_COLUMNS = "id, document_id, start, end, line, page, item, item_title, kind, speaker, exempt, context, sentences"
_STATEMENT_COLUMNS = "id, document_id, subject, predicate, object, value, item, start, end, evidence, rule, confidence, event_date, qualifiers, evidence_spans"


#: Documents as _document reads them; a condition and GROUP BY follow. One that is about to go has no file any more.
_DOCUMENTS = """SELECT d.id, coalesce(min(f.path), ''), d.media_type, d.kind, d.status, d.reader, d.text, d.lines, d.pages, d.reading, d.doubts
                FROM document d LEFT JOIN file f ON f.document_id = d.id"""


@dataclass(frozen=True, slots=True)
class Retired:
    """What an id stood for that is no longer in the store."""

    document_id: str
    path: str  # of the file, relative to the folder that was ingested
    line: int
    page: int | None
    words: str
    successor: str | None  # the document that replaced its document
    gone_on: str | None  # ISO; None where the document is there and was read anew


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on disk and the document that its bytes are."""

    location: str  # absolute
    path: str  # relative to the folder that was ingested
    document_id: str


class Store:
    """An open store. Use it as a context manager; `Store.open` makes the folder and the tables when asked to."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db = connection
        self.folder = folder
        self.identity = Identities(connection, partial(self._transaction, counts=False))

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Store":
        """Open the store in `folder`.

        Raises StoreUnusable where the folder holds no store (and `create` is false), or cannot be written.
        """
        file = folder / FILE_NAME
        if not create and not file.exists():
            raise StoreUnusable(f"There is no store in {folder}: run 'boardgraph ingest PATH' first, or name another folder with --data.")
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, isolation_level=None)
            connection.execute("PRAGMA foreign_keys = ON")
            store = cls(connection, folder)
            store._migrate()
        except (OSError, sqlite3.OperationalError) as error:
            raise StoreUnusable(f"The data folder {folder} cannot be used ({error}): name a folder that you can write to with --data.") from error
        except sqlite3.DatabaseError as error:
            raise StoreUnusable(f"{file} is not a Boardgraph store ({error}): move it away and ingest again.") from error
        return store

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _migrate(self) -> None:
        """Run the migrations that this store has not seen; `PRAGMA user_version` counts them."""
        done = self._db.execute("PRAGMA user_version").fetchone()[0]
        scripts = sorted((entry for entry in resources.files("kg").joinpath("migrations").iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
        if done > len(scripts):
            raise StoreUnusable(f"The store in {self.folder} was made by a newer Boardgraph: update the program.")
        for number, script in enumerate(scripts[done:], start=done + 1):
            self._db.executescript(f"BEGIN;\n{script.read_text('utf-8')}\nPRAGMA user_version = {number};\nCOMMIT;")

    @contextmanager
    def _transaction(self, *, counts: bool = True) -> Iterator[None]:
        """All or nothing; counts the revision up, unless what is searched stays as it is."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreUnusable(f"The store in {self.folder} cannot be written ({error}): close other Boardgraph commands, or check the folder's permissions.") from error
        try:
            yield
            if counts:
                self._db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'revision'")
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    # What goes in

    def put(self, extraction: Extraction, location: str, parser: str) -> None:
        """Store a document whole under a file; what the file held before goes when no other file holds it."""
        document = extraction.document
        with self._transaction():
            previous = self.file_at(location)
            self._retire(document.id)
            self._delete_document(document.id)
            self._insert_document(document, parser)
            self._insert_mentions(extraction.mentions)
            self._insert_statements(extraction.statements)
            self.identity.add_names(document.id, extraction.mentions, extraction.statements)
            self._insert_passages(extraction.passages, document.text)
            self._revive(document.id)
            self._set_file(StoredFile(location, document.path, document.id))
            if previous and previous.document_id != document.id:
                self._bury_if_orphan(previous, successor=document.id)

    def link_file(self, file: StoredFile) -> None:
        """Note that a file holds the bytes of a document that is in the store already."""
        with self._transaction():
            previous = self.file_at(file.location)
            self._set_file(file)
            if previous and previous.document_id != file.document_id:
                self._bury_if_orphan(previous, successor=file.document_id)

    def forget_file(self, file: StoredFile) -> None:
        """Forget a file that is gone; its document goes when no other file holds it."""
        with self._transaction():
            self._db.execute("DELETE FROM file WHERE location = ?", (file.location,))
            self._bury_if_orphan(file, successor=None)

    def _set_file(self, file: StoredFile) -> None:
        self._db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", (file.location, file.path, file.document_id))

    def _bury_if_orphan(self, file: StoredFile, successor: str | None) -> None:
        if self._db.execute("SELECT 1 FROM file WHERE document_id = ?", (file.document_id,)).fetchone():
            return
        self._retire(file.document_id)
        self._delete_document(file.document_id)
        self._db.execute("INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?, ?)", (file.document_id, file.path, successor, date.today().isoformat()))

    def _retire(self, document_id: str) -> None:
        """Keep what the ids of a document stand for, before it goes or is read anew."""
        row = self._db.execute(f"{_DOCUMENTS} WHERE d.id = ? GROUP BY d.id", (document_id,)).fetchone()
        if row is None:
            return
        document = _document(row)
        places = [
            *self._db.execute("SELECT id, kind, start, end FROM mention WHERE document_id = ?", (document_id,)),
            *self._db.execute("SELECT id, 'stm', start, end FROM statement WHERE document_id = ?", (document_id,)),
            *self._db.execute("SELECT id, 'psg', start, end FROM passage WHERE document_id = ?", (document_id,)),
        ]
        rows = ((full, prefix, document_id, document.line_of(start), document.page_of(start), document.text[start:end]) for full, prefix, start, end in places)
        self._db.executemany("INSERT OR REPLACE INTO retired VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _revive(self, document_id: str) -> None:
        """Drop from the retired what is in the store again."""
        live = "SELECT id FROM mention WHERE document_id = ?1 UNION SELECT id FROM statement WHERE document_id = ?1 UNION SELECT id FROM passage WHERE document_id = ?1"
        self._db.execute(f"DELETE FROM retired WHERE document_id = ?1 AND id IN ({live})", (document_id,))

    def forget_retired(self) -> None:
        """Drop the words of replaced documents; that they were replaced, and by what, stays."""
        with self._transaction():
            self._db.execute("DELETE FROM retired")

    def _delete_document(self, document_id: str) -> None:
        self.identity.drop_names(document_id)
        self._db.execute("DELETE FROM passage_words WHERE rowid IN (SELECT number FROM passage WHERE document_id = ?)", (document_id,))
        for table in ("passage", "statement", "mention"):
            self._db.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        self._db.execute("DELETE FROM document WHERE id = ?", (document_id,))

    def _insert_document(self, document: Document, parser: str) -> None:
        self._db.execute(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.media_type,
                document.kind,
                document.status,
                document.reader,
                parser,
                document.text,
                json.dumps(document.lines),
                json.dumps(document.pages),
                json.dumps(asdict(document.reading), ensure_ascii=False),
                json.dumps(sketch(document.text)),
                json.dumps([(doubt.kind, doubt.message, doubt.start, doubt.end) for doubt in document.doubts], ensure_ascii=False),
            ),
        )
        self._db.execute("DELETE FROM tombstone WHERE document_id = ?", (document.id,))

    def _insert_mentions(self, mentions: Iterable[Mention]) -> None:
        rows = ((m.id, m.document_id, m.kind, m.label, m.start, m.end) for m in mentions)
        self._db.executemany("INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _insert_statements(self, statements: Iterable[Statement]) -> None:
        rows = (
            (
                s.id,
                s.document_id,
                s.subject,
                s.predicate,
                s.object,
                s.value,
                s.item,
                s.start,
                s.end,
                s.evidence,
                s.rule,
                s.confidence,
                s.event_date,
                json.dumps(s.qualifiers, ensure_ascii=False, sort_keys=True),
                json.dumps(s.evidence_spans),
            )
            for s in statements
        )
        self._db.executemany(f"INSERT INTO statement ({_STATEMENT_COLUMNS}) VALUES ({', '.join('?' * 15)})", rows)

    def _insert_passages(self, passages: Iterable[Passage], text: str) -> None:
        for p in passages:
            row = (p.id, p.document_id, p.start, p.end, p.line, p.page, p.item, p.item_title, p.kind, p.speaker, p.exempt, p.context, json.dumps(p.sentences))
            number = self._db.execute(f"INSERT INTO passage ({_PASSAGE_COLUMNS}) VALUES ({', '.join('?' * 13)})", row).lastrowid
            self._db.execute("INSERT INTO passage_words (rowid, words, context) VALUES (?, ?, ?)", (number, text[p.start : p.end], p.context))

    # What comes out

    @property
    def revision(self) -> int:
        """Counts the changes of this store, from 0."""
        return int(self._db.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])

    def file_at(self, location: str) -> StoredFile | None:
        """What is known of the file at an absolute path."""
        row = self._db.execute("SELECT location, path, document_id FROM file WHERE location = ?", (location,)).fetchone()
        return StoredFile(*row) if row else None

    def files(self) -> list[StoredFile]:
        """All files, by path."""
        return [StoredFile(*row) for row in self._db.execute("SELECT location, path, document_id FROM file ORDER BY path, location")]

    def parsed_by(self, document_id: str) -> str | None:
        """The version of the parser that made the stored extraction of a document; None when it is not in the store."""
        row = self._db.execute("SELECT parser FROM document WHERE id = ?", (document_id,)).fetchone()
        return str(row[0]) if row else None

    def documents(self) -> list[Document]:
        """All documents with their text, by path."""
        return [_document(row) for row in self._db.execute(f"{_DOCUMENTS} GROUP BY d.id ORDER BY min(f.path), d.id")]

    def document(self, document_id: str) -> Document:
        """One document. Raises NotFound, saying what became of it where that is known."""
        row = self._db.execute(f"{_DOCUMENTS} WHERE d.id = ? GROUP BY d.id", (document_id,)).fetchone()
        if row:
            return _document(row)
        raise NotFound(self._fate(document_id) or f"No document {document_id[:12]} is in the store: 'boardgraph status' lists what is.")

    def recorded(self, among: Iterable[str] | None = None) -> list[Recorded]:
        """What is known of documents (all, or those given) when their twins are looked for, by path."""
        inside = "WHERE d.id IN (SELECT value FROM json_each(?))" if among is not None else ""
        query = f"""SELECT d.id, min(f.path), d.media_type, d.kind, d.status, d.reading, max(b.label), max(r.event_date), d.sketch
                   FROM document d JOIN file f ON f.document_id = d.id
                   LEFT JOIN statement r ON r.object = d.id AND r.predicate = 'RECORDED_IN'
                   LEFT JOIN statement h ON h.subject = r.subject AND h.predicate = 'HELD_BY'
                   LEFT JOIN mention b ON b.id = h.object {inside} GROUP BY d.id ORDER BY min(f.path), d.id"""
        return [
            Recorded(identifier, path, media_type, kind, status, bool(json.loads(reading).get("scanned")), board, when, tuple(json.loads(least)))
            for identifier, path, media_type, kind, status, reading, board, when, least in self._db.execute(query, (json.dumps(sorted(among)),) if among is not None else ())
        ]

    def retired(self, prefix: str, full: str) -> "Retired | None":
        """What an id stood for whose document was replaced, removed or read anew; None where it is alive or unknown."""
        query = """SELECT r.document_id, coalesce(t.path, (SELECT min(path) FROM file WHERE document_id = r.document_id), ''), r.line, r.page, r.words, t.successor, t.gone_on
                   FROM retired r LEFT JOIN tombstone t ON t.document_id = r.document_id WHERE r.prefix = ? AND r.id = ?"""
        row = self._db.execute(query, (prefix, full)).fetchone()
        return replace(found, successor=self._living(found.successor)) if row and (found := Retired(*row)) else None

    def _living(self, document_id: str | None) -> str | None:
        """The document that stands at the end of a chain of replacements; None where the last one was removed."""
        while document_id and not self._db.execute("SELECT 1 FROM document WHERE id = ?", (document_id,)).fetchone():
            row = self._db.execute("SELECT successor FROM tombstone WHERE document_id = ?", (document_id,)).fetchone()
            document_id = row[0] if row else None
        return document_id

    def _fate(self, document_id: str) -> str | None:
        row = self._db.execute("SELECT path, successor, gone_on FROM tombstone WHERE document_id = ?", (document_id,)).fetchone()
        if not row:
            return None
        path, successor, gone_on = row
        living = self._living(successor)
        became = f"replaced by doc-{living[:12]}" if living else "removed"
        return f"The document {path} was {became} on {gone_on}: look up the file in the store with 'boardgraph status'."

    def mentions(self, kind: str | None = None) -> list[Mention]:
        """All mentions (of one kind), by id."""
        where, arguments = ("WHERE kind = ?", (kind,)) if kind else ("", ())
        query = f"SELECT id, document_id, kind, label, start, end FROM mention {where} ORDER BY id"
        return [Mention(*row) for row in self._db.execute(query, arguments)]

    def label_of(self, mention_id: str) -> str:
        """The label of one mention. Raises NotFound where it is not there."""
        row = self._db.execute("SELECT label FROM mention WHERE id = ?", (mention_id,)).fetchone()
        if row is None:
            raise NotFound(f"Nothing in the store has the id {mention_id}.")
        return str(row[0])

    def mentions_in(self, document_id: str, kinds: Sequence[str]) -> list[Mention]:
        """The mentions of some kinds in one document, in the order of their places."""
        marks = ", ".join("?" * len(kinds))
        query = f"SELECT id, document_id, kind, label, start, end FROM mention WHERE document_id = ? AND kind IN ({marks}) ORDER BY start, id"
        return [Mention(*row) for row in self._db.execute(query, [document_id, *kinds])]

    def statements(self, *, predicate: str | None = None, subject: str | None = None) -> list[Statement]:
        """All statements (with one predicate, of one subject), by id."""
        wanted = [(column, value) for column, value in (("predicate", predicate), ("subject", subject)) if value]
        where = "WHERE " + " AND ".join(f"{column} = ?" for column, _ in wanted) if wanted else ""
        query = f"SELECT {_STATEMENT_COLUMNS} FROM statement {where} ORDER BY id"
        return _statements(self._db.execute(query, [value for _, value in wanted]).fetchall())

    def statements_about(self, mentions: Sequence[str]) -> list[Statement]:
        """All statements whose subject or object is one of some mentions, by id."""
        wanted = "(SELECT value FROM json_each(?1))"
        query = f"SELECT {_STATEMENT_COLUMNS} FROM statement WHERE subject IN {wanted} UNION SELECT {_STATEMENT_COLUMNS} FROM statement WHERE object IN {wanted} ORDER BY id"
        return _statements(self._db.execute(query, (json.dumps(list(mentions)),)).fetchall())

    def passages_at(self, places: Iterable[tuple[str, int, int]]) -> list[int]:
        """The numbers of the passages that touch some places: (document, start, end) each."""
        query = """SELECT DISTINCT p.number FROM json_each(?) place JOIN passage p ON p.document_id = json_extract(place.value, '$[0]')
                   AND p.start < json_extract(place.value, '$[2]') AND p.end > json_extract(place.value, '$[1]') ORDER BY p.number"""
        return [number for (number,) in self._db.execute(query, (json.dumps(list(places)),))]

    def passages(self, numbers: Sequence[int] | None = None) -> dict[int, Passage]:
        """Passages by their number: those given, or all."""
        if numbers is None:
            rows = self._db.execute(f"SELECT number, {_PASSAGE_COLUMNS} FROM passage ORDER BY number")
        else:
            rows = self._db.execute(
                f"SELECT number, {_PASSAGE_COLUMNS} FROM passage WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number", (json.dumps(list(numbers)),)
            )
        return {row[0]: _passage(row[1:]) for row in rows}

    def count_passages(self) -> int:
        """How many passages there are."""
        return int(self._db.execute("SELECT count(*) FROM passage").fetchone()[0])

    def passage_numbers(self) -> list[int]:
        """The numbers of all passages, ascending."""
        return [number for (number,) in self._db.execute("SELECT number FROM passage ORDER BY number")]

    def opening_words(self, document_id: str) -> str:
        """What stands above the business of a document: the words of its header."""
        query = """SELECT substr(d.text, p.start + 1, p.end - p.start) FROM passage p JOIN document d ON d.id = p.document_id
                   WHERE p.document_id = ? AND p.kind IN ('header', 'heading') AND p.item = '' ORDER BY p.start LIMIT 8"""
        return "\n".join(words for (words,) in self._db.execute(query, (document_id,)))

    def exempt(self) -> tuple[frozenset[str], frozenset[str]]:
        """(statements, mentions) whose words stand in an item that is printed as exempt, confidential or closed."""
        inside = "SELECT {0}.id FROM passage p JOIN {0} ON {0}.document_id = p.document_id AND {0}.start < p.end AND {0}.end > p.start WHERE p.exempt"
        statements, mentions = (frozenset(row for (row,) in self._db.execute(inside.format(table))) for table in ("statement", "mention"))
        return statements, mentions

    def exempt_places(self) -> dict[str, list[tuple[int, int]]]:
        """Document -> (start, end) of the passages of its exempt items."""
        found: dict[str, list[tuple[int, int]]] = {}
        for document, start, end in self._db.execute("SELECT document_id, start, end FROM passage WHERE exempt ORDER BY document_id, start"):
            found.setdefault(document, []).append((start, end))
        return found

    def exempt_passages(self) -> list[int]:
        """The numbers of passages under items that are printed as exempt, confidential or closed."""
        return [number for (number,) in self._db.execute("SELECT number FROM passage WHERE exempt ORDER BY number")]

    def passage_of(self, document_id: str, offset: int) -> Passage | None:
        """The passage in which a place of a document stands."""
        query = f"SELECT {_PASSAGE_COLUMNS} FROM passage WHERE document_id = ? AND start <= ? AND end > ? ORDER BY start DESC LIMIT 1"
        row = self._db.execute(query, (document_id, offset, offset)).fetchone()
        return _passage(row) if row else None

    def search_words(self, expression: str, limit: int, among: Sequence[int] | None = None, *, context: float = 0.4) -> list[tuple[int, float]]:
        """(passage number, BM25 score, higher is better) for an FTS5 expression, best first, inside `among` if given.

        `context` is what a word in the headings above a passage counts beside one in the passage.
        """
        # The plus keeps SQLite from asking the index for each number by itself.
        inside = "AND +rowid IN (SELECT value FROM json_each(?))" if among is not None else ""
        arguments: list[Any] = [expression, *([json.dumps(list(among))] if among is not None else []), limit]
        query = f"SELECT rowid, -bm25(passage_words, 1.0, {float(context)}) AS score FROM passage_words WHERE passage_words MATCH ? {inside} ORDER BY score DESC, rowid LIMIT ?"
        return [(number, score) for number, score in self._db.execute(query, arguments)]

    def count_words(self, expression: str) -> int:
        """How many passages an FTS5 expression matches."""
        return int(self._db.execute("SELECT count(*) FROM passage_words WHERE passage_words MATCH ?", (expression,)).fetchone()[0])

    def find(self, short_id: str) -> tuple[str, str]:
        """(kind prefix, whole id) for an id as printed: "act-3f9a2c", or more of its digits.

        Raises WrongUsage for what is no id or fits several, NotFound for what is not there.
        """
        prefix, _, digits = short_id.strip().lower().partition("-")
        tables = {Kind.DOCUMENT.value: "document", "stm": "statement", "psg": "passage"}
        if not self.is_id(short_id):
            raise WrongUsage(f"{short_id!r} is not an id: ids look like act-3f9a2c and stand beside every result.")
        table, condition = (tables[prefix], "") if prefix in tables else ("mention", " AND kind IN (SELECT value FROM json_each(?))")
        # A board is an organisation: the node of both may have its id from either.
        alike = [Kind.BOARD.value, Kind.ORGANISATION.value] if prefix in {Kind.BOARD, Kind.ORGANISATION} else [prefix]
        arguments = [digits + "*", *([json.dumps(alike)] if condition else [])]
        found = [row[0] for row in self._db.execute(f"SELECT id FROM {table} WHERE id GLOB ?{condition} ORDER BY id LIMIT 6", arguments)]
        if len(found) > 1:
            raise WrongUsage(f"{short_id!r} fits several: {', '.join(f'{prefix}-{full[:12]}' for full in found)}; give more digits.")
        if not found:
            found = [row[0] for row in self._db.execute("SELECT id FROM retired WHERE prefix = ? AND id GLOB ? ORDER BY id LIMIT 1", (prefix, digits + "*"))]
        if not found:
            raise NotFound((self._fate_of_prefix(digits) if prefix == Kind.DOCUMENT else None) or f"Nothing in the store has the id {short_id}.")
        return prefix, found[0]

    def is_id(self, words: str) -> bool:
        """Whether words have the shape of an id."""
        prefix, dash, digits = words.strip().lower().partition("-")
        return bool(dash and digits) and prefix in {*(kind.value for kind in Kind), "stm", "psg"} and not set(digits) - set("0123456789abcdef")

    def short(self, prefix: str, full: str) -> str:
        """An id as printed: kind prefix and the shortest prefix of at least six digits that no other of its table has."""
        table = {Kind.DOCUMENT.value: "document", "stm": "statement", "psg": "passage"}.get(prefix, "mention")
        length = 6
        while length < len(full) and self._db.execute(f"SELECT count(*) FROM {table} WHERE id GLOB ?", (full[:length] + "*",)).fetchone()[0] > 1:
            length += 1
        return f"{prefix}-{full[:length]}"

    def _fate_of_prefix(self, digits: str) -> str | None:
        row = self._db.execute("SELECT document_id FROM tombstone WHERE document_id GLOB ?", (digits + "*",)).fetchone()
        return self._fate(row[0]) if row else None

    def counts(self) -> dict[str, int]:
        """How many of each there are."""
        tables = {"files": "file", "documents": "document", "passages": "passage", "statements": "statement"}
        counted = {name: int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for name, table in tables.items()}
        kinds = dict(self._db.execute("SELECT kind, count(*) FROM mention GROUP BY kind"))
        return counted | {plural: kinds.get(kind.value, 0) for kind, plural in KIND_PLURALS.items()}


def _document(row: Sequence[Any]) -> Document:
    lines = tuple((offset, line) for offset, line in json.loads(row[7]))
    document_id, path, media_type, kind, status, reader, text = row[:7]
    return Document(
        document_id,
        path,
        media_type,
        kind,
        status,
        reader,
        text,
        lines,
        tuple(json.loads(row[8])),
        _reading(json.loads(row[9])),
        tuple(Doubt(*doubt) for doubt in json.loads(row[10])),
    )


def _reading(given: dict[str, Any]) -> Reading:
    repairs = tuple((start, end, printed) for start, end, printed in given.get("repairs", ()))
    return Reading(given.get("furniture", 0), repairs, tuple(given.get("scanned", ())), given.get("tracked_changes", False))


def _passage(row: Sequence[Any]) -> Passage:
    spans = tuple((start, end) for start, end in json.loads(row[12]))
    passage_id, document_id, start, end, line, page, item, item_title, kind, speaker, exempt, context = row[:12]
    return Passage(passage_id, document_id, start, end, line, page, item, item_title, kind, speaker, bool(exempt), context, spans)


def _statements(rows: Sequence[Sequence[Any]]) -> list[Statement]:
    """Statements of rows. Their JSON is read at one go: a hundred thousand of them are read at every start."""
    qualifiers = json.loads(f"[{','.join(row[13] for row in rows)}]")
    spans = json.loads(f"[{','.join(row[14] for row in rows)}]")
    parts = ((*row[:13], its, tuple((start, end) for start, end in places)) for row, its, places in zip(rows, qualifiers, spans, strict=True))
    return list(starmap(Statement, parts))
