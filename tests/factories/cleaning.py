"""How the test database is cleaned after a test whose changes were committed."""

from django.db import connection, transaction
from django.test import TransactionTestCase

from tests.factories.database import sql


def keep_what_is_there() -> None:
    """Have such tests leave what migrations put there: the next test of any kind may need it."""
    kept = _filled_tables()
    TransactionTestCase._fixture_teardown = lambda _: _remove(_filled_tables() - kept)


def _remove(tables: set[str]) -> None:
    """Remove the rows of these tables, past the triggers that refuse it.

    TRUNCATE makes a table's files anew, a second for all of them on a busy disk, and DELETE takes
    a hundredth of that. But only a superuser may set triggers aside for it.
    """
    with transaction.atomic():
        if _is_superuser():
            # Whoever is in the middle of writing finishes first, as with TRUNCATE.
            sql(f"LOCK TABLE {', '.join(_tables())} IN EXCLUSIVE MODE")
            sql("SET LOCAL session_replication_role = 'replica'")
            for table in tables:
                sql(f"DELETE FROM {table}")
        elif tables:
            sql(f"TRUNCATE {', '.join(tables)} CASCADE")


def _is_superuser() -> bool:
    return sql("SELECT current_setting('is_superuser')") == [("on",)]


def _filled_tables() -> set[str]:
    each = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in _tables())
    return {table for (table,) in sql(" UNION ALL ".join(each))}


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)
