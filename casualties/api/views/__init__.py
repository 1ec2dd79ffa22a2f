"""The doors of the API, one module a resource: authorise, call one thing, answer."""

from casualties.api.views.about import IndexView, NotFoundView
from casualties.api.views.batches import (
    BatchFileView,
    BatchLinesView,
    BatchRestoreView,
    BatchRevertView,
    BatchView,
    BulkView,
)
from casualties.api.views.changes import ChangesView
from casualties.api.views.claims import ClaimsView, ClaimView, JudgementsView
from casualties.api.views.exports import ExportFileView, ExportsView, ExportView
from casualties.api.views.incidents import EstimatesView, IncidentsView, IncidentView
from casualties.api.views.methods import MethodsView, MethodView
from casualties.api.views.reports import ReportsView, ReportView
from casualties.api.views.sources import PartiesView, PartyView, SourcesView, SourceView
from casualties.api.views.token import TokenRotateView, TokenView

__all__ = [
    "BatchFileView",
    "BatchLinesView",
    "BatchRestoreView",
    "BatchRevertView",
    "BatchView",
    "BulkView",
    "ChangesView",
    "ClaimView",
    "ClaimsView",
    "EstimatesView",
    "ExportFileView",
    "ExportView",
    "ExportsView",
    "IncidentView",
    "IncidentsView",
    "IndexView",
    "JudgementsView",
    "MethodView",
    "MethodsView",
    "NotFoundView",
    "PartiesView",
    "PartyView",
    "ReportView",
    "ReportsView",
    "SourceView",
    "SourcesView",
    "TokenRotateView",
    "TokenView",
]
