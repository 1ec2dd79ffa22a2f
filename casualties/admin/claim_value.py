"""From the fields of a form to what a claim says, and back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from casualties import mapping
from casualties.core.types import ClaimValue, InvalidValue, Location, Period, Quantity
from casualties.core.words import (
    DatePrecision,
    Harm,
    LocationPrecision,
    Qualifier,
    Scope,
    Stance,
    Status,
)
from casualties.models import Claim

_SHOWN_AT = {"quantity": "qualifier", "period": "period_last"}
_ALONE = {
    Qualifier.EXACTLY,
    Qualifier.ABOUT,
    Qualifier.AT_LEAST,
    Qualifier.MORE_THAN,
    Qualifier.AT_MOST,
}


class InvalidClaim(ValueError):
    """The fields contradict each other; ``field`` is the one to mend."""

    def __init__(self, error: InvalidValue) -> None:
        """Name the field as the form does."""
        super().__init__(error.message)
        self.field = _SHOWN_AT.get(error.field, error.field)
        self.message = error.message


def value_of(said: Mapping[str, Any], *, key: str = "c1") -> ClaimValue:
    """Return what the filled-in fields say; InvalidClaim where they contradict each other."""
    try:
        return _value(said, key)
    except InvalidValue as error:
        raise InvalidClaim(error) from error


def _value(said: Mapping[str, Any], key: str) -> ClaimValue:
    return ClaimValue(
        key=key,
        claimant=said["claimant"].slug,
        stance=Stance(said["stance"]),
        harm=Harm(said["harm"]),
        status=Status(said["status"]),
        sub_group=said["sub_group"] or None,
        quantity=_quantity(said),
        scope=Scope(said["scope"]),
        period=_period(said["period_first"], said["period_last"]),
        event_date=said["event_date"],
        date_precision=DatePrecision(said["date_precision"]),
        location=Location(
            name=said["place_name"],
            latitude=said["latitude"],
            longitude=said["longitude"],
            precision=LocationPrecision(said["location_precision"]),
        ),
        alleged_parties=tuple(sorted(party.slug for party in said["alleged_parties"])),
        cause=said["cause"] or None,
        scheme=said["scheme"] or None,
        note=said["note"],
    )


def _quantity(said: Mapping[str, Any]) -> Quantity:
    """Return the figure. One that stands alone is what the qualifier says of it."""
    qualifier = Qualifier(said["qualifier"])
    figures = [said[name] for name in ("low", "best", "high") if said[name] is not None]
    if not figures and said["share"] and said["share_of"]:
        figures = [round(said["share"] * said["share_of"])]
    stated = {name: said[name] for name in ("low", "best", "high")}
    if len(figures) == 1 and qualifier in _ALONE:
        alone = Quantity.said(qualifier, figures[0])
        stated = {"low": alone.low, "best": alone.best, "high": alone.high}
    return Quantity(
        qualifier=qualifier,
        word=said["word"] or None,
        share=said["share"],
        share_of=said["share_of"],
        name_list=said["name_list"],
        expression=said["expression"],
        **stated,
    )


def _period(first: Any, last: Any) -> Period | None:
    if not (first or last):
        return None
    if not (first and last):
        raise InvalidValue("period", "Give both the first and the last day of the period.")
    return Period(first=first, last=last)


def fields_of(claim: Claim) -> dict[str, Any]:
    """Return what a stored claim says, as the form's fields hold it."""
    value = mapping.claim_value(claim)
    told = {field.name: getattr(value, field.name) for field in fields(value)}
    quantity, period, place = told.pop("quantity"), told.pop("period"), told.pop("location")
    return {
        **told,
        **{field.name: getattr(quantity, field.name) for field in fields(quantity)},
        "period_first": period and period.first,
        "period_last": period and period.last,
        "place_name": place.name,
        "location_precision": place.precision,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "claimant": claim.claimant_id,
        "alleged_parties": [party.pk for party in claim.alleged_parties.all()],
    }
