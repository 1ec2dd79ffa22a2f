"""What may be decided about an incident."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AdminIntegerFieldWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db.models import OuterRef
from django.utils.html import format_html

from casualties import mapping
from casualties.actions import incident_parties, incidents, previews, sign_offs
from casualties.admin import figures
from casualties.core.estimation.wording import openness, ranged
from casualties.core.intake import NewIncident
from casualties.core.types import FIGURE_CEILING, HEADLINE, Interval, InvalidValue, Location
from casualties.core.words import Basis, DatePrecision, LocationPrecision, Outcome
from casualties.models import Estimate, Incident, SignOff
from casualties.queries import change_request, root_of
from sources.admin.act_form import ActForm, Preview, Seen, reason_field
from sources.admin.panels import Panel
from sources.core.types import Actor
from sources.models import Party


def _parties() -> Any:
    return forms.ModelMultipleChoiceField(
        Party.objects.all(),
        required=False,
        widget=AutocompleteSelectMultiple(Incident._meta.get_field("alleged_parties"), admin.site),
        help_text="Who is said to have done it.",
    )


def _figure() -> forms.IntegerField:
    bounds: dict[str, Any] = {"min_value": 0, "max_value": FIGURE_CEILING}
    return forms.IntegerField(required=False, widget=AdminIntegerFieldWidget, **bounds)


class OpenIncident(ActForm):
    """A new incident. It holds no figure: those come from claims."""

    verb, button = "open", "Open"
    explains = "An incident holds no casualty figure: its ranges come from the claims linked to it."
    title = forms.CharField(max_length=200)
    code = forms.CharField(
        max_length=24, required=False, help_text="Empty: the next of its country and year."
    )
    country = forms.RegexField(r"^[A-Za-z]{2}$", help_text="ISO 3166 code, such as IQ.")
    first_day = forms.DateField(widget=AdminDateWidget)
    last_day = forms.DateField(
        widget=AdminDateWidget, required=False, help_text="Empty: the same day."
    )
    date_precision = forms.ChoiceField(choices=DatePrecision.choices())
    place_name = forms.CharField(max_length=200, required=False, help_text="As the desk writes it.")
    latitude = forms.FloatField(required=False)
    longitude = forms.FloatField(required=False)
    location_precision = forms.ChoiceField(
        choices=LocationPrecision.choices(), initial=LocationPrecision.UNKNOWN
    )
    alleged_parties = _parties()
    cause = forms.CharField(max_length=100, required=False, help_text="Airstrike, execution, ...")
    reason = reason_field(required=False, help_text="Why it is one incident, where that matters.")
    fieldsets = [
        (None, {"fields": [("title", "code"), "country"]}),
        ("When", {"fields": [("first_day", "last_day"), "date_precision"]}),
        ("Where", {"fields": [("place_name", "location_precision"), ("latitude", "longitude")]}),
        ("By whom", {"fields": ["alleged_parties", "cause", "reason"]}),
    ]

    def clean(self) -> dict[str, Any]:
        """Read the fields as an incident; what contradicts itself is told beside its field."""
        said = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.new = _new_incident(said)
            except InvalidValue as error:
                self.add_error(error.field, error.message)
        return said

    def act(self, by: Actor) -> Incident:
        """Open it."""
        return incidents.open_incident(new=self.new, by=by, reason=self.cleaned_data["reason"])


def _new_incident(said: dict[str, Any]) -> NewIncident:
    return NewIncident(
        title=said["title"],
        code=said["code"] or None,
        country=said["country"].upper(),
        first_day=said["first_day"],
        last_day=said["last_day"] or said["first_day"],
        date_precision=DatePrecision(said["date_precision"]),
        location=Location(
            name=said["place_name"],
            latitude=said["latitude"],
            longitude=said["longitude"],
            precision=LocationPrecision(said["location_precision"]),
        ),
        alleged_parties=tuple(sorted(party.slug for party in said["alleged_parties"])),
        cause=said["cause"],
    )


class SignOffRange(ActForm):
    """Stand by a range."""

    verb, button = "sign_off", "Sign off"
    needs = "casualties.add_signoff"
    explains = (
        "You stand by the computed range. Give figures of your own only where you would publish "
        "others, with the reason; both are kept."
    )
    row: Incident
    measure = forms.ChoiceField(widget=forms.RadioSelect, label="Computed range")
    low = _figure()
    best = _figure()
    high = _figure()
    open_below = forms.BooleanField(required=False, label="No lower limit stated")
    open_above = forms.BooleanField(required=False, label="No upper limit stated")
    reason = reason_field(required=False, help_text="Needed where your figures differ.")
    fieldsets = [
        (None, {"fields": ["measure"]}),
        (
            "Figures of your own",
            {"fields": [("low", "best", "high"), ("open_below", "open_above")]},
        ),
        (None, {"fields": ["reason"]}),
    ]

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the reviewed ranges in force, each by its own number.

        A range that was replaced while the page was open is no valid choice any more: nobody
        signs what they have not seen.
        """
        super().__init__(*args, **options)
        self.ranges = {str(row.pk): row for row in reviewed_ranges(self.row)}
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            (pk, format_html("{}: {} ({})", *_told(row))) for pk, row in self.ranges.items()
        ]
        headline = (pk for pk, row in self.ranges.items() if row.measure == str(HEADLINE))
        self.fields["measure"].initial = next(headline, next(iter(self.ranges), None))
        self.fields["measure"].error_messages["required"] = "Choose the range you stand by."
        self.fields["measure"].error_messages["invalid_choice"] = (
            "This range was recomputed since you opened the page. Look at the new one."
        )

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Only where there is a reviewed range."""
        known: bool | None = getattr(row, "has_range", None)
        ranged = reviewed_ranges(row).exists() if known is None else known
        return row.merged_into_id is None and ranged

    @classmethod
    def seen(cls, row: Incident) -> Seen:
        """It rests on what is signed, which it may replace, and on a request for changes."""
        signed = SignOff.objects.filter(incident=row, ended_at=None).order_by("measure")
        lines = [_signed(one) for one in signed]
        told = " ".join(lines) if lines else "Nothing of it is signed."
        return Seen(",".join(str(one.pk) for one in signed), told) + asked(row)

    def clean(self) -> dict[str, Any]:
        """Check the figures of one's own, where there are any."""
        said = super().clean() or self.cleaned_data
        own = [said.get(name) for name in ("low", "best", "high")]
        if any(figure is not None for figure in own):
            stated = [figure for figure in own if figure is not None]
            if own[0] is None or own[2] is None:
                self.add_error("low", "Give both a low and a high figure, or none.")
            elif stated != sorted(stated):
                self.add_error("low", "The figures must rise from low to high.")
        elif said.get("open_below") or said.get("open_above"):
            self.add_error("low", "Give the figures too.")
        return said

    def act(self, by: Actor) -> str:
        """Sign it."""
        said = self.cleaned_data
        ends = ("low", "best", "high", "open_below", "open_above")
        own = Interval(**{name: said[name] for name in ends}) if said["low"] is not None else None
        shown = self.ranges[said["measure"]]
        made = sign_offs.sign_off(
            incident=self.row,
            measure=shown.measure,
            shown=shown,
            figures=own,
            reason=said["reason"],
            by=by,
        )
        told = "Signed off: {}: {}."
        return format_html(told, figures.measure(made.measure), figures.of_sign_off(made))


