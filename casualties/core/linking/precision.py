"""How right the links made by rule are, measured on a sample that people checked."""

import math
from dataclasses import dataclass

Z_95 = 1.959964
"""97.5th percentile of the normal distribution: a 95 % interval."""

SPOT_CHECK_SHARE = 0.02
"""Share of the automatic links drawn into review (linking.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPrecision:
    """``right`` of ``checked`` links hold; the true share lies in low to high with 95 %."""

    right: int
    checked: int
    low: float
    high: float


def measured_precision(right: int, checked: int) -> MeasuredPrecision:
    """Return the share of links that hold, with Wilson's 95 % interval.

    Parameters
    ----------
    right, checked
        Links a person confirmed, and links a person looked at (0 <= right <= checked).

    Returns
    -------
    MeasuredPrecision
        Ends rounded to 4 decimals; 0 to 1 where nothing was checked.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
       inference. Journal of the American Statistical Association 22.

    Examples
    --------
    >>> measured_precision(97, 100).low
    0.9155
    """
    if not 0 <= right <= checked:
        raise ValueError(f"{right} of {checked} cannot be right: count each link once.")
    if checked == 0:
        return MeasuredPrecision(right=0, checked=0, low=0.0, high=1.0)
    share, z2 = right / checked, Z_95**2
    middle = (share + z2 / (2 * checked)) / (1 + z2 / checked)
    reach = math.sqrt(share * (1 - share) / checked + z2 / (4 * checked**2))
    half = Z_95 * reach / (1 + z2 / checked)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return MeasuredPrecision(right=right, checked=checked, low=round(low, 4), high=round(high, 4))
