"""Weights from what people decided."""

import pytest

from casualties.core.linking import DECLARED
from casualties.core.linking.precision import measured_precision
from casualties.core.linking.refit import Judged, refit

SAME_DAY, NEXT_DAY = ("dates.same_day",), ("dates.next_day", "counts.agree")


def judged(times: int, *candidates, chosen=None):
    return [Judged(candidates=candidates, chosen=chosen)] * times


def test_without_judgements_nothing_moves():
    assert dict(refit([], DECLARED, "v2").bits) == dict(DECLARED.bits)
    assert dict(refit(judged(5), DECLARED, "v2").bits) == dict(DECLARED.bits)


def test_what_is_found_more_often_than_expected_weighs_more():
    new = refit(judged(50, SAME_DAY, NEXT_DAY, chosen=1), DECLARED, "v2")
    assert new.version == "v2"
    assert new.bits["dates.next_day"] > DECLARED.bits["dates.next_day"]
    assert new.bits["dates.same_day"] < DECLARED.bits["dates.same_day"]


def test_what_was_never_seen_keeps_its_weight():
    new = refit(judged(50, SAME_DAY, chosen=0), DECLARED, "v2")
    assert new.bits["victims.shared"] == DECLARED.bits["victims.shared"]


def test_claims_about_none_of_their_candidates_lower_the_prior():
    assert refit(judged(50, SAME_DAY), DECLARED, "v2").bits["prior"] < DECLARED.bits["prior"]


@pytest.mark.parametrize("chosen", [0, 1, None])
def test_figures_never_learn_to_weigh_more_than_their_ceiling(chosen):
    new = refit(judged(5_000, ("counts.agree",), ("counts.differ",), chosen=chosen), DECLARED, "v")
    assert all(abs(bits) <= 0.6 for key, bits in new.bits.items() if key.startswith("counts."))


def test_the_order_of_judgements_does_not_matter():
    some = [*judged(9, SAME_DAY, NEXT_DAY, chosen=0), *judged(7, NEXT_DAY), *judged(3, SAME_DAY)]
    assert refit(some, DECLARED, "v2") == refit(some[::-1], DECLARED, "v2")


# right, checked, low, high: Wilson's interval, worked by hand
WILSON = [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (97, 100, 0.9155, 0.9897)]


@pytest.mark.parametrize(("right", "checked", "low", "high"), WILSON)
def test_measured_precision_has_its_interval(right, checked, low, high):
    found = measured_precision(right, checked)
    assert (found.low, found.high) == (low, high)


def test_more_right_than_checked_is_refused():
    with pytest.raises(ValueError, match="3 of 2 cannot be right"):
        measured_precision(3, 2)
