"""Written place names resolved against the gazetteer, and the areas that points lie in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casualties import mapping
from casualties.core.gazetteer import KnownPlace, Resolution, Written, resolve, wanted_names
from casualties.core.gazetteer.cells import cells_around, nearest
from casualties.core.linking import Spot
from casualties.core.types import Location
from casualties.models import Place
from casualties.queries.raw import array


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where something is: as one spot, as every candidate of an ambiguous name, and why."""

    spot: Spot
    spots: tuple[Spot, ...]
    named: Spot | None
    sentence: str


_IN_CELLS = "SELECT * FROM casualties_place WHERE cell = ANY(%s::bigint[])"


class Excerpt:
    """The part of the gazetteer that some written places may mean, read in two queries."""

    def __init__(self, written: Sequence[Written]) -> None:
        """Read what bears their names, and what lies near their coordinates."""
        self._named = known_by_name(
            {name for one in written for name in wanted_names(one.location.name)}
        )
        self._near = _near([one.location for one in written if one.location.latitude is not None])

    def find(self, one: Written) -> Found:
        """Resolve one of the places.

        Stated coordinates stand; the gazetteer adds names and codes to them and gives coordinates
        only to a place that has none.
        """
        return found_at(one, _resolved(one, self._named), self._near)


def where_are(written: Sequence[Written]) -> list[Found]:
    """Resolve written places, in two queries however many."""
    excerpt = Excerpt(written)
    return [excerpt.find(one) for one in written]


def known_by_name(names: Iterable[str]) -> dict[str, list[KnownPlace]]:
    """Return the places of the gazetteer that bear any of these folded names, by name."""
    wanted = set(names)
    by_name: dict[str, list[KnownPlace]] = defaultdict(list)
    if not wanted:
        return by_name
    for row in Place.objects.filter(folded__overlap=sorted(wanted)).order_by("pk"):
        place = mapping.known_place(row)
        for name in wanted.intersection(row.folded):
            by_name[name].append(place)
    return by_name


def _resolved(one: Written, known: Mapping[str, Sequence[KnownPlace]]) -> Resolution:
    if one.place:
        return Resolution(place=one.place, sentence=f"{one.place.name}, chosen at the desk.")
    return resolve(one.location.name, known, country=one.country, stated=one.location.precision)


def _near(locations: Sequence[Location]) -> dict[Location, KnownPlace]:
    """Return the nearest place of the gazetteer to each point, within its cell and the next."""
    around = {location: cells_around(location) for location in locations}
    cells = {cell for some in around.values() for cell in some}
    if not cells:
        return {}
    by_cell: dict[int, list[KnownPlace]] = defaultdict(list)
    for row in Place.objects.raw(_IN_CELLS, [array(cells)]):  # hundreds of cells, a few places
        by_cell[row.cell or 0].append(mapping.known_place(row))
    found = {}
    for location, some in around.items():
        places = [place for cell in some for place in by_cell.get(cell, ())]
        one = nearest(location, places)
        if one:
            found[location] = one
    return found


def found_at(one: Written, found: Resolution, near: Mapping[Location, KnownPlace]) -> Found:
    """Return the spot of a written place, from what was said and what it was resolved to."""
    location, place = one.location, found.place
    area = place or near.get(location)
    names = tuple(dict.fromkeys(filter(None, (location.name, *(place.names if place else ())))))
    codes: Any = {
        "country": one.country or (area.country if area else ""),
        "admin1": area.admin1 if area else "",
        "admin2": area.admin2 if area else "",
    }
    if location.latitude is not None:
        spot = Spot(
            latitude=location.latitude,
            longitude=location.longitude,
            precision=location.precision,
            names=names,
            **codes,
        )
    elif place:
        spot = mapping.spot_of_place(found, location, names)
    else:
        spot = Spot(names=names, precision=location.precision, **codes)
    others = () if location.latitude is not None else found.candidates
    spots = tuple(mapping.place_spot(candidate) for candidate in others)
    named = mapping.place_spot(found.located) if found.located else None
    return Found(spot=spot, spots=(spot, *spots), named=named, sentence=found.sentence)
