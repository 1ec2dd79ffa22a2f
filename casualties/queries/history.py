"""How knowledge of an incident grew: in public, and in this database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from casualties.core.basis import evidence_in
from casualties.core.estimation import EstimateValue, estimate_many
from casualties.core.estimation.history import days_of, published_by, undated
from casualties.core.types import Evidence, Measure
from casualties.core.words import Basis
from casualties.models import Estimate, Incident
from casualties.queries.evidence import Links, links_of
from casualties.queries.incidents import roots_of
from casualties.queries.requests import request_for

_CHAIN_AT = """
    WITH RECURSIVE chain(start, id, step) AS (
        SELECT id, id, 0 FROM unnest(%(starts)s::bigint[]) AS id
        UNION ALL
        SELECT chain.start, latest.merged_into_id, chain.step + 1 FROM chain
         CROSS JOIN LATERAL (
            SELECT merged_into_id FROM casualties_incidentevent
             WHERE pgh_obj_id = chain.id AND pgh_created_at <= %(time)s
             ORDER BY pgh_id DESC LIMIT 1
         ) AS latest
         WHERE latest.merged_into_id IS NOT NULL
    )
    SELECT DISTINCT ON (start) start, id FROM chain ORDER BY start, step DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSeries:
    """The range of each day on which something was published, in order.

    ``undated``: claims that say not when they were published, and so are on no day.
    """

    points: tuple[tuple[date, EstimateValue], ...]
    undated: int


def as_published_by(
    incident: Incident, day: date, *, measure: Measure, basis: Basis
) -> EstimateValue:
    """Return the range that the reports published by a day allow for, under today's judgements.

    Claims without a publication date are left out. Of a merged incident it is the root's range.
    """
    evidence, links = _evidence(incident, basis)
    request = request_for(published_by(evidence, day), measure, links.parameters, links.action)
    return estimate_many([request])[0]


def published_series(incident: Incident, *, measure: Measure, basis: Basis) -> PublishedSeries:
    """Return `as_published_by` of every day on which something was published, at one go."""
    (root,) = roots_of([incident.pk])
    return series_of(links_of([root])[root], measure=measure, basis=basis)


def series_of(links: Links, *, measure: Measure, basis: Basis) -> PublishedSeries:
    """Return the same of a root incident's links. Reads nothing."""
    evidence = evidence_in(basis, links.claims, links.ties, links.hostile)
    days = days_of(evidence)
    requests = [
        request_for(published_by(evidence, day), measure, links.parameters, links.action)
        for day in days
    ]
    points = tuple(zip(days, estimate_many(requests), strict=True))
    return PublishedSeries(points=points, undated=undated(evidence))


def as_recorded_at(
    incident: Incident, time: datetime, *, measure: Measure, basis: Basis
) -> Estimate | None:
    """Return the estimate that was in force in this database at a time, None where there was none.

    Of an incident merged into another by then it is the root's. A provisional one is kept only
    where it rests on other claims than the reviewed one.
    """
    return (
        Estimate.objects.filter(Q(ended_at=None) | Q(ended_at__gt=time))
        .filter(
            incident=roots_at([incident.pk], time)[incident.pk],
            measure=str(measure),
            basis=basis,
            at__lte=time,
        )
        .order_by("-at", "-id")
        .first()
    )


def roots_at(incident_ids: Sequence[int], time: datetime) -> dict[int, int]:
    """Return {incident: the end of the chain of merges that led on from it at a time}."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN_AT, {"starts": list(incident_ids), "time": time})
        return dict(cursor.fetchall())


def _evidence(incident: Incident, basis: Basis) -> tuple[Evidence, Links]:
    (root,) = roots_of([incident.pk])
    links = links_of([root])[root]
    return evidence_in(basis, links.claims, links.ties, links.hostile), links
