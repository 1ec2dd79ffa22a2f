"""The ways the field makes a range from several figures. They pick; they do not model error.

All five read an open figure at its stated bound on both sides and open the range on the other:
'more than 130' stands at 131, with no upper limit. A part of the victims ('23 children') enters
only where it exceeds every figure for all, and then only raises the high; where nobody gives a
figure for all, parts are read as 'at least'.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from statistics import median

from casualties.core.estimation.figures import Reading
from casualties.core.estimation.method import Bound, Case, Finding, Voice
from casualties.core.estimation.reliability import rank
from casualties.core.estimation.wording import counted, listed_briefly, sentence, voiced
from casualties.core.types import Interval

Voices = Sequence[Voice]
Reader = Callable[[Reading], int | None]


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
    range without limit. References: the incident assessments of Airwars.
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
        low=_stated(low, _at_floor(voices, low), "the least figure stated"),
        high=_stated(high, _at_ceiling(voices, high), "the greatest figure stated"),
    )


def majority(voices: Voices) -> Finding:
    """Take the low and the high most voices state, each by itself.

    Notes
    -----
    A group is one voice for each figure it states. Ties go to the better graded voice (F stands
    with D), then to the smaller figure. Picks that come out crossed are put in order. Best: the
    figure most voices give, if any gives one. Reference: the mode preset of eventreport.
    """
    picks = [
        _most_frequent(voices, _floor),
        _most_frequent(voices, _ceiling),
        _most_frequent(voices, _single),
    ]
    low = min(pick for pick in picks if pick is not None)
    high = max(pick for pick in picks if pick is not None)
    return Finding(
        interval=Interval(
            low=low,
            best=picks[2],
            high=high,
            open_below=any(voice.reading.open_below for voice in _at_floor(voices, low)),
            open_above=any(voice.reading.open_above for voice in _at_ceiling(voices, high)),
        ),
        low=_stated(low, _stating(voices, low), "the low most often stated"),
        high=_stated(high, _stating(voices, high), "the high most often stated"),
        best=_best(picks[2], voices, "the figure most often stated"),
    )


def conservative(voices: Voices) -> Finding:
    """Take the least low and the least high.

    Notes
    -----
    Best: the least figure, where a range without a best counts with its low. Reference: the
    'most conservative' rule of ACLED and eventreport.
    """
    low = min(voice.reading.floor for voice in voices)
    high = min(voice.reading.ceiling for voice in voices)
    best = min(_least_figure(voice.reading) for voice in voices)
    return Finding(
        interval=Interval(
            low=low,
            best=best,
            high=high,
            open_below=any(voice.reading.open_below for voice in _at_floor(voices, low)),
            open_above=any(voice.reading.open_above for voice in _at_ceiling(voices, high)),
        ),
        low=_stated(low, _at_floor(voices, low), "the least low stated"),
        high=_stated(high, _at_ceiling(voices, high), "the least high stated"),
        best=_best(best, voices, "the least figure stated"),
    )


def informative(voices: Voices) -> Finding:
    """Take the greatest of the most precise figures: exact, then ranges, one-sided, vague.

    Notes
    -----
    The figure is one claim's: the greatest high, then the greatest low, then the better graded.
    Reference: the 'most informative' preset of eventreport.
    """
    sharpest = min(voice.reading.precision for voice in voices)
    precise = [voice for voice in voices if voice.reading.precision is sharpest]
    chosen = min(precise, key=_greatest_first)
    reading, why = chosen.reading, "the greatest of the most precise figures"
    return Finding(
        interval=Interval(
            low=reading.floor,
            best=reading.single,
            high=reading.ceiling,
            open_below=reading.open_below,
            open_above=reading.open_above,
        ),
        low=_stated(reading.floor, [chosen], why),
        high=_stated(reading.ceiling, [chosen], why),
        best=_best(reading.single, [chosen], why),
    )


def median_of_claims(voices: Voices) -> Finding:
    """Take the medians of the lows, of the highs, and of the figures or mid-points.

    Notes
    -----
    Low is rounded down, high up, best to the nearest (halves up). The range is open on a side
    where half the figures or more are.
    """
    readings = [voice.reading for voice in voices]
    low = floor(median(reading.floor for reading in readings))
    high = ceil(median(reading.ceiling for reading in readings))
    best = floor(median(_middle(reading) for reading in readings) + 0.5)
    of = counted(len(readings), "figure")
    return Finding(
        interval=Interval(
            low=low,
            best=best,
            high=high,
            open_below=_half(reading.open_below for reading in readings),
            open_above=_half(reading.open_above for reading in readings),
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
    bound = _stated(high, _at_floor(parts, high), "more than any figure for all, for a part only")
    interval = replace(finding.interval, high=high, open_above=True)
    return replace(finding, interval=interval, high=bound)


def _floor(reading: Reading) -> int | None:
    return reading.floor


def _ceiling(reading: Reading) -> int | None:
    return reading.ceiling


def _single(reading: Reading) -> int | None:
    return reading.single


def _most_frequent(voices: Voices, read: Reader) -> int | None:
    """Return the figure most groups state; ties to the better graded, then to the smaller."""
    groups: dict[int, set[str]] = {}
    grades: dict[int, int] = {}
    for voice in voices:
        figure = read(voice.reading)
        if figure is not None:
            groups.setdefault(figure, set()).add(voice.group)
            grades[figure] = min(grades.get(figure, 9), rank(voice.reliability))
    if not groups:
        return None
    return min(groups, key=lambda figure: (-len(groups[figure]), grades[figure], figure))


def _least_figure(reading: Reading) -> int:
    return reading.floor if reading.single is None else reading.single


def _middle(reading: Reading) -> float:
    if reading.single is not None:
        return reading.single
    return (reading.floor + reading.ceiling) / 2


def _greatest_first(voice: Voice) -> tuple[int, int, int, str]:
    reading = voice.reading
    return (-reading.ceiling, -reading.floor, rank(voice.reliability), voice.claim.key)


def _half(sides: Iterable[bool]) -> bool:
    told = list(sides)
    return 2 * sum(told) >= len(told)


def _at_floor(voices: Voices, figure: int) -> list[Voice]:
    return [voice for voice in voices if voice.reading.floor == figure]


def _at_ceiling(voices: Voices, figure: int) -> list[Voice]:
    return [voice for voice in voices if voice.reading.ceiling == figure]


def _stating(voices: Voices, figure: int) -> list[Voice]:
    return [
        voice
        for voice in voices
        if figure in (voice.reading.floor, voice.reading.single, voice.reading.ceiling)
    ]


def _best(figure: int | None, voices: Voices, why: str) -> Bound | None:
    if figure is None:
        return None
    return _stated(figure, _stating(voices, figure), why)


def _stated(figure: int, by: Voices, why: str) -> Bound:
    """Return a bound that claims state; the first by key is named as its claim."""
    names = listed_briefly([voiced(voice.claim) for voice in by], "further claim")
    words = sentence(f"{figure} is {why}: {names}")
    return Bound(figure=figure, claim=by[0].claim.key, sentence=words)
