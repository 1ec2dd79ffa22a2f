"""What a recomputation would change, found without changing anything."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from casualties import mapping, queries
from casualties.actions.estimates import Slot, wanted
from casualties.core.estimation import EstimateValue, Request, estimate_many
from casualties.core.types import Interval
from casualties.core.words import Basis
from casualties.models import Estimate, Incident

CHUNK = 500
SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One range that would move, and by how many persons at its farthest end."""

    code: str
    measure: str
    basis: str
    before: str
    after: str
    persons: int


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """How many ranges were compared, would move, appear or end; and the largest moves."""

    compared: int = 0
    moved: int = 0
    gained: int = 0
    lost: int = 0
    largest: list[Move] = field(default_factory=list)


def rehearse(*, progress: Callable[[int, int], None]) -> Rehearsal:
    """Recompute every incident beside what is stored; ``progress`` gets (done, total)."""
    roots = list(Incident.objects.filter(merged_into=None).order_by("pk").values_list("pk", "code"))
    found = Rehearsal()
    for start in range(0, len(roots), CHUNK):
        chunk = dict(roots[start : start + CHUNK])
        moves = [*found.largest, *_moves(chunk, found)]
        found.largest = heapq.nlargest(SHOWN, moves, key=lambda move: move.persons)
        progress(min(start + CHUNK, len(roots)), len(roots))
    return found


def _moves(codes: dict[int, str], found: Rehearsal) -> Iterator[Move]:
    """Compare the chunk's ranges, count what differs and yield those that move."""
    links = queries.links_of(list(codes))
    current = queries.current_estimates(codes)
    stale: list[tuple[str, Slot, Estimate, Request]] = []
    for pk, code in codes.items():
        stored = {(row.measure, Basis(row.basis)): row for row in current.get(pk, [])}
        after = wanted(links[pk])
        both = stored.keys() & after.keys()
        found.compared += len(both)
        found.gained += len(after.keys() - both)
        found.lost += len(stored.keys() - both)
        differ = (slot for slot in both if stored[slot].digest != after[slot].digest)
        stale += [(code, slot, stored[slot], after[slot]) for slot in differ]
    values = estimate_many([now for *_, now in stale])
    for (code, slot, row, _), value in zip(stale, values, strict=True):
        if move := _move(code, slot, row, value):
            found.moved += 1
            yield move


def _move(code: str, slot: Slot, row: Estimate, value: EstimateValue) -> Move | None:
    before, after = mapping.interval_of(row), value.interval
    if before == after:
        return None
    return Move(
        code=code,
        measure=slot[0],
        basis=slot[1].value,
        before=_words(before),
        after=_words(after),
        persons=_distance(before, after),
    )


def _distance(before: Interval, after: Interval) -> int:
    ends = ((before.low, after.low), (before.best, after.best), (before.high, after.high))
    return max(abs((new or 0) - (old or 0)) for old, new in ends)


def _words(interval: Interval) -> str:
    if interval.low is None:
        return "no estimate"
    best = f"{interval.best} " if interval.best is not None else ""
    return f"{best}({interval.low}-{interval.high})"
