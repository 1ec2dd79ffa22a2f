"""The audit trail."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from sources.admin import history
from sources.admin.desk import FactAdmin
from sources.admin.filters import ActorKindFilter, DaysFilter
from sources.models import AuditEvent
from sources.visibility import audience_of_user, visible_to


@admin.register(AuditEvent)
class AuditEventAdmin(FactAdmin):
    """Who did what, when and why."""

    list_display = ["at", "by", "verb", "subject", "reason"]
    list_filter = [ActorKindFilter, ("at", DaysFilter)]
    search_fields = ["subject__startswith", "verb", "by", "reason"]
    ordering = ["-id"]
    fields = ["at", "by", "verb", "subject", "reason", "operation", "details"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what this person may not know of."""
        return visible_to(audience_of_user(request.user), super().get_queryset(request))

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Let a row's page link to its own events."""
        return lookup == "subject" or super().lookup_allowed(lookup, value, request)

    @admin.display(description="details")
    def details(self, event: AuditEvent) -> SafeString | str:
        """Return what else was recorded, a line each."""
        return history.details(event.detail)
