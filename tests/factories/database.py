"""Short ways to try the database itself: raw copies of rows, expected refusals, other sessions."""

import contextlib
import itertools
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from sources.models.permanence import Fact, Opinion

PATIENCE_S = 20


def models_under(*bases: type[models.Model]) -> list[type[models.Model]]:
    """Our concrete models that derive from one of these."""
    own = itertools.chain.from_iterable(
        apps.get_app_config(name).get_models() for name in ("sources", "casualties")
    )
    return sorted((model for model in own if issubclass(model, bases)), key=lambda m: m.__name__)


FACTS = models_under(Fact)
OPINIONS = models_under(Opinion)


def named(model: type[models.Model]) -> str:
    return model.__name__


def sql(statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Run raw SQL; return its rows, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []


def raw_copy(row: models.Model, **changed: object) -> int:
    """Insert a copy of a row by raw SQL, some columns changed; return its id."""
    columns = [field.column for field in row._meta.concrete_fields if not field.primary_key]
    assert changed.keys() <= set(columns)
    taken = ["%s" if column in changed else f'"{column}"' for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    ((pk,),) = sql(
        f"INSERT INTO {row._meta.db_table} ({names}) SELECT {', '.join(taken)} "
        f"FROM {row._meta.db_table} WHERE id = %s RETURNING id",
        *(changed[column] for column in columns if column in changed),
        row.pk,
    )
    return int(pk)


def change(row: models.Model, assignments: str) -> None:
    """Change a row by raw SQL: ``change(review, "reason = 'other'")``."""
    sql(f"UPDATE {row._meta.db_table} SET {assignments} WHERE id = %s", row.pk)


@contextlib.contextmanager
def refused(by: str) -> Iterator[None]:
    """Expect the database to refuse, by the constraint of this name or with these words."""
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        yield


def psql(statement: str) -> None:
    """Run a statement in psql, as an administrator would."""
    told = connection.settings_dict
    address = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    parts = {name: str(told[key]) for name, key in address.items() if told[key]}
    where = " ".join(f"{name}='{value}'" for name, value in parts.items())
    told_to = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", f"dbname='{told['NAME']}' {where}"]
    subprocess.run(
        ["psql", *told_to, "-c", statement], check=True, capture_output=True, timeout=PATIENCE_S
    )


@contextlib.contextmanager
def other_sessions(count: int = 1) -> Iterator[Callable[..., Future[Any]]]:
    """Run functions beside the test, each session with a database connection of its own."""

    def alone(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        try:
            return work(*given, **named)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        yield lambda work, *given, **named: pool.submit(alone, work, *given, **named)


def until(holds: Callable[[], Any], what: str, patience_s: float = PATIENCE_S) -> Any:
    """Wait until something holds; fail with words where it never does."""
    deadline = time.monotonic() + patience_s
    while not (found := holds()):
        if time.monotonic() > deadline:
            pytest.fail(f"Waited {patience_s} s in vain: {what}.")
        time.sleep(0.02)
    return found


def database_address() -> str:
    """DATABASE_URL of the test's own database, for processes it starts."""
    told = urlsplit(os.environ["DATABASE_URL"])
    return told._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def waiting_sessions() -> list[int]:
    """The sessions of this database that wait for another's lock."""
    sql("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
    found = sql(
        "SELECT pid FROM pg_stat_activity"
        " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
    )
    return [pid for (pid,) in found]
