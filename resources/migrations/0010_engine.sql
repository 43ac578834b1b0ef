-- Runs of processes, their steps, timers and logs; who holds what. See app/service/engine/RunModel.h.

CREATE TABLE definition (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    yaml TEXT NOT NULL,
    stored TEXT NOT NULL
);

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL REFERENCES definition (digest),
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    phase TEXT NOT NULL,
    goal TEXT NOT NULL,
    target TEXT NOT NULL,
    because TEXT NOT NULL,
    paused INTEGER NOT NULL,
    locked INTEGER NOT NULL,
    token INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    waits_for TEXT NOT NULL,
    inputs TEXT NOT NULL,
    scheduled TEXT,
    created TEXT NOT NULL,
    ended TEXT,
    completions INTEGER NOT NULL
);
CREATE INDEX run_by_subject ON run (subject, id);
CREATE INDEX run_open ON run (ended, id);

CREATE TABLE run_step (
    run_id INTEGER NOT NULL REFERENCES run (id),
    phase TEXT NOT NULL,
    step TEXT NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL,
    held INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    crash_retries INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    completion INTEGER NOT NULL,
    started TEXT,
    finished TEXT,
    due TEXT,
    waits_for TEXT NOT NULL,
    output TEXT NOT NULL,
    problem TEXT NOT NULL,
    parameters TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    reason TEXT NOT NULL,
    condition INTEGER,
    activity_version INTEGER NOT NULL,
    since_seq INTEGER NOT NULL,
    PRIMARY KEY (run_id, phase, step)
);

CREATE TABLE run_sign_off (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run (id),
    step TEXT NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    note TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX run_sign_off_by_run ON run_sign_off (run_id, id);

CREATE TABLE run_log (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    step TEXT NOT NULL,
    line TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX run_log_by_run ON run_log (run_id, id);

CREATE TABLE run_lock (
    subject TEXT PRIMARY KEY,
    run_id INTEGER NOT NULL,
    holder TEXT NOT NULL,
    reason TEXT NOT NULL,
    since TEXT NOT NULL
);

CREATE TABLE engine_setting (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL
);
INSERT INTO engine_setting (name, value, actor, reason) VALUES ('token', 0, 'service', '');
INSERT INTO engine_setting (name, value, actor, reason) VALUES ('brake', 0, 'service', '');
