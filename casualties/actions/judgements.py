"""Saying whether a claim is about an incident, and taking that back."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from casualties.actions import hints, opinions
from casualties.core.words import JudgementVerdict, Scope
from casualties.errors import AlreadyDecided, NotLinkable, Overruled
from casualties.models import Claim, Incident, Judgement
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

    A positive judgement also ends the claim's positive judgement on any other incident. With
    ``confirmed`` the link counts as reviewed; a rule cannot confirm.

    Raises NotLinkable for an aggregate claim, Overruled where a rule would end a person's.
    """
    if verdict is JudgementVerdict.POSITIVE and claim.scope == Scope.AGGREGATE:
        raise NotLinkable("This claim covers a period or a wider area: it is on no incident.")
    if confirmed and by.is_rule:
        raise NotAllowed("A rule links provisionally; only people confirm a link.")
    in_the_way = _live(claim, incident, verdict)
    _refuse_overruling(in_the_way, by)
    columns = opinions.stated(by=by, reason=reason, operation=operation)
    opinions.end(Judgement.objects.filter(pk__in=[row.pk for row in in_the_way]), by=by)
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
def end(*, judgement: Judgement, by: Actor, reason: str = "") -> None:
    """Take a judgement back: the claim is then neither on the incident nor refused for it."""
    _refuse_overruling([judgement], by)
    if not opinions.end(Judgement.objects.filter(pk=judgement.pk), by=by):
        raise AlreadyDecided("This judgement was taken back before.")
    audit.record(
        verb="judgement.end",
        subject=judgement.claim.key,
        by=by,
        reason=reason,
        detail={"incident": judgement.incident.code},
    )
    hints.refresh_on_commit()


def _live(claim: Claim, incident: Incident, verdict: JudgementVerdict) -> list[Judgement]:
    live = Judgement.objects.select_for_update().filter(claim=claim, ended_at=None)
    return [
        row
        for row in live
        if row.incident_id == incident.pk or verdict == row.verdict == JudgementVerdict.POSITIVE
    ]


def _refuse_overruling(judgements: Sequence[Judgement], by: Actor) -> None:
    if by.is_rule and any(not Actor.parse(row.by).is_rule for row in judgements):
        raise Overruled("A person judged this claim; a rule leaves it as it is.")
