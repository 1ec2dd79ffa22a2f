"""From numbers of people to places on an axis."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LOG_ABOVE = 20
"""Greatest over least figure from which an axis is logarithmic: below, all can be told apart."""

FIRST, LAST = 2.0, 98.0
"""Where an axis begins and ends, in percent: marks at its ends are not cut."""

_MOST_TICKS = 6
_ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """An axis of counts. A linear one begins at 0; a logarithmic one is of n + 1/2, so 0 has one.

    Examples
    --------
    >>> Scale.over([4, 8]).log, Scale.over([4, 400]).log
    (False, True)
    """

    low: int
    high: int
    log: bool

    @classmethod
    def over(cls, figures: Iterable[int]) -> "Scale":
        """Return an axis that holds all figures; without any, one from 0 to 1."""
        found = sorted(figures) or [0, 1]
        least, most = found[0], max(found[-1], 1)
        if most > LOG_ABOVE * max(least, 1):
            return cls(low=least, high=most, log=True)
        return cls(low=0, high=most, log=False)

    def at(self, figure: float) -> float:
        """Return where a figure is, in percent; what lies beyond the axis is at its end."""
        share = (self._measure(figure) - self._measure(self.low)) / self._length
        return round(FIRST + (LAST - FIRST) * min(max(share, 0.0), 1.0), 3)

    def ticks(self) -> tuple[int, ...]:
        """Return round figures to write along the axis."""
        if not self.log:
            step = next(step for step in _steps() if self.high / step <= _MOST_TICKS)
            return tuple(range(0, self.high + 1, step))
        found = [n for n in _round_figures(self.high) if n >= self.low]
        tens = [n for n in found if str(n)[0] == "1"]
        zero = [0] if self.low == 0 else []
        return tuple(zero + (tens if len(found) > _MOST_TICKS and len(tens) > 1 else found))

    @property
    def _length(self) -> float:
        return self._measure(self.high) - self._measure(self.low)

    def _measure(self, figure: float) -> float:
        return math.log(figure + 0.5) if self.log else figure


def _steps() -> Iterator[int]:
    power = 1
    while True:
        yield from (digit * power for digit in _ROUND)
        power *= 10


def _round_figures(most: int) -> list[int]:
    found: list[int] = []
    for step in _steps():
        if step > most:
            return found
        found.append(step)
    return found
