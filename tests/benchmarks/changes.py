"""Writers beside a follower of the feed of changes: every row once, none missed."""

import random
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction

from casualties.actions import changes, incidents
from casualties.core.intake import NewIncident
from casualties.core.words import Resource
from casualties.models import Incident
from casualties.queries import changes_after
from sources.visibility import ALL_SEEING
from tests.benchmarks import running


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--writers", type=int, default=12, help="Default: 12.")
    parser.add_argument("--seconds", type=float, default=30.0, help="Default: 30.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Let writers open incidents in transactions of all lengths while one reads the feed."""
    with running.spare_database():
        until = time.monotonic() + options["seconds"]
        writers = [
            threading.Thread(target=_write, args=[number, until])
            for number in range(options["writers"])
        ]
        for writer in writers:
            writer.start()
        seen: list[str] = []
        places: list[int] = [0]
        pages = 0
        while any(writer.is_alive() for writer in writers) or _read(places, seen):
            _read(places, seen)
            pages += 1
        say(f"{len(seen)} lines read in {pages} pages")
        opened = set(Incident.objects.values_list("code", flat=True))
        return {
            "writers": options["writers"],
            "seconds": options["seconds"],
            "rows": len(opened),
            "missed": len(opened - set(seen)),
            "twice": len(seen) - len(set(seen)),
            "in_order": places == sorted(places),
            "pages": pages,
        }


def _write(number: int, until: float) -> None:
    """Open incidents, each in a transaction that stays open for a while; some are given up."""
    chance = random.Random(number)
    step = 0
    try:
        while time.monotonic() < until:
            with transaction.atomic():
                for _ in range(chance.choice([1, 1, 3])):
                    step += 1
                    _open(f"W{number:02d}-{step}")
                time.sleep(chance.choice([0, 0.001, 0.01, 0.2]))
                if chance.random() < 0.1:
                    transaction.set_rollback(True)
    finally:
        connection.close()


def _open(code: str) -> None:
    day = date(2020, 1, 1)
    new = NewIncident(code=code, title=code, country="XX", first_day=day, last_day=day)
    incidents.open_incident(new=new, by=running.BENCH)


def _read(places: list[int], seen: list[str]) -> bool:
    """Go on in the feed; return whether there was anything."""
    changes.number()
    asked = {"after": places[-1], "resource": Resource.INCIDENT, "page_size": 1000}
    feed = changes_after(asked, ALL_SEEING)
    seen += [line.key for line in feed.lines]
    places.append(feed.last)
    return bool(feed.lines)
