"""Spare databases for demo and benchmarks, made anew each time: nobody's work is touched."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection, connections
from psycopg import sql


class DatabaseInUse(RuntimeError):
    """Another demo or benchmark holds the spare database."""


@contextmanager
def fresh_database(suffix: str) -> Iterator[str]:
    """Point Django at an empty database beside the configured one; yield its DATABASE_URL.

    Its name is the configured one's with the suffix. Raises DatabaseInUse where another holds it,
    and psycopg's InsufficientPrivilege where the role may not create databases.
    """
    own = connection.settings_dict["NAME"]
    name = f"{own}_{suffix}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        # Held until this connection closes, however the demo ends.
        free = server.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name]).fetchone()
        if free != (True,):
            raise DatabaseInUse(f"Another {suffix} is running here. Stop it first (Ctrl-C there).")
        database = sql.Identifier(name)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        server.execute(sql.SQL("CREATE DATABASE {}").format(database))
        _use(name)
        try:
            yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        finally:
            _use(own)


def _use(name: str) -> None:
    connections.close_all()
    connections.databases["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
