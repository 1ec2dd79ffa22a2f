"""How far the work has come: from what came in to what was signed off."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from casualties.core.words import Scope
from casualties.models import Claim, Judgement, Review, SignOff
from sources.models import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the work: how many of how many have come past it."""

    label: str
    done: int
    of: int
    what: str


_PLACEABLE = Q(scope=Scope.INCIDENT)
"""What belongs on an incident: a total over a period or a wider area is on none."""


def progress(reports: QuerySet[Report], claims: QuerySet[Claim]) -> list[Step]:
    """Return the steps for the reports and claims a reader may know of, in the order of work."""
    of_report = Claim.objects.filter(report=OuterRef("pk"))
    reviewed = Review.objects.filter(claim=OuterRef("pk"), ended_at=None)
    linked = Judgement.objects.filter(claim=OuterRef("pk"), ended_at=None, verdict="positive")
    all_reports = reports.order_by().count()
    read = reports.order_by().filter(Exists(of_report)).count()
    rows = claims.order_by().annotate(is_linked=Exists(linked), is_reviewed=Exists(reviewed))
    counts: dict[str, Any] = rows.aggregate(
        whole=Count("pk"),
        reviewed=Count("pk", filter=Q(is_reviewed=True)),
        placeable=Count("pk", filter=_PLACEABLE),
        linked=Count("pk", filter=_PLACEABLE & Q(is_linked=True)),
    )
    ranges = Judgement.objects.filter(ended_at=None, verdict="positive")
    incidents = ranges.aggregate(of=Count("incident", distinct=True))["of"]
    standing = SignOff.objects.filter(ended_at=None, estimate__ended_at=None)
    signed = standing.aggregate(done=Count(F("incident"), distinct=True))["done"]
    return [
        Step(label="Monitored", done=all_reports, of=all_reports, what="reports on file"),
        Step(label="Read", done=read, of=all_reports, what="reports with claims"),
        Step(
            label="Linked",
            done=counts["linked"],
            of=counts["placeable"],
            what="claims about one incident",
        ),
        Step(label="Reviewed", done=counts["reviewed"], of=counts["whole"], what="claims"),
        Step(label="Signed off", done=signed, of=incidents, what="incidents with claims"),
    ]
