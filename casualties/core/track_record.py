"""How often a source's figures agreed with what was signed off later."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from casualties.core.types import Interval

Z_95 = 1.959963984540054  # standard normal quantile of a two-sided 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of cases with its interval, all from 0 to 1; ``n`` is how many there were."""

    hits: int
    n: int
    share: float
    low: float
    high: float


def wilson(hits: int, n: int, *, z: float = Z_95) -> Share | None:
    """Give a share its score interval, which holds for few cases and for none or all of them.

    Parameters
    ----------
    hits, n : int
        Cases that agreed, of all: 0 <= hits <= n.
    z : float
        Standard normal quantile of the level; 95 % by default.

    Returns
    -------
    Share or None
        None where there is no case at all: nothing can be said.

    Notes
    -----
    Centre (p + z^2/2n) / (1 + z^2/n), half width z sqrt(p(1-p)/n + z^2/4n^2) / (1 + z^2/n).

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
       inference. Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> round(wilson(8, 10).low, 3), round(wilson(8, 10).high, 3)
    (0.49, 0.943)
    """
    if n == 0:
        return None
    if not 0 <= hits <= n:
        raise ValueError(f"hits must lie between 0 and n: {hits} of {n}.")
    p, scale = hits / n, 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    return Share(hits=hits, n=n, share=p, low=max(0.0, centre - half), high=min(1.0, centre + half))


Verdict = Literal["within", "below", "above"]


def verdict(low: int | None, high: int | None, signed: Interval) -> Verdict:
    """Say where a stated figure lies beside a signed range.

    Parameters
    ----------
    low, high : int or None
        As stated, in people; None where no limit was stated on that side.
    signed : Interval
        The signed range; an open side reaches as far as need be.

    Returns
    -------
    str
        ``within`` where the two meet, so that both can be true; else ``below`` or ``above``.
    """
    if high is not None and signed.low is not None and high < signed.low and not signed.open_below:
        return "below"
    if low is not None and signed.high is not None and low > signed.high and not signed.open_above:
        return "above"
    return "within"


def agreement(verdicts: Iterable[Verdict]) -> Share | None:
    """Return the share of figures that could be true beside what was signed."""
    found = list(verdicts)
    return wilson(found.count("within"), len(found))