def reviewed_ranges(incident: Incident) -> Any:
    """Return the reviewed ranges in force that may be signed."""
    return ranges_of(root_of(incident)).order_by("measure")


def ranges_of(root: Incident | OuterRef) -> Any:
    """Return the reviewed ranges in force of an incident that is not merged into another."""
    return Estimate.objects.filter(
        incident=root, basis=Basis.REVIEWED, outcome=Outcome.RANGE, ended_at=None
    )


def asked(incident: Incident) -> Seen:
    """Return who asks for changes of an incident and why, as what a decision rests on."""
    request = change_request(root_of(incident))
    if request is None:
        return Seen("", "Nobody asks for changes.")
    who = Actor.parse(request.by).name
    return Seen(str(request.pk), f"{who} asks for changes: {request.reason}")


def _signed(row: SignOff) -> str:
    who, signed = Actor.parse(row.by).name, mapping.interval_of(row)
    return f"{who} signed {figures.measure(row.measure)}: {ranged(signed)}{openness(signed)}."


def _told(row: Estimate) -> tuple[object, ...]:
    return figures.measure(row.measure), figures.of_estimate(row), row.method


def foreseen_panel(title: str, columns: Sequence[str], ahead: previews.Foreseen) -> Panel:
    """Return ranges side by side."""
    rows = [
        (
            figures.measure(line.measure),
            line.basis,
            *(
                figures.interval(one) if one else "none"
                for one in (line.first, line.second, line.together)
            ),
        )
        for line in ahead.lines
    ]
    return Panel(title=title, columns=columns, rows=rows, empty="Neither has a range.")


