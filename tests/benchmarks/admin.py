"""The desk's lists and the incident workspace, on a full desk: queries and milliseconds a page."""

import logging
import random
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from casualties.actions import staleness
from casualties.models import Claim, Estimate, Staleness
from tests.benchmarks import running
from tests.benchmarks.recompute import SOURCES, WORLD
from tests.factories.people import log_in

OURS = {"casualties", "sources"}

# Lists need as many ranges as incidents; only the workspaces looked at need their own.
LIKE_THOSE = """
INSERT INTO casualties_estimate (by, reason, operation, incident_id, measure, basis, outcome, low,
    best, high, open_below, open_above, level, method, method_version, scheme, digest, claims,
    groups, flags, bench, derivation, change)
SELECT e.by, e.reason, gen_random_uuid(), i.id, e.measure, e.basis, e.outcome, e.low, e.best,
       e.high, e.open_below, e.open_above, e.level, e.method, e.method_version, e.scheme, e.digest,
       e.claims, e.groups, e.flags, e.bench, e.derivation, e.change
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM casualties_incident
         WHERE id NOT IN (SELECT incident_id FROM casualties_estimate)) AS i
  JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS whole
          FROM casualties_estimate) AS e ON e.n = i.n % e.whole
"""
SEARCHED = ("0004", "source 17", "2020-0123")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--incidents", type=int, default=50_000, help="Default: 50,000.")
    parser.add_argument("--computed", type=int, default=2_000, help="Ranges. Default: 2,000.")
    parser.add_argument("--n", type=int, default=40, help="Views of each page. Default: 40.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Fill a desk, then look at each list and at workspaces drawn by chance."""
    # Without the notes on each query and request that only a developer reads.
    logging.disable(logging.INFO)
    with override_settings(DEBUG=False), running.spare_database():
        _fill(options["incidents"], options["computed"], say)
        visitor = Client(SERVER_NAME="localhost")
        client = log_in(visitor, User.objects.create_superuser("benchmark"))
        lists = {
            name: _measured(client, addresses, options["n"], say, name)
            for name, addresses in _lists().items()
        }
        workspaces = _measured(client, _workspaces(options["n"]), options["n"], say, "workspace")
        slowest = max(lists, key=lambda name: lists[name]["p95_ms"])
        hungriest = max(lists, key=lambda name: lists[name]["queries"])
        return {
            "incidents": options["incidents"],
            "claims": Claim.objects.count(),
            "lists": len(lists),
            "list_queries_max": lists[hungriest]["queries"],
            "list_queries_max_on": hungriest,
            "list_p95_ms_max": lists[slowest]["p95_ms"],
            "list_p95_ms_max_on": slowest,
            "workspace_queries": workspaces["queries"],
            "workspace_p95_ms": workspaces["p95_ms"],
            "each_list": lists,
        }


def _fill(incidents: int, computed: int, say: Callable[[str], None]) -> None:
    say(f"Making {incidents} incidents with three claims each")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(WORLD, {"sources": SOURCES, "incidents": incidents})
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")
    staleness.queue_all()
    say(f"Computing the ranges of {computed} of them")
    staleness.drain(limit=computed)
    say("Giving the others a range like one of these")
    Staleness.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(LIKE_THOSE)
        cursor.execute("ANALYZE")


def _lists() -> dict[str, list[str]]:
    """Return for each list its first pages, later ones, searches and orders."""
    found = {}
    for model, desk in admin.site._registry.items():
        if model._meta.app_label not in OURS:
            continue
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        asked = ["", "?p=2", "?p=40", "?o=1", "?o=-1"]
        asked += [f"?q={words}" for words in SEARCHED] if desk.search_fields else []
        found[model._meta.model_name] = [page + one for one in asked]
    return found


def _workspaces(number: int) -> list[str]:
    """Return the workspaces of incidents drawn by chance."""
    chance = random.Random(7)
    own = Estimate.objects.order_by("pk").values_list("incident", flat=True).distinct()
    pks = chance.sample(list(own[: number * 10]), number)
    return [reverse("admin:casualties_incident_workspace", args=[pk]) for pk in pks]


def _measured(
    client: Client, addresses: list[str], number: int, say: Callable[[str], None], name: str
) -> dict[str, Any]:
    """Return the most queries a page took, and the 95th percentile of its time."""
    queries = max(_queries(client, address) for address in addresses[:10])
    spent = [_seconds(client, address) for address in _turns(addresses, number)]
    found = {"queries": queries, "p95_ms": round(1000 * running.percentile(spent, 0.95))}
    say(f"{name}: {found}")
    return found


def _turns(addresses: list[str], number: int) -> Iterator[str]:
    for turn in range(number):
        yield addresses[turn % len(addresses)]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(address, follow=True)
    return len(caught)


def _seconds(client: Client, address: str) -> float:
    started = time.perf_counter()
    answer = client.get(address, follow=True)
    if answer.status_code != 200:
        raise ValueError(f"{address}: {answer.status_code}")
    return time.perf_counter() - started
