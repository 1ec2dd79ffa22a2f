"""What stands in the review queue, and who is looking at what in it."""

from django.db import models
from django.db.models import F

from casualties.core.words import QueueKind
from sources.models.columns import actor_check, actor_column, word_check, word_column


class Waiting(models.Model):
    """That a claim waits for a person, and how much weighs on it: the queue's order, ready to read.

    Derived, and no record of anything: triggers put it there and take it away, workers weigh it
    with each new range, `actions.queue.rebuild` makes it anew. Whether the claim still waits is
    asked of the opinions themselves.
    """

    claim = models.OneToOneField(
        "casualties.Claim", primary_key=True, on_delete=models.CASCADE, related_name="waiting"
    )
    signed = models.BooleanField(default=False, help_text="Its incident is signed off.")
    gap = models.FloatField(
        default=0,
        help_text="From its incident's reviewed best figure to the provisional one, in log.",
    )
    entered_at = models.DateTimeField(help_text="The claim's.")

    class Meta:
        indexes = [
            models.Index(
                F("signed").desc(), F("gap").desc(), "entered_at", "claim", name="waiting_in_order"
            ),
            models.Index(fields=["entered_at"], name="waiting_by_age"),
        ]

    def __str__(self) -> str:
        """Return which claim waits."""
        return f"claim {self.claim_id} waits"


class Lease(models.Model):
    """That somebody has an item of the review queue before them; others get other items.

    Taken when the queue shows it, renewed while it is open, and free again after ten minutes or
    once it is decided on. It is no record of anything and bears on no figure.
    """

    kind = word_column(QueueKind)
    subject = models.BigIntegerField(help_text="The claim, relation or reading, by its number.")
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
