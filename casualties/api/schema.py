"""What the API's reference says beyond what the serializers say themselves."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from casualties.api import examples
from casualties.api.filters import IncidentFilterSerializer, SourceFilterSerializer
from casualties.api.incident_serializers import IncidentRowSerializer, IncidentSerializer
from casualties.api.post_pieces import NewSourceSerializer
from casualties.api.post_serializers import NewReportSerializer, ReceiptSerializer
from casualties.api.read_serializers import ReportSerializer, SourceSerializer

Decorator = Callable[..., Any]


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


class ErrorSerializer(serializers.Serializer[Any]):
    """What every error looks like."""

    code = serializers.CharField(help_text="Stable, for programs.")
    message = serializers.CharField(help_text="For people: what is wrong and how to mend it.")
    detail = serializers.DictField(
        help_text="For programs. Where the body is wrong, `fields` maps dotted paths to messages."
    )


_ERRORS: dict[int, str] = {
    301: "Merged into another incident, whose address is in Location.",
    400: "Wrong: the body or a parameter, with its path.",
    401: "No token where one is needed, or one that is unknown, expired or revoked.",
    403: "The token may not do this.",
    404: "Nothing there, or nothing that you may see.",
    409: "Does not fit what is on file, or the same request is being answered.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "The Idempotency-Key was used with another body.",
    503: "The database does not answer: send it again in a moment.",
}


def _errors(*statuses: int) -> dict[int, OpenApiResponse]:
    return {
        status: OpenApiResponse(
            ErrorSerializer,
            description=_ERRORS[status],
            examples=[
                OpenApiExample(str(status), value=examples.ERRORS[status], response_only=True)
            ],
        )
        for status in statuses
    }


def _answer(serializer: Any, description: str, value: Any = None) -> OpenApiResponse:
    shown = [] if value is None else [OpenApiExample("answer", value=value, response_only=True)]
    return OpenApiResponse(serializer, description=description, examples=shown)


def _page_of(name: str, rows: Any) -> serializers.Serializer[Any]:
    following = serializers.URLField(allow_null=True, help_text="The next page; null on the last.")
    return inline_serializer(name, fields={"results": rows, "next": following})


_IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Of your choice, up to 200 characters, one for each body. Sent again with the "
    "same body it gives the same answer; with another body 422.",
)

index: Decorator = extend_schema(
    operation_id="readIndex",
    tags=["about"],
    summary="What there is",
    responses={200: OpenApiTypes.OBJECT, **_errors(400, 401)},
)
post_report: Decorator = extend_schema(
    operation_id="postReport",
    tags=["reports"],
    summary="Post a report with its claims",
    description="All of it is stored or nothing. A report on file with the same claims gives its "
    "first answer again, with status 200. Claims wait as drafts unless the token has the scope "
    "`review`.",
    parameters=[_IDEMPOTENCY_KEY],
    request=NewReportSerializer,
    examples=[OpenApiExample("Two accounts of Dawassa", value=examples.REPORT, request_only=True)],
    responses={
        201: _answer(ReceiptSerializer, "Stored.", examples.RECEIPT),
        200: _answer(ReceiptSerializer, "On file before: the first answer.", examples.RECEIPT),
        **_errors(400, 401, 403, 409, 413, 415, 422, 503),
    },
)
read_report: Decorator = extend_schema(
    operation_id="readReport",
    tags=["reports"],
    summary="Read a report and its claims",
    responses={
        200: _answer(ReportSerializer, "The report."),
        **_errors(400, 401, 404, 503),
    },
)
list_incidents: Decorator = extend_schema(
    operation_id="listIncidents",
    tags=["incidents"],
    summary="List incidents with their headline ranges",
    parameters=[IncidentFilterSerializer],
    responses={
        200: _answer(
            _page_of("IncidentPage", IncidentRowSerializer(many=True)),
            "A page, by code.",
            {"results": [examples.INCIDENT], "next": None},
        ),
        **_errors(400, 401, 503),
    },
)
read_incident: Decorator = extend_schema(
    operation_id="readIncident",
    tags=["incidents"],
    summary="Read an incident: ranges, why they are so, claims",
    responses={
        200: _answer(IncidentSerializer, "The incident."),
        **_errors(301, 400, 401, 404, 503),
    },
)
list_sources: Decorator = extend_schema(
    operation_id="listSources",
    tags=["sources"],
    summary="List sources",
    parameters=[SourceFilterSerializer],
    responses={
        200: _answer(
            _page_of("SourcePage", SourceSerializer(many=True)),
            "A page, by slug.",
            {"results": [examples.SOURCE], "next": None},
        ),
        **_errors(400, 401, 503),
    },
)
read_source: Decorator = extend_schema(
    operation_id="readSource",
    tags=["sources"],
    summary="Read a source",
    responses={
        200: _answer(SourceSerializer, "The source.", examples.SOURCE),
        **_errors(400, 401, 404, 503),
    },
)
