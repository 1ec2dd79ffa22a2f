"""The posterior from rows to rows: what it needs of the database, and what it leaves there."""

import pytest

from casualties.actions import estimates
from casualties.core.estimation import Derivation
from casualties.models import Estimate, Incident
from sources.models import Party, Source
from tests.factories import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def posterior(settings, envelope) -> None:
    settings.ESTIMATION_METHOD = "posterior"


@pytest.fixture
def incident() -> Incident:
    found = rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1")
    return found


def refreshed(*incidents: Incident) -> Estimate:
    estimates.refresh(incident_ids=[incident.pk for incident in incidents])
    return Estimate.objects.filter(incident=incidents[0], ended_at=None).get()


def test_posterior_is_stored_with_its_level_and_how_to_redo_it(incident):
    row = refreshed(incident)
    assert (row.method, row.level) == ("posterior", 0.8)
    assert row.low < row.best < row.high
    derivation = Derivation.from_json(row.derivation)
    assert [span.level for span in derivation.posterior.intervals] == [0.5, 0.8, 0.95]
    assert set(row.bench) == {
        "conservative",
        "envelope",
        "informative",
        "majority",
        "median_of_claims",
    }


def test_stored_posterior_is_what_a_recomputation_gives(incident):
    refreshed(incident)
    assert estimates.drift(incident_ids=[incident.pk]) == []


def test_batch_gives_each_incident_what_it_would_get_alone(incident):
    others = [rows.an_incident(f"IQ-{number}") for number in range(2, 6)]
    for number, other in enumerate(others):
        rows.on_file(3 * number + 1, incident=other.code)
    estimates.refresh(incident_ids=[one.pk for one in (incident, *others)])
    assert Estimate.objects.filter(ended_at=None).count() == 5
    for one in (incident, *others):
        assert estimates.drift(incident_ids=[one.pk]) == []


def test_enmity_makes_an_accuser(incident):
    ours, theirs = rows.a_party("coalition"), rows.a_party("islamic-state")
    Party.objects.get(pk=ours.pk).hostile_to.add(theirs)
    rows.a_source("amaq")
    Source.objects.filter(slug="amaq").update(party=theirs)
    rows.on_file(90, claimant="amaq", incident="IQ-1", alleged_parties=("coalition",))
    groups = refreshed(incident).derivation["groups"]
    offsets = {m["speaker"]: m["term"]["offset"] for g in groups for m in g["members"]}
    assert sorted(offsets.values()) == [0.0, 0.2]


def test_change_says_how_far_the_best_went(incident):
    refreshed(incident)
    rows.on_file(70, claimant="reuters", incident="IQ-1")
    assert "best +" in refreshed(incident).change
