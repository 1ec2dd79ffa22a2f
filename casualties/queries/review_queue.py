"""What waits for a person: drafts, unconfirmed links, relations, unread sentences."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils import timezone

from casualties.core.types import HEADLINE
from casualties.core.words import (
    TURNED_DOWN,
    Basis,
    DerivationVerdict,
    JudgementVerdict,
    QueueKind,
    ReviewState,
    Scope,
)
from casualties.models import (
    Claim,
    Derivation,
    Estimate,
    Judgement,
    Lease,
    ReadingDecision,
    ReportReading,
    Review,
)
from casualties.models.opinion import ONE_ORIGIN
from casualties.queries.corrections import standing_corrections
from casualties.queries.evidence import current_estimates
from casualties.queries.incidents import members_of
from casualties.visibility import claims_for
from sources.core.types import Actor
from sources.visibility import Audience, visible_to

CARDS = 5
"""Candidate incidents shown beside a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An incident a claim may be about, and why. ``linked``: it is on it, not yet confirmed.

    ``repeats`` says which statement there the claim seems to repeat; empty: none.
    """

    judgement: Judgement
    linked: bool
    claims: int
    headline: Estimate | None
    repeats: str = ""

    @property
    def root_id(self) -> int:
        """Return the number of the incident readers see: where it was merged, the other."""
        incident = self.judgement.incident
        return incident.merged_into_id or incident.pk


def waiting_claims(audience: Audience, *, entered_not_by: str = "") -> QuerySet[Claim, Any]:
    """Return the claims that wait for a decision or for a confirmed link, in the queue's order.

    Those on signed-off incidents come first, then those whose incident's provisional range is
    farthest from its reviewed one (in log of the best figures: what deciding may move), then the
    oldest. ``entered_not_by`` leaves out what one actor entered. `Waiting` keeps that order ready;
    that each claim does wait is asked of the opinions.
    """
    live = Q(ended_at=None)
    verdict = Review.objects.filter(live, claim=OuterRef("pk")).values("verdict")[:1]
    links = Judgement.objects.filter(live, claim=OuterRef("pk"), verdict=JudgementVerdict.POSITIVE)
    rows = (
        claims_for(audience)
        .filter(waiting__isnull=False)
        .annotate(state=Subquery(verdict), link=Subquery(links.values("confirmed")[:1]))
        .filter(Q(state=None) | Q(state=ReviewState.ACCEPTED, scope=Scope.INCIDENT) & ~Q(link=True))
        .exclude(
            Exists(
                standing_corrections().filter(
                    on_claim=OuterRef("pk"), verdict=DerivationVerdict.CONFIRMED
                )
            )
        )
    )
    if entered_not_by:
        rows = rows.exclude(entered_by=entered_not_by)
    weight = ("-waiting__signed", "-waiting__gap")
    return rows.order_by(*weight, "waiting__entered_at", "waiting__claim_id")


def waiting_relations(audience: Audience, *, entered_not_by: str = "") -> QuerySet[Derivation, Any]:
    """Return the proposed relations that wait for a decision, the oldest first.

    ``entered_not_by`` leaves out those of claims that one actor entered.
    """
    rows = visible_to(audience, open_relations(Derivation.objects.all())).order_by("pk")
    return rows.exclude(claim__entered_by=entered_not_by) if entered_not_by else rows


def open_relations(relations: QuerySet[Derivation, Any]) -> QuerySet[Derivation, Any]:
    """Keep the proposals nobody decided on and whose answer still matters.

    It does not where the claim already repeats (or corrects) another, for it has one origin at
    most, nor where one of the two claims was rejected or withdrawn. Such a proposal waits again
    when that is undone.
    """
    out = Review.objects.filter(
        Q(claim=OuterRef("claim")) | Q(claim=OuterRef("on_claim")),
        ended_at=None,
        verdict__in=TURNED_DOWN,
    )
    answered = Derivation.objects.filter(
        claim=OuterRef("claim"),
        relation=OuterRef("relation"),
        relation__in=ONE_ORIGIN,
        verdict=DerivationVerdict.CONFIRMED,
        ended_at=None,
    )
    proposed = relations.filter(verdict=DerivationVerdict.PROPOSED, ended_at=None)
    return proposed.exclude(Exists(out)).exclude(Exists(answered))


def unread_readings() -> QuerySet[ReportReading, Any]:
    """Return the readings with unread sentences at which nobody looked, the oldest first.

    Of a report the latest reading counts. What somebody looked at under an earlier version does
    not come back with a later one, unless that leaves another sentence unread.
    """
    later = ReportReading.objects.filter(report=OuterRef("report"), pk__gt=OuterRef("pk"))
    looked_at = ReadingDecision.objects.filter(
        ended_at=None,
        reading__report=OuterRef("report"),
        reading__unread__contains=OuterRef("unread"),
    )
    rows = ReportReading.objects.filter(note="", report__text__isnull=False).exclude(unread=[])
    return rows.exclude(Exists(later)).exclude(Exists(looked_at)).order_by("pk")


def waiting_readings(audience: Audience) -> QuerySet[ReportReading, Any]:
    """Return those of texts the audience may read."""
    return visible_to(audience, unread_readings())


def free(kind: QueueKind, rows: QuerySet[Any], holder: Actor) -> QuerySet[Any]:
    """Leave out what somebody else holds."""
    held = Lease.objects.filter(
        kind=kind, subject=OuterRef("pk"), until__gt=timezone.now()
    ).exclude(holder=str(holder))
    return rows.exclude(Exists(held))


def cards_of(claim: Claim) -> list[Card]:
    """Return the incidents a claim is on or may be on, the likeliest first, five at most."""
    rows = list(
        Judgement.objects.filter(claim=claim, ended_at=None)
        .exclude(verdict=JudgementVerdict.NEGATIVE)
        .select_related("incident__merged_into")
        .order_by("-verdict", F("probability").desc(nulls_last=True), "pk")
    )
    rows.sort(key=lambda row: row.verdict != JudgementVerdict.POSITIVE)
    rows = rows[:CARDS]
    ids = [row.incident_id for row in rows]
    estimates = {
        pk: next((e for e in found if _is_headline(e)), None)
        for pk, found in current_estimates(ids).items()
    }
    counts = _claims_on(ids)
    return [
        Card(
            judgement=row,
            linked=row.verdict == JudgementVerdict.POSITIVE,
            claims=counts.get(row.incident_id, 0),
            headline=estimates.get(row.incident_id),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How much waits, by kind, counted as far as ``most``; since when the oldest claim waits."""

    most: int
    counts: Mapping[str, int] = field(default_factory=dict)
    oldest: Any = None


