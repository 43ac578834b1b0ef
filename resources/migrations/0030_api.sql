-- Answers to requests that carried an Idempotency-Key, so that a repeated one gets the same answer and has
-- no second effect. A row without an answer: under way, or cut off by the service's death.
CREATE TABLE idempotency (
    principal TEXT NOT NULL,
    request_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    at TEXT NOT NULL,
    status INTEGER,
    content_type TEXT,
    headers TEXT,
    answer TEXT,
    PRIMARY KEY (principal, request_key)
);
CREATE INDEX idempotency_at ON idempotency (at);
