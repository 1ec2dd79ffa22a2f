"""Which figures are first counts, published while people are still being found."""

from typing import Final

from casualties.core.estimation.posterior.constants import constant
from casualties.core.types import EvidenceClaim

_DAYS: Final = int(constant("claim.early_days"))


def is_early(claim: EvidenceClaim) -> bool:
    """Return whether a claim was published within 72 hours of the day it speaks of.

    False where either day is unknown, and where the publication is dated before the event.
    """
    if claim.published_on is None or claim.event_date is None:
        return False
    return 0 <= (claim.published_on - claim.event_date).days < _DAYS
