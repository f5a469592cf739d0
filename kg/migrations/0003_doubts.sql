-- What a person should look at in a document: (kind, message, start, end) each.
ALTER TABLE document ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]';
