"""Which claims a person at the desk may know of: the house's one rule, asked for a user."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from casualties.core.words import JudgementVerdict
from casualties.models import Claim
from casualties.visibility import Audience, claims_for, hidden_names
from sources.admin.protection import sees_all


def visible_claims(user: Any) -> QuerySet[Claim]:
    """Return the claims this person may know of. All see drafts; superusers see protected ones."""
    return claims_for(Audience(drafts=True, identities=sees_all(user)))


def names_hidden_from(user: Any, incident_ids: Collection[int]) -> frozenset[str]:
    """Return the names of these incidents' sources that this person may not read."""
    return frozenset() if sees_all(user) else hidden_names(incident_ids)


def described_claims(user: Any) -> QuerySet[Any]:
    """Return those claims with what was decided: ``verdict``, and ``on_code`` of their incident."""
    return (
        visible_claims(user)
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


def of_visible_claims(user: Any, rows: QuerySet[Any], *paths: str) -> QuerySet[Any]:
    """Leave out the rows about claims this person may not know of; ``paths`` lead to the claims."""
    if not sees_all(user):
        rows = rows.filter(**{f"{path}__in": visible_claims(user) for path in paths})
    return rows
