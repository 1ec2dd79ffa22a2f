"""The claims a person at the desk may know of, with what was decided about each."""

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from casualties.core.words import JudgementVerdict
from casualties.visibility import claims_for
from sources.visibility import audience_of_user


def described_claims(user: Any) -> QuerySet[Any]:
    """Return those claims with what was decided: ``verdict``, and ``on_code`` of their incident."""
    return (
        claims_for(audience_of_user(user))
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
        )
    )
