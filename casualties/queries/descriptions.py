"""What describes an incident, and the version of that: who edits says which one they saw."""

from typing import Any

from casualties.models import Incident
from sources.core.fingerprint import digest

COLUMNS = {
    "title": "title",
    "aliases": "aliases",
    "country": "country",
    "first_day": "first_day",
    "last_day": "last_day",
    "date_precision": "date_precision",
    "place": "place_name",
    "latitude": "latitude",
    "longitude": "longitude",
    "location_precision": "location_precision",
    "action_status": "action_status",
    "cause": "cause",
}
"""The name in an answer, and the column. The parties alleged are rows of their own."""


def description_of(incident: Incident) -> dict[str, Any]:
    """Return what describes an incident, by the names of the answer."""
    told = {name: getattr(incident, column) for name, column in COLUMNS.items()}
    parties = sorted(party.slug for party in incident.alleged_parties.all())
    return {**told, "alleged_parties": parties}


def version_of(incident: Incident) -> str:
    """Return the version of the description: the same text, the same version."""
    return digest(description_of(incident))[:16]
