"""What holds of the posterior whatever is claimed.

Not asserted, since untrue: that a better grade pulls the estimate (it also narrows the report),
and that a greater exact figure gives a greater estimate across a change of rounding.
"""

import itertools
import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from casualties.core.estimation.posterior.combination import masses, whole_masses
from casualties.core.estimation.posterior.constants import LEVELS, constant
from casualties.core.estimation.posterior.likelihood import log_likelihood
from casualties.core.estimation.posterior.parameter_sets import DEFAULT
from casualties.core.estimation.posterior.prior import prior
from casualties.core.estimation.posterior.shared_error import shared_error, weighing
from casualties.core.estimation.posterior.solve import solve, solve_whole
from casualties.core.estimation.posterior.summary import intervals, log_moments
from casualties.core.estimation.posterior.terms import Floor, FloorKind, Kind, Term, Voice

GRADES = "ABCDEF"
FIGURES = st.one_of(
    st.integers(0, 30), st.integers(0, 3_000), st.sampled_from([2_000_000, 10**7, 10**9])
)


def exact(x, grade="B", rho=None):
    rho = constant(f"rho.{grade}") if rho is None else rho
    return Term(Kind.EXACT, x, x, constant(f"r.{grade}"), rho, 0.0, spread(grade))


def spread(grade):
    return constant(f"s.{grade}") ** 2 + constant("bias.neutral_sd") ** 2


@st.composite
def terms(draw):
    kind = draw(st.sampled_from(Kind))
    grade = draw(st.sampled_from(GRADES))
    if kind in (Kind.DENIAL, Kind.DENIAL_BY_ACCUSED):
        return Term(kind, 0, 0, constant(f"denial.{grade}"), 0.0, 0.0, 0.0)
    low = draw(FIGURES)
    high = low + draw(st.integers(0, 500)) if kind is Kind.RANGE else low
    rho = draw(st.floats(0, 0.65)) if kind is Kind.EXACT else 0.0
    offset = draw(st.sampled_from([0.0, -0.35, 0.2, 1.15]))
    r = draw(st.sampled_from([0.012, 0.5, 0.85, 0.98, 0.9887]))
    return Term(kind, low, high, r, rho, offset, draw(st.floats(0.0025, 1.0)))


FLOORS = st.lists(
    st.builds(Floor, st.sampled_from(FloorKind), st.sampled_from([1, 15, 700, 2_000_000])),
    max_size=2,
)
VOICES = st.builds(Voice.of, st.lists(terms(), min_size=1, max_size=4), FLOORS)
PROBLEMS = st.lists(VOICES, min_size=1, max_size=6).map(lambda voices: tuple(sorted(voices)))


@given(PROBLEMS)
def test_masses_are_probabilities_whatever_is_claimed(problem):
    found = masses([problem])
    for mass in (found.whole, found.without, found.alone):
        assert np.isfinite(mass).all()
        assert (mass >= 0).all()
        assert np.abs(mass.sum(axis=1) - 1).max() < 1e-9


@settings(max_examples=3)
@given(st.integers(300, 500), st.randoms(use_true_random=False))
def test_five_hundred_voices_are_no_trouble(count, chance):
    voices = [
        Voice.of([exact(chance.randrange(3000), chance.choice(GRADES))], []) for _ in range(count)
    ]
    (answer,) = solve([tuple(sorted(voices))])
    assert all(math.isfinite(figure) for voice in answer.voices for figure in voice)


@given(PROBLEMS)
def test_low_best_and_high_are_in_order_and_intervals_nest(problem):
    (answer,) = solve([problem])
    half, eighty, most = (answer.span(level) for level in LEVELS)
    assert 0 <= most.low <= eighty.low <= half.low <= answer.best
    assert answer.best <= half.high <= eighty.high <= most.high


@given(PROBLEMS, PROBLEMS, PROBLEMS)
def test_company_changes_no_figure(problem, other, third):
    (alone,) = solve([problem])
    together = solve([other, problem, third, problem])
    assert together[1].spans == alone.spans == together[3].spans
    assert (together[1].best, together[1].readings and 2) == (alone.best, alone.readings and 2)
    pairs = zip(together[1].voices, alone.voices, strict=True)
    assert all(abs(a - b) < 1e-9 for one, same in pairs for a, b in zip(one, same, strict=True))
    assert solve_whole([problem])[0] == (alone.best, alone.spans)


