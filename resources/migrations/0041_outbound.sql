-- Connections to the outside that were refused, since the environment was made.
CREATE TABLE outbound_refusal (
    environment_id INTEGER PRIMARY KEY REFERENCES environment (id),
    refused INTEGER NOT NULL,
    last TEXT NOT NULL
);
