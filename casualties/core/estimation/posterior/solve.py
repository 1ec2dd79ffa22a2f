"""From problems to answers: each distinct problem once, in batches that fit the cache."""

from collections.abc import Iterator, Sequence

import numpy as np

from casualties.core.estimation.posterior.combination import Masses, masses, whole_masses
from casualties.core.estimation.posterior.constants import LEVELS
from casualties.core.estimation.posterior.influence import influences
from casualties.core.estimation.posterior.parameter_sets import DEFAULT, ParameterSet
from casualties.core.estimation.posterior.readings import two_readings
from casualties.core.estimation.posterior.results import Answer, Influence, Span
from casualties.core.estimation.posterior.summary import (
    intervals,
    log_moments,
    medians,
    rounded_counts,
)
from casualties.core.estimation.posterior.terms import Problem

ROWS_AT_ONCE = 1024
"""Voices worked on together: arrays of 7 MB."""


def solve(problems: Sequence[Problem], parameters: ParameterSet = DEFAULT) -> list[Answer]:
    """Answer problems, one or ten thousand by the same road.

    Parameters
    ----------
    problems
        Each with one voice at least.
    parameters
        The prior.

    Returns
    -------
    list of Answer
        In the order of the problems. Figures in persons; probabilities within 1e-9 of those of
        the same problem in any other company.

    Raises
    ------
    ValueError
        Where a problem has no voice: the prior alone is no estimate.
    """
    if not all(problems):
        raise ValueError("A problem without a voice has no answer: the prior is no estimate.")
    distinct = sorted(set(problems))
    answers: dict[Problem, Answer] = {}
    for batch in _batches(distinct):
        answers.update(zip(batch, _answers(masses(batch, parameters)), strict=True))
    return [answers[problem] for problem in problems]


def solve_whole(
    problems: Sequence[Problem], parameters: ParameterSet = DEFAULT
) -> list[tuple[int, tuple[Span, ...]]]:
    """Return best and intervals alone, without what each voice does.

    Answers simulations and totals, which need no derivation. Figures equal those of `solve`.
    """
    distinct = sorted(set(problems))
    found: dict[Problem, tuple[int, tuple[Span, ...]]] = {}
    for batch in _batches(distinct):
        whole = whole_masses(batch, parameters)
        best = rounded_counts(medians(whole)).tolist()
        found.update(zip(batch, zip(best, intervals(whole, LEVELS), strict=True), strict=True))
    return [found[problem] for problem in problems]


def _batches(problems: Sequence[Problem]) -> Iterator[list[Problem]]:
    batch: list[Problem] = []
    rows = 0
    for problem in problems:
        if batch and rows + len(problem) > ROWS_AT_ONCE:
            yield batch
            batch, rows = [], 0
        batch.append(problem)
        rows += len(problem)
    if batch:
        yield batch


def _answers(found: Masses) -> Iterator[Answer]:
    whole = found.whole
    means, sds = log_moments(whole)
    voices: list[list[Influence]] = [[] for _ in range(len(whole))]
    for owner, influence in zip(found.owner.tolist(), influences(found), strict=True):
        voices[owner].append(influence)
    twofold = two_readings(whole)
    columns = zip(
        rounded_counts(medians(whole)).tolist(),
        intervals(whole, LEVELS),
        whole[:, 0].tolist(),
        np.asarray(means).tolist(),
        np.asarray(sds).tolist(),
        strict=True,
    )
    for row, (best, spans, zero, mean, sd) in enumerate(columns):
        yield Answer(best, spans, zero, mean, sd, twofold.get(row, ()), tuple(voices[row]))
