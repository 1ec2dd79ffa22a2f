"""Opening incidents, merging them and undoing that."""

import uuid
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from casualties import mapping
from casualties.actions import blocking, hints, opinions
from casualties.core.intake import NewIncident
from casualties.core.words import ActionStatus, IncidentState, JudgementVerdict
from casualties.errors import AlreadyDecided
from casualties.models import Incident, IncidentParty
from casualties.queries import root_of
from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict, UnknownReference
from sources.models import AuditEvent
from sources.queries import parties_by_slug

OPEN = "incident.open"


@transaction.atomic
def open_incident(
    *,
    new: NewIncident,
    by: Actor,
    state: IncidentState = IncidentState.OPEN,
    aliases: tuple[str, ...] = (),
    action_status: ActionStatus = ActionStatus.UNKNOWN,
    reason: str = "",
    operation: uuid.UUID | None = None,
) -> Incident:
    """Open an incident. Without a code of its own it gets the next of its country and year.

    With an ``operation``, undoing that discards it, unless other claims are on it by then.

    Raises Conflict where the code is taken, UnknownReference where a party is not on file.
    """
    (incident,) = open_many(
        news=[new],
        by=by,
        state=state,
        aliases=aliases,
        action_status=action_status,
        reasons=[reason],
        operation=operation,
    )
    return incident


@transaction.atomic
def open_many(
    *,
    news: Sequence[NewIncident],
    by: Actor,
    state: IncidentState,
    reasons: Sequence[str],
    aliases: tuple[str, ...] = (),
    action_status: ActionStatus = ActionStatus.UNKNOWN,
    operation: uuid.UUID | None = None,
) -> list[Incident]:
    """Open incidents, in as many statements for a hundred as for one. Raises as `open_incident`."""
    if not news:
        return []
    free = FreeCodes([new for new in news if not new.code])
    codes = [new.code or free.next(new) for new in news]
    _refuse_taken(codes)
    parties = parties_by_slug(slug for new in news for slug in new.alleged_parties)
    missing = [slug for new in news for slug in new.alleged_parties if slug not in parties]
    if missing:
        raise UnknownReference(f"No party {missing[0]!r} is on file.", detail={"party": missing[0]})
    made = Incident.objects.bulk_create(
        Incident(
            code=code,
            state=state,
            aliases=list(aliases),
            action_status=action_status,
            **mapping.incident_columns(new),
        )
        for code, new in zip(codes, news, strict=True)
    )
    IncidentParty.objects.bulk_create(
        IncidentParty(incident=incident, party=parties[slug])
        for incident, new in zip(made, news, strict=True)
        for slug in dict.fromkeys(new.alleged_parties)
    )
    blocking.index_new(incidents=made)
    AuditEvent.objects.bulk_create(
        AuditEvent(
            verb=OPEN,
            subject=code,
            by=str(by),
            reason=reason,
            operation=operation or uuid.uuid4(),
        )
        for code, reason in zip(codes, reasons, strict=True)
    )
    return made


def _refuse_taken(codes: Sequence[str]) -> None:
    held = set(Incident.objects.filter(code__in=codes).values_list("code", flat=True))
    taken = next((code for code in codes if code in held or codes.count(code) > 1), None)
    if taken:
        raise Conflict(f"The code {taken} is taken. Leave it empty to get the next free one.")


@transaction.atomic
def merge(*, incident: Incident, into: Incident, by: Actor, reason: str) -> uuid.UUID:
    """Say that two incidents are one: readers of the first are led to the second.

    No judgement moves, so `undo_merge` brings back exactly what was. Returns the operation.
    """
    reason = said(reason)
    if incident == into:
        raise Conflict(f"{incident.code} cannot be merged into itself.")
    incident, into = _locked(incident, into)
    if incident.merged_into_id:
        raise AlreadyDecided(f"{incident.code} was merged before. Undo that merge first.")
    if root_of(into) == incident:
        raise Conflict(f"{into.code} is itself merged into {incident.code}.")
    incident.merged_into = into
    incident.save(update_fields=["merged_into"])
    event = audit.record(
        verb="incident.merge",
        subject=incident.code,
        by=by,
        reason=reason,
        detail={"into": into.code},
    )
    hints.refresh_on_commit()
    return event.operation


