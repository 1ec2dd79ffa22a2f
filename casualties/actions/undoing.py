"""Taking back what one operation decided, whatever it was about."""

import uuid

from django.db import transaction
from django.db.models import Q

from casualties.actions import derivations, hints, judgements, opinions
from casualties.core.words import DerivationVerdict, Relation
from casualties.errors import AlreadyDecided
from casualties.models import Derivation, Judgement, ReadingDecision, Review
from sources.actions import audit
from sources.core.types import Actor

UNDONE = "Undone."


@transaction.atomic
def undo(*, operation: uuid.UUID, by: Actor, reason: str = UNDONE) -> None:
    """Take back what an operation decided; what that replaced holds again.

    Raises AlreadyDecided where nothing of it is in force, or others decided since.
    """
    ended = opinions.end(Review.objects.filter(operation=operation), by=by)
    ended += opinions.end(ReadingDecision.objects.filter(operation=operation), by=by)
    relations = [_undo_relation(row, by, reason) for row in _live_relations(operation)]
    links = Judgement.objects.filter(Q(operation=operation) | Q(ended_operation=operation))
    if links.exists():
        judgements.undo(operation=operation, by=by, reason=reason)
    elif not ended and not relations:
        raise AlreadyDecided("That was taken back before, or others decided since.")
    audit.record(verb="operation.undo", subject=str(operation), by=by, reason=reason)
    hints.refresh_on_commit()


def _live_relations(operation: uuid.UUID) -> list[Derivation]:
    rows = Derivation.objects.filter(operation=operation, ended_at=None)
    return list(rows.select_related("claim", "on_claim"))


def _undo_relation(row: Derivation, by: Actor, reason: str) -> Derivation | None:
    """End a relation and state again what it replaced, such as a proposal."""
    same = Derivation.objects.filter(
        claim=row.claim, on_claim=row.on_claim, relation=row.relation, ended_by=row.by
    )
    before = same.filter(ended_at__lte=row.at).order_by("-ended_at").first()
    opinions.end(Derivation.objects.filter(pk=row.pk), by=by)
    if before is None:
        return None
    return derivations.state(
        claim=row.claim,
        on_claim=row.on_claim,
        relation=Relation(row.relation),
        verdict=DerivationVerdict(before.verdict),
        by=by,
        reason=reason,
        sentence=before.reason,
    )
