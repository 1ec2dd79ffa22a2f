"""Asking for changes, and taking that back."""

import pytest

from casualties.actions import change_requests, sign_offs
from casualties.core.types import HEADLINE
from casualties.core.words import IncidentState
from casualties.errors import AlreadyDecided
from casualties.models import Incident, SignOff
from sources.errors import InvalidInput, NotAllowed
from tests.factories import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    rows.current(incident)
    return incident


def state_of(incident: Incident) -> IncidentState:
    return IncidentState(Incident.objects.get(pk=incident.pk).state)


def test_what_was_signed_stays_signed(incident):
    sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=rows.EDITOR)
    change_requests.request(incident=incident, by=rows.EDITOR, reason="A name is listed twice.")
    assert state_of(incident) is IncidentState.CHANGES_REQUESTED
    assert SignOff.objects.filter(ended_at=None).exists()
    assert rows.audited("incident.request_changes").reason == "A name is listed twice."


@pytest.mark.parametrize("signed", [True, False])
def test_taking_it_back_leaves_it_as_signed_as_it_was(incident, signed):
    if signed:
        sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=rows.EDITOR)
    change_requests.request(incident=incident, by=rows.EDITOR, reason="Look again.")
    change_requests.withdraw(incident=incident, by=rows.EDITOR, reason="Looked.")
    assert state_of(incident) is (IncidentState.SIGNED_OFF if signed else IncidentState.OPEN)


def test_it_is_asked_for_once(incident):
    change_requests.request(incident=incident, by=rows.EDITOR, reason="Look again.")
    with pytest.raises(AlreadyDecided):
        change_requests.request(incident=incident, by=rows.EDITOR, reason="And again.")


def test_nothing_is_taken_back_that_nobody_asked(incident):
    with pytest.raises(AlreadyDecided):
        change_requests.withdraw(incident=incident, by=rows.EDITOR, reason="A slip.")


def test_it_needs_a_reason_and_a_person(incident):
    with pytest.raises(InvalidInput):
        change_requests.request(incident=incident, by=rows.EDITOR, reason=" ")
    with pytest.raises(NotAllowed):
        change_requests.request(incident=incident, by=rows.LINKER, reason="By rule.")
