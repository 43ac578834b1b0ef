-- An answer that held a secret (a token, which is shown once) isn't kept: only that the request was done.
ALTER TABLE idempotency ADD COLUMN secret INTEGER NOT NULL DEFAULT 0;
-- What earlier builds kept is erased. Backups made by them still hold it.
UPDATE idempotency SET secret = 1, answer = NULL, headers = NULL WHERE answer LIKE '%slw\_%' ESCAPE '\';
-- A hash over a body with a password lets the password be guessed; such a request can't be repeated any more.
UPDATE idempotency SET request_hash = '' WHERE answer LIKE '%"has_password":true%';
