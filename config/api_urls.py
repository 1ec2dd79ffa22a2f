"""Every address of the API, version 1."""

from django.urls import path, re_path

from casualties.api import views

app_name = "api"
# No NUL in a name: the database holds none. What does not fit is answered as not found.
CODE = r"(?P<code>[^/\0]{1,90})"
BATCH = r"(?P<key>[0-9a-f]{24})"
SNAPSHOT = r"(?P<snapshot>[0-9A-Za-z.]{1,24})"
FILE = r"(?P<file>[a-z]{1,20}\.[a-z]{1,20})"

urlpatterns = [
    path("v1/", views.IndexView.as_view(), name="index"),
    path("v1", views.IndexView.as_view(schema=None)),  # as people type it
    path("v1/reports", views.ReportsView.as_view(), name="reports"),
    re_path(r"^v1/reports/(?P<key>[0-9a-f]{24})$", views.ReportView.as_view(), name="report"),
    path("v1/reports:bulk", views.BulkView.as_view(), name="bulk"),
    re_path(rf"^v1/batches/{BATCH}$", views.BatchView.as_view(), name="batch"),
    re_path(rf"^v1/batches/{BATCH}/lines$", views.BatchLinesView.as_view(), name="batch-lines"),
    re_path(rf"^v1/batches/{BATCH}/file$", views.BatchFileView.as_view(), name="batch-file"),
    re_path(rf"^v1/batches/{BATCH}/revert$", views.BatchRevertView.as_view(), name="batch-revert"),
    re_path(
        rf"^v1/batches/{BATCH}/restore$", views.BatchRestoreView.as_view(), name="batch-restore"
    ),
    path("v1/token", views.TokenView.as_view(), name="token"),
    path("v1/token/rotate", views.TokenRotateView.as_view(), name="token-rotate"),
    path("v1/incidents", views.IncidentsView.as_view(), name="incidents"),
    re_path(rf"^v1/incidents/{CODE}$", views.IncidentView.as_view(), name="incident"),
    re_path(rf"^v1/incidents/{CODE}/estimates$", views.EstimatesView.as_view(), name="estimates"),
    path("v1/claims", views.ClaimsView.as_view(), name="claims"),
    re_path(
        r"^v1/claims/(?P<report>[0-9a-f]{24})/(?P<key>[^/\0]{1,65})$",
        views.ClaimView.as_view(),
        name="claim",
    ),
    path("v1/judgements", views.JudgementsView.as_view(), name="judgements"),
    path("v1/parties", views.PartiesView.as_view(), name="parties"),
    path("v1/parties/<slug:slug>", views.PartyView.as_view(), name="party"),
    path("v1/methods", views.MethodsView.as_view(), name="methods"),
    path("v1/methods/<slug:name>", views.MethodView.as_view(), name="method"),
    path("v1/changes", views.ChangesView.as_view(), name="changes"),
    path("v1/sources", views.SourcesView.as_view(), name="sources"),
    path("v1/sources/<slug:slug>", views.SourceView.as_view(), name="source"),
    path("v1/exports", views.ExportsView.as_view(), name="exports"),
    re_path(rf"^v1/exports/{SNAPSHOT}$", views.ExportView.as_view(), name="export"),
    re_path(rf"^v1/exports/{SNAPSHOT}/{FILE}$", views.ExportFileView.as_view(), name="export-file"),
    re_path(r"", views.NotFoundView.as_view(), name="nothing"),
]
