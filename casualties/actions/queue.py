"""The review queue: its order, and taking an item so that two people do not decide on one."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from casualties.core.types import HEADLINE
from casualties.core.words import JudgementVerdict, QueueKind
from casualties.models import Judgement, Lease, Waiting
from sources.core.types import Actor

CHUNK = 2_000  # claims, or incidents, looked at together when the queue is made anew
HELD_FOR = timedelta(minutes=10)

_TAKE = """
    INSERT INTO casualties_lease (kind, subject, holder, until)
    VALUES (%(kind)s, %(subject)s, %(holder)s, %(until)s)
    ON CONFLICT (kind, subject) DO UPDATE SET holder = excluded.holder, until = excluded.until
     WHERE casualties_lease.until < clock_timestamp()
        OR casualties_lease.holder = excluded.holder
    RETURNING subject
"""

_KEEP_ALL = """
    SELECT casualties_keep_waiting(array_agg(id)) FROM casualties_claim GROUP BY id / %s
"""

# A claim that somebody decides on at this moment is passed over: it is on its way out.
_WEIGH = """
    WITH RECURSIVE member(id, root) AS (
        SELECT root, root FROM (SELECT DISTINCT casualties_root(id) AS root
                                  FROM unnest(%(ids)s::bigint[]) AS id) AS roots
        UNION ALL
        SELECT i.id, m.root
          FROM casualties_incident AS i JOIN member AS m ON i.merged_into_id = m.id
    ), found AS (
        SELECT w.claim_id, root.state = 'signed_off' AS signed,
               abs(ln(coalesce(p.best, p.high, r.best, r.high, 0) + 1.0)
                   - ln(coalesce(r.best, r.high, 0) + 1.0))::float AS gap
          FROM member
          JOIN casualties_judgement AS j ON j.incident_id = member.id
               AND j.verdict = 'positive' AND j.ended_at IS NULL
          JOIN casualties_waiting AS w ON w.claim_id = j.claim_id
          JOIN casualties_incident AS root ON root.id = member.root
          LEFT JOIN casualties_estimate AS p ON p.incident_id = root.id
               AND p.measure = %(headline)s AND p.basis = 'provisional' AND p.ended_at IS NULL
          LEFT JOIN casualties_estimate AS r ON r.incident_id = root.id
               AND r.measure = %(headline)s AND r.basis = 'reviewed' AND r.ended_at IS NULL
           FOR NO KEY UPDATE OF w SKIP LOCKED
    )
    UPDATE casualties_waiting AS waiting SET signed = found.signed, gap = found.gap
      FROM found
     WHERE waiting.claim_id = found.claim_id
       AND (waiting.signed, waiting.gap) IS DISTINCT FROM (found.signed, found.gap)
"""


@transaction.atomic
def take(*, kind: QueueKind, subjects: Iterable[int], by: Actor) -> int | None:
    """Hold the first of the items that nobody else holds; None where others hold them all."""
    until = timezone.now() + HELD_FOR
    told: dict[str, Any] = {"kind": kind.value, "holder": str(by), "until": until}
    with connection.cursor() as cursor:
        for subject in subjects:
            cursor.execute(_TAKE, {**told, "subject": subject})
            if cursor.fetchone():
                return subject
    return None


@transaction.atomic
def give_back(*, kind: QueueKind, subject: int, by: Actor) -> None:
    """Let others have the item at once."""
    Lease.objects.filter(kind=kind, subject=subject, holder=str(by)).delete()


def weigh(*, incident_ids: Iterable[int]) -> None:
    """Put the waiting claims of these incidents where their ranges put them in the queue."""
    with connection.cursor() as cursor:
        cursor.execute(_WEIGH, {"ids": list(incident_ids), "headline": str(HEADLINE)})


@transaction.atomic
def tidy() -> int:
    """Make the queue anew and forget leases that ran out; return how many claims wait."""
    Lease.objects.filter(until__lt=timezone.now()).delete()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_ALL, [CHUNK])
    links = Judgement.objects.filter(ended_at=None, verdict=JudgementVerdict.POSITIVE)
    touched = links.filter(claim__waiting__isnull=False).values_list("incident", flat=True)
    ids = sorted(set(touched))
    for start in range(0, len(ids), CHUNK):
        weigh(incident_ids=ids[start : start + CHUNK])
    return Waiting.objects.count()
