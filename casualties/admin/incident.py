"""Incidents: opened, described, signed off, merged. Their figures come from claims alone."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casualties.admin import days, figures
from casualties.admin.change_request_decisions import RequestChanges, WithdrawRequest
from casualties.admin.grade_decisions import ComputedGrade, GradeOtherwise
from casualties.admin.incident_decisions import (
    ChangeParties,
    MergeInto,
    OpenIncident,
    SignOffRange,
    UndoMerge,
    ranges_of,
)
from casualties.admin.prior_decisions import MassCasualtyPrior, UsualPrior
from casualties.admin.split_decisions import SplitOff, UndoSplit
from casualties.admin.workspace.page import workspace
from casualties.core.types import HEADLINE
from casualties.core.words import Basis
from casualties.models import Estimate, GradeDecision, Incident, IncidentParty, PriorChoice, SignOff
from sources.admin.desk import BoundedInline
from sources.admin.filters import DaysFilter
from sources.admin.panels import link
from sources.admin.reference import ReferenceAdmin


class IncidentPartyInline(BoundedInline):
    """Who is said to have done it; changed by a decision."""

    model = IncidentParty
    fields = ["party"]
    verbose_name_plural = "parties alleged"


@admin.register(Incident)
class IncidentAdmin(ReferenceAdmin):
    """Incidents with their headline range."""

    home = "workspace"
    list_display = ["shown_code", "title", "when", "place_name", "state", "headline"]
    list_filter = ["state", "action_status", "country", "date_precision", ("first_day", DaysFilter)]
    list_display_links = None
    list_select_related = ["merged_into"]
    search_fields = ["code", "title", "aliases", "place_name"]
    ordering = ["code"]
    autocomplete_fields = ["place", "merged_into"]
    inlines = [IncidentPartyInline]
    add_form = OpenIncident
    decisions = [
        *(
            SignOffRange,
            RequestChanges,
            WithdrawRequest,
            MergeInto,
            UndoMerge,
            SplitOff,
            UndoSplit,
            ChangeParties,
        ),
        *(GradeOtherwise, ComputedGrade),
        *(MassCasualtyPrior, UsualPrior),
    ]
    summary = ["code", "title", "when", "place_name", "state"]
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
        """Read the headline range in force and the signed one along."""
        headline = Estimate.objects.filter(
            measure=str(HEADLINE), basis=Basis.REVIEWED, ended_at=None
        ).defer("derivation", "bench")
        signed = SignOff.objects.filter(measure=str(HEADLINE), ended_at=None)
        rows = super().get_queryset(request).select_related("merged_into")
        return rows.prefetch_related(
            Prefetch("estimates", headline, to_attr="headlines"),
            Prefetch("sign_offs", signed, to_attr="signed"),
        )

    def get_urls(self) -> list[Any]:
        """Give each incident its workspace."""
        page = self.admin_site.admin_view(self.workspace_view)
        name = "casualties_incident_workspace"
        return [path("<int:object_id>/workspace/", page, name=name), *super().get_urls()]

    def workspace_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show everything on file about an incident."""
        live = PriorChoice.objects.filter(ended_at=None).select_related("parameter_set", "incident")
        choices = Prefetch("prior_choices", live, to_attr="choices_in_force")
        rows = Incident.objects.select_related("merged_into").prefetch_related(choices)
        rows = rows.annotate(  # what decides which buttons are offered, with the row itself
            has_range=Exists(ranges_of(OuterRef("pk"))),
            is_graded=Exists(GradeDecision.objects.filter(incident=OuterRef("pk"), ended_at=None)),
        )
        row = get_object_or_404(rows, pk=object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            **workspace(request.user, row, request.GET),
            "opts": self.opts,
            "title": str(row),
            "decisions": self._offered(request, row),
            "audit_url": self._audit_url(request, row),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/workspace.html", context)

    def audit_subject(self, row: Incident) -> str:
        """Return its code."""
        return row.code

    @admin.display(description="code", ordering="code")
    def shown_code(self, incident: Incident) -> SafeString | str:
        """Return its code, which leads to its workspace."""
        return link(incident, incident.code)

    @admin.display(description="killed (civilian), reviewed")
    def headline(self, incident: Any) -> SafeString | str:
        """Return the range that was signed, and the computed one where it is another."""
        if incident.merged_into:
            return format_html("see {}", link(incident.merged_into, incident.merged_into.code))
        computed = next(map(figures.of_estimate, incident.headlines), "none yet")
        for row in incident.signed:
            signed = figures.of_sign_off(row)
            if signed == computed:
                return format_html("{}, signed", signed)
            return format_html("{}, signed; computed {}", signed, computed)
        return computed

    @admin.display(description="day", ordering="first_day")
    def when(self, incident: Incident) -> str:
        """Return its day or days, as exactly as they are known."""
        return days.in_words(incident.first_day, incident.last_day, incident.date_precision)

    @admin.display(description="merged into")
    def merged(self, incident: Incident) -> SafeString | str:
        """Return the incident that readers of this one are led to."""
        return link(incident.merged_into)
