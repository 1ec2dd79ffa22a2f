"""How far apart two places are, and how exactly that can be known."""

from functools import cache
from importlib import import_module
from types import ModuleType

from casualties.core.linking.types import Spot
from casualties.core.words import LocationPrecision

Point = tuple[float, float]

RADIUS_KM: dict[LocationPrecision, float] = {
    # The circle a stated place stands for; the classes of blocking end at 1.5, 5 and 30 km.
    LocationPrecision.EXACT: 0.5,  # a building, placed by different hands on different maps
    LocationPrecision.STREET: 0.8,  # half a long street
    LocationPrecision.NEIGHBOURHOOD: 1.5,  # class 0
    LocationPrecision.TOWN: 5.0,  # class 1
    LocationPrecision.UNKNOWN: 5.0,  # coordinates without a precision are mostly a town's
    LocationPrecision.DISTRICT: 30.0,  # class 2
    LocationPrecision.GOVERNORATE: 100.0,  # Nineveh is 250 km across
    LocationPrecision.COUNTRY: 500.0,  # says next to nothing
}


def point(spot: Spot) -> Point | None:
    """Return latitude and longitude in degrees; None where not stated or on no map.

    0, 0 lies in the sea and is what an empty field turns into, so it counts as not stated.
    """
    if spot.latitude is None or spot.longitude is None or spot.latitude == spot.longitude == 0:
        return None
    if not (-90 <= spot.latitude <= 90 and -180 <= spot.longitude <= 180):
        return None
    return spot.latitude, spot.longitude


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance in kilometres."""
    return float(_h3().great_circle_distance(one, other, unit="km"))


@cache
def _h3() -> ModuleType:
    """Load the library when a distance is first asked for: a third of a second saved at start."""
    return import_module("h3")
