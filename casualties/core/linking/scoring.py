"""How well a claim fits an incident, feature by feature."""

from casualties.core.linking.bad_input import sound
from casualties.core.linking.comparators import COMPARATORS
from casualties.core.linking.types import Candidate, Feature, LinkClaim, Scored
from casualties.core.linking.weights import Weights

DECIMALS = 9  # of stored bits: the order of a sum must not show


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
        Features in a fixed order, each with its sentence. What either side does not state weighs
        nothing and is not listed.
    """
    claim, known = sound(claim), sound(candidate)
    features, impossible = [], None
    for name, compare in COMPARATORS:
        finding = compare(claim, known)
        if finding is None:
            continue
        bits = weights.bits[f"{name}.{finding.level}"]
        features.append(Feature(name, finding.level, bits, finding.sentence))
        if finding.impossible:
            impossible = finding.sentence
    total = weights.bits["prior"] + sum(feature.bits for feature in features)
    return Scored(
        candidate=candidate,
        features=tuple(features),
        bits=round(total, DECIMALS),
        impossible=impossible,
    )
