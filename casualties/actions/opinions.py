"""Ending what was decided before: the one way an opinion changes."""

import uuid
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from casualties.models import (
    Derivation,
    Estimate,
    GradeDecision,
    Judgement,
    LinkDecision,
    PriorChoice,
    ReadingDecision,
    Review,
    SignOff,
    WeightsChoice,
)
from casualties.models.opinion import Undoable
from sources.core.types import Actor

AnOpinion = TypeVar(
    "AnOpinion",
    Review,
    Derivation,
    Judgement,
    SignOff,
    Estimate,
    PriorChoice,
    GradeDecision,
    LinkDecision,
    WeightsChoice,
    ReadingDecision,
)

AnUndoable = TypeVar("AnUndoable", bound=Undoable)


def end(opinions: QuerySet[AnOpinion], *, by: Actor, operation: uuid.UUID | None = None) -> int:
    """End those of the opinions that are in force; return how many.

    Of those that can come back (`Undoable`), the operation is kept: undoing it states them again.
    """
    how = {"ended_operation": operation} if operation else {}
    live = opinions.filter(ended_at=None)
    return live.update(ended_at=timezone.now(), ended_by=str(by), **how)


def stated(*, by: Actor, reason: str = "", operation: uuid.UUID | None = None) -> dict[str, object]:
    """Return the columns every new opinion carries."""
    return {"by": str(by), "reason": reason, "operation": operation or uuid.uuid4()}


_OF_ITS_OWN = {
    *("id", "at", "operation", "restates"),
    *("ended_at", "ended_by", "ended_operation"),
}


def again(row: AnUndoable, *, operation: uuid.UUID) -> AnUndoable:
    """Return an ended opinion as it was, whoever's it was, to be stated under an operation."""
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _OF_ITS_OWN
    }
    return type(row)(**kept, operation=operation, restates=row.restates or row.operation)
