"""What an editor may send."""

from typing import Any

from rest_framework import serializers

from casualties.api.fields import SlugField, StrictSerializer, WordField
from casualties.core.words import ActionStatus, DatePrecision, LocationPrecision

_CLEARED = ("latitude", "longitude")


class IncidentChangeSerializer(StrictSerializer):
    """What is to be changed of an incident's description; what is left out stays."""

    title = serializers.CharField(required=False, max_length=200)
    aliases = serializers.ListField(
        required=False, child=serializers.CharField(max_length=60), max_length=50
    )
    country = serializers.RegexField(r"^[A-Z]{2}$", required=False, help_text="ISO 3166 code.")
    first_day = serializers.DateField(required=False)
    last_day = serializers.DateField(required=False)
    date_precision = WordField(DatePrecision, required=False)
    place = serializers.CharField(required=False, allow_blank=True, max_length=200)
    latitude = serializers.FloatField(
        required=False, allow_null=True, min_value=-90, max_value=90, help_text="Null: none."
    )
    longitude = serializers.FloatField(
        required=False, allow_null=True, min_value=-180, max_value=180, help_text="Null: none."
    )
    location_precision = WordField(LocationPrecision, required=False)
    action_status = WordField(ActionStatus, required=False)
    cause = serializers.CharField(required=False, allow_blank=True, max_length=100)
    alleged_parties = serializers.ListField(
        required=False, child=SlugField(), max_length=50, help_text="Slugs: these and no others."
    )

    def to_internal_value(self, data: Any) -> Any:
        """Keep the nulls that clear something; elsewhere null stands for left out."""
        read = super().to_internal_value(data)
        cleared = [name for name in _CLEARED if name in data and data[name] is None]
        return read | dict.fromkeys(cleared)

    def validate_alleged_parties(self, slugs: list[str]) -> list[str]:
        """Return them as they are told: each once, sorted."""
        return sorted(set(slugs))
