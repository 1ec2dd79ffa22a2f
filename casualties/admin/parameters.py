"""Parameter sets, and where each is used."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from casualties.actions.parameters import EVERY_INCIDENT
from casualties.admin.in_force import InForceFilter
from casualties.admin.prior_decisions import EndChoice, UseEverywhere
from casualties.models import ParameterSet, PriorChoice
from sources.admin.desk import FactAdmin
from sources.admin.filters import DaysFilter
from sources.admin.panels import Panel, link

_USES = ("For", "Why", "By", "At", "Ended")


@admin.register(ParameterSet)
class ParameterSetAdmin(FactAdmin):
    """Priors on file. New ones come from `manage.py refit` and from decisions on incidents."""

    list_display = ["name", "version", "alpha", "c", "zero", "reason", "made_by", "made_at"]
    list_filter = ["name"]
    search_fields = ["name", "version", "reason"]
    ordering = ["name", "-id"]
    decisions = [UseEverywhere]
    summary = ["name", "version", "alpha", "c", "zero", "reason"]
    fields = ["name", "version", "alpha", "c", "zero", "reason", "made_by", "made_at"]

    def panels(self, request: HttpRequest, row: ParameterSet) -> list[Panel]:
        """Return where it is and was used."""
        uses = row.choices.select_related("incident").order_by("-at")
        return [Panel.of("Where it is used", _USES, uses, _use_cells, empty="Nowhere yet.")]

    def audit_subject(self, row: ParameterSet) -> str:
        """Return its name and version."""
        return str(row)


def _use_cells(row: PriorChoice) -> tuple[object, ...]:
    return link(row, _place(row)), row.reason, row.by, row.at, row.ended_at or "in force"


def _place(row: PriorChoice) -> str:
    return row.incident.code if row.incident else EVERY_INCIDENT


@admin.register(PriorChoice)
class PriorChoiceAdmin(FactAdmin):
    """Which prior is used where. Choose one on the incident's or the parameter set's page."""

    list_display = ["used_for", "prior", "reason", "by", "at", "ended_at"]
    list_display_links = ["by"]
    list_filter = [InForceFilter, "parameter_set__name", ("at", DaysFilter)]
    list_select_related = ["incident", "parameter_set"]
    search_fields = ["incident__code", "incident__title", "parameter_set__name", "by", "reason"]
    ordering = ["-id"]
    autocomplete_fields = ["incident", "parameter_set"]
    decisions = [EndChoice]
    summary = ["used_for", "prior", "reason", "by"]
    fields = ["used_for", "prior", "reason", "by", "at", "operation", "ended_at", "ended_by"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read incident and parameter set along."""
        return super().get_queryset(request).select_related("incident", "parameter_set")

    @admin.display(description="used for", ordering="incident__code")
    def used_for(self, row: PriorChoice) -> SafeString | str:
        """Return the incident, or that it is for all."""
        return link(row.incident) if row.incident else EVERY_INCIDENT

    @admin.display(description="prior", ordering="parameter_set__name")
    def prior(self, row: PriorChoice) -> SafeString | str:
        """Return the parameter set."""
        return link(row.parameter_set)

    def audit_subject(self, row: PriorChoice) -> str:
        """Return the subject its decisions are recorded under."""
        return _place(row)
