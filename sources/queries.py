"""Questions about sources that take more than one row."""

from collections.abc import Iterable
from typing import Any

from sources.models import Party, Source


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
