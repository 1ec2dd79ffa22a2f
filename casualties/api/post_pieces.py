"""Pieces of a posted report's body: sources, quantities, places, incidents to be opened.

The values keep their own rules; here stand only the shape, the lengths the database holds and
the conveniences of the contract.
"""

import math
from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from casualties.api.fields import (
    SlugField,
    StrictSerializer,
    WordField,
    optional,
    refusals,
    short_text,
)
from casualties.core.intake import NewIncident
from casualties.core.types import Location, Quantity
from casualties.core.words import DatePrecision, LocationPrecision, Qualifier
from sources.core.types import NewSource, Protection, SourceKind

MOST_NAMED = 100

_ONE_FIGURE = (Qualifier.EXACTLY, Qualifier.ABOUT)


class NewSourceSerializer(StrictSerializer):
    """A source to be registered with the report; graded F until the desk grades it."""

    slug = SlugField()
    name = serializers.CharField(max_length=200)
    kind = WordField(SourceKind)
    party = SlugField(required=False, allow_null=True, default=None, help_text="Speaks for it.")
    country = serializers.RegexField(
        r"^([A-Z]{2})?$", required=False, allow_blank=True, default="", help_text="ISO 3166 code."
    )
    language = short_text(8, help_text="ISO 639 code.")
    url = serializers.URLField(required=False, allow_blank=True, default="", max_length=2000)
    protection = WordField(Protection, required=False, default=Protection.PUBLIC)

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the source."""
        return NewSource(**attrs)


class SourceField(serializers.Field[Any, Any, Any, Any]):
    """A source: the slug of one on file, or an object that registers it."""

    def to_internal_value(self, data: Any) -> str | NewSource:
        """Return the slug, or the source to be registered."""
        if isinstance(data, Mapping):
            registers = NewSourceSerializer(data=data)
            registers.is_valid(raise_exception=True)
            source: NewSource = registers.validated_data
            return source
        slug: str = SlugField().run_validation(data)
        return slug


class QuantitySerializer(StrictSerializer):
    """A figure as it was said."""

    qualifier = WordField(Qualifier)
    low = serializers.IntegerField(required=False, allow_null=True, default=None)
    best = serializers.IntegerField(required=False, allow_null=True, default=None)
    high = serializers.IntegerField(required=False, allow_null=True, default=None)
    word = optional(40, help_text="The canonical vague word, such as dozens.")
    share = serializers.FloatField(required=False, allow_null=True, default=None)
    share_of = serializers.IntegerField(required=False, allow_null=True, default=None)
    name_list = serializers.BooleanField(required=False, default=False)
    expression = short_text(300, help_text="The figure's own words.")

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the quantity; one figure stands for all three where that is what was said."""
        if attrs["qualifier"] in _ONE_FIGURE:
            attrs |= _one_figure(attrs)
        with refusals():
            return Quantity(**attrs)


def _one_figure(attrs: Mapping[str, Any]) -> dict[str, Any]:
    """Return low, best and high filled from the one given, or from a share of a total."""
    stated = {name: attrs[name] for name in ("low", "best", "high") if attrs[name] is not None}
    share, total = attrs["share"], attrs["share_of"]
    if len(stated) == 1:
        (figure,) = stated.values()
    elif not stated and share is not None and total is not None and math.isfinite(share):
        figure = round(share * total)
    else:
        return {}
    return {"low": figure, "best": figure, "high": figure}


class PeriodSerializer(StrictSerializer):
    """The first and the last day a figure covers."""

    first = serializers.DateField()
    last = serializers.DateField()


class PlacedSerializer(StrictSerializer):
    """A place as it was written, flat among the fields of what lies there."""

    place = short_text(200, help_text="As written.")
    latitude = serializers.FloatField(required=False, allow_null=True, default=None)
    longitude = serializers.FloatField(required=False, allow_null=True, default=None)
    location_precision = WordField(
        LocationPrecision, required=False, default=LocationPrecision.UNKNOWN
    )
    alleged_parties = serializers.ListField(
        child=SlugField(), required=False, default=list, max_length=MOST_NAMED
    )


def location_of(attrs: dict[str, Any]) -> Location:
    """Take a place out of the fields around it."""
    return Location(
        name=attrs.pop("place"),
        latitude=attrs.pop("latitude"),
        longitude=attrs.pop("longitude"),
        precision=attrs.pop("location_precision"),
    )


class NewIncidentSerializer(PlacedSerializer):
    """An incident to be opened; the desk gives it its code."""

    title = serializers.CharField(max_length=200)
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166 code.")
    first_day = serializers.DateField()
    last_day = serializers.DateField(required=False, help_text="Left out: the first day.")
    date_precision = WordField(
        DatePrecision, required=False, help_text="Left out: day, or range where the days differ."
    )
    cause = short_text(100)

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the incident."""
        last = attrs.setdefault("last_day", attrs["first_day"])
        one_day = last == attrs["first_day"]
        attrs.setdefault("date_precision", DatePrecision.DAY if one_day else DatePrecision.RANGE)
        attrs["alleged_parties"] = tuple(dict.fromkeys(attrs["alleged_parties"]))
        with refusals():
            location = location_of(attrs)
            return NewIncident(location=location, **attrs)
