-- Guarantees: what is promised by whom to whom, and clocks that come in rounds.

-- Policies, calendars and agreements as JSON (app/service/support/SlaRepository.h). The newest of a kind and
-- name counts; an empty body means that it was taken away.
CREATE TABLE sla_setting (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX sla_setting_by_name ON sla_setting (kind, name, id);

-- deadline: the nearest target of a clock that runs; the end of time where none does.
ALTER TABLE support_case ADD COLUMN plan TEXT NOT NULL DEFAULT '2h';
ALTER TABLE support_case ADD COLUMN deadline TEXT NOT NULL DEFAULT '9999-12-31T23:59:59.999999Z';
CREATE INDEX support_case_by_deadline ON support_case (deadline, id);
CREATE INDEX support_case_by_plan ON support_case (plan, id);
CREATE INDEX support_case_by_customer ON support_case (customer, id);

ALTER TABLE case_clock RENAME TO case_clock_before;
DROP INDEX case_clock_by_target;

-- promised and paused_for: microseconds of hours that count. notice: when something is to be told of it next.
CREATE TABLE case_clock (
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    name TEXT NOT NULL,
    round INTEGER NOT NULL,
    started TEXT NOT NULL,
    target TEXT NOT NULL,
    met TEXT,
    breached TEXT,
    paused TEXT,
    promised INTEGER NOT NULL,
    paused_for INTEGER NOT NULL,
    told INTEGER NOT NULL,
    notice TEXT,
    cause TEXT NOT NULL,
    PRIMARY KEY (case_id, name, round)
);
CREATE INDEX case_clock_by_notice ON case_clock (notice) WHERE notice IS NOT NULL;
CREATE INDEX case_clock_by_start ON case_clock (started);

-- Clocks of before ran around the clock; what they had been paused for is part of their promise now.
INSERT INTO case_clock (case_id, name, round, started, target, met, breached, paused, promised, paused_for,
    told, notice, cause)
SELECT case_id, name, 1, started, target, met, breached, paused,
    CAST(round((julianday(target) - julianday(started)) * 86400) AS INTEGER) * 1000000, 0, 0,
    CASE WHEN met IS NULL AND breached IS NULL AND paused IS NULL THEN target END, ''
FROM case_clock_before;
DROP TABLE case_clock_before;

UPDATE support_case SET deadline = coalesce((SELECT min(target) FROM case_clock
    WHERE case_id = support_case.id AND met IS NULL AND paused IS NULL), deadline);
