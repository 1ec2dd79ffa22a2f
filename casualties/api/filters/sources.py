"""Which sources."""

from typing import Any

from rest_framework import serializers

from casualties.api.fields import WordField
from casualties.api.filters.reading import PageSerializer
from casualties.queries import SourceFilters
from sources.core.types import SourceKind


class SourceFilterSerializer(PageSerializer):
    """Which sources."""

    kind = WordField(SourceKind, required=False)
    q = serializers.CharField(required=False, max_length=200, help_text="In name or slug.")

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the filters."""
        return SourceFilters(**attrs)
