"""States that must not be: each is tried against the real database, which refuses it itself."""

import pytest

from casualties.models import Claim, Derivation, Estimate, Incident, Judgement, Review, SignOff
from sources.models import Citation
from tests.factories import rows
from tests.factories.database import (
    change,
    raw_copy,
    refused,
)

pytestmark = pytest.mark.django_db

ENDED = "ended_at = now(), ended_by = 'user:editor'"
NO_FIGURES = {"low": None, "best": None, "high": None}


# Claims: figures

CONTRADICTIONS = [
    # what the claim would say, the constraint that refuses it
    ({"low": 9, "best": 5, "high": 10}, "claim_low_under_best"),
    ({"low": 1, "best": 9, "high": 5}, "claim_best_under_high"),
    ({"low": 9, "best": None, "high": 5}, "claim_low_under_high"),
    *(
        ({**NO_FIGURES, column: figure}, f"claim_{column}_is_a_figure")
        for column in ("low", "best", "high")
        for figure in (-1, 2_000_001)
    ),
    ({"share": 0.5, "share_of": -1}, "claim_share_of_is_a_figure"),
    ({"share": 0.5, "share_of": 2_000_001}, "claim_share_of_is_a_figure"),
    ({"latitude": 36.3, "longitude": None}, "claim_coordinates_on_the_globe"),
    ({"latitude": 36.3, "longitude": 181}, "claim_coordinates_on_the_globe"),
    ({"stance": "denies_harm"}, "claim_denial_has_no_figure"),
    ({"stance": "denies_responsibility"}, "claim_denial_has_no_figure"),
    ({"qualifier": "vague", "word": None, **NO_FIGURES}, "claim_vague_has_its_word"),
    ({"qualifier": "vague", "word": "dozens", "low": 24}, "claim_words_are_not_figures"),
    ({"qualifier": "unstated", "low": 24}, "claim_words_are_not_figures"),
    ({"qualifier": "about", "word": "dozens"}, "claim_vague_has_its_word"),
    ({"scope": "aggregate"}, "claim_aggregate_has_a_period"),
    ({"scope": "aggregate", "period_first": "2017-03-01"}, "claim_aggregate_has_a_period"),
    (
        {"period_first": "2017-03-02", "period_last": "2017-03-01"},
        "claim_period_ends_after_it_begins",
    ),
    ({"share": 0.5, "share_of": None}, "claim_share_has_its_total"),
    ({"share": None, "share_of": 100}, "claim_share_has_its_total"),
    ({"share": 1.5, "share_of": 100}, "claim_share_has_its_total"),
    ({"share": 0, "share_of": 100}, "claim_share_has_its_total"),
]


@pytest.mark.parametrize(("said", "constraint"), CONTRADICTIONS)
def test_a_claim_cannot_contradict_itself(said, constraint):
    claim = rows.on_file(64)
    with refused(constraint):
        raw_copy(claim, key="other", **said)


@pytest.mark.parametrize(
    "said",
    [
        {"low": 0, "best": 0, "high": 0},
        {"low": 1, "best": None, "high": 2_000_000},
        {"low": 5, "best": 5, "high": 5},
        {"qualifier": "vague", "word": "dozens", **NO_FIGURES},
        {"share": 1, "share_of": 64},
    ],
)
def test_a_claim_at_the_edge_of_what_may_be_is_kept(said):
    claim = rows.on_file(64)
    assert raw_copy(claim, key="other", **said) > claim.pk


# Judgements


def test_an_aggregate_claim_is_on_no_incident():
    claim = rows.on_file(64)
    period = {"period_first": "2017-03-01", "period_last": "2017-03-31"}
    aggregate = raw_copy(claim, key="other", scope="aggregate", **period)
    with refused("belongs to no incident"):
        _judged(aggregate, rows.an_incident())


def test_an_aggregate_claim_can_be_judged_not_to_be_about_an_incident():
    claim = rows.on_file(64)
    period = {"period_first": "2017-03-01", "period_last": "2017-03-31"}
    aggregate = raw_copy(claim, key="other", scope="aggregate", **period)
    assert _judged(aggregate, rows.an_incident(), verdict="negative").pk


