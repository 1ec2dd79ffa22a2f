"""Asking for changes before an incident is signed, and taking that back."""

from django.db import transaction

from casualties.core.words import IncidentState
from casualties.errors import AlreadyDecided
from casualties.models import Incident
from casualties.queries import root_of
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import NotAllowed

REQUEST = "incident.request_changes"


@transaction.atomic
def request(*, incident: Incident, by: Actor, reason: str) -> None:
    """Ask for changes. What was signed stays signed: readers keep it until others are signed."""
    if by.is_rule:
        raise NotAllowed("Only a person asks for changes.")
    reason, root = said(reason), _locked(incident)
    if root.state == IncidentState.CHANGES_REQUESTED:
        raise AlreadyDecided(f"Changes of {root.code} were asked for before.")
    _set(root, IncidentState.CHANGES_REQUESTED)
    audit.record(verb=REQUEST, subject=root.code, by=by, reason=reason)


@transaction.atomic
def withdraw(*, incident: Incident, by: Actor, reason: str) -> None:
    """Take the request back: the incident is as signed as it was, or open."""
    reason, root = said(reason), _locked(incident)
    if root.state != IncidentState.CHANGES_REQUESTED:
        raise AlreadyDecided(f"Nobody asks for changes of {root.code}.")
    signed = root.sign_offs.filter(ended_at=None).exists()
    _set(root, IncidentState.SIGNED_OFF if signed else IncidentState.OPEN)
    audit.record(verb="incident.withdraw_request", subject=root.code, by=by, reason=reason)


def _locked(incident: Incident) -> Incident:
    rows = Incident.objects.select_for_update(no_key=True, of=("self",))
    return rows.get(pk=root_of(incident).pk)


def _set(incident: Incident, state: IncidentState) -> None:
    incident.state = state
    incident.save(update_fields=["state"])
