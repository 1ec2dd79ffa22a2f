"""Who says things, and how reliable the desk holds them."""

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casualties import queries
from casualties.api import schema
from casualties.api.access import audience_of
from casualties.api.filters import QuerySerializer, SourceFilterSerializer, read
from casualties.api.read_serializers import SourceSerializer
from casualties.api.views.pages import page


class SourcesView(APIView):
    """The sources, by slug."""

    @schema.list_sources
    def get(self, request: Request) -> Response:
        """Return a page of sources."""
        filters = read(SourceFilterSerializer, request)
        rows, more = queries.sources_page(filters, audience_of(request))
        told = SourceSerializer(rows, many=True).data
        return page(request, told, rows[-1].slug if more else None)


class SourceView(APIView):
    """One source."""

    @schema.read_source
    def get(self, request: Request, slug: str) -> Response:
        """Return the source."""
        read(QuerySerializer, request)
        source = queries.source_for(slug, audience_of(request))
        if not source:
            raise NotFound(f"No source {slug!r} is on file, or you may not see it.")
        return Response(SourceSerializer(source).data)
