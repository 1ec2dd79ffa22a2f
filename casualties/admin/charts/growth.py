"""How knowledge grew: the range of each day on which something was published, as steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casualties.admin.charts.scale import FIRST, LAST, Scale

TOP, BOTTOM = 12, 172
HEIGHT = 200
_LEFT = 12.0  # percent, where the figures along the side end


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The range that what had been published by a day gave; without figures where it gave none."""

    day: date
    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A range from its day until the next; heights in pixels from the top."""

    point: Point
    start: float
    width: float
    top: float
    depth: float
    best: float | None

    @property
    def end(self) -> float:
        """Return where it ends, in percent."""
        return round(self.start + self.width, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The chart, placed."""

    scale: Scale
    steps: Sequence[Step]
    ticks: Sequence[tuple[int, float]]
    days: Sequence[tuple[date, float, str]]
    height: int = HEIGHT
    bottom: int = BOTTOM
    left: float = _LEFT
    right: float = LAST


def growth(points: Sequence[Point]) -> Growth:
    """Place the ranges of days in order; the last one lasts to the edge."""
    scale = Scale.over(_figures(points))
    places = _places([point.day for point in points])
    steps = [
        step
        for point, start, end in zip(points, places, [*places[1:], LAST], strict=False)
        if (step := _step(point, start, end, scale)) is not None
    ]
    ticks = [(tick, _down(scale, tick)) for tick in scale.ticks()]
    return Growth(scale=scale, steps=steps, ticks=ticks, days=_days(points, places))


def _figures(points: Sequence[Point]) -> Iterator[int]:
    for point in points:
        yield from (n for n in (point.low, point.best, point.high) if n is not None)


def _places(days: Sequence[date]) -> list[float]:
    """Return where each day is: the last one some way before the edge, so that it shows."""
    if not days:
        return []
    whole = (days[-1] - days[0]).days or 1
    room = (LAST - _LEFT) * (0.9 if len(days) > 1 else 0)
    return [round(_LEFT + room * (day - days[0]).days / whole, 3) for day in days]


def _step(point: Point, start: float, end: float, scale: Scale) -> Step | None:
    if point.low is None or point.high is None:
        return None
    top = _down(scale, point.high)
    return Step(
        point=point,
        start=start,
        width=round(end - start, 3),
        top=top,
        depth=round(max(_down(scale, point.low) - top, 2.0), 1),
        best=None if point.best is None else _down(scale, point.best),
    )


def _down(scale: Scale, figure: int) -> float:
    share = (scale.at(figure) - FIRST) / (LAST - FIRST)
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _days(points: Sequence[Point], places: Sequence[float]) -> list[tuple[date, float, str]]:
    """Return the first and the last day, the latter only where both can be written."""
    if not points:
        return []
    first = (points[0].day, places[0], "start")
    last = (points[-1].day, places[-1], "end")
    return [first, last] if len(points) > 1 else [first]
