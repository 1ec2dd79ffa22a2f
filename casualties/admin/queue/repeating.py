"""Taking the claim at hand as a copy of what another report has, in one press."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from casualties import queries
from casualties.actions import lineage
from casualties.admin.others_work import OthersWork
from casualties.core.linking.lineage import Proposal
from casualties.core.words import TURNED_DOWN, Scope
from casualties.models import Claim, Incident
from casualties.visibility import claims_for
from sources.core.types import Actor
from sources.errors import Conflict
from sources.visibility import audience_of_user


def shown_origins(user: Any, claim: Claim, root_ids: Sequence[int]) -> Mapping[int, Proposal]:
    """Return, by incident, what a claim would repeat there, of claims this person may know of."""
    origins = lineage.origins_on(claim, root_ids)
    if not origins:
        return {}
    on = {origin.on for origin in origins.values()}
    known = claims_for(audience_of_user(user)).filter(key__in=on).values_list("key", flat=True)
    shown = set(known)
    return {root: origin for root, origin in origins.items() if origin.on in shown}


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
        return bool(row.scope == Scope.INCIDENT and row.verdict not in TURNED_DOWN)

    def check(self) -> None:
        """Refuse it too where what it repeats is hidden from this person, as if nothing were."""
        super().check()
        root = queries.root_of(self.cleaned_data["incident"]).pk
        if root not in shown_origins(self.user, self.row, [root]):
            raise Conflict(lineage.NOTHING_REPEATED)

    def act(self, by: Actor) -> str:
        """Take it as what lineage finds."""
        incident = self.cleaned_data["incident"]
        made = lineage.take_as_repeat(claim=self.row, incident=incident, by=by)
        return f"Accepted as a repeat of {made.on_claim.key}: it adds nothing to the range."
