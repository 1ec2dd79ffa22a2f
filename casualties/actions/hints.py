"""Hints to the workers: "there may be something to do". Losing one costs seconds, never a range."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger("corroborate.hints")

REFRESH = "casualties.refresh_stale"
WORK_BATCHES = "casualties.work_batches"
"""The tasks' names: actions know workers by name only, so that nothing below imports tasks."""


def refresh_on_commit() -> None:
    """Once this transaction is committed, tell a worker to look into the staleness log."""
    transaction.on_commit(_send)


READ = "casualties.read_reports"


def read_on_commit() -> None:
    """Once this transaction is committed, tell a worker that a text waits to be read."""
    transaction.on_commit(lambda: _send(READ))


def work_batches_on_commit() -> None:
    """Once this transaction is committed, tell a worker that a batch waits."""
    transaction.on_commit(lambda: _send(WORK_BATCHES))


def call_workers(count: int) -> None:
    """Tell several workers at once that there is much to do."""
    for _ in range(count):
        _send()


def _send(task: str = REFRESH) -> None:
    try:
        current_app.send_task(task, expires=30, retry=False)
    except (OperationalError, RedisError, OSError) as error:
        # The staleness log holds the work; the next sweep finds it without us.
        log.warning("hint not delivered: %s", type(error).__name__)
