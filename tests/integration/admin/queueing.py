"""Short ways to fill the review queue, and to decide in it."""

from datetime import date

from django.urls import reverse

from casualties.actions import derivations, judgements, queue
from casualties.core.types import Period
from casualties.core.words import JudgementVerdict, QueueKind, Relation
from casualties.models import Claim, Derivation, Incident, Judgement
from tests.factories import rows
from tests.integration.admin.desk import Desk

QUEUE = "/admin/casualties/claim/queue/"
MARCH = Period(first=date(2017, 3, 1), last=date(2017, 3, 7))


def draft(figure: int = 64, **said) -> Claim:
    said.setdefault("event_date", date(2017, 3, 5))
    return rows.on_file(figure, by=rows.SENDER, **said)


def proposed(claim: Claim, incident: Incident, verdict=JudgementVerdict.UNSURE) -> Judgement:
    return judgements.judge(
        claim=claim,
        incident=incident,
        verdict=verdict,
        by=rows.LINKER,
        probability=0.9,
        features=[{"name": "distance", "bits": 3.2, "sentence": "The same street."}],
    )


def relation() -> Derivation:
    """A proposal of the linker's: what one says repeats what another said."""
    incident = rows.an_incident()
    first, second = (
        rows.on_file(64, claimant=name, incident=incident.code) for name in ("hospital", "reuters")
    )
    return derivations.propose(
        claim=second, on_claim=first, relation=Relation.REPEATS, by=rows.LINKER
    )


def mark_of(row: Claim | Derivation) -> str:
    """What a page that is opened now sends along."""
    kind = QueueKind.CLAIM if isinstance(row, Claim) else QueueKind.RELATION
    return queue.mark_of(kind=kind, subject=row.pk)


def send(desk: Desk, row: Claim | Derivation, verb: str, mark: str = "", **typed):
    """Press a button, of a page that was opened this moment or showed ``mark``."""
    kind = "claim" if isinstance(row, Claim) else "relation"
    address = reverse("admin:review_queue_decide", args=[kind, row.pk, verb])
    typed["mark"] = mark or mark_of(row)
    return desk.client.post(address, typed, follow=True)


def shown(desk: Desk) -> Claim | Derivation | None:
    item = desk.client.get(QUEUE).context.get("item")
    return item and item.row
