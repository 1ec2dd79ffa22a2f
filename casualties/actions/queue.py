"""The review queue: its order, and taking an item so that two people do not decide on one."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.utils import timezone

from casualties.core.types import HEADLINE
from casualties.core.words import JudgementVerdict, QueueKind, Relation
from casualties.models import (
    Claim,
    Derivation,
    Judgement,
    Lease,
    ReadingDecision,
    ReportReading,
    Review,
    Waiting,
)
from sources.core.types import Actor
from sources.errors import Conflict

Done = TypeVar("Done")

CHUNK = 2_000  # claims, or incidents, looked at together when the queue is made anew
HELD_FOR = timedelta(minutes=10)

_MEANWHILE = (
    "Meanwhile this was decided on, linked or corrected, by somebody else, a rule or an earlier "
    "press of yours. Look again before you decide."
)
_HELD = (
    "Meanwhile somebody else has this one before them. Go on with the next; it comes back if they "
    "leave it."
)
_ROWS: dict[QueueKind, Any] = {
    QueueKind.CLAIM: Claim,
    QueueKind.RELATION: Derivation,
    QueueKind.UNREAD: ReportReading,
}

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


def mark_of(*, kind: QueueKind, subject: int) -> str:
    """Return a mark of what is decided about an item: it changes with each opinion on it."""
    first, *others = [
        rows.values_list(Value(rows.model.__name__), "pk") for rows in _in_force(kind, subject)
    ]
    opinions = sorted(first.union(*others, all=True))
    return " ".join([kind.value, str(subject), *(f"{name}-{pk}" for name, pk in opinions)])


@transaction.atomic
def decide(*, kind: QueueKind, subject: int, mark: str, by: Actor, act: Callable[[], Done]) -> Done:
    """Do ``act`` about an item, if it still is as it was when its reader was shown ``mark``.

    Raises Conflict where something was decided about it since, or somebody else holds it.
    """
    # Two presses pass here one after the other, and nobody ends what the mark names meanwhile.
    for rows in (_ROWS[kind].objects.filter(pk=subject), *_in_force(kind, subject)):
        list(rows.select_for_update(no_key=True).values_list("pk"))
    if mark_of(kind=kind, subject=subject) != mark:
        raise Conflict(_MEANWHILE)
    held = Lease.objects.filter(kind=kind, subject=subject, until__gt=timezone.now())
    if held.exclude(holder=str(by)).exists():
        raise Conflict(_HELD)
    return act()


def _in_force(kind: QueueKind, subject: int) -> list[QuerySet[Any, Any]]:
    """Return the opinions that a decision on an item rests on."""
    found: dict[QueueKind, list[QuerySet[Any, Any]]] = {
        QueueKind.CLAIM: [
            Review.objects.filter(claim=subject),
            Judgement.objects.filter(claim=subject),
            Derivation.objects.filter(on_claim=subject, relation=Relation.CORRECTS),
        ],
        QueueKind.RELATION: [Derivation.objects.filter(pk=subject)],
        QueueKind.UNREAD: [ReadingDecision.objects.filter(reading=subject)],
    }
    return [rows.filter(ended_at=None).order_by() for rows in found[kind]]


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
