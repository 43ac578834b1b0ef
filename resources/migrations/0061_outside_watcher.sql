-- Who outside is told that pages would go out (app/service/support/OutsideWatcher.h). place: of the address that
-- is called, which is the secret "watcher.address"; place or mail may be empty, not both.
CREATE TABLE outside_watcher (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    place TEXT NOT NULL,
    verb TEXT NOT NULL,
    has_token INTEGER NOT NULL,
    mail TEXT NOT NULL,
    every_seconds INTEGER NOT NULL
);
