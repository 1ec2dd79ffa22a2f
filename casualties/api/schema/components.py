"""How the reference describes tokens, words and sources: once each, by name."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from casualties.api.post_pieces import NewSourceSerializer


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes our tokens."""

    target_class = "sources.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """Return how a token is sent."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token SECRET`, with the secret that `manage.py token` printed.",
        }


class DeskScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the desk's log-in."""

    target_class = "sources.api.authentication.DeskAuthentication"
    name = "desk"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """Return how a browser shows that somebody is logged in."""
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The session of a person logged in to the desk with a second factor.",
        }


class WordScheme(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Names each set of words once, with what every word means."""

    target_class = "casualties.api.fields.WordField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """Return a reference to the words."""
        word = self.target.word
        meanings = [f"* `{member.value}`: {member.meaning}" for member in word]
        component = ResolvedComponent(  # type: ignore[no-untyped-call]
            name=word.__name__,
            type=ResolvedComponent.SCHEMA,
            object=word,
            schema={
                "type": "string",
                "enum": [member.value for member in word],
                "description": "\n".join([(word.__doc__ or "").strip(), "", *meanings]),
            },
        )
        auto_schema.registry.register_on_missing(component)
        return dict(component.ref)


class SourceScheme(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """A source is a slug, or an object that registers it."""

    target_class = "casualties.api.post_pieces.SourceField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """Return both forms."""
        described = auto_schema.resolve_serializer(NewSourceSerializer, direction)
        slug = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 50}
        return {"oneOf": [slug, dict(described.ref)]}
