"""Parties to the conflict."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from sources.actions import parties
from sources.admin.act_form import ActForm
from sources.admin.reference import ReferenceAdmin
from sources.core.types import Actor
from sources.models import Party


class RegisterParty(ActForm):
    """A new party."""

    verb, button = "register", "Register"
    slug = forms.SlugField(max_length=50, help_text="Short stable name, such as us-led-coalition.")
    name = forms.CharField(max_length=200, help_text="As the field writes it.")
    hostile_to = forms.ModelMultipleChoiceField(
        Party.objects.all(),
        required=False,
        widget=AutocompleteSelectMultiple(Party._meta.get_field("hostile_to"), admin.site),
        help_text="The parties it fights; it holds both ways.",
    )

    def clean_slug(self) -> str:
        """Refuse a slug that is taken: the form is for new ones."""
        slug: str = self.cleaned_data["slug"]
        if Party.objects.filter(slug=slug).exists():
            raise forms.ValidationError("A party with this short name is on file.")
        return slug

    def act(self, by: Actor) -> Party:
        """Register it."""
        said = self.cleaned_data
        foes = [party.slug for party in said["hostile_to"]]
        return parties.register(slug=said["slug"], name=said["name"], hostile_to=foes, by=by)


@admin.register(Party)
class PartyAdmin(ReferenceAdmin):
    """Parties, and whom each fights."""

    list_display = ["name", "slug", "foes"]
    search_fields = ["name", "slug"]
    ordering = ["name"]
    autocomplete_fields = ["hostile_to"]
    fields = ["name", "slug", "hostile_to", "note"]
    add_form = RegisterParty
    kept = ["slug"]

    def get_queryset(self, request: Any) -> Any:
        """Read the hostile parties in one go."""
        return super().get_queryset(request).prefetch_related("hostile_to")

    @admin.display(description="hostile to")
    def foes(self, party: Party) -> str:
        """Return the parties it fights."""
        return ", ".join(foe.name for foe in party.hostile_to.all()) or "-"

    def audit_subject(self, row: Party) -> str:
        """Return its slug."""
        return row.slug
