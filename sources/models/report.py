"""Reports: one publication each."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper

from sources.core.types import Protection
from sources.models.columns import actor_check, actor_column, word_check, word_column
from sources.models.permanence import PROTECTS, Fact, no_delete, no_truncate, only_changes
from sources.models.source import Source


class Report(models.Model):
    """One publication: who published what, where and when.

    A new one is made for each publication, and for each new text under a known address (then
    marked as a later version). It never changes, with two exceptions: its text can be redacted,
    which keeps digest, reason and person, and its protection raised and lowered.
    """

    key = models.CharField(
        max_length=24, unique=True, help_text="Made from publisher, address and text."
    )
    publisher = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=500, blank=True, default="")
    url = models.CharField(max_length=2000, blank=True, default="", help_text="As it was given.")
    canonical_url = models.CharField(
        max_length=2000, blank=True, default="", help_text="Without tracking and spelling variants."
    )
    archived_url = models.CharField(max_length=2000, blank=True, default="")
    text = models.TextField(null=True, blank=True, help_text="NULL: none was given, or redacted.")
    sha256 = models.CharField(max_length=64, blank=True, default="", help_text="Of the text.")
    language = models.CharField(max_length=8, blank=True, default="")
    published_on = models.DateField(null=True, blank=True, db_index=True)
    retrieved_on = models.DateField(null=True, blank=True)
    earlier_version = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="later_versions"
    )
    cites = models.ManyToManyField(
        "self", through="Citation", symmetrical=False, related_name="cited_by"
    )
    protection = word_column(Protection, default=Protection.PUBLIC)
    received_at = models.DateTimeField(db_default=Now())
    received_by = actor_column()
    redacted_at = models.DateTimeField(null=True, blank=True)
    redacted_by = actor_column(null=True, blank=True)
    redaction_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-received_at"]
        permissions = [("redact_report", "Can remove the text of a report for good")]
        indexes = [
            models.Index(fields=["canonical_url"]),
            models.Index(fields=["received_at", "key"], name="report_by_receipt"),
            GinIndex(
                OpClass(Upper("title"), name="gin_trgm_ops"),
                OpClass(Upper("url"), name="gin_trgm_ops"),
                name="report_words",
            ),
        ]
        constraints = [
            word_check("report", "protection", Protection),
            actor_check("report", "received_by"),
            actor_check("report", "redacted_by"),
            models.CheckConstraint(
                condition=Q(redacted_at=None)
                | Q(text=None, redacted_by__isnull=False) & ~Q(redaction_reason=""),
                name="report_redaction_keeps_its_reason",
            ),
        ]
        triggers = [
            no_truncate(),
            no_delete(),
            only_changes(
                "only_redacted_or_protected",
                "Rows of % never change; only their text can be redacted, once, and their "
                "protection raised and lowered.",
                redacted=(
                    "OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL AND NEW.text IS NULL",
                    *("text", "redacted_at", "redacted_by", "redaction_reason"),
                ),
                protected=PROTECTS,
            ),
        ]

    def __str__(self) -> str:
        """Return its title, or its address where it has none."""
        return self.title or self.url or self.key


class Citation(Fact):
    """That one report cites or copies another."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="citations")
    cited = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")

    class Meta(Fact.Meta):
        constraints = [
            models.UniqueConstraint(fields=["report", "cited"], name="citation_once"),
            models.CheckConstraint(
                condition=~Q(report=models.F("cited")), name="citation_of_another"
            ),
        ]

    def __str__(self) -> str:
        """Return who cites whom."""
        return f"{self.report} cites {self.cited}"
