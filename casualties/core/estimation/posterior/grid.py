"""The counts an incident may have: integers while they are few, then bins."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats, Integers
from casualties.core.estimation.posterior.constants import constant


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """Bins of counts, in order, without gaps.

    Parameters
    ----------
    a, b
        First and last integer of each bin (persons), shape (K,).
    w
        Number of integers in each bin.
    n
        Representative count: sqrt(a b), and a itself where the bin is one integer.
    y
        ln(n + 1/2).
    """

    a: Integers
    b: Integers
    w: Floats
    n: Floats
    y: Floats

    def __len__(self) -> int:
        """Return the number of bins, K."""
        return len(self.a)

    def bins_of(self, counts: Integers) -> Integers:
        """Return the bin of each count; K where it lies beyond the last bin.

        Examples
        --------
        >>> the_grid().bins_of(np.array([0, 399, 407, 408, 10**9])).tolist()
        [0, 399, 400, 401, 828]
        """
        inside = np.searchsorted(self.a, counts, side="right") - 1
        return np.where(counts > self.b[-1], len(self), inside)


@cache
def the_grid() -> Grid:
    """Return the one grid: 0 to 399 singly, then bins whose lower edges grow by 2 %.

    Notes
    -----
    Next edge = ceil(1.02 x edge), from 400; K = 828 bins, the last 1,994,460 to 2,034,349.

    Examples
    --------
    >>> grid = the_grid()
    >>> len(grid), int(grid.a[-1]), int(grid.b[-1])
    (828, 1994460, 2034349)
    """
    singles, bins = int(constant("grid.singles")), int(constant("grid.bins"))
    edges = list(range(singles + 1))
    while len(edges) <= bins:
        edges.append(int(np.ceil(constant("grid.ratio") * edges[-1])))
    a = np.array(edges[:-1], dtype=np.int64)
    b = np.array(edges[1:], dtype=np.int64) - 1
    w = (b - a + 1).astype(np.float64)
    n = np.where(w == 1, a, np.sqrt(a.astype(np.float64) * b))
    return Grid(a=a, b=b, w=w, n=n, y=np.log(n + 0.5))
