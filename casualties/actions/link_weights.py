"""The linker's weights: putting a set on file, and a person's choice of one."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from casualties.actions import opinions
from casualties.core.linking import DECLARED, Weights
from casualties.core.linking.refit import Judged, refit
from casualties.errors import AlreadyDecided
from casualties.models import LinkWeights, WeightsChoice
from casualties.queries.link_learning import judged_by_people
from casualties.queries.live_links import weights_in_force
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, NotAllowed


@transaction.atomic
def keep(*, weights: Weights, judgements: int, reason: str, by: Actor) -> LinkWeights:
    """Put weights on file under their version; that alone changes nothing.

    Raises Conflict where the version means other weights.
    """
    if weights.version == DECLARED.version:
        raise Conflict(f"{weights.version} are the declared weights: give another version.")
    row, made = LinkWeights.objects.get_or_create(
        version=weights.version,
        defaults={
            "bits": dict(weights.bits),
            "judgements": judgements,
            "reason": said(reason),
            "made_by": str(by),
        },
    )
    if row.bits != dict(weights.bits):
        raise Conflict(f"{row} is on file with other weights. Give the new ones another version.")
    if made:
        audit.record(verb="weights.keep", subject=str(row), by=by, reason=reason)
    return row


@transaction.atomic
def fit(*, by: Actor, day: date) -> LinkWeights | None:
    """Fit new weights to what people decided and keep them; None where nothing new was decided.

    The linker goes by them only once a person has adopted them.
    """
    judged = list(judged_by_people())
    base = weights_in_force()
    last = LinkWeights.objects.first()
    if not judged or (last and last.judgements == len(judged)):
        return None
    made = refit(
        [_known(one, base) for one in judged], base, f"linking-{day:%Y-%m-%d}-{len(judged)}"
    )
    reason = f"Fitted to {len(judged)} decisions by people, starting from {base.version}."
    return keep(weights=made, judgements=len(judged), reason=reason, by=by)


def _known(one: Judged, base: Weights) -> Judged:
    """Return a decision without findings that the weights do not know, of an earlier version."""
    candidates = (tuple(key for key in keys if key in base.bits) for keys in one.candidates)
    return replace(one, candidates=tuple(candidates))


@transaction.atomic
def adopt(*, weights: LinkWeights, by: Actor, reason: str) -> WeightsChoice:
    """Let the linker go by these weights from now on; a former choice ends.

    What was linked before stays; what waits for a person is scored anew by the next run.
    """
    reason = said(reason)
    _refuse_rule(by)
    live = WeightsChoice.objects.filter(ended_at=None)
    if live.filter(weights=weights).exists():
        raise AlreadyDecided(f"The linker goes by {weights} already.")
    opinions.end(live, by=by)
    made = WeightsChoice.objects.create(weights=weights, **opinions.stated(by=by, reason=reason))
    audit.record(
        verb="weights.adopt", subject=str(weights), by=by, reason=reason, operation=made.operation
    )
    return made


@transaction.atomic
def return_to_declared(*, by: Actor, reason: str) -> None:
    """Let the linker go by the declared weights again."""
    reason = said(reason)
    _refuse_rule(by)
    if not opinions.end(WeightsChoice.objects.all(), by=by):
        raise AlreadyDecided("The linker goes by the declared weights already.")
    audit.record(verb="weights.return", subject=DECLARED.version, by=by, reason=reason)


def _refuse_rule(by: Actor) -> None:
    if by.is_rule:
        raise NotAllowed("Only a person chooses the weights of the linker.")
