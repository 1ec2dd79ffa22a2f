"""The grade of an incident: as computed, and as somebody decided."""

from collections.abc import Iterable

from casualties.core.estimation import Derivation, Grade
from casualties.core.types import HEADLINE
from casualties.core.words import Basis
from casualties.models import Estimate, GradeDecision, Incident


def grade_decision(incident: Incident) -> GradeDecision | None:
    """Return what somebody decided about the grade, where it is in force."""
    return GradeDecision.objects.filter(incident=incident, ended_at=None).first()


def grade_decisions(incident_ids: Iterable[int]) -> dict[int, GradeDecision]:
    """Return the decisions in force by incident."""
    rows = GradeDecision.objects.filter(incident__in=list(incident_ids), ended_at=None)
    return {row.incident_id: row for row in rows}


def computed_grade(incident: Incident, basis: Basis = Basis.REVIEWED) -> Grade | None:
    """Return the grade the claims give, None while nothing was computed."""
    row = Estimate.objects.filter(
        incident=incident, measure=str(HEADLINE), basis=basis, ended_at=None
    ).first()
    return Derivation.from_json(row.derivation).grade if row else None
