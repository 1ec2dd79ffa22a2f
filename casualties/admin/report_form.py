"""A report with its claims, as an analyst types it."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.forms.utils import ErrorDict
from django.forms.widgets import Script

from casualties import rights
from casualties.actions import intake
from casualties.admin.claim_fields import ClaimFields
from casualties.admin.typed import filled_in
from casualties.core.intake import (
    TEXT_CEILING,
    NewClaim,
    NewReport,
    check_address,
    key_of,
)
from casualties.core.types import InvalidValue
from casualties.models import Claim, Derivation, Incident, Judgement
from casualties.visibility import claims_for
from sources.admin.act_form import ActForm
from sources.core.types import Actor, Protection
from sources.models import Report, Source
from sources.visibility import audience_of_user, reports_for, sources_for

SLOTS, MOST_SLOTS = 5, 50


class ReportClaim(ClaimFields):
    """One claim of the report, where it belongs, and what it repeats."""

    incident = forms.ModelChoiceField(
        Incident.objects.all(),
        required=False,
        widget=AutocompleteSelect(Judgement._meta.get_field("incident"), admin.site),
        help_text="Empty: it waits to be linked.",
    )
    repeats = forms.ModelChoiceField(
        Claim.objects.none(),
        required=False,
        widget=AutocompleteSelect(Derivation._meta.get_field("on_claim"), admin.site),
        help_text="The claim on file whose statement this is over again, if it is.",
    )
    revises = forms.ModelChoiceField(
        Claim.objects.none(),
        required=False,
        widget=AutocompleteSelect(Derivation._meta.get_field("on_claim"), admin.site),
        help_text="The same claimant's earlier figure that this one replaces, if it does.",
    )
    fieldsets = [
        *ClaimFields.said,
        (None, {"fields": ["incident"]}),
        (
            "It repeats or replaces another",
            {"fields": ["repeats", "revises"], "classes": ["collapse"]},
        ),
        *ClaimFields.details,
    ]

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the claims this person may know of."""
        super().__init__(*args, **options)
        known = claims_for(audience_of_user(self.user)).select_related("claimant")
        for name in ("repeats", "revises"):
            self.fields[name].queryset = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the claim with its links; what contradicts itself is told beside its field."""
        said = super().clean()
        if not self.errors and self.has_changed():
            try:
                self.new_claim("c1")
            except InvalidValue as error:
                self.add_error(self.field_of(error.field), error.message)
        return said

    def new_claim(self, key: str) -> NewClaim:
        """Return the claim as intake takes it."""
        said = self.cleaned_data
        return NewClaim(
            value=replace(self.value, key=key),
            incident=said["incident"].code if said["incident"] else None,
            repeats=said["repeats"].key if said["repeats"] else None,
            revises=said["revises"].key if said["revises"] else None,
        )


ClaimFormSet = forms.formset_factory(ReportClaim, extra=SLOTS, max_num=MOST_SLOTS)


def _long(length: int, label: str | None = None) -> forms.CharField:
    widget = AdminTextInputWidget
    return forms.CharField(max_length=length, required=False, label=label, widget=widget)


class ReportForm(ActForm):
    """A report and its claims, taken in as an analyst's: accepted at once."""

    verb, button = "receive", "Take it in"
    explains = (
        "What you type is accepted at once. A report that is on file with the same claims is not "
        "entered twice. Leave unused claims empty."
    )
    publisher = forms.ModelChoiceField(
        Source.objects.none(),
        widget=AutocompleteSelect(Report._meta.get_field("publisher"), admin.site),
        help_text="Who published it; register a new one under Sources first.",
    )
    title = _long(500)
    url = _long(2000, label="Address")
    archived_url = _long(2000, label="Archived at")
    published_on = forms.DateField(widget=AdminDateWidget, required=False)
    retrieved_on = forms.DateField(widget=AdminDateWidget, required=False)
    language = forms.CharField(max_length=8, required=False, help_text="ISO 639 code.")
    protection = forms.ChoiceField(choices=Protection.choices(), help_text=Protection.help())
    cites = forms.ModelMultipleChoiceField(
        Report.objects.none(),
        required=False,
        widget=AutocompleteSelectMultiple(Report._meta.get_field("cites"), admin.site),
        help_text="Reports on file that it cites or copies.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=TEXT_CEILING,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "class": "vLargeTextField"}),
    )

    class Media:
        js = [Script("casualties/report_form.js", defer=True)]

    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("publisher", "title", "url", ("published_on", "language")),
                    "text",
                ]
            },
        ),
        (
            "Archive, citations, protection",
            {
                "fields": [("archived_url", "retrieved_on"), "cites", "protection"],
                "classes": ["collapse"],
            },
        ),
    ]

    def __init__(self, *args: Any, slots: int = SLOTS, **options: Any) -> None:
        """Offer what this person may know of, with room for some claims."""
        super().__init__(*args, **options)
        audience = audience_of_user(self.user)
        self.fields["publisher"].queryset = sources_for(audience)  # type: ignore[attr-defined]
        self.fields["cites"].queryset = reports_for(audience).defer("text")  # type: ignore[attr-defined]
        self.claims = ClaimFormSet(
            self.data if self.is_bound else None, prefix="claims", form_kwargs={"user": self.user}
        )
        self.claims.extra = slots
        self.notes: list[str] = []

    def with_words_read(self) -> "ReportForm":
        """Return the form with its words read into the fields, to look over: nothing is checked."""
        prefixes = [form.prefix for form in self.claims]
        read = ReportForm(filled_in(self.data, prefixes), user=self.user)  # type: ignore[arg-type]
        for form in (read, *read.claims):
            form._errors = ErrorDict()
        return read

    def is_valid(self) -> bool:
        """Valid where the report and each claim are."""
        return all([super().is_valid(), self.claims.is_valid()])

    def clean(self) -> dict[str, Any]:
        """Refuse a report with nothing in it, and addresses of no page."""
        said = super().clean() or self.cleaned_data
        filled = any(form.has_changed() for form in self.claims)
        if not (filled or said.get("text") or said.get("url")):
            self.add_error(None, "Give at least an address, a text or a claim.")
        for name in ("url", "archived_url"):
            try:
                check_address(name, said.get(name, ""))
            except InvalidValue as error:
                self.add_error(error.field, error.message)
        return said

    @property
    def filled(self) -> list[Any]:
        """Return the claim forms in which something was typed."""
        return [form for form in self.claims if form.has_changed()]

    def new_report(self) -> NewReport:
        """Return the report as intake takes it."""
        said = self.cleaned_data
        return NewReport(
            publisher=said["publisher"].slug,
            title=said["title"],
            url=said["url"],
            archived_url=said["archived_url"],
            text=said["text"].replace("\r\n", "\n") or None,
            language=said["language"],
            published_on=said["published_on"],
            retrieved_on=said["retrieved_on"],
            cites=tuple(report.key for report in said["cites"]),
            protection=Protection(said["protection"]),
            claims=tuple(
                form.new_claim(f"c{number}") for number, form in enumerate(self.filled, 1)
            ),
        )

    def act(self, by: Actor) -> Report:
        """Take it in; ``notes`` says what became of it."""
        new = self.new_report()
        known = Report.objects.filter(key=key_of(new)).exists()
        at_once = rights.counts_at_once(self.user)
        receipt = intake.receive(report=new, by=by, may_review=at_once)
        self.notes = ["This report was on file: nothing was added." if known else "Taken in."]
        self.notes += [claim.note for claim in receipt.claims if not known and claim.note]
        return Report.objects.get(key=receipt.report)

    def show(self, path: str, message: str) -> None:
        """Show what is said of a claim at that claim."""
        if not path.startswith("claims."):
            return super().show(path, message)
        _, number, rest = path.split(".", 2)
        form = self.filled[int(number)]
        form.add_error(form.field_of(rest), message)
        return self.add_error(None, f"Claim {int(number) + 1}: {message}")
