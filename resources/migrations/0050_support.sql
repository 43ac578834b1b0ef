-- The support desk: cases with their messages and clocks, who is on duty, pages, and mail that goes out.

CREATE TABLE support_case (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    severity TEXT NOT NULL,
    customer TEXT NOT NULL,
    application TEXT NOT NULL,
    contact TEXT NOT NULL,
    owner TEXT NOT NULL,
    tags TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    acknowledged TEXT,
    acknowledged_by TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    revision INTEGER NOT NULL
);
CREATE INDEX support_case_by_state ON support_case (state, id);

-- message_id: by which replies are found. raw: the mail as it came, or empty.
CREATE TABLE case_message (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    text TEXT NOT NULL,
    message_id TEXT NOT NULL,
    machine INTEGER NOT NULL
);
CREATE INDEX case_message_by_case ON case_message (case_id, id);
CREATE INDEX case_message_by_mail ON case_message (message_id);

CREATE TABLE case_clock (
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    name TEXT NOT NULL,
    started TEXT NOT NULL,
    target TEXT NOT NULL,
    met TEXT,
    breached TEXT,
    paused TEXT,
    PRIMARY KEY (case_id, name)
);
CREATE INDEX case_clock_by_target ON case_clock (target) WHERE met IS NULL AND breached IS NULL;

-- Every mail that was taken, with its bytes: the same bytes with the same Message-ID are taken once.
CREATE TABLE taken_mail (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    verdict TEXT NOT NULL,
    why TEXT NOT NULL,
    case_id INTEGER REFERENCES support_case (id),
    raw BLOB NOT NULL
);
CREATE INDEX taken_mail_by_verdict ON taken_mail (verdict, id);

CREATE TABLE duty_person (
    name TEXT PRIMARY KEY,
    mail TEXT NOT NULL
);

-- One rota as JSON (app/service/support/Rota.h), the newest counts.
CREATE TABLE duty_rota (
    id INTEGER PRIMARY KEY,
    rota TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE TABLE duty_override (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL REFERENCES duty_person (name),
    begins TEXT NOT NULL,
    ends TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL
);

CREATE TABLE case_page (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    run_id INTEGER NOT NULL,
    step TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    person TEXT NOT NULL,
    method TEXT NOT NULL,
    address TEXT NOT NULL,
    due TEXT NOT NULL,
    sent TEXT,
    accepted TEXT,
    refused TEXT,
    why TEXT NOT NULL,
    withdrawn TEXT,
    acknowledged TEXT,
    attempts INTEGER NOT NULL
);
CREATE INDEX case_page_by_case ON case_page (case_id, id);
CREATE INDEX case_page_by_step ON case_page (run_id, step, attempt);

-- What goes out by mail, whole, until a server has taken it. urgency: pages by severity, then the rest.
CREATE TABLE case_mail (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    page_id INTEGER REFERENCES case_page (id),
    urgency INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL,
    raw BLOB NOT NULL,
    due TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    settled TEXT,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX case_mail_open ON case_mail (urgency, due, id) WHERE settled IS NULL;
CREATE INDEX case_mail_by_message ON case_mail (message_id);

-- What a process is run for.
ALTER TABLE pipeline ADD COLUMN purpose TEXT NOT NULL DEFAULT 'release';
