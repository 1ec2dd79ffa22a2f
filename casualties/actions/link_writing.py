"""Writing down what the linker decided: a decision a claim, judgements, provisional incidents."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from casualties import mapping
from casualties.actions import incidents, opinions
from casualties.core.intake import NewIncident
from casualties.core.linking import Course, Decision, LinkFlag, Ranked
from casualties.core.linking.bad_input import sound
from casualties.core.linking.days import written
from casualties.core.words import DatePrecision, IncidentState, JudgementVerdict
from casualties.models import Incident, Judgement, LinkDecision
from casualties.queries.linking import Asked
from casualties.queries.live_links import Live
from sources.core.types import Actor, ActorKind
from sources.models import AuditEvent

LINKER = Actor(ActorKind.RULE, "linker")

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


class _Pages:
    """Rows to write, gathered over a wave: a statement a table, however many claims."""

    def __init__(self) -> None:
        self.judgements: list[Judgement] = []
        self.decisions: list[LinkDecision] = []
        self.events: list[AuditEvent] = []
        self.ended: dict[uuid.UUID, list[int]] = {}
        self.replaced: list[int] = []

    def store(self) -> None:
        """Write everything, endings first."""
        now = {"ended_at": timezone.now(), "ended_by": str(LINKER)}
        for operation, ids in self.ended.items():
            rows = Judgement.objects.filter(pk__in=ids, ended_at=None)
            rows.update(ended_operation=operation, **now)
        opinions.end(LinkDecision.objects.filter(pk__in=self.replaced), by=LINKER)
        Judgement.objects.bulk_create(self.judgements)
        LinkDecision.objects.bulk_create(self.decisions)
        AuditEvent.objects.bulk_create(self.events)


def write(outcomes: Sequence[Outcome]) -> dict[str, Linked]:
    """Write the decisions; return what became of each claim, by its key."""
    pages = _Pages()
    linked = Incident.objects.in_bulk(
        [one.ids[one.decision.incident] for one in outcomes if one.decision.incident]
    )
    done: dict[str, Linked] = {}
    opened = _opened([one for one in outcomes if _opens(one)])
    for one in outcomes:
        incident = opened.get(id(one)) or _incident_of(one, linked)
        for member, live in zip(one.members, one.live, strict=True):
            _write_one(pages, one, member, live, incident)
            done[member.row.key] = Linked(
                course=one.decision.course,
                reason=one.decision.reason,
                incident=incident,
                flags=one.decision.flags,
            )
    pages.store()
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
    pages: _Pages, one: Outcome, member: Asked, live: Live, incident: Incident | None
) -> None:
    decision, operation = one.decision, uuid.uuid4()
    wanted = {
        one.ids[ranked.code]: ranked
        for ranked in _proposed(decision)
        if one.ids[ranked.code] not in live.by_people
    }
    if live.decision and _says_the_same(live, decision, wanted):
        return
    stated: dict[str, Any] = {"by": str(LINKER), "operation": operation}
    pages.ended[operation] = [row.pk for row in live.proposals.values()]
    if live.decision:
        pages.replaced.append(live.decision.pk)
    pages.judgements += [
        _judgement(member, pk, JudgementVerdict.UNSURE, ranked, decision.model, stated)
        for pk, ranked in wanted.items()
    ]
    if incident and not live.positive:
        pages.judgements.append(_positive(one, member, incident, stated))
    pages.decisions.append(
        LinkDecision(
            claim=member.row,
            course=decision.course,
            reason=decision.reason,
            flags=[flag.value for flag in decision.flags],
            new_probability=None if decision.course is Course.SET_ASIDE else decision.new,
            model=decision.model,
            **stated,
        )
    )
    pages.events.append(
        AuditEvent(
            verb=f"linking.{decision.course.value}",
            subject=member.row.key,
            reason=decision.reason,
            detail={"incident": incident.code if incident else None, "model": decision.model},
            **stated,
        )
    )


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


def _judgement(
    member: Asked,
    incident_id: int,
    verdict: JudgementVerdict,
    ranked: Ranked,
    model: str,
    stated: Mapping[str, Any],
) -> Judgement:
    return Judgement(
        claim=member.row,
        incident_id=incident_id,
        verdict=verdict,
        probability=ranked.probability,
        features=[asdict(feature) for feature in ranked.scored.features],
        model=model,
        **stated,
    )


def _positive(
    one: Outcome, member: Asked, incident: Incident, stated: Mapping[str, Any]
) -> Judgement:
    decision = one.decision
    if decision.course is Course.LINK:
        best = decision.ranked[0]
        made = _judgement(
            member, incident.pk, JudgementVerdict.POSITIVE, best, decision.model, stated
        )
        made.reason = decision.reason
        return made
    return Judgement(
        claim=member.row,
        incident=incident,
        verdict=JudgementVerdict.POSITIVE,
        probability=decision.new,
        model=decision.model,
        reason="Opened for this claim: no incident on file fitted.",
        **stated,
    )
