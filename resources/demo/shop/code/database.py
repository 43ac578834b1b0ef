"""Connections to PostgreSQL, one a thread, which survive that the server goes away, follows, and leads again."""
import select
import threading

import psycopg2
from psycopg2 import errors, extensions

SCHEMA = """
CREATE TABLE IF NOT EXISTS customer_order (
    id bigint PRIMARY KEY,
    item text NOT NULL,
    quantity integer NOT NULL,
    placed_at timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz
);
CREATE INDEX IF NOT EXISTS customer_order_open ON customer_order (placed_at) WHERE confirmed_at IS NULL;
CREATE INDEX IF NOT EXISTS customer_order_recent ON customer_order (placed_at DESC);
CREATE TABLE IF NOT EXISTS digest (
    made_at timestamptz PRIMARY KEY DEFAULT now(),
    orders bigint NOT NULL,
    pieces bigint NOT NULL
);
"""


class Unavailable(Exception):
    """The database can't do this now; the same request may work in a moment."""


class Database:
    def __init__(self, settings):
        # A server that is down refuses at once; the time-out is for one that is stopped in its tracks.
        self._settings = dict(settings, connect_timeout=2, application_name="shop",
                              options="-c synchronous_commit=on -c statement_timeout=10000")
        self._local = threading.local()
        self._schema_ready = False

    def read(self, statement, values=()):
        return self._run(statement, values)

    def write(self, statement, values=()):
        """Durable when it returns. `statement` must be harmless when repeated: a lost answer repeats it once."""
        if not self._schema_ready:
            self._prepare()
        return self._run(statement, values)

    def recovering(self):
        return self._run("SELECT pg_is_in_recovery()", ())[0][0]

    def _prepare(self):
        if self.recovering():
            raise Unavailable("the database is a follower and takes no writes yet")
        # Two who start at once would trip over each other's CREATE TABLE.
        self._run("SELECT pg_advisory_lock(7001)", ())
        try:
            self._run(SCHEMA, ())
            self._schema_ready = True
        finally:
            self._run("SELECT pg_advisory_unlock(7001)", ())

    def _run(self, statement, values):
        for last in (False, True):
            try:
                cursor = self._connection().cursor()
                cursor.execute(statement, values)
                return cursor.fetchall() if cursor.description else []
            except (errors.ReadOnlySqlTransaction, errors.ObjectNotInPrerequisiteState) as problem:
                raise Unavailable("the database is a follower and takes no writes yet") from problem
            except errors.UndefinedTable as problem:
                if last or self.recovering():
                    raise Unavailable("the database is empty and can't be prepared yet") from problem
                self._prepare()
            except (psycopg2.OperationalError, psycopg2.InterfaceError) as problem:
                self._drop()
                if last or isinstance(problem, errors.QueryCanceled):
                    raise Unavailable(f"the database does not answer: {str(problem).strip()}") from problem

    def _connection(self):
        connection = getattr(self._local, "connection", None)
        if connection is not None and (connection.closed or self._stale(connection)):
            self._drop()
            connection = None
        if connection is None:
            connection = psycopg2.connect(**self._settings)
            connection.autocommit = True
            self._local.connection = connection
        return connection

    @staticmethod
    def _stale(connection):
        # An idle server has nothing to say but good-bye, so a readable socket is a closed one.
        return (connection.get_transaction_status() != extensions.TRANSACTION_STATUS_IDLE
                or bool(select.select([connection], [], [], 0)[0]))

    def _drop(self):
        connection = getattr(self._local, "connection", None)
        self._local.connection = None
        if connection is not None:
            try:
                connection.close()
            except psycopg2.Error:
                pass
