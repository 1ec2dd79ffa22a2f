"""Where: distance against the stated precision, and names of places."""

import re
from collections.abc import Collection
from functools import lru_cache

from casualties.core.linking.finding import Finding
from casualties.core.linking.folding import fold, skeleton
from casualties.core.linking.globe import RADIUS_KM, distance_km, point
from casualties.core.linking.types import Candidate, LinkClaim, Spot

_KINDS = ((1.5, "spot"), (5.0, "town"), (30.0, "district"), (float("inf"), "area"))
"""Radius in km up to which the coarser of two places is called so: the classes of linking.md."""

NEAR, APART = 3.0, 10.0
"""Times the radius within which two places are near, and beyond which they are far apart."""

ALIKE = 85.0  # rapidfuzz ratio (0 to 100) of two spellings of one name: "Raqqa", "Raqqah" 91
_PARTS = re.compile(r"[,;/،()]| - ")


def distance(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare coordinates; where either side has none, the codes of governorate and district."""
    one, other = point(claim.where), point(candidate.where)
    if one is None or other is None:
        return _by_codes(claim.where, candidate.where)
    radius = max(RADIUS_KM[claim.where.precision], RADIUS_KM[candidate.where.precision])
    km = distance_km(one, other)
    kind = next(name for limit, name in _KINDS if radius <= limit)
    told = f"{km:.1f} km apart; the coarser place is known to {radius:g} km."
    if km <= radius:
        return Finding(f"same_{kind}", told)
    if km <= NEAR * radius:
        return Finding(f"near_{kind}", told)
    return Finding("apart" if km <= APART * radius else "far", told)


def _by_codes(one: Spot, other: Spot) -> Finding | None:
    if one.country and other.country and one.country != other.country:
        return Finding("far", "In another country.")
    if not (one.admin1 and other.admin1):
        return None
    if one.admin1 != other.admin1:
        return Finding("far", "In another governorate.")
    if not (one.admin2 and other.admin2):
        return Finding("same_area", "In the same governorate; one has no coordinates.")
    if one.admin2 != other.admin2:
        return Finding("apart", "In another district of the governorate.")
    return Finding("same_district", "In the same district; one has no coordinates.")


_BEST_FIRST = ("same", "within", "elsewhere", "different")


def place_name(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare the names, part by part: "Mosul, Dawassa" is within "Mosul", and not Jadida.

    ``same``: each part has its like. ``within``: one names more parts. ``elsewhere``: they share a
    part and differ in another. ``different``: no part is alike. The best pair of names counts.
    """
    found = {
        _level(_parts(one), _parts(other)): (one, other)
        for one in claim.where.names
        for other in candidate.where.names
        if _parts(one) and _parts(other)
    }
    for level in _BEST_FIRST:
        if level in found:
            return Finding(level, _TOLD[level].format(*found[level]))
    return None


_TOLD = {
    "same": "'{0}' and '{1}' name the same place.",
    "within": "'{0}' and '{1}': one names a place within the other.",
    "elsewhere": "'{0}' and '{1}' share a wider place and differ in the spot.",
    "different": "'{0}' and '{1}' are different names.",
}


@lru_cache(maxsize=65_536)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(fold, _PARTS.split(name)))))


@lru_cache(maxsize=65_536)
def _level(one: Collection[str], other: Collection[str]) -> str:
    left = [part for part in one if not any(alike(part, twin) for twin in other)]
    right = [part for part in other if not any(alike(part, twin) for twin in one)]
    if len(left) == len(one) or len(right) == len(other):
        return "different"
    if left and right:
        return "elsewhere"
    return "within" if left or right else "same"


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:
    """Return whether two folded names are spellings of one.

    Examples
    --------
    >>> alike("raqqa", "raqqah"), alike("mosul", "موصل"), alike("mosul", "kirkuk")
    (True, True, False)
    """
    if one == other:
        return True
    if one.isascii() != other.isascii():
        return len(skeleton(one)) > 1 and skeleton(one) == skeleton(other)
    from rapidfuzz.fuzz import ratio

    return ratio(one.replace(" ", ""), other.replace(" ", "")) >= ALIKE
