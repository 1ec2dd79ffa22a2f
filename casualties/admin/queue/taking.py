"""What comes next in the review queue for a person, and holding it while they look at it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest

from casualties import queries
from casualties.actions import queue
from casualties.admin.queue import deciding, items
from casualties.core.words import QueueKind
from sources.admin.desk import actor_of

LOOKED_AT = 30  # items tried until one is found that nobody else holds
REMEMBERED = 20  # items put aside
_ASIDE = "queue_skipped"


def upcoming(request: HttpRequest) -> Iterator[tuple[QueueKind, int]]:
    """Yield what to show: what is new of every kind, and only then what was put aside.

    What this person may decide on comes before what they may only look at.
    """
    kinds = sorted(QueueKind, key=lambda kind: not deciding.decides(request.user, kind))
    for found in (_fresh, _put_aside):
        for kind in kinds:
            pk = taken(request, kind, found(request, kind))
            if pk is not None:
                yield kind, pk


def taken(request: HttpRequest, kind: QueueKind, pks: list[int]) -> int | None:
    """Return the first that nobody else holds, and hold it; who may only look holds none."""
    if not deciding.decides(request.user, kind):
        return pks[0] if pks else None
    return queue.take(kind=kind, subjects=pks, by=actor_of(request))


def put_aside(request: HttpRequest, kind: QueueKind, pk: int) -> None:
    """Let others have it, and show it to this person again when nothing else is left."""
    others = [one for one in request.session.get(_ASIDE, []) if one != [kind.value, pk]]
    request.session[_ASIDE] = [*others, [kind.value, pk]][-REMEMBERED:]
    queue.give_back(kind=kind, subject=pk, by=actor_of(request))


def _fresh(request: HttpRequest, kind: QueueKind) -> list[int]:
    rows = _open_to(request, kind).exclude(pk__in=_aside(request, kind))
    return list(rows.values_list("pk", flat=True)[:LOOKED_AT])


def _put_aside(request: HttpRequest, kind: QueueKind) -> list[int]:
    """Return what was put aside and still waits, the longest ago first."""
    aside = _aside(request, kind)
    waiting = set(_open_to(request, kind).filter(pk__in=aside).values_list("pk", flat=True))
    return [pk for pk in aside if pk in waiting]


def _aside(request: HttpRequest, kind: QueueKind) -> list[int]:
    return [pk for name, pk in request.session.get(_ASIDE, []) if name == kind.value]


def _open_to(request: HttpRequest, kind: QueueKind) -> Any:
    """Return what waits; for those who decide, without what others hold."""
    rows = items.waiting(request.user, kind)
    if not deciding.decides(request.user, kind):
        return rows
    return queries.free(kind, rows, actor_of(request))
