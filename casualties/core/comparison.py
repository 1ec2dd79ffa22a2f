"""Comparing plain values in which sums were taken in another order."""

import math
from typing import Any

RELATIVE = 1e-9
ABSOLUTE = 2e-9
"""Stored fractions keep nine decimals, and the last of them may fall either way with the batch in
which the sum was taken; persons never do."""


def alike(one: Any, other: Any) -> bool:
    """Return whether two JSON values are the same: floats nearly, all else exactly.

    Examples
    --------
    >>> alike({"low": 3, "weight": 0.5}, {"low": 3, "weight": 0.5 + 1e-12})
    True
    >>> alike({"low": 3}, {"low": 4})
    False
    """
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and bool(one == other)
