"""How ranges are made."""

import inspect
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from casualties.api import schema
from casualties.api.filters import QuerySerializer, read
from casualties.api.read_serializers import MethodSerializer
from casualties.api.views.reading import ReadView, answer, page
from casualties.core.estimation.method import Method
from casualties.core.estimation.registry import METHODS


class MethodsView(ReadView):
    """The methods there are, by name."""

    @schema.list_methods
    def get(self, request: Request) -> HttpResponse:
        """Return the methods."""
        read(QuerySerializer, request)
        return page(request, {}, [_told(METHODS[name]) for name in sorted(METHODS)], None)


class MethodView(ReadView):
    """One method."""

    @schema.read_method
    def get(self, request: Request, name: str) -> HttpResponse:
        """Return the method."""
        read(QuerySerializer, request)
        if name not in METHODS:
            raise NotFound(f"No method {name!r} is known. GET /api/v1/methods lists them.")
        return answer(_told(METHODS[name]))


def _told(method: Method) -> dict[str, Any]:
    what = inspect.getdoc(getattr(method, "rule", method)) or ""
    named = {
        name: getattr(method, name) for name in ("name", "version", "weighs_denials", "converts")
    }
    headline = method.name == settings.ESTIMATION_METHOD
    return MethodSerializer({**named, "headline": headline, "summary": what.splitlines()[0]}).data
