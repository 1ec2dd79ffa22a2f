"""Writes at full speed while broker and workers are killed: is anything lost or wrong?"""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import redis
from django.conf import settings

from casualties.actions import intake, staleness
from casualties.models import Claim
from config.celery import app
from config.embedded import Programs, State
from config.services import Services, free_port
from tests.benchmarks import running

CLAIMS_EACH = 5  # claims a transaction
DRAIN_WITHIN = 120.0


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--seconds", type=float, default=20, help="How long. Default: 20.")
    parser.add_argument("--incidents", type=int, default=2000, help="Default: 2000.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Write, kill, wait, recompute everything and compare."""
    with running.spare_database() as database, Broker() as broker:
        say(f"Making {options['incidents']} incidents")
        slugs, codes = running.a_world(source_count=100, incident_count=options["incidents"])
        environ = {
            "DATABASE_URL": database,
            "REDIS_URL": broker.address,
            "CELERY_QUEUE": "corroborate-chaos",
        }
        app.conf.broker_url = broker.address.replace("unix://", "redis+socket://")
        with Services(port=free_port(), environ=environ) as services:
            services.wait_until_ready()
            writer = ThreadPoolExecutor(max_workers=1)
            writing = writer.submit(_write, random.Random(1), slugs, codes, options["seconds"])
            # Here, not in a thread: processes end with the thread that started them.
            _trouble(services, broker, options["seconds"], say)
            acknowledged = writing.result()
            say(f"{acknowledged} claims acknowledged; {_waiting()} rows stale")
            drained = running.settle(services, within=DRAIN_WITHIN)
        report = staleness.audit_estimates()
        for line in report["drift"][:10]:
            say(f"wrong: {line}")
        return {
            "offered_per_s": round(acknowledged / options["seconds"]),
            "acknowledged": acknowledged,
            "lost": acknowledged - Claim.objects.count(),
            "wrong": len(report["drift"]),
            "drain_s": round(drained, 2),
            "incidents": report["checked"],
        }


def _write(chance: random.Random, slugs: list[str], codes: list[str], seconds: float) -> int:
    """Take reports in by the bulk action until time is up; return the claims acknowledged."""
    acknowledged = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        report = running.a_report(chance, slugs, codes, CLAIMS_EACH)
        intake.receive_many(reports=[report], by=running.BENCH, may_review=True)
        acknowledged += CLAIMS_EACH
    return acknowledged


def _trouble(
    services: Services, broker: "Broker", seconds: float, say: Callable[[str], None]
) -> None:
    """Kill the broker twice and wipe it once, kill the worker twice, evenly over the time."""
    acts = {
        "kill the broker": broker.restart,
        "kill the worker": lambda: _replace_worker(services),
        "wipe and kill the broker": broker.flush,
        "kill the worker again": lambda: _replace_worker(services),
        "kill the broker again": broker.restart,
    }
    for name, act in acts.items():
        time.sleep(seconds / (len(acts) + 1))
        say(name)
        act()


def _replace_worker(services: Services) -> None:
    services.running["worker"].kill()
    services.start("worker")


def _waiting() -> int:
    return running.backlog().waiting


class Broker:
    """A Valkey of the benchmark's own, which it may kill."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="chaos-"))
        self.address = f"unix://{self.folder}/valkey.sock"
        self.program = Programs.of(State.at(settings.STATE_DIR)).valkey
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Broker":
        """Start it."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it and remove what it wrote."""
        self._kill()
        shutil.rmtree(self.folder)

    def restart(self) -> None:
        """Kill it and, a second later, start it again without what it held."""
        self._kill()
        time.sleep(1)
        self._start()

    def flush(self) -> None:
        """Wipe it: every queued message is gone."""
        redis.Redis.from_url(self.address).flushall()
        self.restart()

    def _start(self) -> None:
        options = {"port": "0", "unixsocket": self.address.removeprefix("unix://"), "save": ""}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        self.process = subprocess.Popen(
            [self.program, *arguments, "--dir", str(self.folder)], stdout=subprocess.DEVNULL
        )

    def _kill(self) -> None:
        if self.process and self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
