"""Whether the process lives and can do its work, and the page that says what this is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

from casualties.queries import Backlog, backlog

PATIENCE_S = 0.4  # for each server, so that the answer comes within a second
SWEPT_WITHIN = timedelta(seconds=60)  # swept every 2 s; a worker may be busy with one long batch


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say what this is and where to go."""
    return render(request, "config/landing.html")


@require_safe
@never_cache
def alive(_: HttpRequest) -> JsonResponse:
    """Answer, which is all it takes: asks no server, so that a restart is for our faults only."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def ready(_: HttpRequest) -> JsonResponse:
    """Answer 503 where reports cannot be taken in, or wait and are not worked off.

    Without the broker ranges come a little later and nothing is lost: that is "degraded".
    """
    parts = [_database(), _broker()]
    if parts[0].well:
        # Sweeps are called over the broker: without it they stall, and only ranges wait.
        parts.insert(1, replace(_sweep(backlog()), needed=parts[1].well))
    if any(part.needed and not part.well for part in parts):
        word, status = "unavailable", 503
    else:
        word, status = "ready" if all(part.well for part in parts) else "degraded", 200
    told = {part.name: {"well": part.well, "message": part.message} for part in parts}
    return JsonResponse({"status": word, "parts": told}, status=status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something the work depends on, as it was found."""

    name: str
    well: bool
    message: str
    needed: bool = True


def _database() -> Part:
    """Look past the pool: it would wait longer than we may."""
    parameters: dict[str, Any] = connection.get_connection_params()
    parameters |= {"connect_timeout": 1}
    try:
        with psycopg.connect(**parameters) as probe:
            probe.execute("SELECT 1 FROM casualties_heartbeat LIMIT 1")
    except psycopg.errors.UndefinedTable:
        return Part(name="database", well=False, message="It has no tables: run migrate.")
    except (psycopg.Error, DatabaseError) as error:
        return Part(name="database", well=False, message=f"No answer ({type(error).__name__}).")
    return Part(name="database", well=True, message="Answers.")


def _broker() -> Part:
    address = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://", 1)
    try:
        with redis.Redis.from_url(
            address,
            socket_timeout=PATIENCE_S,
            socket_connect_timeout=PATIENCE_S,
            retry=Retry(NoBackoff(), 0),
        ) as client:
            client.ping()
    except (redis.RedisError, OSError) as error:
        message = f"No answer ({type(error).__name__}): ranges follow once it is back."
        return Part(name="broker", well=False, needed=False, message=message)
    return Part(name="broker", well=True, needed=False, message="Answers.")


def _sweep(found: Backlog) -> Part:
    swept = "never" if found.last_sweep is None else f"{_age(found.last_sweep)} s ago"
    message = f"Last sweep {swept}; {found.waiting} waiting, {found.quarantined} set aside."
    # Where nobody ever swept, what waits longest says since when somebody should have.
    since = found.last_sweep or found.oldest or timezone.now()
    stalled = found.waiting > 0 and timezone.now() - since > SWEPT_WITHIN
    return Part(name="sweep", well=not stalled, message=message)


def _age(moment: datetime) -> int:
    return int((timezone.now() - moment).total_seconds())
