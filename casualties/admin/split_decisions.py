"""Splitting an incident, and undoing that."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Exists, OuterRef, Q

from casualties.actions import previews, splitting
from casualties.admin.claim_rows import described_claims
from casualties.admin.incident_decisions import foreseen_panel
from casualties.core.intake import NewIncident
from casualties.core.types import Location
from casualties.core.words import DatePrecision, JudgementVerdict, LocationPrecision
from casualties.models import Claim, Incident, Judgement
from casualties.queries import members_of
from sources.admin.act_form import ActForm, Preview, Seen, reason_field
from sources.core.types import Actor
from sources.models import AuditEvent


class SplitOff(ActForm):
    """Some of its claims are about something else."""

    verb, button = "split", "Split"
    needs = "casualties.add_judgement"
    explains = (
        "The claims you choose go to a new incident, and are never linked to this one again by a "
        "rule. It can be undone."
    )
    row: Incident
    claims = forms.ModelMultipleChoiceField(
        Claim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Those about the other incident; some have to stay.",
    )
    title = forms.CharField(max_length=200, help_text="Of the new incident.")
    first_day = forms.DateField(widget=AdminDateWidget)
    last_day = forms.DateField(
        widget=AdminDateWidget, required=False, help_text="Empty: the same day."
    )
    place_name = forms.CharField(max_length=200, required=False)
    reason = reason_field(required=True, help_text="Why they are two.")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the claims this person may see; begin with what is known of the incident."""
        super().__init__(*args, **options)
        known = ("first_day", "last_day", "place_name")
        self.initial.update({name: getattr(self.row, name) for name in known})
        members = members_of([self.row.pk])
        rows = described_claims(self.user).filter(on_pk__in=list(members))
        self.fields["claims"].queryset = rows  # type: ignore[attr-defined]

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Unless it is merged: the merge is undone first."""
        return row.merged_into_id is None

    def preview(self) -> Preview:
        """Show what stays, what goes, and the range as it is."""
        keys = {claim.key for claim in self.cleaned_data["claims"]}
        ahead = previews.parted(self.row, keys)
        columns = ("Measure", "Basis", f"Left on {self.row.code}", "On the new one", "Now")
        panel = foreseen_panel("What would change", columns, ahead)
        return Preview(panels=[panel], mark=f"{','.join(sorted(keys))}:{ahead.mark}")

    def act(self, by: Actor) -> str:
        """Split it."""
        said = self.cleaned_data
        splitting.split(
            incident=self.row,
            claims=list(said["claims"]),
            new=self._new(),
            by=by,
            reason=said["reason"],
        )
        return "Split. Both ranges are being recomputed."

    def _new(self) -> NewIncident:
        said, row = self.cleaned_data, self.row
        same_place = said["place_name"] == row.place_name
        return NewIncident(
            title=said["title"],
            country=row.country,
            first_day=said["first_day"],
            last_day=said["last_day"] or said["first_day"],
            date_precision=DatePrecision(row.date_precision),
            location=Location(
                name=said["place_name"],
                latitude=row.latitude if same_place else None,
                longitude=row.longitude if same_place else None,
                precision=LocationPrecision(row.location_precision)
                if same_place
                else LocationPrecision.UNKNOWN,
            ),
        )


class UndoSplit(ActForm):
    """They are one after all."""

    verb, button = "undo_split", "Undo the split"
    needs = "casualties.add_judgement"
    explains = "Every claim is where it was, and the incident that was opened is discarded."
    row: Incident
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Only where some of its claims were split off, and are so still."""
        return _last_split_of(row) is not None

    @classmethod
    def seen(cls, row: Incident) -> Seen:
        """It rests on which split is the latest."""
        event = _last_split_of(row)
        if event is None:
            return Seen("", "No split of it stands.")
        return Seen(str(event.pk), f"Its latest split is the one into {event.detail['into']}.")

    def act(self, by: Actor) -> str | None:
        """Undo the latest."""
        event = _last_split_of(self.row)
        if event is None:
            self.add_error(None, "It was undone while the page was open.")
            return None
        splitting.undo_split(operation=event.operation, by=by, reason=self.cleaned_data["reason"])
        return "The split is undone. Its ranges are being recomputed."


def _last_split_of(incident: Incident) -> AuditEvent | None:
    holds = Judgement.objects.filter(
        Q(operation=OuterRef("operation")) | Q(restates=OuterRef("operation")),
        verdict=JudgementVerdict.POSITIVE,
        ended_at=None,
    )
    splits = AuditEvent.objects.filter(Exists(holds), verb=splitting.SPLIT, subject=incident.code)
    return splits.order_by("-id").first()
