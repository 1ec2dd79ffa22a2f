"""Where it happened: the incident's place and its claims', each as far as it is known."""

import json
from collections.abc import Sequence
from typing import Any

from casualties.admin.workspace.pictures import speaker_of
from casualties.core.words import LocationPrecision
from casualties.models import Claim, Incident
from casualties.queries.readings import ClaimReading

RADIUS_M = {
    LocationPrecision.EXACT: 50,
    LocationPrecision.STREET: 250,
    LocationPrecision.NEIGHBOURHOOD: 1_000,
    LocationPrecision.TOWN: 5_000,
    LocationPrecision.DISTRICT: 25_000,
    LocationPrecision.GOVERNORATE: 100_000,
    LocationPrecision.COUNTRY: 400_000,
    LocationPrecision.UNKNOWN: 5_000,
}
"""How wide a circle is drawn around a point, in metres: the usual size of such a place."""

Place = dict[str, Any]


def places(incident: Incident, claims: Sequence[ClaimReading]) -> list[Place]:
    """Return the points on file; those of protected claims could tell who speaks, and stay away."""
    found = [_place(incident, f"{incident.code} {incident.title}", incident=True)]
    found += [
        _place(claim.row, f"{speaker_of(claim)}: {claim.row.said}", incident=False)
        for claim in claims
        if claim.named
    ]
    return [place for place in found if place["latitude"] is not None]


def as_json(found: Sequence[Place]) -> str:
    """Return the points as the map's script reads them."""
    return json.dumps(list(found))


def _place(row: Incident | Claim, label: str, *, incident: bool) -> Place:
    precision = LocationPrecision(row.location_precision)
    return {
        "label": label,
        "name": row.place_name,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "precision": precision.label,
        "radius_m": RADIUS_M[precision],
        "incident": incident,
    }
