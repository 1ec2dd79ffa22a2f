"""From a place as it was written to a place of the gazetteer, or to the reason why not.

Nothing is guessed: a spelling must be on file, the parts of an address must fit together, and a
name that two places bear stays ambiguous. A part nobody knows costs precision, never invents it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from casualties.core.gazetteer.types import KnownPlace, Resolution
from casualties.core.linking.folding import fold
from casualties.core.linking.globe import distance_km, point
from casualties.core.linking.types import Spot
from casualties.core.words import LocationPrecision

_DIVIDERS = re.compile(r"[,;/()،؛]|\s(?:and|et|و)\s")
_BESIDE = re.compile(
    r"^(?:(?:just\s+)?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)"
    r"(?:ern)?\s+of|near|outside|between|around|close\s+to|off|قرب|بالقرب من)\s+",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"^(?:the\s+)?(?:(?:city|town|village|district|governorate|province|area|neighbou?rhood)\s+of)\s+"
    r"|\s+(?:city|town|village|district|governorate|province|neighbou?rhood|area)$",
    re.IGNORECASE,
)
FINENESS = {
    LocationPrecision.EXACT: 0,
    LocationPrecision.STREET: 1,
    LocationPrecision.NEIGHBOURHOOD: 2,
    LocationPrecision.TOWN: 3,
    LocationPrecision.DISTRICT: 4,
    LocationPrecision.GOVERNORATE: 5,
    LocationPrecision.COUNTRY: 6,
    LocationPrecision.UNKNOWN: 7,
}
"""The finer a place is known, the smaller."""

WITHIN_KM = 25.0
"""How far a neighbourhood or building may lie from the middle of its town: Baghdad, the widest
city of the region, reaches about 25 km from its centre."""


def parts_of(written: str) -> tuple[str, ...]:
    """Return the names in a written place, finest first as it was written.

    Examples
    --------
    >>> parts_of("Jawasaq, west Mosul"), parts_of("Tayaran, Dawasa and Mamun")
    (('Jawasaq', 'west Mosul'), ('Tayaran', 'Dawasa', 'Mamun'))
    """
    return tuple(filter(None, (part.strip(" .") for part in _DIVIDERS.split(written))))


def spellings_of(part: str) -> tuple[str, ...]:
    """Return the folded names under which a part may be on file: whole, and without its kind.

    "South of Mosul" is beside Mosul and in no place on file, so it gives none but itself.

    Examples
    --------
    >>> spellings_of("Nineveh governorate")
    ('nineveh governorate', 'nineveh')
    >>> spellings_of("south of Mosul")
    ('south of mosul',)
    """
    bare = part if _BESIDE.match(part) else _KIND.sub("", part)
    return tuple(dict.fromkeys(filter(None, (fold(part), fold(bare)))))


def context_of(part: str) -> str | None:
    """Return the folded name a part lies beside, as Mosul in "south of Mosul"; None without one."""
    beside = _BESIDE.match(part)
    return fold(part[beside.end() :]) if beside else None


def wanted_names(written: str) -> set[str]:
    """Return every folded name that resolving this text may ask the gazetteer for."""
    wanted: set[str] = set()
    for part in parts_of(written):
        wanted.update(spellings_of(part))
        wanted.update(filter(None, [context_of(part)]))
    return wanted


def resolve(
    written: str,
    known: Mapping[str, Sequence[KnownPlace]],
    *,
    country: str = "",
    stated: LocationPrecision = LocationPrecision.UNKNOWN,
) -> Resolution:
    """Resolve a written place.

    Parameters
    ----------
    written
        The place as written: "Jawasaq, west Mosul".
    known
        Places of the gazetteer by folded name: all of `wanted_names` that are on file.
    country
        ISO 3166 code where it is known; others are then left out.
    stated
        The precision its sender gave; tells a town from the governorate of the same name.

    Returns
    -------
    Resolution
        With a place where exactly one fits.
    """
    parts = parts_of(written)
    found = {part: _on_file(spellings_of(part), known, country) for part in parts}
    beside = [context for part in parts if (context := context_of(part)) and not found[part]]
    contexts = [places for name in beside if (places := _on_file((name,), known, country))]
    told = {part: places for part, places in found.items() if places}
    if not told:
        return Resolution(sentence=_nothing(written))
    fitting = _fitting(told, contexts)
    if not all(fitting.values()):
        lost = tuple(place for places in told.values() for place in places)
        return Resolution(
            candidates=_distinct(lost), sentence=f"The parts of '{written}' lie apart."
        )
    return _choose(written, fitting, [part for part in parts if part not in told], stated)


def _on_file(
    names: Iterable[str], known: Mapping[str, Sequence[KnownPlace]], country: str
) -> list[KnownPlace]:
    for name in names:
        places = [place for place in known.get(name, ()) if country in ("", place.country)]
        if places:
            return places
    return []


def _fitting(
    told: Mapping[str, Sequence[KnownPlace]], contexts: Sequence[Sequence[KnownPlace]]
) -> dict[str, list[KnownPlace]]:
    """Keep, part by part, the places that fit with some place of every other part."""
    return {
        part: [
            place
            for place in places
            if all(
                any(_together(place, other) for other in others)
                for others in (*(told[name] for name in told if name != part), *contexts)
            )
        ]
        for part, places in told.items()
    }


def _together(one: KnownPlace, other: KnownPlace) -> bool:
    """Return whether one of two places may lie in the other, or both in one town."""
    if one.country != other.country:
        return False
    coarse = max(one, other, key=lambda place: FINENESS[place.precision])
    if coarse.precision is LocationPrecision.COUNTRY:
        return True
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return False
    if coarse.precision in (LocationPrecision.GOVERNORATE, LocationPrecision.DISTRICT):
        fine = one if coarse is other else other
        same = not (coarse.admin2 and fine.admin2) or coarse.admin2 == fine.admin2
        return coarse.precision is LocationPrecision.GOVERNORATE or same
    here, there = point(_spot(one)), point(_spot(other))
    return here is None or there is None or distance_km(here, there) <= WITHIN_KM


def _spot(place: KnownPlace) -> Spot:
    return Spot(latitude=place.latitude, longitude=place.longitude)


def _choose(
    written: str,
    fitting: Mapping[str, Sequence[KnownPlace]],
    unread: Sequence[str],
    stated: LocationPrecision,
) -> Resolution:
    """Take the finest part that names one place; several names of one fineness give the next."""
    narrowed = {part: _narrowed(places, stated) for part, places in fitting.items()}
    by_fineness: dict[int, list[str]] = {}
    for part, places in narrowed.items():
        by_fineness.setdefault(min(FINENESS[place.precision] for place in places), []).append(part)
    several: list[KnownPlace] = []
    for fineness in sorted(by_fineness):
        here = _distinct(place for part in by_fineness[fineness] for place in narrowed[part])
        if len(here) == 1 and not (several and len(by_fineness[fineness]) > 1):
            return Resolution(
                place=here[0],
                around=_single(narrowed, coarser_than=fineness),
                sentence=_told(here[0], unread, several),
            )
        if len(by_fineness[fineness]) == 1 and not several:
            count = len(here)
            return Resolution(
                candidates=here, sentence=f"{count} places on file are called '{written}'."
            )
        several += here
    return Resolution(
        candidates=_distinct(several), sentence=f"'{written}' names several places at once."
    )


def _single(
    narrowed: Mapping[str, Sequence[KnownPlace]], *, coarser_than: int
) -> tuple[KnownPlace, ...]:
    """Return the places of the other parts that name one place each, the finest first."""
    single = (places[0] for places in narrowed.values() if len(places) == 1)
    wider = [place for place in single if FINENESS[place.precision] > coarser_than]
    return tuple(sorted(wider, key=lambda place: FINENESS[place.precision]))


def _narrowed(places: Sequence[KnownPlace], stated: LocationPrecision) -> list[KnownPlace]:
    """Tell places of one name apart by the stated precision; a bare name means the town.

    A town, its district and its governorate often share a name; then the stated precision says
    which is meant, and without one the town, as long as the others hold it.
    """
    as_stated = [place for place in places if place.precision is stated]
    if as_stated:
        return as_stated
    towns = [place for place in places if place.precision is LocationPrecision.TOWN]
    others = [place for place in places if place not in towns]
    wide = all(FINENESS[place.precision] > FINENESS[LocationPrecision.TOWN] for place in others)
    if len(towns) == 1 and wide and all(_together(towns[0], place) for place in others):
        return towns
    return list(places)


def _distinct(places: Iterable[KnownPlace]) -> tuple[KnownPlace, ...]:
    return tuple({place.key: place for place in places}.values())


def _told(place: KnownPlace, unread: Sequence[str], several: Sequence[KnownPlace]) -> str:
    parts = [f"Resolved to {place.name}, {place.country} ({place.precision.label})."]
    if several:
        parts.append("Several places in it are named, so none of them.")
    parts += [f"'{part}' is not in the gazetteer." for part in unread]
    return " ".join(parts)


def _nothing(written: str) -> str:
    return f"'{written}' is not in the gazetteer." if written else "No place is named."
