"""The linker's rows on their way into the database: by COPY, a statement a table."""

import uuid
from collections.abc import Iterable, Sequence

import orjson
from django.utils import timezone

from casualties.actions import opinions
from casualties.actions.copying import copy_lines
from casualties.core.linking import Decision, Feature
from casualties.models import Judgement, LinkDecision
from sources.core.types import Actor, ActorKind

LINKER = Actor(ActorKind.RULE, "linker")

_BY = str(LINKER)

_JUDGEMENTS = """
    COPY casualties_judgement (by, operation, reason, claim_id, incident_id, verdict, confirmed,
        probability, features, model) FROM STDIN
"""
_DECISIONS = """
    COPY casualties_linkdecision (by, operation, claim_id, course, reason, flags,
        new_probability, model) FROM STDIN
"""
_EVENTS = "COPY sources_auditevent (by, operation, verb, subject, reason, detail) FROM STDIN"


class Rows:
    """Rows to write, gathered over a wave."""

    def __init__(self) -> None:
        self.judgements: list[Sequence[object]] = []
        self.decisions: list[Sequence[object]] = []
        self.events: list[Sequence[object]] = []
        self.ended: dict[uuid.UUID, list[int]] = {}
        self.replaced: list[int] = []

    def judge(
        self,
        operation: uuid.UUID,
        pair: tuple[int, int],
        verdict: str,
        probability: float,
        model: str,
        *,
        reason: str = "",
        features: Iterable[Feature] = (),
    ) -> None:
        """Add a judgement of a (claim, incident)."""
        told = [
            {"name": one.name, "level": one.level, "bits": one.bits, "sentence": one.sentence}
            for one in features
        ]
        text = orjson.dumps(told).decode()
        row = (_BY, operation, reason, *pair, verdict, False, probability, text, model)
        self.judgements.append(row)

    def decide(
        self,
        operation: uuid.UUID,
        claim: tuple[int, str],
        decision: Decision,
        new: float | None,
        incident: str | None,
    ) -> None:
        """Add what was made of a claim, by its number and key, with its audit event."""
        pk, key = claim
        course, reason, model = decision.course.value, decision.reason, decision.model
        flags = [flag.value for flag in decision.flags]
        self.decisions.append((_BY, operation, pk, course, reason, flags, new, model))
        detail = orjson.dumps({"incident": incident, "model": model}).decode()
        self.events.append((_BY, operation, f"linking.{course}", key, reason, detail))

    def store(self) -> None:
        """Write everything, endings first."""
        now = timezone.now()
        for operation, ids in self.ended.items():
            live = Judgement.objects.filter(pk__in=ids, ended_at=None)
            live.update(ended_operation=operation, ended_at=now, ended_by=_BY)
        if self.replaced:
            opinions.end(LinkDecision.objects.filter(pk__in=self.replaced), by=LINKER)
        for statement, rows in (
            (_JUDGEMENTS, self.judgements),
            (_DECISIONS, self.decisions),
            (_EVENTS, self.events),
        ):
            copy_lines(statement, rows)
