"""What holds of proposals whatever the claims."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casualties.core.estimation.graph import reachable
from casualties.core.linking.lineage import Told, propose
from casualties.core.types import Tie
from casualties.core.words import Relation
from tests.factories.evidence import random_evidence

FIRST = date(2017, 3, 5)


@st.composite
def random_told(draw: st.DrawFn) -> list[Told]:
    claims = draw(random_evidence()).claims
    cites = st.frozensets(st.sampled_from([claim.key for claim in claims] or ["none"]))
    days = st.none() | st.integers(0, 30).map(lambda day: FIRST + timedelta(days=day))
    return [
        Told(claim=replace(claim, published_on=draw(days)), cites=draw(cites)) for claim in claims
    ]


@given(random_told(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(told, chance):
    assert propose(told) == propose(chance.sample(told, len(told)))


@given(random_told())
def test_proposals_never_run_in_circles(told):
    arrows: dict[str, tuple[str, ...]] = {}
    for each in propose(told):
        arrows[each.claim] = (*arrows.get(each.claim, ()), each.on)
    assert all(start not in reachable(on, arrows) for start in arrows for on in arrows[start])


@given(random_told())
def test_a_claim_repeats_one_other_at_most_and_a_pair_is_proposed_once(told):
    found = propose(told)
    repeats = [each.claim for each in found if each.relation is Relation.REPEATS]
    assert len(repeats) == len(set(repeats))
    pairs = [(each.claim, each.on) for each in found]
    assert len(pairs) == len(set(pairs))


@given(random_told())
def test_proposing_again_finds_nothing_new(told):
    settled = [Tie(claim=each.claim, relation=each.relation, on=each.on) for each in propose(told)]
    again = propose(told, settled)
    assert {(each.claim, each.on) for each in again}.isdisjoint((t.claim, t.on) for t in settled)
