"""What every list answers with."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response


def page(request: Request, rows: Any, last: str | None) -> Response:
    """Return rows with the address of the next page, null on the last."""
    following = None
    if last:
        asked = request.query_params.copy()
        asked["after"] = last
        following = request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
    return Response({"results": rows, "next": following})
