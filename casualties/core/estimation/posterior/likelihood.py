"""How probable a claim is for each count: a density per unit log report, so that kinds compare."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats, Integers, normal_below
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.terms import Kind, Term

_NARROW = 1e-5
"""Standard errors below which a density is a better difference than a difference."""

_LEAST = 1e-300
"""Keeps logarithms finite; no claim makes a count impossible."""


class _Terms(NamedTuple):
    """The columns of some terms of one kind, shape (m, 1) each."""

    low: Floats
    high: Floats
    r: Floats
    rho: Floats
    offset: Floats
    variance: Floats


def log_likelihood(terms: Sequence[Term]) -> Floats:
    """Return ln L of each term at each count.

    Answers how well each count explains a claim by itself. Copies, shared errors and the prior
    come in later.

    Parameters
    ----------
    terms
        m claims as numbers, figures 0 to 1e9.

    Returns
    -------
    Floats
        Shape (m, K), finite everywhere.

    Notes
    -----
    With mu = y_M + offset and v(M) = variance + phi/(n_M + 1), a claim is
    L = r core(mu, v) + (1 - r) core(mu - .4, v + 1.2^2), the second without the spike: a report
    gone wrong may be off by a factor of 3, and rather too low than too high. Denials are a plain
    probability. No bound makes a count impossible.
    """
    grid = the_grid()
    found = np.empty((len(terms), len(grid)))
    kinds = np.array([term.kind for term in terms], dtype=np.int64)
    for kind in Kind:
        chosen = np.flatnonzero(kinds == kind)
        if len(chosen):
            found[chosen] = _OF_KIND[kind](_columns([terms[row] for row in chosen.tolist()]))
    logs: Floats = np.log(np.maximum(found, _LEAST))
    return logs


def _columns(terms: list[Term]) -> _Terms:
    table = np.array([term[1:] for term in terms], dtype=np.float64)
    return _Terms(*(table[:, [column]] for column in range(table.shape[1])))


def _mixture(terms: _Terms, form: Callable[[Floats, Floats], Floats]) -> Floats:
    """Return r (1 - rho) form(mu, sd) + (1 - r) form(mu - .4, sqrt(sd^2 + 1.2^2))."""
    grid = the_grid()
    mu = grid.y + terms.offset
    v = terms.variance + constant("claim.phi") / (grid.n + 1.0)
    wide = form(mu + constant("claim.wide_mean"), np.sqrt(v + constant("claim.wide_sd") ** 2))
    mixed: Floats = terms.r * (1.0 - terms.rho) * form(mu, np.sqrt(v)) + (1.0 - terms.r) * wide
    return mixed


def _range(terms: _Terms) -> Floats:
    """From lo to hi: [Phi((B - mu)/sd) - Phi((A - mu)/sd)]/w, A = ln lo, B = ln(hi + 1).

    w = B - ln max(lo, .35); A is minus infinity where lo = 0.
    """
    floor = np.maximum(terms.low, constant("claim.zero_edge"))
    width = np.log1p((terms.high + 1.0 - floor) / floor)
    with np.errstate(divide="ignore"):
        below = np.log(terms.low)
    above = np.log(terms.high + 1.0)
    narrow = bool(np.any(width < _NARROW * np.sqrt(terms.variance)))

    def form(mu: Floats, sd: Floats) -> Floats:
        difference: Floats = _mass_between((below - mu) / sd, (above - mu) / sd) / width
        if not narrow:
            return difference
        middle = (below + above) / 2.0
        density = np.exp(-0.5 * ((middle - mu) / sd) ** 2) / (sd * np.sqrt(2.0 * np.pi))
        return np.where(width < _NARROW * sd, density, difference)

    return _mixture(terms, form)


def _mass_between(lower: Floats, upper: Floats) -> Floats:
    """Return Phi(upper) - Phi(lower), taken in the tail where both are small."""
    flipped = lower + upper > 0
    far = normal_below(np.where(flipped, -lower, upper))
    near = normal_below(np.where(flipped, -upper, lower))
    return far - near


def _exact(terms: _Terms) -> Floats:
    """Exactly x: as a range from x to x, and a spike rho 1{M = x}/(w w_k).

    Reports are often exactly right. The spike of a figure in a bin of w_k integers is shared
    among them; a figure beyond the grid has none.
    """
    grid = the_grid()
    found = _range(terms)
    floor = np.maximum(terms.low, constant("claim.zero_edge"))
    width = np.log1p((terms.low + 1.0 - floor) / floor)
    bins = grid.bins_of(terms.low[:, 0].astype(np.int64))
    rows: Integers = np.flatnonzero(bins < len(grid))
    spike = terms.r * terms.rho / width
    found[rows, bins[rows]] += spike[rows, 0] / grid.w[bins[rows]]
    return found


def _one_sided(terms: _Terms, sign: float) -> Floats:
    """At least x: lam exp(lam d + lam^2 sd^2/2) Phi(-d/sd - lam sd), d = ln(x + 1/2) - mu.

    An exponentially modified normal: the figure is a little below the count. At most x: the
    mirror, d to -d (``sign`` -1).
    """
    decay, said = constant("claim.decay"), np.log(terms.low + 0.5)

    def form(mu: Floats, sd: Floats) -> Floats:
        d = sign * (said - mu)
        below = normal_below(-d / sd - decay * sd)
        return decay * np.exp(decay * d + 0.5 * (decay * sd) ** 2) * below

    return _mixture(terms, form)


def _at_least(terms: _Terms) -> Floats:
    return _one_sided(terms, 1.0)


def _at_most(terms: _Terms) -> Floats:
    return _one_sided(terms, -1.0)


def _denial(terms: _Terms) -> Floats:
    """A denial of harm by others than the accused: .95 at 0, d (1 + (n - 1)/3)^-.5 above."""
    grid = the_grid()
    fading = 1.0 / np.sqrt(1.0 + np.maximum(grid.n - 1.0, 0.0) / constant("denial.fade"))
    return np.where(grid.n == 0, constant("denial.zero"), terms.r * fading)


def _denial_by_accused(terms: _Terms) -> Floats:
    """A denial of harm by the accused: .95 at 0, .88 above, so that it says almost nothing."""
    zero, other = constant("denial.zero"), constant("denial.accused")
    return np.where(the_grid().n == 0, zero, other) + np.zeros_like(terms.r)


_OF_KIND: dict[Kind, Callable[[_Terms], Floats]] = {
    Kind.EXACT: _exact,
    Kind.RANGE: _range,
    Kind.AT_LEAST: _at_least,
    Kind.AT_MOST: _at_most,
    Kind.DENIAL: _denial,
    Kind.DENIAL_BY_ACCUSED: _denial_by_accused,
}
