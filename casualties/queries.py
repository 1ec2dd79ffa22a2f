"""Questions that take more than one row: roots of merges, evidence, what is stale."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, F, FilteredRelation, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from casualties import mapping
from casualties.core.basis import LinkedClaim
from casualties.core.types import Tie
from casualties.core.words import DerivationVerdict, JudgementVerdict
from casualties.models import (
    ClaimParty,
    Derivation,
    Estimate,
    Heartbeat,
    Incident,
    Judgement,
    Staleness,
)


@dataclass(slots=True)
class Links:
    """The claims on one root incident and the confirmed ties between claims."""

    claims: list[LinkedClaim] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)


def root_of(incident: Incident) -> Incident:
    """Return the incident that readers of this one see: the end of its chain of merges."""
    while incident.merged_into:
        incident = incident.merged_into
    return incident


def roots_of(incident_ids: Iterable[int]) -> set[int]:
    """Return the ids of the roots of these incidents."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT casualties_root(id) FROM unnest(%s::bigint[]) AS id",
            [list(incident_ids)],
        )
        return {row[0] for row in cursor.fetchall()}


def members_of(root_ids: Iterable[int]) -> dict[int, int]:
    """Return {incident: root} for the roots and all incidents merged into them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE member(id, root) AS (
                SELECT id, id FROM unnest(%s::bigint[]) AS id
                UNION ALL
                SELECT i.id, m.root FROM casualties_incident i
                  JOIN member m ON i.merged_into_id = m.id
            )
            SELECT id, root FROM member
            """,
            [list(root_ids)],
        )
        return dict(cursor.fetchall())


def incident_by_code(code: str) -> Incident | None:
    """Return the incident with this code, or with this alias where no code matches."""
    found = Incident.objects.select_related("merged_into").filter(
        Q(code=code) | Q(aliases__contains=[code])
    )
    return min(found, key=lambda incident: incident.code != code, default=None)


def links_of(root_ids: Sequence[int]) -> dict[int, Links]:
    """Return what the estimates of these root incidents rest on, in three queries."""
    members = members_of(root_ids)
    links = {root: Links() for root in root_ids}
    root_of_claim: dict[int, int] = {}
    for judgement in _links_in_force(members):
        root = members[judgement.incident_id]
        root_of_claim[judgement.claim_id] = root
        linked = mapping.linked_claim(judgement, judgement.review_verdict, judgement.credibility)
        links[root].claims.append(linked)
    for row in _ties(root_of_claim):
        links[root_of_claim[row.claim_id]].ties.append(mapping.tie(row))
    return links


def current_estimates(incident_ids: Iterable[int]) -> dict[int, list[Estimate]]:
    """Return the estimates in force of each incident."""
    current: dict[int, list[Estimate]] = defaultdict(list)
    for row in Estimate.objects.filter(incident__in=list(incident_ids), ended_at=None):
        current[row.incident_id].append(row)
    return current


def _links_in_force(incident_ids: Iterable[int]) -> QuerySet[Judgement, Any]:
    in_force = Q(claim__reviews__ended_at=None)
    return (
        Judgement.objects.filter(
            incident__in=list(incident_ids), verdict=JudgementVerdict.POSITIVE, ended_at=None
        )
        .annotate(review=FilteredRelation("claim__reviews", condition=in_force))
        .annotate(review_verdict=F("review__verdict"), credibility=F("review__credibility"))
        .select_related("claim__claimant__party", "claim__report__publisher")
        .defer("features", "claim__report__text", "claim__spans")
        .prefetch_related(
            Prefetch("claim__party_links", ClaimParty.objects.select_related("party"))
        )
    )


def _ties(claim_ids: Iterable[int]) -> QuerySet[Derivation]:
    return (
        Derivation.objects.filter(
            claim__in=list(claim_ids), verdict=DerivationVerdict.CONFIRMED, ended_at=None
        )
        .select_related("claim", "on_claim")
        .only("relation", "claim__key", "on_claim__key")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How far the recomputing is behind."""

    waiting: int
    quarantined: int
    oldest: datetime | None
    last_sweep: datetime | None


def backlog() -> Backlog:
    """Return the length and age of the staleness log and when it was last swept."""
    counts = Staleness.objects.aggregate(
        waiting=Count("id", filter=Q(quarantined_at=None)),
        quarantined=Count("id", filter=Q(quarantined_at__isnull=False)),
        oldest=Min("noticed_at", filter=Q(quarantined_at=None, not_before__lte=timezone.now())),
    )
    swept = Heartbeat.objects.filter(name="sweep").values_list("at", flat=True).first()
    return Backlog(**counts, last_sweep=swept)
