"""Clients named by what they may do."""

import itertools

import pytest
from rest_framework.test import APIClient

from sources.actions import tokens
from sources.core.types import TokenScope
from tests.factories import rows

_numbers = itertools.count(1)


def client_with(*scopes: TokenScope) -> APIClient:
    """A script whose token has these scopes."""
    secret = tokens.issue(name=f"token {next(_numbers)}", scopes=scopes, by=rows.EDITOR)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


@pytest.fixture
def stranger() -> APIClient:
    return APIClient()


@pytest.fixture
def sender(db) -> APIClient:
    return client_with(TokenScope.WRITE_REPORTS)


@pytest.fixture
def insider(db) -> APIClient:
    return client_with(TokenScope.READ_RESTRICTED)


@pytest.fixture
def reviewer(db) -> APIClient:
    return client_with(TokenScope.REVIEW)


@pytest.fixture
def officer(db) -> APIClient:
    return client_with(TokenScope.ADMIN)


@pytest.fixture
def dawassa(db):
    """An incident and the sources that speak of it."""
    for slug in ("airwars", "yaqein", "mosul-eye"):
        rows.a_source(slug)
    return rows.an_incident("IQ-2017-0005")
