"""Who looks at the desk, and what a look costs."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import Permission, User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks import running
from tests.factories.people import log_in

Look = Callable[[], HttpResponse]


def visitors() -> dict[str, Client]:
    """Return somebody who sees everything, and somebody from whom protected sources are hidden.

    The first has the most rows to count, the second the most conditions on each.
    """
    analyst = User.objects.create_user("analyst", is_staff=True)
    hidden = ("view_protected", "change_protection", "redact_report")
    analyst.user_permissions.set(Permission.objects.exclude(codename__in=hidden))
    people = {"all-seeing": User.objects.create_superuser("root"), "analyst": analyst}
    return {name: log_in(Client(SERVER_NAME="localhost"), one) for name, one in people.items()}


def measured(looks: Sequence[Look], number: int) -> dict[str, Any]:
    """Return the most queries a look took, and the 95th percentile of its milliseconds."""
    queries = max(_queries(look) for look in looks[:10])
    spent = [_seconds(looks[turn % len(looks)]) for turn in range(number)]
    return {"queries": queries, "p95_ms": round(1000 * running.percentile(spent, 0.95))}


def worse(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the worse of several measurements, figure by figure."""
    return {name: max(one[name] for one in found) for name in ("queries", "p95_ms")}


def looks_at(client: Client, addresses: Sequence[str]) -> list[Look]:
    """Return a look at each address."""
    return [lambda address=address: client.get(address, follow=True) for address in addresses]  # type: ignore[misc]


def _queries(look: Look) -> int:
    with CaptureQueriesContext(connection) as caught:
        look()
    return len(caught)


def _seconds(look: Look) -> float:
    started = time.perf_counter()
    answer = look()
    if answer.status_code != 200:
        raise ValueError(f"{answer.request['PATH_INFO']}: {answer.status_code}")
    return time.perf_counter() - started
