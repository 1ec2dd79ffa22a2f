"""How far the recomputing is behind."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from casualties.models import Heartbeat, Staleness


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How far the recomputing is behind: rows that wait, those of them due now, those set aside."""

    waiting: int
    due: int
    quarantined: int
    oldest: datetime | None
    last_sweep: datetime | None


def backlog() -> Backlog:
    """Return the length and age of the staleness log and when it was last swept."""
    in_line = Q(quarantined_at=None)
    due = in_line & Q(not_before__lte=timezone.now())
    counts = Staleness.objects.aggregate(
        waiting=Count("id", filter=in_line),
        due=Count("id", filter=due),
        quarantined=Count("id", filter=Q(quarantined_at__isnull=False)),
        oldest=Min("noticed_at", filter=due),
    )
    swept = Heartbeat.objects.filter(name="sweep").values_list("at", flat=True).first()
    return Backlog(**counts, last_sweep=swept)
