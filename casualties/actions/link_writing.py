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

    ``opens`` is the incident that opens for them, with its code.
    """

    members: list[Asked]
    live: list[Live]
    decision: Decision
    opens: NewIncident | None = None

    @property
    def standing(self) -> Incident | None:
        """Return the incident that one of them is on already."""
        return next((live.positive.incident for live in self.live if live.positive), None)

    @property
    def unplaced(self) -> list[Asked]:
        """Return those that are on no incident yet."""
        pairs = zip(self.members, self.live, strict=True)
        return [member for member, live in pairs if not live.positive]

    @property
    def code(self) -> str | None:
        """Return the code of the incident that this decision puts them on, found or opened."""
        return self.opens.code if self.opens else self.decision.incident


def write(outcomes: Sequence[Outcome], numbers: Mapping[str, int]) -> dict[str, Linked]:
    """Write the decisions; return what became of each claim, by its key.

    ``numbers`` holds the candidates' rows by code.
    """
    opened = _opened([one for one in outcomes if one.opens])
    codes = {one.code for one in outcomes if one.code} - opened.keys()
    on_file = Incident.objects.in_bulk([numbers[code] for code in codes])
    found = opened | {row.code: row for row in on_file.values()}
    numbers = {**numbers, **{code: row.pk for code, row in opened.items()}}
    rows = Rows()
    done: dict[str, Linked] = {}
    for one in outcomes:
        incident = found[one.code] if one.code else one.standing
        for member, live in zip(one.members, one.live, strict=True):
            _write_one(rows, one.decision, member, live, incident, numbers)
            done[member.row.key] = Linked(
                course=one.decision.course,
                reason=one.decision.reason,
                incident=incident,
                flags=one.decision.flags,
            )
    rows.store()
    return done


def _opened(outcomes: Sequence[Outcome]) -> dict[str, Incident]:
    """Open the provisional incidents of a batch together; return them by code."""
    made = incidents.open_many(
        news=[one.opens for one in outcomes if one.opens],
        by=LINKER,
        state=IncidentState.PROVISIONAL,
        reasons=[
            f"No incident on file fitted {one.members[0].row.key}: {one.decision.reason}"
            for one in outcomes
        ],
    )
    return {incident.code: incident for incident in made}


def to_open(first: Asked) -> NewIncident | None:
    """Return the incident that would open for a claim, without its code; None without a day."""
    claim = sound(first.claim)
    days = claim.when
    if days.first is None or days.last is None:
        return None
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
    rows: Rows,
    decision: Decision,
    member: Asked,
    live: Live,
    incident: Incident | None,
    numbers: Mapping[str, int],
) -> None:
    operation, claim = uuid.uuid4(), member.row
    wanted = {
        numbers[ranked.code]: ranked
        for ranked in _proposed(decision)
        if numbers[ranked.code] not in live.by_people
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
