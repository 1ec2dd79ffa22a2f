"""Opinions on claims: reviews, derivations, judgements. Each marks what it makes stale."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from casualties.core.words import DerivationVerdict, JudgementVerdict, Relation, ReviewState
from casualties.models.afterwards import (
    after,
    claims_stale,
    incidents_stale,
    noted_on,
    queued_on,
)
from casualties.models.claim import Claim
from casualties.models.incident import Incident
from sources.models.columns import word_check, word_column
from sources.models.permanence import Opinion, no_delete, no_truncate, only_ends, refuse


class Undoable(Opinion):
    """An opinion that comes back when what ended it is undone.

    ``about`` names the columns of what it is about: of each there is one opinion in force.
    """

    about: ClassVar[tuple[str, ...]]

    ended_operation = models.UUIDField(
        null=True,
        blank=True,
        help_text="The operation that ended it; undoing that states it again.",
    )
    restates = models.UUIDField(
        null=True,
        blank=True,
        help_text="The operation that first stated it, where an undoing stated it again.",
    )

    class Meta(Opinion.Meta):
        abstract = True
        constraints = [
            *Opinion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_operation=None) | Q(ended_at__isnull=False),
                name="%(class)s_ended_by_an_operation_is_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["operation"], name="%(class)s_by_operation"),
            models.Index(
                fields=["ended_operation"],
                condition=Q(ended_operation__isnull=False),
                name="%(class)s_ended_in",
            ),
            models.Index(
                fields=["restates"], condition=Q(restates__isnull=False), name="%(class)s_again"
            ),
        ]
        triggers = [no_truncate(), no_delete(), only_ends("ended_operation")]


_OF_REVIEWS = {
    "claim": "SELECT claim_id FROM new_rows",
    "report": "SELECT c.report_id FROM casualties_claim c JOIN new_rows n ON n.claim_id = c.id",
    "incident": """
        SELECT j.incident_id FROM casualties_judgement j JOIN new_rows n USING (claim_id)
         WHERE j.verdict = 'positive' AND j.ended_at IS NULL
    """,
}
_REVIEWED = claims_stale(_OF_REVIEWS["claim"], "review")
# What a rejected correction stood for waits again.
_QUEUED = """
    SELECT claim_id FROM new_rows
     UNION SELECT d.on_claim_id FROM casualties_derivation d JOIN new_rows n USING (claim_id)
            WHERE d.relation = 'corrects' AND d.ended_at IS NULL
