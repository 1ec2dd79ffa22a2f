"""Who says things, and how reliable the desk holds them; who fights whom."""

from django.http import HttpResponse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from casualties import queries
from casualties.api import schema
from casualties.api.access import audience_of
from casualties.api.filters import (
    PartyFilterSerializer,
    QuerySerializer,
    SourceFilterSerializer,
    read,
)
from casualties.api.read_serializers import PartySerializer, SourceSerializer
from casualties.api.views.reading import ReadView, answer, fresh, page


class SourcesView(ReadView):
    """The sources, by slug."""

    @schema.list_sources
    def get(self, request: Request) -> HttpResponse:
        """Return a page of sources."""
        asked = fresh(read(SourceFilterSerializer, request))
        found = queries.sources_page(asked, audience_of(request))
        return page(request, asked, SourceSerializer(found.rows, many=True).data, found.after)


class SourceView(ReadView):
    """One source."""

    @schema.read_source
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Return the source."""
        read(QuerySerializer, request)
        source = queries.source_for(slug, audience_of(request))
        if not source:
            raise NotFound(f"No source {slug!r} is on file, or you may not see it.")
        return answer(SourceSerializer(source).data)


class PartiesView(ReadView):
    """The parties to the conflict, by slug."""

    @schema.list_parties
    def get(self, request: Request) -> HttpResponse:
        """Return a page of parties."""
        asked = fresh(read(PartyFilterSerializer, request))
        found = queries.parties_page(asked, audience_of(request))
        return page(request, asked, PartySerializer(found.rows, many=True).data, found.after)


class PartyView(ReadView):
    """One party."""

    @schema.read_party
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Return the party."""
        read(QuerySerializer, request)
        party = queries.party_for(slug)
        if not party:
            raise NotFound(f"No party {slug!r} is on file.")
        return answer(PartySerializer(party).data)
