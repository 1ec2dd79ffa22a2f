"""Medians and intervals of posteriors."""

from collections.abc import Sequence

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats, Integers
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.results import Span


def quantile_bins(mass: Floats, probabilities: Sequence[float]) -> Integers:
    """Return the first bin k with F_k >= t - 1e-9, for each row and each probability t.

    Parameters
    ----------
    mass
        Shape (B, K), every row sums to 1.
    probabilities
        T values, 0 < t < 1.

    Returns
    -------
    Integers
        Shape (B, T). The tolerance keeps the order of a sum from deciding a figure.
    """
    cumulated = np.cumsum(mass, axis=1)
    tolerance = constant("summary.tolerance")
    found = [(cumulated < t - tolerance).sum(axis=1) for t in probabilities]
    bins: Integers = np.minimum(np.stack(found, axis=1), mass.shape[1] - 1)
    return bins


def medians(mass: Floats) -> Integers:
    """Return the median bin of each row, shape (B,)."""
    return quantile_bins(mass, [0.5])[:, 0]


def rounded_counts(bins: Integers) -> Integers:
    """Return the representative counts of bins, rounded to persons."""
    return np.rint(the_grid().n[bins]).astype(np.int64)


def intervals(mass: Floats, levels: Sequence[float]) -> list[tuple[Span, ...]]:
    """Return the central interval of each level, for each row.

    Notes
    -----
    Low is the first count of the bin at (1 - level)/2, high the last count of the bin at
    (1 + level)/2, so that a wide bin never understates what is open. They nest.
    """
    grid = the_grid()
    probabilities = [tail for level in levels for tail in ((1 - level) / 2, (1 + level) / 2)]
    bins = quantile_bins(mass, probabilities)
    lows, highs = grid.a[bins[:, 0::2]].tolist(), grid.b[bins[:, 1::2]].tolist()
    return [
        tuple(Span(*ends) for ends in zip(levels, low, high, strict=True))
        for low, high in zip(lows, highs, strict=True)
    ]


def log_moments(mass: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of ln(N + 1/2), each of shape (B,)."""
    y = the_grid().y
    mean = mass @ y
    return mean, np.sqrt(np.maximum(mass @ y**2 - mean**2, 0.0))
