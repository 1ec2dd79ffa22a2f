"""How the reference describes answers and errors."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, inline_serializer
from rest_framework import serializers

from casualties.api import examples

Decorator = Callable[..., Any]


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
    406: "No answer of the kind that Accept asks for: take application/json.",
    409: "Does not fit what is on file, or the same request is being answered.",
    412: "Somebody changed it since it was read.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    416: "The file ends before the range that was asked for begins.",
    422: "The Idempotency-Key was used with another body.",
    429: "Too many requests: wait as many seconds as Retry-After says.",
    500: "Our fault, and logged. Sending it again does no harm.",
    428: "If-Match is missing.",
    503: "The database does not answer: send it again in a moment.",
}


def errors(*statuses: int) -> dict[int, OpenApiResponse]:
    """Return how these errors are described."""
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


def error_component(status: int) -> dict[str, Any]:
    """Return how this error is described, as a finished schema holds it."""
    shown = {str(status): {"value": examples.ERRORS[status]}}
    shape = {"$ref": "#/components/schemas/Error"}
    return {
        "description": _ERRORS[status],
        "content": {"application/json": {"schema": shape, "examples": shown}},
    }


def answer(serializer: Any, description: str, value: Any = None) -> OpenApiResponse:
    """Return how an answer is described."""
    shown = [] if value is None else [OpenApiExample("answer", value=value, response_only=True)]
    return OpenApiResponse(serializer, description=description, examples=shown)


NOT_CHANGED = OpenApiResponse(description="What the reader has (If-None-Match) still stands.")

_ADDITIVE = serializers.BooleanField(
    help_text="False: claims repeat one another, and the ends of ranges do not add up."
)


def page_of(name: str, rows: Any, *, additive: bool | None = None) -> serializers.Serializer[Any]:
    """Return how a page of these rows is described; of figures it says that they do not add up."""
    following = serializers.URLField(allow_null=True, help_text="The next page; null on the last.")
    besides = {} if additive is None else {"additive": _ADDITIVE}
    return inline_serializer(name, fields={"results": rows, "next": following, **besides})


def reading(answered: OpenApiResponse, *refusals: int) -> dict[int, OpenApiResponse]:
    """Return how a read is described: the answer, nothing new, and what can be wrong with any."""
    return {200: answered, 304: NOT_CHANGED, **errors(*sorted({400, 401, 503, *refusals}))}
