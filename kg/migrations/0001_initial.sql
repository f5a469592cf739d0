-- Text, mentions, statements and passages of documents; which files they came from; judgements; full-text index.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('revision', '0');

CREATE TABLE document (
    id TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    reader TEXT NOT NULL,
    parser TEXT NOT NULL,
    text TEXT NOT NULL,
    lines TEXT NOT NULL,
    pages TEXT NOT NULL
);

-- A file on disk; several may hold the same bytes. `location` is absolute and never exported.
CREATE TABLE file (
    location TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES document (id)
);
CREATE INDEX file_document ON file (document_id);

-- What became of a document that is no longer in the store.
CREATE TABLE tombstone (document_id TEXT PRIMARY KEY, path TEXT NOT NULL, successor TEXT, gone_on TEXT NOT NULL);

CREATE TABLE mention (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX mention_document ON mention (document_id);
CREATE INDEX mention_kind ON mention (kind);

CREATE TABLE statement (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object TEXT,
    value TEXT,
    item TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    event_date TEXT,
    qualifiers TEXT NOT NULL,
    evidence_spans TEXT NOT NULL,
    CHECK ((object IS NULL) <> (value IS NULL))
);
CREATE INDEX statement_document ON statement (document_id);
CREATE INDEX statement_subject ON statement (subject, predicate);
CREATE INDEX statement_object ON statement (object, predicate);
CREATE INDEX statement_predicate ON statement (predicate);

-- `number` is what the vector index knows a passage by; it is never used twice.
CREATE TABLE passage (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    line INTEGER NOT NULL,
    page INTEGER,
    item TEXT NOT NULL,
    item_title TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker TEXT,
    exempt INTEGER NOT NULL,
    context TEXT NOT NULL,
    sentences TEXT NOT NULL
);
CREATE INDEX passage_document ON passage (document_id, start);

CREATE VIRTUAL TABLE passage_words USING fts5 (words, context, tokenize = "porter unicode61 remove_diacritics 2");

CREATE TABLE judgement (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    left_id TEXT NOT NULL,
    right_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    score REAL NOT NULL,
    features TEXT NOT NULL,
    made_by TEXT NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0
);
