"""What changed, in an order that a follower can rely on."""

from django.db import models
from django.db.models import Q

from casualties.core.words import Resource
from sources.models.columns import word_check, word_column


class ChangeNote(models.Model):
    """That a row changed, not numbered yet.

    Triggers append it in the transaction of the change, whatever road that took. It is numbered
    once that transaction is seen by others, and so never after a later reader has passed by.
    """

    resource = word_column(Resource)
    subject = models.BigIntegerField(help_text="The row's id.")

    class Meta:
        constraints = [word_check("change_note", "resource", Resource)]

    def __str__(self) -> str:
        """Return what changed."""
        return f"{self.resource} {self.subject}"


class Change(models.Model):
    """The last change of a row, with its place in the feed.

    One a row: a later change takes a later place. ``public`` and ``inside`` say whether it was
    ever shown to everyone, and to those who may see drafts: who was told of a row is told when it
    goes, and nobody else.
    """

    resource = word_column(Resource)
    subject = models.BigIntegerField(help_text="The row's id.")
    seq = models.BigIntegerField(unique=True, help_text="Its place: numbered one batch at a time.")
    at = models.DateTimeField(help_text="When it was numbered.")
    public = models.BooleanField(help_text="Was shown to everyone.")
    inside = models.BooleanField(help_text="Was shown to those who may see drafts.")

    class Meta:
        constraints = [
            word_check("change", "resource", Resource),
            models.UniqueConstraint(fields=["resource", "subject"], name="change_last_of_each"),
        ]
        indexes = [
            models.Index(fields=["seq"], condition=Q(public=True), name="change_public"),
            models.Index(fields=["seq"], condition=Q(inside=True), name="change_inside"),
        ]

    def __str__(self) -> str:
        """Return its place and what changed."""
        return f"{self.seq}: {self.resource} {self.subject}"
