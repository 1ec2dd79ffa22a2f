"""The gazetteer."""

from django.contrib import admin

from casualties.models import Place
from sources.admin.reference import ReferenceAdmin


@admin.register(Place)
class PlaceAdmin(ReferenceAdmin):
    """Places with their names in several scripts."""

    list_display = ["name", "country", "admin1", "admin2", "precision"]
    list_filter = ["country", "precision"]
    search_fields = ["name", "other_names"]
    ordering = ["name"]
    fields = [
        *("name", "other_names", "country", "admin1", "admin2"),
        ("latitude", "longitude"),
        "precision",
    ]

    def audit_subject(self, row: Place) -> str:
        """Return its name and country."""
        return str(row)
