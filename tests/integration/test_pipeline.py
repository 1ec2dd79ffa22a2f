"""From a report to a stored range, and what makes one stale, whatever road the change took."""

import pytest

from casualties.core.words import Basis
from casualties.models import Staleness
from tests.factories import rows

pytestmark = pytest.mark.django_db


def test_a_first_claim_gives_a_first_range():
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)


def test_a_draft_moves_the_provisional_range_only():
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    rows.on_file(rows.more_than(130), claimant="mosul-eye", incident=incident.code, by=rows.SENDER)
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)
    provisional = rows.current(incident, basis=Basis.PROVISIONAL)
    assert rows.figures(provisional) == (64, 131, False, True)
    assert "130" in provisional.change


def test_nothing_is_written_when_the_inputs_are_the_same():
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    before = rows.current(incident)
    Staleness.objects.create(incident=incident, cause="reconcile")
    assert rows.current(incident).pk == before.pk
