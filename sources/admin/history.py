"""One history of a row: the audit trail, and what the database itself saw change."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from pghistory.models import Events

from sources.admin.panels import Panel
from sources.models import AuditEvent
from sources.visibility import audience_of_user, visible_to

_ACTS = ("When", "Who", "What", "Why", "Details")
_CHANGES = ("When", "How", "From -> to")
_HOW = {"insert": "added", "update": "changed", "delete": "removed"}


def history_panels(user: Any, row: Model, subject: str) -> list[Panel]:
    """Return what was done to a row, and, of reference rows, what changed by whatever road.

    Of what was done, what this person may know of.
    """
    events = AuditEvent.objects.filter(subject=subject) if subject else AuditEvent.objects.none()
    acts = visible_to(audience_of_user(user), events)
    panels = [Panel.of("What was done", _ACTS, acts, _act_cells)]
    if hasattr(row, "events"):  # what pghistory tracks
        changes = Events.objects.tracks(row).order_by("-pgh_created_at")  # type: ignore[no-untyped-call]
        note = "Kept by the database itself: an edit past the desk stands here too."
        panels.append(
            Panel.of("What changed in the row", _CHANGES, changes, _change_cells, note=note)
        )
    return panels


def _act_cells(event: AuditEvent) -> tuple[object, ...]:
    return event.at, event.by, event.verb, event.reason or "-", details(event.detail)


def _change_cells(event: Any) -> tuple[object, ...]:
    return event.pgh_created_at, _HOW.get(event.pgh_label, event.pgh_label), told(event.pgh_diff)


def details(detail: Mapping[str, Any]) -> SafeString | str:
    """Return what else was recorded of an act, a line each."""
    plain = {name: value for name, value in detail.items() if name != "changed"}
    lines = format_html_join("", "<dt>{}</dt><dd>{}</dd>", sorted(plain.items()))
    whole = lines + _pairs(detail.get("changed") or {})
    return format_html('<dl class="details">{}</dl>', whole) if whole else "-"


def told(diff: Mapping[str, Any] | None) -> SafeString | str:
    """Return a change of columns, a line each."""
    return format_html('<dl class="details">{}</dl>', _pairs(diff)) if diff else "-"


def _pairs(changed: Mapping[str, Any]) -> SafeString:
    told = ((name, _shown(one), _shown(other)) for name, (one, other) in sorted(changed.items()))
    return format_html_join("", "<dt>{}</dt><dd><bdi>{}</bdi> &rarr; <bdi>{}</bdi></dd>", told)


def _shown(value: object) -> object:
    return "(nothing)" if value in (None, "", []) else value
