"""Which places lie near a point: by cells of a hexagonal grid, then by distance."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from types import ModuleType

from casualties.core.gazetteer.types import KnownPlace
from casualties.core.linking.globe import distance_km, point
from casualties.core.linking.types import Spot
from casualties.core.types import Location

RESOLUTION = 5
"""Edges of 9.9 km: a cell and its neighbours reach 15 km at least, to the next town's middle."""

REACH_KM = 25.0
"""A place farther off says nothing of the area a point lies in."""


def cell_of(latitude: float | None, longitude: float | None) -> int | None:
    """Return the cell of a point; None where there is none or it is on no map."""
    where = point(Spot(latitude=latitude, longitude=longitude))
    return int(grid().latlng_to_cell(*where, RESOLUTION)) if where else None


def cells_around(location: Location) -> list[int]:
    """Return the cell of a point and its neighbours; none where there is no point."""
    cell = cell_of(location.latitude, location.longitude)
    return [int(near) for near in grid().grid_disk(cell, 1)] if cell else []


def nearest(location: Location, places: Iterable[KnownPlace]) -> KnownPlace | None:
    """Return the place nearest to a point, within 25 km."""
    here = point(Spot(latitude=location.latitude, longitude=location.longitude))
    best: tuple[float, str, KnownPlace] | None = None
    for place in places:
        there = point(Spot(latitude=place.latitude, longitude=place.longitude))
        if here and there:
            one = (distance_km(here, there), place.key, place)
            best = min(best, one, key=lambda found: found[:2]) if best else one
    return best[2] if best and best[0] <= REACH_KM else None


@cache
def grid() -> ModuleType:
    """Load the library when a cell is first asked for: a third of a second saved at start."""
    return import_module("h3.api.basic_int")
