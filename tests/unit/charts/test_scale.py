"""Where numbers of people come to lie on an axis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casualties.admin.charts.scale import FIRST, LAST, Scale


@pytest.mark.parametrize(
    ("figures", "log", "ticks"),
    [
        ([], False, (0, 1)),
        ([0], False, (0, 1)),
        ([3], False, (0, 1, 2, 3)),
        ([5, 60], False, (0, 10, 20, 30, 40, 50, 60)),
        ([5, 100], False, (0, 20, 40, 60, 80, 100)),
        ([5, 101], True, (5, 10, 20, 50, 100)),
        ([0, 21], True, (0, 1, 2, 5, 10, 20)),
        ([1, 2_000_000], True, (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)),
    ],
)
def test_axis_of_figures(figures, log, ticks):
    scale = Scale.over(figures)
    assert (scale.log, scale.ticks()) == (log, ticks)


def test_axis_ends_hold_the_least_and_the_greatest():
    scale = Scale.over([7, 700])
    assert (scale.at(7), scale.at(700)) == (FIRST, LAST)


def test_what_lies_beyond_the_axis_is_at_its_end():
    scale = Scale.over([10, 20])
    assert scale.at(40) == LAST


@given(st.lists(st.integers(0, 2_000_000), min_size=1), st.integers(0, 2_000_000))
def test_more_people_are_never_further_left(figures, figure):
    scale = Scale.over([*figures, figure])
    places = [scale.at(n) for n in sorted({*figures, figure})]
    assert places == sorted(places)
    assert all(FIRST <= place <= LAST for place in places)
    assert len(scale.ticks()) <= 8
