"""What holds for any evidence whatever."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from casualties.core.coding import known_schemes, load_scheme
from casualties.core.estimation import METHODS, Derivation, estimate, explain_change, measures_of
from casualties.core.types import FIGURE_CEILING, HEADLINE, Evidence, Tie
from casualties.core.words import Outcome, Relation, Use
from tests.factories.evidence import claims, random_evidence

METHOD = st.sampled_from(sorted(METHODS))
OURS = load_scheme("corroborate")


def run(evidence, measure=HEADLINE, method="envelope", scheme=OURS):
    return estimate(evidence, measure, method=method, scheme=scheme)


def figures_of(value):
    return (value.outcome, value.interval, value.groups, value.bench, value.flags)


def members(value):
    return [member for group in value.derivation.groups for member in group.members]


LAST_BIN = 2_034_349


@settings(deadline=None)
@given(random_evidence(), METHOD, st.randoms(use_true_random=False))
def test_order_of_claims_and_ties_changes_nothing_not_even_the_digest(evidence, method, shuffler):
    turned = Evidence(
        claims=tuple(shuffler.sample(evidence.claims, len(evidence.claims))),
        ties=tuple(shuffler.sample(evidence.ties, len(evidence.ties))),
    )
    assert run(turned, method=method) == run(evidence, method=method)


@settings(deadline=None)
@given(random_evidence(), st.data())
def test_exact_copy_of_any_claim_moves_nothing(evidence, data):
    if not evidence.claims:
        return
    original = data.draw(st.sampled_from(evidence.claims))
    key = data.draw(st.sampled_from(["a-first", "z-last"]))
    measure = data.draw(st.sampled_from([original.measure, HEADLINE]))
    copy = replace(original, key=key, measure=measure)
    copied = Evidence.of(
        [*evidence.claims, copy],
        [*evidence.ties, Tie(claim=key, relation=Relation.REPEATS, on=original.key)],
    )
    assert figures_of(run(copied)) == figures_of(run(evidence))


@settings(deadline=None)
@given(random_evidence(), METHOD, st.sampled_from(known_schemes()))
def test_low_best_and_high_are_in_order_and_in_range(evidence, method, scheme):
    for measure in measures_of(evidence):
        found = run(evidence, measure, method, load_scheme(scheme))
        interval = found.interval
        ends = [end for end in (interval.low, interval.best, interval.high) if end is not None]
        assert ends == sorted(ends)
        # A posterior ends with the bin its bound lies in; the last bin reaches past the ceiling.
        most = LAST_BIN if found.method == "posterior" else FIGURE_CEILING + 1
        assert all(0 <= end <= most for end in ends)
        assert (found.outcome is Outcome.RANGE) == (interval.low is not None)
        assert (interval.low is None) == (interval.high is None)


@settings(deadline=None)
@given(random_evidence())
def test_every_claim_of_a_measure_is_told_of_exactly_once(evidence):
    for measure in measures_of(evidence):
        found = run(evidence, measure)
        told = [member.claim for member in members(found)]
        told += [line.claim for line in found.derivation.left_out]
        assert len(told) == len(set(told))
        assert {claim.key for claim in evidence.claims if claim.measure == measure} <= set(told)
        assert all(line.why.endswith(".") for line in members(found))
        assert all(line.sentence.endswith(".") for line in found.derivation.left_out)


@settings(deadline=None)
@given(random_evidence(), claims("c9"), st.data())
def test_withdrawn_claim_leaves_no_trace(evidence, claim, data):
    ends = st.sampled_from([*(known.key for known in evidence.claims), "absent-1"])
    stated = data.draw(
        st.lists(st.builds(Tie, claim=st.just("c9"), relation=st.sampled_from(Relation), on=ends))
    )
    withdrawn = Evidence.of(list(evidence.claims), [*evidence.ties, *stated])
    assert run(withdrawn) == run(evidence)


@settings(deadline=None)
@given(random_evidence())
def test_envelope_holds_every_counted_figure(evidence):
    found = run(evidence)
    for member in members(found):
        if member.use is Use.COUNTED:
            stated = [end for end in (member.read_as.low, member.read_as.high) if end is not None]
            low, high = found.interval.low, found.interval.high
            assert all(low <= end <= high for end in stated)


@settings(deadline=None)
@given(random_evidence(), METHOD)
def test_derivation_survives_json(evidence, method):
    derivation = run(evidence, method=method).derivation
    assert Derivation.from_json(json.loads(json.dumps(derivation.to_json()))) == derivation


@settings(deadline=None)
@given(random_evidence(), METHOD)
def test_bench_agrees_with_each_method_asked_by_itself(evidence, method):
    for name, interval in run(evidence, method=method).bench:
        assert run(evidence, method=name).interval == interval


@settings(deadline=None)
@given(random_evidence(), random_evidence(), METHOD)
def test_equal_digests_mean_equal_estimates_and_change_is_one_sentence(first, second, method):
    before, after = run(first, method=method), run(second, method=method)
    assert (before.digest == after.digest) <= (before == after)
    told = explain_change(before.snapshot, after.snapshot)
    assert told.endswith(".")
    assert told[0].isupper() or told[0] in "'\N{LEFT SINGLE QUOTATION MARK}"
