"""Types of the arrays, and the two special functions, with types of their own."""

from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def normal_below(z: Floats) -> Floats:
    """Return the standard normal distribution function, precise in both tails."""
    return cast(Floats, special.ndtr(z))


def divergence_terms(p: Floats, q: Floats) -> Floats:
    """Return p ln(p/q) element by element, 0 where p is 0."""
    return cast(Floats, special.rel_entr(p, q))


def binomial_tail(at_least: Floats, n: int, share: float) -> Floats:
    """Return P(Binomial(n, share) >= m) for each m from 1 to n."""
    return cast(Floats, special.betainc(at_least, n - at_least + 1, share))


def log_of_sum(logs: Floats) -> Floats:
    """Return ln of the sum of exp along each row, without leaving the logs."""
    return cast(Floats, special.logsumexp(logs, axis=1))
