"""Reports posted over the API: sent twice, by accident or after a lost answer, they do no harm."""

from dataclasses import dataclass

from django.db import connection, transaction

from casualties.actions import intake
from casualties.core.intake import NewReport, Receipt
from casualties.models import PostedRequest
from sources.core.fingerprint import digest
from sources.core.types import Actor
from sources.errors import KeyReused, RequestInFlight
from sources.models import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A report's answer, and whether it was given before."""

    receipt: Receipt
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

    An ``idempotency_key`` belongs to the actor and to one body. What is refused leaves no trace,
    so the key is free for the mended body.

    Raises
    ------
    RequestInFlight
        The same key is being answered right now.
    KeyReused
        The key was used with another body.
    ReportDiffers, InvalidInput, UnknownReference
        As `intake.receive`.
    """
    if idempotency_key is None:
        return _receive(report, by, may_review)
    _hold(f"{by} {idempotency_key}")
    first = PostedRequest.objects.filter(actor=str(by), key=idempotency_key).first()
    if first:
        if first.body_digest != body_digest:
            raise KeyReused(
                "This Idempotency-Key was used with another body. Use a new key for a new body.",
                detail={"idempotency_key": idempotency_key},
            )
        return Answered(receipt=Receipt.from_json(first.answer), repeated=True)
    answered = _receive(report, by, may_review)
    PostedRequest.objects.create(
        actor=str(by),
        key=idempotency_key,
        body_digest=body_digest,
        answer=answered.receipt.to_json(),
    )
    return answered


def _receive(report: NewReport, by: Actor, may_review: bool) -> Answered:
    key = intake.key_of(report)
    with connection.cursor() as cursor:
        # The lock that intake takes: two that send the same report are told apart.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    known = Report.objects.filter(key=key).exists()
    receipt = intake.receive(report=report, by=by, may_review=may_review)
    return Answered(receipt=receipt, repeated=known)


def _hold(name: str) -> None:
    """Let one request of this name through at a time; the others are told, not kept waiting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [digest(["posted", name])]
        )
        (held,) = cursor.fetchone()
    if not held:
        raise RequestInFlight("This request is being answered. Send it again in a second.")
