"""The API on a large database: pages against a bare view, deep pages, one incident, posts, CSV."""

import json
import random
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from casualties.actions import exports, intake, staleness
from casualties.core.exports import ExportedRows, FileFormat
from casualties.models import Claim, Incident
from config.services import Services, free_port
from sources.actions import tokens
from sources.core.types import TokenScope
from tests.benchmarks import running
from tests.benchmarks.exports import RANGES
from tests.benchmarks.recompute import SOURCES, WORLD
from tests.benchmarks.serving.load import Headers, offered, rate

UNESTIMATED = """
UPDATE casualties_estimate SET ended_at = now(), ended_by = 'rule:benchmark'
 WHERE incident_id IN (SELECT id FROM casualties_incident WHERE code = ANY(%s))
"""
BUSY = 40  # incidents with 20 claims more


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--incidents", type=int, default=100_000, help="Default: 100,000.")
    parser.add_argument("--seconds", type=float, default=8.0, help="Of each load. Default: 8.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Make a world of incidents with three claims each, and ask."""
    with running.spare_database() as address:
        say(f"Making {options['incidents']} incidents with three claims each")
        slugs, codes = _world(options["incidents"])
        scopes = [TokenScope.WRITE_REPORTS, TokenScope.REVIEW]
        secret = tokens.issue(name="benchmark", scopes=scopes, by=running.BENCH)
        token = {"Authorization": f"Token {secret}", "Content-Type": "application/json"}
        environ = {
            "DATABASE_URL": address,
            "CELERY_QUEUE": "corroborate-api",
            "DEBUG": "off",
            "SECRET_KEY": settings.SECRET_KEY,
        }
        services = Services(port=free_port(), environ=environ)
        web = [*services.commands["web"]]
        web[web.index("config.wsgi")] = "tests.benchmarks.serving.bare"
        services.commands = {"web": web}  # two gunicorn processes, and nothing beside them
        with services:
            services.wait_until_ready()
            place = services.address
            told = _pages(place, options, say)
            say(f"pages: {told}")
            told |= _detail(place, codes, options["seconds"])
            told |= _posts(place, token, slugs, codes, options["seconds"])
        told["incidents_csv_s"] = _csv()
        return {"incidents": options["incidents"], "claims": Claim.objects.count(), **told}


def _world(incident_count: int) -> tuple[list[str], list[str]]:
    """Return the slugs of sources and the codes of the incidents with many claims."""
    with connection.cursor() as cursor:
        # No triggers: the rows are as the workers would have left them.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(WORLD, {"sources": SOURCES, "incidents": incident_count})
        cursor.execute(RANGES, {})
        cursor.execute("SET session_replication_role = origin")
    slugs = [f"source-{number}" for number in range(1, SOURCES + 1)]
    busy = Incident.objects.order_by("code")[1000 : 1000 + BUSY]
    codes = list(busy.values_list("code", flat=True))
    with connection.cursor() as cursor:  # theirs are made anew, with an explanation to show
        cursor.execute(UNESTIMATED, [codes])
    chance = random.Random(1)
    for code in codes:
        for _ in range(4):
            report = running.a_report(chance, slugs, [code], claims=5)
            intake.receive(report=report, by=running.BENCH, may_review=True)
    staleness.drain()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return slugs, codes


def _pages(place: str, options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Measure in turns, so that a machine that slows down slows all of them."""
    last = Incident.objects.order_by("-code").values_list("code", flat=True)[150]
    deep = f"/api/v1/incidents?after={last}"
    paths = {
        "bare": "/bare",
        "bare_with_ranges": "/bare-with-ranges",
        "page": "/api/v1/incidents",
        "deep_page": deep,
        "deep_page_by_day": f"/api/v1/incidents?ordering=first_day&after=2020-01-01,{last}",
    }
    turns = 4
    seconds = options["seconds"] / turns
    rates = dict.fromkeys(paths, 0.0)
    for path in paths.values():
        rate(place, path, {}, seconds=0.5)
    for _ in range(turns):
        for name, path in paths.items():
            rates[name] += rate(place, path, {}, seconds=seconds) / turns
    per_second = {f"{name}_per_s": round(value, 1) for name, value in rates.items()}
    say(str(per_second))
    return {
        **per_second,
        "page_share_of_bare": round(rates["page"] / rates["bare"], 2),
        "page_share_of_bare_with_ranges": round(rates["page"] / rates["bare_with_ranges"], 2),
        "deep_page_slower_by": round(rates["page"] / rates["deep_page"], 2),
        "deep_page_by_day_slower_by": round(rates["page"] / rates["deep_page_by_day"], 2),
    }


def _detail(place: str, codes: list[str], seconds: float) -> dict[str, Any]:
    def asked(number: int) -> tuple[str, str, None]:
        return "GET", f"/api/v1/incidents/{codes[number % len(codes)]}", None

    offered(place, {}, asked, per_second=20, seconds=1)
    took = offered(place, {}, asked, per_second=20, seconds=max(seconds, 10))
    return _told("detail_20_claims_at_20_per_s", took)


def _posts(
    place: str, headers: Headers, slugs: list[str], codes: list[str], seconds: float
) -> dict[str, Any]:
    chance = random.Random(2)

    def asked(number: int) -> tuple[str, str, bytes]:
        figure = {"qualifier": "exactly", "low": number + 1}
        claims = [
            {
                "key": f"c{one}",
                "claimant": chance.choice(slugs),
                "harm": "killed",
                "status": "civilian",
                "quantity": figure,
                "incident": chance.choice(codes),
            }
            for one in range(5)
        ]
        text = f"Report {number} {chance.getrandbits(64)}"
        body = {"publisher": chance.choice(slugs), "text": text, "claims": claims}
        return "POST", "/api/v1/reports", json.dumps(body).encode()

    offered(place, headers, asked, per_second=5, seconds=1)
    took = offered(place, headers, asked, per_second=5, seconds=max(seconds, 20))
    return _told("post_5_claims_at_5_per_s", took)


def _told(name: str, took: list[float]) -> dict[str, Any]:
    return {
        f"{name}_p50_ms": round(1000 * running.percentile(took, 0.50), 1),
        f"{name}_p95_ms": round(1000 * running.percentile(took, 0.95), 1),
    }


def _csv() -> float:
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        exports.write_to(Path(folder), [(ExportedRows.INCIDENTS, FileFormat.CSV)])
        return round(time.monotonic() - started, 2)
