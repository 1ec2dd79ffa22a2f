"""What a person at the desk does: open a page, fill in its form, send it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sources.admin.panels import address_of


def address(row: Model | type[Model], page: str = "") -> str:
    """The address of a list page, or of a page of a row: by default the one where it is read."""
    if isinstance(row, Model) and not page:
        return address_of(row)
    args = [row.pk] if isinstance(row, Model) else []
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=args)


def filled(form: BaseForm) -> dict[str, Any]:
    """What a browser would send if nothing were changed."""
    sent: dict[str, Any] = {}
    for one in form:
        value = one.value()
        if value is not None and value is not False:
            sent[one.html_name] = value
        if one.field.show_hidden_initial:
            sent[one.html_initial_name] = "" if value is None else value
    return {name: _typed(value) for name, value in sent.items()}


def _typed(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


@dataclass(frozen=True)
class Desk:
    """One person. ``marks`` is what the pages they have open know, by address."""

    client: Client
    marks: dict[str, str] = field(default_factory=dict)

    def see(self, row: Model | type[Model], page: str = "") -> HttpResponse:
        answer = self.client.get(where := address(row, page))
        self.marks[where] = getattr((answer.context or {}).get("form"), "mark", "")
        return answer

    def text(self, row: Model | type[Model], page: str = "") -> str:
        return self.see(row, page).content.decode()

    def decide(self, row: Model, page: str, **typed: Any) -> HttpResponse:
        """Send the page that is open, or else is opened now; where it shows a preview, confirm."""
        if (where := address(row, page)) not in self.marks:
            self.see(row, page)
        typed = {"_known": self.marks.pop(where), **typed}
        answer = self.client.post(where, typed, follow=True)
        if seen := (answer.context or {}).get("seen"):
            return self.client.post(where, typed | {"_seen": seen}, follow=True)
        return answer

    def decide_all(self, rows: list[Model], action: str, **typed: Any) -> HttpResponse:
        sent = {"action": action, "_selected_action": [row.pk for row in rows], **typed}
        return self.client.post(address(type(rows[0]), "changelist"), sent, follow=True)

    def edit(self, row: Model, **typed: Any) -> HttpResponse:
        """Change some fields of a row, the rest as the page showed them."""
        page = self.see(row, "change")
        sent = filled(page.context["adminform"].form)
        for inline in page.context["inline_admin_formsets"]:
            sent |= filled(inline.formset.management_form)
        return self.client.post(address(row, "change"), sent | typed, follow=True)

    def add(self, model: type[Model], **typed: Any) -> HttpResponse:
        return self.client.post(address(model, "add"), typed, follow=True)


def told(response: HttpResponse) -> str:
    """The messages on the page, as one text."""
    return " ".join(str(message) for message in response.context["messages"])


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)
