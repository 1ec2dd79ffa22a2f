"""The token a script uses: what it may do, until when, and another secret for it."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casualties.api import schema
from casualties.api.filters import QuerySerializer, read
from sources.actions import tokens
from sources.models import Token


class TokenSerializer(serializers.ModelSerializer[Token]):
    """A token, without its secret."""

    class Meta:
        model = Token
        fields = ["name", "scopes", "created_at", "expires_at", "last_used_at", "former_until"]


class TokenView(APIView):
    """The token of the request."""

    @schema.read_token
    def get(self, request: Request) -> Response:
        """Return what it may do, and until when."""
        read(QuerySerializer, request)
        return _private(TokenSerializer(_token(request)).data)


class TokenRotateView(APIView):
    """Another secret."""

    @schema.rotate_token
    def post(self, request: Request) -> Response:
        """Give the token another secret, shown this once; the former one works for a day more."""
        token = _token(request)
        secret = tokens.rotate(token=token, by=token.actor)
        token.refresh_from_db()
        return _private({"secret": secret, **TokenSerializer(token).data})


def _token(request: Request) -> Token:
    if not isinstance(request.auth, Token):
        raise NotAuthenticated
    return request.auth


def _private(told: dict[str, Any]) -> Response:
    return Response(told, headers={"Cache-Control": "no-store"})