def test_a_claim_and_an_incident_have_one_judgement_in_force():
    claim, incident = rows.on_file(64), rows.an_incident()
    _judged(claim.pk, incident, verdict="unsure")
    with refused("judgement_one_in_force"):
        _judged(claim.pk, incident, verdict="negative")


def test_a_claim_is_on_one_incident():
    claim = rows.on_file(64)
    _judged(claim.pk, rows.an_incident())
    with refused("judgement_on_one_incident"):
        _judged(claim.pk, rows.an_incident())


def test_an_ended_judgement_makes_room_for_another():
    claim = rows.on_file(64)
    change(_judged(claim.pk, rows.an_incident()), ENDED)
    assert _judged(claim.pk, rows.an_incident()).pk


def test_a_rule_never_ends_what_a_person_judged():
    judgement = _judged(rows.on_file(64).pk, rows.an_incident())
    with refused("a rule never ends"):
        change(judgement, "ended_at = now(), ended_by = 'rule:linker'")


def test_a_rule_ends_what_a_rule_judged():
    judgement = _judged(rows.on_file(64).pk, rows.an_incident(), by="rule:linker")
    change(judgement, "ended_at = now(), ended_by = 'rule:linker'")
    judgement.refresh_from_db()
    assert judgement.ended_by == "rule:linker"


def test_a_rule_confirms_no_judgement():
    with refused("judgement_by_rule_is_unconfirmed"):
        _judged(rows.on_file(64).pk, rows.an_incident(), by="rule:linker", confirmed=True)


@pytest.mark.parametrize("probability", [-0.1, 1.1])
def test_a_probability_lies_between_0_and_1(probability):
    with refused("judgement_probability_is_one"):
        _judged(rows.on_file(64).pk, rows.an_incident(), probability=probability)


def _judged(claim_id: int, incident: Incident, **columns: object) -> Judgement:
    columns = {"verdict": "positive", "by": "user:editor"} | columns
    return Judgement.objects.create(claim_id=claim_id, incident=incident, **columns)


# Reviews, estimates, sign-offs


def test_a_claim_has_one_review_in_force():
    claim = rows.on_file(64)
    with refused("review_one_in_force"):
        Review.objects.create(claim=claim, verdict="rejected", by="user:editor")


@pytest.mark.parametrize("credibility", [0, 7])
def test_credibility_is_1_to_6(credibility):
    claim = rows.on_file(64, by=rows.SENDER)
    with refused("review_credibility_is_1_to_6"):
        Review.objects.create(
            claim=claim, verdict="accepted", credibility=credibility, by="user:editor"
        )


def test_an_incident_has_one_estimate_in_force_for_a_measure_and_basis(one_of_each):
    with refused("estimate_one_in_force"):
        raw_copy(rows.latest(Estimate))


IMPOSSIBLE_ESTIMATES = [
    ({"low": None}, "estimate_has_figures_or_a_reason"),
    ({"high": None, "best": None}, "estimate_has_figures_or_a_reason"),
    ({"outcome": "no_estimate", "reason": "Only denials."}, "estimate_has_figures_or_a_reason"),
    ({"outcome": "no_estimate", "reason": "", **NO_FIGURES}, "estimate_has_figures_or_a_reason"),
    ({"low": 65, "best": None, "high": 64}, "estimate_low_under_high"),
    ({"low": -1, "best": None, "high": 64}, "estimate_low_under_high"),
    ({"low": 10, "best": 9, "high": 64}, "estimate_best_within"),
    ({"low": 10, "best": 65, "high": 64}, "estimate_best_within"),
]


@pytest.mark.parametrize(("columns", "constraint"), IMPOSSIBLE_ESTIMATES)
def test_an_estimate_has_figures_in_order_or_a_reason(one_of_each, columns, constraint):
    with refused(constraint):
        raw_copy(rows.latest(Estimate), basis="provisional", **columns)


