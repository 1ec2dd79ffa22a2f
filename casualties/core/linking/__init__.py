"""Which incident is this claim about? Pure: features, probabilities, decisions."""

from casualties.core.linking.deciding import decide
from casualties.core.linking.scoring import score
from casualties.core.linking.types import (
    Account,
    Candidate,
    Citation,
    Count,
    Days,
    Decision,
    Feature,
    LinkClaim,
    Ranked,
    Scored,
    Spot,
    Thresholds,
)
from casualties.core.linking.weights import DECLARED, Weights
from casualties.core.linking.words import Course, LinkFlag

__all__ = [
    "DECLARED",
    "Account",
    "Candidate",
    "Citation",
    "Count",
    "Course",
    "Days",
    "Decision",
    "Feature",
    "LinkClaim",
    "LinkFlag",
    "Ranked",
    "Scored",
    "Spot",
    "Thresholds",
    "Weights",
    "decide",
    "score",
]
