"""Where the API begins and ends: what there is, and where nothing is."""

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from casualties.api import schema
from casualties.api.filters import QuerySerializer, read


class IndexView(APIView):
    """What there is."""

    @schema.index
    def get(self, request: Request) -> Response:
        """Return the addresses to begin with."""
        read(QuerySerializer, request)
        names = (
            *("incidents", "claims", "reports", "sources", "parties", "methods"),
            *("changes", "exports"),
        )
        lists = {name: reverse(f"api:{name}", request=request) for name in names}
        pages = {name: reverse(name, request=request) for name in ("docs", "schema")}
        return Response(lists | pages)


class NotFoundView(APIView):
    """Every other address under /api/."""

    schema = None  # no part of the reference

    def initial(self, request: Request, *args: Any, **named: Any) -> None:
        """Answer whatever is asked, in the shape of every error."""
        slash = request.path.endswith("/") and " Addresses do not end in a slash."
        raise NotFound(
            f"There is nothing at this address.{slash or ''} GET /api/v1/ lists what there is."
        )
