"""What can go wrong, in one tree. Each error has a stable code, a sentence, and the way out in it.

CorroborateError
    InvalidInput        the input contradicts itself or the rules; `fields` says where
    UnknownReference    it names something that is not on file
    TooLarge            more than is taken in at once
    NotAllowed          the actor may not do this
    Conflict            it does not fit what is on file or under way
        ReportDiffers   the same report came with other claims
        RequestInFlight the same request is being answered right now
    KeyReused           an Idempotency-Key came with another body
    Unavailable         a server the work needs does not answer
"""

from collections.abc import Mapping
from typing import Any


def refusal(error: Exception) -> str:
    """Return the sentence with which the database refused a change, without its table's name."""
    told = str(error).splitlines()[0]
    sentence = told.partition(", ")[2] if told.startswith("In ") else told
    return sentence[:1].upper() + sentence[1:]


class CorroborateError(Exception):
    """An error with a code for programs and a sentence for people."""

    code = "error"

    def __init__(self, message: str, *, detail: Mapping[str, Any] | None = None) -> None:
        """Keep the sentence and what a program may want to know besides."""
        super().__init__(message)
        self.message = message
        self.detail = dict(detail or {})


class InvalidInput(CorroborateError):
    """The input contradicts itself or the rules: see `detail["fields"]`, path to message."""

    code = "invalid"

    @classmethod
    def at(cls, field: str, message: str) -> "InvalidInput":
        """Make the error for one field."""
        return cls.of({field: message})

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> "InvalidInput":
        """Make the error for several fields, path to message; the first one is its sentence."""
        path, message = next(iter(fields.items()))
        first = f"{path}: {message}" if path else message
        further = f" ({len(fields) - 1} more in detail.fields)" if len(fields) > 1 else ""
        return cls(first + further, detail={"fields": dict(fields)})


class UnknownReference(CorroborateError):
    """It names something that is not on file."""

    code = "unknown_reference"


class TooLarge(CorroborateError):
    """It is more than is taken in at once; the message says how to part it."""

    code = "too_large"


class NotAllowed(CorroborateError):
    """The actor may not do this."""

    code = "not_allowed"


class Conflict(CorroborateError):
    """It does not fit what is on file or under way."""

    code = "conflict"


class ReportDiffers(Conflict):
    """The same report is on file with other claims; the detail holds the difference."""

    code = "report_differs"


class RequestInFlight(Conflict):
    """The same request is being answered right now; send it again in a second."""

    code = "in_flight"


class KeyReused(CorroborateError):
    """The Idempotency-Key was used before with another body."""

    code = "idempotency_key_reused"


class Unavailable(CorroborateError):
    """A server the work needs does not answer."""

    code = "unavailable"
