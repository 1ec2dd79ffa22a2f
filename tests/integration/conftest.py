"""Hints to workers go to a broker in memory: the sending is real, and no worker listens.

Ranges are made by the envelope here, whose figures can be read off the claims: these tests ask
whether the right claims reach the right range. What the posterior makes of claims is tried in
tests/unit/estimation.
"""

import pytest
from celery import Celery

from casualties.actions import hints


@pytest.fixture(autouse=True)
def broker(monkeypatch: pytest.MonkeyPatch) -> Celery:
    app = Celery("sender", broker="memory://", set_as_current=False)
    app.conf.update(task_default_queue="hints", task_ignore_result=True)
    monkeypatch.setattr(hints, "current_app", app)
    return app


@pytest.fixture(autouse=True)
def envelope(settings) -> None:
    settings.ESTIMATION_METHOD = "envelope"
