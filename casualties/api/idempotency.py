"""The header by which a request may safely be sent again."""

from rest_framework.request import Request

from sources.errors import InvalidInput


def idempotency_key(request: Request) -> str | None:
    """Return the request's Idempotency-Key; None where none was sent."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not (0 < len(key) <= 200 and key.isprintable()):
        raise InvalidInput.at("Idempotency-Key", "It has 1 to 200 printable characters.")
    return key
