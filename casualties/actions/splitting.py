"""Splitting an incident: some of its claims are about another event. Undone in one step."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from casualties.actions import hints, incidents, judgements, undoing
from casualties.core.intake import NewIncident
from casualties.core.words import IncidentState, JudgementVerdict
from casualties.models import Claim, Incident, Judgement
from casualties.queries import members_of, root_of
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, NotAllowed
from sources.models import AuditEvent

SPLIT = "incident.split"


@transaction.atomic
def split(
    *, incident: Incident, claims: Sequence[Claim], new: NewIncident, by: Actor, reason: str
) -> uuid.UUID:
    """Put some claims of an incident on a new one; each is refused for the old one.

    Returns the operation, which `undo_split` takes back.

    Raises Conflict where a claim is not on the incident, or all of them are named.
    """
    if by.is_rule:
        raise NotAllowed("Only a person splits an incident.")
    reason, operation = said(reason), uuid.uuid4()
    links = _links(incident, claims)
    opened = incidents.open_incident(
        new=new, by=by, reason=f"Split from {incident.code}: {reason}", operation=operation
    )
    for link in links:
        for on, verdict in (
            (opened, JudgementVerdict.POSITIVE),
            (link.incident, JudgementVerdict.NEGATIVE),
        ):
            judgements.judge(
                claim=link.claim,
                incident=on,
                verdict=verdict,
                by=by,
                confirmed=link.confirmed,
                reason=reason,
                operation=operation,
            )
    audit.record(
        verb=SPLIT,
        subject=incident.code,
        by=by,
        reason=reason,
        operation=operation,
        # Which they are stands with their judgements, which are hidden where one is protected.
        detail={"into": opened.code, "claims": len(claims)},
    )
    hints.refresh_on_commit()
    return operation


@transaction.atomic
def undo_split(*, operation: uuid.UUID, by: Actor, reason: str) -> uuid.UUID:
    """Take a split back: every claim is where it was, and the new incident is discarded.

    Raises AlreadyDecided where it was undone before, Conflict where one of its claims was judged
    anew since, or others are on the new incident by now: they would be left on nothing.
    """
    event = AuditEvent.objects.filter(verb=SPLIT, operation=operation).first()
    if event is None:
        raise Conflict("No split of this operation is on file.")
    made = undoing.undo(operation=operation, by=by, reason=reason)
    opened = Incident.objects.get(code=event.detail["into"])
    if opened.state != IncidentState.DISCARDED:
        raise Conflict(
            f"{opened.code} was merged or has other claims by now. Move those, or merge the two."
        )
    audit.record(
        verb="incident.undo_split",
        subject=event.subject,
        by=by,
        reason=reason,
        operation=made,
        detail={"discarded": opened.code},
    )
    hints.refresh_on_commit()
    return made


def _links(incident: Incident, claims: Sequence[Claim]) -> list[Judgement]:
    members = members_of([root_of(incident).pk])
    held = Judgement.objects.filter(
        incident__in=members, verdict=JudgementVerdict.POSITIVE, ended_at=None
    ).select_related("claim", "incident")
    on = {link.claim_id: link for link in held}
    missing = [claim.key for claim in claims if claim.pk not in on]
    if missing:
        raise Conflict(f"{missing[0]} is not on {incident.code}.", detail={"claim": missing[0]})
    if not claims or len({claim.pk for claim in claims}) == len(on):
        raise Conflict("Name some of the claims, not none and not all: one part has to stay.")
    return [on[claim.pk] for claim in claims]
