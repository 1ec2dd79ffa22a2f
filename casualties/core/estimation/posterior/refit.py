"""Type-II maximum likelihood for the prior of a conflict."""

import math
from collections.abc import Sequence
from itertools import product

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats
from casualties.core.estimation.posterior.combination import voice_log_likelihood
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.floors import floor_of
from casualties.core.estimation.posterior.parameter_sets import ParameterSet
from casualties.core.estimation.posterior.prior import prior
from casualties.core.estimation.posterior.shared_error import shared_error
from casualties.core.estimation.posterior.terms import Problem


def most_likely_pair(
    problems: Sequence[Problem], alphas: Sequence[float], cs: Sequence[float]
) -> tuple[float, float]:
    """Return the (alpha, c) of a table under which the claims on file are most probable."""
    usual = (constant("prior.alpha"), constant("prior.c"))
    if not problems:
        return usual
    evidence = np.stack([_marginal(problem) for problem in problems])

    def merit(pair: tuple[float, float]) -> tuple[float, float]:
        trial = ParameterSet(name="trial", version="", alpha=pair[0], c=pair[1], reason="fit")
        fit = float(np.log(evidence @ prior(trial)).sum())
        return (
            round(fit, 9),
            -abs(math.log(pair[0] / usual[0])) - abs(math.log(pair[1] / usual[1])),
        )

    return max(product(alphas, cs), key=merit)


def _marginal(problem: Problem) -> Floats:
    """Return h(N) sum_M S_NM prod_g L_g(M), scaled to a maximum of 1; shape (K,)."""
    logs = voice_log_likelihood(problem).sum(axis=0)
    found = np.asarray(shared_error() @ np.exp(logs - logs.max()), dtype=np.float64)
    for voice in problem:
        floor = floor_of(voice)
        if floor is not None:
            found *= floor
    found /= found.max()
    return np.maximum(found, 1e-300, out=found)
