"""What the arithmetic is given: claims as numbers, without words, names or keys.

Two claims with the same term are the same evidence; equal problems have equal answers, so that
each is worked out once however many incidents share it.
"""

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """How a term bears on the count."""

    EXACT = 0
    RANGE = 1
    AT_LEAST = 2
    AT_MOST = 3
    DENIAL = 4
    DENIAL_BY_ACCUSED = 5


class Term(NamedTuple):
    """A claim as numbers.

    Parameters
    ----------
    kind
        Which formula applies.
    low, high
        Persons, 0 and up. EXACT: both the figure. AT_LEAST: both the bound. AT_MOST: both the
        bound. Denials: 0.
    r
        Probability that the report is not gone wrong, 0 < r < 1. DENIAL: probability of the
        denial where one person died.
    rho
        Probability that such a report is exactly right, 0 to 1; 0 but for EXACT.
    offset
        Bias and conversion of the report, in log.
    variance
        Variance of the log report without the part that depends on the count.
    """

    kind: Kind
    low: int
    high: int
    r: float
    rho: float
    offset: float
    variance: float


class FloorKind(IntEnum):
    """What makes a count below n unlikely, whatever the reports share."""

    NAMES = 0
    CONCESSION = 1


class Floor(NamedTuple):
    """A floor at n persons."""

    kind: FloorKind
    n: int


class Voice(NamedTuple):
    """One provenance group: its distinct terms and floors, sorted."""

    terms: tuple[Term, ...]
    floors: tuple[Floor, ...]

    @classmethod
    def of(cls, terms: list[Term], floors: list[Floor]) -> "Voice":
        """Collapse exact duplicates and put the rest in the order of their content."""
        return cls(terms=tuple(sorted(set(terms))), floors=tuple(sorted(set(floors))))


Problem = tuple[Voice, ...]
"""The voices of one incident and measure, sorted by content."""
