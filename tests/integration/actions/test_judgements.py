"""Saying whether a claim is about an incident."""

import uuid

import pytest

from casualties.actions import judgements
from casualties.core.words import JudgementVerdict
from casualties.errors import AlreadyDecided, NotLinkable, Overruled
from casualties.models import Claim, Incident, Judgement
from sources.errors import NotAllowed
from tests.factories import rows
from tests.factories.database import raw_copy

pytestmark = pytest.mark.django_db

POSITIVE, NEGATIVE, UNSURE = JudgementVerdict


def judged(claim: Claim, incident: Incident, verdict=POSITIVE, by=rows.EDITOR, **given):
    return judgements.judge(claim=claim, incident=incident, verdict=verdict, by=by, **given)


def in_force(claim: Claim) -> set[tuple[str, str, bool]]:
    live = Judgement.objects.filter(claim=claim, ended_at=None)
    return set(live.values_list("incident__code", "verdict", "confirmed"))


@pytest.fixture
def claim() -> Claim:
    rows.an_incident("IQ-1")
    rows.an_incident("IQ-2")
    return rows.on_file(64, by=rows.SENDER)


def on(code: str) -> Incident:
    return Incident.objects.get(code=code)


def test_a_positive_judgement_puts_a_claim_on_an_incident(claim):
    judged(claim, on("IQ-1"), confirmed=True)
    assert in_force(claim) == {("IQ-1", "positive", True)}


def test_a_claim_judged_onto_another_incident_leaves_the_first(claim):
    judged(claim, on("IQ-1"))
    judged(claim, on("IQ-2"))
    assert in_force(claim) == {("IQ-2", "positive", False)}


def test_a_negative_judgement_takes_the_claim_off_that_incident_alone(claim):
    judged(claim, on("IQ-1"))
    judged(claim, on("IQ-2"), NEGATIVE)
    assert in_force(claim) == {("IQ-1", "positive", False), ("IQ-2", "negative", False)}
    judged(claim, on("IQ-1"), NEGATIVE)
    assert in_force(claim) == {("IQ-1", "negative", False), ("IQ-2", "negative", False)}


def test_an_unsure_judgement_replaces_what_was_judged_of_the_pair(claim):
    judged(claim, on("IQ-1"), NEGATIVE)
    judged(claim, on("IQ-1"), UNSURE)
    assert in_force(claim) == {("IQ-1", "unsure", False)}


def test_a_judgement_keeps_what_spoke_for_it(claim):
    features = [{"name": "distance_km", "sentence": "400 m apart."}]
    made = judged(
        claim, on("IQ-1"), by=rows.LINKER, probability=0.9, features=features, model="linker-1"
    )
    made.refresh_from_db()
    assert (made.probability, made.features, made.model) == (0.9, features, "linker-1")


def test_judging_is_audited(claim):
    operation = uuid.uuid4()
    judged(claim, on("IQ-1"), NEGATIVE, reason="Another street.", operation=operation)
    event = rows.audited("judgement.negative")
    assert (event.by, event.subject, event.reason) == ("user:editor", claim.key, "Another street.")
    assert (event.operation, event.detail) == (operation, {"incident": "IQ-1"})


def test_an_aggregate_claim_is_refused(claim):
    period = {"period_first": "2017-03-01", "period_last": "2017-03-31"}
    aggregate = Claim.objects.get(pk=raw_copy(claim, key="all", scope="aggregate", **period))
    with pytest.raises(NotLinkable, match="on no incident"):
        judged(aggregate, on("IQ-1"))


@pytest.mark.parametrize("verdict", JudgementVerdict)
def test_a_rule_does_not_overrule_a_person(claim, verdict):
    judged(claim, on("IQ-1"), verdict)
    with pytest.raises(Overruled, match="a rule leaves it as it is"):
        judged(claim, on("IQ-1"), POSITIVE, by=rows.LINKER)
    assert in_force(claim) == {("IQ-1", verdict.value, False)}


def test_a_rule_does_not_move_a_claim_that_a_person_placed(claim):
    judged(claim, on("IQ-1"))
    with pytest.raises(Overruled):
        judged(claim, on("IQ-2"), by=rows.LINKER)


def test_a_rule_does_not_confirm(claim):
    with pytest.raises(NotAllowed, match="only people confirm"):
        judged(claim, on("IQ-1"), by=rows.LINKER, confirmed=True)
    assert in_force(claim) == set()


def test_a_person_overrules_a_rule(claim):
    judged(claim, on("IQ-1"), by=rows.LINKER)
    judged(claim, on("IQ-2"), confirmed=True)
    assert in_force(claim) == {("IQ-2", "positive", True)}


def test_a_judgement_is_taken_back_and_audited(claim):
    made = judged(claim, on("IQ-1"))
    judgements.end(judgement=made, by=rows.EDITOR, reason="Too soon.")
    assert in_force(claim) == set()
    event = rows.audited("judgement.end")
    assert (event.subject, event.reason, event.detail) == (
        claim.key,
        "Too soon.",
        {"incident": "IQ-1"},
    )


def test_a_judgement_is_taken_back_once(claim):
    made = judged(claim, on("IQ-1"))
    judgements.end(judgement=made, by=rows.EDITOR)
    with pytest.raises(AlreadyDecided, match="taken back before"):
        judgements.end(judgement=made, by=rows.EDITOR)


def test_a_rule_takes_back_a_rules_judgement_alone(claim):
    judgements.end(judgement=judged(claim, on("IQ-1"), by=rows.LINKER), by=rows.LINKER)
    with pytest.raises(Overruled):
        judgements.end(judgement=judged(claim, on("IQ-1")), by=rows.LINKER)
    assert in_force(claim) == {("IQ-1", "positive", False)}


def test_complaint_5_two_reports_of_one_source_can_be_on_one_incident():
    incident = rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1")
    rows.on_file(70, incident="IQ-1")
    assert incident.judgements.filter(ended_at=None).count() == 2


def test_complaint_4_what_a_person_unlinked_stays_so_however_often_a_rule_tries(claim):
    judged(claim, on("IQ-1"), NEGATIVE)
    for _ in range(10):
        with pytest.raises(Overruled):
            judged(claim, on("IQ-1"), by=rows.LINKER)
    assert in_force(claim) == {("IQ-1", "negative", False)}
