"""Two readings: where the evidence says "5 or 47", one range in between would mislead."""

from itertools import combinations

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats, Integers
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.results import PeakReading
from casualties.core.estimation.posterior.summary import intervals


def two_readings(mass: Floats) -> dict[int, tuple[PeakReading, ...]]:
    """Return both readings of each row that has two.

    Parameters
    ----------
    mass
        Shape (B, K), every row sums to 1.

    Returns
    -------
    dict
        Row number to its two readings, the lower first. Rows with one reading are absent.

    Notes
    -----
    The density per unit log, f_k = p_k (n_k + 1/2)/w_k, has two local maxima more than a factor
    of 2 apart, the valley between them is below .6 of the lower peak, and each side of the
    valley holds at least .2. Of several such pairs, the one with the higher lower peak.
    """
    grid = the_grid()
    density = mass * ((grid.n + 0.5) / grid.w)
    padded = np.pad(density, ((0, 0), (1, 1)), constant_values=-1.0)
    peaks = (density > padded[:, :-2]) & (density >= padded[:, 2:])
    # a peak far below the highest cannot hold a fifth of the probability
    peaks &= density > 1e-3 * density.max(axis=1, keepdims=True)
    found = {}
    for row in np.flatnonzero(peaks.sum(axis=1) > 1).tolist():
        split = _split(density[row], mass[row], np.flatnonzero(peaks[row]))
        if split is not None:
            found[row] = split
    return found


def _split(density: Floats, mass: Floats, peaks: Integers) -> tuple[PeakReading, ...] | None:
    y, cumulated = the_grid().y, np.cumsum(mass)
    least_gap = np.log(constant("readings.apart"))
    pairs = [
        (lower, upper)
        for lower, upper in combinations(peaks.tolist(), 2)
        if y[upper] - y[lower] > least_gap
    ]
    for lower, upper in sorted(pairs, key=lambda pair: -min(density[pair[0]], density[pair[1]])):
        valley = lower + int(np.argmin(density[lower : upper + 1]))
        deep = density[valley] < constant("readings.valley") * min(density[lower], density[upper])
        share = float(cumulated[valley])
        if deep and constant("readings.share") <= share <= 1.0 - constant("readings.share"):
            below = np.where(np.arange(len(mass)) <= valley, mass, 0.0)
            return (_reading(lower, below), _reading(upper, mass - below))
    return None


def _reading(peak: int, mass: Floats) -> PeakReading:
    probability = float(mass.sum())
    ((span,),) = intervals((mass / probability)[None, :], [constant("summary.level")])
    count = int(np.rint(the_grid().n[peak]))
    # Nine decimals, as every stored figure: beyond them the company of the batch shows.
    return PeakReading(peak=count, low=span.low, high=span.high, probability=round(probability, 9))
