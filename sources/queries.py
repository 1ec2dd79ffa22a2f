"""Questions about sources that take more than one row."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet

from sources.core.types import Actor
from sources.models import AuditEvent, Party, Source

_ALIKE = 0.4  # of 1, trigrams in common: Mosul Eye and Mosul-Eye News are alike, Reuters is not


def sources_by_slug(slugs: Iterable[str]) -> dict[str, Source]:
    """Return the sources on file under these slugs."""
    return {source.slug: source for source in Source.objects.filter(slug__in=set(slugs))}


def parties_by_slug(slugs: Iterable[str]) -> dict[str, Party]:
    """Return the parties on file under these slugs."""
    return {party.slug: party for party in Party.objects.filter(slug__in=set(slugs))}


def is_verified(user: Any) -> bool:
    """Return whether a person's second factor was checked in this session."""
    checked = getattr(user, "is_verified", None)
    return bool(checked and checked())


def known_sources(seen: QuerySet[Source], *, name: str, slug: str) -> list[Source]:
    """Return up to five sources under this short name or a name much like this one.

    ``seen`` holds the sources the reader may know of.
    """
    alike = seen.annotate(alike=TrigramSimilarity("name", name))
    found = alike.filter(Q(alike__gte=_ALIKE) | Q(slug=slug)).order_by("-alike", "pk")
    return list(found[:5])


def last_editor(*, verb: str, subject: str, column: str) -> str:
    """Return the name of whoever last changed a column at the desk; empty where nobody did."""
    events = AuditEvent.objects.filter(
        verb=verb, subject=subject, detail__changed__has_key=column
    ).order_by("-id")
    by = events.values_list("by", flat=True).first()
    return Actor.parse(by).name if by else ""
