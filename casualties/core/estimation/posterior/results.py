"""What the arithmetic gives back: plain figures, ready to be told and stored."""

from typing import NamedTuple


class Span(NamedTuple):
    """An interval that holds the truth with probability ``level``; low, high in persons."""

    level: float
    low: int
    high: int


class PeakReading(NamedTuple):
    """One of two readings of the evidence: its peak, its 80 % range, its probability."""

    peak: int
    low: int
    high: int
    probability: float


class Influence(NamedTuple):
    """What one voice does to an estimate.

    Parameters
    ----------
    shift
        ln of the median without the voice less ln of the median with it, of n + 1/2.
    divergence
        KL(p || p without), in nats, 0 and up: how much the voice tells beyond the others.
    overlap
        Sum of sqrt(p without x p from the voice alone), 0 to 1: how far it agrees with the rest.
    positive_without
        P(N > 0) without the voice.
    median, low, high
        The estimate from the voice alone, 80 %.
    """

    shift: float
    divergence: float
    overlap: float
    positive_without: float
    median: int
    low: int
    high: int


class Answer(NamedTuple):
    """The posterior of one problem in figures.

    ``best`` is the rounded representative count of the median bin; ``spans`` the intervals at
    50, 80 and 95 %; ``zero`` P(N = 0); ``mean`` and ``sd`` those of ln(N + 1/2); ``readings``
    two where the evidence has two peaks, else none; ``voices`` in the order of the problem.
    """

    best: int
    spans: tuple[Span, ...]
    zero: float
    mean: float
    sd: float
    readings: tuple[PeakReading, ...]
    voices: tuple[Influence, ...]

    def span(self, level: float) -> Span:
        """Return the interval of a level that was asked for."""
        return next(span for span in self.spans if span.level == level)
