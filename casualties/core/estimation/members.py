"""A claim on its way into a group: its figure, and its place there."""

from dataclasses import dataclass

from casualties.core.estimation.figures import Reading
from casualties.core.types import EvidenceClaim
from casualties.core.words import Use
from sources.core.types import Protection


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A claim's figure that may count: read as numbers, for all the victims or for a part."""

    claim: EvidenceClaim
    reading: Reading
    part: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A claim in a group: counted with its reading, or a copy that adds nothing.

    ``part`` is True where the figure counts a part of the victims and reads as 'at least'.
    """

    claim: EvidenceClaim
    use: Use
    why: str
    reading: Reading | None
    part: bool = False

    @property
    def protected(self) -> bool:
        """True where not everybody may see who said it."""
        return self.claim.protection is not Protection.PUBLIC
