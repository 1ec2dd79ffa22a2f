"""Grades that people give incidents, beside the computed ones."""

from django.db import models
from django.db.models import Q

from casualties.core.estimation.words import Attribution, HarmGrade
from casualties.models.afterwards import noted_of_incident
from casualties.models.incident import Incident
from sources.models.columns import word_check, word_column
from sources.models.permanence import Opinion


class GradeDecision(Opinion):
    """That a person grades an incident otherwise than its claims alone would, with the reason.

    The computed grade goes on beside it. One made on an incident that is merged into another
    holds again once that is undone.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="grade_decisions")
    harm = word_column(HarmGrade)
    attribution = word_column(Attribution)

    class Meta(Opinion.Meta):
        constraints = [
            *Opinion.Meta.constraints,
            word_check("grade_decision", "harm", HarmGrade),
            word_check("grade_decision", "attribution", Attribution),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="grade_decision_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(by__startswith="rule:"), name="grade_decision_by_a_person"
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(ended_at=None), name="grade_decision_one_in_force"
            ),
        ]
        triggers = [*Opinion.Meta.triggers, *noted_of_incident()]

    def __str__(self) -> str:
        """Return both axes."""
        return f"{HarmGrade(self.harm).label}, attribution {Attribution(self.attribution).label}"
