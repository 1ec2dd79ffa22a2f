"""Simulation-based calibration: draw truth and claims from the model itself, and look back.

Reference: Talts et al., Validating Bayesian inference algorithms with simulation-based
calibration, 2018.
"""

import math

import numpy as np

from casualties.core.estimation.posterior.combination import whole_masses
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.prior import prior
from casualties.core.estimation.posterior.shared_error import shared_error
from casualties.core.estimation.posterior.terms import Kind, Problem, Term, Voice


def calibration(draws: int, seed: int = 11) -> dict[str, float]:
    """Return the Kolmogorov-Smirnov distance of the PIT, its bound, and coverages."""
    rng = np.random.default_rng(seed)
    problems, truths = _drawn(rng, draws)
    ranks = []
    covered = dict.fromkeys((0.5, 0.8, 0.95), 0)
    for start in range(0, draws, 500):
        mass = whole_masses(problems[start : start + 500])
        below = np.cumsum(mass, axis=1)
        for row, truth in enumerate(truths[start : start + 500]):
            before = below[row, truth - 1] if truth else 0.0
            ranks.append(before + rng.random() * mass[row, truth])
    for level in covered:
        tail = (1 - level) / 2
        covered[level] = sum(bool(tail <= rank <= 1 - tail) for rank in ranks)
    steps = np.arange(1, draws + 1) / draws
    ordered = np.sort(ranks)
    distance = max(np.abs(ordered - steps).max(), np.abs(ordered - steps + 1 / draws).max())
    return {
        "ks": round(float(distance), 4),
        "ks_bound": round(1.36 / math.sqrt(draws), 4),
        **{
            f"coverage_{100 * level:.0f}": round(float(covered[level]) / draws, 4)
            for level in covered
        },
    }


def _drawn(rng: np.random.Generator, draws: int) -> tuple[list[Problem], list[int]]:
    grid = the_grid()
    error = shared_error()
    truths = rng.choice(len(grid), size=draws, p=prior() / prior().sum())
    problems: list[Problem] = []
    for truth in truths:
        consensus = int(rng.choice(len(grid), p=error[truth] / error[truth].sum()))
        voices = [_voice(rng, consensus) for _ in range(int(rng.integers(1, 5)))]
        problems.append(tuple(sorted(voices)))
    return problems, truths.tolist()


def _voice(rng: np.random.Generator, consensus: int) -> Voice:
    """One exact claim as the model believes claims come about, without rounding."""
    grid = the_grid()
    grade = str(rng.choice(list("ABCDEF")))
    variance = constant(f"s.{grade}") ** 2 + constant("bias.neutral_sd") ** 2
    v = variance + constant("claim.phi") / (grid.n[consensus] + 1)
    mu = grid.y[consensus]
    r, rho = constant(f"r.{grade}"), constant(f"rho.{grade}")
    if rng.random() >= r:
        wide = constant("claim.wide_sd")
        x = math.floor(
            math.exp(rng.normal(mu + constant("claim.wide_mean"), math.sqrt(v + wide**2)))
        )
    elif rng.random() < rho:
        x = int(rng.integers(grid.a[consensus], grid.b[consensus] + 1))
    else:
        x = math.floor(math.exp(rng.normal(mu, math.sqrt(v))))
    return Voice.of([Term(Kind.EXACT, x, x, r, rho, 0.0, variance)], [])
