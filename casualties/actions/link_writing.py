"""Writing down what the linker decided: a decision a claim, judgements, provisional incidents."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casualties import mapping
from casualties.actions import incidents
from casualties.actions.link_rows import LINKER, Rows
from casualties.core.intake import NewIncident
from casualties.core.linking import Course, Decision, LinkFlag, Ranked
from casualties.core.linking.bad_input import sound
from casualties.core.linking.days import written
from casualties.core.words import DatePrecision, IncidentState, JudgementVerdict
from casualties.models import Incident
from casualties.queries.linking import Asked
from casualties.queries.live_links import Live

SHOWN = 3
"""Candidates kept beside a claim: those a person would look at."""

UNKNOWN_COUNTRY = "ZZ"  # ISO 3166 leaves it to users: no country is known

SAME = 0.005
"""Probabilities that differ by less are the same to a reader: nothing is written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What became of a claim: the course, its reason, and the incident it is on, if any."""

    course: Course
    reason: str
    incident: Incident | None = None
    flags: tuple[LinkFlag, ...] = ()


@dataclass(slots=True, kw_only=True)
class Outcome:
    """The figures of one event, what is in force on each, and the decision on all of them.

    ``ids`` holds the candidates' rows by code.
    """

    members: list[Asked]
    live: list[Live]
    decision: Decision
    ids: Mapping[str, int]


def write(outcomes: Sequence[Outcome]) -> dict[str, Linked]:
    """Write the decisions; return what became of each claim, by its key."""
    rows = Rows()
    linked = Incident.objects.in_bulk(
        [one.ids[one.decision.incident] for one in outcomes if one.decision.incident]
    )
    done: dict[str, Linked] = {}
    opened = _opened([one for one in outcomes if _opens(one)])
    for one in outcomes:
        incident = opened.get(id(one)) or _incident_of(one, linked)
        for member, live in zip(one.members, one.live, strict=True):
            _write_one(rows, one, member, live, incident)
            done[member.row.key] = Linked(
                course=one.decision.course,
                reason=one.decision.reason,
                incident=incident,
                flags=one.decision.flags,
            )
    rows.store()
    return done


def _incident_of(one: Outcome, linked: Mapping[int, Incident]) -> Incident | None:
    """Return the incident on file the claims are on after this, found or standing."""
    if one.decision.incident:
        return linked[one.ids[one.decision.incident]]
    return next((live.positive.incident for live in one.live if live.positive), None)


def _opens(one: Outcome) -> bool:
    standing = any(live.positive for live in one.live)
    return one.decision.course is Course.PROVISIONAL and not standing


def _opened(outcomes: Sequence[Outcome]) -> dict[int, Incident]:
    """Open the provisional incidents of a wave together."""
    reasons = [
        f"No incident on file fitted {one.members[0].row.key}: {one.decision.reason}"
        for one in outcomes
    ]
    made = incidents.open_many(
        news=[_new_incident(one) for one in outcomes],
        by=LINKER,
        state=IncidentState.PROVISIONAL,
        reasons=reasons,
    )
    return {id(one): incident for one, incident in zip(outcomes, made, strict=True)}


def _new_incident(one: Outcome) -> NewIncident:
    first = one.members[0]
    claim = sound(first.claim)
    days = claim.when
    if days.first is None or days.last is None:
        raise ValueError("An incident needs a day.")
    ranged = days.precision is DatePrecision.RANGE
    stated = first.row.event_date or days.first
    return NewIncident(
        title=_title(first),
        country=claim.where.country or UNKNOWN_COUNTRY,
        first_day=days.first if ranged else stated,
        last_day=days.last if ranged else stated,
        date_precision=days.precision,
        location=mapping.location_of(first.row),
        alleged_parties=tuple(sorted(claim.parties)),
        cause=first.row.cause or "",
    )


def _title(asked: Asked) -> str:
    place = asked.row.place_name or "Place not named"
    return f"{place}, {written(asked.claim.when)}"[:200]


def _write_one(
    rows: Rows, one: Outcome, member: Asked, live: Live, incident: Incident | None
) -> None:
    decision, operation = one.decision, uuid.uuid4()
    claim = member.row
    wanted = {
        one.ids[ranked.code]: ranked
        for ranked in _proposed(decision)
        if one.ids[ranked.code] not in live.by_people
    }
    if live.decision and _says_the_same(live, decision, wanted):
        return
    if live.proposals:
        rows.ended[operation] = [row.pk for row in live.proposals.values()]
    if live.decision:
        rows.replaced.append(live.decision.pk)
    for pk, ranked in wanted.items():
        rows.judge(
            operation,
            (claim.pk, pk),
            JudgementVerdict.UNSURE.value,
            ranked.probability,
            decision.model,
            features=ranked.scored.features,
        )
    if incident and not live.positive:
        _place(rows, operation, (claim.pk, incident.pk), decision)
    new = None if decision.course is Course.SET_ASIDE else decision.new
    code = incident.code if incident else None
    rows.decide(operation, (claim.pk, claim.key), decision, new, code)


def _place(rows: Rows, operation: uuid.UUID, pair: tuple[int, int], decision: Decision) -> None:
    """Put a claim on the incident it was linked to, or on the one opened for it."""
    positive = JudgementVerdict.POSITIVE.value
    if decision.course is Course.LINK:
        best = decision.ranked[0]
        rows.judge(
            operation,
            pair,
            positive,
            best.probability,
            decision.model,
            reason=decision.reason,
            features=best.scored.features,
        )
        return
    opened = "Opened for this claim: no incident on file fitted."
    rows.judge(operation, pair, positive, decision.new, decision.model, reason=opened)


def _proposed(decision: Decision) -> Iterator[Ranked]:
    """Yield the candidates to keep beside a claim that goes on none of them by rule."""
    if decision.course in (Course.REVIEW, Course.PROVISIONAL):
        yield from decision.ranked[:SHOWN]


def _says_the_same(live: Live, decision: Decision, wanted: Mapping[int, Ranked]) -> bool:
    held = live.decision
    same = held and (held.course, held.model, held.flags) == (
        decision.course,
        decision.model,
        [flag.value for flag in decision.flags],
    )
    return bool(same) and {
        pk: round((row.probability or 0.0) / SAME) for pk, row in live.proposals.items()
    } == {pk: round(ranked.probability / SAME) for pk, ranked in wanted.items()}
