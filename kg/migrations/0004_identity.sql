-- Who is who. What users did (merge, split, review, import) is an act of one row: to undo it withdraws that row.
CREATE TABLE act (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    verb TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_on TEXT NOT NULL,
    note TEXT NOT NULL,
    withdrawn_on TEXT
);

-- That two mentions are one thing, or are not. Without an act it is a rule's, made anew whenever what it rests on changes.
-- `left_bears` and `right_bears` say what the mentions are, so that a judgement finds them again in a newer file.
DROP TABLE judgement;
CREATE TABLE judgement (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    act INTEGER REFERENCES act (number),
    left_id TEXT NOT NULL,
    right_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    score REAL NOT NULL,
    features TEXT NOT NULL,
    left_bears TEXT NOT NULL DEFAULT '{}',
    right_bears TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX judgement_left ON judgement (left_id);
CREATE INDEX judgement_right ON judgement (right_id);
CREATE INDEX judgement_act ON judgement (act);

-- The folded names that a mention bears, and the keys under which names are compared: names without a common key are never one thing.
CREATE TABLE bears (mention_id TEXT NOT NULL, document_id TEXT NOT NULL, realm TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (mention_id, name)) WITHOUT ROWID;
CREATE INDEX bears_document ON bears (document_id);
CREATE INDEX bears_name ON bears (realm, name);
CREATE TABLE name_key (realm TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (realm, name, key)) WITHOUT ROWID;
CREATE INDEX name_key_key ON name_key (realm, key);

-- Names whose mentions came or went since identity was resolved.
CREATE TABLE touched (realm TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (realm, name)) WITHOUT ROWID;
INSERT INTO meta VALUES ('resolver', '');
