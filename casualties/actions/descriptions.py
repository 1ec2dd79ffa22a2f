"""Describing incidents better, without writing over what somebody else wrote meanwhile."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from casualties.actions import blocking, hints, incident_parties
from casualties.core.intake import NewIncident
from casualties.core.types import Location
from casualties.core.words import DatePrecision, LocationPrecision
from casualties.errors import Outdated
from casualties.models import Incident
from casualties.queries import COLUMNS, description_of, version_of
from sources.actions import editing
from sources.core.types import Actor
from sources.errors import Conflict, UnknownReference
from sources.queries import parties_by_slug


@transaction.atomic
def describe(
    *, incident: Incident, wanted: Mapping[str, Any], version: str, by: Actor, reason: str = ""
) -> Incident:
    """Store these parts of a description, where it still is the version the editor saw.

    Raises Outdated where it is not, with what is on file and what was sent: nothing is lost.
    InvalidValue where the description would contradict itself, Conflict for a merged incident,
    UnknownReference for a party that is not on file.
    """
    row = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if row.merged_into:
        raise Conflict(f"{row.code} is merged into {row.merged_into.code}: describe that one.")
    on_file = description_of(row)
    if version_of(row) != version:
        raise Outdated.by(on_file=on_file, sent=wanted)
    changed = {name: value for name, value in wanted.items() if value != on_file[name]}
    _whole({**on_file, **changed})
    if "alleged_parties" in changed:
        _allege(row, changed.pop("alleged_parties"), by, reason)
    if not changed:
        return row
    for name, value in changed.items():
        setattr(row, COLUMNS[name], value)
    columns = [COLUMNS[name] for name in changed]
    editing.save(row=row, subject=row.code, columns=columns, by=by)
    blocking.index(incident_id=row.pk)
    hints.refresh_on_commit()
    return row


def _whole(told: Mapping[str, Any]) -> None:
    """Refuse what could not be opened as an incident."""
    NewIncident(
        title=told["title"],
        country=told["country"],
        first_day=told["first_day"],
        last_day=told["last_day"],
        date_precision=DatePrecision(told["date_precision"]),
        location=Location(
            name=told["place"],
            latitude=told["latitude"],
            longitude=told["longitude"],
            precision=LocationPrecision(told["location_precision"]),
        ),
        cause=told["cause"],
    )


def _allege(row: Incident, slugs: list[str], by: Actor, reason: str) -> None:
    parties = parties_by_slug(slugs)
    missing = [slug for slug in slugs if slug not in parties]
    if missing:
        message = f"No party {missing[0]!r} is on file."
        fields = {"alleged_parties": message}
        raise UnknownReference(message, detail={"party": missing[0], "fields": fields})
    incident_parties.allege(incident=row, parties=parties.values(), by=by, reason=reason)
