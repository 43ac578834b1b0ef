-- What a case is about or waits for: a release, an appliance, an application, or an entry of the ledger. awaited:
-- the case waits for this release, as long as it waits for a release.
CREATE TABLE case_link (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    awaited INTEGER NOT NULL DEFAULT 0,
    UNIQUE (case_id, reference)
);
CREATE INDEX case_link_by_reference ON case_link (reference, case_id);
CREATE INDEX case_link_awaited ON case_link (case_id) WHERE awaited = 1;
