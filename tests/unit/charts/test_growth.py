"""How knowledge grew, as steps."""

from datetime import date

from casualties.admin.charts.growth import BOTTOM, TOP, Point, growth
from casualties.admin.charts.scale import LAST


def a_point(day: int, low: int | None = 4, high: int | None = 8) -> Point:
    return Point(day=date(2017, 3, day), low=low, best=low, high=high)


def test_nothing_dated_gives_no_steps():
    drawn = growth([])
    assert (drawn.steps, drawn.days) == ([], [])


def test_a_single_day_lasts_to_the_edge():
    (step,) = growth([a_point(5)]).steps
    assert step.end == LAST


def test_each_range_lasts_until_the_next_day():
    first, second = growth([a_point(5), a_point(9)]).steps
    assert first.end == second.start


def test_a_day_without_a_range_leaves_a_gap():
    first, last = growth([a_point(1), a_point(3, low=None, high=None), a_point(5)]).steps
    assert first.end < last.start


def test_the_greatest_figure_is_at_the_top_and_nobody_at_the_bottom():
    (step,) = growth([a_point(5, low=0, high=10)]).steps
    assert (step.top, step.top + step.depth) == (TOP, BOTTOM)


def test_equal_low_and_high_still_show():
    (step,) = growth([a_point(5, low=6, high=6)]).steps
    assert step.depth >= 2
