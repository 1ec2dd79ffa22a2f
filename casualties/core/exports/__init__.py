"""What the public files hold and how they are written; `queries.exports` has their rows."""

from casualties.core.exports.coarsening import coarse
from casualties.core.exports.columns import LAYOUTS
from casualties.core.exports.layout import Column, ColumnType, ExportedRows, FileFormat, Layout
from casualties.core.exports.notes import NOTES
from casualties.core.exports.writing import WRITERS, Writer

__all__ = [
    "LAYOUTS",
    "NOTES",
    "WRITERS",
    "Column",
    "ColumnType",
    "ExportedRows",
    "FileFormat",
    "Layout",
    "Writer",
    "coarse",
]
