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


def end(opinions: QuerySet[AnOpinion], *, by: Actor) -> int:
    """End those of the opinions that are in force; return how many."""
    return opinions.filter(ended_at=None).update(ended_at=timezone.now(), ended_by=str(by))


def stated(*, by: Actor, reason: str = "", operation: uuid.UUID | None = None) -> dict[str, object]:
    """Return the columns every new opinion carries."""
    return {"by": str(by), "reason": reason, "operation": operation or uuid.uuid4()}
