"""Clients named by what they may do."""

import pytest
from rest_framework.test import APIClient

from sources.core.types import TokenScope
from tests.factories import rows
from tests.factories.people import script


@pytest.fixture
def stranger() -> APIClient:
    return APIClient()


@pytest.fixture
def sender(db) -> APIClient:
    return script(TokenScope.WRITE_REPORTS)


@pytest.fixture
def insider(db) -> APIClient:
    return script(TokenScope.READ_RESTRICTED)


@pytest.fixture
def reviewer(db) -> APIClient:
    return script(TokenScope.REVIEW)


@pytest.fixture
def officer(db) -> APIClient:
    return script(TokenScope.ADMIN)


@pytest.fixture
def dawassa(db):
    """An incident and the sources that speak of it."""
    for slug in ("airwars", "yaqein", "mosul-eye"):
        rows.a_source(slug)
    return rows.an_incident("IQ-2017-0005")
