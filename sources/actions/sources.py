"""Registering and grading sources."""

from django.db import transaction

from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor, NewSource, Protection, Reliability
from sources.errors import Conflict, UnknownReference
from sources.models import Party, Source


@transaction.atomic
def register(*, source: NewSource, by: Actor) -> Source:
    """Register a source at reliability F. One already on file under the slug is returned as it is.

    Raises Conflict where the slug is taken by a source of another name or kind, and
    UnknownReference where its party is not on file.
    """
    made, is_new = Source.objects.get_or_create(
        slug=source.slug,
        defaults={
            "name": source.name,
            "kind": source.kind,
            "party": _party(source.party),
            "country": source.country,
            "language": source.language,
            "url": source.url,
            "protection": source.protection,
        },
    )
    if not is_new:
        return _same_source(made, source)
    audit.record(verb="source.register", subject=made.slug, by=by, detail={"name": made.name})
    return made


@transaction.atomic
def regrade(*, source: Source, reliability: Reliability, reason: str, by: Actor) -> Source:
    """Give the source another grade. Its former one stays in the history; ranges follow."""
    reason = said(reason)
    source = Source.objects.select_for_update().get(pk=source.pk)
    detail = {"from": source.reliability, "to": reliability.value}
    source.reliability = reliability
    source.reliability_reason = reason
    source.save(update_fields=["reliability", "reliability_reason"])
    audit.record(verb="source.regrade", subject=source.slug, by=by, reason=reason, detail=detail)
    return source


def _same_source(known: Source, described: NewSource) -> Source:
    if (known.name, known.kind) != (described.name, described.kind.value):
        if known.protection != Protection.PUBLIC:
            raise Conflict(f"The slug {known.slug!r} is taken. Choose another.")
        raise Conflict(
            f"The source {known.slug!r} is on file as {known.name!r} ({known.kind}). "
            "Use the slug alone, or another slug.",
            detail={"slug": known.slug},
        )
    return known


def _party(slug: str | None) -> Party | None:
    if not slug:
        return None
    party = Party.objects.filter(slug=slug).first()
    if not party:
        raise UnknownReference(f"No party {slug!r} is on file.", detail={"party": slug})
    return party
