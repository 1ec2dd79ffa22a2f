"""Priors: putting one on file, fitting one to the incidents on file, choosing one."""

import math
from collections.abc import Iterator, Sequence

from django.db import transaction

from casualties import mapping, queries
from casualties.actions import hints, incidents, opinions
from casualties.core.basis import evidence_in
from casualties.core.estimation import DEFAULT, ParameterSet
from casualties.core.estimation.posterior.method import Heard, PosteriorMethod
from casualties.core.estimation.posterior.parameter_sets import mass_casualty, refit
from casualties.core.estimation.posterior.terms import Problem
from casualties.core.types import HEADLINE
from casualties.core.words import Basis
from casualties.errors import AlreadyDecided
from casualties.models import Incident, PriorChoice
from casualties.models import ParameterSet as ParameterSetRow
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, InvalidInput, NotAllowed

EVERY_INCIDENT = "every incident"
"""The audit trail's subject of a general choice."""

CHUNK = 500  # incidents read at a time while a prior is fitted


@transaction.atomic
def register(*, new: ParameterSet, by: Actor) -> ParameterSetRow:
    """Put a prior on file under its name and version; the same prior again gives the same row.

    Raises Conflict where the name and version mean another prior, InvalidInput where the prior
    lacks a name or a reason or is not finite.
    """
    _refuse_unfit(new)
    row, made = ParameterSetRow.objects.get_or_create(
        name=new.name,
        version=new.version,
        defaults={**mapping.parameter_columns(new), "made_by": str(by)},
    )
    if mapping.parameter_set(row).identity != new.identity:
        raise Conflict(f"{row} is on file with other figures. Give the new one another version.")
    if made:
        detail = {"alpha": new.alpha, "c": new.c, "zero": new.zero}
        audit.record(
            verb="parameters.register", subject=str(row), by=by, reason=new.reason, detail=detail
        )
    return row


def _refuse_unfit(new: ParameterSet) -> None:
    if new.name == DEFAULT.name:
        raise InvalidInput.at("name", "The default is the programme's own: give another name.")
    for field in ("name", "version", "reason"):
        if not getattr(new, field).strip():
            raise InvalidInput.at(field, f"A parameter set has a {field}.")
    for field in ("alpha", "c", "zero"):
        if not math.isfinite(getattr(new, field)):
            raise InvalidInput.at(field, "A prior is made of finite numbers.")


@transaction.atomic
def choose(
    *, parameter_set: ParameterSetRow, by: Actor, reason: str, incident: Incident | None = None
) -> PriorChoice:
    """Use a prior for an incident, or for every incident without a choice of its own.

    A former choice ends. Raises NotAllowed for a rule, Conflict where the incident is merged into
    another, AlreadyDecided where this prior is chosen there.
    """
    reason = said(reason)
    if by.is_rule:
        raise NotAllowed("Only a person chooses a prior.")
    if incident:
        incident = incidents.locked_root(incident, "choose the prior")
    live = PriorChoice.objects.filter(incident=incident, ended_at=None)
    if live.filter(parameter_set=parameter_set).exists():
        raise AlreadyDecided(f"{parameter_set} is in use for {_subject(incident)}.")
    opinions.end(live, by=by)
    made = PriorChoice.objects.create(
        incident=incident, parameter_set=parameter_set, **opinions.stated(by=by, reason=reason)
    )
    audit.record(
        verb="prior.choose",
        subject=_subject(incident),
        by=by,
        reason=reason,
        operation=made.operation,
        detail={"parameters": str(parameter_set)},
    )
    hints.refresh_on_commit()
    return made


@transaction.atomic
def choose_mass_casualty(*, incident: Incident, by: Actor, reason: str) -> PriorChoice:
    """Use the prior for events known to be of the rare large kind; the reason says how it is known.

    Raises as `choose`.
    """
    prior = mass_casualty("For an event known to be of the rare large kind.")
    row = register(new=prior, by=by)
    return choose(parameter_set=row, incident=incident, by=by, reason=reason)


@transaction.atomic
def end_choice(*, choice: PriorChoice, by: Actor, reason: str) -> None:
    """Take a choice back: the general one holds again, or the default."""
    reason = said(reason)
    if by.is_rule:
        raise NotAllowed("Only a person takes back which prior is used.")
    if not opinions.end(PriorChoice.objects.filter(pk=choice.pk), by=by):
        raise AlreadyDecided("This choice was taken back before.")
    audit.record(
        verb="prior.end_choice",
        subject=_subject(choice.incident),
        by=by,
        reason=reason,
        detail={"parameters": str(choice.parameter_set)},
    )
    hints.refresh_on_commit()


def fit(*, name: str, version: str, by: Actor, country: str | None = None) -> ParameterSetRow:
    """Fit a prior to the reviewed headline claims on file, of a country or of all, and register it.

    It is used nowhere until somebody chooses it. Raises Conflict where no incident has a figure
    that counts: there would be nothing to fit.
    """
    found = Incident.objects.filter(merged_into=None).order_by("pk")
    if country:
        found = found.filter(country=country)
    ids = list(found.values_list("pk", flat=True))
    problems = [
        problem
        for start in range(0, len(ids), CHUNK)
        for problem in _problems(ids[start : start + CHUNK])
    ]
    if not problems:
        raise Conflict(f"No incident of {country or 'any country'} has a figure that counts.")
    return register(new=refit(problems, conflict=name, version=version), by=by)


def _problems(incident_ids: Sequence[int]) -> Iterator[Problem]:
    for links in queries.links_of(incident_ids).values():
        evidence = evidence_in(Basis.REVIEWED, links.claims, links.ties, links.hostile)
        case = queries.request_for(evidence, HEADLINE, DEFAULT).case
        if PosteriorMethod().answers(case):
            yield Heard.of(case).problem


def _subject(incident: Incident | None) -> str:
    return incident.code if incident else EVERY_INCIDENT
