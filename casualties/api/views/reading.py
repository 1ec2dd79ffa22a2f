"""What every door to read at has in common: conditional answers, pages, one way to write JSON."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.views import APIView

from casualties.actions import changes


class ReadView(APIView):
    """Answers 304 where the reader has what it would get; nobody else's copy is given to it."""

    @classmethod
    def as_view(cls, **options: Any) -> Any:
        """Return the view with ETag and If-None-Match."""
        return conditional_page(super().as_view(**options))

    def finalize_response(self, request: Request, response: Any, *args: Any, **options: Any) -> Any:
        """Say that answers differ by reader and are to be asked for again."""
        done = super().finalize_response(request, response, *args, **options)
        patch_vary_headers(done, ("Authorization", "Cookie"))
        done.headers.setdefault("Cache-Control", "private, no-cache")
        return done


def answer(told: Any, *, version: str = "") -> HttpResponse:
    """Return the answer as JSON; with a version, its ETag begins with it."""
    content = orjson.dumps(told, option=orjson.OPT_UTC_Z)
    response = HttpResponse(content, content_type="application/json")
    if version:
        mark = hashlib.sha256(content).hexdigest()[:16]
        response.headers["ETag"] = f'"{version}.{mark}"'
    return response


def page(
    request: Request,
    asked: Mapping[str, Any],
    rows: Iterable[Mapping[str, Any]],
    after: str | None,
    **besides: Any,
) -> HttpResponse:
    """Return rows, or the fields asked for, with the address of the next page, null on the last."""
    if names := asked.get("fields"):
        rows = [{name: row[name] for name in names if name in row} for row in rows]
    following = _address(request, after) if after else None
    return answer({"results": list(rows), "next": following, **besides})


def _address(request: Request, after: str) -> str:
    asked = request.query_params.copy()
    asked["after"] = after
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def fresh(asked: dict[str, Any]) -> dict[str, Any]:
    """Number what changed where a list is narrowed by it, so that nothing recent is missing."""
    if "updated_since" in asked:
        changes.number()
    return asked
