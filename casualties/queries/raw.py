"""Statements as they are: what the query builder would say at greater length, or not at all."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

NOTHING = "{}"
"""An array of nothing."""


def fetched(statement: str, arguments: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement; none, unasked, where every argument is empty."""
    if all(not one or one == NOTHING for one in arguments):
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return list(cursor.fetchall())


def array(values: Iterable[object]) -> str:
    """Return numbers or days as the text of an array, which is read faster than a list."""
    return "{" + ",".join(map(str, values)) + "}"
