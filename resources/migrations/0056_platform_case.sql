-- What went down and made a case of itself. back: since when it is up again.
CREATE TABLE platform_trouble (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    name TEXT NOT NULL,
    application TEXT NOT NULL,
    since TEXT NOT NULL,
    back TEXT
);
CREATE INDEX platform_trouble_by_subject ON platform_trouble (subject, id);
CREATE INDEX platform_trouble_by_case ON platform_trouble (case_id, id);
