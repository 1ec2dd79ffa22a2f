"""Rows copied in are the rows an INSERT would have made, and are held to the same rules."""

import pytest
from django.db import DatabaseError

from casualties.actions import staleness
from casualties.actions.copying import copy_rows
from casualties.models import Estimate, Staleness
from tests.factories import rows

pytestmark = pytest.mark.django_db
AWKWARD = 'a "quoted", {braced}\t\\N\n' + "\N{ARABIC LETTER MEEM}' \\."


@pytest.fixture
def estimate() -> Estimate:
    """One in force, and not stored yet, with the words that COPY has a use of its own for."""
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    rows.current(incident)
    made = Estimate.objects.get()
    made.pk = None
    made.change, made.flags, made.bench = AWKWARD, ["denied", AWKWARD[:40]], {"median": AWKWARD}
    return made


def told(row: Estimate) -> dict[str, object]:
    names = [field.attname for field in Estimate._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name != "id"}


def test_a_copied_row_reads_as_it_was_given(estimate):
    Estimate.objects.all().update(ended_at="2026-01-01T00:00:00Z", ended_by="rule:x")
    copy_rows([estimate])
    assert told(rows.latest(Estimate)) == told(estimate)
    assert rows.latest(Estimate).pk


def test_what_the_database_fills_in_is_left_to_it():
    incident = rows.an_incident()
    Staleness.objects.all().delete()
    copy_rows([Staleness(incident=incident, cause="reconcile", priority=0) for _ in range(2)])
    first, second = Staleness.objects.order_by("pk")
    assert first.pk < second.pk
    assert first.not_before is not None
    assert staleness.drain().taken == 2


def test_the_rules_of_the_table_hold(estimate):
    estimate.basis = "guess"
    with pytest.raises(DatabaseError, match="estimate_basis_is_a_word"):
        copy_rows([estimate])


def test_nothing_is_copied_of_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        copy_rows([])
