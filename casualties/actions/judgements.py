"""Saying whether a claim is about an incident, and ending that."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from casualties.actions import hints, opinions
from casualties.core.words import IncidentState, JudgementVerdict, Scope
from casualties.errors import AlreadyDecided, NotLinkable, Overruled
from casualties.models import Claim, Incident, Judgement, LinkDecision
from casualties.queries import roots_of
from sources.actions import audit
from sources.core.types import Actor
from sources.errors import NotAllowed


@transaction.atomic
def judge(
    *,
    claim: Claim,
    incident: Incident,
    verdict: JudgementVerdict,
    by: Actor,
    confirmed: bool = False,
    reason: str = "",
    operation: uuid.UUID | None = None,
    probability: float | None = None,
    features: Sequence[dict[str, Any]] = (),
    model: str = "",
) -> Judgement:
    """State whether the claim is about the incident, ending what was judged before.

    A positive judgement also ends the claim's positive judgement on any other incident, and a
    person's the proposals of the linker. With ``confirmed`` the link counts as reviewed; a rule
    cannot confirm.

    Raises NotLinkable for an aggregate claim or a discarded incident, Overruled where a rule would
    end a person's.
    """
    if verdict is JudgementVerdict.POSITIVE and claim.scope == Scope.AGGREGATE:
        raise NotLinkable("This claim covers a period or a wider area: it is on no incident.")
    if verdict is JudgementVerdict.POSITIVE:
        refuse_discarded([incident])
    if confirmed and by.is_rule:
        raise NotAllowed("A rule links provisionally; only people confirm a link.")
    in_the_way = _live(claim, incident, verdict, by)
    _refuse_overruling(in_the_way, by)
    operation = operation or uuid.uuid4()
    columns = opinions.stated(by=by, reason=reason, operation=operation)
    _end(in_the_way, by, operation)
    made = Judgement.objects.create(
        claim=claim,
        incident=incident,
        verdict=verdict,
        confirmed=confirmed,
        probability=probability,
        features=list(features),
        model=model,
        **columns,
    )
    if not by.is_rule and verdict is not JudgementVerdict.UNSURE:
        opinions.end(LinkDecision.objects.filter(claim=claim), by=by)
    audit.record(
        verb=f"judgement.{verdict.value}",
        subject=claim.key,
        by=by,
        reason=reason,
        operation=made.operation,
        detail={"incident": incident.code},
    )
    hints.refresh_on_commit()
    return made


@transaction.atomic
def end(*, judgement: Judgement, by: Actor, reason: str = "") -> uuid.UUID:
    """Take a judgement back: the claim is then neither on the incident nor refused for it.

    Returns the operation, which `undoing.undo` takes back in its turn.
    """
    _refuse_overruling([judgement], by)
    operation = uuid.uuid4()
    if not _end([judgement], by, operation):
        raise AlreadyDecided("This judgement was taken back before.")
    audit.record(
        verb="judgement.end",
        subject=judgement.claim.key,
        by=by,
        reason=reason,
        operation=operation,
        detail={"incident": judgement.incident.code},
    )
    hints.refresh_on_commit()
    return operation


def refuse_discarded(incidents: Iterable[Incident]) -> None:
    """Raise NotLinkable where one of the incidents, or what it is merged into, is discarded."""
    roots = roots_of(incident.pk for incident in incidents)
    gone = Incident.objects.filter(pk__in=roots, state=IncidentState.DISCARDED).first()
    if gone:
        raise NotLinkable(f"{gone.code} was discarded. Link the claim to another, or open one.")


def _end(judgements: Sequence[Judgement], by: Actor, operation: uuid.UUID) -> int:
    """End those in force, and keep which operation did it: undoing it states them again."""
    rows = Judgement.objects.filter(pk__in=[row.pk for row in judgements])
    return opinions.end(rows, by=by, operation=operation)


def _live(
    claim: Claim, incident: Incident, verdict: JudgementVerdict, by: Actor
) -> list[Judgement]:
    """Return what gives way: the pair's own, another link, and with a link the proposals."""
    live = Judgement.objects.select_for_update().filter(claim=claim, ended_at=None)
    placed = verdict is JudgementVerdict.POSITIVE
    return [
        row
        for row in live
        if row.incident_id == incident.pk
        or (placed and row.verdict == JudgementVerdict.POSITIVE)
        or (placed and not by.is_rule and _is_proposal(row))
    ]


def _is_proposal(row: Judgement) -> bool:
    return row.verdict == JudgementVerdict.UNSURE and Actor.parse(row.by).is_rule


def _refuse_overruling(judgements: Sequence[Judgement], by: Actor) -> None:
    if by.is_rule and any(not Actor.parse(row.by).is_rule for row in judgements):
        raise Overruled("A person judged this claim; a rule leaves it as it is.")
