"""Registering parties to the conflict."""

from collections.abc import Sequence

from django.db import transaction

from sources.actions import audit
from sources.core.types import Actor
from sources.errors import UnknownReference
from sources.models import Party


@transaction.atomic
def register(*, slug: str, name: str, by: Actor, hostile_to: Sequence[str] = ()) -> Party:
    """Register a party; one on file under the slug is returned, with any new hostility added."""
    party, made = Party.objects.get_or_create(slug=slug, defaults={"name": name})
    foes = list(Party.objects.filter(slug__in=hostile_to))
    missing = set(hostile_to) - {foe.slug for foe in foes}
    if missing:
        raise UnknownReference(
            f"No party {min(missing)!r} is on file.", detail={"party": min(missing)}
        )
    party.hostile_to.add(*foes)
    if made:
        audit.record(verb="party.register", subject=slug, by=by, detail={"name": name})
    return party
