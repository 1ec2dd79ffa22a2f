"""The body of a posted report, read into the values of the field, and its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from casualties.api.fields import StrictSerializer, WordField, optional, refusals, short_text
from casualties.api.post_pieces import (
    MOST_NAMED,
    NewIncidentSerializer,
    PeriodSerializer,
    PlacedSerializer,
    QuantitySerializer,
    SourceField,
    location_of,
)
from casualties.core.intake import NewClaim, NewReport
from casualties.core.types import ClaimValue, Period
from casualties.core.words import DatePrecision, Harm, Scope, Stance, Status
from casualties.queries.readings import ClaimState
from sources.core.types import NewSource, Protection

MOST_CLAIMS = 500


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
            attrs["location"] = location_of(attrs)
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
