"""Taking the claim at hand as a copy of what another report has, in one press."""

from typing import Any

from django import forms

from casualties.actions import lineage
from casualties.admin.others_work import OthersWork
from casualties.core.words import ReviewState, Scope
from casualties.models import Claim, Incident
from sources.core.types import Actor


class TakeAsRepeat(OthersWork):
    """It says what its report says, about this incident, and repeats what is on file there."""

    verb, button = "repeat", "Accept as a repeat"
    needs = "casualties.add_derivation"
    also_needs = ("casualties.add_judgement", "casualties.add_review")
    explains = (
        "Accepts the claim, links it and confirms what it repeats. As a copy it adds nothing."
    )
    row: Claim
    incident = forms.ModelChoiceField(Incident.objects.all(), widget=forms.HiddenInput)

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Not for totals, nor for what was rejected."""
        rejected = (ReviewState.REJECTED, ReviewState.WITHDRAWN)
        return bool(row.scope == Scope.INCIDENT and row.verdict not in rejected)

    def act(self, by: Actor) -> str:
        """Take it as what lineage finds."""
        incident = self.cleaned_data["incident"]
        made = lineage.take_as_repeat(claim=self.row, incident=incident, by=by)
        return f"Accepted as a repeat of {made.on_claim.key}: it adds nothing to the range."
