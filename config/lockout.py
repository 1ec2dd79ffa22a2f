"""Wrong passwords lock a log-in out for a while: for whom, until when, and what is told."""

from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sources.actions import people
from sources.api.throttling import client_address


def locked_out(request: HttpRequest, _: HttpResponse | None, credentials: Any) -> HttpResponse:
    """Answer a log-in that is locked out: since when, until when, and the way out."""
    name = (credentials or {}).get("username", "")
    tried = AccessAttempt.objects.filter(username=name, ip_address=client_address(request))
    last = tried.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    wait = get_cool_off(request)
    context = {
        **admin.site.each_context(request),
        "username": name,
        "failures": settings.AXES_FAILURE_LIMIT,
        "ends_at": last + wait if wait else None,
    }
    return render(request, "admin/desk/locked_out.html", context, status=429)


def listen() -> None:
    """Put each lock-out on the audit trail."""
    user_locked_out.connect(_record, dispatch_uid="config.lockout")


def _record(request: Any, username: str, **_: Any) -> None:
    if getattr(request, "axes_failures_since_start", None) == settings.AXES_FAILURE_LIMIT:
        people.note_lock_out(username=username)
