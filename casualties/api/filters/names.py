"""One meaning a name: what the parameters of lists are called, wherever they are known."""

from typing import Any

from rest_framework import serializers

from casualties.api.fields import SlugField, WordField
from casualties.api.filters.reading import QuerySerializer
from casualties.core.areas import Box, Circle
from casualties.core.types import FIGURE_CEILING, InvalidValue
from casualties.core.words import Harm, Status
from sources.core.types import SourceKind


class AreaField(serializers.CharField):
    """A part of the globe, as numbers with commas between them."""

    def __init__(self, area: type[Box] | type[Circle], **options: Any) -> None:
        self.area = area
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> Any:
        """Return the area, or say what it should look like."""
        try:
            return self.area.parse(super().to_internal_value(data))
        except InvalidValue as error:
            raise serializers.ValidationError(error.message) from error


class Where(QuerySerializer):
    """Where it happened."""

    country = serializers.RegexField(r"^[A-Z]{2}$", required=False, help_text="ISO 3166 code.")
    bbox = AreaField(Box, required=False, help_text="west,south,east,north in degrees.")
    near = AreaField(Circle, required=False, help_text="latitude,longitude,km.")


class When(QuerySerializer):
    """When it happened; of reports: when they were published."""

    date_from = serializers.DateField(required=False, help_text="Not over before that day.")
    date_to = serializers.DateField(required=False, help_text="Begun by that day.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        attrs = super().validate(attrs)
        if "date_from" in attrs and "date_to" in attrs and attrs["date_from"] > attrs["date_to"]:
            raise serializers.ValidationError({"date_to": "It is before date_from: swap them."})
        return attrs


class UpdatedSince(QuerySerializer):
    """When it changed."""

    updated_since = serializers.DateTimeField(
        required=False, help_text="New or changed at that time or later. The feed is surer."
    )


class Who(QuerySerializer):
    """Who says it; who is said to have done it."""

    party = SlugField(required=False, help_text="A party: alleged, or spoken for by a source.")
    source = SlugField(  # type: ignore[assignment]  # the base class has a `source` too
        required=False, help_text="Makes or carries the claim."
    )
    source_kind = WordField(SourceKind, required=False)


class What(QuerySerializer):
    """What is counted."""

    harm = WordField(Harm, required=False)
    status = WordField(Status, required=False)


class KilledAtLeast(QuerySerializer):
    """How many, as far as a low goes."""

    killed_low_min = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=FIGURE_CEILING,
        help_text="The low of the figure for the killed is that or more.",
    )


class Words(QuerySerializer):
    """A text to look for, in capitals or not."""

    q = serializers.CharField(required=False, max_length=200)


class OnIncident(QuerySerializer):
    """Which incident."""

    incident = serializers.CharField(required=False, max_length=60, help_text="Code or alias.")


class AsOfSerializer(QuerySerializer):
    """The state of knowledge that is asked for."""

    as_published_by = serializers.DateField(
        required=False,
        help_text="Ranges made anew from the reports published by that day, under today's "
        "judgements: how public knowledge grew.",
    )
    as_recorded_at = serializers.DateTimeField(
        required=False, help_text="The ranges that were in force in this database at that time."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse both at once."""
        attrs = super().validate(attrs)
        if "as_published_by" in attrs and "as_recorded_at" in attrs:
            raise serializers.ValidationError(
                {"as_recorded_at": "Ask for this or as_published_by, not for both."}
            )
        return attrs
