"""Hints to workers go to a broker in memory: the sending is real, and no worker listens.

Ranges are made by the envelope here, whose figures can be read off the claims: these tests ask
whether the right claims reach the right range. What the posterior makes of claims is tried in
tests/unit/estimation.
"""

from collections.abc import Iterator

import pytest
from celery import Celery
from django.db import connection
from django.test import override_settings

from casualties.actions import hints
from casualties.models import Incident
from tests.factories import rows


@pytest.fixture(autouse=True)
def broker(monkeypatch: pytest.MonkeyPatch) -> Celery:
    app = Celery("sender", broker="memory://", set_as_current=False)
    app.conf.update(task_default_queue="hints", task_ignore_result=True)
    monkeypatch.setattr(hints, "current_app", app)
    return app


@pytest.fixture(autouse=True)
def envelope(settings) -> None:
    settings.ESTIMATION_METHOD = "envelope"


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Rows that a file's fixtures make after this are there for all its tests.

    Each test works on top of them and is rolled back to them. So a test that commits (or wants
    other sessions to see what is on file) stands in another file.
    """
    enveloped = override_settings(ESTIMATION_METHOD="envelope")
    with django_db_blocker.unblock(), enveloped, rows.undone_afterwards():
        yield


@pytest.fixture(scope="module")
def one_of_each(shared) -> Incident:
    """A row in every table of facts and opinions, made once for all tests of the file."""
    incident = rows.one_of_each()
    connection.check_constraints()  # now, as a commit would: what waits to be checked bars TRUNCATE
    return incident
