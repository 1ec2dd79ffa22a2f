"""What the estimates of an incident rest on, and the estimates in force."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet

from casualties import mapping
from casualties.core.basis import LinkedClaim
from casualties.core.estimation import DEFAULT, ParameterSet
from casualties.core.types import Tie
from casualties.core.words import ActionStatus, DerivationVerdict, JudgementVerdict
from casualties.models import ClaimParty, Derivation, Estimate, Incident, Judgement, PriorChoice
from casualties.queries.incidents import members_of
from sources.models import Party

Hostility = Party.hostile_to.through


@dataclass(slots=True)
class Links:
    """The claims on one root incident, ties, hostile parties, the prior, whether a party acted."""

    claims: list[LinkedClaim] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    hostile: tuple[tuple[str, str], ...] = ()
    parameters: ParameterSet = DEFAULT
    action: ActionStatus = ActionStatus.UNKNOWN


def links_of(root_ids: Sequence[int]) -> dict[int, Links]:
    """Return what the estimates of these root incidents rest on, in seven queries however many."""
    members = members_of(root_ids)
    hostile = _hostile()
    chosen = _parameters(root_ids)
    actions = dict(
        Incident.objects.filter(pk__in=list(root_ids)).values_list("pk", "action_status")
    )
    links = {
        root: Links(hostile=hostile, parameters=chosen[root], action=ActionStatus(actions[root]))
        for root in root_ids
    }
    root_of_claim: dict[int, int] = {}
    for judgement in links_in_force(members):
        root = members[judgement.incident_id]
        root_of_claim[judgement.claim_id] = root
        linked = mapping.linked_claim(judgement, judgement.review_verdict, judgement.credibility)
        links[root].claims.append(linked)
    for row in _ties(root_of_claim):
        links[root_of_claim[row.claim_id]].ties.append(mapping.tie(row))
    return links


def links_on(root: Incident, judgements: Iterable[Any]) -> Links:
    """Return the same of one root whose `links_in_force` were read before, in three queries."""
    rows = list(judgements)
    return Links(
        claims=[mapping.linked_claim(row, row.review_verdict, row.credibility) for row in rows],
        ties=[mapping.tie(row) for row in _ties(row.claim_id for row in rows)],
        hostile=_hostile(),
        parameters=_parameters([root.pk])[root.pk],
        action=ActionStatus(root.action_status),
    )


def current_estimates(incident_ids: Iterable[int]) -> dict[int, list[Estimate]]:
    """Return the estimates in force of each incident."""
    current: dict[int, list[Estimate]] = defaultdict(list)
    for row in Estimate.objects.filter(incident__in=list(incident_ids), ended_at=None):
        current[row.incident_id].append(row)
    return current


def links_in_force(incident_ids: Iterable[int]) -> QuerySet[Judgement, Any]:
    """Return the positive judgements in force with their claims and the reviews of these."""
    in_force = Q(claim__reviews__ended_at=None)
    return (
        Judgement.objects.filter(
            incident__in=list(incident_ids), verdict=JudgementVerdict.POSITIVE, ended_at=None
        )
        .annotate(review=FilteredRelation("claim__reviews", condition=in_force))
        .annotate(review_verdict=F("review__verdict"), credibility=F("review__credibility"))
        .select_related("claim__claimant__party", "claim__report__publisher")
        .defer("features", "claim__report__text", "claim__spans")
        .prefetch_related(
            Prefetch("claim__party_links", ClaimParty.objects.select_related("party"))
        )
    )


def _hostile() -> tuple[tuple[str, str], ...]:
    return tuple(Hostility.objects.values_list("from_party__slug", "to_party__slug"))


def _parameters(root_ids: Sequence[int]) -> dict[int, ParameterSet]:
    """Return the prior of each incident: its own, the general one, or the default."""
    concerned = Q(incident__in=list(root_ids)) | Q(incident=None)
    rows = PriorChoice.objects.filter(concerned, ended_at=None).select_related("parameter_set")
    chosen = {row.incident_id: mapping.chosen_parameters(row) for row in rows}
    general = chosen.get(None, DEFAULT)
    return {root: chosen.get(root, general) for root in root_ids}


def _ties(claim_ids: Iterable[int]) -> QuerySet[Derivation]:
    return (
        Derivation.objects.filter(
            claim__in=list(claim_ids), verdict=DerivationVerdict.CONFIRMED, ended_at=None
        )
        .select_related("claim", "on_claim")
        .only("relation", "claim__key", "on_claim__key")
    )
