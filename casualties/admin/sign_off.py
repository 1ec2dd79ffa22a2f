"""Sign-offs: who stands by which figures."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from casualties.actions import sign_offs
from casualties.admin import figures
from casualties.admin.in_force import InForceFilter
from casualties.admin.work import changed_since
from casualties.models import SignOff
from sources.admin.act_form import ActForm, reason_field
from sources.admin.desk import FactAdmin
from sources.admin.filters import DaysFilter, OneChoiceFilter
from sources.admin.panels import link
from sources.core.types import Actor


class TakeBack(ActForm):
    """Nobody stands by it any more."""

    verb, button = "take_back", "Take back"
    needs = "casualties.add_signoff"
    explains = "The figures are no longer signed; the last one taken back asks for changes."
    row: SignOff
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: SignOff) -> bool:
        """While it is in force."""
        return row.ended_at is None

    def act(self, by: Actor) -> str:
        """Take it back."""
        sign_offs.end(sign_off=self.row, by=by, reason=self.cleaned_data["reason"])
        return "Taken back."


class StandingFilter(OneChoiceFilter):
    """Sign-offs in force by whether what they rest on has changed."""

    title, parameter_name = "standing", "standing"
    choice = ("changed", "in force, changed since")
    narrow = staticmethod(changed_since)


@admin.register(SignOff)
class SignOffAdmin(FactAdmin):
    """Signed figures. Sign on the incident's page."""

    list_display = ["of_measure", "of_incident", "signed", "by", "at", "ended_at"]
    list_filter = [InForceFilter, StandingFilter, "measure", ("at", DaysFilter)]
    list_select_related = ["incident", "estimate"]
    search_fields = ["incident__code", "incident__title", "by", "reason"]
    ordering = ["-id"]
    autocomplete_fields = ["incident", "estimate"]
    decisions = [TakeBack]
    summary = ["of_incident", "of_measure", "signed", "computed", "by", "reason"]
    fields = [
        *("of_incident", "of_measure", "signed", "computed", "reason", "by", "at"),
        *("operation", "ended_at", "ended_by"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read incident and estimate along."""
        rows = super().get_queryset(request).select_related("incident", "estimate")
        return rows.defer("estimate__derivation", "estimate__bench")

    @admin.display(description="measure", ordering="measure")
    def of_measure(self, row: SignOff) -> str:
        """Return what is counted."""
        return figures.measure(row.measure)

    @admin.display(description="incident", ordering="incident__code")
    def of_incident(self, row: SignOff) -> SafeString | str:
        """Return the incident."""
        return link(row.incident)

    @admin.display(description="signed range")
    def signed(self, row: SignOff) -> SafeString:
        """Return the figures somebody stands by."""
        return figures.of_sign_off(row)

    @admin.display(description="computed range")
    def computed(self, row: SignOff) -> SafeString | str:
        """Return the estimate they were signed against."""
        return link(row.estimate, figures.of_estimate(row.estimate))

    def audit_subject(self, row: SignOff) -> str:
        """Return the incident's code."""
        return row.incident.code
