"""The doors of the API, one module a resource: authorise, call one thing, answer."""

from casualties.api.views.about import IndexView, NotFoundView
from casualties.api.views.exports import ExportFileView, ExportsView, ExportView
from casualties.api.views.incidents import IncidentsView, IncidentView
from casualties.api.views.reports import ReportsView, ReportView
from casualties.api.views.sources import SourcesView, SourceView

__all__ = [
    "ExportFileView",
    "ExportView",
    "ExportsView",
    "IncidentView",
    "IncidentsView",
    "IndexView",
    "NotFoundView",
    "ReportView",
    "ReportsView",
    "SourceView",
    "SourcesView",
]
