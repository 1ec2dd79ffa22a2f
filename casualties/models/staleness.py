"""The queue of estimates to recompute, and the sign of life of those who work on it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casualties.core.words import StalenessCause
from casualties.models.afterwards import EDITED, WIDE, after, claims_stale
from casualties.models.incident import Incident
from sources.models import Party, Report, Source
from sources.models.columns import word_check, word_column


class Staleness(models.Model):
    """That an incident's estimates may no longer hold.

    Triggers append it in the transaction of whatever changed, so it cannot be forgotten; the
    drain removes it in the transaction that stores the new estimates. A recompute that fails puts
    it back with its error, later each time, and after a few tries sets it aside.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    cause = word_column(StalenessCause)
    priority = models.SmallIntegerField(
        db_default=10, help_text="10 fresh report, 5 edits, 1 wide changes, 0 reconcile."
    )
    not_before = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(db_default=0)
    error = models.TextField(blank=True, db_default="")
    noticed_at = models.DateTimeField(db_default=Now())
    quarantined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "staleness log"
        constraints = [word_check("staleness", "cause", StalenessCause)]
        indexes = [
            models.Index(
                fields=["-priority", "id"],
                condition=Q(quarantined_at=None),
                name="staleness_next",
            )
        ]

    def __str__(self) -> str:
        """Return what is stale and why."""
        return f"{self.incident_id}: {self.cause}"


_REGRADED = """
    WITH changed AS (
        SELECT n.id FROM new_rows n JOIN old_rows o USING (id)
         WHERE (n.slug, n.name, n.reliability, n.kind, n.party_id, n.protection)
               IS DISTINCT FROM
               (o.slug, o.name, o.reliability, o.kind, o.party_id, o.protection)
    )
    SELECT c.id FROM casualties_claim c
      JOIN changed ON c.claimant_id = changed.id
    UNION
    SELECT c.id FROM casualties_claim c
      JOIN sources_report r ON r.id = c.report_id
      JOIN changed ON r.publisher_id = changed.id
"""

_OF_PROTECTED = """
    SELECT c.id FROM casualties_claim c
      JOIN new_rows n ON n.id = c.report_id
      JOIN old_rows o ON o.id = n.id
     WHERE n.protection <> o.protection
"""

_OF_RENAMED = """
    WITH renamed AS (
        SELECT n.id FROM new_rows n JOIN old_rows o USING (id) WHERE n.slug <> o.slug
    )
    SELECT link.claim_id FROM casualties_claimparty link
      JOIN renamed ON link.party_id = renamed.id
    UNION
    SELECT c.id FROM casualties_claim c
      JOIN sources_source s ON s.id = c.claimant_id
      JOIN renamed ON s.party_id = renamed.id
"""


class GradedSource(Source):
    """Source, as casualties sees it: when one is regraded, the ranges it bears on are stale."""

    class Meta:
        proxy = True
        triggers = [
            after("update", "stale_on_regrade", claims_stale(_REGRADED, "source", WIDE)),
        ]


class ProtectedReport(Report):
    """Report, as casualties sees it: explanations name who is in it by how it is protected."""

    class Meta:
        proxy = True
        triggers = [
            after("update", "stale_on_protect", claims_stale(_OF_PROTECTED, "protection", EDITED)),
        ]


class NamedParty(Party):
    """Party, as casualties sees it: claims and estimates know it by its slug."""

    class Meta:
        proxy = True
        verbose_name_plural = "named parties"
        triggers = [
            after("update", "stale_on_rename", claims_stale(_OF_RENAMED, "parties", WIDE)),
        ]


class Heartbeat(models.Model):
    """When a scheduled job last did its work well, or a worker any; a broker may forget it."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Return the job's name."""
        return self.name
