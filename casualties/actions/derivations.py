"""Saying how one claim stands to another."""

import uuid

from django.db import IntegrityError, transaction

from casualties import mapping
from casualties.actions import hints, opinions
from casualties.core.words import DerivationVerdict, Relation
from casualties.errors import AlreadyDecided, Overruled
from casualties.models import Claim, Derivation
from casualties.models.opinion import ONE_ORIGIN
from sources.actions import audit
from sources.core.types import Actor, Protection
from sources.errors import Conflict, refusal


@transaction.atomic
def state(
    *,
    claim: Claim,
    on_claim: Claim,
    relation: Relation,
    verdict: DerivationVerdict,
    by: Actor,
    reason: str = "",
    sentence: str = "",
    operation: uuid.UUID | None = None,
) -> Derivation:
    """State that the claim stands in a relation to another, ending what was stated before.

    A proposal collapses nothing; a refusal keeps it from being proposed again. ``sentence`` is
    what speaks for it, where a rule found it: it names whom the other claim is by, so that it
    stands with the relation alone and the audit trail has the reason.

    Raises Conflict where the database refuses it: a circle, a revision across claimants, a
    correction across reports. Raises Overruled where a rule would end a person's word.
    """
    live = Derivation.objects.select_for_update().filter(
        claim=claim, on_claim=on_claim, relation=relation, ended_at=None
    )
    _refuse_second_origin(claim, on_claim, relation, verdict)
    for row in live:
        if row.verdict == verdict:
            raise AlreadyDecided(f"That the claim {relation.label} the other is already {verdict}.")
        if by.is_rule and not Actor.parse(row.by).is_rule:
            raise Overruled("A person decided on this; a rule leaves it as it is.")
    operation = operation or uuid.uuid4()
    opinions.end(live, by=by, operation=operation)
    made = _create(
        claim=claim,
        on_claim=on_claim,
        relation=relation,
        verdict=verdict,
        **opinions.stated(by=by, reason=sentence or reason, operation=operation),
    )
    audit.record(
        verb=f"derivation.{verdict.value}",
        subject=claim.key,
        by=by,
        reason=reason,
        operation=made.operation,
        detail={"relation": relation.value, "on": on_claim.key},
    )
    hints.refresh_on_commit()
    return made


def propose(
    *,
    claim: Claim,
    on_claim: Claim,
    relation: Relation,
    by: Actor,
    reason: str = "",
    sentence: str = "",
) -> Derivation:
    """Propose a relation for a person to confirm; what is passed on as in `state`."""
    return state(
        claim=claim,
        on_claim=on_claim,
        relation=relation,
        verdict=DerivationVerdict.PROPOSED,
        by=by,
        reason=reason,
        sentence=sentence,
    )


def confirm(*, derivation: Derivation, by: Actor, reason: str = "") -> Derivation:
    """Confirm a proposed relation: from now on it counts."""
    return _decide(derivation, DerivationVerdict.CONFIRMED, by, reason)


def refuse(*, derivation: Derivation, by: Actor, reason: str = "") -> Derivation:
    """Refuse a relation: it stops counting and is not proposed again."""
    return _decide(derivation, DerivationVerdict.REFUSED, by, reason)


def _decide(
    derivation: Derivation, verdict: DerivationVerdict, by: Actor, reason: str
) -> Derivation:
    return state(
        claim=derivation.claim,
        on_claim=derivation.on_claim,
        relation=Relation(derivation.relation),
        verdict=verdict,
        by=by,
        reason=reason,
    )


def _refuse_second_origin(
    claim: Claim, on_claim: Claim, relation: Relation, verdict: DerivationVerdict
) -> None:
    """A claim repeats, or corrects, one other: a second would make two statements of one."""
    if verdict is not DerivationVerdict.CONFIRMED or relation not in ONE_ORIGIN:
        return
    other = (
        Derivation.objects.filter(
            claim=claim, relation=relation, verdict=DerivationVerdict.CONFIRMED, ended_at=None
        )
        .exclude(on_claim=on_claim)
        .select_related("on_claim__claimant", "on_claim__report__publisher")
        .first()
    )
    if other:
        # Whoever is told this may not know of a protected claim.
        shown = mapping.protection_of(other.on_claim) is Protection.PUBLIC
        raise Conflict(
            f"This claim already {relation.label} "
            f"{other.on_claim.key if shown else 'a claim not shown here'}. Refuse that relation "
            "first, if this one holds instead.",
            detail={"on": other.on_claim.key} if shown else {},
        )


def _create(**columns: object) -> Derivation:
    try:
        with transaction.atomic():
            return Derivation.objects.create(**columns)
    except IntegrityError as error:
        raise Conflict(f"This relation cannot hold. {refusal(error)}") from error
