"""Which incidents may a claim be about? Keys by which both are found, whatever there are.

An incident stands in a table under keys of place, with each of its days; a claim asks for keys
near it, on days near its own. Two things that belong together are compared at the coarser of
their two precisions, so a pair is looked for once, and a hexagonal grid [1]_ makes "near" a short
list of keys. Places known by area alone meet by the area's code, unresolved ones by their name.

References
----------
.. [1] https://h3geo.org/docs/core-library/restable (edge lengths of resolutions)
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from casualties.core.gazetteer.cells import grid
from casualties.core.linking.days import days_of
from casualties.core.linking.folding import fold, skeleton
from casualties.core.linking.globe import point
from casualties.core.linking.types import Days, Spot
from casualties.core.words import LocationPrecision


class PlaceClass(IntEnum):
    """How exactly a place is known, and so by which kind of key it is found."""

    SPOT = 0  # within 1.5 km: H3 resolution 7
    TOWN = 1  # within 5 km: resolution 6
    DISTRICT = 2  # within 30 km: resolution 5
    GOVERNORATE = 3  # an area's code
    COUNTRY = 4
    NAME = 5  # unresolved: the name as written
    NOWHERE = 6  # no place at all


RESOLUTIONS = {PlaceClass.SPOT: 7, PlaceClass.TOWN: 6, PlaceClass.DISTRICT: 5}
"""Edges of 1.4, 3.7 and 9.9 km [1]_: two rings of cells reach 3, 9 and 24 km from the rim of the
claim's own cell and more from its middle (recall 99.6 % on synthetic claims; with the claim's own
precision alone 98.4 %)."""

RING = 2
"""Rings of cells around the claim's own."""

LOCK_RESOLUTION = 4
"""Cells with edges of 26 km [1]_: few to lock, and two claims on one event share one."""

BY_PRECISION = {
    LocationPrecision.EXACT: PlaceClass.SPOT,
    LocationPrecision.STREET: PlaceClass.SPOT,
    LocationPrecision.NEIGHBOURHOOD: PlaceClass.SPOT,
    LocationPrecision.TOWN: PlaceClass.TOWN,
    LocationPrecision.UNKNOWN: PlaceClass.TOWN,  # coordinates without a precision: mostly a town's
    LocationPrecision.DISTRICT: PlaceClass.DISTRICT,
    LocationPrecision.GOVERNORATE: PlaceClass.GOVERNORATE,
    LocationPrecision.COUNTRY: PlaceClass.COUNTRY,
}

MARGIN_DAYS = 5
"""Days a report may misdate an event by; to it comes twice the length of the stated precision."""

LONGEST_DAYS = 31
"""Rows an incident gets at most, a row a day; a longer one gets one row, `LASTING`."""

LASTING = date.min
"""The day of the one row of an incident of over 31 days: its own days are compared instead."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a claim asks for: keys with the class of incident wanted there, and the days."""

    keys: tuple[tuple[int, int], ...]
    first: date
    last: date


def class_of(spot: Spot) -> PlaceClass:
    """Return how exactly a place is known, from what is known of it."""
    stated = BY_PRECISION[spot.precision]
    if point(spot) and stated <= PlaceClass.DISTRICT:
        return stated
    if spot.admin1 and spot.country and stated is not PlaceClass.COUNTRY:
        return PlaceClass.GOVERNORATE
    if spot.country:
        return PlaceClass.COUNTRY
    return PlaceClass.NAME if _name_keys(spot) else PlaceClass.NOWHERE


def incident_keys(spot: Spot) -> frozenset[tuple[int, int]]:
    """Return (key, class) of an incident: under its own kind of key and every coarser one."""
    own = class_of(spot)
    return frozenset(
        (key, own.value) for kind in PlaceClass if kind >= own for key in _keys(kind, spot, ring=0)
    )


def incident_rows(spot: Spot, days: Days) -> Iterator[tuple[int, int, date]]:
    """Yield (key, class, day) of an incident: its keys on each of its days."""
    keys = sorted(incident_keys(spot))
    for day in _each_day(days):
        for key, own in keys:
            yield key, own, day


def finds(asked: Probe, keys: frozenset[tuple[int, int]], days: Days) -> bool:
    """Return whether an incident under these keys, on these days, is what a claim asks for."""
    if days.first is None or days.last is None:
        return False
    overlap = days.first <= asked.last and days.last >= asked.first
    return overlap and not keys.isdisjoint(asked.keys)


