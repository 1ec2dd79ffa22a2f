"""Saying which parties are alleged to have caused an incident."""

from collections.abc import Iterable

from django.db import transaction

from casualties.actions import hints
from casualties.models import Incident, IncidentParty
from sources.actions import audit
from sources.core.types import Actor
from sources.models import Party


@transaction.atomic
def allege(*, incident: Incident, parties: Iterable[Party], by: Actor, reason: str = "") -> None:
    """Make these the parties alleged; the audit event holds those before and after."""
    incident = Incident.objects.select_for_update(no_key=True, of=("self",)).get(pk=incident.pk)
    wanted = {party.pk: party for party in parties}
    links = IncidentParty.objects.filter(incident=incident).select_related("party")
    former = {link.party_id: link.party for link in links}
    if former.keys() == wanted.keys():
        return
    links.exclude(party__in=wanted).delete()
    for pk in wanted.keys() - former.keys():
        IncidentParty.objects.create(incident=incident, party=wanted[pk])
    audit.record(
        verb="incident.parties",
        subject=incident.code,
        by=by,
        reason=reason,
        detail={"from": _slugs(former.values()), "to": _slugs(wanted.values())},
    )
    hints.refresh_on_commit()


def _slugs(parties: Iterable[Party]) -> list[str]:
    return sorted(party.slug for party in parties)
