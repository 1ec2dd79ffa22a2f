"""Taking an item of the review queue, so that two people do not decide on the same one."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from casualties.core.words import QueueKind
from casualties.models import Lease
from sources.core.types import Actor

HELD_FOR = timedelta(minutes=10)

_TAKE = """
    INSERT INTO casualties_lease (kind, subject, holder, until)
    VALUES (%(kind)s, %(subject)s, %(holder)s, %(until)s)
    ON CONFLICT (kind, subject) DO UPDATE SET holder = excluded.holder, until = excluded.until
     WHERE casualties_lease.until < clock_timestamp()
        OR casualties_lease.holder = excluded.holder
    RETURNING subject
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


@transaction.atomic
def forget_expired() -> int:
    """Remove leases that ran out; return how many."""
    return Lease.objects.filter(until__lt=timezone.now()).delete()[0]
