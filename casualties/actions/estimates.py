"""Recomputing estimates from what is on file."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DatabaseError, transaction

from casualties import mapping, queries
from casualties.actions import opinions
from casualties.actions.copying import copy_rows
from casualties.core.basis import evidence_in, provisional_measures, reviewed_measures
from casualties.core.comparison import alike
from casualties.core.estimation import (
    EstimateValue,
    Request,
    Snapshot,
    estimate_many,
    explain_change,
)
from casualties.core.types import Evidence, Measure
from casualties.core.words import Basis
from casualties.models import Estimate
from sources.core.types import Actor, ActorKind

log = logging.getLogger("corroborate.estimates")

ESTIMATOR = Actor(ActorKind.RULE, "estimator")

FAILURES = (ArithmeticError, LookupError, TypeError, ValueError, DatabaseError)
"""What a single incident's data can provoke; anything else is the programme's own fault."""

Slot = tuple[str, Basis]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh did: rows written or ended, and incidents that failed with their error."""

    written: int = 0
    failed: Mapping[int, str] = field(default_factory=dict)


def wanted(links: queries.Links) -> dict[Slot, Request]:
    """Return the estimates an incident should have now. Pure: reads nothing but its argument."""
    reviewed = evidence_in(Basis.REVIEWED, links.claims, links.ties, links.hostile)
    slots = {
        (str(measure), Basis.REVIEWED): _request(reviewed, measure, links)
        for measure in reviewed_measures(links.claims)
    }
    provisional = evidence_in(Basis.PROVISIONAL, links.claims, links.ties, links.hostile)
    if provisional == reviewed:
        return slots
    # A provisional row that rests on the very same evidence would say the same thing twice.
    told = {measure: made.digest for (measure, _), made in slots.items()}
    for measure in provisional_measures(links.claims):
        made = _request(provisional, measure, links)
        if told.get(str(measure)) != made.digest:
            slots[str(measure), Basis.PROVISIONAL] = made
    return slots


def _request(evidence: Evidence, measure: Measure, links: queries.Links) -> Request:
    return queries.request_for(evidence, measure, links.parameters, links.action)


@transaction.atomic
def refresh(*, incident_ids: Sequence[int]) -> Refreshed:
    """Recompute these incidents and the roots they are merged into; store what changed.

    All at once where nothing fails; else one by one, each under a savepoint, so that one
    incident's bad data holds up no other. The caller holds locks on the incidents where others
    may refresh them at the same time.
    """
    roots = queries.roots_of(incident_ids)
    merged = [pk for pk in incident_ids if pk not in roots]
    ended = opinions.end(Estimate.objects.filter(incident__in=merged), by=ESTIMATOR)
    ids = sorted(roots)
    try:
        with transaction.atomic():
            return Refreshed(written=ended + _store(ids))
    except FAILURES:
        done = [_store_one(pk) for pk in ids]
    failed = {pk: error for pk, (_, error) in zip(ids, done, strict=True) if error}
    return Refreshed(written=ended + sum(written for written, _ in done), failed=failed)


def _store_one(incident_id: int) -> tuple[int, str]:
    try:
        with transaction.atomic():
            return _store([incident_id]), ""
    except FAILURES as error:
        log.exception("refresh failed", extra={"incident": incident_id})
        return 0, f"{type(error).__name__}: {error}"[:2000]


def _store(root_ids: Sequence[int]) -> int:
    links = queries.links_of(root_ids)
    current = queries.current_estimates(root_ids)
    ended: list[int] = []
    before: dict[int, dict[Slot, Estimate]] = {}
    stale: dict[tuple[int, Slot], Request] = {}
    for pk in root_ids:
        before[pk] = {(row.measure, Basis(row.basis)): row for row in current.get(pk, [])}
        after = wanted(links[pk])
        fresh = {slot: now for slot, now in after.items() if not _holds(before[pk].get(slot), now)}
        ended += [row.pk for slot, row in before[pk].items() if slot not in after or slot in fresh]
        stale |= {(pk, slot): now for slot, now in fresh.items()}
    values: dict[int, dict[Slot, EstimateValue]] = {pk: {} for pk in root_ids}
    for (pk, slot), value in _values(stale).items():
        values[pk][slot] = value
    made = [_row(pk, slot, values[pk], before[pk]) for pk, slot in stale]
    opinions.end(Estimate.objects.filter(pk__in=ended), by=ESTIMATOR)
    copy_rows(made)
    return len(ended) + len(made)


def _values(wanted: Mapping[Key, Request]) -> dict[Key, EstimateValue]:
    """Make estimates, all in one call: the arithmetic of a batch costs little more than of one."""
    made = estimate_many(list(wanted.values()))
    return dict(zip(wanted, made, strict=True))


def _holds(row: Estimate | None, now: Request) -> bool:
    return row is not None and row.digest == now.digest


def _row(
    incident_id: int,
    slot: Slot,
    values: Mapping[Slot, EstimateValue],
    before: Mapping[Slot, Estimate],
) -> Estimate:
    """Return a new estimate with the reason why it differs from what readers were told."""
    told = before.get(slot)
    former = mapping.snapshot(told) if told else None
    if former is None and slot[1] is Basis.PROVISIONAL:
        former = _reviewed(slot, values, before)
    change = explain_change(former, values[slot].snapshot)
    return mapping.estimate_row(
        values[slot], incident_id=incident_id, basis=slot[1], by=str(ESTIMATOR), change=change
    )


def _reviewed(
    slot: Slot, values: Mapping[Slot, EstimateValue], before: Mapping[Slot, Estimate]
) -> Snapshot | None:
    """Return the reviewed estimate: a first provisional one is told apart from it."""
    reviewed = (slot[0], Basis.REVIEWED)
    if reviewed in values:
        return values[reviewed].snapshot
    return mapping.snapshot(before[reviewed]) if reviewed in before else None


def drift(*, incident_ids: Sequence[int]) -> list[str]:
    """Recompute without storing and return a line for each row that differs from what is stored.

    Only these incidents are looked at, not the roots they are merged into. One to which nothing
    was ever linked has no rows and needs none.
    """
    asked = sorted(set(incident_ids))
    links = queries.links_of(sorted(queries.roots_of(asked).intersection(asked)))
    current = queries.current_estimates(asked)
    return [line for pk in asked for line in _drift_of(pk, links.get(pk), current.get(pk, []))]


def _drift_of(
    incident_id: int, links: queries.Links | None, current: Sequence[Estimate]
) -> Iterator[str]:
    stored = {(row.measure, Basis(row.basis)): mapping.outcome_of(row) for row in current}
    expected = wanted(links) if links and (links.claims or current) else {}
    fresh = {slot: _outcome(made, slot[1]) for slot, made in _values(expected).items()}
    for slot in sorted(stored.keys() | fresh.keys()):
        was, now = stored.get(slot), fresh.get(slot)
        if was is None or now is None or not alike(was, now):
            yield f"incident {incident_id} {slot[0]} {slot[1]}: {_difference(was, now)}"


def _difference(was: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    if was is None:
        return "not stored, and wanted"
    if now is None:
        return "stored, and not wanted"
    names = [name for name in was if not alike(was[name], now[name])]
    short = [name for name in names if name not in ("bench", "derivation")]
    told = [f"{name} stored {was[name]}, recomputed {now[name]}" for name in short]
    return "; ".join([*told, *sorted(set(names) - set(short))])


def _outcome(made: EstimateValue, basis: Basis) -> dict[str, Any]:
    row = mapping.estimate_row(made, incident_id=0, basis=basis, by="", change="")
    return mapping.outcome_of(row)