"""


class Review(Undoable):
    """What the desk decided about a claim. A claim without one in force is a draft."""

    about = ("claim",)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    verdict = word_column(ReviewState)
    credibility = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="1 confirmed by others, 2 probable, 3 possible, 4 doubtful, 5 improbable, "
        "6 cannot be judged. Empty: as 3.",
    )

    class Meta(Undoable.Meta):
        constraints = [
            *Undoable.Meta.constraints,
            word_check("review", "verdict", ReviewState),
            models.CheckConstraint(
                condition=Q(credibility__range=(1, 6)), name="review_credibility_is_1_to_6"
            ),
            models.CheckConstraint(condition=~Q(by__startswith="rule:"), name="review_by_no_rule"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(ended_at=None), name="review_one_in_force"
            ),
        ]
        indexes = [*Undoable.Meta.indexes]
        triggers = [
            *Undoable.Meta.triggers,
            after("insert", "stale_on_insert", _REVIEWED),
            after("update", "stale_on_end", _REVIEWED),
            noted_on("insert", **_OF_REVIEWS),
            noted_on("update", **_OF_REVIEWS),
            queued_on("insert", _QUEUED),
            queued_on("update", _QUEUED),
        ]

    def __str__(self) -> str:
        """Return the verdict and who gave it."""
        return f"{self.verdict} by {self.by}"


ONE_ORIGIN = (Relation.REPEATS, Relation.CORRECTS)
"""Relations of which a claim has one at most."""

_CORRECTED = "SELECT on_claim_id FROM new_rows WHERE relation = 'corrects'"
_BOTH_CLAIMS = "SELECT claim_id FROM new_rows UNION SELECT on_claim_id FROM new_rows"
_TIED = claims_stale(_BOTH_CLAIMS, "derivation")


class Derivation(Undoable):
    """How one claim stands to another: repeats it, rests on it, is part of it, revises it."""

    about = ("claim", "on_claim", "relation")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="derivations")
    on_claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="derived")
    relation = word_column(Relation)
    verdict = word_column(DerivationVerdict, default=DerivationVerdict.PROPOSED)

    class Meta(Undoable.Meta):
        constraints = [
            *Undoable.Meta.constraints,
            word_check("derivation", "relation", Relation),
            word_check("derivation", "verdict", DerivationVerdict),
            models.CheckConstraint(
                condition=~Q(claim=models.F("on_claim")), name="derivation_on_another_claim"
            ),
            models.UniqueConstraint(
                fields=["claim", "on_claim", "relation"],
                condition=Q(ended_at=None),
                name="derivation_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["claim", "relation"],
                condition=Q(
                    ended_at=None,
                    verdict=DerivationVerdict.CONFIRMED,
                    relation__in=ONE_ORIGIN,
                ),
                name="derivation_one_origin",
            ),
        ]
        indexes = [
            *Undoable.Meta.indexes,
            models.Index(
                fields=["on_claim"], condition=Q(ended_at=None), name="derivation_live_on"
            ),
        ]
        triggers = [
            *Undoable.Meta.triggers,
            pgtrigger.Trigger(
                name="ties_hold_together",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.verdict <> 'refused' AND NEW.ended_at IS NULL"),
                # One derivation is checked at a time: two that close a circle together would
                # otherwise not see each other.
                func=f"""
                    PERFORM pg_advisory_xact_lock(hashtext('casualties_derivation'));
                    IF casualties_derives_from(NEW.on_claim_id, NEW.claim_id) THEN
                        {refuse("In %, a claim cannot derive from itself, however far round.")}
                    END IF;
                    IF NEW.relation = 'revises' AND
                       (SELECT COUNT(DISTINCT claimant_id) FROM casualties_claim
                         WHERE id IN (NEW.claim_id, NEW.on_claim_id)) > 1 THEN
                        {refuse("In %, only the same claimant revises a figure.")}
                    END IF;
                    IF NEW.relation = 'corrects' AND
                       (SELECT COUNT(DISTINCT report_id) FROM casualties_claim
                         WHERE id IN (NEW.claim_id, NEW.on_claim_id)) > 1 THEN
                        {refuse("In %, a correction belongs to the report it corrects.")}
                    END IF;
                    RETURN NEW;
                """,
            ),
            after("insert", "stale_on_insert", _TIED),
            after("update", "stale_on_end", _TIED),
            noted_on("insert", claim="SELECT claim_id FROM new_rows"),
            noted_on("update", claim="SELECT claim_id FROM new_rows"),
            queued_on("insert", _CORRECTED),
            queued_on("update", _CORRECTED),
        ]

    def __str__(self) -> str:
        """Return the relation in words."""
        relation = Relation(self.relation).label
        return f"{self.claim.key} {relation} {self.on_claim.key} ({self.verdict})"


_OF_JUDGEMENTS = {
    "claim": "SELECT claim_id FROM new_rows WHERE verdict = 'positive'",
    "incident": "SELECT incident_id FROM new_rows WHERE verdict = 'positive'",
}


_LINKED = "SELECT {} FROM new_rows WHERE verdict = 'positive'"
_LINKED_STALE = claims_stale(_LINKED.format("claim_id"), "judgement")


class Judgement(Undoable):
    """Whether a claim is about an incident. A claim is on at most one."""

    about = ("claim", "incident")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="judgements")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="judgements")
    verdict = word_column(JudgementVerdict)
    confirmed = models.BooleanField(
        default=False,
        help_text="Made or confirmed by somebody who may review; only such a link is reviewed.",
    )
    probability = models.FloatField(null=True, blank=True, help_text="0 to 1, where a rule judged.")
    features = models.JSONField(default=list, blank=True, help_text="What spoke for and against.")
    model = models.CharField(max_length=60, blank=True, default="", help_text="The rule's version.")

    class Meta(Undoable.Meta):
        constraints = [
            *Undoable.Meta.constraints,
            word_check("judgement", "verdict", JudgementVerdict),
            models.CheckConstraint(
                condition=Q(probability__range=(0, 1)), name="judgement_probability_is_one"
            ),
            models.CheckConstraint(
                condition=~Q(by__startswith="rule:", confirmed=True),
                name="judgement_by_rule_is_unconfirmed",
            ),
            models.UniqueConstraint(
                fields=["claim", "incident"],
                condition=Q(ended_at=None),
                name="judgement_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(ended_at=None, verdict=JudgementVerdict.POSITIVE),
                name="judgement_on_one_incident",
            ),
        ]
        indexes = [
            *Undoable.Meta.indexes,
            models.Index(
                fields=["incident"],
                condition=Q(ended_at=None, verdict=JudgementVerdict.POSITIVE),
                name="judgement_live_on_incident",
            ),
            models.Index(
                fields=["incident"],
                condition=Q(ended_at=None, verdict=JudgementVerdict.NEGATIVE),
                name="judgement_refused",
            ),
        ]
        triggers = [
            *Undoable.Meta.triggers,
            pgtrigger.Trigger(
                name="aggregate_on_none",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.verdict = 'positive'"),
                func=f"""
                    IF EXISTS (SELECT FROM casualties_claim
                                WHERE id = NEW.claim_id AND scope = 'aggregate') THEN
                        {refuse("In %, a claim about a period or area belongs to no incident.")}
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="rule_never_overrules",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "starts_with(NEW.ended_by, 'rule:') AND NOT starts_with(OLD.by, 'rule:')"
                ),
                func=refuse("In %, a rule never ends a judgement that a person made."),
            ),
            pgtrigger.Trigger(
                name="rule_respects_people",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition(
                    "NEW.verdict = 'positive' AND NEW.ended_at IS NULL"
                    " AND starts_with(NEW.by, 'rule:')"
                ),
                # Merged incidents are one: a refusal of either holds for both.
                func=f"""
                    IF EXISTS (SELECT FROM casualties_judgement
                                WHERE claim_id = NEW.claim_id AND verdict = 'negative'
                                  AND ended_at IS NULL AND NOT starts_with(by, 'rule:')
                                  AND casualties_root(incident_id)
                                      = casualties_root(NEW.incident_id)) THEN
                        {refuse("In %, a rule never links what a person refused.")}
                    END IF;
                    IF EXISTS (SELECT FROM casualties_incident
                                WHERE id = casualties_root(NEW.incident_id)
                                  AND state = 'signed_off') THEN
                        {refuse("In %, a rule adds nothing to an incident that is signed off.")}
                    END IF;
                    RETURN NEW;
                """,
            ),
            after(
                "insert", "stale_on_insert", claims_stale(_LINKED.format("claim_id"), "judgement")
            ),
            # The ended link no longer leads from the claim to the incident: mark both ends.
            after(
                "update",
                "stale_on_end",
                incidents_stale(_LINKED.format("incident_id"), "judgement"),
                _LINKED_STALE,
            ),
            noted_on("insert", **_OF_JUDGEMENTS),
            noted_on("update", **_OF_JUDGEMENTS),
            queued_on("insert", _OF_JUDGEMENTS["claim"]),
            queued_on("update", _OF_JUDGEMENTS["claim"]),
        ]

    def __str__(self) -> str:
        """Return the verdict and what it joins."""
        return f"{self.verdict} by {self.by}"
