"""The feed of changes, as far as a reader may follow it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from casualties.core.words import ChangeKind, IncidentState, Resource, ReviewState
from casualties.models import Change, Claim, Incident, Review
from casualties.queries.incidents import roots_by_member
from casualties.queries.keyset import PAGE_SIZE
from casualties.visibility import claims_for, incidents_for
from sources.models import AuditEvent, Party, Report, Source
from sources.visibility import EVERYONE, Audience, reports_for, sources_for

INSIDE = Audience(drafts=True)

_SEEN: Mapping[Resource, Callable[[Audience], QuerySet[Any]]] = {
    Resource.PARTY: lambda _: Party.objects.all(),
    Resource.SOURCE: sources_for,
    Resource.REPORT: reports_for,
    Resource.CLAIM: claims_for,
    Resource.INCIDENT: incidents_for,
}
_ALL: Mapping[Resource, tuple[type[Model], str]] = {
    Resource.PARTY: (Party, "slug"),
    Resource.SOURCE: (Source, "slug"),
    Resource.REPORT: (Report, "key"),
    Resource.CLAIM: (Claim, "key"),
    Resource.INCIDENT: (Incident, "code"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReading:
    """A line of the feed. ``readable``: the row is still there for this reader."""

    seq: int
    at: datetime
    resource: Resource
    key: str
    change: ChangeKind
    readable: bool
    merged_into: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Lines of the feed, and the place to go on from."""

    lines: Sequence[ChangeReading]
    last: int
    more: bool


def changes_after(asked: Mapping[str, Any], audience: Audience) -> Feed:
    """Return what changed after a place in the feed, in order, each row once."""
    after, size = asked.get("after", 0), asked.get("page_size", PAGE_SIZE)
    rows = _told_to(audience).filter(seq__gt=after)
    if "resource" in asked:
        rows = rows.filter(resource=asked["resource"])
    found = list(rows.order_by("seq")[: size + 1])
    page = found[:size]
    last = page[-1].seq if page else after
    return Feed(lines=_lines(page, audience), last=last, more=len(found) > size)


def shown(resource: Resource, ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Return which rows are or were shown to everyone, and to those who may see drafts.

    An accepted claim that was taken back before anybody numbered it was shown in between.
    """
    return _ids(_once_public(resource), ids), _ids(_SEEN[resource](INSIDE), ids)


def _once_public(resource: Resource) -> QuerySet[Any]:
    if resource is Resource.CLAIM:
        return claims_for(INSIDE).filter(reviews__verdict=ReviewState.ACCEPTED)
    if resource is Resource.REPORT:
        return reports_for(INSIDE).filter(claims__reviews__verdict=ReviewState.ACCEPTED)
    return _SEEN[resource](EVERYONE)


def _ids(rows: QuerySet[Any], ids: Iterable[int]) -> set[int]:
    return set(rows.filter(pk__in=list(ids)).values_list("pk", flat=True))


def _told_to(audience: Audience) -> QuerySet[Change]:
    if audience.identities:
        return Change.objects.all()
    return Change.objects.filter(**{"inside" if audience.drafts else "public": True})


def _lines(page: Sequence[Change], audience: Audience) -> list[ChangeReading]:
    subjects: dict[Resource, list[int]] = defaultdict(list)
    for row in page:
        subjects[Resource(row.resource)].append(row.subject)
    fates: dict[tuple[str, int], dict[str, Any]] = {}
    for resource, ids in subjects.items():
        fates |= {(resource, pk): fate for pk, fate in _fates(resource, ids, audience).items()}
    return [
        ChangeReading(seq=row.seq, at=row.at, resource=Resource(row.resource), **fate)
        for row in page
        if (fate := fates.get((row.resource, row.subject)))
    ]


def _fates(resource: Resource, ids: Sequence[int], audience: Audience) -> dict[int, dict[str, Any]]:
    """Return what there is to say of each row: read it again, or what became of it."""
    model, key = _ALL[resource]
    keys = dict(model._default_manager.filter(pk__in=ids).values_list("pk", key))
    readable = _ids(_SEEN[resource](audience), ids)
    inside = _ids(_SEEN[resource](INSIDE), ids)
    special = _SPECIAL[resource](ids, audience) if resource in _SPECIAL else {}
    fates: dict[int, dict[str, Any]] = {}
    for pk, told in keys.items():
        fate = {"key": told, "readable": pk in readable, "change": ChangeKind.CHANGED}
        if pk in readable or pk in inside:
            # Not shown any more, though nothing about it is protected: a draft again, taken back.
            fallen = {} if pk in readable else {"change": ChangeKind.WITHDRAWN}
            fates[pk] = fate | fallen | special.get(pk, {})
        elif resource is not Resource.SOURCE or audience.drafts:
            # The slug of a source that is protected now names it: strangers are not told.
            fates[pk] = fate | {"change": ChangeKind.WITHHELD}
    return fates


def _claims_taken_back(ids: Sequence[int], audience: Audience) -> dict[int, dict[str, Any]]:
    rows = Review.objects.filter(claim__in=ids, ended_at=None).exclude(verdict=ReviewState.ACCEPTED)
    return {
        row.claim_id: {
            "change": ChangeKind(row.verdict),
            "reason": row.reason if audience.drafts else None,
        }
        for row in rows
    }


def _incidents_gone(ids: Sequence[int], audience: Audience) -> dict[int, dict[str, Any]]:
    merged = Incident.objects.filter(pk__in=ids).exclude(merged_into=None)
    codes = dict(merged.values_list("pk", "code"))
    roots = roots_by_member(codes)
    reasons = _merge_reasons(codes.values()) if audience.drafts else {}
    gone = {
        pk: {
            "change": ChangeKind.MERGED,
            "merged_into": roots[pk].code,
            "reason": reasons.get(code),
            "readable": False,
        }
        for pk, code in codes.items()
    }
    discarded = Incident.objects.filter(pk__in=ids, state=IncidentState.DISCARDED)
    return {
        pk: {"change": ChangeKind.DISCARDED} for pk in discarded.values_list("pk", flat=True)
    } | gone


def _merge_reasons(codes: Iterable[str]) -> dict[str, str]:
    events = AuditEvent.objects.filter(verb="incident.merge", subject__in=list(codes))
    return dict(events.order_by("pk").values_list("subject", "reason"))


_SPECIAL = {
    Resource.CLAIM: _claims_taken_back,
    Resource.INCIDENT: _incidents_gone,
}
