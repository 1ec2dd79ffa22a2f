"""Priors under a name: the usual, the editor's, the one fitted to a conflict."""

import random

import numpy as np
import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import ParameterSet, estimate
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.parameter_sets import DEFAULT, mass_casualty, refit
from casualties.core.estimation.posterior.prior import prior
from casualties.core.estimation.posterior.summary import quantile_bins
from casualties.core.estimation.posterior.terms import Kind, Term, Voice
from casualties.core.types import HEADLINE
from tests.factories.evidence import claim, evidence, exactly

SHELTER = mass_casualty("A shelter with hundreds inside was hit.")
CROWD = evidence(claim("a", "Survivors", exactly(370)))


def run(parameters):
    return estimate(
        CROWD, HEADLINE, method="posterior", scheme=load_scheme(), parameters=parameters
    )


def test_default_prior_has_median_3_and_99_percent_below_236():
    assert quantile_bins(prior()[None, :], [0.5, 0.99]).tolist() == [[3, 235]]


def test_mass_casualty_prior_lets_a_large_claim_speak():
    assert run(SHELTER).interval.low > run(DEFAULT).interval.low


def test_prior_is_named_beside_the_figure_with_its_reason():
    line = run(SHELTER).derivation.posterior
    assert (line.parameters, line.parameters_version) == ("mass-casualty event", "1")
    assert line.reason == "A shelter with hundreds inside was hit."


def test_prior_is_part_of_the_digest():
    assert run(SHELTER).digest != run(DEFAULT).digest


@pytest.mark.parametrize(
    "wrong",
    [
        {"alpha": 1.0, "c": 2.0},
        {"alpha": 2.0, "c": -0.5},
        {"alpha": 2.0, "c": 2.0, "zero": 0.0},
        {"alpha": 2.0, "c": 2.0, "reason": ""},
    ],
)
def test_prior_that_cannot_be_or_has_no_reason_is_refused(wrong):
    with pytest.raises(ValueError, match=r"prior|reason"):
        ParameterSet(**({"name": "other", "version": "1", "reason": "why"} | wrong))


def test_refit_of_nothing_is_the_default():
    fitted = refit([], conflict="Nowhere", version="1")
    assert (fitted.alpha, fitted.c, fitted.zero) == (DEFAULT.alpha, DEFAULT.c, DEFAULT.zero)


def problem(x):
    variance = constant("s.B") ** 2 + constant("bias.neutral_sd") ** 2
    return (Voice.of([Term(Kind.EXACT, x, x, constant("r.B"), 0.55, 0.0, variance)], []),)


@pytest.mark.parametrize(("alpha", "c"), [(1.6, 8.0), (2.8, 1.0)])
def test_refit_finds_the_prior_incidents_were_drawn_from(alpha, c):
    truth = ParameterSet(name="truth", version="1", alpha=alpha, c=c, reason="test")
    mass = prior(truth)[:2000]
    chance = random.Random(5)
    counts = chance.choices(range(len(mass)), mass.tolist(), k=1500)
    fitted = refit([problem(min(n, 399)) for n in counts], conflict="Test", version="1")
    tails = [1 - np.cumsum(prior(one))[[3, 30]] for one in (truth, fitted)]
    assert np.abs(np.log(tails[0]) - np.log(tails[1])).max() < 0.5
    assert fitted.zero == DEFAULT.zero
    assert fitted.reason == "Fitted to 1500 incidents of Test."
