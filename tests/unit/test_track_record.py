"""How a source's figures stood beside what was signed off: verdicts as a table, shares by hand."""

import pytest

from casualties.core.track_record import agreement, verdict, wilson
from casualties.core.types import Interval

SIGNED = Interval(low=60, best=80, high=120)
OPEN_ABOVE = Interval(low=60, best=80, high=120, open_above=True)
OPEN_BELOW = Interval(low=60, best=80, high=120, open_below=True)


@pytest.mark.parametrize(
    ("low", "high", "signed", "expected"),
    [
        (64, 64, SIGNED, "within"),
        (120, 200, SIGNED, "within"),  # they meet at 120
        (12, 12, SIGNED, "below"),
        (300, 300, SIGNED, "above"),
        (12, None, SIGNED, "within"),  # at least 12: 80 is possible
        (None, 600, SIGNED, "within"),  # up to 600: 80 is possible
        (None, 12, SIGNED, "below"),  # at most 12
        (300, 300, OPEN_ABOVE, "within"),
        (12, 12, OPEN_BELOW, "within"),
    ],
)
def test_a_figure_is_within_where_both_can_be_true(low, high, signed, expected):
    assert verdict(low, high, signed) == expected


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(hits, n, low, high):
    found = wilson(hits, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_no_case_nothing_is_said():
    assert agreement([]) is None


def test_more_hits_than_cases_are_refused():
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson(3, 2)
