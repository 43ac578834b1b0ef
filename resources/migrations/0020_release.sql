-- Releases, the cutovers they went through, and the definitions they are pinned to.
-- is_live: its swap has happened and was not taken back; environment_id: the copy it works on.

CREATE TABLE pipeline (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    title TEXT NOT NULL,
    yaml TEXT NOT NULL,
    origin TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (name, digest)
);

CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    application TEXT NOT NULL,
    pipeline TEXT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    run_id INTEGER NOT NULL UNIQUE,
    requested_by TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    waits_for TEXT NOT NULL,
    current_step TEXT NOT NULL,
    inputs TEXT NOT NULL,
    measured TEXT NOT NULL,
    revision INTEGER NOT NULL,
    is_live INTEGER NOT NULL,
    environment_id INTEGER
);

CREATE INDEX release_by_application ON release (application, state);

CREATE TABLE cutover (
    id INTEGER PRIMARY KEY,
    release_id INTEGER NOT NULL REFERENCES release (id),
    step TEXT NOT NULL,
    token INTEGER NOT NULL,
    address TEXT NOT NULL,
    other TEXT NOT NULL,
    serving INTEGER NOT NULL,
    follower INTEGER NOT NULL,
    limit_ms INTEGER NOT NULL,
    held_at TEXT NOT NULL,
    swapped_at TEXT,
    held_ms INTEGER,
    outcome TEXT NOT NULL,
    probe TEXT NOT NULL,
    UNIQUE (release_id, token)
);
