"""Calls made up from the API's own description: no fault of ours, no undocumented answer."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from casualties.actions import exports, staleness
from casualties.models import Incident
from config.demonstration import Story
from config.management.commands.api_schema import current
from config.services import Services, free_port
from sources.actions import tokens
from sources.core.types import TokenScope
from sources.models import Report, Source
from tests.benchmarks import running


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--cases", type=int, default=5_000, help="Calls. Default: 5,000.")
    parser.add_argument("--seed", type=int, default=1, help="Other calls. Default: 1.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Call a running web server that holds the fixture, as nobody, as a sender and as the desk."""
    from tests.factories.fuzzing import Caller  # heavy, and not for production

    with running.spare_database() as address:
        secrets = _prepare()
        environ = {"DATABASE_URL": address, "CELERY_QUEUE": "corroborate-schemathesis"}
        with Services(port=free_port(), environ=environ) as services:
            services.wait_until_ready()
            caller = Caller(address=services.address, known=_known(), tokens=[None, *secrets])
            started = time.monotonic()
            found = caller.call(current(), options["cases"], begin=options["seed"])
            seconds = time.monotonic() - started
    for fault in found.faults.values():
        say(fault)
    return {
        "cases": found.calls,
        "server_errors": sum(n for status, n in found.statuses.items() if status >= 500),
        "faults": sorted(found.faults),
        "statuses": {str(status): n for status, n in sorted(found.statuses.items())},
        "seconds": round(seconds),
    }


def _prepare() -> list[str]:
    """File the fixture, make its ranges and public files; return a token of each sort."""
    sender = Story(lambda _: None, started=0).prepare()
    staleness.drain()
    exports.build()
    desk = tokens.issue(name="desk", scopes=[TokenScope.ADMIN], by=running.BENCH)
    return [sender, desk]


def _known() -> dict[str, list[str]]:
    """Return real names by the path parameters they fit."""
    return {
        "code": list(Incident.objects.values_list("code", flat=True)),
        "key": list(Report.objects.values_list("key", flat=True)),
        "slug": list(Source.objects.values_list("slug", flat=True)),
        "snapshot": ["latest"],
        "file": [f"{what}.{form}" for what, form in exports.FILES],
    }
