"""Standing by a range, and taking that back."""

from django.db import transaction

from casualties import mapping
from casualties.actions import incidents, opinions
from casualties.core.types import Interval
from casualties.core.words import Basis, IncidentState, Outcome
from casualties.errors import AlreadyDecided
from casualties.models import Estimate, Incident, SignOff
from casualties.queries import root_of
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, InvalidInput, NotAllowed


@transaction.atomic
def sign_off(
    *,
    incident: Incident,
    measure: str,
    by: Actor,
    shown: Estimate | None = None,
    figures: Interval | None = None,
    reason: str = "",
) -> SignOff:
    """Sign off the reviewed range in force, or other figures with a reason.

    ``shown`` is the range that whoever signs has looked at.

    Raises Conflict where there is no reviewed range, another than was shown, or the incident is
    discarded; InvalidInput where figures are not in order or differ from it without a reason;
    AlreadyDecided where this very estimate is signed off with these figures.
    """
    if by.is_rule:
        raise NotAllowed("Only a person stands by a range.")
    root = root_of(Incident.objects.get(pk=incident.pk))
    incident = incidents.locked_root(root, "sign it off")
    if incident.state == IncidentState.DISCARDED:
        raise Conflict(f"{incident.code} was discarded: there is nothing to sign off.")
    estimate = Estimate.objects.filter(
        incident=incident, measure=measure, basis=Basis.REVIEWED, ended_at=None
    ).first()
    if not estimate or estimate.outcome == Outcome.NO_ESTIMATE:
        raise Conflict(f"{incident.code} has no reviewed range of {measure} to sign off.")
    if shown and shown != estimate:
        raise Conflict("This range was recomputed since you opened the page. Look at the new one.")
    figures = figures or mapping.interval_of(estimate)
    _refuse_disorder(figures)
    if figures != mapping.interval_of(estimate) and not reason.strip():
        raise InvalidInput.at("reason", "The figures differ from the computed ones: say why.")
    live = SignOff.objects.filter(incident=incident, measure=measure, ended_at=None)
    for row in live:
        if row.estimate_id == estimate.pk and mapping.interval_of(row) == figures:
            raise AlreadyDecided(f"{measure} of {incident.code} is signed off as it stands.")
    opinions.end(live, by=by)
    made = SignOff.objects.create(
        incident=incident,
        measure=measure,
        estimate=estimate,
        **mapping.interval_columns(figures),
        **opinions.stated(by=by, reason=reason.strip()),
    )
    _set_state(incident, IncidentState.SIGNED_OFF)
    audit.record(
        verb="estimate.sign_off",
        subject=incident.code,
        by=by,
        reason=reason,
        operation=made.operation,
        detail={"measure": measure, "low": made.low, "high": made.high},
    )
    return made


@transaction.atomic
def end(*, sign_off: SignOff, by: Actor, reason: str) -> None:
    """Take a sign-off back; where it was the last one, the incident asks for changes.

    One that was merged or discarded since stays as it is: nothing is to be changed there.
    """
    reason = said(reason)
    # Before the sign-off itself, as signing does: two people who do both at once never wait in a
    # ring, and the second sees what the first left.
    incident = Incident.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=sign_off.incident_id
    )
    if not opinions.end(SignOff.objects.filter(pk=sign_off.pk), by=by):
        raise AlreadyDecided("This sign-off was taken back before.")
    signed = incident.state == IncidentState.SIGNED_OFF and incident.merged_into_id is None
    if signed and not incident.sign_offs.filter(ended_at=None).exists():
        _set_state(incident, IncidentState.CHANGES_REQUESTED)
    audit.record(
        verb="estimate.end_sign_off",
        subject=incident.code,
        by=by,
        reason=reason,
        detail={"measure": sign_off.measure},
    )


def _refuse_disorder(figures: Interval) -> None:
    if figures.low is None or figures.high is None:
        raise InvalidInput.at("figures", "A signed range has a low and a high figure.")
    stated = [0, figures.low, *([] if figures.best is None else [figures.best]), figures.high]
    if stated != sorted(stated):
        raise InvalidInput.at("figures", "The figures run from low over best to high, from 0 up.")


def _set_state(incident: Incident, state: IncidentState) -> None:
    incident.state = state
    incident.save(update_fields=["state"])
