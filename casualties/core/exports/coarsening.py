"""Coordinates no finer than what is known, or than what may be shown."""

from casualties.core.words import LocationPrecision

DECIMALS: dict[LocationPrecision, int] = {
    # degrees of latitude: 4 decimals are 11 m, each one fewer ten times that
    LocationPrecision.EXACT: 4,
    LocationPrecision.STREET: 3,
    LocationPrecision.NEIGHBOURHOOD: 2,
    LocationPrecision.TOWN: 2,
    LocationPrecision.DISTRICT: 1,
}
"""Decimals of a degree by stated precision; wider than a district there is no point to show."""

PROTECTED_DECIMALS = DECIMALS[LocationPrecision.DISTRICT]

Point = tuple[float | None, float | None]


def coarse(
    latitude: float | None, longitude: float | None, precision: str, *, protected: bool = False
) -> Point:
    """Round a coordinate to its stated precision; where protected, to a district's at best.

    A spot given to the metre for "somewhere in the town" is false precision; for a protected
    witness's house it is an address. Use it for whatever leaves the desk in bulk.

    Parameters
    ----------
    latitude, longitude : float or None
        Degrees, -90 to 90 and -180 to 180; None where not known.
    precision : str
        A `LocationPrecision`.
    protected : bool
        Whether who stated it is hidden.

    Returns
    -------
    tuple of (float or None)
        Latitude and longitude in degrees, both None where the place is known to a governorate,
        to a country or not at all. Rounded half to even, as Python rounds.

    Examples
    --------
    >>> coarse(36.332586, 43.1388688, "neighbourhood")
    (36.33, 43.14)
    >>> coarse(36.332586, 43.1388688, "exact", protected=True)
    (36.3, 43.1)
    >>> coarse(33.0, 44.0, "country")
    (None, None)
    """
    decimals = DECIMALS.get(LocationPrecision(precision))
    if latitude is None or longitude is None or decimals is None:
        return None, None
    decimals = min(decimals, PROTECTED_DECIMALS) if protected else decimals
    return round(latitude, decimals), round(longitude, decimals)
