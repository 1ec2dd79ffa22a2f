"""Who is looking at what in the review queue."""

from django.db import models

from casualties.core.words import QueueKind
from sources.models.columns import actor_check, actor_column, word_check, word_column


class Lease(models.Model):
    """That somebody has an item of the review queue before them; others get other items.

    Taken when the queue shows it, renewed while it is open, and free again after ten minutes or
    once it is decided on. It is no record of anything and bears on no figure.
    """

    kind = word_column(QueueKind)
    subject = models.BigIntegerField(help_text="The claim or relation, by its number.")
    holder = actor_column()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            word_check("lease", "kind", QueueKind),
            actor_check("lease", "holder"),
            models.UniqueConstraint(fields=["kind", "subject"], name="lease_one_holder"),
        ]

    def __str__(self) -> str:
        """Return what is held and by whom."""
        return f"{self.kind} {self.subject} by {self.holder}"
