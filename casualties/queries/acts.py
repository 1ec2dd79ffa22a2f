"""What somebody did last."""

import uuid

from sources.core.types import Actor
from sources.models import AuditEvent


def latest_operation(*, subject: str, by: Actor) -> uuid.UUID | None:
    """Return the operation of an actor's last act on a subject."""
    rows = AuditEvent.objects.filter(subject=subject, by=str(by)).order_by("-id")
    return rows.values_list("operation", flat=True).first()
