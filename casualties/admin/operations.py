"""How the machine is doing: what waits, what failed, who is alive, whether stored ranges hold."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince

from casualties.actions import heartbeats
from casualties.core.estimation.wording import counted
from casualties.models import Claim, Heartbeat, Staleness
from casualties.queries import backlog, progress
from sources.admin.panels import Panel, address_of, link
from sources.models import Report

LATE = {"sweep": timedelta(seconds=60), "audit": timedelta(hours=26)}
"""After what time a job's silence means that something is wrong; others are only shown."""

SILENT = timedelta(minutes=5)
"""After what time a worker's does: there is work every two seconds, and each gets some of it."""


def operations(request: HttpRequest) -> HttpResponse:
    """Show the page to whoever may see the staleness log."""
    if not request.user.has_perms(["casualties.view_staleness", "casualties.view_heartbeat"]):
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": "Operations",
        "panels": [_log(), _failed(), _jobs(), _drift(), _progress(request)],
        "media": admin.site.get_model_admin(Staleness).media,
    }
    return TemplateResponse(request, "admin/desk/operations.html", context)


def _log() -> Panel:
    found = backlog()
    oldest = f"{timesince(found.oldest)} ago" if found.oldest else "-"
    rows = [
        ("Incidents waiting to be recomputed", found.waiting),
        ("of these due now", found.due),
        ("Oldest that is due", oldest),
        ("Set aside after failing", found.quarantined),
    ]
    return Panel(title="Staleness log", columns=("What", "How many"), rows=rows)


def _failed() -> Panel:
    rows = Staleness.objects.exclude(quarantined_at=None).select_related("incident").order_by("id")
    columns = ("Incident", "Cause", "Tries", "Error", "Set aside", "What to do")
    return Panel.of("Failed recomputes", columns, rows, _failed_cells, empty="None.")


def _failed_cells(row: Staleness) -> tuple[object, ...]:
    release = format_html('<a href="{}">Release</a>', address_of(row, "release"))
    shown = link(row.incident, row.incident.code)
    return shown, row.cause, row.attempts, row.error, row.quarantined_at, release


def _jobs() -> Panel:
    rows = Heartbeat.objects.order_by("name")
    empty = "No job has run yet. Is a worker running? manage.py serve starts one."
    columns = ("Job or worker", "Last done", "State")
    return Panel.of("Heartbeats", columns, rows, _job_cells, empty=empty)


def _job_cells(row: Heartbeat) -> tuple[object, ...]:
    worker = row.name.startswith(heartbeats.WORKER)
    patience = SILENT if worker else LATE.get(row.name)
    if patience is None or timezone.now() - row.at <= patience:
        state = "well"
    else:
        state = "silent: is it meant to run?" if worker else "late: look at its log"
    return row.name, f"{timesince(row.at)} ago", state


def _drift() -> Panel:
    found = Heartbeat.objects.filter(name="audit").first()
    told: dict[str, Any] = found.detail if found else {}
    lines = told.get("drift", [])
    note = (
        f"{counted(told['checked'], 'incident')} recomputed, {told['waiting']} left out: behind."
        if found
        else "The nightly audit has not run yet."
    )
    empty = "Every stored range is what its claims give." if found else ""
    rows = ((str(line),) for line in lines)
    return Panel.of("Audit drift", ("Differs",), rows, lambda row: row, empty=empty, note=note)


def _progress(request: HttpRequest) -> Panel:
    reports = admin.site.get_model_admin(Report).get_queryset(request)
    claims = admin.site.get_model_admin(Claim).get_queryset(request)
    rows = [
        (step.label, f"{step.done} of {step.of} {step.what}", _percent(step.done, step.of))
        for step in progress(reports, claims)
    ]
    return Panel(title="How far the work has come", columns=("Step", "Done", "Share"), rows=rows)


def _percent(done: int, of: int) -> str:
    """Return a share in whole percent, which is 0 of nothing done and 100 of all alone."""
    if of and 0 < done / of < 0.01:
        return "<1%"
    if of and 0.99 < done / of < 1:
        return ">99%"
    return f"{done / of:.0%}" if of else "-"
