"""Readings: that a reader went through a report's text, what it made of it, and who looked."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casualties.models.opinion import Undoable
from sources.models import Report
from sources.models.permanence import Fact


class ReportReading(Fact):
    """That one version of a reader read one report.

    It is made once for each report with a text and each version, by `actions.readings`; a report
    without one by the current version waits to be read. It keeps offsets and the names of rules,
    never words: where a text is redacted nothing of it stays here.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="readings")
    reader = models.CharField(max_length=60, help_text="Name, version and lexicon of the reader.")
    drafts = models.JSONField(
        default=dict, help_text="Claim key to rule, confidence and spans of each field."
    )
    unread = models.JSONField(
        default=list, help_text="[start, end] of sentences with a casualty word and no draft."
    )
    refused = models.JSONField(default=list, help_text="What the validator took away, and why.")
    read_to = models.IntegerField(default=0, help_text="Characters read.")
    note = models.TextField(blank=True, default="", help_text="Why no drafts were filed, if so.")
    read_at = models.DateTimeField(db_default=Now())

    class Meta(Fact.Meta):
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "reader"], name="report_reading_once")
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(note="") & ~Q(unread=[]), name="reading_with_unread"
            )
        ]

    def __str__(self) -> str:
        """Return the reader and how many drafts it gave."""
        return f"{self.reader}: {len(self.drafts)}"


class ReadingDecision(Undoable):
    """A person's word that what a reading left unread holds no claim that is not on file.

    Made once for all unread sentences of the reading, after the claims in them were typed, if any.
    """

    about = ("reading",)
    reading = models.ForeignKey(ReportReading, on_delete=models.PROTECT, related_name="decisions")

    class Meta(Undoable.Meta):
        constraints = [
            *Undoable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(by__startswith="rule:"), name="reading_decision_by_no_rule"
            ),
            models.UniqueConstraint(
                fields=["reading"], condition=Q(ended_at=None), name="reading_decision_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        """Return who looked."""
        return f"nothing more, by {self.by}"
