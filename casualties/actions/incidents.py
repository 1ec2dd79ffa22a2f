"""Opening incidents, merging them and undoing that."""

import uuid

from django.db import connection, transaction

from casualties import mapping
from casualties.actions import blocking, hints
from casualties.core.intake import NewIncident
from casualties.core.words import ActionStatus, IncidentState
from casualties.errors import AlreadyDecided
from casualties.models import Incident, IncidentParty
from casualties.queries import root_of
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, UnknownReference
from sources.queries import parties_by_slug


@transaction.atomic
def open_incident(
    *,
    new: NewIncident,
    by: Actor,
    state: IncidentState = IncidentState.OPEN,
    aliases: tuple[str, ...] = (),
    action_status: ActionStatus = ActionStatus.UNKNOWN,
    reason: str = "",
) -> Incident:
    """Open an incident. Without a code of its own it gets the next of its country and year.

    Raises Conflict where the code is taken, UnknownReference where a party is not on file.
    """
    code = new.code or _next_code(new)
    if Incident.objects.filter(code=code).exists():
        raise Conflict(f"The code {code} is taken. Leave it empty to get the next free one.")
    parties = parties_by_slug(new.alleged_parties)
    missing = [slug for slug in new.alleged_parties if slug not in parties]
    if missing:
        raise UnknownReference(f"No party {missing[0]!r} is on file.", detail={"party": missing[0]})
    incident = Incident.objects.create(
        code=code,
        state=state,
        aliases=list(aliases),
        action_status=action_status,
        **mapping.incident_columns(new),
    )
    for party in parties.values():
        IncidentParty.objects.create(incident=incident, party=party)
    blocking.index(incident_ids=[incident.pk])
    audit.record(verb="incident.open", subject=code, by=by, reason=reason)
    return incident


@transaction.atomic
def merge(*, incident: Incident, into: Incident, by: Actor, reason: str) -> uuid.UUID:
    """Say that two incidents are one: readers of the first are led to the second.

    No judgement moves, so `undo_merge` brings back exactly what was. Returns the operation.
    """
    reason = said(reason)
    if incident == into:
        raise Conflict(f"{incident.code} cannot be merged into itself.")
    incident, into = _locked(incident, into)
    if incident.merged_into_id:
        raise AlreadyDecided(f"{incident.code} was merged before. Undo that merge first.")
    if root_of(into) == incident:
        raise Conflict(f"{into.code} is itself merged into {incident.code}.")
    incident.merged_into = into
    incident.save(update_fields=["merged_into"])
    event = audit.record(
        verb="incident.merge",
        subject=incident.code,
        by=by,
        reason=reason,
        detail={"into": into.code},
    )
    hints.refresh_on_commit()
    return event.operation


@transaction.atomic
def undo_merge(*, incident: Incident, by: Actor, reason: str) -> None:
    """Take a merge back."""
    reason = said(reason)
    (incident,) = _locked(incident)
    if not incident.merged_into:
        raise AlreadyDecided(f"{incident.code} is not merged into another.")
    former = incident.merged_into.code
    incident.merged_into = None
    incident.save(update_fields=["merged_into"])
    audit.record(
        verb="incident.undo_merge",
        subject=incident.code,
        by=by,
        reason=reason,
        detail={"from": former},
    )
    hints.refresh_on_commit()


def locked_root(incident: Incident, what: str) -> Incident:
    """Return an incident read again under a lock; Conflict where it is merged into another.

    ``what`` is to be done at the other one instead.
    """
    (incident,) = _locked(incident)
    if incident.merged_into:
        raise Conflict(f"{incident.code} is merged into {incident.merged_into.code}: {what} there.")
    return incident


def _locked(*incidents: Incident) -> list[Incident]:
    """Return the incidents read again under a lock, taken in one order to avoid deadlock."""
    ids = [incident.pk for incident in incidents]
    rows = Incident.objects.select_for_update(no_key=True, of=("self",)).order_by("pk").in_bulk(ids)
    return [rows[pk] for pk in ids]


def _next_code(new: NewIncident) -> str:
    """Return the next free code. The lock keeps two reports from getting the same one."""
    stem = f"{new.country}-{new.first_day.year}-"
    with connection.cursor() as cursor:
        # One lock for all stems: with one each, two reports that open several could wait in a ring.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('casualties_incident_code'))")
    taken = Incident.objects.filter(code__regex=rf"^{stem}\d{{4,}}$").order_by("-code")
    last = max(
        (int(code.rpartition("-")[2]) for code in taken.values_list("code", flat=True)), default=0
    )
    return f"{stem}{last + 1:04d}"
