"""What each voice does: leave it out, or hear it alone, and compare."""

import numpy as np

from casualties.core.estimation.posterior.arrays import divergence_terms
from casualties.core.estimation.posterior.combination import Masses
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.results import Influence
from casualties.core.estimation.posterior.summary import intervals, medians, rounded_counts

_LEAST = 1e-300


def influences(masses: Masses) -> list[Influence]:
    """Return the influence of each row of ``masses.without``, in its order.

    Notes
    -----
    One voice: compared with the prior. Two equal voices: each shifts by little and overlaps
    much. Total disagreement: overlap near 0.
    """
    y = the_grid().y
    whole, without = masses.whole[masses.owner], masses.without
    shifts = y[medians(without)] - y[medians(masses.whole)][masses.owner]
    divergences = divergence_terms(whole, np.maximum(without, _LEAST)).sum(axis=1)
    roots = np.sqrt(masses.alone)
    overlaps = np.einsum("ij,ij->i", np.sqrt(without), roots[masses.voice])
    heard = rounded_counts(medians(masses.alone)).tolist()
    spans = [span for (span,) in intervals(masses.alone, [constant("summary.level")])]
    columns = zip(
        shifts.tolist(),
        np.maximum(divergences, 0.0).tolist(),
        np.minimum(overlaps, 1.0).tolist(),
        (1.0 - without[:, 0]).tolist(),
        masses.voice.tolist(),
        strict=True,
    )
    return [
        Influence(shift, divergence, overlap, positive, heard[row], spans[row].low, spans[row].high)
        for shift, divergence, overlap, positive, row in columns
    ]
