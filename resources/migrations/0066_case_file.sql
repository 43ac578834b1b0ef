-- Files that staff sends with replies and keeps with notes, brought piece by piece. Without a message: of whoever
-- still writes it, their own. gone: why there is nothing of it any more, or empty; its number isn't given again.
CREATE TABLE case_file (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    message_id INTEGER REFERENCES case_message (id),
    author TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    got INTEGER NOT NULL,
    at TEXT NOT NULL,
    gone TEXT NOT NULL
);
CREATE INDEX case_file_by_case ON case_file (case_id, id);
CREATE INDEX case_file_by_message ON case_file (message_id);
CREATE INDEX case_file_gone ON case_file (id) WHERE gone <> '';
CREATE INDEX case_file_unsent ON case_file (at) WHERE message_id IS NULL AND gone = '';

CREATE TABLE case_file_piece (
    file_id INTEGER NOT NULL REFERENCES case_file (id),
    at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file_id, at)
);
