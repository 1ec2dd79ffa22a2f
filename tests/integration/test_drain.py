"""The drain with several workers, failing incidents, crashes and planted drift."""

import contextlib
import itertools
import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, transaction
from django.db.models.functions import Now

from casualties.actions import claims, estimates, incidents, staleness
from casualties.models import Claim, Estimate, Incident, Staleness
from sources.actions import sources
from sources.core.types import Reliability
from sources.models import Source
from tests.factories import rows
from tests.factories.database import other_sessions, raw_copy, sql, until, waiting_sessions

pytestmark = pytest.mark.django_db


def some_incidents(count: int) -> list[Incident]:
    """Incidents with a claim each, all of them stale."""
    found = [rows.an_incident(f"IQ-{number}") for number in range(count)]
    for incident in found:
        rows.on_file(64, incident=incident.code)
    return found


def estimated() -> list[str]:
    """The codes of the incidents that have a range, in the order in which they got it."""
    live = Estimate.objects.filter(ended_at=None).order_by("pk")
    return list(live.values_list("incident__code", flat=True))


def unreadable(incident: Incident) -> Claim:
    """Put a claim on the incident that only raw SQL could store: 'exactly' without a figure."""
    claim = rows.on_file(64, incident=incident.code)
    pk = raw_copy(claim, key=f"unreadable/{incident.code}", low=None, best=None, high=None)
    raw_copy(claim.judgements.get(), claim_id=pk)
    return Claim.objects.get(pk=pk)


# Order


def test_the_highest_priority_goes_first_and_the_oldest_among_equals():
    some_incidents(3)
    Staleness.objects.all().delete()
    for code, priority in (("IQ-0", 1), ("IQ-1", 10), ("IQ-2", 10), ("IQ-0", 1)):
        incident = Incident.objects.get(code=code)
        Staleness.objects.create(incident=incident, cause="review", priority=priority)
    for _ in range(3):
        staleness.drain(limit=1)
    assert estimated() == ["IQ-1", "IQ-2", "IQ-0"]


def test_a_regraded_sources_incidents_wait_behind_a_fresh_claim():
    some_incidents(3)
    staleness.drain()
    source = Source.objects.get(slug="yaqein")
    sources.regrade(source=source, reliability=Reliability.A, reason="x", by=rows.EDITOR)
    rows.an_incident("IQ-9")
    rows.on_file(64, claimant="reuters", incident="IQ-9")
    staleness.drain(limit=1)
    assert estimated()[-1] == "IQ-9"


def test_what_is_postponed_waits_for_its_time():
    (incident,) = some_incidents(1)
    Staleness.objects.update(not_before="2999-01-01T00:00Z")
    assert staleness.drain().taken == 0
    assert not Estimate.objects.filter(incident=incident).exists()


# Several workers


