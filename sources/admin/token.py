"""API tokens: issued, looked at, revoked. A secret is shown once."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from sources.actions import tokens
from sources.admin.act_form import ActForm, reason_field
from sources.admin.desk import FactAdmin, actor_of
from sources.core.types import Actor, TokenScope
from sources.models import Token


class Issue(ActForm):
    """A new token."""

    verb, button = "issue", "Issue"
    explains = "The secret is shown once, on the next page. Only a digest of it is kept."
    name = forms.CharField(max_length=100, help_text="Who uses it, and for what.")
    scopes = forms.MultipleChoiceField(
        choices=TokenScope.choices(),
        widget=forms.CheckboxSelectMultiple,
        help_text=TokenScope.help(),
    )
    expires_at = forms.SplitDateTimeField(
        required=False, widget=AdminSplitDateTime, help_text="Empty: it does not expire."
    )

    def act(self, by: Actor) -> str:
        """Issue it and return the secret."""
        said = self.cleaned_data
        scopes = [TokenScope(scope) for scope in said["scopes"]]
        return tokens.issue(name=said["name"], scopes=scopes, expires_at=said["expires_at"], by=by)


class Revoke(ActForm):
    """Stop a token from working."""

    verb, button = "revoke", "Revoke"
    explains = "Whatever uses it is refused from now on. What it posted stays."
    final = True
    row: Token
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Token) -> bool:
        """Only while it works."""
        return row.revoked_at is None

    def act(self, by: Actor) -> str:
        """Revoke it."""
        tokens.revoke(token=self.row, reason=self.cleaned_data["reason"], by=by)
        return f"The token {self.row} works no more."


@admin.register(Token)
class TokenAdmin(FactAdmin):
    """Who may use the API, how far, and since when."""

    list_display = ["name", "scope_list", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_filter = ["revoked_at"]
    search_fields = ["name"]
    ordering = ["name"]
    fields = ["name", "scope_list", "created_at", "expires_at", "last_used_at", "revoked_at"]
    decisions = [Revoke]
    summary = ["name", "scope_list", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Tokens are issued here, by whoever may add one."""
        return request.user.has_perm("sources.add_token")

    @admin.display(description="scopes")
    def scope_list(self, token: Token) -> str:
        """Return what it may do."""
        return ", ".join(token.scopes)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Issue a token and show its secret this once, in the answer itself."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = Issue(request.POST if request.method == "POST" else None, user=request.user)
        if form.is_bound and form.is_valid():
            secret = form.carry_out(actor_of(request))
            if secret is not None:
                return self._told(request, form.cleaned_data["name"], secret)
        return self.form_page(request, form, title="Issue a token")

    def _told(self, request: HttpRequest, name: str, secret: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"The secret of {name}",
            "secret": secret,
            "media": self.media,
        }
        answer = TemplateResponse(request, "admin/desk/secret.html", context)
        answer["Cache-Control"] = "no-store"
        return answer

    def audit_subject(self, row: Token) -> str:
        """Return its name."""
        return row.name
