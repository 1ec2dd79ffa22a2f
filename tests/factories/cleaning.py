"""How the test database is cleaned after a test whose changes were committed."""

from django.db import connection, transaction
from django.test import TransactionTestCase

from tests.factories.database import sql


def delete_instead_of_truncating() -> None:
    """Have such tests delete the few rows they leave; what migrations put there stays for others.

    TRUNCATE makes hundreds of files anew, a second on a busy disk, and DELETE takes a hundredth of
    that. The triggers that refuse DELETE are set aside as only a superuser may: where the role is
    none, Django's TRUNCATE goes on cleaning.
    """
    ((superuser,),) = sql("SELECT current_setting('is_superuser')")
    if superuser == "on":
        kept = _filled_tables()
        TransactionTestCase._fixture_teardown = lambda _: _delete_rows(but_of=kept)


def _delete_rows(but_of: set[str]) -> None:
    with transaction.atomic():
        # Whoever is in the middle of writing finishes first, as with TRUNCATE.
        sql(f"LOCK TABLE {', '.join(_tables())} IN EXCLUSIVE MODE")
        sql("SET LOCAL session_replication_role = 'replica'")
        for table in _filled_tables() - but_of:
            sql(f"DELETE FROM {table}")


def _filled_tables() -> set[str]:
    each = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in _tables())
    return {table for (table,) in sql(" UNION ALL ".join(each))}


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)
