"""Every estimate recomputed from end to end - read, compute, explain, store - by two workers."""

import os
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from casualties.actions import staleness
from casualties.models import Claim, Estimate
from config.services import Services, free_port
from tests.benchmarks import running

SOURCES = 200

# A world by SQL: one report of three claims an incident, by sources of every grade.
WORLD = """
INSERT INTO sources_source (slug, name, kind, reliability, reliability_reason, protection,
    country, language, url, note, registered_at)
SELECT 'source-' || n, 'Source ' || n,
       (ARRAY['monitor', 'local_media', 'hospital', 'witness'])[1 + n %% 4],
       (ARRAY['A', 'B', 'C', 'D', 'E', 'F'])[1 + n %% 6], '', 'public', '', '', '', '', now()
  FROM generate_series(1, %(sources)s) AS n;

INSERT INTO casualties_incident (code, aliases, title, country, first_day, last_day,
    date_precision, place_name, location_precision, action_status, cause, state, note)
SELECT 'XX-2020-' || lpad(n::text, 6, '0'), '{}', 'Incident ' || n, 'XX', '2020-01-01',
       '2020-01-01', 'day', '', 'unknown', 'unknown', '', 'open', ''
  FROM generate_series(1, %(incidents)s) AS n;

INSERT INTO sources_report (key, publisher_id, title, url, canonical_url, archived_url, text,
    sha256, language, published_on, protection, received_by, redaction_reason)
SELECT lpad(i.id::text, 24, '0'), (SELECT min(id) FROM sources_source) + i.id %% %(sources)s,
       '', '', '', '', NULL, '', '', '2020-01-05', 'public', 'user:benchmark', ''
  FROM casualties_incident AS i;

INSERT INTO casualties_claim (key, report_id, claimant_id, stance, harm, status, qualifier, low,
    best, high, name_list, expression, scope, date_precision, place_name, location_precision,
    spans, read_by, flags, note, protection, entered_by)
SELECT r.key || '/c' || c, r.id, (SELECT min(id) FROM sources_source)
           + (hashint8(r.id * 7 + c) & 1073741823) %% %(sources)s,
       'asserts', 'killed', 'civilian', CASE WHEN c = 3 THEN 'at_least' ELSE 'exactly' END, n,
       CASE WHEN c = 3 THEN NULL ELSE n END, CASE WHEN c = 3 THEN NULL ELSE n END, false,
       n::text, 'incident', 'day', '', 'unknown', '{}', 'person', '{}', '', 'public',
       'user:benchmark'
  FROM sources_report AS r, generate_series(1, 3) AS c, LATERAL (
       SELECT 1 + (hashint8(r.id * 31 + c) & 1073741823) %% (2 + r.id %% 60) AS n) AS figure;

INSERT INTO casualties_review (by, reason, operation, claim_id, verdict)
SELECT 'user:benchmark', '', gen_random_uuid(), id, 'accepted' FROM casualties_claim;

INSERT INTO casualties_judgement (by, reason, operation, claim_id, incident_id, verdict,
    confirmed, features, model)
SELECT 'user:benchmark', '', gen_random_uuid(), c.id, r.key::bigint, 'positive', true, '[]', ''
  FROM casualties_claim AS c JOIN sources_report AS r ON r.id = c.report_id;
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--incidents", type=int, default=100_000, help="Default: 100,000.")
    parser.add_argument("--workers", type=int, default=2, help="Default: 2.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Make a world, mark everything stale, and wait until two workers have worked it off."""
    with running.spare_database() as address:
        say(f"Making {options['incidents']} incidents with three claims each")
        with connection.cursor() as cursor:
            # No triggers: what is measured is the recompute, and all is marked stale below.
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(WORLD, {"sources": SOURCES, "incidents": options["incidents"]})
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("ANALYZE")
        staleness.queue_all()
        environ = {"DATABASE_URL": address, "CELERY_QUEUE": "corroborate-recompute"}
        services = Services(port=free_port(), workers=options["workers"], environ=environ)
        with services:
            services.wait_until_ready()
            memory = Memory(services.running["worker"].process.pid)
            started = time.monotonic()
            while (waiting := running.backlog().waiting) and not time.sleep(2):
                services.check()
                say(f"{waiting} to go after {time.monotonic() - started:.0f} s")
            seconds = time.monotonic() - started
            memory.stop()
        made = Estimate.objects.filter(ended_at=None).count()
        return {
            "incidents": options["incidents"],
            "claims": Claim.objects.count(),
            "estimates": made,
            "seconds": round(seconds, 1),
            "incidents_per_s": round(options["incidents"] / seconds),
            "worker_mb": round(memory.peak / 1e6),
        }


class Memory:
    """Watches the greatest resident size among a process's children."""

    def __init__(self, pid: int) -> None:
        self.pid, self.peak, self.running = pid, 0, True
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self.running = False
        self.thread.join()

    def _watch(self) -> None:
        while self.running:
            children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
            self.peak = max([self.peak, *(_resident(child) for child in children)])
            time.sleep(0.5)


def _resident(pid: str) -> int:
    """Return a process's resident size in bytes; 0 once it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
