"""What no shared error can undercut: lists of names, and what a party concedes."""

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats, binomial_tail
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.terms import Floor, FloorKind, Voice


def floor_of(voice: Voice) -> Floats | None:
    """Return the factor h(N) of a voice's floors.

    Answers how likely fewer people are than were named or conceded. Outside the shared error,
    since no common confusion takes a name off a list.

    Returns
    -------
    Floats or None
        Shape (K,), 0 to 1 and 1 from the highest floor on; None where the voice has no floor.

    Notes
    -----
    A list of n names: h(N) = P(Binomial(n, .02) >= n - N), at least so many names must be false.
    A concession of n: .1 below n. A wide bin is taken at its representative count, rounded. A
    voice with several floors has the least at each N, as one voice counts once.
    """
    if not voice.floors:
        return None
    least: Floats = np.min([_factor(floor) for floor in voice.floors], axis=0)
    return least


def _factor(floor: Floor) -> Floats:
    grid = the_grid()
    n = min(floor.n, int(grid.a[-1]))
    missing = n - np.rint(grid.n)
    short = missing > 0
    factor = np.ones(len(grid))
    if floor.kind is FloorKind.NAMES:
        factor[short] = binomial_tail(missing[short], n, constant("names.false"))
    else:
        factor[short] = constant("concession.below")
    return factor
