"""What holds of the linker whatever it is shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casualties.core.linking import DECLARED, Course, Scored, decide, score
from casualties.core.linking.comparators import CEILING_BITS
from casualties.core.linking.comparators.figures import counts
from casualties.core.linking.deciding import probabilities
from tests.factories.linking import a_candidate, a_claim, random_candidates, random_claims, spot


def decided(claim, candidates, refused=()):
    return decide(claim, [score(claim, each, DECLARED) for each in candidates], refused, DECLARED)


@given(random_claims, random_candidates())
def test_probabilities_and_that_of_a_new_incident_make_one(claim, candidates):
    decision = decided(claim, candidates)
    assert sum(each.probability for each in decision.ranked) + decision.new == pytest.approx(1)


@given(random_claims, random_candidates(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(claim, candidates, chance):
    shuffled = chance.sample(candidates, len(candidates))
    assert decided(claim, candidates) == decided(claim, shuffled)


@given(random_claims, random_candidates(least=1))
def test_only_a_listed_candidate_is_linked_and_never_a_refused_one(claim, candidates):
    refused = {candidates[0].code}
    decision = decided(claim, candidates, refused)
    assert decision.incident is None
    assert refused.isdisjoint(each.code for each in decision.ranked)


@given(random_claims, random_candidates(least=1))
def test_figures_weigh_six_tenths_of_a_bit_at_most(claim, candidates):
    found = counts(claim, candidates[0])
    assert found is None or abs(DECLARED.bits[f"counts.{found.level}"]) <= CEILING_BITS


@given(random_claims, random_candidates())
def test_a_candidate_in_another_country_is_never_linked(claim, candidates):
    far = a_candidate("XX-2017-0001", where=spot(-33.9, 18.4, country="ZA"))
    claim = replace(claim, where=replace(claim.where, country="IQ"))
    assert decided(claim, [*candidates, far]).incident != far.code


@given(random_candidates())
def test_a_signed_off_incident_is_never_added_to_by_rule(candidates):
    sealed = [replace(each, signed_off=True) for each in candidates]
    assert decided(a_claim(), sealed).course is not Course.LINK


@given(st.lists(st.floats(-70, 70), max_size=6), st.floats(-70, 70))
def test_a_further_candidate_takes_from_the_others_and_from_a_new_incident(bits, further):
    def chances(all_bits):
        scored = [Scored(candidate=a_candidate(), features=(), bits=each) for each in all_bits]
        found, new = probabilities(scored)
        return [*found, new]

    fewer, more = chances(bits), chances([*bits, further])
    kept = [*more[: len(bits)], more[-1]]
    assert all(after <= before for before, after in zip(fewer, kept, strict=True))
