"""The ranges of incidents: as they stand, as published by a day, as recorded at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from casualties import mapping
from casualties.core.basis import evidence_in, provisional_measures, reviewed_measures
from casualties.core.estimation import EstimateValue, estimate_many
from casualties.core.estimation.history import published_by
from casualties.core.types import HEADLINE, Evidence, Measure
from casualties.core.words import Basis
from casualties.models import Estimate, GradeDecision, SignOff
from casualties.queries.evidence import Links, links_of
from casualties.queries.history import roots_at
from casualties.queries.readings import EstimateReading, SignOffState
from casualties.queries.requests import request_for
from casualties.visibility import bases_for
from sources.visibility import Audience

AnyModel = TypeVar("AnyModel", bound=Model)

RULE = "rule:as-published-by"  # never stored


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The state of knowledge that is asked for; neither: today's.

    ``published_by``: made anew from the reports published by that day, under today's judgements.
    ``recorded_at``: what was in force in this database at that time.
    """

    published_by: date | None = None
    recorded_at: datetime | None = None


TODAY = AsOf()
Readings = dict[int, list[EstimateReading]]


def estimates_of(
    root_ids: Sequence[int], audience: Audience, as_of: AsOf = TODAY, *, measure: str | None = None
) -> Readings:
    """Return the ranges of root incidents: the headline, then by measure, reviewed first."""
    if as_of.published_by:
        rows = _published_by(root_ids, as_of.published_by, audience, measure)
        signed: dict[tuple[int, str], SignOff] = {}
    else:
        rows = _recorded(root_ids, as_of.recorded_at, audience, measure)
        signed = _signed([row.incident_id for _, row in rows], as_of.recorded_at)
    readings: Readings = defaultdict(list)
    for root, row in sorted(rows, key=lambda pair: _headline_first(pair[1])):
        reviewed = row.basis == Basis.REVIEWED
        sign_off = signed.get((row.incident_id, row.measure)) if reviewed else None
        reading = EstimateReading(row=row, state=_state(row, sign_off), sign_off=sign_off)
        readings[root].append(reading)
    return readings


def grades_of(root_ids: Iterable[int], as_of: AsOf = TODAY) -> dict[int, GradeDecision]:
    """Return what somebody decided about the grade of incidents."""
    rows = _in_force(GradeDecision.objects.filter(incident__in=list(root_ids)), as_of.recorded_at)
    return {row.incident_id: row for row in rows}


def _in_force(rows: QuerySet[AnyModel], time: datetime | None) -> QuerySet[AnyModel]:
    if time is None:
        return rows.filter(ended_at=None)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=time), at__lte=time)


def _recorded(
    root_ids: Sequence[int], time: datetime | None, audience: Audience, measure: str | None
) -> list[tuple[int, Estimate]]:
    """Return (incident, row). Of one that was merged into another by then it is that one's."""
    led = roots_at(root_ids, time) if time else {pk: pk for pk in root_ids}
    found = Estimate.objects.filter(incident__in=set(led.values()))
    rows = _in_force(found.filter(basis__in=bases_for(audience)), time)
    if measure:
        rows = rows.filter(measure=measure).defer("derivation", "bench")
    by_root: dict[int, list[Estimate]] = defaultdict(list)
    for row in rows:
        by_root[row.incident_id].append(row)
    return [(pk, row) for pk, root in led.items() for row in by_root[root]]


def _signed(root_ids: Sequence[int], time: datetime | None) -> dict[tuple[int, str], SignOff]:
    rows = _in_force(SignOff.objects.filter(incident__in=root_ids), time)
    return {(row.incident_id, row.measure): row for row in rows}


def _published_by(
    root_ids: Sequence[int], day: date, audience: Audience, measure: str | None
) -> list[tuple[int, Estimate]]:
    asked = [
        (root, basis, wanted, links)
        for root, links in links_of(root_ids).items()
        for basis in bases_for(audience)
        for wanted in _measures(links, basis, measure)
    ]
    made = estimate_many(
        [
            request_for(_evidence(links, basis, day), wanted, links.parameters, links.action)
            for _, basis, wanted, links in asked
        ]
    )
    rows = [(root, basis, value) for (root, basis, _, _), value in zip(asked, made, strict=True)]
    reviewed = {
        (root, value.measure): value.digest
        for root, basis, value in rows
        if basis is Basis.REVIEWED
    }
    return [
        (root, _row(root, basis, value))
        for root, basis, value in rows
        if basis is Basis.REVIEWED or reviewed.get((root, value.measure)) != value.digest
    ]


def _measures(links: Links, basis: Basis, measure: str | None) -> Iterable[Measure]:
    if measure:
        return (HEADLINE,)
    there = reviewed_measures if basis is Basis.REVIEWED else provisional_measures
    return there(links.claims)


def _evidence(links: Links, basis: Basis, day: date) -> Evidence:
    return published_by(evidence_in(basis, links.claims, links.ties, links.hostile), day)


def _row(root: int, basis: Basis, value: EstimateValue) -> Estimate:
    row = mapping.estimate_row(value, incident_id=root, basis=basis, by=RULE, change="")
    row.at = None  # type: ignore[assignment]  # it is made for this answer alone
    return row


def _headline_first(row: Estimate) -> tuple[bool, str, bool]:
    return row.measure != str(HEADLINE), row.measure, row.basis != Basis.REVIEWED


def _state(row: Estimate, sign_off: SignOff | None) -> SignOffState:
    if sign_off is None:
        return SignOffState.UNSIGNED
    same = sign_off.estimate_id == row.pk
    return SignOffState.SIGNED_OFF if same else SignOffState.CHANGED_SINCE
