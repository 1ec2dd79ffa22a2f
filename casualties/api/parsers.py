"""Reading a body without trusting its shape."""

from collections.abc import Mapping
from typing import IO, Any, NamedTuple

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, JSONParser

from sources.errors import TooLarge

MOST_BYTES = 64_000_000
"""Of a batch, whatever it is written in: 5,000 reports of ten pages each."""


class SentContent(NamedTuple):
    """A batch as it was sent."""

    format: str
    content: bytes


class _WholeParser(BaseParser):
    """Hands on the bytes of a batch, as long as they are no more than are taken in at once."""

    format = ""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the format and the content."""
        content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise TooLarge(f"The batch is larger than {MOST_BYTES:,} bytes: send it in parts.")
        return SentContent(self.format, content)


class JSONLinesParser(_WholeParser):
    """One report a line."""

    media_type = "application/x-ndjson"
    format = "json"


class CSVParser(_WholeParser):
    """A claims table."""

    media_type = "text/csv"
    format = "csv"


class ShallowJSONParser(JSONParser):
    """JSON, as deep as can be read: beyond that Python gives up with an error of its own."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return what the body holds."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
