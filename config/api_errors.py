"""One shape for every error of the API: ``{"code", "message", "detail"}``."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler, set_rollback

from casualties.api.fields import paths
from casualties.core.types import InvalidValue
from casualties.errors import Outdated, VersionMissing
from sources import errors

log = logging.getLogger("corroborate.api")

STATUSES: dict[type[errors.CorroborateError], int] = {
    # the first that fits: what is more particular stands above
    errors.InvalidInput: status.HTTP_400_BAD_REQUEST,
    errors.UnknownReference: status.HTTP_400_BAD_REQUEST,
    errors.TooLarge: status.HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    errors.NotAllowed: status.HTTP_403_FORBIDDEN,
    errors.KeyReused: status.HTTP_422_UNPROCESSABLE_ENTITY,
    Outdated: status.HTTP_412_PRECONDITION_FAILED,
    VersionMissing: status.HTTP_428_PRECONDITION_REQUIRED,
    errors.Unavailable: status.HTTP_503_SERVICE_UNAVAILABLE,
    errors.Conflict: status.HTTP_409_CONFLICT,
    errors.CorroborateError: status.HTTP_400_BAD_REQUEST,
}

CODES = {
    # the framework's names for what is wrong, where ours differ
    "parse_error": "malformed",
    "permission_denied": "not_allowed",
    "authentication_failed": "not_authenticated",
}

MESSAGES = {
    "not_authenticated": "No token was sent. Send the header 'Authorization: Token SECRET'.",
    "not_acceptable": "Answers are JSON: send 'Accept: application/json', or no Accept at all.",
}

_TRIGGER_REFUSED = "23000"  # the SQLSTATE our triggers raise, with a sentence as the message
_DUPLICATE = "23505"

Fields = dict[str, str]


def body(code: str, message: str, detail: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the one shape."""
    return {"code": code, "message": message, "detail": detail or {}}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error; None leaves one that nobody foresaw to Django, as a 500."""
    answer = _answer(error, context)
    if answer is not None:
        set_rollback()
    return answer


def unforeseen(request: HttpRequest) -> HttpResponse:
    """Answer what nobody foresaw: under /api/ in the one shape, elsewhere as Django does."""
    if not request.path.startswith("/api/"):
        return server_error(request)
    message = "Something went wrong on our side; it was logged. Sending it again does no harm."
    return JsonResponse(body("internal", message), status=500)


def _answer(error: Exception, context: dict[str, Any]) -> Response | None:
    match error:
        case errors.CorroborateError():
            found = next(number for kind, number in STATUSES.items() if isinstance(error, kind))
            return Response(body(error.code, error.message, error.detail), status=found)
        case InvalidValue():
            return Response(_invalid({error.field: error.message}), status=400)
        case exceptions.ValidationError():
            return Response(_invalid(dict(paths(error.detail))), status=400)
        case IntegrityError():
            return Response(_refused_by_database(error), status=409)
        case RequestDataTooBig():
            return Response(_too_large(), status=413)
        case OperationalError() | InterfaceError():
            log.error("database does not answer: %s", type(error).__name__)
            message = "The database does not answer. Send the request again in a moment."
            return Response(body(errors.Unavailable.code, message), status=503)
        case _:
            return _framework_error(error, context)


def _framework_error(error: Exception, context: dict[str, Any]) -> Response | None:
    answer = exception_handler(error, context)
    if answer is None:
        return None
    told = answer.data["detail"]
    answer.data = body(CODES.get(told.code, told.code), _message(told, context["view"]))
    return answer


def _message(told: Any, view: APIView) -> str:
    """Return the sentence with its way out, where the framework's has none."""
    if told.code == "method_not_allowed":
        return f"{told} This address takes {', '.join(view.allowed_methods)}."
    if told.code == "unsupported_media_type":
        kinds = [parser.media_type for parser in view.parser_classes]
        return f"{told} Send the header 'Content-Type: {' or '.join(kinds)}'."
    return MESSAGES.get(told.code, str(told))


def _too_large() -> dict[str, Any]:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    message = f"The body is larger than {most:,} bytes. Post the report without its text."
    return body("too_large", message)


def _invalid(fields: Fields) -> dict[str, Any]:
    error = errors.InvalidInput.of(fields)
    return body(error.code, error.message, error.detail)


def _refused_by_database(error: IntegrityError) -> dict[str, Any]:
    state = getattr(error.__cause__, "sqlstate", "")
    if state == _DUPLICATE:
        message = "Somebody stored the same thing at this moment. Send the request again."
    else:
        message = errors.refusal(error)
    if state != _TRIGGER_REFUSED:
        log.error("refused by the database: %s", message)
    return body(errors.Conflict.code, message)