class MergeInto(ActForm):
    """It and another are one."""

    verb, button = "merge", "Merge into"
    explains = (
        "Readers of this incident are led to the other one, and its ranges rest on the claims of "
        "both. No claim moves, so that undoing it brings back exactly what was."
    )
    row: Incident
    into = forms.ModelChoiceField(
        Incident.objects.all(),
        widget=AutocompleteSelect(Incident._meta.get_field("merged_into"), admin.site),
    )
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Unless it is merged."""
        return row.merged_into_id is None

    def clean_into(self) -> Incident:
        """Refuse the incident itself."""
        into: Incident = self.cleaned_data["into"]
        if into == self.row:
            raise forms.ValidationError("Choose another incident: this is the same one.")
        return into

    def preview(self) -> Preview:
        """Show both ranges, and the one that they would become."""
        into = self.cleaned_data["into"]
        ahead = previews.merged(self.row, into)
        columns = ("Measure", "Basis", self.row.code, into.code, "As one incident")
        panel = foreseen_panel("What would change", columns, ahead)
        return Preview(panels=[panel], mark=f"{into.pk}:{ahead.mark}")

    def act(self, by: Actor) -> str:
        """Merge it."""
        into = self.cleaned_data["into"]
        incidents.merge(incident=self.row, into=into, by=by, reason=self.cleaned_data["reason"])
        return f"Merged into {into.code}. Its ranges are being recomputed."


class UndoMerge(ActForm):
    """They are two after all."""

    verb, button = "undo_merge", "Undo the merge"
    explains = "Both incidents stand as they did before, with their own claims and ranges."
    row: Incident
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Only where it is merged."""
        return row.merged_into_id is not None

    @classmethod
    def seen(cls, row: Incident) -> Seen:
        """It rests on what it is merged into."""
        into = row.merged_into
        told = f"It is merged into {into.code}." if into else "It is not merged."
        return Seen(str(row.merged_into_id or ""), told)

    def act(self, by: Actor) -> str:
        """Undo it."""
        incidents.undo_merge(incident=self.row, by=by, reason=self.cleaned_data["reason"])
        return "The merge is undone. Both ranges are being recomputed."


class ChangeParties(ActForm):
    """Who is said to have done it."""

    verb, button = "parties", "Change the parties"
    explains = "Who is said to have done it, as a whole: parties left out are taken off."
    row: Incident
    alleged_parties = _parties()
    reason = reason_field(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Begin with those on file."""
        super().__init__(*args, **options)
        self.initial["alleged_parties"] = [party.pk for party in self.row.alleged_parties.all()]

    @classmethod
    def seen(cls, row: Incident) -> Seen:
        """It rests on those on file, which it replaces."""
        parties = row.alleged_parties.order_by("pk")
        names = ", ".join(party.name for party in parties)
        mark = ",".join(str(party.pk) for party in parties)
        return Seen(mark, f"Alleged: {names}." if names else "No party is alleged.")

    def act(self, by: Actor) -> str:
        """Change them."""
        said = self.cleaned_data
        incident_parties.allege(
            incident=self.row, parties=said["alleged_parties"], reason=said["reason"], by=by
        )
        return "The parties are changed. Its ranges are being recomputed."
