"""Sources and parties, as far as a reader may see them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from casualties.core.words import Resource
from casualties.queries.conditions import Conditions, changed_since, holds, matching
from casualties.queries.keyset import Page, cut
from sources.models import Party, Source
from sources.visibility import Audience, sources_for


def sources_page(asked: Mapping[str, Any], audience: Audience) -> Page[Source]:
    """Return a page of sources by slug."""
    rows = sources_for(audience).filter(matching(_OF_SOURCES, asked, audience))
    return cut(rows.select_related("party"), asked, key="slug")


def source_for(slug: str, audience: Audience) -> Source | None:
    """Return the source of this slug, where the audience may see it."""
    return sources_for(audience).filter(slug=slug).select_related("party").first()


def parties_page(asked: Mapping[str, Any], audience: Audience) -> Page[Party]:
    """Return a page of the parties to the conflict by slug, with those they fight."""
    rows = Party.objects.filter(matching(_OF_PARTIES, asked, audience))
    return cut(rows.prefetch_related("hostile_to"), asked, key="slug")


def party_for(slug: str) -> Party | None:
    """Return the party of this slug."""
    return Party.objects.filter(slug=slug).prefetch_related("hostile_to").first()


_OF_SOURCES: Conditions = {
    "country": lambda country, _: Q(country=country),
    "updated_since": changed_since(Resource.SOURCE),
    "party": lambda slug, _: Q(party__slug=slug),
    "source_kind": lambda kind, _: Q(kind=kind),
    "reliability": lambda grade, _: Q(reliability=grade),
    "q": holds("name", "slug"),
}

_OF_PARTIES: Conditions = {
    "updated_since": changed_since(Resource.PARTY),
    "q": holds("name", "slug"),
}
