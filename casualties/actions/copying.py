"""Many new rows on their way into one table: by COPY, which costs less than an INSERT."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault
from psycopg import sql
from psycopg.abc import Query


def copy_lines(statement: Query, lines: Sequence[Sequence[object]]) -> None:
    """Send lines as they are, one value for each column that the COPY statement names.

    Raises
    ------
    DatabaseError
        Django's, as for an INSERT: around a copy it puts psycopg's in its own words only if asked.
    """
    if not lines:
        return
    wrapped = connection.wrap_database_errors
    with connection.cursor() as cursor, wrapped, cursor.copy(statement) as copy:
        for line in lines:
            copy.write_row(line)


def copy_rows(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model. What the database fills in itself is left to it, numbers too.

    The rows are not told their numbers; read them back where they are needed. Constraints and
    triggers hold as for an INSERT.
    """
    if not rows:
        return
    first = rows[0]
    fields = [field for field in first._meta.concrete_fields if _brings(first, field)]
    names = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(first._meta.db_table), names
    )
    copy_lines(
        statement,
        [
            [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
            for row in rows
        ],
    )


def _brings(row: models.Model, field: "models.Field[Any, Any]") -> bool:
    """Return whether the row brings a value of its own for the column."""
    if field.primary_key or field.generated:
        return False
    return not isinstance(getattr(row, field.attname), DatabaseDefault)
