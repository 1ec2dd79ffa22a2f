"""Tables of claims, reports and reference rows, read without stopping at what is wrong."""

from casualties.core.tabular.cells import Parsed, RowError
from casualties.core.tabular.reference import (
    FiledIncident,
    GradedSource,
    NewParty,
    read_incidents,
    read_parties,
    read_places,
    read_sources,
)
from casualties.core.tabular.reports import TableReport, read_reports, read_table

__all__ = [
    "FiledIncident",
    "GradedSource",
    "NewParty",
    "Parsed",
    "RowError",
    "TableReport",
    "read_incidents",
    "read_parties",
    "read_places",
    "read_reports",
    "read_sources",
    "read_table",
]
