"""Rows to bytes, one at a time, so that a file of any length needs no memory."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from casualties.core.exports.layout import ColumnType, FileFormat, Layout, Row
from casualties.core.exports.notes import NOTES

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
"""Beginnings that spreadsheets take for a formula, full-width ones too. Source: OWASP, "CSV
Injection"."""

LIST_SEPARATOR = ";"

Writer = Callable[[Layout, Iterable[Row]], Iterator[bytes]]


def safe(text: str) -> str:
    """Return a text no spreadsheet runs: an apostrophe before what looks like a formula.

    Blanks before it are skipped, because spreadsheets skip them too.

    Examples
    --------
    >>> safe("=HYPERLINK(A1)")
    "'=HYPERLINK(A1)"
    >>> safe("more than 130")
    'more than 130'
    """
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def as_csv(layout: Layout, rows: Iterable[Row]) -> Iterator[bytes]:
    """Write a header, the HXL tags and the rows."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")  # else a lone CR is not quoted
    cells = [(column.name, _CELLS.get(column.kind)) for column in layout.columns]

    def taken() -> bytes:
        written = buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        return written

    writer.writerow([column.name for column in layout.columns])
    writer.writerow([column.hxl for column in layout.columns])
    for row in rows:
        writer.writerow([shown(row[name]) if shown else row[name] for name, shown in cells])
        if buffer.tell() > _CHUNK:
            yield taken()
    yield taken()


_CHUNK = 1 << 16  # bytes gathered before they are handed on


_SUSPECT = frozenset((*DANGEROUS, " "))


def _text(value: str | None) -> str | None:
    return safe(value) if value and value[0] in _SUSPECT else value


def _list(value: Iterable[str] | None) -> str:
    return safe(LIST_SEPARATOR.join(value or ()))


def _boolean(value: bool | None) -> str:
    return "" if value is None else str(bool(value)).lower()


def _time(value: Any) -> str:
    return value.isoformat() if value else ""


# Numbers and dates are written as they are: nobody can make a formula of them.
_CELLS: dict[ColumnType, Callable[[Any], Any]] = {
    ColumnType.TEXT: _text,
    ColumnType.LIST: _list,
    ColumnType.BOOLEAN: _boolean,
    ColumnType.TIME: _time,
}


def as_json_lines(layout: Layout, rows: Iterable[Row]) -> Iterator[bytes]:
    """Write one object a line."""
    names = [column.name for column in layout.columns]
    for row in rows:
        yield orjson.dumps({name: row[name] for name in names}, option=orjson.OPT_APPEND_NEWLINE)


def as_geojson(layout: Layout, rows: Iterable[Row]) -> Iterator[bytes]:
    """Write a FeatureCollection; longitude before latitude, as RFC 7946 has it."""
    names = [column.name for column in layout.columns if column.name not in _COORDINATES]
    yield b'{"type":"FeatureCollection","notes":' + orjson.dumps(NOTES) + b',"features":['
    between = b"\n"
    for row in rows:
        yield between + orjson.dumps(
            {
                "type": "Feature",
                "geometry": _point(row),
                "properties": {name: row[name] for name in names},
            }
        )
        between = b",\n"
    yield b"\n]}\n"


_COORDINATES = ("latitude", "longitude")


def _point(row: Row) -> dict[str, Any] | None:
    if row["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


WRITERS: dict[FileFormat, Writer] = {
    FileFormat.CSV: as_csv,
    FileFormat.GEOJSON: as_geojson,
    FileFormat.JSONL: as_json_lines,
}
