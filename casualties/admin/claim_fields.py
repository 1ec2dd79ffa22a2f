"""What one claim says, as a form: typed with a report, or typed anew to correct it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AdminIntegerFieldWidget,
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)

from casualties.admin.claim_value import InvalidClaim, value_of
from casualties.core.coding.scheme import vocabulary
from casualties.core.types import FIGURE_CEILING, ClaimValue
from casualties.core.words import (
    DatePrecision,
    Harm,
    LocationPrecision,
    Qualifier,
    Scope,
    Stance,
    Status,
)
from casualties.models import Claim
from sources.admin.act_form import ActForm, Fieldsets
from sources.core.words import Word
from sources.models import Party, Source
from sources.visibility import audience_of_user, sources_for


def _word(words: type[Word], *, first: Word | None = None) -> forms.ChoiceField:
    choices = [*([] if first else [("", "---------")]), *words.choices()]
    return forms.ChoiceField(choices=choices, initial=first, help_text=words.help())


def _figure(help_text: str) -> forms.IntegerField:
    bounds: dict[str, Any] = {"min_value": 0, "max_value": FIGURE_CEILING}
    widget = AdminIntegerFieldWidget
    return forms.IntegerField(required=False, widget=widget, help_text=help_text, **bounds)


def _text(length: int, help_text: str = "") -> forms.CharField:
    widget = AdminTextInputWidget if length > 100 else None
    return forms.CharField(required=False, max_length=length, help_text=help_text, widget=widget)


def _day(help_text: str = "") -> forms.DateField:
    return forms.DateField(required=False, widget=AdminDateWidget, help_text=help_text)


class ClaimFields(ActForm):
    """The fields of a claim. ``value`` holds what it says once the form is valid."""

    claimant = forms.ModelChoiceField(
        Source.objects.none(),
        widget=AutocompleteSelect(Claim._meta.get_field("claimant"), admin.site),
        help_text="Who asserts it - not the outlet that carries it.",
    )
    stance = _word(Stance, first=Stance.ASSERTS)
    harm = _word(Harm)
    status = _word(Status)
    sub_group = _text(40, "Only where the figure counts a part of the victims, such as children.")
    qualifier = _word(Qualifier)
    low = _figure("A figure alone may stand in any of the three.")
    best = _figure("Only where one was given.")
    high = _figure("Empty: no upper limit stated.")
    word = forms.ChoiceField(
        required=False,
        choices=[("", "---------"), *((word, word) for word in sorted(set(vocabulary().values())))],
        help_text="Of a vague figure.",
    )
    share = forms.FloatField(required=False, help_text="A fraction, above 0 and at most 1.")
    share_of = _figure("The total it is a share of.")
    name_list = forms.BooleanField(required=False, label="Victims are named in a list")
    expression = _text(300, "The figure's own words, such as: at least 12, including 3 children.")
    scope = _word(Scope, first=Scope.INCIDENT)
    period_first = _day()
    period_last = _day("First and last day covered; needed for an aggregate.")
    event_date = _day("When it happened, as stated.")
    date_precision = _word(DatePrecision, first=DatePrecision.DAY)
    place_name = _text(200, "As written.")
    location_precision = _word(LocationPrecision, first=LocationPrecision.UNKNOWN)
    latitude = forms.FloatField(required=False)
    longitude = forms.FloatField(required=False)
    alleged_parties = forms.ModelMultipleChoiceField(
        Party.objects.all(),
        required=False,
        widget=AutocompleteSelectMultiple(Claim._meta.get_field("alleged_parties"), admin.site),
        help_text="Who is said to have done it.",
    )
    cause = _text(100)
    scheme = _text(40, "The coding scheme of whoever turned words into this range.")
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    value: ClaimValue
    said: Fieldsets = [
        (
            None,
            {
                "fields": [
                    "claimant",
                    "expression",
                    ("harm", "status"),
                    "qualifier",
                    ("low", "best", "high"),
                ]
            },
        )
    ]
    details: Fieldsets = [
        (
            "Denials, vague words, shares, parts, totals of a period",
            {
                "fields": [
                    "stance",
                    ("word", "share", "share_of"),
                    ("sub_group", "name_list"),
                    "scope",
                    ("period_first", "period_last"),
                    "scheme",
                ],
                "classes": ["collapse"],
            },
        ),
        (
            "When, where, by whom",
            {
                "fields": [
                    ("event_date", "date_precision"),
                    ("place_name", "location_precision"),
                    ("latitude", "longitude"),
                    ("alleged_parties", "cause"),
                    "note",
                ],
                "classes": ["collapse"],
            },
        ),
    ]
    fieldsets = [*said, *details]

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the sources this person may know of."""
        super().__init__(*args, **options)
        known = sources_for(audience_of_user(self.user))
        self.fields["claimant"].queryset = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the fields as a claim; what contradicts itself is told beside its field."""
        said = super().clean() or self.cleaned_data
        if self.errors or not self.has_changed():
            return said
        try:
            self.value = value_of(said)
        except InvalidClaim as error:
            self.add_error(error.field, error.message)
        return said
