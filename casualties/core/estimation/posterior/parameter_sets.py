"""Priors under a name and a version: the usual one, an editor's, and one refitted to a conflict."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.terms import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterSet:
    """A prior for the count of an incident, named beside every figure made with it.

    Parameters
    ----------
    name, version
        How an estimate refers to it.
    alpha
        Steepness of the tail, above 1: P(N > n) falls as n to the power 1 - alpha.
    c
        Persons, above -1/2: counts well below c are about equally likely.
    reason
        Why this one; never empty but for the default.
    """

    name: str
    version: str
    alpha: float
    c: float
    zero: float = field(default_factory=lambda: constant("prior.zero"))
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a prior without a finite sum, and one nobody gave a reason for."""
        if self.alpha <= 1 or self.c <= -0.5 or not 0 < self.zero < 1:
            raise ValueError("A prior needs alpha > 1, c > -1/2 and 0 < zero < 1.")
        if not self.reason and self.name != "default":
            raise ValueError(f"The parameter set {self.name!r} needs a reason.")

    @property
    def identity(self) -> str:
        """Return a hash of everything that can change a figure."""
        content = [self.name, self.version, self.alpha, self.c, self.zero]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


DEFAULT: Final = ParameterSet(
    name="default", version="1", alpha=constant("prior.alpha"), c=constant("prior.c")
)
MASS_CASUALTY_ALPHA: Final = 1.6
MASS_CASUALTY_C: Final = 8.0
REFIT_ALPHA: Final = tuple(1.6 + 0.1 * step for step in range(15))
REFIT_C: Final = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0)


def mass_casualty(reason: str) -> ParameterSet:
    """Return the prior for an event known to be of the rare large kind.

    Answers the pull of the usual prior towards few, where an editor knows of a collapsed building
    or a bombed crowd. Not for an incident that merely has large claims: these speak themselves.

    Examples
    --------
    >>> mass_casualty("A shelter with hundreds inside was hit.").alpha
    1.6
    """
    return ParameterSet(
        name="mass-casualty event",
        version="1",
        alpha=MASS_CASUALTY_ALPHA,
        c=MASS_CASUALTY_C,
        reason=reason,
    )


def refit(problems: Sequence[Problem], *, conflict: str, version: str) -> ParameterSet:
    """Fit the prior of a conflict to its incidents by type-II maximum likelihood.

    Answers how large incidents of this conflict usually are. Not for fewer than some dozens of
    incidents, nor to learn how often an incident is harmless: `zero` stays as it is, since sets
    full of zeros misfit it.

    Parameters
    ----------
    problems
        The voices of each incident.
    conflict, version
        Name and version of the set that comes out.

    Returns
    -------
    ParameterSet
        The pair that makes the claims on file most likely, alpha within 1.6 to 3, c within .5 to
        8; the default's figures where there is no incident.

    Notes
    -----
    Maximises sum over incidents of ln sum_N prior(N) h(N) sum_M S_NM prod_g L_g(M) over a table
    of 15 x 9 pairs. Ties go to the pair nearest the default.
    """
    from casualties.core.estimation.posterior.refit import most_likely_pair

    alpha, c = most_likely_pair(problems, REFIT_ALPHA, REFIT_C)
    return ParameterSet(
        name=conflict,
        version=version,
        alpha=alpha,
        c=c,
        reason=f"Fitted to {len(problems)} incidents of {conflict}.",
    )
