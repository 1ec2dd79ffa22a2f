"""Public files of a large database: seconds and size of each, and of the whole set."""

import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from casualties.actions import exports
from tests.benchmarks import running
from tests.benchmarks.recompute import SOURCES, WORLD

# One reviewed range an incident, as the workers would have stored it.
RANGES = """
INSERT INTO casualties_estimate (by, reason, operation, incident_id, measure, basis, outcome, low,
    best, high, open_below, open_above, level, method, method_version, scheme, digest, claims,
    harm_grade, attribution, groups, flags, bench, derivation, change)
SELECT 'rule:benchmark', '', gen_random_uuid(), id, 'killed:civilian', 'reviewed', 'range',
       id %% 50, id %% 50 + 5, id %% 50 + 9, false, false, 0.8, 'posterior', 'posterior-1',
       'corroborate', md5(id::text), 3,
       'fair', 'likely', 3, '{}', '{}', '{}', ''
  FROM casualties_incident;

UPDATE casualties_incident SET latitude = 30 + id %% 700 / 100.0,
       longitude = 40 + id %% 900 / 100.0, location_precision = 'town', place_name = 'Place ' || id;
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--incidents", type=int, default=100_000, help="Default: 100,000.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Make a world of incidents with three claims each and write every file."""
    with running.spare_database(), tempfile.TemporaryDirectory() as folder:
        say(f"Making {options['incidents']} incidents with three claims each")
        with connection.cursor() as cursor:
            # No triggers: what is measured is the export.
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(WORLD, {"sources": SOURCES, "incidents": options["incidents"]})
            cursor.execute(RANGES, {})
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("ANALYZE")
        seconds = {f"{what}_{form}_s": _timed(folder, what, form) for what, form in exports.FILES}
        started = time.monotonic()
        manifest = exports.write_to(Path(folder))
        whole = time.monotonic() - started
    return {
        "incidents": options["incidents"],
        "claims": next(told["rows"] for told in manifest["files"] if told["what"] == "claims"),
        **seconds,
        "whole_set_s": round(whole, 1),
        "whole_set_mb": round(sum(told["bytes"] for told in manifest["files"]) / 1e6),
    }


def _timed(folder: str, *file: Any) -> float:
    started = time.monotonic()
    exports.write_to(Path(folder), [file])
    return round(time.monotonic() - started, 2)
