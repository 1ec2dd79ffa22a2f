"""When a rule links by itself, when a person is asked, when an incident is opened."""

from datetime import date

import pytest

from casualties.core.linking import (
    DECLARED,
    Candidate,
    Course,
    Days,
    LinkFlag,
    Scored,
    Thresholds,
    decide,
    score,
)
from tests.factories.linking import a_candidate, a_claim, on, spot


def fits(code: str, bits: float, **changes) -> Scored:
    """An incident the claim fits with so many bits."""
    return Scored(candidate=a_candidate(code, **changes), features=(), bits=bits)


def decided(*scored, claim=None, refused=(), **more):
    """Crowding is left out: the bits given are the bits that count."""
    weights = type(DECLARED)(version="test", bits={**DECLARED.bits, "crowd.alone": 0.0})
    return decide(claim or a_claim(), scored, refused, weights, **more)


# bits of the candidates, course
COURSES = [
    ([], Course.PROVISIONAL),
    ([-6], Course.PROVISIONAL),  # 1 in 65: under .02
    ([-5], Course.REVIEW),
    ([0], Course.REVIEW),  # as likely as a new incident
    ([5.6], Course.REVIEW),  # .9798
    ([5.7], Course.LINK),  # .981
    ([9, 5], Course.REVIEW),  # .941, and .058
    ([12, 6], Course.LINK),
    ([9, 9], Course.REVIEW),  # two alike
]


@pytest.mark.parametrize(("bits", "course"), COURSES)
def test_the_course_follows_the_probabilities(bits, course):
    assert decided(*(fits(f"A{n}", each) for n, each in enumerate(bits))).course is course


def test_a_clear_second_keeps_a_rule_from_linking_whatever_the_first_has():
    decision = decided(fits("A", 30), fits("B", 28), thresholds=Thresholds(link=0.7))
    assert decision.course is Course.REVIEW
    assert decision.reason == "A and B fit about as well."


BARS = [
    (LinkFlag.SIGNED_OFF, {}, {"signed_off": True}),
    (LinkFlag.NO_DATE, {"when": Days()}, {}),
    (LinkFlag.IMPLAUSIBLE_DATE, {"when": on(date(1970, 1, 1))}, {}),
    (LinkFlag.IMPLAUSIBLE_DATE, {"when": on(date(2017, 5, 1))}, {}),  # after its publication
    (LinkFlag.IMPLAUSIBLE_SPAN, {}, {"when": on(date(2017, 1, 1), date(2018, 2, 5))}),
    (LinkFlag.IMPOSSIBLE_COORDINATES, {"where": spot(36.3, 4239)}, {}),
    (LinkFlag.SWAPPED_COORDINATES, {"where": spot(43.1, 36.3), "named_place": spot(36.3, 43.1)},
     {}),
]  # fmt: skip


@pytest.mark.parametrize(("flag", "claim", "incident"), BARS)
def test_is_flagged_and_left_to_a_person(flag, claim, incident):
    decision = decided(fits("A", 30, **incident), claim=a_claim(**claim))
    assert decision.course is Course.REVIEW
    assert flag in decision.flags


def test_a_refusal_keeps_the_incident_out_and_every_rule_from_linking():
    decision = decided(fits("A", 30), fits("B", 20), refused={"A"})
    assert [each.code for each in decision.ranked] == ["B"]
    assert (decision.course, decision.flags) == (Course.REVIEW, (LinkFlag.REFUSED_BEFORE,))


def test_a_claim_that_fits_two_incidents_judged_different_is_flagged():
    decision = decided(fits("A", 30, distinct_from=frozenset({"B"})), fits("B", 4))
    assert LinkFlag.CONFLICTING_MATCH in decision.flags
    assert decision.course is Course.REVIEW


def test_a_dense_area_is_left_to_a_person():
    decision = decided(fits("A", 30), dense=True)
    assert (decision.course, decision.flags) == (Course.REVIEW, (LinkFlag.DENSE_AREA,))


def test_a_report_before_the_event_is_about_something_else():
    claim = a_claim(published_on=date(2017, 3, 1), when=Days())
    scored = score(claim, a_candidate(), DECLARED)
    assert scored.impossible == "Published 1 March 2017, before the incident: 5 March 2017."
    assert decide(claim, [scored], (), DECLARED).ranked == ()


@pytest.mark.parametrize("flawed", [{"where": spot(36.3, 4239)}, {"when": on(date(1970, 1, 1))}])
def test_what_cannot_be_true_is_not_compared(flawed):
    names = {each.name for each in score(a_claim(**flawed), a_candidate(), DECLARED).features}
    assert ("distance" if "where" in flawed else "dates") not in names


def test_the_same_claim_told_again_is_linked_with_its_reasons():
    struck = {"parties": frozenset({"us-led-coalition"}), "causes": frozenset({"airstrike"})}
    claim = a_claim(published_on=date(2017, 3, 7), **struck)
    known = a_candidate(told=on(date(2017, 3, 6)), reports=3, **struck)
    decision = decide(claim, [score(claim, known, DECLARED)], (), DECLARED)
    assert decision.incident == "IQ-2017-0005"
    assert decision.model == DECLARED.version
    assert decision.reason == "IQ-2017-0005 fits with 99.5%, the next with 0.0%."


def test_an_incident_elsewhere_is_no_candidate_for_long():
    claim = a_claim(where=spot(35.47, 44.39, names=("Kirkuk",), country="IQ"))
    decision = decide(claim, [score(claim, a_candidate(), DECLARED)], (), DECLARED)
    assert decision.course is Course.PROVISIONAL
    assert isinstance(decision.ranked[0].scored.candidate, Candidate)
