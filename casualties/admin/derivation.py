"""Relations between claims: proposed, confirmed, refused."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from casualties import queries
from casualties.actions import derivations, lineage
from casualties.actions.previews import Foreseen
from casualties.admin import figures
from casualties.admin.in_force import InForceFilter
from casualties.admin.others_work import OthersWork
from casualties.core.words import DerivationVerdict
from casualties.models import Derivation
from sources.admin.act_form import reason_field
from sources.admin.desk import FactAdmin, in_bulk
from sources.admin.filters import DaysFilter, OneChoiceFilter
from sources.admin.panels import Panel, link
from sources.core.types import Actor
from sources.visibility import audience_of_user, visible_to


class Confirm(OthersWork):
    """It holds."""

    verb, button, at_once = "confirm", "Confirm", True
    needs = "casualties.add_derivation"
    explains = "From now on it counts. Ranges that rest on these claims follow."
    row: Derivation
    reason = reason_field(required=False)

    @classmethod
    def offered(cls, row: Derivation) -> bool:
        """While it is in force and unconfirmed."""
        return row.ended_at is None and row.verdict != DerivationVerdict.CONFIRMED

    def act(self, by: Actor) -> str:
        """Confirm it."""
        derivations.confirm(derivation=self.row, by=by, reason=self.cleaned_data["reason"])
        return "Confirmed. Ranges that rest on these claims follow."


class Refuse(OthersWork):
    """It does not hold."""

    verb, button = "refuse", "Refuse"
    needs = "casualties.add_derivation"
    explains = "It stops counting, and is not proposed again. Ranges follow."
    row: Derivation
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Derivation) -> bool:
        """While it is in force and not refused."""
        return row.ended_at is None and row.verdict != DerivationVerdict.REFUSED

    def act(self, by: Actor) -> str:
        """Refuse it."""
        derivations.refuse(derivation=self.row, by=by, reason=self.cleaned_data["reason"])
        return "Refused. Ranges that rest on these claims follow."


def _ahead(ahead: Foreseen) -> Panel:
    rows = [
        (
            figures.measure(line.measure),
            line.basis,
            *(figures.interval(one) if one else "none" for one in (line.first, line.together)),
            "moves" if line.first != line.together else "stays",
        )
        for line in ahead.lines
    ]
    columns = ("Measure", "Basis", "As it is", "If it holds", "Range")
    return Panel(title="If it holds", columns=columns, rows=rows)


class WaitingFilter(OneChoiceFilter):
    """Relations by whether they wait for a decision."""

    title, parameter_name = "decision", "waiting"
    choice = ("yes", "waits for one")
    narrow = staticmethod(queries.open_relations)


@admin.register(Derivation)
class DerivationAdmin(FactAdmin):
    """How claims stand to one another."""

    list_display = ["in_words", "this_claim", "relation", "other_claim", "verdict", "by", "at"]
    list_filter = [WaitingFilter, InForceFilter, "verdict", "relation", ("at", DaysFilter)]
    list_select_related = ["claim__claimant", "on_claim__claimant"]
    search_fields = ["claim__key__startswith", "on_claim__key__startswith", "by", "reason"]
    ordering = ["-id"]
    autocomplete_fields = ["claim", "on_claim"]
    actions = [in_bulk(Confirm), in_bulk(Refuse)]
    decisions = [Confirm, Refuse]
    summary = ["this_claim", "relation", "other_claim", "verdict", "reason", "by"]
    fields = [
        *("this_claim", "relation", "other_claim", "verdict", "reason", "by", "at"),
        *("operation", "ended_at", "ended_by"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out what is about claims this person may not know of."""
        rows = super().get_queryset(request)
        rows = rows.select_related("claim__claimant", "on_claim__claimant")
        return visible_to(audience_of_user(request.user), rows)

    @admin.display(description="relation")
    def in_words(self, derivation: Derivation) -> str:
        """Return the number it is opened by."""
        return f"No. {derivation.pk}"

    @admin.display(description="claim")
    def this_claim(self, derivation: Derivation) -> SafeString | str:
        """Return the claim that derives."""
        return link(derivation.claim)

    @admin.display(description="other claim")
    def other_claim(self, derivation: Derivation) -> SafeString | str:
        """Return the claim it derives from."""
        return link(derivation.on_claim)

    def panels(self, request: HttpRequest, row: Derivation) -> list[Panel]:
        """Show what would change if a proposal holds, before the history."""
        ahead = lineage.if_it_holds(row) if row.ended_at is None else None
        return ([_ahead(ahead)] if ahead else []) + super().panels(request, row)

    def audit_subject(self, row: Derivation) -> str:
        """Return the deriving claim's key."""
        return row.claim.key
