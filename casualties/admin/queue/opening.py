"""Opening an incident for the claim at hand."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget

from casualties import mapping
from casualties.actions import openings
from casualties.admin.others_work import OthersWork
from casualties.core.intake import NewIncident
from casualties.core.words import DatePrecision, Scope
from casualties.models import Claim
from sources.admin.act_form import reason_field
from sources.core.types import Actor


class OpenFor(OthersWork):
    """None of these: it is about an incident that is not on file yet."""

    verb, button = "open", "Open a new incident"
    needs = "casualties.add_incident"
    also_needs = ("casualties.add_judgement",)
    explains = "The claim's own day, place and parties go with it; describe it further afterwards."
    row: Claim
    title = forms.CharField(max_length=200, widget=AdminTextInputWidget)
    country = forms.RegexField(
        r"^[A-Za-z]{2}$", help_text="ISO 3166 code, such as IQ.", widget=AdminTextInputWidget
    )
    first_day = forms.DateField(widget=AdminDateWidget)
    reason = reason_field(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Begin with what the claim says."""
        super().__init__(*args, **options)
        if self.row is not None:
            day = self.row.event_date or self.row.period_first
            named = [self.row.place_name, f"{day:%-d %B %Y}" if day else ""]
            self.initial["title"] = ", ".join(filter(None, named))
            self.initial["first_day"] = day

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Not for totals of a period or area."""
        return bool(row.scope == Scope.INCIDENT)

    def act(self, by: Actor) -> str:
        """Open it and link the claim to it."""
        said = self.cleaned_data
        parties = self.row.alleged_parties.values_list("slug", flat=True)
        new = NewIncident(
            title=said["title"],
            country=said["country"].upper(),
            first_day=said["first_day"],
            last_day=said["first_day"],
            date_precision=DatePrecision(self.row.date_precision),
            location=mapping.location_of(self.row),
            alleged_parties=tuple(sorted(parties)),
            cause=self.row.cause or "",
        )
        made = openings.open_for(claim=self.row, new=new, by=by, reason=said["reason"])
        return f"{made.incident.code} is opened, and the claim is on it."
