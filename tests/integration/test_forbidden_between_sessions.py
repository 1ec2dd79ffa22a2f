"""States that must not be, tried by two sessions at once: neither sees what the other writes."""

import pytest
from django.db import transaction

from casualties.actions import sign_offs
from casualties.core.types import HEADLINE, Interval
from casualties.core.words import IncidentState
from casualties.errors import AlreadyDecided
from casualties.models import Claim, Derivation, Incident
from tests.factories import rows
from tests.factories.database import change, other_sessions, until, waiting_sessions

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_sessions_do_not_close_a_circle_together():
    first, second = rows.on_file(64), rows.on_file(64)
    with other_sessions() as beside:
        with transaction.atomic():
            _tied(second, first)
            theirs = beside(_tied, first, second)
            until(waiting_sessions, "the other session waits for us")
        with pytest.raises(Exception, match="however far round"):
            theirs.result(timeout=20)
    assert Derivation.objects.count() == 1


def test_two_sessions_do_not_merge_two_incidents_into_each_other():
    first, second = rows.an_incident(), rows.an_incident()
    with other_sessions() as beside:
        with transaction.atomic():
            change(first, f"merged_into_id = {second.pk}")
            theirs = beside(change, second, f"merged_into_id = {first.pk}")
            until(lambda: theirs.done() or waiting_sessions(), "the other session")
        theirs.exception(timeout=20)
    assert Incident.objects.exclude(merged_into=None).count() == 1


def test_signing_and_taking_back_at_once_do_not_wait_in_a_ring():
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    rows.current(incident)
    signing = {"incident": incident, "measure": str(HEADLINE), "by": rows.EDITOR}
    former = sign_offs.sign_off(**signing)
    with other_sessions() as beside:
        with transaction.atomic():
            change(incident, "note = 'Somebody is at it.'")
            theirs = beside(sign_offs.end, sign_off=former, by=rows.EDITOR, reason="Too early.")
            until(waiting_sessions, "the other session waits for us")
            sign_offs.sign_off(**signing, figures=Interval(low=60, high=70), reason="Names.")
        with pytest.raises(AlreadyDecided, match="taken back before"):
            theirs.result(timeout=20)
    incident.refresh_from_db()
    assert incident.state == IncidentState.SIGNED_OFF


def _tied(claim: Claim, on: Claim) -> Derivation:
    stated = {"relation": "repeats", "verdict": "confirmed", "by": "user:editor"}
    return Derivation.objects.create(claim=claim, on_claim=on, **stated)
