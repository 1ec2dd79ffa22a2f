"""Working off the staleness log, one worker at a time; several at once are in test_drain."""

import pytest

from casualties import queries
from casualties.actions import staleness
from casualties.models import Estimate, Heartbeat, Incident, Staleness
from tests.factories import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    found = rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1")
    return found


def test_a_drain_empties_the_log_and_says_what_it_did(incident):
    taken = Staleness.objects.count()
    done = staleness.drain()
    assert (done.taken, done.refreshed, done.written, done.failed) == (taken, 1, 1, 0)
    assert not Staleness.objects.exists()


def test_a_drain_of_an_empty_log_does_nothing_but_show_life():
    assert staleness.drain() == staleness.Drained()
    assert Heartbeat.objects.get().name == "sweep"


def test_a_drain_stops_at_its_limit(incident):
    for _ in range(3):
        Staleness.objects.create(incident=incident, cause="reconcile")
    before = Staleness.objects.count()
    assert staleness.drain(limit=2).taken == 2
    assert Staleness.objects.count() == before - 2


def test_an_incident_in_the_log_many_times_is_refreshed_once(incident):
    for _ in range(5):
        Staleness.objects.create(incident=incident, cause="reconcile")
    assert staleness.drain().refreshed == 1


def test_everything_can_be_queued_behind_what_is_fresh(incident):
    Staleness.objects.all().delete()
    rows.an_incident("IQ-2")
    assert staleness.queue_all() == 2
    assert set(Staleness.objects.values_list("cause", "priority")) == {("reconcile", 0)}


def test_an_audit_finds_nothing_where_nothing_drifted(incident):
    staleness.queue_all()
    staleness.drain()
    assert staleness.audit_estimates() == {"checked": 1, "waiting": 0, "drift": []}
    assert Heartbeat.objects.get(name="audit").detail["checked"] == 1


def test_an_audit_passes_over_what_waits(incident):
    report = staleness.audit_estimates()
    assert (report["checked"], report["waiting"], report["drift"]) == (0, 1, [])


def test_an_audit_passes_over_a_root_that_waits(incident):
    root = rows.an_incident("IQ-2")
    Incident.objects.filter(pk=incident.pk).update(merged_into=root)
    staleness.drain()
    rows.on_file(70, claimant="reuters", incident="IQ-2")
    report = staleness.audit_estimates()
    assert (report["checked"], report["waiting"], report["drift"]) == (1, 1, [])


def test_an_audit_in_small_parts_checks_everything(incident):
    for _ in range(4):
        rows.an_incident()
    staleness.queue_all()
    staleness.drain()
    assert staleness.audit_estimates(chunk=2)["checked"] == 5


def test_an_audit_changes_nothing(incident):
    staleness.queue_all()
    staleness.drain()
    before = rows.content(Estimate, "pk", "ended_at")
    staleness.audit_estimates()
    assert rows.content(Estimate, "pk", "ended_at") == before


def test_the_backlog_tells_how_far_behind_it_is(incident):
    before = queries.backlog()
    assert (before.waiting > 0, before.quarantined, before.last_sweep) == (True, 0, None)
    staleness.drain()
    after = queries.backlog()
    assert (after.waiting, after.oldest, after.last_sweep is not None) == (0, None, True)
