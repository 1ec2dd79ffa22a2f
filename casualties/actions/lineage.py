"""Proposing which statement goes back to which, and what would change if a proposal holds."""

import itertools
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from casualties import mapping, queries
from casualties.actions import claims, derivations, judgements
from casualties.actions.previews import Foreseen, foreseen
from casualties.core.linking.lineage import Proposal, origin, propose
from casualties.core.words import DerivationVerdict, JudgementVerdict, Relation, ReviewState
from casualties.errors import AlreadyDecided, Overruled
from casualties.models import Claim, Derivation, Incident
from sources.core.types import Actor, ActorKind
from sources.errors import Conflict

RULE = Actor(ActorKind.RULE, "lineage")

PROPOSED = "Proposed as a relation."
TAKEN = "Taken as a repeat."
"""Why, where others read it: the sentence that names a source stands with the relation alone."""

NOTHING_REPEATED = "No statement on this incident is one that the claim seems to repeat."

BATCH = 50
"""Incidents a transaction."""

LOOK_BACK = timedelta(days=2)
"""How far back links count as new: two days outlast an outage, and looking twice is harmless."""


def propose_recent(since: datetime | None = None) -> int:
    """Propose relations on the incidents that claims were lately put on; return how many."""
    roots = queries.incidents_joined(since or timezone.now() - LOOK_BACK)
    return sum(propose_on(roots[at : at + BATCH]) for at in range(0, len(roots), BATCH))


@transaction.atomic
def propose_on(root_ids: Sequence[int]) -> int:
    """Propose relations between the claims of each of these incidents; return how many.

    What was confirmed or refused stands, and what was proposed is not proposed again. A proposal
    collapses nothing.
    """
    told = queries.told_on(root_ids)
    keys = [one.claim.key for some in told.values() for one in some]
    settled = queries.settled_ties(keys)
    found = list(itertools.chain.from_iterable(propose(some, settled) for some in told.values()))
    rows = queries.claims_by_key({key for one in found for key in (one.claim, one.on)})
    return sum(_stored(one, rows) for one in found)


def _stored(proposal: Proposal, claims: dict[str, Claim]) -> bool:
    """Store one; False where somebody has meanwhile said the same, or the contrary."""
    try:
        derivations.propose(
            claim=claims[proposal.claim],
            on_claim=claims[proposal.on],
            relation=proposal.relation,
            by=RULE,
            reason=PROPOSED,
            sentence=proposal.sentence,
        )
    except (AlreadyDecided, Overruled, Conflict):
        return False
    return True


def origins_on(claim: Claim, root_ids: Sequence[int]) -> Mapping[int, Proposal]:
    """Return, by incident, the statement a claim would be proposed to repeat if it were on it.

    Nothing is stored. A claim of which somebody decided what it repeats, or does not, has none.
    """
    one, beside = queries.told_beside(claim, root_ids)
    asked = {root: origin(one, told) for root, told in beside.items()}
    found = {root: proposal for root, proposal in asked.items() if proposal}
    decided = claim.derivations.filter(relation=Relation.REPEATS, ended_at=None)
    if found and decided.exclude(verdict=DerivationVerdict.PROPOSED).exists():
        return {}
    return found


@transaction.atomic
def take_as_repeat(*, claim: Claim, incident: Incident, by: Actor) -> Derivation:
    """Accept a claim on an incident as a copy of a statement there, in one operation.

    What it repeats is what lineage proposes; as a copy it adds nothing, so that no range moves
    in between.

    Raises
    ------
    Conflict
        Where lineage finds no statement there that it would repeat.
    """
    root = queries.root_of(incident)
    found = origins_on(claim, [root.pk]).get(root.pk)
    if found is None:
        raise Conflict(NOTHING_REPEATED)
    operation = uuid.uuid4()
    made = derivations.state(
        claim=claim,
        on_claim=queries.claims_by_key([found.on])[found.on],
        relation=Relation.REPEATS,
        verdict=DerivationVerdict.CONFIRMED,
        by=by,
        reason=TAKEN,
        sentence=found.sentence,
        operation=operation,
    )
    judgements.judge(
        claim=claim,
        incident=root,
        verdict=JudgementVerdict.POSITIVE,
        by=by,
        confirmed=True,
        reason=TAKEN,
        operation=operation,
    )
    if not claim.reviews.filter(ended_at=None, verdict=ReviewState.ACCEPTED).exists():
        claims.accept(claim=claim, by=by, operation=operation)
    return made


def if_it_holds(derivation: Derivation) -> Foreseen | None:
    """Return the ranges as they are and as they would be; None where its claim is on no incident.

    Nothing is changed: the relation is added to the evidence and the ranges are found anew.
    """
    judgement = derivation.claim.judgements.filter(
        ended_at=None, verdict=JudgementVerdict.POSITIVE
    ).first()
    if judgement is None or derivation.verdict == DerivationVerdict.CONFIRMED:
        return None
    root = queries.root_of(judgement.incident)
    links = queries.links_of([root.pk])[root.pk]
    return foreseen(links, replace(links, ties=[*links.ties, mapping.tie(derivation)]))
