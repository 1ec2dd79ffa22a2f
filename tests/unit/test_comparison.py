"""A recomputation is the same where only the order of sums can tell it apart."""

import pytest

from casualties.core.comparison import alike


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"low": 3, "weight": 0.5}, {"low": 3, "weight": 0.5 + 1e-12}, True),
        ({"low": 3}, {"low": 4}, False),
        ({"low": 3}, {"low": 3, "high": 4}, False),
        ([1.0, [2.0]], [1.0, [2.0 + 1e-10]], True),
        ([1.0], [1.0, 1.0], False),
        (0.5, 0.51, False),
        (1, 1.0, False),
        ("64-131", "64-131", True),
        (None, 0, False),
    ],
)
def test_floats_nearly_and_all_else_exactly(one, other, same):
    assert alike(one, other) is same
