"""Grades that people gave."""

from django.contrib import admin
from django.utils.safestring import SafeString

from casualties.admin.in_force import InForceFilter
from casualties.models import GradeDecision
from sources.admin.desk import FactAdmin
from sources.admin.filters import DaysFilter
from sources.admin.panels import link


@admin.register(GradeDecision)
class GradeDecisionAdmin(FactAdmin):
    """Grades given otherwise than computed. Give or take one back on the incident's page."""

    list_display = ["graded", "harm", "attribution", "reason", "by", "at", "ended_at"]
    list_display_links = ["harm"]
    list_filter = [InForceFilter, "harm", "attribution", ("at", DaysFilter)]
    list_select_related = ["incident"]
    search_fields = ["incident__code", "incident__title", "by", "reason"]
    ordering = ["-id"]
    autocomplete_fields = ["incident"]
    summary = ["graded", "harm", "attribution", "reason", "by"]
    fields = [
        *("graded", "harm", "attribution", "reason", "by", "at"),
        *("operation", "ended_at", "ended_by"),
    ]

    @admin.display(description="incident", ordering="incident__code")
    def graded(self, row: GradeDecision) -> SafeString | str:
        """Return the incident."""
        return link(row.incident)

    def audit_subject(self, row: GradeDecision) -> str:
        """Return the incident's code, under which its decisions are recorded."""
        return row.incident.code
