"""Sources, as far as a reader may see them."""

from dataclasses import dataclass

from django.db.models import Q

from sources.core.types import SourceKind
from sources.models import Source
from sources.visibility import Audience, sources_for


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFilters:
    """Which sources are asked for. None: no limit."""

    kind: SourceKind | None = None
    q: str | None = None
    after: str | None = None
    page_size: int = 100


def sources_page(filters: SourceFilters, audience: Audience) -> tuple[list[Source], bool]:
    """Return a page of sources by slug, and whether more follow."""
    limits = {"kind": filters.kind, "slug__gt": filters.after}
    wanted = Q(**{name: limit for name, limit in limits.items() if limit})
    if filters.q:
        wanted &= Q(name__icontains=filters.q) | Q(slug__icontains=filters.q)
    rows = sources_for(audience).filter(wanted).select_related("party").order_by("slug")
    found = list(rows[: filters.page_size + 1])
    return found[: filters.page_size], len(found) > filters.page_size


def source_for(slug: str, audience: Audience) -> Source | None:
    """Return the source of this slug, where the audience may see it."""
    return sources_for(audience).filter(slug=slug).select_related("party").first()
