"""Grades: stored with the headline, recomputed when the desk says who acted, decided by people."""

import pytest
from django.db import IntegrityError, transaction

from casualties.actions import estimates, grades
from casualties.core.estimation import Attribution, HarmGrade
from casualties.core.words import ActionStatus
from casualties.errors import AlreadyDecided
from casualties.models import Estimate, GradeDecision, Staleness
from casualties.queries import computed_grade, grade_decision
from sources.core.types import Actor, ActorKind
from sources.errors import Conflict, InvalidInput, NotAllowed
from tests.factories import rows

pytestmark = pytest.mark.django_db
EDITOR = Actor(ActorKind.USER, "editor")
RULE = Actor(ActorKind.RULE, "estimator")


@pytest.fixture
def incident():
    return rows.an_incident()


def decide(incident, **other):
    told = {"harm": HarmGrade.DISCOUNTED, "attribution": Attribution.NONE, "by": EDITOR}
    return grades.decide(incident=incident, **{**told, "reason": "A gas leak.", **other})


def test_estimate_of_the_headline_stores_the_grade(incident):
    estimates.refresh(incident_ids=[incident.pk])
    row = Estimate.objects.get(incident=incident, ended_at=None)
    assert (row.harm_grade, row.attribution) == ("weak", "none")
    assert computed_grade(incident).harm is HarmGrade.WEAK


def test_saying_that_a_party_acted_recomputes_the_grade_and_says_so(incident):
    estimates.refresh(incident_ids=[incident.pk])
    Staleness.objects.all().delete()
    incident.action_status = ActionStatus.DECLARED
    incident.save()
    assert Staleness.objects.filter(incident=incident).exists()
    estimates.refresh(incident_ids=[incident.pk])
    row = Estimate.objects.get(incident=incident, ended_at=None)
    assert row.attribution == "declared"
    assert "attribution graded declared and no longer none" in row.change


def test_a_person_grades_otherwise_and_takes_it_back(incident):
    made = decide(incident)
    assert grade_decision(incident) == made
    grades.end(decision=made, by=EDITOR, reason="No leak was found.")
    assert grade_decision(incident) is None


def test_a_second_decision_ends_the_first(incident):
    decide(incident)
    second = decide(incident, harm=HarmGrade.FAIR)
    assert list(GradeDecision.objects.filter(ended_at=None)) == [second]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({"by": RULE}, NotAllowed), ({"reason": "  "}, InvalidInput)],
)
def test_a_decision_needs_a_person_and_a_reason(incident, wrong, error):
    with pytest.raises(error):
        decide(incident, **wrong)


def test_the_same_grade_twice_is_refused(incident):
    decide(incident)
    with pytest.raises(AlreadyDecided):
        decide(incident)


def test_a_merged_incident_is_graded_where_it_leads(incident):
    root = rows.an_incident("IQ-2017-0099")
    incident.merged_into = root
    incident.save()
    with pytest.raises(Conflict, match="grade it there"):
        decide(incident)


@pytest.mark.parametrize(
    "wrong", [{"by": "rule:estimator"}, {"reason": " "}, {"harm": "rumoured"}, {"attribution": "?"}]
)
def test_database_refuses_a_decision_that_is_none(incident, wrong):
    columns = {"harm": "fair", "attribution": "none", "by": "user:editor", "reason": "So."}
    with pytest.raises(IntegrityError), transaction.atomic():
        GradeDecision.objects.create(incident=incident, **{**columns, **wrong})
