"""How many: weak on purpose, or the linker would choose the claims that agree."""

from casualties.core.linking.finding import Finding
from casualties.core.linking.types import Candidate, Count, LinkClaim

CEILING_BITS = 0.6
"""No agreement or difference of figures may weigh more (linking.md): strong weights select
agreeing claims, and a range of claims selected to agree is silently too narrow."""

FACTOR = 3.0
"""Figures further apart than this factor speak against; competing claims often differ by two."""


def counts(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare figures of the same measure; several: any pair that agrees is enough."""
    pairs = [
        (ours, theirs)
        for ours in claim.counts
        for theirs in candidate.counts
        if ours.measure == theirs.measure and ours.sub_group == theirs.sub_group
    ]
    factors = [factor for pair in pairs if (factor := _factor(*pair)) is not None]
    if not factors:
        return None
    least = min(factors)
    if least == 1:
        return Finding("agree", "The figures agree.")
    if least < FACTOR:
        return Finding("near", f"The figures differ by a factor of {least:.1f}.")
    return Finding("differ", f"The figures differ by a factor of {least:.1f}.")


def _factor(one: Count, other: Count) -> float | None:
    """Return how many times as great the one's low is as the other's high, at least 1.

    One is added to both, so that 0 compares with 2 as 1 with 3. None where neither end meets.
    """
    factors = [
        (low + 1) / (high + 1)
        for low, high in ((one.low, other.high), (other.low, one.high))
        if low is not None and high is not None
    ]
    return max(1.0, *factors) if factors else None
