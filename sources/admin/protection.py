"""How the desk marks what must not leave it, and the decision on it."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sources.actions import protection
from sources.admin.act_form import ActForm, Seen, reason_field
from sources.core.types import Actor, Protection
from sources.models import Source


class Protect(ActForm):
    """Raise or lower the protection of a source, a report or a claim."""

    verb, button = "protect", "Raise or lower protection"
    needs = "sources.change_protection"
    explains = (
        "Pages and lists follow at once, explanations within seconds. Public files that were "
        "built before are no longer served: new ones are made within minutes. What others "
        "have copied cannot be taken back."
    )
    row: Any
    protection = forms.ChoiceField(choices=Protection.choices(), widget=forms.RadioSelect)
    reason = reason_field(required=True, help_text="Why, without repeating what must be hidden.")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Begin at what it is now, and say what each word means."""
        super().__init__(*args, **options)
        self.fields["protection"].choices = [  # type: ignore[attr-defined]
            (word.value, f"{word.label} - {word.meaning}") for word in Protection
        ]
        self.fields["protection"].initial = self.row.protection

    @classmethod
    def seen(cls, row: Any) -> Seen:
        """It rests on how it is protected."""
        return Seen(row.protection, f"Its protection is {Protection(row.protection).label}.")

    def act(self, by: Actor) -> str:
        """Set it."""
        word = Protection(self.cleaned_data["protection"])
        subject = self.row.slug if isinstance(self.row, Source) else self.row.key
        reason = self.cleaned_data["reason"]
        protection.protect(row=self.row, subject=subject, protection=word, reason=reason, by=by)
        return f"Its protection is {word.label} now. What rests on it follows."


def marked(name: object, protection: str) -> SafeString:
    """Return the name, with a mark where it must not leave the desk."""
    if protection == Protection.PUBLIC:
        return format_html("{}", name)
    return format_html('{} <span class="mark" title="{}">protected</span>', name, protection)
