"""What the bytes of an exported file are."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casualties.core.exports import (
    LAYOUTS,
    WRITERS,
    Column,
    ColumnType,
    ExportedRows,
    FileFormat,
    Layout,
)

LAYOUT = Layout(
    what=ExportedRows.CLAIMS,
    columns=(
        Column("key", ColumnType.TEXT, "Its name.", "#meta+id"),
        Column("low", ColumnType.INTEGER, "Persons.", "#affected+min"),
        Column("day", ColumnType.DATE, "When.", "#date"),
        Column("at", ColumnType.TIME, "When.", "#date+time"),
        Column("open", ColumnType.BOOLEAN, "No limit.", "#meta+open"),
        Column("parties", ColumnType.LIST, "Who.", "#group+list"),
        Column("latitude", ColumnType.NUMBER, "Degrees.", "#geo+lat"),
        Column("longitude", ColumnType.NUMBER, "Degrees.", "#geo+lon"),
    ),
    formats=tuple(FileFormat),
)
ROW = {
    "key": 'a, "b"\nc',
    "low": 64,
    "day": date(2017, 3, 5),
    "at": datetime(2017, 3, 5, 12, tzinfo=UTC),
    "open": True,
    "parties": ["x", "y"],
    "latitude": -36.3,
    "longitude": -43.1,
    "secret": "never written",
}
EMPTY = dict.fromkeys(ROW)


def written(form: FileFormat, *rows: dict) -> str:
    return b"".join(WRITERS[form](LAYOUT, rows)).decode()


def cells(*rows: dict) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(FileFormat.CSV, *rows), newline="")))


def test_a_table_has_its_hxl_tags_under_the_header():
    header, tags, row, empty = cells(ROW, EMPTY)
    assert header == ["key", "low", "day", "at", "open", "parties", "latitude", "longitude"]
    assert tags[:2] == ["#meta+id", "#affected+min"]
    told = ["2017-03-05", "2017-03-05T12:00:00+00:00", "true", "x;y", "-36.3", "-43.1"]
    assert row == ['a, "b"\nc', "64", *told]
    assert empty == [""] * 8


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "－1"],  # noqa: RUF001
)
def test_no_spreadsheet_runs_a_text(text):
    assert cells({**EMPTY, "key": text})[2][0] == f"'{text}"
    assert cells({**EMPTY, "parties": [text]})[2][5] == f"'{text}"


@given(st.text().filter(lambda text: "\0" not in text))
def test_no_cell_begins_like_a_formula_and_none_loses_a_letter(text):
    shown = cells({**EMPTY, "key": text})[2][0]
    assert not shown.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert shown in (text, f"'{text}")


def test_a_line_of_json_holds_the_columns_alone_and_as_they_were_said():
    first, second = map(
        json.loads, written(FileFormat.JSONL, ROW, {**EMPTY, "key": "=1"}).splitlines()
    )
    assert first["parties"] == ["x", "y"]
    assert first.keys() == EMPTY.keys() - {"secret"}
    assert second["key"] == "=1"


def test_a_collection_has_points_where_a_place_is_known():
    told = json.loads(written(FileFormat.GEOJSON, ROW, EMPTY))
    known, unknown = told["features"]
    assert known["geometry"] == {"type": "Point", "coordinates": [-43.1, -36.3]}
    assert unknown["geometry"] is None
    assert "latitude" not in known["properties"]
    assert "Never add up claims" in told["notes"][0]


@pytest.mark.parametrize("form", FileFormat)
def test_a_file_without_rows_is_well_formed(form):
    told = written(form)
    assert {FileFormat.CSV: 2, FileFormat.GEOJSON: 2, FileFormat.JSONL: 0}[form] == told.count("\n")
    if form is FileFormat.GEOJSON:
        assert json.loads(told)["features"] == []


@pytest.mark.parametrize("what", ExportedRows)
def test_a_column_has_a_name_of_its_own_a_meaning_and_an_hxl_tag(what):
    columns = LAYOUTS[what].columns
    assert len({column.name for column in columns}) == len(columns)
    for column in columns:
        assert re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", column.hxl)
        assert column.meaning.endswith(".")