@transaction.atomic
def undo_merge(*, incident: Incident, by: Actor, reason: str) -> None:
    """Take a merge back."""
    reason = said(reason)
    (incident,) = _locked(incident)
    if not incident.merged_into:
        raise AlreadyDecided(f"{incident.code} is not merged into another.")
    former = incident.merged_into.code
    incident.merged_into = None
    incident.save(update_fields=["merged_into"])
    audit.record(
        verb="incident.undo_merge",
        subject=incident.code,
        by=by,
        reason=reason,
        detail={"from": former},
    )
    hints.refresh_on_commit()


def discard_empty(*, incident: Incident, by: Actor) -> bool:
    """Discard an incident on which no claim is, and end its sign-offs; False where one is.

    Nor is one discarded that was merged, or into which another was.
    """
    (incident,) = _locked(incident)
    merged = incident.merged_into_id or incident.merged.exists()
    held = incident.judgements.filter(verdict=JudgementVerdict.POSITIVE, ended_at=None)
    if merged or held.exists():
        return False
    opinions.end(incident.sign_offs.all(), by=by)
    incident.state = IncidentState.DISCARDED
    incident.save(update_fields=["state"])
    return True


def locked_root(incident: Incident, what: str) -> Incident:
    """Return an incident read again under a lock; Conflict where it is merged into another.

    ``what`` is to be done at the other one instead.
    """
    (incident,) = _locked(incident)
    if incident.merged_into:
        raise Conflict(f"{incident.code} is merged into {incident.merged_into.code}: {what} there.")
    return incident


def _locked(*incidents: Incident) -> list[Incident]:
    """Return the incidents read again under a lock, taken in one order to avoid deadlock."""
    ids = [incident.pk for incident in incidents]
    rows = Incident.objects.select_for_update(no_key=True, of=("self",)).order_by("pk").in_bulk(ids)
    return [rows[pk] for pk in ids]


class FreeCodes:
    """Hands out the next free codes of countries and years, in the order they are asked for.

    From the first on, until the transaction ends, nobody else gets any: two reports would get the
    same one. The lock is one for all countries and years: with one each, two reports that open
    several could wait in a ring.
    """

    def __init__(self, news: Iterable[NewIncident]) -> None:
        """Keep what may be opened: whose last codes are read at once, when the first is asked."""
        self._news = news
        self._last: dict[str, int] | None = None

    def next(self, new: NewIncident) -> str:
        """Return the code of one of the incidents to be opened."""
        if self._last is None:
            self._last = _last_numbers({_stem(new) for new in self._news})
        stem = _stem(new)
        self._last[stem] += 1
        return f"{stem}{self._last[stem]:04d}"


def _last_numbers(stems: set[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('casualties_incident_code'))")
        cursor.execute(_LAST_NUMBERS, [sorted(stems)])
        return dict(cursor.fetchall())


def _stem(new: NewIncident) -> str:
    return f"{new.country}-{new.first_day.year:04d}-"


# By the index `incident_by_number`, whose expressions these are.
_LAST_NUMBERS = r"""
    SELECT stem, COALESCE((
        SELECT substring(code from '[0-9]{4,}$')::bigint FROM casualties_incident
         WHERE code ~ '^[A-Z]{2}-[0-9]{4}-[0-9]{4,}$'
           AND substring(code from '^(.*-)[0-9]{4,}$') = stem
         ORDER BY substring(code from '[0-9]{4,}$')::bigint DESC LIMIT 1), 0)
      FROM unnest(%s::text[]) AS stem
"""
