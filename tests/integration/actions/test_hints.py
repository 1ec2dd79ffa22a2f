"""Hints to workers: sent after the commit, never a reason to fail."""

import logging

import pytest
from celery import Celery
from django.db import transaction

from casualties.actions import hints

pytestmark = pytest.mark.django_db

IMPATIENT = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}


def waiting(broker: Celery) -> int:
    with broker.connection_for_read() as connection:
        return connection.SimpleQueue("hints").qsize()


def test_a_hint_is_sent_after_the_commit(broker, django_capture_on_commit_callbacks):
    before = waiting(broker)
    with django_capture_on_commit_callbacks(execute=True):
        hints.refresh_on_commit()
        assert waiting(broker) == before
    assert waiting(broker) == before + 1


def test_no_hint_is_sent_for_what_was_undone(broker, django_capture_on_commit_callbacks):
    before = waiting(broker)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        hints.refresh_on_commit()
        transaction.set_rollback(True)
    assert waiting(broker) == before


def test_a_dead_broker_costs_a_warning(monkeypatch, caplog, django_capture_on_commit_callbacks):
    dead = Celery("sender", broker="redis://127.0.0.1:1/0", set_as_current=False)
    dead.conf.update(task_ignore_result=True, broker_transport_options=IMPATIENT)
    monkeypatch.setattr(hints, "current_app", dead)
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        hints.refresh_on_commit()
    assert "hint not delivered" in caplog.text
