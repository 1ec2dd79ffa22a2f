"""The desk's lists, its queue and the incident workspace, on a full desk: queries and times."""

import logging
import random
import re
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from casualties.models import Claim, Estimate
from sources.admin.lists import MOST_COUNTED
from tests.benchmarks import running
from tests.benchmarks.desk.visitors import looks_at, measured, visitors, worse
from tests.benchmarks.desk.world import fill

OURS = {"casualties", "sources"}
SEARCHED = ("0004", "source 17", "2020-0123")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--incidents", type=int, default=50_000, help="Default: 50,000.")
    parser.add_argument("--computed", type=int, default=2_000, help="Ranges. Default: 2,000.")
    parser.add_argument("--n", type=int, default=40, help="Views of each page. Default: 40.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Fill a desk; look at each list, at workspaces drawn by chance, and work in the queue.

    Each by somebody who sees everything and by an analyst: what counts is the worse of the two.
    """
    # Without the notes on each query and request that only a developer reads.
    logging.disable(logging.INFO)
    with override_settings(DEBUG=False), running.spare_database():
        fill(options["incidents"], options["computed"], say)
        return {
            "incidents": options["incidents"],
            "claims": Claim.objects.count(),
            **measure(options["n"], say),
        }


def measure(number: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Look at the pages of the desk that is on file here."""
    desks = visitors()

    def each(name: str, addresses: list[str]) -> dict[str, Any]:
        found = {who: measured(looks_at(desk, addresses), number) for who, desk in desks.items()}
        say(f"{name}: {found}")
        return worse([*found.values()])

    lists = {name: each(name, addresses) for name, addresses in _lists().items()}
    workspace = each("workspace", _workspaces(number))
    first_page = each("first page", [reverse("admin:index")])
    shown = each("next of the queue", [reverse("admin:review_queue")])
    moved = worse([measured([_accept(desk)] * 10, number) for desk in desks.values()])
    say(f"accepting a draft, and the next: {moved}")
    slowest = max(lists, key=lambda name: lists[name]["p95_ms"])
    hungriest = max(lists, key=lambda name: lists[name]["queries"])
    return {
        "lists": len(lists),
        "list_queries_max": lists[hungriest]["queries"],
        "list_queries_max_on": hungriest,
        "list_p95_ms_max": lists[slowest]["p95_ms"],
        "list_p95_ms_max_on": slowest,
        "workspace_queries": workspace["queries"],
        "workspace_p95_ms": workspace["p95_ms"],
        "queue_next_queries": shown["queries"],
        "queue_next_p95_ms": shown["p95_ms"],
        "queue_accept_and_next_p95_ms": moved["p95_ms"],
        "first_page_queries": first_page["queries"],
        "first_page_p95_ms": first_page["p95_ms"],
        "each_list": lists,
    }


def _lists() -> dict[str, list[str]]:
    """Return for each list its first pages, later ones, searches and orders."""
    found = {}
    for model, desk in admin.site._registry.items():
        if model._meta.app_label not in OURS:
            continue
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        last = min(model._default_manager.count(), MOST_COUNTED) // desk.list_per_page
        asked = ["", *(f"?p={page}" for page in (2, last) if 2 <= page <= last), "?o=1", "?o=-1"]
        asked += [f"?q={words}" for words in SEARCHED] if desk.search_fields else []
        found[str(model._meta.model_name)] = [page + one for one in asked]
    return found


def _workspaces(number: int) -> list[str]:
    """Return the workspaces of incidents drawn by chance."""
    chance = random.Random(7)
    own = Estimate.objects.order_by("pk").values_list("incident", flat=True).distinct()
    pks = chance.sample(list(own[: number * 10]), number)
    return [reverse("admin:casualties_incident_workspace", args=[pk]) for pk in pks]


def _accept(client: Client) -> Callable[[], HttpResponse]:
    """Return the act of accepting what the queue shows, which ends with the next thing shown."""
    page = client.get(reverse("admin:review_queue"))

    def accept() -> HttpResponse:
        nonlocal page
        shown = page.content.decode()
        button = re.search(r'action="([^"]+/accept/)"', shown)
        mark = re.search(r'name="mark" value="([^"]+)"', shown)
        if button is None or mark is None:
            raise ValueError("Nothing waits that could be accepted.")
        page = client.post(button[1], {"mark": mark[1]}, follow=True)
        return page

    return accept
