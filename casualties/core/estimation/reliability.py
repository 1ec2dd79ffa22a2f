"""How the reliability of a group follows from its claims."""

from collections.abc import Iterable

from sources.core.types import Reliability

_RANK = {
    Reliability.A: 0,
    Reliability.B: 1,
    Reliability.C: 2,
    Reliability.D: 3,
    Reliability.F: 3,  # "cannot be judged" is not "worst": it stands with D, as an unknown
    Reliability.E: 4,
}
WEAK = frozenset({Reliability.D, Reliability.E, Reliability.F})


def rank(reliability: Reliability) -> int:
    """Return 0 for A to 4 for E; F, which cannot be judged, stands with D."""
    return _RANK[reliability]


def worst(reliabilities: Iterable[Reliability]) -> Reliability:
    """Return the lowest, F standing with D (and named F where both are there).

    Examples
    --------
    >>> worst([Reliability.B, Reliability.F]).value, worst([Reliability.F, Reliability.E]).value
    ('F', 'E')
    """
    return max(reliabilities, key=lambda reliability: (rank(reliability), reliability.value))


def of_carriers(carriers: Iterable[Reliability]) -> Reliability:
    """Return the reliability of a root nobody has on file: its worst carrier's, D at best."""
    lowest = worst(carriers)
    return lowest if lowest in WEAK else Reliability.D
