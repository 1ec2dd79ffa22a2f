"""The one place where audit events are written."""

import uuid
from collections.abc import Mapping
from typing import Any

from sources.core.types import Actor
from sources.models import AuditEvent


def record(
    *,
    verb: str,
    subject: str,
    by: Actor,
    reason: str = "",
    operation: uuid.UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Write who did what to which subject, and why."""
    return AuditEvent.objects.create(
        verb=verb,
        subject=subject,
        by=str(by),
        reason=reason,
        operation=operation or uuid.uuid4(),
        detail=dict(detail or {}),
    )
