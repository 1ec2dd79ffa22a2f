"""Deciding which incident claims are about, where nobody has said: link, propose or open one.

Whatever the linker does can be undone, and whatever a person decided stands.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from django.db import connection, transaction

from casualties import mapping
from casualties.actions import blocking, hints, incidents, link_writing
from casualties.actions.link_rows import LINKER
from casualties.actions.link_writing import Linked, Outcome, to_open
from casualties.core.blocking import lock_keys
from casualties.core.gazetteer import Written
from casualties.core.linking import (
    Candidate,
    Course,
    Decision,
    LinkClaim,
    LinkFlag,
    Weights,
    decide,
    score,
)
from casualties.core.linking.scope import aggregate_reason
from casualties.models import Claim
from casualties.queries.linking import Asked, asked_of
from casualties.queries.live_links import (
    Live,
    in_the_queue,
    live_links,
    waiting_for_the_linker,
    weights_in_force,
    with_their_reports,
)
from casualties.queries.places import Excerpt, where_are
from casualties.queries.surroundings import Surroundings

BATCH = 100
"""Claims a transaction: enough to be set-based, few enough that others near need not wait."""

SPOT_CHECKS = 50
"""One in so many automatic links goes to review, to measure how right they are: 2 %."""

OPENS_NOTHING = {
    # Flags under which a rule opens no incident either: it would stand at a wrong place or day,
    # or beside one that a person has in mind.
    LinkFlag.IMPOSSIBLE_COORDINATES,
    LinkFlag.SWAPPED_COORDINATES,
    LinkFlag.IMPLAUSIBLE_DATE,
    LinkFlag.IMPLAUSIBLE_SPAN,
    LinkFlag.NO_DATE,
    LinkFlag.NO_PLACE,
    LinkFlag.DENSE_AREA,
    LinkFlag.REFUSED_BEFORE,
}


class Waiting(Protocol):
    """Returns the numbers of the next claims to look at, after the one given."""

    def __call__(self, *, after: int, limit: int) -> list[int]:
        """Return them in order."""


@dataclass(slots=True)
class Event:
    """The figures one report gives of one event: they are linked together."""

    members: list[Asked]
    live: list[Live]

    @property
    def claim(self) -> LinkClaim:
        """Return them as one claim with all their figures."""
        claims = [member.claim for member in self.members]
        return replace(
            claims[0],
            statuses=frozenset().union(*(claim.statuses for claim in claims)),
            groups=frozenset().union(*(claim.groups for claim in claims)),
            parties=frozenset().union(*(claim.parties for claim in claims)),
            causes=frozenset().union(*(claim.causes for claim in claims)),
            hostile=frozenset().union(*(claim.hostile for claim in claims)),
            counts=tuple(count for claim in claims for count in claim.counts),
        )

    @property
    def own(self) -> set[int]:
        """Return the incidents that any of them is on already."""
        return {live.positive.incident_id for live in self.live if live.positive}

    @property
    def refused(self) -> set[str]:
        """Return the codes of the incidents a person refused for any of them."""
        return set().union(*(live.refused for live in self.live))


def hold(written: Sequence[Written]) -> None:
    """Lock what incidents at these places would be found by, until the transaction ends.

    Who takes in reports calls it before anything else that is locked, so that no two wait for
    each other in a ring.
    """
    if written:
        _lock({key for found in where_are(written) for key in lock_keys(found.spots)})


@transaction.atomic
def link(*, claims: Sequence[Claim], again: bool = False) -> dict[str, Linked]:
    """Decide on claims without an incident; return what became of each, by its key.

    Claims that a person decided on are left alone; with ``again`` those the linker decided on are
    looked at anew. The same claims twice change nothing.
    """
    if not claims:
        return {}
    blocking.refresh()
    rows = with_their_reports([claim.pk for claim in claims])
    excerpt = Excerpt([mapping.claim_written(row) for row in rows])
    asked = asked_of(rows, excerpt)
    _lock({key for one in asked for key in one.locks})
    live = live_links([row.pk for row in rows])
    open_to = [one for one in asked if _is_open(live[one.row.pk], again)]
    weights = weights_in_force()
    events = list(_events(open_to, live))
    if not events:
        return {}
    around = Surroundings([event.members[0] for event in events], excerpt)
    outcomes = list(_decided(events, around, weights))
    done = link_writing.write(outcomes, around.numbers)
    if done:
        hints.refresh_on_commit()
    return done


def link_backlog(*, limit: int | None = None) -> int:
    """Decide on the claims nobody has looked at yet, a batch a transaction; return how many."""
    return _in_batches(waiting_for_the_linker, limit, again=False)


def rescore(*, limit: int | None = None) -> int:
    """Look again at the claims that wait for a person: there may be better candidates now."""
    return _in_batches(in_the_queue, limit, again=True)


def _in_batches(waiting: Waiting, limit: int | None, *, again: bool) -> int:
    done, last = 0, 0
    while ids := waiting(after=last, limit=min(BATCH, BATCH if limit is None else limit - done)):
        done += len(link(claims=[Claim(pk=pk) for pk in ids], again=again))
        last = ids[-1]
        if limit is not None and done >= limit:
            break
    return done


def _is_open(live: Live, again: bool) -> bool:
    if live.settled:
        return False
    return again or (live.decision is None and live.positive is None)


def _lock(keys: set[int]) -> None:
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [sorted(keys)]
        )


def _events(asked: Sequence[Asked], live: dict[int, Live]) -> Iterator[Event]:
    """Put the figures of one event in one report together; two of one kind tell of two events."""
    events: dict[object, list[Event]] = {}
    for one in asked:
        same = events.setdefault(one.event, [])
        for event in same:
            if not any(_same_count(one, member) for member in event.members):
                event.members.append(one)
                event.live.append(live[one.row.pk])
                break
        else:
            same.append(Event(members=[one], live=[live[one.row.pk]]))
    return (event for same in events.values() for event in same)


def _same_count(one: Asked, other: Asked) -> bool:
    row, beside = one.row, other.row
    return (row.claimant_id, row.harm, row.status, row.sub_group, row.stance) == (
        *(beside.claimant_id, beside.harm, beside.status),
        *(beside.sub_group, beside.stance),
    )


def _decided(events: Sequence[Event], around: Surroundings, weights: Weights) -> Iterator[Outcome]:
    """Decide on the events in their order, each as if what came before it had been written."""
    codes = incidents.FreeCodes(new for event in events if (new := to_open(event.members[0])))
    for event in events:
        reasons = [aggregate_reason(member.claim) for member in event.members]
        told = list(zip(event.members, event.live, reasons, strict=True))
        for member, live, reason in told:
            if reason:
                made = Decision(course=Course.SET_ASIDE, reason=reason, model=weights.version)
                yield Outcome(members=[member], live=[live], decision=made)
        if not all(reasons):
            rest = Event(
                members=[member for member, _, reason in told if not reason],
                live=[live for _, live, reason in told if not reason],
            )
            candidates, dense = around.candidates(event.members[0], but=rest.own)
            outcome = _outcome(rest, candidates, weights, dense=dense)
            _take_in(outcome, around, codes)
            yield outcome


def _outcome(
    event: Event, candidates: Sequence[Candidate], weights: Weights, *, dense: bool
) -> Outcome:
    claim = event.claim
    scored = [score(claim, candidate, weights) for candidate in candidates]
    made = decide(claim, scored, event.refused, weights, dense=dense)
    decision = _careful(made, bool(event.own), claim)
    return Outcome(members=event.members, live=event.live, decision=decision)


def _take_in(outcome: Outcome, around: Surroundings, codes: incidents.FreeCodes) -> None:
    """Let the next events meet what this one opens, and the claims it puts on an incident."""
    standing = outcome.standing
    if outcome.decision.course is Course.PROVISIONAL and not standing:
        new = to_open(outcome.members[0])
        if new is None:
            raise ValueError("An incident needs a day.")
        code = codes.next(new)
        outcome.opens = replace(new, code=code)
        around.open(code, new)
    on = outcome.code or (around.code_of(standing.pk) if standing else None)
    if on:
        around.put(on, outcome.unplaced)


def _careful(made: Decision, placed: bool, claim: LinkClaim) -> Decision:
    """Return the decision, less what a rule must not do here, with the spot check drawn."""
    barred = [flag for flag in made.flags if flag in OPENS_NOTHING]
    if made.course is Course.PROVISIONAL and barred and not placed:
        told = f"{made.reason} {barred[0].meaning} So a person opens one."
        return replace(made, course=Course.REVIEW, reason=told)
    if made.course is Course.LINK and placed:
        told = f"{made.reason} It stands on an incident of its own: move it there?"
        return replace(made, course=Course.REVIEW, reason=told)
    if made.course is Course.LINK and _drawn(claim.key):
        return replace(made, flags=(*made.flags, LinkFlag.SPOT_CHECK))
    return made


def _drawn(key: str) -> bool:
    """Return whether a claim is among the one in fifty: by its key, so the same at any time."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) % SPOT_CHECKS == 0


__all__ = ["LINKER", "hold", "link", "link_backlog", "rescore"]