@given(VOICES)
def test_exact_duplicate_in_its_group_changes_nothing(voice):
    twice = Voice.of([*voice.terms, *voice.terms], [*voice.floors, *voice.floors])
    assert solve([(twice,)]) == solve([(voice,)])


@st.composite
def spoken(draw):
    """A claim as reports have them: the grade sets how far it is trusted and how wide it is."""
    term, grade = draw(terms()), draw(st.sampled_from(GRADES))
    if term.kind in (Kind.DENIAL, Kind.DENIAL_BY_ACCUSED):
        return term
    rho = constant(f"rho.{grade}") if term.kind is Kind.EXACT else 0.0
    return term._replace(r=constant(f"r.{grade}"), rho=rho, variance=spread(grade))


SPOKEN = st.builds(Voice.of, st.lists(spoken(), min_size=1, max_size=2), st.just([]))


@settings(max_examples=150)
@given(st.lists(SPOKEN, min_size=1, max_size=5).map(lambda voices: tuple(sorted(voices))))
def test_independent_agreement_never_widens(problem):
    (answer,) = solve([problem])
    agreeing = Voice.of([exact(answer.best, rho=constant("rho.B"))], [])
    (more,) = solve([tuple(sorted((*problem, agreeing)))])
    assert more.sd <= answer.sd + 1e-9


@given(FIGURES, st.sampled_from(GRADES), st.lists(VOICES, max_size=3))
def test_core_of_a_claim_gains_as_its_reliability_grows(x, grade, others):
    """P(core): the posterior probability that the report is not one gone wrong."""
    shares = []
    for r in (0.3, 0.5, 0.7, 0.9, 0.98):
        term = exact(x, grade)._replace(r=r)
        core, wide = (_part(term, r, share) for share in (1.0, 0.0))
        with_core, with_wide = (_evidence(part, others) for part in (core, wide))
        shares.append(with_core / (with_core + with_wide))
    assert all(a <= b + 1e-12 for a, b in itertools.pairwise(shares))


def _part(term, r, share):
    """ln of r core, or of (1 - r) wide."""
    weight = r if share else 1 - r
    return log_likelihood([term._replace(r=share)])[0] + math.log(weight)


def _evidence(logs, others):
    total = logs + sum(log_likelihood(v.terms).mean(axis=0) for v in others)
    return float(prior() @ (shared_error() @ np.exp(np.clip(total + 60, -700, 700))))


@given(
    st.integers(1, 3_000),
    st.integers(1, 500),
    st.sampled_from(GRADES),
    st.lists(VOICES, max_size=2),
)
def test_raising_at_least_never_lowers_the_mean(x, more, grade, others):
    said = Term(Kind.AT_LEAST, x, x, constant(f"r.{grade}"), 0.0, 0.0, spread(grade))
    higher = said._replace(low=x + more, high=x + more)
    assert _mean(higher, ()) >= _mean(said, ()) - 1e-9


@given(st.integers(0, 3_000), st.integers(0, 300), st.integers(1, 500), st.sampled_from(GRADES))
def test_raising_both_ends_of_a_range_never_lowers_the_mean(low, width, more, grade):
    said = Term(Kind.RANGE, low, low + width, constant(f"r.{grade}"), 0.0, 0.0, spread(grade))
    higher = said._replace(low=low + more, high=low + width + more)
    assert _mean(higher, ()) >= _mean(said, ()) - 1e-9


def _mean(term, others):
    mass = whole_masses([tuple(sorted((Voice.of([term], []), *others)))])
    return float(log_moments(mass)[0][0])


@given(st.integers(0, 827), st.floats(0.02, 2.0))
def test_thin_factors_equal_the_full_product(centre, width):
    y = np.log(np.arange(828) + 1.0)
    consensus = np.exp(-0.5 * ((y - y[centre]) / width) ** 2)
    thin = weighing(DEFAULT).apply(consensus[None, :])[0]
    full = prior() * (shared_error() @ consensus)
    assert np.abs(thin / thin.sum() - full / full.sum()).max() < 1e-12


@given(PROBLEMS)
def test_intervals_agree_with_the_masses(problem):
    mass = whole_masses([problem])
    ((span,),) = intervals(mass, [0.8])
    (answer,) = solve([problem])
    assert answer.span(0.8) == span
