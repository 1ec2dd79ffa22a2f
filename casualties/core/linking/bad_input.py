"""What cannot be true of a claim or an incident: flagged, and kept out of automatic links."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from casualties.core.linking.globe import Point, distance_km, point
from casualties.core.linking.types import Account, Days, LinkClaim, Spot
from casualties.core.linking.words import LinkFlag
from casualties.core.words import DatePrecision

EARLIEST = date(1980, 1, 1)
"""Before it a date is a computer's zero (1970, 1900) sooner than an event this desk records."""

LONGEST_DAYS = 31
"""The longest a single incident lasts: blocking writes a row a day up to here (linking.md)."""

_LASTING = (DatePrecision.DAY, DatePrecision.RANGE)  # "in 2017" is a vague day, not a long event
_SWAPPED_BEFORE_KM = 300.0  # so far from the place it names that the place cannot be meant
_SWAPPED_AFTER_KM = 100.0  # and this near once exchanged: a governorate's radius

Some = TypeVar("Some", bound=Account)


def flaws(account: Account) -> tuple[LinkFlag, ...]:
    """Return what is wrong or missing in the days and place, in a fixed order.

    A place without coordinates is no flaw: names and codes are compared.
    """
    return (*_flaws_of_place(account), *_flaws_of_days(account))


def sound(account: Some) -> Some:
    """Return the account without what cannot be true, as if it had not been stated.

    Nothing is guessed in its stead: exchanged coordinates are not exchanged back.
    """
    found = flaws(account)
    if LinkFlag.IMPOSSIBLE_COORDINATES in found or LinkFlag.SWAPPED_COORDINATES in found:
        bare = replace(account.where, latitude=None, longitude=None)
        account = replace(account, where=bare)
    if LinkFlag.IMPLAUSIBLE_DATE in found:
        account = replace(account, when=Days(precision=account.when.precision))
    return account


def _flaws_of_place(account: Account) -> list[LinkFlag]:
    spot = account.where
    if spot.latitude is None and spot.longitude is None:
        return [] if spot.names or spot.admin1 or spot.admin2 else [LinkFlag.NO_PLACE]
    if _exchanged(account):
        return [LinkFlag.SWAPPED_COORDINATES]
    return [] if point(spot) else [LinkFlag.IMPOSSIBLE_COORDINATES]


def _exchanged(account: Account) -> bool:
    named = account.named_place if isinstance(account, LinkClaim) else None
    aim = point(named) if named else None
    turned = point(Spot(latitude=account.where.longitude, longitude=account.where.latitude))
    if aim is None or turned is None:
        return False
    stated: Point | None = point(account.where)
    off = stated is None or distance_km(stated, aim) > _SWAPPED_BEFORE_KM
    return off and distance_km(turned, aim) < _SWAPPED_AFTER_KM


def _flaws_of_days(account: Account) -> list[LinkFlag]:
    days = account.when
    if days.first is None or days.last is None:
        return [LinkFlag.NO_DATE]
    if days.first < EARLIEST or _after_publication(account, days.first):
        return [LinkFlag.IMPLAUSIBLE_DATE]
    long = (days.last - days.first).days >= LONGEST_DAYS
    return [LinkFlag.IMPLAUSIBLE_SPAN] if long and days.precision in _LASTING else []


def _after_publication(account: Account, first: date) -> bool:
    """Return whether the claim speaks of a day after its report; one day is the time zones'."""
    published = account.published_on if isinstance(account, LinkClaim) else None
    return published is not None and first > published + timedelta(days=1)
