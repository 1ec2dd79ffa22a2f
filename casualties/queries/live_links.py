"""What was judged of claims so far, and which claims wait for the linker."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from casualties.core.linking import DECLARED, Weights
from casualties.core.words import JudgementVerdict
from casualties.models import Claim, Incident, Judgement, LinkDecision, WeightsChoice
from sources.core.types import Actor


@dataclass(slots=True)
class Live:
    """The judgements in force on one claim, and what was decided of it as a whole."""

    positive: Judgement | None = None
    proposals: dict[int, Judgement] = field(default_factory=dict)
    by_people: set[int] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    decision: LinkDecision | None = None

    @property
    def settled(self) -> bool:
        """True where a person placed the claim or decided what becomes of it."""
        by = [row.by for row in (self.positive, self.decision) if row]
        return any(not Actor.parse(one).is_rule for one in by)


def live_links(claim_ids: Sequence[int]) -> dict[int, Live]:
    """Return what is in force on these claims; refusals by the code of the root they hold for."""
    live: dict[int, Live] = defaultdict(Live)
    rows = Judgement.objects.filter(claim__in=claim_ids, ended_at=None)
    for row in rows.select_related("incident__merged_into"):
        _take(live[row.claim_id], row)
    for decision in LinkDecision.objects.filter(claim__in=claim_ids, ended_at=None):
        live[decision.claim_id].decision = decision
    return live


def _take(live: Live, row: Judgement) -> None:
    by_rule = Actor.parse(row.by).is_rule
    if not by_rule:
        live.by_people.add(row.incident_id)
    if row.verdict == JudgementVerdict.POSITIVE:
        live.positive = row
    elif row.verdict == JudgementVerdict.NEGATIVE and not by_rule:
        live.refused.add(_root(row.incident).code)
    elif by_rule:
        live.proposals[row.incident_id] = row


def _root(incident: Incident) -> Incident:
    while incident.merged_into:
        incident = incident.merged_into
    return incident


def weights_in_force() -> Weights:
    """Return the weights a person chose, else the declared ones."""
    chosen = WeightsChoice.objects.filter(ended_at=None).select_related("weights").first()
    if not chosen:
        return DECLARED
    return Weights(version=chosen.weights.version, bits={**DECLARED.bits, **chosen.weights.bits})


_WAITING = """
    SELECT c.id FROM casualties_claim c
     WHERE c.scope = 'incident' AND c.id > %s
       AND NOT EXISTS (SELECT FROM casualties_linkdecision d
                        WHERE d.claim_id = c.id AND d.ended_at IS NULL)
       AND NOT EXISTS (SELECT FROM casualties_judgement j
                        WHERE j.claim_id = c.id AND j.ended_at IS NULL AND j.verdict = 'positive')
       AND NOT EXISTS (SELECT FROM casualties_review v
                        WHERE v.claim_id = c.id AND v.ended_at IS NULL AND v.verdict <> 'accepted')
       AND NOT EXISTS (SELECT FROM casualties_derivation t
                        WHERE t.on_claim_id = c.id AND t.ended_at IS NULL
                          AND t.relation = 'corrects' AND t.verdict = 'confirmed'
                          AND NOT EXISTS (SELECT FROM casualties_review v
                                           WHERE v.claim_id = t.claim_id AND v.ended_at IS NULL
                                             AND v.verdict IN ('rejected', 'withdrawn')))
     ORDER BY c.id LIMIT %s
"""


def waiting_for_the_linker(*, after: int, limit: int) -> list[int]:
    """Return the next claims nobody has looked at, by their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [after, limit])
        return [pk for (pk,) in cursor.fetchall()]


def in_the_queue(*, after: int, limit: int) -> list[int]:
    """Return the next claims that wait for a person or stand on a provisional incident alone."""
    rows = LinkDecision.objects.filter(
        ended_at=None,
        by__startswith="rule:",
        course__in=("review", "provisional"),
        claim__gt=after,
    )
    return list(rows.order_by("claim").values_list("claim", flat=True)[:limit])


def with_their_reports(claim_ids: Sequence[int]) -> list[Claim]:
    """Return the claims with what the linker reads beside them, in order."""
    rows = Claim.objects.filter(pk__in=claim_ids).select_related("report", "place")
    return list(rows.defer("report__text", "spans").order_by("pk"))
