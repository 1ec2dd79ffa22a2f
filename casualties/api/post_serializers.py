"""The body of a posted report, read into the values of the field.

The values keep their own rules; here stand only the shape, the lengths the database holds and
the conveniences of the contract.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from casualties.core.intake import NewClaim, NewIncident, NewReport
from casualties.core.types import ClaimValue, Location, Period, Quantity
from casualties.core.words import (
    DatePrecision,
    Harm,
    LocationPrecision,
    Qualifier,
    Scope,
    Stance,
    Status,
)
from casualties.queries.readings import ClaimState
from sources.core.types import NewSource, Protection, SourceKind

MOST_CLAIMS = 500
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


def _location(attrs: dict[str, Any]) -> Location:
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
            location = _location(attrs)
            return NewIncident(location=location, **attrs)


@dataclass(frozen=True, slots=True)
class PostedClaim:
    """A claim and, where its sender describes the claimant, the source to be registered."""

    claim: NewClaim
    registers: NewSource | None


class ClaimKeyField(serializers.RegexField):
    """A claim on file as ``<report key>/<key>``, or one of the same report as ``<key>``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"^([0-9a-f]{24}/)?[A-Za-z0-9_.-]{1,65}$", **options)


def _claim_keys() -> serializers.ListField:
    return serializers.ListField(
        child=ClaimKeyField(), required=False, default=list, max_length=MOST_NAMED
    )


class NewClaimSerializer(PlacedSerializer):
    """One claim of the report."""

    key = serializers.RegexField(
        r"^[A-Za-z0-9_-]{1,60}$", help_text="Its own in the report: letters, digits, _ and -."
    )
    claimant = SourceField(help_text="Who asserts it, not who carries it.")
    stance = WordField(Stance, required=False, default=Stance.ASSERTS)
    harm = WordField(Harm)
    status = WordField(Status)
    sub_group = optional(40, help_text="Only where a part of the victims is counted: children.")
    quantity = QuantitySerializer()
    scheme = optional(40, help_text="The maker's coding scheme, of a range coded elsewhere.")
    scope = WordField(Scope, required=False, default=Scope.INCIDENT)
    period = PeriodSerializer(required=False, allow_null=True, default=None)
    event_date = serializers.DateField(required=False, allow_null=True, default=None)
    date_precision = WordField(DatePrecision, required=False, default=DatePrecision.DAY)
    cause = optional(100)
    note = short_text(2000)
    incident = optional(60, help_text="Code or alias of the incident; null: to be linked later.")
    new_incident = NewIncidentSerializer(required=False, allow_null=True, default=None)
    repeats = ClaimKeyField(required=False, allow_null=True, default=None)
    revises = ClaimKeyField(required=False, allow_null=True, default=None)
    based_on = _claim_keys()
    part_of = _claim_keys()

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the claim with the source it may register."""
        claimant = attrs.pop("claimant")
        links = {name: attrs.pop(name) for name in ("incident", "new_incident", *_TIES)}
        parties = tuple(dict.fromkeys(attrs.pop("alleged_parties")))
        with refusals():
            attrs["period"] = Period(**attrs["period"]) if attrs["period"] else None
            attrs["location"] = _location(attrs)
            value = ClaimValue(claimant=_slug(claimant), alleged_parties=parties, **attrs)
            links |= {name: tuple(dict.fromkeys(links[name])) for name in ("based_on", "part_of")}
            claim = NewClaim(value=value, **links)
        return PostedClaim(claim, claimant if isinstance(claimant, NewSource) else None)


_TIES = ("repeats", "revises", "based_on", "part_of")


def _slug(source: str | NewSource) -> str:
    return source.slug if isinstance(source, NewSource) else source


class NewReportSerializer(StrictSerializer):
    """A report with its claims."""

    publisher = SourceField(help_text="Who published it: the carrier.")
    title = short_text(500)
    url = short_text(2000, help_text="As it was given.")
    archived_url = short_text(2000)
    published_on = serializers.DateField(required=False, allow_null=True, default=None)
    retrieved_on = serializers.DateField(required=False, allow_null=True, default=None)
    language = short_text(8, help_text="ISO 639 code.")
    text = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        default=None,
        trim_whitespace=False,
        help_text="The report's text as published; null where it is not kept.",
    )
    cites = serializers.ListField(
        child=serializers.RegexField(r"^[0-9a-f]{24}$"),
        required=False,
        default=list,
        max_length=MOST_NAMED,
        help_text="Keys of reports it cites or copies.",
    )
    protection = WordField(Protection, required=False, default=Protection.PUBLIC)
    claims = serializers.ListField(
        child=NewClaimSerializer(), required=False, default=list, max_length=MOST_CLAIMS
    )

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the report."""
        posted: tuple[PostedClaim, ...] = tuple(attrs.pop("claims"))
        publisher = attrs.pop("publisher")
        attrs["cites"] = tuple(dict.fromkeys(attrs["cites"]))
        attrs["text"] = attrs["text"] or None
        with refusals():
            return NewReport(
                publisher=_slug(publisher),
                claims=tuple(one.claim for one in posted),
                new_sources=tuple(dict.fromkeys(_registered(publisher, posted))),
                **attrs,
            )


def _registered(publisher: str | NewSource, posted: tuple[PostedClaim, ...]) -> Iterator[NewSource]:
    for source in (publisher, *(one.registers for one in posted)):
        if isinstance(source, NewSource):
            yield source


class ClaimReceiptSerializer(serializers.Serializer[Any]):
    """What became of one claim."""

    key = serializers.CharField(help_text="Stable: the report's key, a slash, its own.")
    state = WordField(ClaimState)
    incident = serializers.CharField(allow_null=True)
    note = serializers.CharField(help_text="In words, and what it waits for.")


class ReceiptSerializer(serializers.Serializer[Any]):
    """The answer to a posted report."""

    report = serializers.CharField(help_text="The report's key.")
    claims = ClaimReceiptSerializer(many=True)
    incidents = serializers.ListField(child=serializers.CharField(), help_text="Codes touched.")
    estimates = serializers.CharField(
        allow_null=True, help_text="Where their new ranges will be; null: no incident touched."
    )
