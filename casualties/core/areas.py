"""Parts of the globe that a reader asks for."""

from dataclasses import dataclass

from casualties.core.types import InvalidValue

FARTHEST_KM = 20_038
"""Half the equator: nothing on the globe is farther from anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """All between two parallels and two meridians, in degrees.

    Parameters
    ----------
    west, east
        -180 to 180. A box whose west is east of its east crosses the date line.
    south, north
        -90 to 90, south first.

    Examples
    --------
    >>> Box.parse("43.0,36.2,43.3,36.5").north
    36.5
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse what is on no map."""
        _on_globe("bbox", self.south, self.west)
        _on_globe("bbox", self.north, self.east)
        if self.south > self.north:
            raise InvalidValue("bbox", "Its south is north of its north: west,south,east,north.")

    @classmethod
    def parse(cls, text: str) -> "Box":
        """Read ``west,south,east,north``; InvalidValue where it is anything else."""
        west, south, east, north = _numbers("bbox", text, 4, "west,south,east,north in degrees")
        return cls(west=west, south=south, east=east, north=north)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """All within a distance of a point.

    Parameters
    ----------
    latitude, longitude
        Of the point, in degrees.
    distance_km
        Above 0, along the globe.

    Examples
    --------
    >>> Circle.parse("36.34,43.13,5").distance_km
    5.0
    """

    latitude: float
    longitude: float
    distance_km: float

    def __post_init__(self) -> None:
        """Refuse what is on no map."""
        _on_globe("near", self.latitude, self.longitude)
        if not 0 < self.distance_km <= FARTHEST_KM:
            raise InvalidValue("near", f"The distance is above 0 and up to {FARTHEST_KM:,} km.")

    @classmethod
    def parse(cls, text: str) -> "Circle":
        """Read ``latitude,longitude,km``; InvalidValue where it is anything else."""
        latitude, longitude, km = _numbers("near", text, 3, "latitude,longitude,km")
        return cls(latitude=latitude, longitude=longitude, distance_km=km)


def _numbers(field: str, text: str, count: int, form: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != count:
        raise InvalidValue(field, f"It is {count} numbers with commas between them: {form}.")
    return numbers


def _on_globe(field: str, latitude: float, longitude: float) -> None:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # so NaN is refused too
        raise InvalidValue(field, "A latitude is -90 to 90, a longitude -180 to 180.")
