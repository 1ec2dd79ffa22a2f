"""The posterior and its slow twin agree on random incidents."""

import random

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import Request, estimate_many
from casualties.core.estimation.posterior.combination import masses
from casualties.core.estimation.posterior.method import Heard
from casualties.core.types import HEADLINE
from tests.oracles import posterior as slow
from tests.oracles.random_incidents import incident

SCHEME = load_scheme("corroborate")
HERE = 12  # the benchmark `estimation` runs all 200


def worst_difference(count, seed=7):
    """The greatest difference of a mass, and how many summaries differ, over random incidents."""
    chance = random.Random(seed)
    told = [incident(chance) for _ in range(count)]
    requests = [
        Request(evidence=evidence, measure=HEADLINE, method="posterior", scheme=SCHEME)
        for evidence, _ in told
    ]
    problems = [Heard.of(request.case).problem for request in requests]
    found = masses(problems).whole
    worst, differing = 0.0, 0
    for (_, groups), mass, value in zip(told, found, estimate_many(requests), strict=True):
        expected = slow.posterior(groups)
        worst = max(worst, *(abs(a - b) for a, b in zip(mass.tolist(), expected, strict=True)))
        interval = value.interval
        differing += (interval.best, interval.low, interval.high) != slow.summary(expected)
    return worst, differing


def test_posterior_agrees_with_the_slow_one():
    worst, differing = worst_difference(HERE)
    assert worst < 1e-8
    assert differing == 0


@pytest.mark.parametrize(("best", "x"), [(12, 12), (367, 370)])
def test_slow_one_gives_the_figures_of_the_table(best, x):
    plain = {"credibility": None, "role": "neutral"} | dict.fromkeys(
        ["names", "early", "about", "vague", "converted", "conceded"], False
    )
    exact = {"kind": "exact", "low": x, "high": x} | plain
    assert slow.summary(slow.posterior([("B", [exact])]))[0] == best
