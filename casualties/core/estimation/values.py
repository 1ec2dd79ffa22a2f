"""What an estimate is."""

from dataclasses import dataclass

from casualties.core.estimation.derivation import Derivation
from casualties.core.estimation.grading import Grade
from casualties.core.estimation.words import Flag, NoEstimate
from casualties.core.types import Interval, Measure
from casualties.core.words import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why there is no range: a code for machines, a sentence for people."""

    code: NoEstimate
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What is needed to say why a range moved: an estimate, or a stored row, without its inputs."""

    outcome: Outcome
    interval: Interval
    method: str
    method_version: str
    scheme: str
    derivation: Derivation
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateValue:
    """The range of one measure of one incident, and everything that explains it.

    Parameters
    ----------
    outcome
        `range`; or `no_estimate`, with ``reason`` and an empty interval.
    level
        Probability the interval claims to hold the truth with (0 to 1); None for field methods,
        which claim none.
    claims, groups
        Claims whose figures or copies are in a group; independent groups.
    bench
        The other methods' intervals, by method name.
    grade
        The incident's grade, with its headline; None with other measures.
    digest
        sha256 of everything the estimate depends on. Equal digests mean equal estimates.
    """

    measure: Measure
    outcome: Outcome
    reason: Reason | None
    interval: Interval
    level: float | None
    method: str
    method_version: str
    scheme: str
    claims: int
    groups: int
    flags: tuple[Flag, ...]
    bench: tuple[tuple[str, Interval], ...]
    grade: Grade | None
    derivation: Derivation
    digest: str

    @property
    def snapshot(self) -> Snapshot:
        """Return the estimate as a stored row would give it back."""
        return Snapshot(
            outcome=self.outcome,
            interval=self.interval,
            method=self.method,
            method_version=self.method_version,
            scheme=self.scheme,
            derivation=self.derivation,
            reason=self.reason.sentence if self.reason else "",
        )
