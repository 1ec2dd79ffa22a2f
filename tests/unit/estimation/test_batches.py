"""Many estimates in one call, and nothing loaded before the first posterior."""

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from casualties.core.coding import load_scheme
from casualties.core.estimation import METHODS, Request, estimate, estimate_many, measures_of
from casualties.core.types import HEADLINE
from tests.factories.evidence import claim, evidence, exactly, random_evidence

SCHEME = load_scheme("corroborate")


@settings(max_examples=10)
@given(st.lists(random_evidence(), min_size=1, max_size=4), st.sampled_from(sorted(METHODS)))
def test_estimates_made_together_equal_those_made_alone(incidents, method):
    requests = [
        Request(evidence=one, measure=measure, method=method, scheme=SCHEME)
        for one in incidents
        for measure in measures_of(one)
    ]
    for request, made in zip(requests, estimate_many(requests), strict=True):
        alone = estimate(request.evidence, request.measure, method=method, scheme=SCHEME)
        assert made == alone


def test_no_request_gives_no_estimate():
    assert estimate_many([]) == []


def test_methods_may_be_mixed_in_one_call():
    given = evidence(claim("a", "Yaqein", exactly(64)))
    requests = [
        Request(evidence=given, measure=HEADLINE, method=name, scheme=SCHEME)
        for name in ("posterior", "envelope", "posterior")
    ]
    assert [value.method for value in estimate_many(requests)] == [
        "posterior",
        "envelope",
        "posterior",
    ]


QUIET = """
import sys
from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate
from casualties.core.types import HEADLINE, Evidence
estimate(Evidence(), HEADLINE, method="posterior", scheme=load_scheme())
heavy = sorted(name for name in sys.modules if name.partition(".")[0] in ("numpy", "scipy"))
assert not heavy, heavy
"""


def test_numpy_is_not_loaded_before_a_posterior_is_computed():
    done = subprocess.run(
        [sys.executable, "-c", QUIET], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
