"""The claims a person at the desk may know of, with what was decided about each."""

from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from casualties.core.words import DerivationVerdict, JudgementVerdict
from casualties.models import Judgement, Review
from casualties.queries import standing_corrections
from casualties.visibility import claims_for
from sources.visibility import audience_of_user, visible_to

_LIVE = Q(claim=OuterRef("pk"), ended_at=None)
_LINKS = Judgement.objects.filter(_LIVE, verdict=JudgementVerdict.POSITIVE)

DRAFT = ~Exists(Review.objects.filter(_LIVE))
ON_NONE, LINKED_BY_RULE, LINK_CONFIRMED = (
    ~Exists(_LINKS),
    Exists(_LINKS.filter(confirmed=False)),
    Exists(_LINKS.filter(confirmed=True)),
)
"""How claims stand, to narrow a list by: read off indexes, where a joined column is not."""


def described_claims(user: Any) -> QuerySet[Any]:
    """Return those claims with what was decided: ``verdict``, and ``on_code`` of their incident.

    ``corrected_by`` is the key of the claim that stands in its place, where it was corrected
    and that was not turned down.
    """
    audience = audience_of_user(user)
    corrections = visible_to(audience, standing_corrections()).filter(
        on_claim=OuterRef("pk"), verdict=DerivationVerdict.CONFIRMED
    )
    return (
        claims_for(audience)
        .select_related("claimant", "report__publisher")
        .defer("report__text", "spans")
        .annotate(
            live_review=FilteredRelation("reviews", condition=Q(reviews__ended_at=None)),
            live_link=FilteredRelation(
                "judgements",
                condition=Q(
                    judgements__ended_at=None, judgements__verdict=JudgementVerdict.POSITIVE
                ),
            ),
        )
        .annotate(
            verdict=F("live_review__verdict"),
            on_pk=F("live_link__incident_id"),
            on_code=F("live_link__incident__code"),
            link_confirmed=F("live_link__confirmed"),
            corrected_by=Subquery(corrections.values("claim__key")[:1]),
        )
    )
