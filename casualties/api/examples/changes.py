"""A piece of the feed of changes, and a method."""

from typing import Any

CHANGES: list[dict[str, Any]] = [
    {
        "seq": 814,
        "at": "2026-11-25T09:14:03.120455Z",
        "resource": "incident",
        "key": "IQ-2017-0005",
        "change": "changed",
        "merged_into": None,
        "reason": None,
        "url": "/api/v1/incidents/IQ-2017-0005",
    },
    {
        "seq": 815,
        "at": "2026-11-25T09:14:03.120455Z",
        "resource": "incident",
        "key": "IQ-2017-0009",
        "change": "merged",
        "merged_into": "IQ-2017-0005",
        "reason": None,
        "url": None,
    },
]

METHOD: dict[str, Any] = {
    "name": "envelope",
    "version": "1",
    "headline": False,
    "summary": "Take the least and the greatest figure or bound anybody states, and no best.",
    "weighs_denials": False,
    "converts": False,
}
