"""How well a claim fits an incident, feature by feature."""

from casualties.core.linking.types import Candidate, LinkClaim, Scored
from casualties.core.linking.weights import Weights


def score(claim: LinkClaim, candidate: Candidate, weights: Weights) -> Scored:
    """Weigh everything that speaks for and against the claim being about the incident.

    Parameters
    ----------
    claim, candidate
        What the claim says, and what is on file of the incident. Impossible coordinates and days
        count as not stated.
    weights
        Bits of each finding.

    Returns
    -------
    Scored
        Features in a fixed order, each with its sentence. A finding that is not stated on either
        side weighs nothing and is not listed.
    """
    raise NotImplementedError
