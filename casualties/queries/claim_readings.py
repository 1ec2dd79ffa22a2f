"""The claims of an incident or a report, as far as a reader may see them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet

from casualties.core.basis import LinkedClaim
from casualties.core.words import Basis, DerivationVerdict, JudgementVerdict, Relation, ReviewState
from casualties.models import Claim, ClaimParty, Derivation, Incident, Judgement
from casualties.queries.incidents import Root, roots_by_member
from casualties.queries.readings import (
    ClaimReading,
    ClaimState,
    LinkState,
    ReportReading,
    TieReading,
)
from casualties.visibility import claims_for, exists_for, incidents_for, is_named
from sources.models import Report
from sources.visibility import Audience, reports_for


def claims_on(
    incident: Incident, links: Iterable[tuple[Judgement, LinkedClaim]], audience: Audience
) -> list[ClaimReading]:
    """Return the claims on a root incident, by key; without drafts, those that are reviewed.

    Those whose speakers are hidden stand last, by what they say: among keys, their neighbours
    would tell which report they are from.
    """
    seen = [
        (judgement, linked)
        for judgement, linked in links
        if (audience.drafts or linked.counts_in(Basis.REVIEWED))
        and exists_for(judgement.claim, audience)
    ]
    ties = _ties([judgement.claim for judgement, _ in seen], audience)
    readings = [
        ClaimReading(
            row=judgement.claim,
            state=_state(linked.state),
            incident=incident.code,
            link=_link(judgement),
            named=is_named(judgement.claim, audience),
            ties=ties[judgement.claim_id],
        )
        for judgement, linked in seen
    ]
    return sorted(readings, key=_place)


def _place(reading: ClaimReading) -> tuple[bool, str]:
    row = reading.row
    if reading.named:
        return False, row.key
    return True, f"{row.harm} {row.status} {row.low} {row.best} {row.high} {row.expression}"


def report_reading(key: str, audience: Audience) -> ReportReading | None:
    """Return a report with its claims; its text is for those who may see drafts."""
    report = reports_for(audience).filter(key=key).select_related("publisher").first()
    if not report:
        return None
    cited = reports_for(audience).filter(cited_by=report).order_by("key")
    return ReportReading(
        row=report,
        claims=claim_readings(_claims_of(report, audience), audience),
        cites=list(cited.values_list("key", flat=True)),
        text=report.text if audience.drafts else None,
    )


def _claims_of(report: Report, audience: Audience) -> QuerySet[Claim, Any]:
    return with_verdicts(claims_for(audience).filter(report=report)).order_by("pk")


def claim_reading(key: str, audience: Audience) -> ClaimReading | None:
    """Return a claim, where the audience may see it under its name."""
    readings = claim_readings(with_verdicts(claims_for(audience).filter(key=key)), audience)
    return readings[0] if readings else None


def claim_readings(rows: Iterable[Claim], audience: Audience) -> list[ClaimReading]:
    """Return these claims, which the audience may see under their names, in their order."""
    claims = list(rows)
    ids = [claim.pk for claim in claims]
    links = _links_of_claims(ids, audience)
    ties = _ties(claims, audience)
    return [
        ClaimReading(
            row=claim,
            state=_state(getattr(claim, "verdict", None)),
            incident=links[claim.pk][1].code if claim.pk in links else None,
            link=_link(links[claim.pk][0]) if claim.pk in links else None,
            named=True,
            ties=ties[claim.pk],
        )
        for claim in claims
    ]


def with_verdicts(rows: QuerySet[Claim]) -> QuerySet[Claim, Any]:
    """Return claims with what is in force about them, and whatever a reader is told of them."""
    return (
        rows.annotate(
            in_force=FilteredRelation("reviews", condition=Q(reviews__ended_at=None)),
            verdict=F("in_force__verdict"),
        )
        .select_related("claimant", "report__publisher")
        .defer("report__text", "spans")
        .prefetch_related(Prefetch("party_links", ClaimParty.objects.select_related("party")))
    )


def _links_of_claims(
    claim_ids: Sequence[int], audience: Audience
) -> dict[int, tuple[Judgement, Root]]:
    """Return each claim's link, and the incident it leads to, where the audience may see that."""
    rows = Judgement.objects.filter(
        claim__in=claim_ids, verdict=JudgementVerdict.POSITIVE, ended_at=None
    )
    if not audience.drafts:
        rows = rows.filter(confirmed=True)
    rows = rows.defer("features")
    roots = roots_by_member({row.incident_id for row in rows})
    wanted = {root.pk for root in roots.values()}
    seen = set(incidents_for(audience).filter(pk__in=wanted).values_list("pk", flat=True))
    links = {row.claim_id: (row, roots[row.incident_id]) for row in rows}
    return {claim: link for claim, link in links.items() if link[1].pk in seen}


def _state(verdict: str | None) -> ClaimState:
    return ClaimState(verdict) if verdict else ClaimState.DRAFT


def _link(judgement: Judgement) -> LinkState:
    return LinkState.CONFIRMED if judgement.confirmed else LinkState.PROPOSED


_OF_ONE_SPEAKER = (Relation.REVISES, Relation.CORRECTS)
"""Relations that tell who speaks: both claims are of one claimant, or of one report."""


def _ties(claims: Sequence[Claim], audience: Audience) -> dict[int, list[TieReading]]:
    """Return how these claims stand to others.

    Most stand to none, or to one of the same incident: then one small query tells.
    """
    rows = Derivation.objects.filter(claim__in=[claim.pk for claim in claims], ended_at=None)
    if not audience.drafts:
        rows = rows.filter(verdict=DerivationVerdict.CONFIRMED)
    stated = list(rows.values_list("claim_id", "on_claim_id", "relation", "verdict"))
    own = {claim.pk: claim for claim in claims}
    missing = {on for _, on, *_ in stated} - own.keys()
    others = own | (_tied_to(missing, audience) if missing else {})
    ties: dict[int, list[TieReading]] = defaultdict(list)
    for claim, on, relation, verdict in stated:
        if on not in others:
            continue
        named = is_named(others[on], audience)
        if relation in _OF_ONE_SPEAKER and not (named and is_named(own[claim], audience)):
            continue
        key = others[on].key if named else None
        ties[claim].append(TieReading(relation=relation, on=key, verdict=verdict))
    for found in ties.values():
        found.sort(key=lambda tie: (tie.relation, tie.on or ""))
    return ties


def _tied_to(claim_ids: Collection[int], audience: Audience) -> dict[int, Claim]:
    """Return the claims others are tied to; without drafts, those that were accepted."""
    rows = Claim.objects.filter(pk__in=claim_ids).select_related("claimant", "report__publisher")
    if not audience.drafts:
        rows = rows.filter(reviews__ended_at=None, reviews__verdict=ReviewState.ACCEPTED)
    return {row.pk: row for row in rows.defer("report__text", "spans")}
