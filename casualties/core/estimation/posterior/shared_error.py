"""Errors that all groups of an incident share: hospitals, early confusion, definitions."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats, normal_below
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.parameter_sets import ParameterSet
from casualties.core.estimation.posterior.prior import prior

_NEGLIGIBLE = 1e-14
"""Singular values below this share of the greatest are rounding, not error."""


@cache
def shared_error() -> Floats:
    """Return S: how the sources' consensus M strays from the true count N.

    Answers why ten agreeing sources do not make certainty.

    Returns
    -------
    Floats
        Shape (K, K); row = truth N, column = consensus M; every row sums to 1.

    Notes
    -----
    S = (1 - kappa) I + kappa T. T_NM is the mass of Normal(y_N, tau^2) between ln a_M and
    ln(b_M + 1), from minus infinity for M = 0, each row normalised. Row 0 is the identity:
    nobody harmed is not miscounted by a factor.
    """
    grid, kappa = the_grid(), constant("shared.kappa")
    return (1.0 - kappa) * np.eye(len(grid)) + kappa * _straying()


@cache
def _straying() -> Floats:
    grid = the_grid()
    with np.errstate(divide="ignore"):
        edges = np.log(np.append(grid.a, grid.b[-1] + 1).astype(np.float64))
    z = (edges[None, :] - grid.y[:, None]) / constant("shared.tau")
    below, above = normal_below(z), normal_below(-z)
    # subtract in whichever tail is small, so that far bins keep their digits
    mass = np.where(z[:, 1:] < 0, below[:, 1:] - below[:, :-1], above[:, :-1] - above[:, 1:])
    mass /= mass.sum(axis=1, keepdims=True)
    mass[0] = 0.0
    mass[0, 0] = 1.0
    return mass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighing:
    """The matrix prior x S as a diagonal and two thin factors.

    ``diagonal`` (K,); ``into`` (K, R) and ``out_of`` (R, K), R about 90.
    """

    diagonal: Floats
    into: Floats
    out_of: Floats

    def apply(self, consensus: Floats) -> Floats:
        """Return prior(N) sum_M S_NM consensus(M) for each row of ``consensus``, shape (B, K).

        Within 1e-13 of the full product, relative to the greatest mass of the row; what rounding
        pushes below 0 is 0.
        """
        weighed = (consensus @ self.into) @ self.out_of
        weighed += consensus * self.diagonal
        return np.maximum(weighed, 0.0, out=weighed)


@lru_cache(maxsize=32)
def weighing(parameters: ParameterSet) -> Weighing:
    """Return prior x S in a form that costs a tenth of the full product.

    Notes
    -----
    T smooths, so that few singular vectors carry it. It is balanced first: rows divided by
    d = w/(n + 1/2), columns by prior/d, which keeps the digits of bins the prior makes rare.
    """
    grid, mass, kappa = the_grid(), prior(parameters), constant("shared.kappa")
    rows = grid.w / (grid.n + 0.5)
    columns = mass / rows
    columns[0] = columns[1]
    smooth = _straying() * mass[:, None]
    smooth[0] = 0.0
    left, sizes, right = np.linalg.svd(smooth / rows[:, None] / columns[None, :])
    kept = sizes > _NEGLIGIBLE * sizes[0]
    diagonal = (1.0 - kappa) * mass
    diagonal[0] = mass[0]
    return Weighing(
        diagonal=diagonal,
        into=np.ascontiguousarray((right[kept] * columns).T),
        out_of=kappa * sizes[kept, None] * (left[:, kept] * rows[:, None]).T,
    )
