"""Working off the staleness log: the database is the queue, rows are claimed and never assumed."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, reset_queries, transaction
from django.db.models.functions import Now
from django.utils import timezone

from casualties.actions import estimates, heartbeats, hints, queue
from casualties.core.words import StalenessCause
from casualties.models import Incident, Staleness
from sources.actions import audit
from sources.core.types import Actor

log = logging.getLogger("corroborate.staleness")

BATCH = 200  # incidents per transaction: long enough to be set-based, short enough to share
TRIES = 5
BACKOFF = timedelta(seconds=10)  # doubled at each try: 10 s, 20 s, 40 s, 80 s, then set aside

# Materialised: inlined, the planner may run the inner query again for every row of the outer one.
_CLAIM = """
    WITH next AS MATERIALIZED (
        SELECT id FROM casualties_staleness
         WHERE quarantined_at IS NULL AND not_before <= clock_timestamp()
         ORDER BY priority DESC, id LIMIT %s FOR UPDATE SKIP LOCKED
    )
    DELETE FROM casualties_staleness AS log USING next WHERE log.id = next.id
    RETURNING log.incident_id, log.priority, log.attempts
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """What one pass over the log did."""

    taken: int = 0
    refreshed: int = 0
    written: int = 0
    failed: int = 0


def drain(*, limit: int | None = None) -> Drained:
    """Recompute what is stale, highest priority first, until the log is empty or ``limit`` is met.

    Each pass is one transaction: rows are removed from the log, their incidents locked in one
    order, recomputed and stored. A crash in between brings the rows back.
    """
    total = Drained()
    while limit is None or total.taken < limit:
        one = _drain_once(BATCH if limit is None else min(BATCH, limit - total.taken))
        if not one.taken:
            break
        reset_queries()  # with DEBUG on Django keeps every statement: 100s of MB in a long drain
        total = Drained(**{name: getattr(total, name) + getattr(one, name) for name in _COUNTS})
    heartbeats.note("sweep")
    if total.taken:
        log.info("swept %s, wrote %s, failed %s", total.taken, total.written, total.failed)
    return total


_COUNTS = ("taken", "refreshed", "written", "failed")


@transaction.atomic
def _drain_once(limit: int) -> Drained:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [limit])
        taken: list[tuple[int, int, int]] = cursor.fetchall()
    if not taken:
        return Drained()
    attempts = {pk: max(tries for row, _, tries in taken if row == pk) for pk, _, _ in taken}
    ids = _lock(sorted(attempts))
    done = estimates.refresh(incident_ids=ids)
    queue.weigh(incident_ids=ids)
    for pk, error in done.failed.items():
        _postpone(pk, attempts.get(pk, 0) + 1, error)
    return Drained(
        taken=len(taken), refreshed=len(ids), written=done.written, failed=len(done.failed)
    )


def _lock(incident_ids: list[int]) -> list[int]:
    """Lock the incidents and the roots they are merged into, in one order everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id FROM casualties_incident
             WHERE id = ANY(%(ids)s)
                OR id IN (SELECT casualties_root(x) FROM unnest(%(ids)s::bigint[]) AS x)
             ORDER BY id FOR NO KEY UPDATE
            """,
            {"ids": incident_ids},
        )
        return [row[0] for row in cursor.fetchall()]


def _postpone(incident_id: int, attempts: int, error: str) -> None:
    """Put a failed incident back for later; after the last try, set it aside for a person."""
    quarantined = attempts >= TRIES
    Staleness.objects.create(
        incident_id=incident_id,
        cause=StalenessCause.RETRY,
        priority=1,
        attempts=attempts,
        error=error,
        not_before=timezone.now() + BACKOFF * 2 ** (attempts - 1),
        quarantined_at=timezone.now() if quarantined else None,
    )
    log.error("incident %s: try %s failed%s", incident_id, attempts, ", set aside" * quarantined)


@transaction.atomic
def release(*, by: Actor, incident_id: int | None = None) -> int:
    """Give incidents that were set aside another five tries; return how many."""
    rows = Staleness.objects.filter(quarantined_at__isnull=False)
    if incident_id is not None:
        rows = rows.filter(incident=incident_id)
    released = rows.update(quarantined_at=None, attempts=0, not_before=Now())
    if released:
        subject = "all" if incident_id is None else Incident.objects.get(pk=incident_id).code
        audit.record(verb="staleness.release", subject=subject, by=by)
        hints.refresh_on_commit()
    return released


def queue_all() -> int:
    """Mark every incident stale that is not marked so already, behind whatever is fresh.

    Returns how many rows of this kind wait now: an interrupted run goes on, it does not pile up.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO casualties_staleness (incident_id, cause, priority)
            SELECT id, %(cause)s, 0 FROM casualties_incident AS i
             WHERE NOT EXISTS (
                SELECT FROM casualties_staleness AS s
                 WHERE s.incident_id = i.id AND s.cause = %(cause)s AND s.quarantined_at IS NULL)
            """,
            {"cause": StalenessCause.RECONCILE.value},
        )
    return Staleness.objects.filter(cause=StalenessCause.RECONCILE, quarantined_at=None).count()


def audit_estimates(*, chunk: int = 500) -> dict[str, Any]:
    """Recompute everything beside what is stored and report what differs. Changes nothing.

    Incidents that wait in the log are left out: they are known to be behind.
    """
    waiting = set(Staleness.objects.values_list("incident_id", flat=True))
    ids = list(Incident.objects.order_by("pk").values_list("pk", flat=True))
    checked, lines = 0, []
    for start in range(0, len(ids), chunk):
        part = [pk for pk in ids[start : start + chunk] if pk not in waiting]
        checked += len(part)
        lines += estimates.drift(incident_ids=part)
    report = {"checked": checked, "waiting": len(waiting), "drift": lines}
    heartbeats.done("audit", report)
    if lines:
        log.error("%s estimates differ from their recomputation", len(lines))
    return report
