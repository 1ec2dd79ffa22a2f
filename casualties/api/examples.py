"""What the reference shows: the accounts of Dawassa, west Mosul, of 5 March 2017."""

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

_KEY = "220d8c40346b658f382d731e"

RECEIPT: dict[str, Any] = {
    "report": _KEY,
    "claims": [
        {
            "key": f"{_KEY}/c1",
            "state": "draft",
            "incident": "IQ-2017-0005",
            "note": "On incident IQ-2017-0005. Waits as a draft for an analyst.",
        },
        {
            "key": f"{_KEY}/c2",
            "state": "draft",
            "incident": "IQ-2017-0005",
            "note": "On incident IQ-2017-0005. Built from claims on file, so it adds no evidence "
            "beside them. Waits as a draft for an analyst.",
        },
    ],
    "incidents": ["IQ-2017-0005"],
    "estimates": "/api/v1/incidents?code=IQ-2017-0005",
}

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


def _error(code: str, message: str, **detail: Any) -> dict[str, Any]:
    return {"code": code, "message": message, "detail": detail}


_LOW = "low 130 is above high 64: swap them."
_NOT_THERE = "No incident 'IQ-2017-9999' is on file, or you may not see it."
_NO_SCOPE = "This needs a token with the scope 'write:reports' or 'review', or a login to the desk."
_DIFFERS = (
    f"This report is on file as {_KEY} with other claims or links. Correct those claims, "
    "or post the page's new text as a later version."
)

ERRORS: dict[int, dict[str, Any]] = {
    301: _error("merged", "IQ-2017-0009 was merged into IQ-2017-0005.", into="IQ-2017-0005"),
    400: _error(
        "invalid",
        f"claims.0.quantity.low: {_LOW}",
        fields={"claims.0.quantity.low": _LOW},
    ),
    401: _error("token_expired", "This token has expired. Ask the desk for another."),
    403: _error("not_allowed", _NO_SCOPE),
    404: _error("not_found", _NOT_THERE),
    409: _error(
        "report_differs",
        _DIFFERS,
        report=_KEY,
        only_on_file=[],
        only_posted=["c3"],
        changed={},
    ),
    413: _error(
        "too_large",
        "The body is larger than 12,000,000 bytes. Post the report without its text.",
    ),
    415: _error("unsupported_media_type", 'Unsupported media type "text/plain" in request.'),
    422: _error(
        "idempotency_key_reused",
        "This Idempotency-Key was used with another body. Use a new key for a new body.",
        idempotency_key="dawassa-1",
    ),
    503: _error("unavailable", "The database does not answer. Send the request again in a moment."),
}
