"""Second factors of the people at the desk: an authenticator app, and backup codes on paper."""

from django.contrib.auth.models import User
from django.db import transaction
from django_otp import devices_for_user
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, InvalidInput

CODES = 10
"""Backup codes made at a time; each works once."""


def begin(*, user: User) -> TOTPDevice:
    """Return the app's device that waits to be confirmed; the same until it is."""
    device: TOTPDevice
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, name="app")
    return device


def enrol(*, user: User, code: str, by: Actor) -> tuple[TOTPDevice, list[str]]:
    """Confirm the app by a code it shows; return it and the first backup codes.

    Whoever has a second factor already shows that one instead: a stolen password alone must not
    add another.
    """
    if any(devices_for_user(user)):
        raise Conflict("This account has a second factor. Log in with it.")
    check(user=user, code=code, device=begin(user=user))
    with transaction.atomic():
        device = begin(user=user)
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        audit.record(verb="person.enrol", subject=user.get_username(), by=by)
        return device, make_codes(user=user, by=by)


@transaction.atomic
def make_codes(*, user: User, by: Actor) -> list[str]:
    """Return new backup codes; former ones stop working."""
    device, _ = StaticDevice.objects.get_or_create(user=user, name="backup codes")
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    audit.record(verb="person.backup_codes", subject=user.get_username(), by=by)
    return codes


def check(*, user: User, code: str, device: Device | None = None) -> Device:
    """Return the device whose code this is: the one given, or any of the person's.

    Not atomic as a whole: a wrong code must leave its mark even though it is refused, because
    every wrong one makes the next wait longer.
    """
    typed = "".join(code.split()).lower()
    with transaction.atomic():
        known = [device] if device else list(devices_for_user(user, for_verify=True))
        waits = [one for one in known if not one.verify_is_allowed()[0]]
        # Only the device whose kind of code this is: else a backup code delays the app.
        fit = [one for one in known if isinstance(one, TOTPDevice) == typed.isdigit()]
        match = next((one for one in fit if one.verify_token(typed)), None)
    if match:
        return match
    if waits:
        raise InvalidInput.at("code", "Too many wrong codes: wait a little and try again.")
    raise InvalidInput.at(
        "code", "This code is not right. Codes change every 30 seconds; a backup code works once."
    )


@transaction.atomic
def forget(*, user: User, reason: str, by: Actor) -> None:
    """Remove a person's second factor, so that the next log-in sets up a new one."""
    reason = said(reason)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    audit.record(
        verb="person.forget_second_factor", subject=user.get_username(), by=by, reason=reason
    )
