"""The public files, built ahead: no request ever waits for one to be made."""

from django.http.response import HttpResponseBase
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casualties.api import schema
from casualties.api.export_serializers import export_row
from casualties.api.files import AsItIs, file_answer
from casualties.api.filters import QuerySerializer, read
from casualties.queries.snapshots import Snapshot, served_snapshot, served_snapshots


class ExportsView(APIView):
    """The sets of files that are kept."""

    @schema.list_exports
    def get(self, request: Request) -> Response:
        """Return them all, the newest first: they are few."""
        read(QuerySerializer, request)
        rows = [export_row(dict(found.manifest)) for found in served_snapshots()]
        return Response({"results": rows, "next": None})


class ExportView(APIView):
    """One set of files."""

    @schema.read_export
    def get(self, request: Request, snapshot: str) -> Response:
        """Return what its files are and what their columns mean."""
        read(QuerySerializer, request)
        manifest = dict(_found(snapshot).manifest)
        return Response({**export_row(manifest), "schemas": manifest["schemas"]})


class ExportFileView(APIView):
    """One file."""

    content_negotiation_class = AsItIs

    @schema.download_export
    def get(self, request: Request, snapshot: str, file: str) -> HttpResponseBase:
        """Return the file or a range of its bytes."""
        read(QuerySerializer, request)
        found = _found(snapshot)
        told = found.file(file)
        if not told:
            raise NotFound(f"This export has no file {file!r}. GET it without a file's name.")
        return file_answer(
            request,
            found.folder / told["name"],
            sha256=told["sha256"],
            name=f"{found.name}-{told['name']}",
            media_type=told["media_type"],
        )


def _found(name: str) -> Snapshot:
    found = served_snapshot(name)
    if not found:
        raise NotFound(
            f"No export {name!r} is kept. Old ones are removed, and those that name a source "
            "which is protected since. GET /api/v1/exports lists what there is."
        )
    return found
