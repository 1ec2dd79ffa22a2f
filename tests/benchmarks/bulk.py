"""How long a batch takes: 5,000 reports sent over the API, then worked off by one worker."""

import json
import random
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from rest_framework.test import APIClient

from casualties.actions import batches
from casualties.api.batch_bodies import read_body
from casualties.core.intake import NewReport
from casualties.models import Batch
from casualties.queries import batch_reading
from sources.actions import tokens
from sources.core.types import TokenScope
from tests.benchmarks.running import BENCH, a_report, a_world, spare_database


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--reports", type=int, default=5_000, help="Default: 5,000.")
    parser.add_argument("--claims", type=int, default=2, help="Of each report. Default: 2.")
    parser.add_argument("--wrong", type=int, default=0, help="Percent that is refused. Default: 0.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Send a batch and work it off in this process, as one worker would."""
    chance = random.Random(7)
    with spare_database():
        slugs, codes = a_world(source_count=100, incident_count=1_000)
        secret = tokens.issue(name="bench", scopes=[TokenScope.WRITE_REPORTS], by=BENCH)
        reports = [
            a_report(chance, slugs, codes, options["claims"]) for _ in range(options["reports"])
        ]
        lines = [_line(report, chance.random() * 100 < options["wrong"]) for report in reports]
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
        say(f"{len(lines):,} reports with {options['claims']} claims each")
        started = time.monotonic()
        answer = client.post(
            "/api/v1/reports:bulk",
            "\n".join(lines).encode(),
            content_type="application/x-ndjson",
            SERVER_NAME="localhost",
        )
        answered = time.monotonic()
        batches.work(read=read_body)
        done = time.monotonic()
        reading = batch_reading(Batch.objects.get(key=answer.json()["batch"]))
    return {
        "answered_s": round(answered - started, 2),
        "worked_off_s": round(done - answered, 2),
        "in_all_s": round(done - started, 2),
        "counts": dict(reading.counts),
    }


def _line(report: NewReport, wrong: bool) -> str:
    claims = [
        {
            "key": claim.value.key,
            "claimant": claim.value.claimant,
            "harm": claim.value.harm,
            "status": "nobody" if wrong else claim.value.status,
            "quantity": asdict(claim.value.quantity),
            "incident": claim.incident,
        }
        for claim in report.claims
    ]
    return json.dumps({"publisher": report.publisher, "text": report.text, "claims": claims})
