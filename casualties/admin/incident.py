"""Incidents: opened, described, signed off, merged. Their figures come from claims alone."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casualties.admin import figures
from casualties.admin.grade_decisions import ComputedGrade, GradeOtherwise
from casualties.admin.incident_decisions import (
    ChangeParties,
    MergeInto,
    OpenIncident,
    SignOffRange,
    UndoMerge,
)
from casualties.admin.incident_panels import incident_panels
from casualties.admin.prior_decisions import MassCasualtyPrior, UsualPrior
from casualties.core.types import HEADLINE
from casualties.core.words import Basis
from casualties.models import Estimate, Incident, IncidentParty
from sources.admin.desk import BoundedInline
from sources.admin.panels import Panel, link
from sources.admin.reference import ReferenceAdmin


class IncidentPartyInline(BoundedInline):
    """Who is said to have done it; changed by a decision."""

    model = IncidentParty
    fields = ["party"]
    verbose_name_plural = "parties alleged"


@admin.register(Incident)
class IncidentAdmin(ReferenceAdmin):
    """Incidents with their headline range."""

    list_display = ["code", "title", "first_day", "place_name", "state", "headline"]
    list_filter = ["state", "action_status", "country", "date_precision"]
    list_select_related = ["merged_into"]
    date_hierarchy = "first_day"
    search_fields = ["code", "title", "aliases", "place_name"]
    ordering = ["code"]
    autocomplete_fields = ["place", "merged_into"]
    inlines = [IncidentPartyInline]
    add_form = OpenIncident
    decisions = [
        *(SignOffRange, MergeInto, UndoMerge, ChangeParties),
        *(GradeOtherwise, ComputedGrade),
        *(MassCasualtyPrior, UsualPrior),
    ]
    panels_first = True
    summary = ["code", "title", "first_day", "place_name", "state"]
    readonly_fields = ["opened_at"]
    kept = ["code", "state", "merged"]
    fieldsets = [
        (None, {"fields": ["code", "title", "aliases", ("state", "merged")]}),
        ("When", {"fields": [("first_day", "last_day"), "date_precision"]}),
        (
            "Where",
            {
                "fields": [
                    *("country", "place", ("place_name", "location_precision")),
                    ("latitude", "longitude"),
                ]
            },
        ),
        ("What", {"fields": ["action_status", "cause", "note", "opened_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the headline range in force along."""
        headline = Estimate.objects.filter(
            measure=str(HEADLINE), basis=Basis.REVIEWED, ended_at=None
        ).defer("derivation", "bench")
        rows = super().get_queryset(request).select_related("merged_into")
        return rows.prefetch_related(Prefetch("estimates", headline, to_attr="headlines"))

    def panels(self, request: HttpRequest, row: Incident) -> list[Panel]:
        """Return ranges, claims and sign-offs."""
        return incident_panels(request.user, row)

    def audit_subject(self, row: Incident) -> str:
        """Return its code."""
        return row.code

    @admin.display(description="killed (civilian), reviewed")
    def headline(self, incident: Any) -> SafeString | str:
        """Return the headline range with its method."""
        if incident.merged_into:
            return format_html("see {}", link(incident.merged_into, incident.merged_into.code))
        for row in incident.headlines:
            return format_html("{} ({})", figures.of_estimate(row), row.method)
        return "none yet"

    @admin.display(description="merged into")
    def merged(self, incident: Incident) -> SafeString | str:
        """Return the incident that readers of this one are led to."""
        return link(incident.merged_into)
