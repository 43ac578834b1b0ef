-- Who may do what: people and programs with a role, and the tokens they show.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    customer_id INTEGER REFERENCES customer (id),
    password_hash TEXT NOT NULL,
    active INTEGER NOT NULL,
    created TEXT NOT NULL
);

-- hash: BLAKE2b-256 of the token, hexadecimal; the token itself is nowhere kept.
CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    label TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    expires TEXT,
    last_used TEXT,
    revoked TEXT
);
CREATE INDEX token_by_account ON token (account_id);
