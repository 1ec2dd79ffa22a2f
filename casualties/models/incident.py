"""Incidents: a moment in time and space about which claims are made."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Upper

from casualties.core.words import ActionStatus, DatePrecision, IncidentState, LocationPrecision
from casualties.models.afterwards import noted_on
from casualties.models.place import Place
from sources.models import Party
from sources.models.columns import globe_check, word_check, word_column
from sources.models.permanence import no_delete, no_truncate, refuse

_CHANGED = """
    SELECT id FROM new_rows
    UNION SELECT merged_into_id FROM new_rows
    UNION SELECT merged_into_id FROM old_rows
"""

# The claims on an incident that was merged, or on one merged into it: they read another code now.
_CLAIMS_MOVED = """
    WITH RECURSIVE moved(id) AS (
        SELECT n.id FROM new_rows n JOIN old_rows o USING (id)
         WHERE (n.merged_into_id, n.code) IS DISTINCT FROM (o.merged_into_id, o.code)
        UNION
        SELECT i.id FROM casualties_incident i JOIN moved m ON i.merged_into_id = m.id
    )
    SELECT j.claim_id FROM casualties_judgement j JOIN moved m ON j.incident_id = m.id
     WHERE j.verdict = 'positive' AND j.ended_at IS NULL
"""


@pghistory.track()
class Incident(models.Model):
    """Something that happened, somewhere, on some day or days. It holds no casualty figure.

    A new one is opened by a person, or provisionally from a report. Merging one into another
    moves nothing: readers follow ``merged_into`` to the root, and undoing the merge clears it.
    """

    code = models.CharField(max_length=24, unique=True, help_text="Stable: IQ-2017-0005.")
    aliases = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Codes of others for the same incident, such as CI510.",
    )
    title = models.CharField(max_length=200)
    country = models.CharField(max_length=2, help_text="ISO 3166 code.")
    first_day = models.DateField()
    last_day = models.DateField()
    date_precision = word_column(DatePrecision, default=DatePrecision.DAY)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    place_name = models.CharField(max_length=200, blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    location_precision = word_column(LocationPrecision, default=LocationPrecision.UNKNOWN)
    alleged_parties = models.ManyToManyField(
        Party, blank=True, through="IncidentParty", help_text="Who is said to have done it."
    )
    action_status = word_column(ActionStatus, default=ActionStatus.UNKNOWN)
    cause = models.CharField(max_length=100, blank=True, default="", help_text="Airstrike, ...")
    state = word_column(IncidentState, default=IncidentState.PROVISIONAL)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    note = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["code"]
        constraints = [
            word_check("incident", "date_precision", DatePrecision),
            word_check("incident", "location_precision", LocationPrecision),
            word_check("incident", "action_status", ActionStatus),
            word_check("incident", "state", IncidentState),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="incident_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="incident_merged_into_another"
            ),
            globe_check("incident"),
        ]
        indexes = [
            models.Index(fields=["first_day", "code"], name="incident_by_day"),
            models.Index(fields=["latitude", "longitude"], name="incident_by_place"),
            GinIndex(fields=["aliases"], name="incident_aliases"),
            GinIndex(
                OpClass(Upper("code"), name="gin_trgm_ops"),
                OpClass(Upper("title"), name="gin_trgm_ops"),
                OpClass(Upper("place_name"), name="gin_trgm_ops"),
                name="incident_words",
            ),
        ]
        triggers = [
            no_truncate(),
            no_delete(),
            noted_on("insert", incident="SELECT id FROM new_rows"),
            noted_on("update", incident=_CHANGED, claim=_CLAIMS_MOVED),
            pgtrigger.Trigger(
                name="merge_never_circles",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("merged_into_id"),
                condition=pgtrigger.Condition("NEW.merged_into_id IS NOT NULL"),
                # One merge is checked at a time: two that close a circle together would
                # otherwise not see each other.
                func=f"""
                    PERFORM pg_advisory_xact_lock(hashtext('casualties_incident_merge'));
                    IF casualties_root(NEW.merged_into_id) = NEW.id THEN
                        {refuse("In %, two incidents cannot be merged into each other.")}
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="queue_on_state",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("OLD.state <> NEW.state"),
                # What is signed off comes first in the review queue.
                func="""
                    UPDATE casualties_waiting AS w SET signed = NEW.state = 'signed_off'
                      FROM casualties_judgement AS j
                     WHERE j.incident_id = NEW.id AND j.verdict = 'positive'
                       AND j.ended_at IS NULL AND w.claim_id = j.claim_id;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="stale_on_merge",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("merged_into_id", "action_status"),
                condition=pgtrigger.Condition(
                    "ROW(OLD.merged_into_id, OLD.action_status)"
                    " IS DISTINCT FROM ROW(NEW.merged_into_id, NEW.action_status)"
                ),
                func="""
                    PERFORM casualties_mark_incidents_stale(
                        ARRAY[NEW.id, OLD.merged_into_id, NEW.merged_into_id], 'merge', 5);
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        """Return its code and title."""
        return f"{self.code} {self.title}"


class IncidentParty(models.Model):
    """That a party is said to have done it."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "party"], name="incident_party_once")
        ]
        verbose_name_plural = "incident parties"
        triggers = [
            pgtrigger.Trigger(
                name="stale_on_party",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func="""
                    PERFORM casualties_mark_incidents_stale(
                        ARRAY[COALESCE(NEW.incident_id, OLD.incident_id)], 'parties', 5);
                    RETURN NULL;
                """,
            ),
            noted_on("insert", incident="SELECT incident_id FROM new_rows"),
            noted_on("delete", incident="SELECT incident_id FROM old_rows"),
        ]

    def __str__(self) -> str:
        """Return the party."""
        return str(self.party)
