-- Mailboxes on IMAP servers that mail is taken from, and how far each was read. The password lies in the
-- secret store as "mailbox.NAME". uid_validity 0: nothing was read yet.
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    security TEXT NOT NULL,
    certificate TEXT NOT NULL,
    login TEXT NOT NULL,
    folder TEXT NOT NULL,
    move_to TEXT NOT NULL,
    largest INTEGER NOT NULL,
    poll_seconds INTEGER NOT NULL,
    created TEXT NOT NULL,
    uid_validity INTEGER NOT NULL,
    last_uid INTEGER NOT NULL,
    last_mail TEXT
);

-- Mail that couldn't be taken and was left on the server.
CREATE TABLE mailbox_left (
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    uid INTEGER NOT NULL,
    size INTEGER NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (mailbox_id, uid)
);