def lengths(audience: Audience, *, entered_not_by: str = "", most: int = 200) -> Lengths:
    """Return how much waits, as in `waiting_claims` and beside. Counting stops at ``most``."""
    claims_in_order = waiting_claims(audience, entered_not_by=entered_not_by)
    relations = waiting_relations(audience, entered_not_by=entered_not_by)
    oldest_first = claims_in_order.order_by("waiting__entered_at")
    claims = oldest_first.values("pk", "entered_at")[:most].aggregate(
        number=Count("pk"), oldest=Min("entered_at")
    )
    return Lengths(
        most=most,
        counts={
            QueueKind.CLAIM.value: claims["number"],
            QueueKind.RELATION.value: relations.order_by()[:most].count(),
            QueueKind.UNREAD.value: waiting_readings(audience).order_by()[:most].count(),
        },
        oldest=claims["oldest"],
    )


def _is_headline(row: Estimate) -> bool:
    return (row.measure, row.basis) == (str(HEADLINE), Basis.REVIEWED)


def _claims_on(incident_ids: Collection[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    members = members_of(incident_ids)
    rows = Judgement.objects.filter(
        incident__in=list(members), verdict=JudgementVerdict.POSITIVE, ended_at=None
    )
    for pk in rows.values_list("incident_id", flat=True):
        counts[members[pk]] = counts.get(members[pk], 0) + 1
    return counts
