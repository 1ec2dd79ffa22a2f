"""Estimates, with their derivation in sentences."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casualties.admin import figures
from casualties.admin.derivation_panels import derivation_panels
from casualties.admin.in_force import InForceFilter
from casualties.admin.work import flagged
from casualties.core.estimation.wording import counted
from casualties.core.estimation.words import Flag
from casualties.models import Estimate
from sources.admin.desk import FactAdmin
from sources.admin.filters import DaysFilter, LatestValuesFilter
from sources.admin.panels import Panel, link


class FlaggedFilter(admin.SimpleListFilter):
    """Ranges by their warnings."""

    title = "warning"
    parameter_name = "flagged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return any, and each."""
        return [("yes", "any"), *((flag.value, flag.label) for flag in Flag)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep those."""
        if self.value() == "yes":
            return flagged(queryset)
        return queryset.filter(flags__contains=[self.value()]) if self.value() else queryset


@admin.register(Estimate)
class EstimateAdmin(FactAdmin):
    """Ranges as they were computed, those since replaced too."""

    list_display = ["of_measure", "of_incident", "basis", "shown", "made_by", "counts", "at"]
    list_filter = [
        InForceFilter,
        FlaggedFilter,
        "basis",
        "outcome",
        ("measure", LatestValuesFilter),
        ("method", LatestValuesFilter),
        ("at", DaysFilter),
    ]
    list_select_related = ["incident"]
    search_fields = ["incident__code", "incident__title"]
    ordering = ["-id"]
    autocomplete_fields = ["incident"]
    fieldsets = [
        (
            None,
            {"fields": ["of_incident", "of_measure", "basis", "shown", "counts"]},
        ),
        ("How", {"fields": ["made_by", "scheme", "probability", "flag_list"]}),
        (
            "When",
            {"fields": ["at", "ended_at", "digest"], "classes": ["collapse"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the incident along; a list needs no derivations."""
        rows = super().get_queryset(request).select_related("incident")
        match = request.resolver_match
        in_list = match is not None and str(match.url_name).endswith("changelist")
        return rows.defer("derivation", "bench") if in_list else rows

    def panels(self, request: HttpRequest, row: Estimate) -> list[Panel]:
        """Return where each end comes from, the voices, and what was left out."""
        return derivation_panels(request.user, row)

    @admin.display(description="measure", ordering="measure")
    def of_measure(self, row: Estimate) -> str:
        """Return what is counted."""
        return figures.measure(row.measure)

    @admin.display(description="incident", ordering="incident__code")
    def of_incident(self, row: Estimate) -> SafeString | str:
        """Return the incident."""
        return link(row.incident)

    @admin.display(description="range")
    def shown(self, row: Estimate) -> SafeString:
        """Return the range, or why there is none."""
        return figures.of_estimate(row)

    @admin.display(description="method", ordering="method")
    def made_by(self, row: Estimate) -> str:
        """Return the method and its version."""
        return figures.method(row)

    @admin.display(description="rests on")
    def counts(self, row: Estimate) -> str:
        """Return how many claims and independent voices it rests on."""
        return f"{counted(row.claims, 'claim')}, {counted(row.groups, 'independent voice')}"

    @admin.display(description="probability it claims")
    def probability(self, row: Estimate) -> str:
        """Return the level, where the method claims one."""
        return "none" if row.level is None else f"{row.level:.0%}"

    @admin.display(description="what to know before using it")
    def flag_list(self, row: Estimate) -> SafeString | str:
        """Return the flags' meanings."""
        told = ((Flag(flag).meaning,) for flag in row.flags)
        lines = format_html_join("", "<li>{}</li>", told)
        return format_html("<ul>{}</ul>", lines) if lines else "-"

    def audit_subject(self, row: Estimate) -> str:
        """Return the incident's code."""
        return row.incident.code
