"""The lines of a derivation: voices, claims, numbers."""

from dataclasses import dataclass

from casualties.core.estimation.posterior.results import PeakReading, Span
from casualties.core.words import LeftOut, Qualifier, Use
from sources.core.types import Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A figure as it was said; ``scheme`` names the maker's own coding of a coded range."""

    qualifier: Qualifier
    low: int | None
    best: int | None
    high: int | None
    word: str | None
    expression: str
    sub_group: str | None
    scheme: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """A figure as numbers. None: not stated."""

    low: int | None
    best: int | None
    high: int | None
    open_below: bool
    open_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A claim as the posterior computed with it: the numbers of `Term` and its weight."""

    kind: str
    low: int
    high: int
    r: float
    rho: float
    offset: float
    variance: float
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorLine:
    """A floor a group sets: a list of n names, or n conceded."""

    kind: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceLine:
    """What a group tells beyond the others, how far it agrees with them, what it says alone."""

    divergence: float
    overlap: float
    low: int | None
    best: int | None
    high: int | None
    floors: tuple[FloorLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PosteriorLine:
    """The posterior in figures, with the prior and the table of constants it was made with.

    ``zero`` is the probability that nobody was harmed; ``mean`` and ``sd`` are those of
    ln(N + 1/2); ``readings`` are two where the evidence has two peaks, else none.
    """

    constants: str
    parameters: str
    parameters_version: str
    alpha: float
    c: float
    zero_prior: float
    reason: str
    intervals: tuple[Span, ...]
    zero: float
    mean: float
    sd: float
    readings: tuple[PeakReading, ...]
    converted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivationMember:
    """A claim in a group: what it said, how that was read, what was done with it.

    ``term`` is None for the field methods and for copies.
    """

    claim: str
    use: Use
    why: str
    speaker: str
    protected: bool
    said: Said
    read_as: ReadAs | None
    term: TermLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivationGroup:
    """One independent voice. What it does to the range is None for the field methods."""

    key: str
    root: str | None
    speaker: str
    protected: bool
    reliability: Reliability
    members: tuple[DerivationMember, ...]
    weight: float | None = None
    shift: float | None = None
    influence: InfluenceLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivationOmission:
    """A claim that bears on nothing, and why."""

    claim: str
    code: LeftOut
    sentence: str
    speaker: str
    protected: bool
    said: Said
