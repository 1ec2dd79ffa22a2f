"""Deciding on claims, and correcting how they were entered."""

import itertools
import uuid

from django.db import transaction

from casualties import mapping, queries
from casualties.actions import derivations, hints, judgements, opinions
from casualties.core.types import ClaimValue
from casualties.core.words import DerivationVerdict, JudgementVerdict, Relation, ReviewState
from casualties.errors import AlreadyDecided
from casualties.models import Claim, ClaimParty, Judgement, Review
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, NotAllowed, UnknownReference
from sources.models import Report
from sources.queries import parties_by_slug, sources_by_slug


@transaction.atomic
def accept(
    *,
    claim: Claim,
    by: Actor,
    credibility: int | None = None,
    reason: str = "",
    operation: uuid.UUID | None = None,
) -> Review:
    """Take a claim as what its report says. Its link to an incident is thereby confirmed.

    Raises AlreadyDecided where it is accepted, Conflict where another stands for what it corrects.
    """
    _refuse_beside_another(claim)
    operation = operation or uuid.uuid4()
    review = _review(claim, ReviewState.ACCEPTED, by, reason, credibility, operation)
    link = (
        Judgement.objects.filter(
            claim=claim, verdict=JudgementVerdict.POSITIVE, ended_at=None, confirmed=False
        )
        .select_related("incident")
        .first()
    )
    if link:
        judgements.judge(
            claim=claim,
            incident=link.incident,
            verdict=JudgementVerdict.POSITIVE,
            by=by,
            confirmed=True,
            reason="Confirmed with the claim.",
            operation=operation,
        )
    return review


@transaction.atomic
def reject(*, claim: Claim, by: Actor, reason: str = "") -> Review:
    """Say that the claim is not what its report says, or not fit to count."""
    return _review(claim, ReviewState.REJECTED, by, reason)


@transaction.atomic
def withdraw(*, claim: Claim, by: Actor, reason: str) -> Review:
    """Take a claim back. It stays on file with the reason and bears on nothing."""
    return _review(claim, ReviewState.WITHDRAWN, by, said(reason))


@transaction.atomic
def withdraw_report(*, report: Report, by: Actor, reason: str) -> uuid.UUID:
    """Take every claim of a report back under one operation, which is returned."""
    operation = uuid.uuid4()
    for claim in report.claims.order_by("pk"):
        if _live_verdict(claim) != ReviewState.WITHDRAWN:
            _review(claim, ReviewState.WITHDRAWN, by, said(reason), operation=operation)
    audit.record(
        verb="report.withdraw", subject=report.key, by=by, reason=reason, operation=operation
    )
    return operation


@transaction.atomic
def reopen(*, claim: Claim, by: Actor, reason: str = "") -> None:
    """Undo the decision on a claim: it is a draft again."""
    operation = uuid.uuid4()
    if not opinions.end(Review.objects.filter(claim=claim), by=by, operation=operation):
        raise AlreadyDecided("This claim is a draft: there is no decision to undo.")
    audit.record(verb="claim.reopen", subject=claim.key, by=by, reason=reason, operation=operation)
    hints.refresh_on_commit()


@transaction.atomic
def correct(
    *, claim: Claim, value: ClaimValue, by: Actor, reason: str, review: bool = True
) -> Claim:
    """Enter a claim anew, as it should have been typed or read. The old one stays on file, hidden.

    The new claim has the next key in line (``c1`` then ``c1.2``) and the old one's incident. With
    ``review`` it is accepted at once, as what an analyst types is.
    """
    _refuse_second_correction(claim)
    operation = uuid.uuid4()
    made = _copy(claim, value, by)
    derivations.state(
        claim=made,
        on_claim=claim,
        relation=Relation.CORRECTS,
        verdict=DerivationVerdict.CONFIRMED,
        by=by,
        reason=said(reason),
        operation=operation,
    )
    link = (
        Judgement.objects.filter(claim=claim, verdict=JudgementVerdict.POSITIVE, ended_at=None)
        .select_related("incident")
        .first()
    )
    if link and made.scope == claim.scope:
        judgements.judge(
            claim=made,
            incident=link.incident,
            verdict=JudgementVerdict.POSITIVE,
            by=by,
            confirmed=review,
            operation=operation,
        )
    if review:
        _review(made, ReviewState.ACCEPTED, by, reason, operation=operation)
    return made


