"""What may be decided about the grade of an incident."""

from typing import Any

from django import forms

from casualties.actions import grades
from casualties.core.estimation import Attribution, HarmGrade
from casualties.models import Incident
from casualties.queries import computed_grade, grade_decision
from sources.admin.act_form import ActForm, Seen, reason_field
from sources.core.types import Actor


class _OnItsGrade(ActForm):
    """It rests on what somebody decided before."""

    @classmethod
    def seen(cls, row: Incident) -> Seen:
        """Return the decision in force."""
        made = grade_decision(row)
        if made is None:
            return Seen("", "Nobody graded it otherwise.")
        return Seen(str(made.pk), f"{Actor.parse(made.by).name} graded it: {made}.")


class GradeOtherwise(_OnItsGrade):
    """Its claims alone do not tell."""

    verb, button = "grade", "Grade otherwise"
    explains = (
        "For what the claims do not tell, such as another cause of the harm. The computed grade "
        "stays beside yours, and your reason stands with it wherever the grade is shown."
    )
    row: Incident
    harm = forms.ChoiceField(choices=HarmGrade.choices(), help_text=HarmGrade.help())
    attribution = forms.ChoiceField(choices=Attribution.choices(), help_text=Attribution.help())
    reason = reason_field(required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Begin with the grade in force."""
        super().__init__(*args, **options)
        known = grade_decision(self.row) or computed_grade(self.row)
        if known:
            self.initial["harm"] = HarmGrade(known.harm).value
            self.initial["attribution"] = Attribution(known.attribution).value

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Unless it is merged into another."""
        return row.merged_into_id is None

    def act(self, by: Actor) -> str:
        """Grade it."""
        said = self.cleaned_data
        made = grades.decide(
            incident=self.row,
            harm=HarmGrade(said["harm"]),
            attribution=Attribution(said["attribution"]),
            reason=said["reason"],
            by=by,
        )
        return f"Graded: {made}."


class ComputedGrade(_OnItsGrade):
    """The computed grade is right after all."""

    verb, button = "computed_grade", "Go back to the computed grade"
    explains = "The grade somebody gave is taken back and stays in the history."
    row: Incident
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Only where somebody graded it."""
        known: bool | None = getattr(row, "is_graded", None)
        return grade_decision(row) is not None if known is None else known

    def act(self, by: Actor) -> str | None:
        """Take it back."""
        decision = grade_decision(self.row)
        if decision is None:
            self.add_error(None, "It was taken back while the page was open.")
            return None
        grades.end(decision=decision, by=by, reason=self.cleaned_data["reason"])
        return "The computed grade holds."
