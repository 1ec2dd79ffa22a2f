"""What customary methods make of the same figures, for comparison."""

import math
from collections.abc import Sequence

from scipy import special

from casualties.core.estimation.method import Case
from casualties.core.estimation.posterior.constants import constant

LEVEL = 0.8


def dersimonian_laird(case: Case, *, least_one: bool = False) -> tuple[float, float] | None:
    """Return the 80 % interval of a random-effects mean, in log figures; None without figures.

    Within-source variances are those of the grades. The interval is Hartung and Knapp's; with
    ``least_one`` their factor never falls below 1, as is often advised. One source: normal.

    References: DerSimonian and Laird 1986; Hartung and Knapp 2001.
    """
    points = [(_point(voice), _variance(voice)) for voice in case.voices(part=False)]
    if not points:
        return None
    figures, variances = zip(*points, strict=True)
    if len(points) == 1:
        reach = 1.2815515655446004 * math.sqrt(variances[0])
        return figures[0] - reach, figures[0] + reach
    between = _between(figures, variances)
    weights = [1 / (variance + between) for variance in variances]
    centre = _mean(figures, weights)
    spread = _mean([(figure - centre) ** 2 for figure in figures], weights) * sum(weights)
    factor = spread / (len(points) - 1)
    error = math.sqrt((max(factor, 1.0) if least_one else factor) / sum(weights))
    reach = float(special.stdtrit(len(points) - 1, (1 + LEVEL) / 2)) * error
    return centre - reach, centre + reach


def _point(voice) -> float:
    reading = voice.reading
    middle = reading.single if reading.single is not None else (reading.floor + reading.ceiling) / 2
    return math.log(middle + 0.5)


def _variance(voice) -> float:
    return constant(f"s.{voice.reliability}") ** 2 + 0.10 / (voice.reading.floor + 1)


def _mean(figures: Sequence[float], weights: Sequence[float]) -> float:
    return sum(f * w for f, w in zip(figures, weights, strict=True)) / sum(weights)


def _between(figures: Sequence[float], variances: Sequence[float]) -> float:
    """DerSimonian and Laird's moment estimate of the variance between sources."""
    weights = [1 / variance for variance in variances]
    centre = _mean(figures, weights)
    q = sum(w * (f - centre) ** 2 for f, w in zip(figures, weights, strict=True))
    scale = sum(weights) - sum(w * w for w in weights) / sum(weights)
    return max(0.0, (q - (len(figures) - 1)) / scale)
