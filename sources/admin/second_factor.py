"""The second step of the log-in: a code of the app, or first the app itself."""

from base64 import b32encode
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login, user_has_device
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from sources.actions import people, second_factors
from sources.admin.act_form import ActForm
from sources.core.types import Actor, ActorKind
from sources.queries import is_verified


class _CodeForm(ActForm):
    """A code, typed. ``act`` says whose it is."""

    code = forms.CharField(
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class AskCode(_CodeForm):
    """A code of somebody who is enrolled."""

    verb, button = "second_factor", "Log in"

    def act(self, by: Actor) -> Device:
        """Return the device whose code it is."""
        return second_factors.check(user=self.user, code=self.cleaned_data["code"])


class Enrol(_CodeForm):
    """The first code of a new app."""

    verb, button = "enrol", "Set up"

    def act(self, by: Actor) -> tuple[Device, list[str]]:
        """Return the device, and the backup codes made with it."""
        return second_factors.enrol(user=self.user, code=self.cleaned_data["code"], by=by)


@never_cache
@sensitive_post_parameters("code")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody whose password was right for a code."""
    user = _half_way_in(request)
    if user is None or is_verified(user):
        return redirect(_onward(request))
    if not user_has_device(user):
        return redirect(f"{reverse('admin:enrol')}?{urlencode({'next': _onward(request)})}")
    form = AskCode(request.POST or None, user=user)
    if form.is_valid() and (device := form.carry_out(_actor(user))) is not None:
        _let_in(request, device)
        return redirect(_onward(request))
    return _page(request, "second_factor", form=form, title="Second factor")


@never_cache
@sensitive_post_parameters("code")
def enrol(request: HttpRequest) -> HttpResponse:
    """Show the picture to scan; a code of the app confirms it, and backup codes follow."""
    user = _half_way_in(request)
    if user is None or user_has_device(user):
        return redirect(_onward(request))
    form = Enrol(request.POST or None, user=user)
    if form.is_valid() and (done := form.carry_out(_actor(user))) is not None:
        device, codes = done
        _let_in(request, device)
        return _codes_page(request, codes)
    device = second_factors.begin(user=user)
    more = {"picture": picture_of(device), "key": _spelled(device)}
    return _page(request, "enrol", form=form, title="Set up your second factor", **more)


@never_cache
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Make new backup codes for somebody who is in; on POST, for the former ones stop working."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  (the site lets nobody else in)
    if request.method == "POST":
        return _codes_page(request, second_factors.make_codes(user=user, by=_actor(user)))
    return _page(request, "renew_codes", title="Backup codes")


def picture_of(device: TOTPDevice) -> SafeString:
    """Return the device's key as a picture that an app scans: dark on white in any colour scheme.

    It is made of two elements with attributes alone, so no style policy is in its way, and of no
    text that anybody typed except inside the drawn squares.
    """
    import qrcode  # only here: nobody else pays for it
    from qrcode.image.svg import SvgPathFillImage

    drawn = qrcode.make(device.config_url, image_factory=SvgPathFillImage, border=3)
    svg = str(drawn.to_string(encoding="unicode"))
    named = svg.replace("<svg ", '<svg role="img" aria-label="Key to scan" class="qr" ', 1)
    return mark_safe(named)  # noqa: S308


def _half_way_in(request: HttpRequest) -> User | None:
    """Return whoever of the desk gave the right password."""
    user = request.user
    known = isinstance(user, User) and user.is_active and user.is_staff
    return user if known else None  # type: ignore[return-value]


def _onward(request: HttpRequest) -> str:
    """Return the page that was asked for first, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts, secure = {request.get_host()}, request.is_secure()
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=secure)
    return wanted if ours else reverse("admin:index")


def _let_in(request: HttpRequest, device: Device) -> None:
    """Mark the session; its name changes, so that one from before the log-in is worth nothing."""
    login(request, device)
    request.session.cycle_key()
    people.note_log_in(username=device.user.get_username(), device=device.name)


def _actor(user: Any) -> Actor:
    return Actor(ActorKind.USER, user.get_username())


def _spelled(device: TOTPDevice) -> str:
    """Return the key in groups of four, to type where nothing can be scanned."""
    key = b32encode(device.bin_key).decode("ascii").rstrip("=")
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _page(request, "backup_codes", codes=codes, title="Your backup codes")


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    whole = {**admin.site.each_context(request), "onward": _onward(request), **context}
    answer = TemplateResponse(request, f"admin/desk/{template}.html", whole)
    answer["Cache-Control"] = "no-store"
    return answer
