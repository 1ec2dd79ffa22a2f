"""The ways the field makes a range from several figures. They pick; they do not model error.

Every rule takes one figure or more and returns a `Finding` in persons, low <= best <= high; 0 is
a figure like any other. All five read an open figure at its stated bound on both sides and open
the range on the other: 'more than 130' stands at 131, with no upper limit. A part of the victims
('23 children') enters only where it exceeds every figure for all, and then only raises the high;
where nobody gives a figure for all, parts are read as 'at least'.

References
----------
.. [1] Airwars, methodology and incident assessments, airwars.org.
.. [2] S. van Baalen and K. Hoglund, eventreport (R package), presets of `aggregateData`.
.. [3] ACLED, "FAQs: ACLED fatality methodology".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from statistics import median

from casualties.core.estimation.method import Bound, Case, Finding
from casualties.core.estimation.picking import (
    Voices,
    at_ceiling,
    at_floor,
    best_stated,
    ceiling_of,
    floor_of,
    greatest_first,
    half_or_more,
    least_figure,
    middle_of,
    most_frequent,
    single_of,
    stated,
    stating,
)
from casualties.core.estimation.wording import counted, sentence
from casualties.core.types import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMethod:
    """A rule that picks a range from figures, with the name and version an estimate states."""

    name: str
    version: str
    rule: Callable[[Voices], Finding]

    @property
    def weighs_denials(self) -> bool:
        """No: a denial carries no figure to pick."""
        return False

    @property
    def converts(self) -> bool:
        """No: these rules pick figures as they stand."""
        return False

    def answers(self, case: Case) -> bool:
        """Return whether any claim gives a figure."""
        return bool(case.groups)

    def find_many(self, cases: Sequence[Case]) -> list[Finding]:
        """Apply the rule to each case."""
        return [self.find(case) for case in cases]

    def find(self, case: Case) -> Finding:
        """Apply the rule to the figures for all, then let a greater part raise the high."""
        wholes, parts = case.voices(part=False), case.voices(part=True)
        if not wholes:
            return self.rule(parts)
        return _raised(self.rule(wholes), parts)


def envelope(voices: Voices) -> Finding:
    """Take the least and the greatest figure or bound anybody states, and no best.

    Notes
    -----
    One source: its own figures, twice the same for a single figure. Disagreement widens the
    range without limit. As Airwars does [1]_.
    """
    low = min(voice.reading.floor for voice in voices)
    high = max(voice.reading.ceiling for voice in voices)
    return Finding(
        interval=Interval(
            low=low,
            high=high,
            open_below=any(voice.reading.open_below for voice in voices),
            open_above=any(voice.reading.open_above for voice in voices),
        ),
        low=stated(low, at_floor(voices, low), "the least figure stated"),
        high=stated(high, at_ceiling(voices, high), "the greatest figure stated"),
    )


def majority(voices: Voices) -> Finding:
    """Take the low and the high most voices state, each by itself.

    Notes
    -----
    A group is one voice for each figure it states. Ties go to the better graded voice (F stands
    with D), then to the smaller figure. Picks that come out crossed are put in order. Best: the
    figure most voices give, if any gives one. As eventreport's mode preset does [2]_.
    """
    lower = most_frequent(voices, floor_of)
    upper = most_frequent(voices, ceiling_of)
    best = most_frequent(voices, single_of)
    picks = [pick for pick in (lower, best, upper) if pick is not None]
    low, high = min(picks), max(picks)
    return Finding(
        interval=Interval(
            low=low,
            best=best,
            high=high,
            # a pick that moved out of its place keeps the openness it had
            open_below=any(
                voice.reading.open_below for voice in voices if voice.reading.floor in (lower, low)
            ),
            open_above=any(
                voice.reading.open_above
                for voice in voices
                if voice.reading.ceiling in (upper, high)
            ),
        ),
        low=stated(low, at_floor(voices, low) or stating(voices, low), "the low most stated"),
        high=stated(
            high, at_ceiling(voices, high) or stating(voices, high), "the high most stated"
        ),
        best=best_stated(best, voices, "the figure most stated"),
    )


def conservative(voices: Voices) -> Finding:
    """Take the least low and the least high.

    Notes
    -----
    Best: the least figure, where a range without a best counts with its low. One low claim
    decides, whoever makes it. As ACLED [3]_ and eventreport's conservative preset [2]_ do.
    """
    low = min(voice.reading.floor for voice in voices)
    high = min(voice.reading.ceiling for voice in voices)
    best = min(least_figure(voice.reading) for voice in voices)
    return Finding(
        interval=Interval(
            low=low,
            best=best,
            high=high,
            open_below=any(voice.reading.open_below for voice in at_floor(voices, low)),
            open_above=any(voice.reading.open_above for voice in at_ceiling(voices, high)),
        ),
        low=stated(low, at_floor(voices, low), "the least low stated"),
        high=stated(high, at_ceiling(voices, high), "the least high stated"),
        best=best_stated(best, voices, "the least figure stated"),
    )


def informative(voices: Voices) -> Finding:
    """Take the greatest of the most precise figures: exact, then ranges, one-sided, vague.

    Notes
    -----
    The figure is one claim's: the greatest high, then the greatest low, then the better graded.
    As eventreport's informative preset does [2]_.
    """
    sharpest = min(voice.reading.precision for voice in voices)
    precise = [voice for voice in voices if voice.reading.precision is sharpest]
    chosen = min(precise, key=greatest_first)
    reading, why = chosen.reading, "the greatest of the most precise figures"
    return Finding(
        interval=Interval(
            low=reading.floor,
            best=reading.single,
            high=reading.ceiling,
            open_below=reading.open_below,
            open_above=reading.open_above,
        ),
        low=stated(reading.floor, [chosen], why),
        high=stated(reading.ceiling, [chosen], why),
        best=best_stated(reading.single, [chosen], why),
    )


def median_of_claims(voices: Voices) -> Finding:
    """Take the medians of the lows, of the highs, and of the figures or mid-points.

    Notes
    -----
    Low is rounded down, high up, best to the nearest (halves up). The range is open on a side
    where half the figures or more are: the median of figures without limit has none. Total
    disagreement moves it little, which is its use and its danger.
    """
    readings = [voice.reading for voice in voices]
    low = floor(median(reading.floor for reading in readings))
    high = ceil(median(reading.ceiling for reading in readings))
    best = floor(median(middle_of(reading) for reading in readings) + 0.5)
    of = counted(len(readings), "figure")
    return Finding(
        interval=Interval(
            low=low,
            best=best,
            high=high,
            open_below=half_or_more(reading.open_below for reading in readings),
            open_above=half_or_more(reading.open_above for reading in readings),
        ),
        low=Bound(figure=low, claim=None, sentence=sentence(f"{low} is the median low of {of}")),
        high=Bound(
            figure=high, claim=None, sentence=sentence(f"{high} is the median high of {of}")
        ),
        best=Bound(figure=best, claim=None, sentence=sentence(f"{best} is the median of {of}")),
    )


FIELD_METHODS = tuple(
    FieldMethod(name=rule.__name__, version="1", rule=rule)
    for rule in (envelope, majority, conservative, informative, median_of_claims)
)


def _raised(finding: Finding, parts: Voices) -> Finding:
    """Let the greatest part raise the high it exceeds, and open the range above it."""
    if not parts:
        return finding
    high = max(part.reading.floor for part in parts)
    bound = stated(high, at_floor(parts, high), "more than any figure for all, for a part only")
    interval = replace(finding.interval, high=high, open_above=True)
    return replace(finding, interval=interval, high=bound)
