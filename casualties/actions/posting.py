"""Requests sent twice, by accident or after a lost answer, do no harm."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from casualties.actions import intake
from casualties.core.intake import NewReport, Receipt, key_of
from casualties.models import PostedRequest
from sources.core.fingerprint import digest
from sources.core.types import Actor
from sources.errors import KeyReused, RequestInFlight
from sources.models import Report

KEPT = timedelta(days=7)
"""How long a request's answer is kept. A report sent later is still known by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request's answer, and whether it was given before."""

    answer: dict[str, Any]
    repeated: bool


@transaction.atomic
def post(
    *,
    report: NewReport,
    by: Actor,
    may_review: bool = False,
    idempotency_key: str | None = None,
    body_digest: str = "",
) -> Answered:
    """Take a report in, or give again the answer that it got the first time.

    Raises
    ------
    RequestInFlight, KeyReused
        As `once`.
    ReportDiffers, InvalidInput, UnknownReference
        As `intake.receive`.
    """
    key = key_of(report)
    known = False

    def receive() -> dict[str, Any]:
        nonlocal known
        _lock_report(key)
        known = Report.objects.filter(key=key).exists()
        return intake.receive(report=report, by=by, may_review=may_review).to_json()

    answered = once(by=by, idempotency_key=idempotency_key, body_digest=body_digest, answer=receive)
    # JSON in the database keeps no order: read back, the same answer is the same to the letter.
    told = Receipt.from_json(answered.answer).to_json()
    return Answered(answer=told, repeated=answered.repeated or known)


@transaction.atomic
def once(
    *,
    by: Actor,
    idempotency_key: str | None,
    body_digest: str,
    answer: Callable[[], dict[str, Any]],
) -> Answered:
    """Answer a request, or give again the answer that it got the first time.

    An ``idempotency_key`` belongs to the actor and to one body. What is refused leaves no trace,
    so the key is free for the mended body.

    Raises
    ------
    RequestInFlight
        The same key is being answered right now.
    KeyReused
        The key was used with another body.
    """
    if idempotency_key is None:
        return Answered(answer=answer(), repeated=False)
    _hold(f"{by} {idempotency_key}")
    first = PostedRequest.objects.filter(actor=str(by), key=idempotency_key).first()
    if first:
        if first.body_digest != body_digest:
            raise KeyReused(
                "This Idempotency-Key was used with another body. Use a new key for a new body.",
                detail={"idempotency_key": idempotency_key},
            )
        return Answered(answer=first.answer, repeated=True)
    told = answer()
    PostedRequest.objects.create(
        actor=str(by), key=idempotency_key, body_digest=body_digest, answer=told
    )
    return Answered(answer=told, repeated=False)


def forget_old() -> int:
    """Remove answers kept for longer than anybody sends a request again; return how many."""
    removed, _ = PostedRequest.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return removed


def _lock_report(key: str) -> None:
    with connection.cursor() as cursor:
        # The lock that intake takes: two that send the same report are told apart.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _hold(name: str) -> None:
    """Let one request of this name through at a time; the others are told, not kept waiting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [digest(["posted", name])]
        )
        (held,) = cursor.fetchone()
    if not held:
        raise RequestInFlight("This request is being answered. Send it again in a second.")
