"""A broker that is down delays a range by a sweep, and refuses no report."""

import pytest
from celery import Celery

from casualties.actions import hints, staleness
from casualties.models import Claim, Staleness
from config.celery import app
from tests.factories.posts import a_body


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Celery:
    """The site's own Celery with its own settings, at a port where nobody listens."""
    stranded = Celery("stranded", broker="redis://127.0.0.1:1/0", set_as_current=False)
    stranded.conf.update(
        broker_transport_options=app.conf.broker_transport_options,
        task_default_queue=app.conf.task_default_queue,
        task_ignore_result=True,
    )
    monkeypatch.setattr(hints, "current_app", stranded)
    return stranded


@pytest.mark.django_db(transaction=True)
def test_a_report_is_taken_while_the_broker_is_down(sender, dawassa, caplog):
    answer = sender.post("/api/v1/reports", a_body())
    assert answer.status_code == 201
    assert Claim.objects.count() == 1
    assert "hint not delivered" in caplog.text
    assert Staleness.objects.filter(incident=dawassa).exists()
    assert staleness.drain().refreshed == 1
