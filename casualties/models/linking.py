"""What the linker made of claims, and the weights it goes by."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casualties.core.linking import Course, LinkFlag
from casualties.models.claim import Claim
from sources.models.columns import actor_check, actor_column, word_check, word_column
from sources.models.permanence import Fact, Opinion, refuse


class LinkDecision(Opinion):
    """What was made of a claim that came without an incident: one course, with its reason.

    A new one is made when the linker first looks at a claim and when it comes to another result;
    a person's ends it. What speaks for each incident stands in judgements: a proposal is one by a
    rule with the verdict unsure. Those that wait for a person (`review`) are the desk's queue.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="link_decisions")
    course = word_column(Course)
    flags = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    new_probability = models.FloatField(
        null=True, blank=True, help_text="That no incident on file is meant, 0 to 1."
    )
    model = models.CharField(max_length=60, blank=True, default="", help_text="The weights used.")

    class Meta(Opinion.Meta):
        constraints = [
            *Opinion.Meta.constraints,
            word_check("linkdecision", "course", Course),
            models.CheckConstraint(
                condition=Q(flags__contained_by=[flag.value for flag in LinkFlag]),
                name="linkdecision_flags_are_words",
            ),
            models.CheckConstraint(
                condition=Q(new_probability__range=(0, 1)), name="linkdecision_probability_is_one"
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(ended_at=None), name="linkdecision_one_in_force"
            ),
        ]
        indexes = [
            models.Index(
                fields=["course", "id"], condition=Q(ended_at=None), name="linkdecision_queue"
            )
        ]
        triggers = [
            *Opinion.Meta.triggers,
            pgtrigger.Trigger(
                name="rule_never_overrules",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "starts_with(NEW.ended_by, 'rule:') AND NOT starts_with(OLD.by, 'rule:')"
                ),
                func=refuse("In %, a rule never ends what a person decided."),
            ),
        ]

    def __str__(self) -> str:
        """Return the course and who took it."""
        return f"{self.course} by {self.by}"


class LinkWeights(Fact):
    """Weights of the linker, in bits a finding, under a version that means them for good.

    A new set is fitted every night from what reviewers judged. Being on file changes nothing:
    see `WeightsChoice`. The declared weights stand in the programme and have no row.
    """

    version = models.CharField(max_length=60, unique=True)
    bits = models.JSONField(help_text="By feature and level, such as distance.same_spot.")
    judgements = models.PositiveIntegerField(help_text="How many judgements they were fitted to.")
    reason = models.TextField(help_text="What they were fitted to, in a sentence.")
    made_by = actor_column()
    made_at = models.DateTimeField(db_default=Now())

    class Meta(Fact.Meta):
        ordering = ["-id"]
        verbose_name_plural = "link weights"
        constraints = [
            models.CheckConstraint(
                condition=Q(version__regex=r"\S", reason__regex=r"\S"),
                name="linkweights_have_version_and_reason",
            ),
            actor_check("linkweights", "made_by"),
        ]

    def __str__(self) -> str:
        """Return the version."""
        return self.version


class WeightsChoice(Opinion):
    """That the linker goes by a set of weights. Without one in force: by the declared ones."""

    weights = models.ForeignKey(LinkWeights, on_delete=models.PROTECT, related_name="choices")

    class Meta(Opinion.Meta):
        constraints = [
            *Opinion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="weights_choice_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(by__startswith="rule:"), name="weights_choice_by_a_person"
            ),
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at=None), name="weights_choice_one_in_force"
            ),
        ]
        triggers = [*Opinion.Meta.triggers]

    def __str__(self) -> str:
        """Return the version."""
        return self.weights.version
