"""One row of a claims table to one claim."""

import re

from casualties.core.intake import NewClaim
from casualties.core.tabular.cells import Row, make
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

NEEDED = ("claim", "publisher", "claimant", "harm", "status", "qualifier")
"""Columns a claims table must have."""

COLUMNS = (
    *("claim", "publisher", "url", "title", "published_on", "language"),
    *("claimant", "stance", "harm", "status", "sub_group"),
    *("qualifier", "low", "best", "high", "word", "share", "share_of", "name_list", "expression"),
    *("scope", "period_first", "period_last", "event_date", "date_precision"),
    *("place", "latitude", "longitude", "location_precision", "alleged_parties", "cause"),
    *("incident", "repeats", "based_on", "part_of", "revises", "note"),
)
"""Every column a claims table may have."""

SWAPPED = "swapped_bounds"
"""The flag of a claim whose low and high stood the wrong way round."""

_CLAIM_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def read_claim(row: Row) -> NewClaim | None:
    """Read one row, relations still as the ids the table gives; None where the row is wrong.

    Notes
    -----
    A ``low`` above ``high`` is what published tables are full of. It is not refused: the two are
    swapped and the claim carries the flag `SWAPPED`, so that a person sees it.
    """
    row.needed("publisher")
    row.day("published_on")
    value = make(row, "claim", lambda: _value(row))
    if value is None:
        return None
    flags = (SWAPPED,) if _swapped(row.whole("low"), row.whole("high")) else ()
    return make(row, "incident", lambda: _placed(row, value, flags))


def _swapped(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


def _placed(row: Row, value: ClaimValue, flags: tuple[str, ...]) -> NewClaim:
    return NewClaim(
        value=value,
        incident=row.text("incident") or None,
        repeats=row.text("repeats") or None,
        revises=row.text("revises") or None,
        based_on=row.many("based_on"),
        part_of=row.many("part_of"),
        flags=flags,
    )


def _value(row: Row) -> ClaimValue:
    low, high = row.whole("low"), row.whole("high")
    if _swapped(low, high):
        low, high = high, low
    return ClaimValue(
        key=_key(row),
        claimant=row.needed("claimant"),
        stance=row.word("stance", Stance, Stance.ASSERTS),
        harm=row.word("harm", Harm),
        status=row.word("status", Status),
        sub_group=row.text("sub_group") or None,
        quantity=_quantity(row, low, high),
        scope=row.word("scope", Scope, Scope.INCIDENT),
        period=_period(row),
        event_date=row.day("event_date"),
        date_precision=row.word("date_precision", DatePrecision, DatePrecision.DAY),
        location=read_location(row),
        alleged_parties=row.many("alleged_parties"),
        cause=row.text("cause") or None,
        note=row.text("note"),
    )


def _key(row: Row) -> str:
    key = row.needed("claim")
    if key and not _CLAIM_ID.fullmatch(key):
        row.refuse("claim", f"{key!r} is no claim id: up to 64 letters, digits, . _ -.")
    return key


def _quantity(row: Row, low: int | None, high: int | None) -> Quantity:
    qualifier = row.word("qualifier", Qualifier)
    return Quantity(
        qualifier=qualifier,
        low=low,
        best=row.whole("best"),
        high=high,
        word=row.text("word") or None,
        share=row.decimal("share"),
        share_of=row.whole("share_of"),
        name_list=row.flag("name_list"),
        expression=row.text("expression"),
    )


def _period(row: Row) -> Period | None:
    first, last = row.day("period_first"), row.day("period_last")
    if first and last:
        return Period(first=first, last=last)
    if first or last:
        row.refuse("period_first", "Give both the first and the last day of the period.")
    return None


def read_location(row: Row) -> Location:
    """Read place, latitude, longitude and location_precision."""
    return Location(
        name=row.text("place"),
        latitude=row.decimal("latitude"),
        longitude=row.decimal("longitude"),
        precision=row.word("location_precision", LocationPrecision, LocationPrecision.UNKNOWN),
    )
