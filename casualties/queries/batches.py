"""Batches: how far each is, and what became of its lines."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from casualties.core.words import BatchState, LineState
from casualties.models import Batch, BatchLine

FALLING = "falling_figure"
"""The code of the error of a cumulative figure that falls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReading:
    """How far a batch is. ``falling``: lines refused because a cumulative figure falls."""

    state: BatchState
    counts: Mapping[str, int]
    falling: int
    incidents: int


def batch_reading(batch: Batch) -> BatchReading:
    """Return its state and how many of its lines stand where."""
    by_state = batch.lines.order_by().values_list("state").annotate(n=Count("pk"))
    counts = {state.value: 0 for state in LineState} | dict(by_state)
    filed = batch.lines.filter(state=LineState.FILED).values_list("outcome__incidents", flat=True)
    return BatchReading(
        state=state_of(batch),
        counts=counts,
        falling=batch.lines.filter(state=LineState.REFUSED, outcome__code=FALLING).count(),
        incidents=len({code for codes in filed.iterator() for code in codes or ()}),
    )


def state_of(batch: Batch) -> BatchState:
    """Return how far a batch is."""
    if batch.done_at is None:
        return BatchState.WORKED_OFF
    if batch.reverted_at:
        return BatchState.REVERTED
    return BatchState.DONE if batch.to_file else BatchState.LOOKED_AT


def batch_lines(
    batch: Batch, *, after: int = 0, page_size: int = 100, state: LineState | None = None
) -> tuple[list[BatchLine], bool]:
    """Return a page of its lines by number, and whether more follow."""
    rows = batch.lines.filter(number__gt=after).order_by("number").defer("body")
    if state:
        rows = rows.filter(state=state)
    found = list(rows[: page_size + 1])
    return found[:page_size], len(found) > page_size
