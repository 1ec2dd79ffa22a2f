"""Batches of reports: sent together, worked off line by line, taken back together."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casualties.core.words import LineState
from sources.models.columns import actor_check, actor_column, word_check, word_column


class Batch(models.Model):
    """Reports sent in one go. Its lines are looked at first, and filed once it is to be filed.

    ``done_at`` is empty while there is something to do: this is the workers' queue.
    """

    key = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=200, blank=True, default="", help_text="Of its file.")
    by = actor_column()
    may_review = models.BooleanField(help_text="Its claims are accepted at once.")
    sent_at = models.DateTimeField(db_default=Now())
    to_file = models.BooleanField(help_text="File what fits; no: only say what would be filed.")
    done_at = models.DateTimeField(null=True, blank=True)
    reverted_at = models.DateTimeField(null=True, blank=True)
    reverted_by = actor_column(null=True, blank=True)
    operation = models.UUIDField(null=True, blank=True, help_text="Under which it was reverted.")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "batches"
        constraints = [
            actor_check("batch", "by"),
            actor_check("batch", "reverted_by"),
            models.CheckConstraint(
                condition=Q(reverted_at=None, reverted_by=None, operation=None)
                | Q(reverted_at__isnull=False, reverted_by__isnull=False, operation__isnull=False),
                name="batch_reverting_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(done_at=None), name="batch_next")]

    def __str__(self) -> str:
        """Return its key."""
        return self.key


class BatchLine(models.Model):
    """One report of a batch as it was sent, and what became of it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(help_text="Its line, from 1.")
    body = models.JSONField(
        null=True, blank=True, help_text="As it was sent; emptied once it is filed."
    )
    chosen = models.BooleanField(default=True, help_text="File it with the batch.")
    state = word_column(LineState, default=LineState.WAITING)
    report = models.CharField(
        max_length=24, blank=True, default="", help_text="The key of its report."
    )
    outcome = models.JSONField(default=dict, blank=True, help_text="The answer, or the error.")

    class Meta:
        ordering = ["number"]
        constraints = [
            word_check("batch_line", "state", LineState),
            models.UniqueConstraint(fields=["batch", "number"], name="batch_line_once"),
        ]
        indexes = [
            models.Index(
                fields=["batch", "id"],
                condition=Q(state__in=[LineState.WAITING, LineState.FIT]),
                name="batch_line_next",
            )
        ]

    def __str__(self) -> str:
        """Return where it stands."""
        return f"{self.batch_id} {self.number}: {self.state}"
