"""What the reference says of the token of a request."""

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers

from casualties.api.schema.answers import Decorator, answer, errors

_FIELDS: dict[str, Any] = {
    "name": serializers.CharField(help_text="Who uses it, and for what."),
    "scopes": serializers.ListField(child=serializers.CharField()),
    "created_at": serializers.DateTimeField(),
    "expires_at": serializers.DateTimeField(allow_null=True),
    "last_used_at": serializers.DateTimeField(allow_null=True),
    "former_until": serializers.DateTimeField(
        allow_null=True, help_text="Until when the secret before the last one works too."
    ),
}
_SECRET: dict[str, Any] = {"secret": serializers.CharField(help_text="Shown this once.")}

read_token: Decorator = extend_schema(
    operation_id="readToken",
    tags=["token"],
    summary="Read what the token of this request may do, and until when",
    responses={
        200: answer(inline_serializer("Token", fields=_FIELDS), "The token."),
        **errors(400, 401),
    },
)
rotate_token: Decorator = extend_schema(
    operation_id="rotateToken",
    tags=["token"],
    summary="Give the token of this request another secret",
    description="The former secret works for 24 hours more. Scopes and expiry stay.",
    request=None,
    responses={
        200: answer(
            inline_serializer("RotatedToken", fields={**_SECRET, **_FIELDS}),
            "The new secret.",
        ),
        **errors(401, 409),
    },
)
