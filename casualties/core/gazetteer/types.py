"""Places as the gazetteer knows them, and what a written name was resolved to."""

from dataclasses import dataclass

from casualties.core.types import Location
from casualties.core.words import LocationPrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place of the gazetteer.

    ``key`` says where it comes from and under which number (``geonames:99072``). ``precision`` is
    what a mention of it tells: a town, a neighbourhood, a governorate. Coordinates are degrees,
    WGS 84, None where nobody gave them. ``admin1`` and ``admin2`` are codes of governorate and
    district, empty where not known.
    """

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    country: str
    admin1: str = ""
    admin2: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: LocationPrecision

    @property
    def names(self) -> tuple[str, ...]:
        """Return all its spellings, the desk's first."""
        return (self.name, *self.other_names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a written place name was resolved to.

    ``place`` is None where no place, or more than one, bears the name; then ``candidates`` holds
    those that do. ``around`` is what else was named that holds it, the finest first.
    ``sentence`` says which part was found and which was not.
    """

    place: KnownPlace | None = None
    around: tuple[KnownPlace, ...] = ()
    candidates: tuple[KnownPlace, ...] = ()
    sentence: str

    @property
    def located(self) -> KnownPlace | None:
        """Return the place, or the finest one around it whose coordinates are known."""
        held = [place for place in (self.place, *self.around) if place]
        return next((place for place in held if place.latitude is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A place as somebody wrote it; ``place`` where a person chose the gazetteer's row."""

    location: Location
    country: str = ""
    place: KnownPlace | None = None