def _review(
    claim: Claim,
    verdict: ReviewState,
    by: Actor,
    reason: str,
    credibility: int | None = None,
    operation: uuid.UUID | None = None,
) -> Review:
    if by.is_rule:
        raise NotAllowed("A rule proposes; only people and reviewing tokens decide on claims.")
    live = Review.objects.select_for_update().filter(claim=claim, ended_at=None).first()
    if live and (live.verdict, live.credibility) == (verdict, credibility):
        raise AlreadyDecided(f"This claim is {verdict} already.", detail={"claim": claim.key})
    operation = operation or uuid.uuid4()
    opinions.end(Review.objects.filter(claim=claim), by=by, operation=operation)
    made = Review.objects.create(
        claim=claim,
        verdict=verdict,
        credibility=credibility,
        **opinions.stated(by=by, reason=reason, operation=operation),
    )
    audit.record(
        verb=f"claim.{verdict.value}",
        subject=claim.key,
        by=by,
        reason=reason,
        operation=made.operation,
    )
    hints.refresh_on_commit()
    return made


def _live_verdict(claim: Claim) -> str | None:
    return claim.reviews.filter(ended_at=None).values_list("verdict", flat=True).first()


def _refuse_second_correction(claim: Claim) -> None:
    # The lock keeps two people from correcting at the same time, and from taking one key.
    Report.objects.select_for_update(no_key=True).get(pk=claim.report_id)
    later = queries.standing_corrections().filter(on_claim=claim).select_related("claim").first()
    if later:
        raise AlreadyDecided(f"This claim was corrected by {later.claim.key}: correct that one.")


def _refuse_beside_another(claim: Claim) -> None:
    """A correction turned down gives way to the next: both would count what was said once."""
    corrected = claim.derivations.filter(
        relation=Relation.CORRECTS, verdict=DerivationVerdict.CONFIRMED, ended_at=None
    )
    other = (
        queries.standing_corrections()
        .filter(on_claim__in=corrected.values("on_claim"))
        .exclude(claim=claim)
        .select_related("claim")
        .first()
    )
    if other:
        raise Conflict(
            f"{other.claim.key} stands for what this one corrects. Reject that one first, if this "
            "one holds instead."
        )


def _copy(claim: Claim, value: ClaimValue, by: Actor) -> Claim:
    claimant = sources_by_slug([value.claimant]).get(value.claimant)
    if not claimant:
        raise UnknownReference(f"No source {value.claimant!r} is on file.")
    parties = parties_by_slug(value.alleged_parties)
    missing = [slug for slug in value.alleged_parties if slug not in parties]
    if missing:
        raise UnknownReference(f"No party {missing[0]!r} is on file.", detail={"party": missing[0]})
    made = Claim.objects.create(
        key=_next_key(claim),
        report=claim.report,
        claimant=claimant,
        entered_by=str(by),
        read_by=claim.read_by,
        protection=claim.protection,
        **mapping.claim_columns(value),
    )
    ClaimParty.objects.bulk_create(
        ClaimParty(claim=made, party=party) for party in parties.values()
    )
    return made


def _next_key(claim: Claim) -> str:
    """Return the next free key in line, ``c1`` then ``c1.2``; senders may use such keys too."""
    stem, _, number = claim.key.rpartition(".")
    if not stem or not number.isdigit():
        stem, number = claim.key, "1"
    taken = set(Claim.objects.filter(report=claim.report).values_list("key", flat=True))
    numbers = itertools.count(int(number) + 1)
    return next(key for key in (f"{stem}.{number}" for number in numbers) if key not in taken)
