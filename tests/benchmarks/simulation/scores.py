"""How good an interval was, once the truth is known."""

import math
from collections.abc import Sequence


def winkler(low: float, high: float, truth: float, level: float = 0.8) -> float:
    """Return Winkler's score of an interval: its width, and 2/(1 - level) for each unit missed by.

    All in ln(N + 1). Less is better; neither wide nor overconfident intervals pay.

    Reference: Winkler, JASA 1972.
    """
    missed = max(low - truth, truth - high, 0.0)
    return high - low + 2 / (1 - level) * missed


def of_persons(low: float, high: float, truth: int, level: float = 0.8) -> float:
    """Return the score of an interval given in persons."""
    return winkler(math.log(low + 1), math.log(high + 1), math.log(truth + 1), level)


def mean(values: Sequence[float]) -> float:
    """Return the mean; nan of nothing."""
    return sum(values) / len(values) if values else math.nan


def median(values: Sequence[float]) -> float:
    """Return the upper median; nan of nothing."""
    return sorted(values)[len(values) // 2] if values else math.nan
