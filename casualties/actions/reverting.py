"""Taking a batch back: its reports' claims are withdrawn under one operation, and brought back."""

import uuid
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from casualties.actions import hints, opinions
from casualties.core.words import LineState, ReviewState
from casualties.models import Batch, Claim, Review
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict


class Reverted(NamedTuple):
    """A batch taken back. ``left``: its claims that stand, since others decided on them."""

    batch: Batch
    left: int


@transaction.atomic
def revert(*, batch: Batch, by: Actor, reason: str, may_review: bool) -> Reverted:
    """Withdraw every claim that the batch brought in. Reports that were on file before stay.

    Without ``may_review`` only its drafts are withdrawn: what others decided stands.

    Raises Conflict where the batch is in work, was reverted or never filed, or nothing of it may
    be withdrawn.
    """
    reason = said(reason)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.done_at is None:
        raise Conflict("This batch is still being worked off: revert it once it is done.")
    if batch.reverted_at or not batch.to_file:
        raise Conflict("There is nothing to revert: it was reverted before, or never filed.")
    operation = uuid.uuid4()
    standing = _claims(batch).exclude(pk__in=_withdrawn())
    claims = list(standing if may_review else standing.exclude(pk__in=_decided()))
    left = standing.count() - len(claims)
    if left and not claims:
        raise Conflict("Each of its claims was decided on: ask a reviewer to withdraw them.")
    opinions.end(Review.objects.filter(claim__in=claims), by=by, operation=operation)
    Review.objects.bulk_create(
        Review(
            claim=claim,
            verdict=ReviewState.WITHDRAWN,
            **opinions.stated(by=by, reason=reason, operation=operation),
        )
        for claim in claims
    )
    batch.reverted_at, batch.reverted_by = timezone.now(), str(by)
    batch.operation = operation
    batch.save(update_fields=["reverted_at", "reverted_by", "operation"])
    detail = {"claims": len(claims), "left": left}
    audit.record(
        verb="batch.revert",
        subject=batch.key,
        by=by,
        reason=reason,
        operation=operation,
        detail=detail,
    )
    hints.refresh_on_commit()
    return Reverted(batch, left)


@transaction.atomic
def restore(*, batch: Batch, by: Actor, reason: str = "") -> Batch:
    """Undo the reverting: each claim stands as before, unless somebody decided on it since.

    Who had decided so, and why, is named again; the audit event says who brought it back.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if not batch.operation:
        raise Conflict("This batch is not reverted.", detail={"batch": batch.key})
    withdrawn = Review.objects.filter(operation=batch.operation, ended_at=None)
    claims = list(withdrawn.values_list("claim_id", flat=True))
    former = list(Review.objects.filter(claim__in=claims, ended_operation=batch.operation))
    operation = uuid.uuid4()
    opinions.end(withdrawn, by=by, operation=operation)
    Review.objects.bulk_create(opinions.again(row, operation=operation) for row in former)
    batch.reverted_at = batch.reverted_by = batch.operation = None
    batch.save(update_fields=["reverted_at", "reverted_by", "operation"])
    audit.record(verb="batch.restore", subject=batch.key, by=by, reason=reason, operation=operation)
    hints.refresh_on_commit()
    return batch


def _claims(batch: Batch) -> QuerySet[Claim]:
    filed = batch.lines.filter(state=LineState.FILED).values("report")
    return Claim.objects.filter(report__key__in=filed).order_by("pk")


def _decided() -> QuerySet[Any]:
    return Review.objects.filter(ended_at=None).values("claim")


def _withdrawn() -> QuerySet[Any]:
    return _decided().filter(verdict=ReviewState.WITHDRAWN)
