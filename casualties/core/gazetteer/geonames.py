"""Lines of a GeoNames dump to places.

A dump has one place a line and 19 columns divided by tabs, without a head [1]_. Taken are
administrative areas, populated places and, where asked for, spots such as buildings.

References
----------
.. [1] https://download.geonames.org/export/dump/readme.txt
"""

from collections.abc import Iterator

from casualties.core.gazetteer.types import KnownPlace
from casualties.core.words import LocationPrecision

COLUMNS = 19
_BY_CODE = {
    "PCLI": LocationPrecision.COUNTRY,
    "ADM1": LocationPrecision.GOVERNORATE,
    "ADM2": LocationPrecision.DISTRICT,
    "ADM3": LocationPrecision.DISTRICT,
    "ADM4": LocationPrecision.DISTRICT,
    "PPLX": LocationPrecision.NEIGHBOURHOOD,
}
_GONE = {"PPLH", "PPLQ", "PPLW", "PPLCH", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "PCLH"}
"""Places that are no more: historical, abandoned, destroyed."""
NAME_CEILING = 200
"""Longest name kept, in characters; longer ones are no names of places but descriptions."""


class BadLine(ValueError):
    """A line that is no line of a dump."""


def read_line(line: str) -> KnownPlace | None:
    r"""Read one line; None for what is no place in our sense (rivers, roads, former towns).

    Raises
    ------
    BadLine
        Where the columns or the coordinates cannot be what they should.

    Examples
    --------
    >>> cells = ["99072", "Mosul", "Mosul", "", "36.335", "43.11889", "P", "PPLA", "IQ"]
    >>> read_line("\t".join(cells + [""] * 10)).key
    'geonames:99072'
    """
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS:
        raise BadLine(f"{len(cells)} columns instead of {COLUMNS}")
    precision = _precision(cells[6], cells[7])
    if precision is None or not cells[8]:
        return None
    latitude, longitude = _degrees(cells[4], 90), _degrees(cells[5], 180)
    return KnownPlace(
        key=f"geonames:{int(cells[0])}",
        name=cells[1][:NAME_CEILING],
        other_names=tuple(_names(cells[1], cells[2], cells[3])),
        country=cells[8],
        admin1=cells[10],
        admin2=cells[11],
        latitude=latitude,
        longitude=longitude,
        precision=precision,
    )


def _precision(feature_class: str, code: str) -> LocationPrecision | None:
    if code in _GONE:
        return None
    if code in _BY_CODE:
        return _BY_CODE[code]
    if feature_class == "P":
        return LocationPrecision.TOWN
    return LocationPrecision.EXACT if feature_class == "S" else None


def _degrees(cell: str, most: int) -> float:
    try:
        degrees = float(cell)
    except ValueError as error:
        raise BadLine(f"{cell!r} are no degrees") from error
    if not -most <= degrees <= most:
        raise BadLine(f"{cell} degrees are on no map")
    return degrees


def _names(name: str, plain: str, others: str) -> Iterator[str]:
    """Yield the other spellings once each; web addresses stand among them and are left out."""
    seen = {name}
    for spelling in (plain, *others.split(",")):
        if spelling and spelling not in seen and len(spelling) <= NAME_CEILING:
            seen.add(spelling)
            if "://" not in spelling:
                yield spelling
