"""What waits for whom: the desk's first page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, Min, Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from casualties.admin.claim_rows import DRAFT, LINKED_BY_RULE, ON_NONE
from casualties.core.words import Outcome
from casualties.models import Claim, Derivation, Estimate, SignOff, Staleness
from casualties.queries import open_relations, unread_readings
from sources.admin.lists import MOST_COUNTED
from sources.models import Report

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Rows that wait: counted exactly as the list behind its link shows them."""

    label: str
    help: str
    model: type[Model]
    narrow: Callable[[Rows], Rows]
    query: Callable[[], dict[str, Any]]
    since: str
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many rows of a queue wait, as far as lists count them, and since when the oldest."""

    queue: Queue
    number: int
    oldest: datetime | None
    address: str = field(default="")

    @property
    def bounded(self) -> bool:
        """Return whether more may wait than were counted."""
        return self.number >= MOST_COUNTED


def _today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _by(*narrow: Any, **columns: Any) -> Callable[[Rows], Rows]:
    return lambda rows: rows.filter(*narrow, **columns)


def _as(**query: Any) -> Callable[[], dict[str, Any]]:
    return lambda: query


QUEUES = (
    Queue(
        label="Drafts to review",
        help="claims nobody decided on yet",
        model=Claim,
        narrow=_by(DRAFT),
        query=_as(state="draft"),
        since="entered_at",
    ),
    Queue(
        label="Links to confirm",
        help="claims a rule or a sender put on an incident",
        model=Claim,
        narrow=_by(LINKED_BY_RULE),
        query=_as(link="rule"),
        since="entered_at",
    ),
    Queue(
        label="Accepted, on no incident",
        help="claims that bear on no range yet",
        model=Claim,
        narrow=_by(ON_NONE, verdict="accepted", scope="incident"),
        query=_as(state="accepted", link="none", scope__exact="incident"),
        since="entered_at",
    ),
    Queue(
        label="Texts with unread sentences",
        help="they speak of casualties and gave no claim",
        model=Report,
        narrow=lambda reports: with_unread_sentences(reports),
        query=_as(unread="yes"),
        since="received_at",
    ),
    Queue(
        label="Proposed relations",
        help="whether one claim repeats or rests on another",
        model=Derivation,
        narrow=open_relations,
        query=_as(waiting="yes"),
        since="at",
    ),
    Queue(
        label="Signed off, changed since",
        help="signed ranges whose claims moved afterwards",
        model=SignOff,
        narrow=lambda rows: changed_since(rows),
        query=_as(standing="changed"),
        since="at",
        urgent=True,
    ),
    Queue(
        label="Ranges moved today",
        help="estimates made since midnight",
        model=Estimate,
        narrow=lambda rows: rows.filter(ended_at=None, at__gte=_today()),
        query=lambda: {"in_force": "yes", "at__gte": _today().isoformat()},
        since="at",
    ),
    Queue(
        label="Ranges with a warning",
        help="sources differ, one weak voice, ...",
        model=Estimate,
        narrow=lambda rows: flagged(rows.filter(ended_at=None)),
        query=_as(in_force="yes", flagged="yes"),
        since="at",
    ),
    Queue(
        label="Failed recomputes",
        help="set aside after five tries, with their error",
        model=Staleness,
        narrow=lambda rows: rows.exclude(quarantined_at=None),
        query=_as(state="aside"),
        since="noticed_at",
        urgent=True,
    ),
)


def with_unread_sentences(reports: Rows) -> Rows:
    """Keep the reports in whose text sentences wait to be looked at."""
    return reports.filter(pk__in=unread_readings().order_by().values("report"))


def changed_since(rows: Rows) -> Rows:
    """Keep the sign-offs in force whose estimate was replaced."""
    return rows.filter(ended_at=None, estimate__ended_at__isnull=False)


def flagged(rows: Rows) -> Rows:
    """Keep the ranges that bear a warning."""
    return rows.filter(~Q(flags=[]), outcome=Outcome.RANGE)


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Return the queues whose lists this person may open, each with its count."""
    for queue in QUEUES:
        page = admin.site.get_model_admin(queue.model)
        if page.has_view_permission(request):
            rows = queue.narrow(page.get_queryset(request)).order_by("pk")
            first = rows.values("pk", queue.since)[:MOST_COUNTED]
            found = first.aggregate(number=Count("pk"), oldest=Min(queue.since))
            yield Waiting(queue=queue, **found, address=_address(queue))


def _address(queue: Queue) -> str:
    opts = queue.model._meta
    path = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{path}?{urlencode(queue.query())}"
