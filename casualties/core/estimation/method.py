"""What a method is given and what it gives back. Every method meets this one contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from casualties.core.coding import Scheme
from casualties.core.estimation.figures import Reading
from casualties.core.estimation.groups import Group, Member
from casualties.core.estimation.posterior.parameter_sets import DEFAULT, ParameterSet
from casualties.core.estimation.posterior.results import Answer
from casualties.core.estimation.posterior.terms import Floor, Term
from casualties.core.estimation.reasons import Omission
from casualties.core.estimation.roles import Role
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
    """What is on file for one measure, sorted.

    Parameters
    ----------
    groups
        The voices that give a figure; those that only deny are the ``deniers``.
    left_out
        What bears on nothing. It holds the denials too, as most methods leave them out.
    roles
        Claim key to its speaker's role; absent: neutral.
    combatants
        Whether any claim on the incident speaks of combatants.
    parameters
        The prior, for a method that has one.
    """

    measure: Measure
    scheme: Scheme
    groups: tuple[Group, ...] = ()
    left_out: tuple[Omission, ...] = ()
    deniers: tuple[Group, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    combatants: bool = False
    parameters: ParameterSet = DEFAULT

    @property
    def converted(self) -> bool:
        """True where figures of another measure stand in for this one's."""
        return any(member.claim.measure != self.measure for member in self.counted)

    def role(self, claim: EvidenceClaim) -> Role:
        """Return the role of a claim's speaker in the incident."""
        return self.roles.get(claim.key, Role.NEUTRAL)

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
    """What a group did to a weighted estimate.

    Parameters
    ----------
    weight
        Its share of all that the groups tell, 0 to 1.
    shift
        Change of ln of the median were it left out.
    divergence, overlap
        How much it tells beyond the others (nats); how far it agrees with them (0 to 1).
    alone
        The range and best from this group by itself.
    terms
        Its claims as numbers, by claim key, with the weight of each in the group.
    floors
        The floors it sets.
    """

    weight: float
    shift: float
    divergence: float | None = None
    overlap: float | None = None
    alone: Interval | None = None
    terms: Mapping[str, tuple[Term, float]] = field(default_factory=dict)
    floors: tuple[Floor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a method makes of a case. ``level`` is None for methods that claim no probability.

    ``answer`` is the whole posterior in figures, where there is one.
    """

    interval: Interval
    low: Bound
    high: Bound
    best: Bound | None = None
    level: float | None = None
    flags: frozenset[Flag] = frozenset()
    shares: Mapping[str, Share] = field(default_factory=dict)
    answer: Answer | None = None


class Method(Protocol):
    """A way to make a range from a case. A method is a pure function with a name and a version."""

    @property
    def name(self) -> str:
        """Return the name an estimate states."""

    @property
    def version(self) -> str:
        """Return the version; it changes whenever the same case may give other figures."""

    @property
    def weighs_denials(self) -> bool:
        """Return whether denials bear on its ranges."""

    @property
    def converts(self) -> bool:
        """Return whether it reads figures of other measures where the one asked has none."""

    def answers(self, case: Case) -> bool:
        """Return whether the case holds enough for a range."""

    def find(self, case: Case) -> Finding:
        """Return the range of a case that it answers."""

    def find_many(self, cases: Sequence[Case]) -> list[Finding]:
        """Return the ranges of cases that it answers, in their order."""
