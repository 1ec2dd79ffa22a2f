"""What happened to an incident's ranges: those of the past, and those since a sign-off."""

from django.db.models import QuerySet

from casualties.core.words import Basis, IncidentState
from casualties.models import Estimate, Incident, SignOff
from sources.models import AuditEvent

_ASKED = ("incident.request_changes", "estimate.end_sign_off")


def change_request(incident: Incident) -> AuditEvent | None:
    """Return who asks for changes of an incident and why; None where nobody does."""
    if incident.state != IncidentState.CHANGES_REQUESTED:
        return None
    asked = AuditEvent.objects.filter(verb__in=_ASKED, subject=incident.code)
    return asked.order_by("-id").first()


def past_estimates(root: Incident, measure: str, basis: str) -> QuerySet[Estimate]:
    """Return the ranges of a measure in a basis, the latest first, without their derivations."""
    rows = Estimate.objects.filter(incident=root, measure=measure, basis=basis)
    return rows.defer("derivation", "bench").order_by("-id")


def since_sign_off(sign_off: SignOff) -> QuerySet[Estimate]:
    """Return the reviewed ranges made after the one that was signed, the latest first."""
    rows = Estimate.objects.filter(incident=sign_off.incident_id, measure=sign_off.measure)
    rows = rows.filter(basis=Basis.REVIEWED, pk__gt=sign_off.estimate_id)
    return rows.defer("derivation", "bench").order_by("-id")