def probe(spots: Sequence[Spot], days: Days) -> Probe | None:
    """Return what a claim asks for; None where it states no day.

    Parameters
    ----------
    spots
        Where it may be: one place, or every candidate of an ambiguous name.
    days
        When it says it was, its precision included.
    """
    if days.first is None or days.last is None:
        return None
    wanted: set[tuple[int, int]] = set()
    for spot in spots:
        own = class_of(spot)
        for kind in PlaceClass:
            if kind >= own:
                classes = range(own + 1) if kind is own else (kind,)
                wanted |= {
                    (key, int(one)) for key in _keys(kind, spot, ring=RING) for one in classes
                }
    first, last = widened(days)
    return Probe(keys=tuple(sorted(wanted)), first=first, last=last)


def tightened(asked: Probe, days: Days) -> Probe:
    """Return what a claim asks for where too much is near: without the days added on either side.

    Raises as `widened`.
    """
    first, last = widened(days, 0)
    return replace(asked, first=first, last=last)


def widened(days: Days, margin: int = MARGIN_DAYS) -> tuple[date, date]:
    """Return the days to look at: 5 and twice the stated precision on either side.

    The precision of one day is 0; of a span its length beyond the day.

    Raises
    ------
    ValueError
        Where no day is stated.
    """
    if days.first is None or days.last is None:
        raise ValueError("no day is stated")
    reach = timedelta(days=margin + 2 * (days.last - days.first).days)
    earliest, latest = date.min + _DAY, date.max
    first = days.first - reach if days.first - earliest > reach else earliest
    last = days.last + reach if latest - days.last > reach else latest
    return first, last


def around(day: date, reach: int = 15) -> Days:
    """Return the days around one, for a claim that states none but was published then."""
    return Days(first=day - timedelta(days=reach), last=day, precision=days_of(day).precision)


def lock_keys(spots: Iterable[Spot]) -> set[int]:
    """Return what to lock before finding or opening an incident at these places.

    Two claims that could open one incident twice share a key: cells of 26 km around a point, the
    code of an area, the name where that is all there is.
    """
    keys: set[int] = set()
    for spot in spots:
        own = class_of(spot)
        if own <= PlaceClass.DISTRICT:
            (cell,) = _keys(PlaceClass.DISTRICT, spot, ring=0)
            keys |= _wide_cells(cell)
        elif own is not PlaceClass.NOWHERE:  # a rule opens no incident without any place
            keys |= set(_keys(own, spot, ring=0))
        keys |= set(_keys(PlaceClass.NAME, spot, ring=0))
    return keys


def _keys(kind: PlaceClass, spot: Spot, *, ring: int) -> Sequence[int]:
    """Return the keys of one kind: cells around, the area's code, the names, or the one for all."""
    match kind:
        case PlaceClass.GOVERNORATE:
            known = spot.country and spot.admin1
            return [_coded(f"area {spot.country} {spot.admin1}")] if known else []
        case PlaceClass.COUNTRY:
            return [_coded(f"area {spot.country}")] if spot.country else []
        case PlaceClass.NAME:
            return _name_keys(spot)
        case PlaceClass.NOWHERE:
            return [0]
    where = point(spot)
    if where is None:
        return []
    return _disk(grid().latlng_to_cell(*where, RESOLUTIONS[kind]), ring)


@lru_cache(maxsize=8_192)
def _disk(cell: int, ring: int) -> tuple[int, ...]:
    """Return the cells around one. Kept: events come in the same towns again and again."""
    return tuple(map(int, grid().grid_disk(cell, ring)))


@lru_cache(maxsize=8_192)
def _wide_cells(cell: int) -> frozenset[int]:
    """Return the cells to lock for one: those that hold it or a neighbour."""
    return frozenset(int(grid().cell_to_parent(near, LOCK_RESOLUTION)) for near in _disk(cell, 1))


def _name_keys(spot: Spot) -> list[int]:
    """Return a key a spelling, by consonants where there are enough of them."""
    sounds = {skeleton(name) for name in spot.names}
    return sorted(
        {_coded(f"name {sound}") for sound in sounds if len(sound) >= 3}
        | {_coded(f"name {fold(name)}") for name in spot.names if fold(name)}
    )


def _coded(text: str) -> int:
    """Return a negative number for a text: cells are positive, so the two never meet."""
    digest = hashlib.sha256(text.encode()).digest()
    return -1 - (int.from_bytes(digest[:8]) >> 1)


def _each_day(days: Days) -> Iterator[date]:
    if days.first is None or days.last is None:
        return
    count = (days.last - days.first).days + 1
    if count > LONGEST_DAYS:
        yield LASTING
        return
    for number in range(count):
        yield days.first + timedelta(days=number)
