"""Heartbeats: when a job last did its work, when a worker last did any. A broker may forget."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from casualties.models import Heartbeat

WORKER = "worker "
"""What the name of a worker's heartbeat begins with."""

_GONE = timedelta(days=1)
_LONGEST = Heartbeat._meta.get_field("name").max_length  # a machine's own name may be longer

# Once a second at most: the row must not become a place to queue.
_NOTE = """
    INSERT INTO casualties_heartbeat (name, at, detail)
    VALUES (%(name)s, clock_timestamp(), %(detail)s)
    ON CONFLICT (name) DO UPDATE SET at = excluded.at, detail = excluded.detail
     WHERE casualties_heartbeat.at < clock_timestamp() - interval '1 second'
"""


def done(name: str, detail: Mapping[str, Any]) -> None:
    """Note that a job has done its work, and what it tells of it."""
    told = {"at": timezone.now(), "detail": detail}
    Heartbeat.objects.update_or_create(name=name, defaults=told)


def note(name: str, detail: Mapping[str, Any] | None = None) -> None:
    """Note what may happen many times a second."""
    told = {"name": name[:_LONGEST], "detail": json.dumps(detail or {})}
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, told)


def of_worker(host: str, task: str) -> None:
    """Note that a worker has finished a task, whatever came of it."""
    note(f"{WORKER}{host}", {"last": task})


def forget_gone() -> int:
    """Remove the heartbeats of workers silent for a day: they are not meant to run any more."""
    gone = Heartbeat.objects.filter(name__startswith=WORKER, at__lt=timezone.now() - _GONE)
    return gone.delete()[0]
