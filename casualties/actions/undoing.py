"""Taking back what one operation decided, whatever it was about."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from psycopg.errors import UniqueViolation

from casualties.actions import hints, incidents, judgements, opinions
from casualties.core.words import JudgementVerdict
from casualties.errors import AlreadyDecided
from casualties.models import (
    Derivation,
    Incident,
    Judgement,
    LinkDecision,
    ReadingDecision,
    Review,
)
from casualties.models.opinion import Undoable
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, NotAllowed, refusal
from sources.models import AuditEvent

UNDO = "operation.undo"
UNDONE = "Undone."

_DID: dict[type[Undoable], str] = {
    Review: "decided on the claim",
    Derivation: "decided on the relation",
    Judgement: "decided anew where the claim belongs",
    ReadingDecision: "took it back",
}
"""What is undone, and what somebody did who decided on such a thing since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What an operation did to opinions of one kind.

    ``standing`` it made, or an undoing stated again for it; ``lost``, others replaced or ended;
    ``replaced``, it ended itself.
    """

    kind: Any
    standing: list[Any]
    lost: list[Any]
    replaced: list[Any]

    @classmethod
    def of(cls, kind: type[Undoable], operation: uuid.UUID) -> "_Part":
        """Read it, and lock what stands."""
        rows: Any = kind._default_manager.order_by("pk")
        its_own = Q(operation=operation) | Q(restates=operation)
        standing = list(rows.select_for_update(of=("self",)).filter(its_own, ended_at=None))
        stands = {_about(row) for row in standing}
        made = rows.filter(operation=operation, ended_at__isnull=False)
        return cls(
            kind=kind,
            standing=standing,
            lost=[row for row in made if _about(row) not in stands],
            replaced=list(rows.filter(ended_operation=operation)),
        )

    def of_links(self) -> list[Judgement]:
        """Return those that say which incident a claim is about."""
        return [*self.standing, *self.replaced] if self.kind is Judgement else []


@transaction.atomic
def undo(*, operation: uuid.UUID, by: Actor, reason: str = UNDONE) -> uuid.UUID:
    """Take back what an operation decided; what that replaced holds again.

    Who had decided so, and why, is named again; the audit event says who brought it back. An
    incident it opened is discarded, unless other claims are on it. Returns the operation of the
    undoing, which can be undone itself.

    Raises
    ------
    AlreadyDecided
        The operation is not on file, or was undone before.
    Conflict
        Others decided on any part of it since, or what it replaced cannot hold again: nothing is
        undone.
    """
    if by.is_rule:
        raise NotAllowed("Only a person takes a decision back.")
    reason, new = said(reason), uuid.uuid4()
    parts = [_Part.of(kind, operation) for kind in _DID]
    _refuse_undone(operation, parts)
    for part in parts:
        its_own = part.kind.objects.filter(pk__in=[row.pk for row in part.standing])
        opinions.end(its_own, by=by, operation=new)
    for part in parts:
        _state_again(part, new)
    _look_anew([row for part in parts for row in part.of_links()], by)
    opened = AuditEvent.objects.filter(verb=incidents.OPEN, operation=operation)
    for incident in Incident.objects.filter(code__in=opened.values("subject")):
        incidents.discard_empty(incident=incident, by=by)
    audit.record(verb=UNDO, subject=str(operation), by=by, reason=reason, operation=new)
    hints.refresh_on_commit()
    return new


def _refuse_undone(operation: uuid.UUID, parts: Iterable[_Part]) -> None:
    lost = [row for part in parts for row in part.lost]
    standing = [row for part in parts for row in part.standing]
    if not lost and standing:
        return
    if AuditEvent.objects.filter(verb=UNDO, subject=str(operation)).exists():
        raise AlreadyDecided("This was undone before.")
    if lost:
        raise Conflict(_since(type(lost[0]), lost[0].ended_by, _holds_now(lost[0])))
    if not any(part.replaced for part in parts):
        raise AlreadyDecided("Nothing of this operation is on file.")


def _since(kind: type[Undoable], by: str, now: str = "") -> str:
    return f"Nothing was undone: {by} {_DID[kind]} since{now}. If that is wrong, undo that first."


def _holds_now(row: Undoable) -> str:
    if not isinstance(row, Review):
        return ""
    live = Review.objects.filter(claim=row.claim, ended_at=None).first()
    return f", and it is {live.verdict if live else 'a draft'} now"


def _state_again(part: _Part, operation: uuid.UUID) -> None:
    if part.kind is Judgement:
        judgements.refuse_discarded(
            row.incident for row in part.replaced if row.verdict == JudgementVerdict.POSITIVE
        )
    try:
        with transaction.atomic():
            part.kind.objects.bulk_create(
                opinions.again(row, operation=operation) for row in part.replaced
            )
    except IntegrityError as error:
        raise Conflict(_in_the_way(part, error)) from error


def _in_the_way(part: _Part, error: IntegrityError) -> str:
    """Say who took the place of what would come back, or else why it cannot."""
    if not isinstance(error.__cause__, UniqueViolation):
        return f"Nothing was undone. {refusal(error)}"
    first = part.kind.about[0]
    these = {row.serializable_value(first) for row in part.replaced}
    live = part.kind.objects.filter(ended_at=None, **{f"{first}__in": these})
    return _since(part.kind, live.latest("pk").by)


def _look_anew(links: Iterable[Judgement], by: Actor) -> None:
    """Let the linker look again at the claims whose links were undone."""
    claims = {row.claim_id for row in links}
    opinions.end(LinkDecision.objects.filter(claim__in=claims), by=by)


def _about(row: Undoable) -> tuple[object, ...]:
    return tuple(row.serializable_value(name) for name in row.about)
