"""Estimates and their sign-off."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from casualties.core.estimation.words import Attribution, HarmGrade
from casualties.core.types import HEADLINE, Measure
from casualties.core.words import Basis, Outcome
from casualties.models.afterwards import noted_of_incident
from casualties.models.incident import Incident
from sources.models.columns import word_check, word_column
from sources.models.permanence import Opinion


def _figure() -> "models.IntegerField[Any, Any]":
    return models.IntegerField(null=True, blank=True)


class Estimate(Opinion):
    """What a method made of an incident's claims in one measure and basis.

    A new one is made whenever the inputs' digest differs from the one in force, which then ends.
    ``reason`` says why there is no range, where there is none.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="estimates")
    measure = models.CharField(max_length=40, help_text="harm:status, such as killed:civilian.")
    basis = word_column(Basis)
    outcome = word_column(Outcome)
    low = _figure()
    best = _figure()
    high = _figure()
    open_below = models.BooleanField(default=False, help_text="No lower limit was stated.")
    open_above = models.BooleanField(default=False, help_text="No upper limit was stated.")
    level = models.FloatField(null=True, blank=True, help_text="0 to 1; empty: not a probability.")
    method = models.CharField(max_length=40)
    method_version = models.CharField(max_length=40)
    scheme = models.CharField(max_length=40, help_text="The number-word scheme it was coded by.")
    digest = models.CharField(max_length=64, help_text="Of everything it was made from.")
    claims = models.IntegerField(default=0)
    groups = models.IntegerField(default=0, help_text="Independent provenance groups.")
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    harm_grade = word_column(
        HarmGrade, null=True, blank=True, help_text="The incident's, with its headline."
    )
    attribution = word_column(
        Attribution, null=True, blank=True, help_text="The incident's, with its headline."
    )
    bench = models.JSONField(default=dict, blank=True, help_text="What the other methods give.")
    derivation = models.JSONField(default=dict)
    change = models.TextField(blank=True, default="", help_text="Why it moved, or did not.")

    class Meta(Opinion.Meta):
        ordering = ["-id"]
        constraints = [
            *Opinion.Meta.constraints,
            word_check("estimate", "basis", Basis),
            word_check("estimate", "outcome", Outcome),
            word_check("estimate", "harm_grade", HarmGrade),
            word_check("estimate", "attribution", Attribution),
            models.CheckConstraint(
                condition=Q(measure=str(HEADLINE), harm_grade__isnull=False)
                & Q(attribution__isnull=False)
                | ~Q(measure=str(HEADLINE)) & Q(harm_grade=None, attribution=None),
                name="estimate_headline_has_the_grade",
            ),
            models.CheckConstraint(
                condition=Q(low__gte=0) & Q(low__lte=F("high")), name="estimate_low_under_high"
            ),
            models.CheckConstraint(
                condition=Q(best__gte=F("low")) & Q(best__lte=F("high")),
                name="estimate_best_within",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.RANGE, low__isnull=False, high__isnull=False)
                | Q(outcome=Outcome.NO_ESTIMATE, low=None, best=None, high=None) & ~Q(reason=""),
                name="estimate_has_figures_or_a_reason",
            ),
            models.UniqueConstraint(
                fields=["incident", "measure", "basis"],
                condition=Q(ended_at=None),
                name="estimate_one_in_force",
            ),
        ]
        triggers = [*Opinion.Meta.triggers, *noted_of_incident()]

    def __str__(self) -> str:
        """Return the range in words."""
        counted = Measure.parse(self.measure).words
        if self.outcome == Outcome.NO_ESTIMATE:
            return f"{counted}: no estimate"
        return f"{counted}: {self.low}-{self.high}"


class SignOff(Opinion):
    """That a person stands by a range, with a reason where it differs from the computed one."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="sign_offs")
    measure = models.CharField(max_length=40)
    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="sign_offs")
    low = models.IntegerField()
    best = _figure()
    high = models.IntegerField()
    open_below = models.BooleanField(default=False)
    open_above = models.BooleanField(default=False)

    class Meta(Opinion.Meta):
        constraints = [
            *Opinion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(low__gte=0) & Q(low__lte=F("high")), name="sign_off_low_under_high"
            ),
            models.CheckConstraint(
                condition=Q(best__gte=F("low")) & Q(best__lte=F("high")),
                name="sign_off_best_within",
            ),
            models.CheckConstraint(
                condition=~Q(by__startswith="rule:"), name="sign_off_by_a_person"
            ),
            models.UniqueConstraint(
                fields=["incident", "measure"],
                condition=Q(ended_at=None),
                name="sign_off_one_in_force",
            ),
        ]
        triggers = [*Opinion.Meta.triggers, *noted_of_incident()]

    def __str__(self) -> str:
        """Return the figures and who stands by them."""
        return f"{Measure.parse(self.measure).words}: {self.low}-{self.high} by {self.by}"
