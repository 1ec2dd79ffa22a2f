"""The forest plot: a row a claim, what it says as a line, the range they make as bands behind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casualties.admin.charts.labels import labelled
from casualties.admin.charts.scale import FIRST, LAST, Scale

ROW = 46
HEAD = 8
AXIS = 30
_SMALLEST, _LARGEST = 4.0, 11.0  # half the side of a square, in pixels: no weight, all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A figure to draw. None: that side, or that figure, was not stated.

    ``kind`` is the kind of source; ``weight`` its share of what the range rests on, 0 to 1;
    ``counts`` is False for copies and what was left out.
    """

    speaker: str
    said: str
    kind: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    weight: float = 0.0
    counts: bool = True
    use: str = ""

    @property
    def figures(self) -> list[int]:
        """Return the figures it states."""
        return [figure for figure in (self.low, self.best, self.high) if figure is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisker:
    """An entry on the chart. A hollow end is open; a hollow square stands for no single figure."""

    entry: Entry
    label: str
    top: int
    start: float | None = None
    end: float | None = None
    open_start: bool = False
    open_end: bool = False
    mark: float | None = None
    hollow: bool = False
    half: float = _SMALLEST

    @property
    def text_y(self) -> int:
        """Return the baseline of its words."""
        return self.top + 14

    @property
    def y(self) -> int:
        """Return the height of its line."""
        return self.top + 30

    @property
    def side(self) -> float:
        """Return the side of its square."""
        return 2 * self.half


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """An interval of the range behind the rows."""

    level: float
    low: int
    high: int
    start: float
    width: float

    @property
    def percent(self) -> int:
        """Return its probability in percent."""
        return round(self.level * 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """A forest plot, placed."""

    scale: Scale
    rows: Sequence[Whisker]
    bands: Sequence[Band]
    best: float | None
    ticks: Sequence[tuple[int, float]]

    @property
    def bottom(self) -> int:
        """Return where the axis runs."""
        return HEAD + ROW * len(self.rows)

    @property
    def height(self) -> int:
        """Return the height of the whole."""
        return self.bottom + AXIS

    @property
    def tick_y(self) -> int:
        """Return the baseline of the axis' figures."""
        return self.bottom + 18


def forest(
    entries: Sequence[Entry],
    *,
    intervals: Iterable[tuple[float, int, int]] = (),
    best: int | None = None,
) -> Forest:
    """Place the entries, and behind them the intervals (level, low, high), the widest first."""
    spans = sorted(intervals, reverse=True)
    scale = Scale.over(_figures(entries, spans, best))
    return Forest(
        scale=scale,
        rows=[_whisker(entry, HEAD + ROW * n, scale) for n, entry in enumerate(entries)],
        bands=[_band(*span, scale) for span in spans],
        best=None if best is None else scale.at(best),
        ticks=[(tick, scale.at(tick)) for tick in scale.ticks()],
    )


def _figures(
    entries: Iterable[Entry], spans: Iterable[tuple[float, int, int]], best: int | None
) -> Iterator[int]:
    for entry in entries:
        yield from entry.figures
    for _, low, high in spans:
        yield from (low, high)
    if best is not None:
        yield best


def _whisker(entry: Entry, top: int, scale: Scale) -> Whisker:
    label = labelled(entry.speaker, entry.said, entry.use)
    if not entry.figures:
        return Whisker(entry=entry, label=label, top=top)
    start = FIRST if entry.low is None else scale.at(entry.low)
    end = LAST if entry.high is None else scale.at(entry.high)
    single = _single(entry)
    return Whisker(
        entry=entry,
        label=label,
        top=top,
        start=start,
        end=end,
        open_start=entry.low is None,
        open_end=entry.high is None,
        mark=(start + end) / 2 if single is None else scale.at(single),
        hollow=single is None,
        half=round(_SMALLEST + (_LARGEST - _SMALLEST) * entry.weight**0.5, 1),
    )


def _single(entry: Entry) -> int | None:
    """Return the one figure it names: its best, or the only one it states."""
    stated = set(entry.figures)
    return entry.best if entry.best is not None else stated.pop() if len(stated) == 1 else None


def _band(level: float, low: int, high: int, scale: Scale) -> Band:
    start, end = scale.at(low), scale.at(high)
    return Band(level=level, low=low, high=high, start=start, width=round(max(end - start, 0.4), 3))
