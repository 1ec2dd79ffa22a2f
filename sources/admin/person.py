"""People of the desk: welcomed, given roles, helped when they cannot log in."""

from importlib import import_module
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from sources.actions import people, second_factors
from sources.admin.act_form import ActForm, reason_field
from sources.admin.reference import ReferenceAdmin
from sources.core.types import Actor

# They register the pages that are replaced below; ours would else be read before them.
for _app in ("django.contrib.auth", "django_otp.plugins.otp_static", "django_otp.plugins.otp_totp"):
    import_module(f"{_app}.admin")

_PASSWORD = "To be told in person; they change it after their first log-in."  # noqa: S105


def _password_field() -> forms.CharField:
    hidden = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(
        widget=hidden, strip=False, help_text=_PASSWORD, validators=[validate_password]
    )


class RegisterPerson(ActForm):
    """A new account."""

    verb, button = "register", "Register"
    explains = "Give roles on the next page. The first log-in sets up a second factor."
    username = forms.RegexField(r"^[\w.@+-]+$", max_length=150)
    email = forms.EmailField(required=False)
    password = _password_field()

    def clean_username(self) -> str:
        """Refuse a name that is taken: decisions are recorded under it."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("An account of this name is on file.")
        return name

    def act(self, by: Actor) -> User:
        """Make it."""
        return people.register(**self.cleaned_data, by=by)


class SetPassword(ActForm):
    """Another password."""

    verb, button = "set_password", "Set a password"
    row: User
    password = _password_field()

    def act(self, by: Actor) -> str:
        """Set it."""
        people.set_password(user=self.row, password=self.cleaned_data["password"], by=by)
        return f"{self.row} has another password, and was logged out everywhere."


class ForgetSecondFactor(ActForm):
    """A lost telephone."""

    verb, button = "forget_second_factor", "Forget the second factor"
    explains = "Make sure it is them who ask. Their next log-in sets up a new app and new codes."
    row: User
    reason = reason_field(required=True)

    def act(self, by: Actor) -> str:
        """Forget it."""
        second_factors.forget(user=self.row, reason=self.cleaned_data["reason"], by=by)
        return f"{self.row} sets up a new second factor at the next log-in."


class LiftLockOut(ActForm):
    """Too many wrong passwords."""

    verb, button = "unlock", "Lift a lock-out"
    explains = "Wrong passwords from before are forgotten, so that they may try again at once."
    row: User

    def act(self, by: Actor) -> str:
        """Lift it."""
        people.lift_lock_out(user=self.row, by=by)
        return f"{self.row} may try again at once."


# These pages would write past the audit trail, and show the keys of other people's second factors.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


@admin.register(User)
class PersonAdmin(ReferenceAdmin):
    """Accounts and their roles. None is deleted, only switched off: decisions bear their names."""

    list_display = ["username", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "email"]
    ordering = ["username"]
    fields = ["username", "email", "is_active", "is_staff", "groups", "last_login", "date_joined"]
    filter_horizontal = ["groups"]
    readonly_fields = ["last_login", "date_joined"]
    kept = ["username"]
    add_form = RegisterPerson
    decisions = [SetPassword, ForgetSecondFactor, LiftLockOut]
    summary = ["username", "email", "is_active"]

    def audit_subject(self, row: Any) -> str:
        """Return the account's name."""
        return str(row.get_username())
