"""Recomputing estimates from what is on file."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, transaction

from casualties import mapping, queries
from casualties.actions import opinions
from casualties.core.basis import evidence_in, provisional_measures, reviewed_measures
from casualties.core.coding import load_scheme
from casualties.core.estimation import EstimateValue, Snapshot, estimate, explain_change
from casualties.core.types import Measure
from casualties.core.words import Basis
from casualties.models import Estimate
from sources.core.types import Actor, ActorKind

log = logging.getLogger("corroborate.estimates")

ESTIMATOR = Actor(ActorKind.RULE, "estimator")

FAILURES = (ArithmeticError, LookupError, TypeError, ValueError, DatabaseError)
"""What a single incident's data can provoke; anything else is the programme's own fault."""

Slot = tuple[str, Basis]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh did: rows written or ended, and incidents that failed with their error."""

    written: int = 0
    failed: Mapping[int, str] | None = None


def wanted(links: queries.Links) -> dict[Slot, EstimateValue]:
    """Return the estimates an incident should have now. Pure: reads nothing but its argument."""
    scheme = load_scheme(settings.CODING_SCHEME)

    def make(basis: Basis, measures: Iterable[Measure]) -> dict[Slot, EstimateValue]:
        evidence = evidence_in(basis, links.claims, links.ties)
        return {
            (str(measure), basis): estimate(
                evidence, measure, method=settings.ESTIMATION_METHOD, scheme=scheme
            )
            for measure in measures
        }

    reviewed = make(Basis.REVIEWED, reviewed_measures(links.claims))
    provisional = make(Basis.PROVISIONAL, provisional_measures(links.claims))
    # A provisional row that rests on the very same evidence would say the same thing twice.
    told = {measure: value.digest for (measure, _), value in reviewed.items()}
    return reviewed | {
        slot: value for slot, value in provisional.items() if told.get(slot[0]) != value.digest
    }


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
            return Refreshed(written=ended + _store(ids), failed={})
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
    made: list[Estimate] = []
    for pk in root_ids:
        _compare(pk, wanted(links[pk]), current.get(pk, []), ended.append, made.append)
    opinions.end(Estimate.objects.filter(pk__in=ended), by=ESTIMATOR)
    Estimate.objects.bulk_create(made)
    return len(ended) + len(made)


def _compare(
    incident_id: int,
    values: dict[Slot, EstimateValue],
    current: Iterable[Estimate],
    end: Callable[[int], None],
    make: Callable[[Estimate], None],
) -> None:
    """End what no longer holds and make what is new; a row with the same digest stays."""
    before = {(row.measure, Basis(row.basis)): row for row in current}
    for slot in before.keys() - values.keys():
        end(before[slot].pk)
    for slot, value in values.items():
        row = before.get(slot)
        if row and row.digest == value.digest:
            continue
        if row:
            end(row.pk)
        former = mapping.snapshot(row) if row else _told(values, slot)
        change = explain_change(former, value.snapshot)
        make(
            mapping.estimate_row(
                value, incident_id=incident_id, basis=slot[1], by=str(ESTIMATOR), change=change
            )
        )


def _told(values: dict[Slot, EstimateValue], slot: Slot) -> Snapshot | None:
    """Return what readers were told so far: a first provisional range differs from the reviewed."""
    reviewed = values.get((slot[0], Basis.REVIEWED)) if slot[1] is Basis.PROVISIONAL else None
    return reviewed.snapshot if reviewed else None


def drift(*, incident_ids: Sequence[int]) -> list[str]:
    """Recompute without storing and return a line for each row that differs from what is stored."""
    roots = sorted(queries.roots_of(incident_ids))
    links = queries.links_of(roots)
    current = queries.current_estimates({*roots, *incident_ids})
    lines: list[str] = []
    for pk in {*roots, *incident_ids}:
        stored = {(row.measure, Basis(row.basis)): mapping.outcome_of(row) for row in current[pk]}
        fresh = {
            slot: mapping.outcome_of(
                mapping.estimate_row(value, incident_id=pk, basis=slot[1], by="", change="")
            )
            for slot, value in (wanted(links[pk]) if pk in links else {}).items()
        }
        lines += [
            f"incident {pk} {measure} {basis}: stored {stored.get((measure, basis))}, "
            f"recomputed {fresh.get((measure, basis))}"
            for measure, basis in sorted(stored.keys() | fresh.keys())
            if stored.get((measure, basis)) != fresh.get((measure, basis))
        ]
    return lines
