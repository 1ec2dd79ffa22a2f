"""Claims, and the judgements that link them to incidents."""

from django.http import HttpResponse
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from casualties import queries
from casualties.api import schema
from casualties.api.access import audience_of
from casualties.api.filters import (
    ClaimFilterSerializer,
    JudgementFilterSerializer,
    QuerySerializer,
    read,
)
from casualties.api.read_serializers import ClaimSerializer, JudgementSerializer
from casualties.api.views.reading import ReadView, answer, fresh, page
from sources.api.authentication import HasScope
from sources.core.types import TokenScope


class ClaimsView(ReadView):
    """The claims, by key."""

    @schema.list_claims
    def get(self, request: Request) -> HttpResponse:
        """Return a page of claims."""
        asked = fresh(read(ClaimFilterSerializer, request))
        found = queries.claims_page(asked, audience_of(request))
        told = ClaimSerializer(found.rows, many=True).data
        return page(request, asked, told, found.after, additive=False)


class ClaimView(ReadView):
    """One claim."""

    @schema.read_claim
    def get(self, request: Request, report: str, key: str) -> HttpResponse:
        """Return the claim."""
        read(QuerySerializer, request)
        reading = queries.claim_reading(f"{report}/{key}", audience_of(request))
        if not reading:
            raise NotFound(f"No claim '{report}/{key}' is on file, or you may not see it.")
        return answer(ClaimSerializer(reading).data)


class JudgementsView(ReadView):
    """The judgements in force, in the order they were made."""

    def get_permissions(self) -> list[BasePermission]:
        """Return who may read them: they speak of drafts."""
        return [
            HasScope(
                TokenScope.READ_RESTRICTED, TokenScope.REVIEW, right="casualties.view_judgement"
            )
        ]

    @schema.list_judgements
    def get(self, request: Request) -> HttpResponse:
        """Return a page of judgements."""
        asked = fresh(read(JudgementFilterSerializer, request))
        found = queries.judgements_page(asked, audience_of(request))
        return page(request, asked, JudgementSerializer(found.rows, many=True).data, found.after)
