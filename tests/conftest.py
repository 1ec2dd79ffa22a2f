"""What every test may use. The database is a real PostgreSQL; nothing here stands in for it."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, settings

from tests.factories.cleaning import keep_what_is_there

settings.register_profile(
    "here", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Wait for no disk at a commit: the database is thrown away when the tests are done."""
    connection.settings_dict["OPTIONS"]["options"] = "-c synchronous_commit=off"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests that commit clean up: quickly, or by TRUNCATE, refused in every other database."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        name = connection.settings_dict["NAME"]
        cursor.execute(
            f"ALTER DATABASE {connection.ops.quote_name(name)} "
            "SET corroborate.allow_truncate = 'on'"
        )
        cursor.execute("SET corroborate.allow_truncate = 'on'")
        keep_what_is_there()


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """A password takes half a second to hash, on purpose, and here that proves nothing."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first: where several processes share them, none ends long after."""
    items.sort(key=lambda item: item.path.parent.name not in ("e2e", "browser"))
