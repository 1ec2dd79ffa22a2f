"""Recomputing what is stored."""

import pytest

from casualties.actions import claims, estimates
from casualties.core.words import Basis
from casualties.models import Claim, Estimate, Incident, Judgement
from tests.factories import rows
from tests.factories.database import raw_copy, sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    found = rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1")
    return found


def refreshed(*incidents: Incident) -> estimates.Refreshed:
    return estimates.refresh(incident_ids=[incident.pk for incident in incidents])


def slots(incident: Incident) -> set[tuple[str, str]]:
    live = Estimate.objects.filter(incident=incident, ended_at=None)
    return set(live.values_list("measure", "basis"))


def test_a_first_refresh_writes_the_estimate(incident):
    assert refreshed(incident).written == 1
    row = Estimate.objects.get()
    assert (row.by, row.low, row.high, row.claims, row.groups) == ("rule:estimator", 64, 64, 1, 1)


def test_a_second_refresh_writes_nothing(incident):
    refreshed(incident)
    assert refreshed(incident).written == 0


def test_another_digest_ends_the_former_row(incident):
    refreshed(incident)
    rows.on_file(70, claimant="reuters", incident="IQ-1")
    assert refreshed(incident).written == 2
    former = Estimate.objects.exclude(ended_at=None).get()
    assert (former.high, former.ended_by) == (64, "rule:estimator")


def test_an_incident_without_claims_says_why_it_has_no_range():
    incident = rows.an_incident("IQ-1")
    refreshed(incident)
    row = Estimate.objects.get()
    assert (row.measure, row.outcome, row.reason) == (
        "killed:civilian",
        "no_estimate",
        "No claim is on file.",
    )


def test_a_measure_known_from_drafts_alone_has_no_reviewed_row(incident):
    rows.on_file(5, incident="IQ-1", harm="injured", by=rows.SENDER)
    refreshed(incident)
    assert slots(incident) == {
        ("killed:civilian", "reviewed"),
        ("injured:civilian", "provisional"),
    }


def test_an_estimate_of_a_measure_that_vanished_is_ended(incident):
    hurt = rows.on_file(5, incident="IQ-1", harm="injured")
    refreshed(incident)
    assert ("injured:civilian", "reviewed") in slots(incident)
    Judgement.objects.filter(claim=hurt).update(ended_at="2026-01-01T00:00Z", ended_by="user:x")
    refreshed(incident)
    assert slots(incident) == {("killed:civilian", "reviewed")}


def test_a_rejected_measure_keeps_its_row_and_says_why(incident):
    hurt = rows.on_file(5, incident="IQ-1", harm="injured")
    claims.reject(claim=hurt, by=rows.EDITOR)
    row = rows.current(incident, measure="injured:civilian")
    assert (row.outcome, bool(row.reason)) == ("no_estimate", True)


def test_a_provisional_row_equal_to_the_reviewed_one_is_not_kept(incident):
    refreshed(incident)
    assert slots(incident) == {("killed:civilian", "reviewed")}


def test_a_provisional_row_is_ended_when_its_draft_is_accepted(incident):
    draft = rows.on_file(70, claimant="reuters", incident="IQ-1", by=rows.SENDER)
    refreshed(incident)
    assert ("killed:civilian", "provisional") in slots(incident)
    claims.accept(claim=draft, by=rows.EDITOR)
    refreshed(incident)
    assert slots(incident) == {("killed:civilian", "reviewed")}


def test_refreshing_a_merged_incident_refreshes_its_root(incident):
    root = rows.an_incident("IQ-2")
    refreshed(incident)
    Incident.objects.filter(pk=incident.pk).update(merged_into=root)
    refreshed(incident)
    assert (slots(incident), slots(root)) == (set(), {("killed:civilian", "reviewed")})


def unreadable(incident: Incident) -> Claim:
    """A claim that only raw SQL could store: 'exactly' without a figure."""
    claim = rows.on_file(64, incident=incident.code)
    pk = raw_copy(claim, key="unreadable", low=None, best=None, high=None)
    raw_copy(claim.judgements.get(), claim_id=pk)
    return Claim.objects.get(pk=pk)


def test_an_incident_that_fails_holds_up_no_other(incident):
    bad = rows.an_incident("IQ-2")
    unreadable(bad)
    done = refreshed(bad, incident)
    assert (list(done.failed), done.written) == ([bad.pk], 1)
    assert "'exactly' needs one figure" in done.failed[bad.pk]
    assert slots(incident) == {("killed:civilian", "reviewed")}


def test_no_drift_where_nothing_drifted(incident):
    refreshed(incident)
    assert estimates.drift(incident_ids=[incident.pk]) == []


def test_a_row_that_was_tampered_with_is_drift(incident):
    refreshed(incident)
    sql("SET LOCAL session_replication_role = replica")
    sql("UPDATE casualties_estimate SET high = 640")
    sql("SET LOCAL session_replication_role = origin")
    (line,) = estimates.drift(incident_ids=[incident.pk])
    assert f"incident {incident.pk} killed:civilian reviewed" in line
    assert "640" in line


def test_a_missing_row_is_drift(incident):
    (line,) = estimates.drift(incident_ids=[incident.pk])
    assert "not stored, and wanted" in line


def test_an_incident_without_claims_needs_no_row():
    assert estimates.drift(incident_ids=[rows.an_incident("IQ-1").pk]) == []


def test_a_row_left_on_a_merged_incident_is_drift(incident):
    root = rows.an_incident("IQ-2")
    refreshed(incident, root)
    Incident.objects.filter(pk=incident.pk).update(merged_into=root)
    lines = estimates.drift(incident_ids=[incident.pk])
    assert any(
        f"incident {incident.pk}" in line and "stored, and not wanted" in line for line in lines
    )


@pytest.mark.parametrize("basis", Basis)
def test_estimates_keep_how_they_were_made(incident, basis):
    rows.on_file(70, claimant="reuters", incident="IQ-1", by=rows.SENDER)
    row = rows.current(incident, basis=basis)
    assert (row.method, row.scheme, len(row.digest)) == ("envelope", "corroborate", 64)
    assert row.derivation["groups"]
    assert row.bench
