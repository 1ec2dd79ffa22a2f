"""Saying that a text holds no more than what was read and typed from it."""

from django.db import transaction

from casualties.actions import opinions
from casualties.errors import AlreadyDecided
from casualties.models import ReadingDecision, ReportReading
from sources.actions import audit
from sources.core.types import Actor
from sources.errors import NotAllowed


@transaction.atomic
def nothing_more(*, reading: ReportReading, by: Actor, reason: str = "") -> ReadingDecision:
    """Say that the unread sentences of a reading hold no claim that is not on file.

    Raises AlreadyDecided where somebody said so before.
    """
    if by.is_rule:
        raise NotAllowed("A rule read it before: only a person says that it missed nothing.")
    ReportReading.objects.select_for_update(no_key=True).get(pk=reading.pk)
    if reading.decisions.filter(ended_at=None).exists():
        raise AlreadyDecided("Somebody looked at these sentences before.")
    made = ReadingDecision.objects.create(
        reading=reading, **opinions.stated(by=by, reason=reason.strip())
    )
    audit.record(
        verb="reading.nothing_more",
        subject=reading.report.key,
        by=by,
        reason=reason,
        operation=made.operation,
        detail={"reader": reading.reader, "sentences": len(reading.unread)},
    )
    return made
