"""What is known of an incident's count before any claim."""

from functools import lru_cache

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.parameter_sets import DEFAULT, ParameterSet


@lru_cache(maxsize=256)
def prior(parameters: ParameterSet = DEFAULT) -> Floats:
    """Return the prior probability of each bin.

    Answers how many people incidents harm, before this one's claims. Never shown as an estimate.

    Returns
    -------
    Floats
        Shape (K,), sums to 1.

    Notes
    -----
    P(0) = zero. For n >= 1 a Lomax tail: the bin a..b has mass proportional to
    (a - 1/2 + c)^(1 - alpha) - (b + 1/2 + c)^(1 - alpha). With the default: median 3, 99 % at
    most 235. References: [1]_.

    .. [1] Clauset, Young, Gleditsch. On the frequency of severe terrorist events. JCR 2007.

    Examples
    --------
    >>> round(float(prior()[0]), 12), round(float(prior().sum()), 12)
    (0.05, 1.0)
    """
    grid = the_grid()
    power = 1.0 - parameters.alpha
    edges = np.append(grid.a[1:] - 0.5, grid.b[-1] + 0.5) + parameters.c
    tail = edges**power
    mass = np.concatenate(([0.0], tail[:-1] - tail[1:]))
    mass *= (1.0 - parameters.zero) / mass.sum()
    mass[0] = parameters.zero
    mass.setflags(write=False)
    return mass
