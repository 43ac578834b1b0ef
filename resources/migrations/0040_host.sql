-- Machines that steps run on over SSH. secret: the name under which our private key lies in the secret store.
CREATE TABLE host (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    port INTEGER NOT NULL,
    login TEXT NOT NULL,
    host_key TEXT NOT NULL,
    secret TEXT NOT NULL,
    created TEXT NOT NULL
);
