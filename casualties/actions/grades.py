"""Grading an incident otherwise than computed, and taking that back."""

from django.db import transaction

from casualties.actions import incidents, opinions
from casualties.core.estimation import Attribution, HarmGrade
from casualties.errors import AlreadyDecided
from casualties.models import GradeDecision, Incident
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import NotAllowed


@transaction.atomic
def decide(
    *, incident: Incident, harm: HarmGrade, attribution: Attribution, by: Actor, reason: str
) -> GradeDecision:
    """Grade an incident on both axes, ending what was decided before.

    Raises NotAllowed for a rule, Conflict where the incident is merged into another,
    AlreadyDecided where it is graded so.
    """
    reason = said(reason)
    if by.is_rule:
        raise NotAllowed("Only a person grades otherwise than computed.")
    incident = incidents.locked_root(incident, "grade it")
    live = GradeDecision.objects.filter(incident=incident, ended_at=None)
    if live.filter(harm=harm, attribution=attribution).exists():
        raise AlreadyDecided(f"{incident.code} is graded so.")
    opinions.end(live, by=by)
    made = GradeDecision.objects.create(
        incident=incident,
        harm=harm,
        attribution=attribution,
        **opinions.stated(by=by, reason=reason),
    )
    audit.record(
        verb="grade.decide",
        subject=incident.code,
        by=by,
        reason=reason,
        operation=made.operation,
        detail={"harm": harm.value, "attribution": attribution.value},
    )
    return made


@transaction.atomic
def end(*, decision: GradeDecision, by: Actor, reason: str) -> None:
    """Take a decision back: the computed grade holds again."""
    reason = said(reason)
    if not opinions.end(GradeDecision.objects.filter(pk=decision.pk), by=by):
        raise AlreadyDecided("This grade was taken back before.")
    audit.record(verb="grade.end", subject=decision.incident.code, by=by, reason=reason)
