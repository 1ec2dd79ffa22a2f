"""Which statement goes back to which: proposals with a sentence each, for a person to confirm."""

from casualties.core.linking.lineage.proposing import origin, propose
from casualties.core.linking.lineage.types import Proposal, Told

__all__ = ["Proposal", "Told", "origin", "propose"]
