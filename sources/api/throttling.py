"""How many requests a minute: counted in Redis for all processes, or here while it is away.

Whoever asks too often is told when to come back; everyone is told how many requests are left.
"""

import logging
import math
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from redis.backoff import NoBackoff
from redis.retry import Retry
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from sources.core.fingerprint import text_digest
from sources.models import Token

log = logging.getLogger("corroborate.throttling")

WINDOW_S = 60
PATIENCE_S = 0.2  # a request must not wait for a counter
AWAY_S = 10  # after a failure the counter is left alone for so long


class Limits(BaseThrottle):
    """So many requests a minute by token, by person, or by address where nobody says who it is."""

    left_s = 0

    def allow_request(self, request: Request, view: object) -> bool:
        """Count the request; False where it is one too many."""
        kind = "reads" if request.method in SAFE_METHODS else "writes"
        who = _who(request)
        known = not who.startswith("address")
        left = _spend(request, kind, who, settings.API_LIMITS[kind if known else "anonymous"])
        self.left_s = left or 0
        return left is None

    def wait(self) -> float:
        """Return the seconds until the next window."""
        return self.left_s


def count_wrong_token(request: Request) -> None:
    """Count a token that does not hold against its address, as anonymous requests are.

    Whoever has one that holds is not touched: other scripts may share the address. Raises
    Throttled where it is one too many.
    """
    left = _spend(request, "wrong", str(client_address(request)), settings.API_LIMITS["anonymous"])
    if left is not None:
        raise Throttled(wait=left)


def _spend(request: Request, kind: str, who: str, limit: int) -> int | None:
    """Count one of a kind; where it is one too many, return the seconds until the next window."""
    if not limit:
        return None
    now = time.time()
    window = int(now // WINDOW_S)
    count = _count(f"throttle:{kind}:{text_digest(who)[:24]}:{window}")
    left_s = math.ceil((window + 1) * WINDOW_S - now)
    request._request.rate_limit = (limit, max(limit - count, 0), left_s)  # type: ignore[attr-defined]
    return left_s if count > limit else None


def rate_limit_headers(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Tell every answer of the API its limit, what is left of it, and when it begins anew."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = get_response(request)
        told = getattr(request, "rate_limit", None)
        for name, number in zip(("Limit", "Remaining", "Reset"), told or (), strict=False):
            response.headers[f"RateLimit-{name}"] = str(number)
        return response

    return middleware


def _who(request: Request) -> str:
    if isinstance(request.auth, Token):
        return f"token {request.auth.pk}"
    if request.user and request.user.is_authenticated:
        return f"user {request.user.pk}"
    return f"address {client_address(request)}"


def client_address(request: HttpRequest | Request) -> str | None:
    """Return where a request comes from; None where it came by a socket file.

    Behind a proxy that is the last entry of ``X-Forwarded-For``: the one our proxy wrote itself.
    Whatever stands before it the sender may have made up.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or None


_here: Counter[str] = Counter()
_away_until = 0.0


def _count(name: str) -> int:
    """Return how many requests there were under a name, this one included."""
    global _away_until
    if time.monotonic() >= _away_until:
        try:
            with _redis().pipeline(transaction=False) as pipe:
                pipe.incr(name)
                pipe.expire(name, 2 * WINDOW_S)
                return int(pipe.execute()[0])
        except (redis.RedisError, OSError) as error:
            _away_until = time.monotonic() + AWAY_S
            log.warning("requests are counted by each process: %s", type(error).__name__)
    window = name.rpartition(":")[2]
    for old in [key for key in _here if not key.endswith(window)]:
        del _here[old]
    _here[name] += 1
    return _here[name]


@cache
def _redis() -> "redis.Redis":
    address = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://", 1)
    return redis.Redis.from_url(
        address,
        socket_timeout=PATIENCE_S,
        socket_connect_timeout=PATIENCE_S,
        retry=Retry(NoBackoff(), 0),
    )
