"""Incidents with their ranges, as far as a reader may see them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from django.db.models import Count, Q, prefetch_related_objects

from casualties import mapping
from casualties.models import Claim, Incident, Judgement, Staleness
from casualties.queries.claim_readings import claims_on
from casualties.queries.evidence import links_in_force
from casualties.queries.incidents import incident_by_code, members_of, root_of
from casualties.queries.past import TODAY, AsOf, estimates_of, grades_of
from casualties.queries.readings import EstimateReading, IncidentReading
from casualties.visibility import explanation_for, hidden_names, incidents_for, is_named
from sources.visibility import EVERYONE, Audience


def incident_for(code: str, audience: Audience) -> Incident | None:
    """Return the incident of this code or alias, where the audience may see its root."""
    incident = incident_by_code(code)
    if not incident or not incidents_for(audience).filter(pk=root_of(incident).pk).exists():
        return None
    return incident


def incident_reading(
    incident: Incident, audience: Audience, as_of: AsOf = TODAY
) -> IncidentReading:
    """Return a root incident with its ranges, their explanations, and its claims.

    As of a day or time, the claims are those published or on file by then, judged as they are now.
    """
    prefetch_related_objects([incident], "alleged_parties")  # its version asks for them as well
    members = members_of([incident.pk])
    judgements = list(links_in_force(members))
    links = [
        (row, mapping.linked_claim(row, row.review_verdict, None))
        for row in judgements
        if _known(row.claim, as_of)
    ]
    names = frozenset() if audience.identities else hidden_names(members)
    pending, set_aside = _waiting(members) if audience.drafts else (None, None)
    return IncidentReading(
        row=incident,
        pending=pending,
        set_aside=set_aside,
        estimates=_explained(incident.pk, judgements, names, audience, as_of),
        graded=grades_of([incident.pk], as_of).get(incident.pk),
        claims=claims_on(incident, links, audience),
        judgements=judgements,
        hidden=names,
    )


def estimate_readings(
    incident: Incident, audience: Audience, as_of: AsOf = TODAY
) -> list[EstimateReading]:
    """Return the ranges of an incident with their explanations."""
    members = members_of([incident.pk])
    names = frozenset() if audience.identities else hidden_names(members)
    return _explained(incident.pk, list(links_in_force(members)), names, audience, as_of)


def _explained(
    incident_id: int,
    judgements: Sequence[Judgement],
    names: Collection[str],
    audience: Audience,
    as_of: AsOf,
) -> list[EstimateReading]:
    protected = {row.claim.key for row in judgements if not is_named(row.claim, EVERYONE)}
    return [
        replace(reading, derivation=explanation_for(audience, reading.row, protected, names))
        for reading in estimates_of([incident_id], audience, as_of)[incident_id]
    ]


def _known(claim: Claim, as_of: AsOf) -> bool:
    if as_of.published_by:
        day = claim.report.published_on
        return day is not None and day <= as_of.published_by
    return as_of.recorded_at is None or claim.entered_at <= as_of.recorded_at


def _waiting(members: Iterable[int]) -> tuple[bool, bool]:
    """Return whether something waits to be recomputed, and whether something was set aside."""
    in_line = Q(quarantined_at=None)
    counts = Staleness.objects.filter(incident__in=list(members)).aggregate(
        waiting=Count("id", filter=in_line), set_aside=Count("id", filter=~in_line)
    )
    return counts["waiting"] > 0, counts["set_aside"] > 0


def pending_in(incident_ids: Sequence[int], audience: Audience) -> Callable[[int], bool | None]:
    """Return a function that tells of each incident whether it waits to be recomputed."""
    if not audience.drafts:
        return lambda _: None
    members = members_of(incident_ids)
    waiting = Staleness.objects.filter(incident__in=list(members), quarantined_at=None)
    roots = {members[pk] for pk in waiting.values_list("incident_id", flat=True)}
    return roots.__contains__
