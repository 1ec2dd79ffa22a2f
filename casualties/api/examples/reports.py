"""A report on Dawassa, and the answer to it."""

from typing import Any

_QUANTITY = {"qualifier": "more_than", "low": 130, "expression": "more than 130"}

REPORT: dict[str, Any] = {
    "publisher": "airwars",
    "title": "CI510, Dawassa, 5 March 2017",
    "url": "https://airwars.org/civilian-casualties/ci510-march-5-2017/",
    "published_on": "2017-03-11",
    "language": "en",
    "text": None,
    "claims": [
        {
            "key": "c1",
            "claimant": "mosul-eye",
            "harm": "killed",
            "status": "civilian",
            "quantity": _QUANTITY,
            "event_date": "2017-03-05",
            "place": "Mosul, Dawassa",
            "location_precision": "neighbourhood",
            "incident": "IQ-2017-0005",
        },
        {
            "key": "c2",
            "claimant": "airwars",
            "harm": "killed",
            "status": "civilian",
            "quantity": {
                "qualifier": "between",
                "low": 64,
                "high": 130,
                "expression": "64-130",
            },
            "event_date": "2017-03-05",
            "incident": "IQ-2017-0005",
            "based_on": ["c1"],
        },
    ],
}

KEY = "220d8c40346b658f382d731e"

RECEIPT: dict[str, Any] = {
    "report": KEY,
    "claims": [
        {
            "key": f"{KEY}/c1",
            "state": "draft",
            "incident": "IQ-2017-0005",
            "note": "On incident IQ-2017-0005. Waits as a draft for an analyst.",
        },
        {
            "key": f"{KEY}/c2",
            "state": "draft",
            "incident": "IQ-2017-0005",
            "note": "On incident IQ-2017-0005. Built from claims on file, so it adds no evidence "
            "beside them. Waits as a draft for an analyst.",
        },
    ],
    "incidents": ["IQ-2017-0005"],
    "estimates": "/api/v1/incidents?code=IQ-2017-0005",
}
