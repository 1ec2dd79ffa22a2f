"""A batch on its way."""

from typing import Any

from casualties.core.words import BatchState, LineState

_KEY = "5f0c1a7e9b3d2468ace01357"

BATCH: dict[str, Any] = {
    "batch": _KEY,
    "state": BatchState.DONE,
    "name": "march-2017.csv",
    "sent_at": "2026-11-26T10:00:00Z",
    "counts": {state.value: 0 for state in LineState}
    | {LineState.FILED.value: 12, LineState.KNOWN.value: 3, LineState.REFUSED.value: 2},
    "falling": 2,
    "incidents": 5,
    "results": f"/api/v1/batches/{_KEY}/lines",
}
