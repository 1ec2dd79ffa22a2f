"""What a method is given and what it gives back. Every method meets this one contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from casualties.core.coding import Scheme
from casualties.core.estimation.figures import Reading
from casualties.core.estimation.groups import Group, Member
from casualties.core.estimation.reasons import Omission
from casualties.core.estimation.words import Flag
from casualties.core.types import EvidenceClaim, Interval, Measure
from sources.core.types import Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One counted figure as a method sees it: the numbers, who speaks, in which group."""

    claim: EvidenceClaim
    reading: Reading
    group: str
    reliability: Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is on file for one measure, sorted: at least one group with a figure.

    ``left_out`` holds the denials too, for a method that weighs them.
    """

    measure: Measure
    scheme: Scheme
    groups: tuple[Group, ...]
    left_out: tuple[Omission, ...]

    def voices(self, *, part: bool) -> tuple[Voice, ...]:
        """Return the figures for all the victims, or those for a part, by claim key."""
        found = [
            Voice(
                claim=member.claim,
                reading=member.reading,
                group=group.key,
                reliability=group.reliability,
            )
            for group in self.groups
            for member in group.counted
            if member.part is part and member.reading is not None
        ]
        return tuple(sorted(found, key=lambda voice: voice.claim.key))

    @property
    def counted(self) -> tuple[Member, ...]:
        """Return every member whose figure bears on the range."""
        return tuple(member for group in self.groups for member in group.counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Where one end of a range comes from. ``claim`` is None where several claims make it."""

    figure: int
    claim: str | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a group did to a weighted estimate: its weight, and the shift were it left out."""

    weight: float
    shift: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a method makes of a case. ``level`` is None for methods that claim no probability."""

    interval: Interval
    low: Bound
    high: Bound
    best: Bound | None = None
    level: float | None = None
    flags: frozenset[Flag] = frozenset()
    shares: Mapping[str, Share] = field(default_factory=dict)


class Method(Protocol):
    """A way to make a range from a case. A method is a pure function with a name and a version."""

    @property
    def name(self) -> str:
        """Return the name an estimate states."""

    @property
    def version(self) -> str:
        """Return the version; it changes whenever the same case may give other figures."""

    def find(self, case: Case) -> Finding:
        """Return the range of a case that has at least one group."""
