"""A folder of its own for each test's files."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casualties.actions import exports
from casualties.core.exports import ExportedRows, FileFormat

Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path) -> Path:
    settings.EXPORTS_DIR = tmp_path / "exports"
    return settings.EXPORTS_DIR


@pytest.fixture
def exported(tmp_path) -> Callable[[ExportedRows], Rows]:
    """The rows of a file, built at this moment, and asserted to be the same in every format."""

    def read(what: ExportedRows) -> Rows:
        exports.write_to(tmp_path / "out")
        lines = (tmp_path / "out" / f"{what}.jsonl").read_text().splitlines()
        rows = [json.loads(line) for line in lines]
        with (tmp_path / "out" / f"{what}.csv").open(newline="") as file:
            assert len(list(csv.DictReader(file))) == len(rows) + 1  # the HXL tags
        if what is not ExportedRows.ESTIMATES:
            told = json.loads((tmp_path / "out" / f"{what}.{FileFormat.GEOJSON}").read_text())
            assert len(told["features"]) == len(rows)
        return rows

    return read
