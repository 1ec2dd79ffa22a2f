"""Who did what, when and why."""

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Now, Upper

from sources.models.columns import actor_check, actor_column
from sources.models.permanence import Fact


class AuditEvent(Fact):
    """One act of one actor. It points at nothing by key, so it outlives whatever it speaks of."""

    at = models.DateTimeField(db_default=Now(), db_index=True)
    by = actor_column()
    verb = models.CharField(max_length=60, help_text="noun.verb, such as claim.accept.")
    subject = models.CharField(max_length=120, help_text="The key or code of what it was done to.")
    reason = models.TextField(blank=True, default="")
    operation = models.UUIDField(default=uuid.uuid4, db_index=True)
    detail = models.JSONField(default=dict)

    class Meta(Fact.Meta):
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["verb", "subject"]),
            models.Index(
                OpClass("subject", name="varchar_pattern_ops"), name="audit_event_by_subject"
            ),
            GinIndex(
                OpClass(Upper("verb"), name="gin_trgm_ops"),
                OpClass(Upper("by"), name="gin_trgm_ops"),
                OpClass(Upper("reason"), name="gin_trgm_ops"),
                name="audit_event_words",
            ),
        ]
        constraints = [actor_check("audit_event", "by")]

    def __str__(self) -> str:
        """Return the act in one line."""
        return f"{self.by} {self.verb} {self.subject}"
