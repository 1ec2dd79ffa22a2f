"""Opening an incident because a claim speaks of it."""

import uuid

from django.db import transaction

from casualties.actions import incidents, judgements
from casualties.core.intake import NewIncident
from casualties.core.words import JudgementVerdict
from casualties.models import Claim, Judgement
from sources.core.types import Actor


@transaction.atomic
def open_for(*, claim: Claim, new: NewIncident, by: Actor, reason: str = "") -> Judgement:
    """Open an incident and link the claim to it, confirmed, under one operation.

    Raises as `incidents.open_incident` and `judgements.judge`.
    """
    operation = uuid.uuid4()
    incident = incidents.open_incident(new=new, by=by, reason=reason, operation=operation)
    return judgements.judge(
        claim=claim,
        incident=incident,
        verdict=JudgementVerdict.POSITIVE,
        confirmed=True,
        by=by,
        reason=reason or "Opened for it.",
        operation=operation,
    )
