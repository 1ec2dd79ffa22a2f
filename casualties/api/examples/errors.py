"""One error of each kind."""

from typing import Any

from casualties.api.examples.reports import KEY


def _error(code: str, message: str, **detail: Any) -> dict[str, Any]:
    return {"code": code, "message": message, "detail": detail}


_LOW = "low 130 is above high 64: swap them."
_NOT_THERE = "No incident 'IQ-2017-9999' is on file, or you may not see it."
_NO_SCOPE = (
    "This needs a token with the scope 'write:reports' or 'review', or a role that may do it."
)
_DIFFERS = (
    f"This report is on file as {KEY} with other claims or links. Correct those claims, "
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
    406: _error(
        "not_acceptable", "Answers are JSON: send 'Accept: application/json', or no Accept at all."
    ),
    409: _error(
        "report_differs",
        _DIFFERS,
        report=KEY,
        only_on_file=[],
        only_posted=["c3"],
        changed={},
    ),
    412: _error(
        "outdated",
        "Somebody changed it since you read it. Read it again, see what differs, and send your "
        "change with the new ETag.",
        on_file={"title": "Dawassa, Mosul"},
        sent={"title": "Dawassa, west Mosul"},
    ),
    428: _error("version_missing", "Send the ETag of the incident, as you read it, in If-Match."),
    413: _error(
        "too_large",
        "The body is larger than 12,000,000 bytes. Post the report without its text.",
    ),
    415: _error(
        "unsupported_media_type",
        'Unsupported media type "text/plain" in request. '
        "Send the header 'Content-Type: application/json'.",
    ),
    416: _error("range_not_satisfiable", "The file has 3218 bytes: ask for a range within them."),
    422: _error(
        "idempotency_key_reused",
        "This Idempotency-Key was used with another body. Use a new key for a new body.",
        idempotency_key="dawassa-1",
    ),
    500: _error(
        "internal",
        "Something went wrong on our side; it was logged. Sending it again does no harm.",
    ),
    429: _error("throttled", "Request was throttled. Expected available in 12 seconds."),
    503: _error("unavailable", "The database does not answer. Send the request again in a moment."),
}
