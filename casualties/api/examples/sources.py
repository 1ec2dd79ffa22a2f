"""A source as it reads."""

from typing import Any

SOURCE: dict[str, Any] = {
    "slug": "mosul-eye",
    "name": "Mosul Eye",
    "kind": "local_media",
    "party": None,
    "reliability": "C",
    "reliability_reason": "Wrote from inside the city; its figures can rarely be checked.",
    "country": "IQ",
    "language": "en",
    "url": "",
}

PARTY: dict[str, Any] = {
    "slug": "us-led-coalition",
    "name": "US-led Coalition",
    "hostile_to": ["islamic-state"],
}
