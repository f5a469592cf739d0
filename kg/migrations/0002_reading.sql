-- How a text was got out of its file, and the sketch that tells twins.
ALTER TABLE document ADD COLUMN reading TEXT NOT NULL DEFAULT '{}';
ALTER TABLE document ADD COLUMN sketch TEXT NOT NULL DEFAULT '[]';

-- What the ids of a replaced document stood for: a citation that was written down still finds its words.
CREATE TABLE retired (
    id TEXT NOT NULL,
    prefix TEXT NOT NULL,
    document_id TEXT NOT NULL,
    line INTEGER NOT NULL,
    page INTEGER,
    words TEXT NOT NULL,
    PRIMARY KEY (id, prefix)
) WITHOUT ROWID;
