"""Pages of claims, reports and judgements, as far as a reader may see them by name.

A claim of a protected source is on its incident's page alone: a list that can be narrowed would
tell who said it.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from casualties.core.areas import Box, Circle
from casualties.core.words import Harm, JudgementVerdict, Resource
from casualties.models import Claim, ClaimParty, Incident, Judgement, Review
from casualties.queries.claim_readings import claim_readings, with_verdicts
from casualties.queries.conditions import Conditions, changed_since, holds, matching, within
from casualties.queries.incidents import members_of, roots_by_member, roots_of
from casualties.queries.keyset import Page, cut
from casualties.queries.readings import ClaimReading, ClaimState, JudgementReading
from casualties.visibility import claims_for, incidents_for
from sources.models import Report
from sources.visibility import Audience, reports_for


def claims_page(asked: Mapping[str, Any], audience: Audience) -> Page[ClaimReading]:
    """Return a page of claims by key."""
    wanted = matching(_OF_CLAIMS, asked, audience)
    page = cut(with_verdicts(claims_for(audience).filter(wanted)), asked, key="key")
    return Page(rows=claim_readings(page.rows, audience), after=page.after)


def reports_page(asked: Mapping[str, Any], audience: Audience) -> Page[Report]:
    """Return a page of reports by key, without their texts and claims."""
    rows = reports_for(audience).filter(matching(_OF_REPORTS, asked, audience))
    return cut(rows.select_related("publisher").defer("text"), asked, key="key")


def judgements_page(asked: Mapping[str, Any], audience: Audience) -> Page[JudgementReading]:
    """Return a page of the judgements in force on claims that the audience may see by name."""
    rows = Judgement.objects.filter(ended_at=None, claim__in=claims_for(audience))
    wanted = matching(_OF_JUDGEMENTS, asked, audience)
    page = cut(rows.filter(wanted).select_related("claim", "incident"), asked, key="id")
    roots = roots_by_member({row.incident_id for row in page.rows})
    readings = [
        JudgementReading(row=row, incident=roots[row.incident_id].code) for row in page.rows
    ]
    return Page(rows=readings, after=page.after)


def _on_incidents(audience: Audience, **wanted: Any) -> Q:
    """Look for a claim's link to such an incident, where the audience may see both."""
    links = Judgement.objects.filter(
        claim=OuterRef("pk"), verdict=JudgementVerdict.POSITIVE, ended_at=None
    )
    if not audience.drafts:
        links = links.filter(confirmed=True)
    return Q(Exists(links.filter(**wanted)))


def _members(code: str, audience: Audience) -> list[int]:
    """Return the incident of a code or alias with all that is merged into its root."""
    found = Incident.objects.filter(Q(code=code) | Q(aliases__contains=[code]))
    roots = incidents_for(audience).filter(pk__in=roots_of(found.values_list("pk", flat=True)))
    return list(members_of(roots.values_list("pk", flat=True)))


def _on_incident(code: str, audience: Audience) -> Q:
    return _on_incidents(audience, incident__in=_members(code, audience))


def _located(area: Box | Circle, audience: Audience) -> Q:
    """Look by the claim's own coordinates, or by its incident's where it states none."""
    places = incidents_for(audience).filter(within(area))
    return within(area) | Q(latitude=None) & _on_incidents(audience, incident__in=places)


def _in_country(country: str, audience: Audience) -> Q:
    places = incidents_for(audience).filter(country=country)
    return _on_incidents(audience, incident__in=places)


def _by_source(slug: str, _: Audience) -> Q:
    return Q(claimant__slug=slug) | Q(report__publisher__slug=slug)


def _in_state(state: ClaimState, _: Audience) -> Q:
    reviews = Review.objects.filter(claim=OuterRef("pk"), ended_at=None)
    if state is ClaimState.DRAFT:
        return ~Q(Exists(reviews))
    return Q(Exists(reviews.filter(verdict=state)))


_OF_CLAIMS: Conditions = {
    "country": _in_country,
    "bbox": _located,
    "near": _located,
    "date_from": lambda day, _: Q(event_date__gte=day),
    "date_to": lambda day, _: Q(event_date__lte=day),
    "updated_since": changed_since(Resource.CLAIM),
    "party": lambda slug, _: Q(
        Exists(ClaimParty.objects.filter(claim=OuterRef("pk"), party__slug=slug))
    ),
    "source": _by_source,
    "source_kind": lambda kind, _: Q(claimant__kind=kind),
    "harm": lambda harm, _: Q(harm=harm),
    "status": lambda status, _: Q(status=status),
    "killed_low_min": lambda low, _: Q(harm=Harm.KILLED, low__gte=low),
    "flag": lambda flag, _: Q(flags__contains=[flag]),
    "review_state": _in_state,
    "incident": _on_incident,
    "report": lambda key, _: Q(report__key=key),
    "q": holds("expression", "place_name"),
}


def _carrying(audience: Audience, wanted: Q) -> Q:
    return Q(Exists(claims_for(audience).filter(wanted, report=OuterRef("pk"))))


def _report_by_source(slug: str, audience: Audience) -> Q:
    return Q(publisher__slug=slug) | _carrying(audience, Q(claimant__slug=slug))


def _about(code: str, audience: Audience) -> Q:
    on_it: Any = Claim.objects.filter(_on_incident(code, audience))
    return _carrying(audience, Q(pk__in=on_it))


_OF_REPORTS: Conditions = {
    "date_from": lambda day, _: Q(published_on__gte=day),
    "date_to": lambda day, _: Q(published_on__lte=day),
    "updated_since": changed_since(Resource.REPORT),
    "source": _report_by_source,
    "source_kind": lambda kind, _: Q(publisher__kind=kind),
    "harm": lambda harm, audience: _carrying(audience, Q(harm=harm)),
    "status": lambda status, audience: _carrying(audience, Q(status=status)),
    "incident": _about,
    "language": lambda language, _: Q(language=language),
    "q": holds("title", "url"),
}

_OF_JUDGEMENTS: Conditions = {
    "updated_since": lambda time, _: Q(at__gte=time),
    "incident": lambda code, audience: Q(incident__in=_members(code, audience)),
    "claim": lambda key, _: Q(claim__key=key),
    "source": lambda slug, _: (
        Q(claim__claimant__slug=slug) | Q(claim__report__publisher__slug=slug)
    ),
    "harm": lambda harm, _: Q(claim__harm=harm),
    "status": lambda status, _: Q(claim__status=status),
    "verdict": lambda verdict, _: Q(verdict=verdict),
    "confirmed": lambda confirmed, _: Q(confirmed=confirmed),
}
