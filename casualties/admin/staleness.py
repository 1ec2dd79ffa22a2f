"""The queue of what is to be recomputed, and the jobs' signs of life."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from casualties.actions import staleness
from casualties.models import Heartbeat, Staleness
from sources.admin.act_form import ActForm
from sources.admin.desk import FactAdmin, in_bulk
from sources.admin.panels import link
from sources.core.types import Actor


class Release(ActForm):
    """Another five tries."""

    verb, button, at_once = "release", "Release", True
    explains = "The incident is recomputed again, up to five times. Mend the cause first."
    row: Staleness

    @classmethod
    def offered(cls, row: Staleness) -> bool:
        """Only what was set aside."""
        return row.quarantined_at is not None

    def act(self, by: Actor) -> str:
        """Release it."""
        released = staleness.release(by=by, incident_id=self.row.incident_id)
        return f"{released} set aside for {self.row.incident.code} released."


class SetAsideFilter(admin.SimpleListFilter):
    """Rows by whether they wait or were set aside."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the two."""
        return [("waiting", "waiting"), ("aside", "set aside")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep one of them."""
        if self.value() is None:
            return queryset
        return queryset.filter(quarantined_at__isnull=self.value() == "waiting")


@admin.register(Staleness)
class StalenessAdmin(FactAdmin):
    """The queue in the order in which it is worked off."""

    list_display = [
        *("number", "of_incident", "cause", "state", "attempts", "error", "priority"),
        "not_before",
    ]
    list_filter = [SetAsideFilter, "cause", "priority"]
    list_select_related = ["incident"]
    search_fields = ["incident__code", "incident__title", "error"]
    ordering = ["-priority", "id"]
    autocomplete_fields = ["incident"]
    actions = [in_bulk(Release)]
    decisions = [Release]
    summary = ["of_incident", "cause", "attempts", "error"]
    fields = [
        *("of_incident", "cause", "priority", "noticed_at", "not_before", "attempts"),
        *("state", "quarantined_at", "error"),
    ]

    @admin.display(description="no.", ordering="id")
    def number(self, row: Staleness) -> int:
        """Return the number it is opened by."""
        return row.pk

    @admin.display(description="incident", ordering="incident__code")
    def of_incident(self, row: Staleness) -> SafeString | str:
        """Return the incident."""
        return link(row.incident, row.incident.code)

    @admin.display(description="state")
    def state(self, row: Staleness) -> str:
        """Return whether it waits."""
        return "set aside" if row.quarantined_at else "waiting"


@admin.register(Heartbeat)
class HeartbeatAdmin(FactAdmin):
    """When each scheduled job last did its work well, and each worker any."""

    list_display = ["name", "at"]
    search_fields = ["name"]
    ordering = ["name"]
    fields = ["name", "at", "detail"]
