"""A set of public files."""

from typing import Any

from casualties.core.exports import LAYOUTS, NOTES, ExportedRows

_NAME = "20261125T033000.123Z"
_ADDRESS = f"/api/v1/exports/{_NAME}"

EXPORT_ROW: dict[str, Any] = {
    "snapshot": _NAME,
    "taken_at": "2026-11-25T03:30:00.123456Z",
    "additive": False,
    "notes": list(NOTES),
    "files": [
        {
            "name": "incidents.csv",
            "what": "incidents",
            "format": "csv",
            "media_type": "text/csv; charset=utf-8",
            "rows": 9,
            "bytes": 3218,
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "url": f"{_ADDRESS}/incidents.csv",
        }
    ],
    "url": _ADDRESS,
}

EXPORT: dict[str, Any] = {
    **EXPORT_ROW,
    "schemas": {
        "incidents": [column.to_json() for column in LAYOUTS[ExportedRows.INCIDENTS].columns[:3]],
    },
}