def test_an_incident_has_one_sign_off_in_force_for_a_measure(one_of_each):
    with refused("sign_off_one_in_force"):
        raw_copy(rows.latest(SignOff))


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"by": "rule:estimator"}, "sign_off_by_a_person"),
        ({"low": 65, "best": None, "high": 64}, "sign_off_low_under_high"),
        ({"low": 10, "best": 9}, "sign_off_best_within"),
        ({"low": None}, "not-null"),
    ],
)
def test_a_sign_off_is_a_persons_and_has_figures_in_order(one_of_each, columns, constraint):
    with refused(constraint):
        raw_copy(rows.latest(SignOff), measure="injured:civilian", **columns)


# Derivations


def test_a_claim_does_not_derive_from_itself():
    claim = rows.on_file(64)
    with refused("cannot derive from itself"):
        _tied(claim, claim)


def test_two_claims_do_not_derive_from_each_other():
    first, second = rows.on_file(64), rows.on_file(64)
    _tied(second, first)
    with refused("however far round"):
        _tied(first, second, relation="based_on")


def test_derivations_do_not_go_round_a_circle_of_three():
    first, second, third = (rows.on_file(64) for _ in range(3))
    _tied(second, first)
    _tied(third, second)
    with refused("however far round"):
        _tied(first, third)


@pytest.mark.parametrize("way", ["ended", "refused"])
def test_a_derivation_that_does_not_hold_closes_no_circle(way):
    first, second = rows.on_file(64), rows.on_file(64)
    if way == "ended":
        change(_tied(second, first), ENDED)
    else:
        _tied(second, first, verdict="refused")
    assert _tied(first, second).pk


def test_only_the_same_claimant_revises_a_figure():
    first, second = rows.on_file(64), rows.on_file(70, claimant="reuters")
    with refused("only the same claimant"):
        _tied(second, first, relation="revises")


def test_a_correction_belongs_to_the_report_it_corrects():
    first, second = rows.on_file(64), rows.on_file(70)
    with refused("belongs to the report"):
        _tied(second, first, relation="corrects")


def test_a_relation_of_two_claims_is_stated_once():
    first, second = rows.on_file(64), rows.on_file(64)
    _tied(second, first, verdict="proposed")
    with refused("derivation_one_in_force"):
        _tied(second, first, verdict="confirmed")


def test_a_claim_repeats_one_other():
    first, second, third = (rows.on_file(64) for _ in range(3))
    _tied(third, first)
    with refused("derivation_one_origin"):
        _tied(third, second)


def _tied(claim: Claim, on: Claim, **columns: object) -> Derivation:
    columns = {"relation": "repeats", "verdict": "confirmed", "by": "user:editor"} | columns
    return Derivation.objects.create(claim=claim, on_claim=on, **columns)


# Incidents


def test_an_incident_is_not_merged_into_itself():
    incident = rows.an_incident()
    with refused("merge"):
        change(incident, f"merged_into_id = {incident.pk}")


def test_two_incidents_are_not_merged_into_each_other():
    first, second = rows.an_incident(), rows.an_incident()
    change(first, f"merged_into_id = {second.pk}")
    with refused("merged into each other"):
        change(second, f"merged_into_id = {first.pk}")


def test_merges_do_not_go_round_a_circle_of_three():
    first, second, third = (rows.an_incident() for _ in range(3))
    change(first, f"merged_into_id = {second.pk}")
    change(second, f"merged_into_id = {third.pk}")
    with refused("merged into each other"):
        change(third, f"merged_into_id = {first.pk}")


@pytest.mark.parametrize(
    ("assignments", "constraint"),
    [
        ("first_day = last_day + 1", "incident_ends_after_it_begins"),
        ("latitude = 91, longitude = 0", "incident_coordinates_on_the_globe"),
        ("latitude = 36, longitude = NULL", "incident_coordinates_on_the_globe"),
    ],
)
def test_an_incident_has_days_in_order_and_is_on_the_globe(assignments, constraint):
    incident = rows.an_incident()
    with refused(constraint):
        change(incident, assignments)


# Reports


def test_two_reports_do_not_share_an_ingest_key():
    report = rows.on_file(64).report
    with refused("sources_report_key"):
        raw_copy(report)


def test_a_report_does_not_cite_itself():
    report = rows.on_file(64).report
    with refused("citation_of_another"):
        Citation.objects.create(report=report, cited=report)
