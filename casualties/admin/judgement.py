"""Judgements: which claim is about which incident."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casualties.actions import judgements
from casualties.admin.in_force import InForceFilter
from casualties.admin.others_work import OthersWork
from casualties.models import Judgement
from sources.admin.act_form import reason_field
from sources.admin.desk import FactAdmin
from sources.admin.filters import ActorKindFilter, DaysFilter
from sources.admin.panels import link
from sources.core.types import Actor
from sources.visibility import audience_of_user, visible_to


class End(OthersWork):
    """Take it back."""

    verb, button = "end", "End"
    needs = "casualties.add_judgement"
    explains = "The claim is then neither on the incident nor refused for it."
    row: Judgement
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Judgement) -> bool:
        """While it is in force."""
        return row.ended_at is None

    def act(self, by: Actor) -> str:
        """End it."""
        judgements.end(judgement=self.row, by=by, reason=self.cleaned_data["reason"])
        return "Ended. Ranges that rest on it follow."


@admin.register(Judgement)
class JudgementAdmin(FactAdmin):
    """Links between claims and incidents, by whom, and what spoke for them."""

    list_display = ["about", "verdict", "on_incident", "confirmed", "chance", "by", "at"]
    list_display_links = ["verdict"]
    list_filter = [InForceFilter, ActorKindFilter, "verdict", "confirmed", ("at", DaysFilter)]
    list_select_related = ["claim__claimant", "incident"]
    search_fields = ["claim__key__startswith", "incident__code", "incident__title"]
    ordering = ["-id"]
    autocomplete_fields = ["claim", "incident"]
    decisions = [End]
    summary = ["about", "verdict", "on_incident", "reason", "by"]
    fields = [
        *("about", "verdict", "on_incident", "confirmed", "chance", "spoke", "model"),
        *("reason", "by", "at", "operation", "ended_at", "ended_by"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out links of claims this person may not know of."""
        rows = super().get_queryset(request).select_related("claim__claimant", "incident")
        return visible_to(audience_of_user(request.user), rows)

    @admin.display(description="claim")
    def about(self, judgement: Judgement) -> SafeString | str:
        """Return the claim."""
        return link(judgement.claim)

    @admin.display(description="incident", ordering="incident__code")
    def on_incident(self, judgement: Judgement) -> SafeString | str:
        """Return the incident."""
        return link(judgement.incident)

    @admin.display(description="probability", ordering="probability")
    def chance(self, judgement: Judgement) -> str:
        """Return the rule's probability, where a rule judged."""
        return "-" if judgement.probability is None else f"{judgement.probability:.2f}"

    @admin.display(description="what spoke for and against")
    def spoke(self, judgement: Judgement) -> SafeString | str:
        """Return the features' sentences."""
        said = ((feature.get("sentence", feature),) for feature in judgement.features)
        lines = format_html_join("", "<li>{}</li>", said)
        return format_html("<ul>{}</ul>", lines) if lines else "-"

    def audit_subject(self, row: Judgement) -> str:
        """Return the claim's key."""
        return row.claim.key
