"""A filter for opinions: in force, or ended."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class InForceFilter(admin.SimpleListFilter):
    """Opinions by whether they still hold."""

    title = "in force"
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the two."""
        return [("yes", "in force"), ("no", "ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep one of them."""
        if self.value() is None:
            return queryset
        return queryset.filter(ended_at__isnull=self.value() == "yes")
