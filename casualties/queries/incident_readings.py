"""Incidents with their ranges, as far as a reader may see them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q

from casualties import mapping
from casualties.core.types import HEADLINE
from casualties.core.words import Basis
from casualties.models import Estimate, Incident, SignOff, Staleness
from casualties.queries.claim_readings import claims_on
from casualties.queries.evidence import links_in_force
from casualties.queries.grades import grade_decision, grade_decisions
from casualties.queries.incidents import incident_by_code, members_of, root_of, roots_of
from casualties.queries.readings import EstimateReading, IncidentReading, SignOffState
from casualties.visibility import bases_for, explanation_for, hidden_names, incidents_for, is_named
from sources.visibility import EVERYONE, Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilters:
    """Which incidents are asked for. None or empty: no limit."""

    code: Sequence[str] = ()
    country: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    q: str | None = None
    after: str | None = None
    page_size: int = 100


def incidents_page(
    filters: IncidentFilters, audience: Audience
) -> tuple[list[IncidentReading], bool]:
    """Return a page of incidents by code with their headline ranges, and whether more follow."""
    rows = incidents_for(audience).filter(_matching(filters), merged_into=None).order_by("code")
    found = list(rows.prefetch_related("alleged_parties")[: filters.page_size + 1])
    page = found[: filters.page_size]
    estimates = _estimates([row.pk for row in page], audience, measure=str(HEADLINE))
    pending = _pending([row.pk for row in page], audience)
    graded = grade_decisions(row.pk for row in page)
    readings = [
        IncidentReading(
            row=row,
            estimates=estimates[row.pk],
            graded=graded.get(row.pk),
            pending=pending(row.pk),
        )
        for row in page
    ]
    return readings, len(found) > len(page)


def incident_for(code: str, audience: Audience) -> Incident | None:
    """Return the incident of this code or alias, where the audience may see its root."""
    incident = incident_by_code(code)
    if not incident or not incidents_for(audience).filter(pk=root_of(incident).pk).exists():
        return None
    return incident


def incident_reading(incident: Incident, audience: Audience) -> IncidentReading:
    """Return a root incident with its ranges, their explanations, and its claims."""
    members = members_of([incident.pk])
    judgements = list(links_in_force(members))
    protected = {row.claim.key for row in judgements if not is_named(row.claim, EVERYONE)}
    names = frozenset() if audience.identities else hidden_names(members)
    links = [(row, mapping.linked_claim(row, row.review_verdict, None)) for row in judgements]
    pending, set_aside = _waiting(members) if audience.drafts else (None, None)
    return IncidentReading(
        row=incident,
        pending=pending,
        set_aside=set_aside,
        estimates=[
            replace(reading, derivation=explanation_for(audience, reading.row, protected, names))
            for reading in _estimates([incident.pk], audience)[incident.pk]
        ],
        graded=grade_decision(incident),
        claims=claims_on(incident, links, audience),
        judgements=judgements,
        hidden=names,
    )


def _matching(filters: IncidentFilters) -> Q:
    limits = {
        "country": filters.country,
        "last_day__gte": filters.date_from,
        "first_day__lte": filters.date_to,
        "code__gt": filters.after,
    }
    wanted = Q(**{name: limit for name, limit in limits.items() if limit})
    if filters.code:
        wanted &= Q(pk__in=_roots_by_code(filters.code))
    if filters.q:
        wanted &= (
            Q(code__icontains=filters.q)
            | Q(title__icontains=filters.q)
            | Q(place_name__icontains=filters.q)
            | Q(aliases__contains=[filters.q])
        )
    return wanted


def _roots_by_code(codes: Sequence[str]) -> set[int]:
    named = Q(code__in=codes) | Q(aliases__overlap=list(codes))
    return roots_of(Incident.objects.filter(named).values_list("pk", flat=True))


def _estimates(
    incident_ids: Sequence[int], audience: Audience, measure: str | None = None
) -> dict[int, list[EstimateReading]]:
    """Return the ranges in force by incident: the headline, then by measure, reviewed first."""
    rows = Estimate.objects.filter(
        incident__in=incident_ids, ended_at=None, basis__in=bases_for(audience)
    )
    if measure:
        rows = rows.filter(measure=measure).defer("derivation", "bench")
    signed = {
        (row.incident_id, row.measure): row
        for row in SignOff.objects.filter(incident__in=incident_ids, ended_at=None)
    }
    readings: dict[int, list[EstimateReading]] = defaultdict(list)
    for row in sorted(rows, key=_headline_first):
        reviewed = row.basis == Basis.REVIEWED
        sign_off = signed.get((row.incident_id, row.measure)) if reviewed else None
        reading = EstimateReading(row=row, state=_state(row, sign_off), sign_off=sign_off)
        readings[row.incident_id].append(reading)
    return readings


def _headline_first(row: Estimate) -> tuple[bool, str, bool]:
    return row.measure != str(HEADLINE), row.measure, row.basis != Basis.REVIEWED


def _waiting(members: Iterable[int]) -> tuple[bool, bool]:
    """Return whether something waits to be recomputed, and whether something was set aside."""
    in_line = Q(quarantined_at=None)
    counts = Staleness.objects.filter(incident__in=list(members)).aggregate(
        waiting=Count("id", filter=in_line), set_aside=Count("id", filter=~in_line)
    )
    return counts["waiting"] > 0, counts["set_aside"] > 0


def _pending(incident_ids: Sequence[int], audience: Audience) -> Callable[[int], bool | None]:
    """Return a function that tells of each incident whether it waits to be recomputed."""
    if not audience.drafts:
        return lambda _: None
    members = members_of(incident_ids)
    waiting = Staleness.objects.filter(incident__in=list(members), quarantined_at=None)
    roots = {members[pk] for pk in waiting.values_list("incident_id", flat=True)}
    return roots.__contains__


def _state(row: Estimate, sign_off: SignOff | None) -> SignOffState:
    return SignOffState.of(row.pk, sign_off.estimate_id if sign_off else None)
