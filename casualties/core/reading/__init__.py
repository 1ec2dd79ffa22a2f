"""Reading: drafts of claims out of the text of a report."""

from casualties.core.reading.registry import (
    DEFAULT_READER,
    UnknownReader,
    read_with,
    reader_named,
)
from casualties.core.reading.text import Document, Span, UnreadableText
from casualties.core.reading.typed import TypedFigure, read_typed
from casualties.core.reading.types import (
    ClaimDraft,
    Confidence,
    EventTime,
    Quote,
    Reader,
    Reading,
)

__all__ = [
    "DEFAULT_READER",
    "ClaimDraft",
    "Confidence",
    "Document",
    "EventTime",
    "Quote",
    "Reader",
    "Reading",
    "Span",
    "TypedFigure",
    "UnknownReader",
    "UnreadableText",
    "read_typed",
    "read_with",
    "reader_named",
]
