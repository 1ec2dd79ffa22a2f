"""Parameter sets: priors under a name and a version, and the choice of one."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casualties.models.afterwards import EDITED, WIDE, after, incidents_stale
from casualties.models.incident import Incident
from sources.models.columns import actor_check, actor_column
from sources.models.permanence import Fact, Opinion

_INFINITY = float("inf")


# Every incident, behind fresh work, where the choice is general.
_MARKS = (
    incidents_stale("SELECT incident_id FROM new_rows", "parameters", EDITED),
    f"""IF EXISTS (SELECT FROM new_rows WHERE incident_id IS NULL) THEN
    {incidents_stale("SELECT id FROM casualties_incident", "parameters", WIDE)}
END IF;""",
)


class ParameterSet(Fact):
    """A prior for the count of an incident, under a name and a version that mean it for good.

    A new one is made by fitting it to the incidents on file or by an editor. The default stands
    in the programme and has no row. That a set is on file changes no range: see `PriorChoice`.
    """

    name = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    alpha = models.FloatField(help_text="Steepness of the tail, above 1.")
    c = models.FloatField(help_text="Persons, above -1/2: counts well below it are equally likely.")
    zero = models.FloatField(help_text="How probable it is that nobody was harmed, 0 to 1.")
    reason = models.TextField(help_text="Why this one, in a sentence.")
    made_by = actor_column()
    made_at = models.DateTimeField(db_default=Now())

    class Meta(Fact.Meta):
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="parameters_one_of_a_version"),
            # NaN counts as greater than any number in PostgreSQL, so the upper bounds refuse it.
            models.CheckConstraint(
                condition=Q(alpha__gt=1, alpha__lt=_INFINITY), name="parameters_alpha_above_1"
            ),
            models.CheckConstraint(
                condition=Q(c__gt=-0.5, c__lt=_INFINITY), name="parameters_c_above_minus_half"
            ),
            models.CheckConstraint(
                condition=Q(zero__gt=0, zero__lt=1), name="parameters_zero_is_a_probability"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="parameters_have_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S", version__regex=r"\S") & ~Q(name="default"),
                name="parameters_have_a_name_of_their_own",
            ),
            actor_check("parameters", "made_by"),
        ]

    def __str__(self) -> str:
        """Return its name and version."""
        return f"{self.name} {self.version}"


class PriorChoice(Opinion):
    """That a parameter set is used for an incident, or for all without a choice of their own.

    Without any choice the default holds. A choice on an incident that is merged into another
    counts again once that is undone: for the root, only one made on the root itself counts.
    """

    incident = models.ForeignKey(
        Incident,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="prior_choices",
        help_text="Empty: every incident without a choice of its own.",
    )
    parameter_set = models.ForeignKey(
        ParameterSet, on_delete=models.PROTECT, related_name="choices"
    )

    class Meta(Opinion.Meta):
        constraints = [
            *Opinion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="prior_choice_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(by__startswith="rule:"), name="prior_choice_by_a_person"
            ),
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(ended_at=None, incident__isnull=False),
                name="prior_choice_one_in_force",
            ),
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(ended_at=None, incident=None),
                name="prior_choice_one_in_general",
            ),
        ]
        triggers = [
            *Opinion.Meta.triggers,
            after("insert", "stale_on_insert", *_MARKS),
            after("update", "stale_on_end", *_MARKS),
        ]

    def __str__(self) -> str:
        """Return the set and where it is used."""
        return f"{self.parameter_set} for {self.incident or 'every incident'}"
