"""What provenance sorts claims into: members, groups, figures."""

from dataclasses import dataclass

from casualties.core.estimation.figures import Reading
from casualties.core.estimation.reasons import Omission
from casualties.core.estimation.wording import listed_briefly
from casualties.core.types import EvidenceClaim
from casualties.core.words import Use
from sources.core.types import Protection, Reliability


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims that trace to one voice: one root statement, or the statements of one claimant.

    ``key`` is the root claim's key, or the key its carriers name where the root is not on file;
    ``root`` is None then. ``reliability`` is the root's, never the best carrier's. ``denials``
    are the voice's denials of harm and their copies, for a method that weighs denials.
    """

    key: str
    root: str | None
    reliability: Reliability
    members: tuple[Member, ...] = ()
    denials: tuple[Member, ...] = ()

    @property
    def counted(self) -> tuple[Member, ...]:
        """Return the members whose figures bear on the range."""
        return tuple(member for member in self.members if member.use is Use.COUNTED)

    @property
    def speaker(self) -> str:
        """Return who speaks, as readers may see it."""
        heard = self.counted or self.denials
        return listed_briefly(sorted({member.claim.speaker for member in heard}), "other")

    @property
    def protected(self) -> bool:
        """True where a figure or denial of the group comes from a source not all may see."""
        return any(member.protected for member in (*self.counted, *self.denials))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A claim's figure that may count: read as numbers, for all the victims or for a part."""

    claim: EvidenceClaim
    reading: Reading
    part: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Every claim of a measure, exactly once: in a group or left out with a reason.

    Denials are left out, and are also in the ``denials`` of their voice's group or, where it
    gives no figure, of one of the ``deniers``: a method that weighs them finds them there.
    """

    groups: tuple[Group, ...]
    left_out: tuple[Omission, ...]
    deniers: tuple[Group, ...] = ()
