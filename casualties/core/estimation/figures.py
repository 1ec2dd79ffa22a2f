"""From what was said to numbers: how each qualifier is read."""

from dataclasses import dataclass
from enum import IntEnum

from casualties.core.coding import Scheme
from casualties.core.types import EvidenceClaim, Quantity
from casualties.core.words import Qualifier


class Precision(IntEnum):
    """How sharply a figure is stated, the sharpest first."""

    EXACT = 1
    RANGE = 2
    ONE_SIDED = 3
    VAGUE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A claim's figure in numbers (persons). None: that side, or that figure, was not stated.

    Raises
    ------
    ValueError
        Where neither bound is stated, or they are upside down.
    """

    low: int | None
    best: int | None
    high: int | None
    precision: Precision

    def __post_init__(self) -> None:
        """Refuse a reading that reads nothing."""
        if self.low is None and self.high is None:
            raise ValueError("A reading needs a bound on one side at least.")
        if self.floor > self.ceiling:
            raise ValueError(f"A reading upside down: {self.low} to {self.high}.")

    @property
    def open_below(self) -> bool:
        """True where no lower limit was stated."""
        return self.low is None

    @property
    def open_above(self) -> bool:
        """True where no upper limit was stated."""
        return self.high is None

    @property
    def floor(self) -> int:
        """Return the stated low, or the high where that is all there is."""
        return self.low if self.low is not None else self.high or 0

    @property
    def ceiling(self) -> int:
        """Return the stated high, or the low where that is all there is."""
        return self.high if self.high is not None else self.low or 0

    @property
    def single(self) -> int | None:
        """Return the one figure of the claim: its best, or the figure it gives alone."""
        if self.best is not None:
            return self.best
        return self.low if self.low == self.high else None


def read_quantity(quantity: Quantity, scheme: Scheme) -> Reading | None:
    """Read a quantity as numbers.

    Answers what a figure bounds, before anybody asks whether to believe it. Not for a figure
    that counts only a part of the victims: see `read_part`.

    Parameters
    ----------
    quantity
        The figure as said.
    scheme
        Gives vague words their numbers. A range coded by its maker is `between` and needs none.

    Returns
    -------
    Reading or None
        None where there is nothing to read: no figure, a word the scheme has no numbers for,
        or 'at least 0'.

    Notes
    -----
    exactly x, about x: x to x. At least x: x, open above. More than x: x + 1, open above.
    At most x: x, open below; at most 0 is exactly 0. Between: as stated.

    Examples
    --------
    >>> from casualties.core.coding import load_scheme
    >>> read_quantity(Quantity.said(Qualifier.MORE_THAN, 130), load_scheme("airwars")).low
    131
    """
    low, best, high = quantity.low, quantity.best, quantity.high
    match quantity.qualifier:
        case Qualifier.UNSTATED:
            return None
        case Qualifier.VAGUE:
            return _read_word(quantity.word or "", scheme)
        case Qualifier.AT_MOST if high == 0:
            return Reading(low=0, best=0, high=0, precision=Precision.EXACT)
        case Qualifier.AT_MOST:
            return Reading(low=None, best=None, high=high, precision=Precision.ONE_SIDED)
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return _at_least((low or 0) + (quantity.qualifier is Qualifier.MORE_THAN))
        case _:
            precision = Precision.EXACT if low == high else Precision.RANGE
            return Reading(low=low, best=best, high=high, precision=precision)


def read_part(claim: EvidenceClaim, scheme: Scheme) -> Reading | None:
    """Read a figure for a part of the victims as what it says of all: at least so many.

    Returns
    -------
    Reading or None
        None where the part has no lower figure above 0: it then says nothing of the total.

    Notes
    -----
    23 children: at least 23 people. 5 to 8 children: at least 5. Up to 8 children: nothing.
    """
    whole = read_quantity(claim.quantity, scheme)
    return _at_least(whole.low or 0) if whole is not None else None


def _read_word(word: str, scheme: Scheme) -> Reading | None:
    numbers = scheme.range_of(word)
    if numbers is None:
        return None
    return Reading(low=numbers.low, best=None, high=numbers.high, precision=Precision.VAGUE)


def _at_least(figure: int) -> Reading | None:
    if figure == 0:
        return None
    return Reading(low=figure, best=None, high=None, precision=Precision.ONE_SIDED)