@pytest.mark.django_db(transaction=True)
def test_a_worker_waits_for_another_that_has_the_incident():
    (incident,) = some_incidents(1)
    with other_sessions() as beside:
        with transaction.atomic():
            Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
            theirs = beside(staleness.drain)
            until(waiting_sessions, "the worker waits for us")
            assert not Estimate.objects.exists()
        assert theirs.result(20).written == 1
    assert estimated() == ["IQ-0"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_passes_over_rows_that_another_has_taken():
    some_incidents(2)
    with other_sessions() as beside, transaction.atomic():
        sql(
            "SELECT FROM casualties_staleness WHERE incident_id = %s FOR UPDATE",
            Incident.objects.get(code="IQ-0").pk,
        )
        assert beside(staleness.drain).result(20).refreshed == 1
        assert estimated() == ["IQ-1"]


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_never_have_one_incident_together_and_lose_nothing(monkeypatch):
    found = some_incidents(12)
    together, real = Together(), estimates.refresh
    monkeypatch.setattr(staleness, "BATCH", 3)
    monkeypatch.setattr(
        estimates, "refresh", lambda *, incident_ids: together.watch(real, incident_ids)
    )
    with other_sessions(3) as beside:
        workers = [beside(staleness.drain) for _ in range(3)]
        for incident in found:
            rows.on_file(70, claimant="reuters", incident=incident.code)
        workers += [beside(staleness.drain)]
        for worker in workers:
            worker.result(60)
    assert not together.met
    assert not Staleness.objects.exists()
    assert {rows.figures(rows.current(incident)) for incident in found} == {(64, 70, False, False)}
    assert staleness.audit_estimates()["drift"] == []


class Together:
    """Notes whether two refreshes had one incident at the same time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.busy: list[int] = []
        self.met: set[int] = set()

    def watch(self, refresh, incident_ids):
        with self.lock:
            self.met |= set(incident_ids) & set(self.busy)
            self.busy += incident_ids
        try:
            return refresh(incident_ids=incident_ids)
        finally:
            with self.lock:
                for pk in incident_ids:
                    self.busy.remove(pk)


# Incidents that fail


@pytest.fixture
def poison() -> Incident:
    """An incident that cannot be estimated, between two that can."""
    _, incident, _ = some_incidents(3)
    unreadable(incident)
    return incident


def the_row(incident: Incident) -> Staleness:
    return Staleness.objects.get(incident=incident)


def try_again(incident: Incident) -> Staleness:
    """Let its time come, and drain."""
    Staleness.objects.update(not_before=Now())
    staleness.drain()
    return the_row(incident)


def test_an_incident_that_fails_is_postponed_with_its_error(poison):
    done = staleness.drain()
    row = the_row(poison)
    assert (done.failed, row.cause, row.attempts, row.quarantined_at) == (1, "retry", 1, None)
    assert "'exactly' needs one figure" in row.error
    assert row.not_before > row.noticed_at


def test_an_incident_that_fails_holds_up_no_other(poison):
    staleness.drain()
    assert sorted(estimated()) == ["IQ-0", "IQ-2"]


def test_each_try_waits_longer(poison):
    staleness.drain()
    first = the_row(poison)
    second = try_again(poison)
    assert second.attempts == 2
    assert second.not_before - second.noticed_at > first.not_before - first.noticed_at


def test_after_five_tries_an_incident_is_set_aside(poison):
    staleness.drain()
    tries = [try_again(poison) for _ in range(4)]
    assert [row.attempts for row in tries] == [2, 3, 4, 5]
    assert [row.quarantined_at is not None for row in tries] == [False, False, False, True]
    assert try_again(poison).attempts == 5


@pytest.mark.parametrize("named", [True, False])
def test_what_was_set_aside_can_be_released(poison, named):
    staleness.drain()
    for _ in range(4):
        try_again(poison)
    assert staleness.release(by=rows.EDITOR, incident_id=poison.pk if named else None) == 1
    row = the_row(poison)
    assert (row.attempts, row.quarantined_at) == (0, None)


def test_releasing_another_incident_leaves_it_aside(poison):
    staleness.drain()
    for _ in range(4):
        try_again(poison)
    assert staleness.release(by=rows.EDITOR, incident_id=Incident.objects.get(code="IQ-0").pk) == 0


def test_a_mended_incident_gets_its_range_at_the_next_try(poison):
    staleness.drain()
    bad = Claim.objects.get(key__startswith="unreadable")
    bad.judgements.update(ended_at="2026-01-01T00:00Z", ended_by="user:editor")
    Staleness.objects.update(not_before=Now())
    assert rows.figures(rows.current(poison)) == (64, 64, False, False)
    assert not Staleness.objects.exists()


# Crashes


@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_connection_dies_leaves_its_rows_in_the_log():
    (incident,) = some_incidents(1)
    before = Staleness.objects.count()
    with other_sessions() as beside, transaction.atomic():
        Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
        theirs = beside(staleness.drain)
        (session,) = until(waiting_sessions, "the worker waits for us")
        sql("SELECT pg_terminate_backend(%s)", session)
        assert isinstance(theirs.exception(20), OperationalError)
    assert Staleness.objects.count() == before
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)


def test_a_worker_that_breaks_down_leaves_its_rows_in_the_log(monkeypatch):
    (incident,) = some_incidents(1)
    before = Staleness.objects.count()
    with monkeypatch.context() as broken:
        broken.setattr(estimates, "_store", _breaks_down)
        with pytest.raises(MemoryError):
            staleness.drain()
    assert (Staleness.objects.count(), Estimate.objects.count()) == (before, 0)
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)


def _breaks_down(root_ids: object) -> int:
    raise MemoryError


# Nothing twice


def test_the_same_inputs_write_nothing():
    some_incidents(3)
    staleness.drain()
    before = rows.content(Estimate, "pk", "ended_at")
    staleness.queue_all()
    assert staleness.drain().written == 0
    assert rows.content(Estimate, "pk", "ended_at") == before


# Merged incidents


def test_the_claims_of_merged_incidents_count_at_the_root_however_long_the_chain():
    chain = some_incidents(3)
    staleness.drain()
    for incident, into in itertools.pairwise(chain):
        incidents.merge(incident=incident, into=into, by=rows.EDITOR, reason="The same.")
    assert rows.current(chain[2]).claims == 3
    assert estimated() == ["IQ-2"]


def test_a_claim_on_a_merged_incident_refreshes_the_root():
    first, root = some_incidents(2)
    incidents.merge(incident=first, into=root, by=rows.EDITOR, reason="The same.")
    staleness.drain()
    claims.reject(claim=first.judgements.get().claim, by=rows.EDITOR)
    staleness.drain()
    assert rows.current(root).claims == 1


# The audit


@contextlib.contextmanager
def behind_the_triggers() -> Iterator[None]:
    """Write as somebody could who switches the triggers off."""
    sql("SET LOCAL session_replication_role = replica")
    yield
    sql("SET LOCAL session_replication_role = origin")


PLANTED = {
    "a changed figure": "UPDATE casualties_estimate SET high = 640",
    "a changed digest": "UPDATE casualties_estimate SET digest = repeat('0', 64)",
    "an ended row": "UPDATE casualties_estimate SET ended_at = now(), ended_by = 'user:x'",
    "a missing row": "DELETE FROM casualties_estimate",
    "an unmarked review": "UPDATE casualties_review SET ended_at = now(), ended_by = 'user:x'",
    "an unmarked grade": "UPDATE sources_source SET reliability = 'A'",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_audit_reports_drift_that_was_planted(planted):
    some_incidents(1)
    staleness.drain()
    assert staleness.audit_estimates()["drift"] == []
    with behind_the_triggers():
        sql(PLANTED[planted])
    assert staleness.audit_estimates()["drift"]


def test_recomputing_everything_mends_what_the_audit_found():
    some_incidents(2)
    staleness.drain()
    with behind_the_triggers():
        sql("UPDATE sources_source SET reliability = 'A'")
    assert len(staleness.audit_estimates()["drift"]) == 2
    staleness.queue_all()
    staleness.drain()
    assert staleness.audit_estimates()["drift"] == []
