"""Dawassa as it reads."""

from typing import Any

INCIDENT: dict[str, Any] = {
    "code": "IQ-2017-0005",
    "aliases": ["CI510"],
    "title": "Dawassa, west Mosul, 5 March 2017",
    "country": "IQ",
    "first_day": "2017-03-05",
    "last_day": "2017-03-05",
    "date_precision": "day",
    "place": "Mosul, Dawassa",
    "latitude": 36.332586,
    "longitude": 43.1388688,
    "location_precision": "neighbourhood",
    "alleged_parties": ["iraqi-government", "us-led-coalition"],
    "action_status": "contested",
    "cause": "airstrike",
    "state": "open",
    "grade": {"harm": "contested", "attribution": "contested", "decided": False},
    "headline": {
        "measure": "killed:civilian",
        "outcome": "range",
        "low": 64,
        "best": None,
        "high": 131,
        "open_above": True,
        "open_below": False,
        "level": None,
        "method": "envelope",
        "basis": "reviewed",
        "state": "unsigned",
    },
    "headline_provisional": None,
    "signed": None,
    "pending": None,
    "url": "/api/v1/incidents/IQ-2017-0005",
}
