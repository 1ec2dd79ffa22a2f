"""Which other counts may stand in for killed civilians, where nobody counts these."""

from typing import Final

from casualties.core.types import HEADLINE, Evidence, Measure
from casualties.core.words import Harm, Status

CONVERTIBLE: Final = frozenset(
    Measure(harm=harm, status=status)
    for harm in (Harm.KILLED, Harm.KILLED_OR_INJURED)
    for status in (Status.CIVILIAN, Status.UNKNOWN)
) - {HEADLINE}
"""Counts of people of unstated status, and of killed and injured together."""

UNCONVERTED_HARMS: Final = frozenset({Harm.BODIES_FOUND, Harm.TAKEN_AWAY})
"""Harms that get an envelope and nothing else: no model here says what they are counts of."""


def may_convert(evidence: Evidence, measure: Measure) -> bool:
    """Return whether there is anything on file that could stand in for the measure."""
    return measure == HEADLINE and any(claim.measure in CONVERTIBLE for claim in evidence.claims)


def combatants_spoken_of(evidence: Evidence) -> bool:
    """Return whether any claim on the incident counts combatants."""
    return any(claim.measure.status is Status.COMBATANT for claim in evidence.claims)
