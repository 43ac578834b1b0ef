-- What the provider runs: customers, their people, applications, environments, appliances, addresses.
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    ssh_keys TEXT NOT NULL
);
CREATE INDEX contact_by_customer ON contact (customer_id);

CREATE TABLE application (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    recipe TEXT NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (customer_id, slug)
);

-- slot is NULL once the environment is retired.
CREATE TABLE environment (
    id INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    slot INTEGER UNIQUE,
    state TEXT NOT NULL,
    version TEXT NOT NULL,
    quiet INTEGER NOT NULL,
    ssh_host TEXT NOT NULL,
    ssh_port INTEGER NOT NULL,
    ssh_user TEXT NOT NULL,
    host_key TEXT NOT NULL,
    UNIQUE (application_id, name)
);

-- At most one environment of an application is production.
CREATE UNIQUE INDEX environment_production ON environment (application_id) WHERE role = 'production';

-- A public address belongs to at most one environment, and an environment has at most one.
CREATE TABLE address (
    address TEXT PRIMARY KEY,
    port INTEGER NOT NULL,
    environment_id INTEGER UNIQUE REFERENCES environment (id)
);

CREATE TABLE appliance (
    id INTEGER PRIMARY KEY,
    environment_id INTEGER NOT NULL REFERENCES environment (id),
    name TEXT NOT NULL,
    class TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    health TEXT NOT NULL,
    UNIQUE (environment_id, name)
);

CREATE TABLE volume (
    id INTEGER PRIMARY KEY,
    appliance_id INTEGER NOT NULL REFERENCES appliance (id),
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (appliance_id, name)
);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
