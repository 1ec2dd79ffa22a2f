"""What a file of an export is: rows of one sort, in named columns, in one format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sources.core.words import Word

Row = Mapping[str, Any]


class ExportedRows(Word):
    """What the rows of an exported file are."""

    INCIDENTS = "incidents", "One row an incident, with its headline range."
    CLAIMS = "claims", "One row a claim. Claims compete and repeat one another: never add them up."
    ESTIMATES = "estimates", "One row a range: an incident and what is counted."


class FileFormat(Word):
    """How an exported file is written."""

    CSV = "csv", "A header, a row of HXL tags under it, then the rows; UTF-8."
    GEOJSON = "geojson", "A FeatureCollection (RFC 7946); no geometry where no place is known."
    JSONL = "jsonl", "JSON Lines: one object a row."

    @property
    def media_type(self) -> str:
        """Return what a server says of such a file."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.GEOJSON: "application/geo+json",
    FileFormat.JSONL: "application/x-ndjson",
}


class ColumnType(Word):
    """The type of a column's cells, as a schema names it. Every cell may be empty."""

    TEXT = "string", "A text."
    DATE = "date", "A day, as 2017-03-05."
    TIME = "datetime", "A moment with its offset from UTC (ISO 8601)."
    INTEGER = "integer", "A whole number."
    NUMBER = "number", "A number."
    BOOLEAN = "boolean", "true or false."
    LIST = "array", "Several texts; in CSV with ; between them."


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name of its cells in a row, their type, what they mean, their HXL tag."""

    name: str
    kind: ColumnType
    meaning: str
    hxl: str

    def to_json(self) -> dict[str, str]:
        """Return the column as a schema tells it."""
        return {
            "name": self.name,
            "type": self.kind.value,
            "meaning": self.meaning,
            "hxl": self.hxl,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of one sort of row and the formats it comes in."""

    what: ExportedRows
    columns: tuple[Column, ...]
    formats: tuple[FileFormat, ...]
