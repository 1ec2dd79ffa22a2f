"""Which incidents."""

from typing import Any

from rest_framework import serializers

from casualties.api.filters.reading import PageSerializer
from casualties.queries import IncidentFilters

MOST_CODES = 100


class IncidentFilterSerializer(PageSerializer):
    """Which incidents."""

    code = serializers.CharField(
        required=False,
        max_length=MOST_CODES * 61,
        help_text="Codes or aliases, with commas between them.",
    )
    country = serializers.RegexField(r"^[A-Z]{2}$", required=False, help_text="ISO 3166 code.")
    date_from = serializers.DateField(required=False, help_text="Not over before that day.")
    date_to = serializers.DateField(required=False, help_text="Begun by that day.")
    q = serializers.CharField(
        required=False, max_length=200, help_text="In title, place or code; or an alias."
    )

    def validate_code(self, code: str) -> tuple[str, ...]:
        """Return the codes."""
        return tuple(part.strip() for part in code.split(",") if part.strip())

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the filters."""
        return IncidentFilters(**attrs)
