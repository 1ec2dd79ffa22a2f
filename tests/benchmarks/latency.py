"""Seconds from a posted report to its stored estimate, over HTTP, one report at a time."""

import random
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from casualties.models import Estimate
from config.demonstration.client import Client
from config.services import Services, free_port
from sources.actions import tokens
from sources.core.types import TokenScope
from tests.benchmarks import running


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--n", type=int, default=200, help="Reports. Default: 200.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Post reports and wait for each one's estimate."""
    with running.spare_database() as address:
        slugs, codes = running.a_world(source_count=20, incident_count=50)
        scopes = [TokenScope.WRITE_REPORTS, TokenScope.REVIEW]
        token = tokens.issue(name="benchmark", scopes=scopes, by=running.BENCH)
        environ = {"DATABASE_URL": address, "CELERY_QUEUE": "corroborate-benchmark"}
        with Services(port=free_port(), environ=environ) as services:
            services.wait_until_ready()
            client = Client(services.address, token)
            chance = random.Random(1)
            seconds = [_one(client, chance, slugs, codes, n) for n in range(options["n"])]
    say(f"{len(seconds)} reports posted")
    return {
        "n": len(seconds),
        "p50_s": round(running.percentile(seconds, 0.50), 4),
        "p95_s": round(running.percentile(seconds, 0.95), 4),
        "max_s": round(max(seconds), 4),
    }


def _one(
    client: Client, chance: random.Random, slugs: list[str], codes: list[str], number: int
) -> float:
    """Post one claim and wait until an estimate made after it is in force."""
    code = chance.choice(codes)
    last = Estimate.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    quantity = {"qualifier": "exactly", "low": number + 1, "best": number + 1, "high": number + 1}
    claim = {
        "key": "c1",
        "claimant": chance.choice(slugs),
        "harm": "killed",
        "status": "civilian",
        "quantity": quantity,
        "incident": code,
    }
    body = {"publisher": chance.choice(slugs), "text": f"Report {number}", "claims": [claim]}
    started = time.monotonic()
    client.post("/api/v1/reports", body, idempotency_key=f"latency-{number}")
    while not Estimate.objects.filter(pk__gt=last, incident__code=code, ended_at=None).exists():
        time.sleep(0.002)
    return time.monotonic() - started
