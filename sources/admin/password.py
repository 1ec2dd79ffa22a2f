"""A person's own password."""

from typing import Any

from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.models import User

from sources.actions import people
from sources.core.types import Actor, ActorKind


class OwnPasswordForm(AdminPasswordChangeForm):
    """The admin's form, whose change is an action and so on the audit trail."""

    def save(self, commit: bool = True) -> Any:
        """Change it."""
        assert isinstance(self.user, User)  # noqa: S101  (the site lets nobody else in)
        by = Actor(ActorKind.USER, self.user.get_username())
        return people.set_password(
            user=self.user, password=self.cleaned_data["new_password1"], by=by
        )
