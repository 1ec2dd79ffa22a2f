"""The doors of the API: authorise, call one thing, answer."""

from typing import Any

from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from casualties import queries
from casualties.actions import posting
from casualties.api import schema
from casualties.api.access import audience_of, may_review
from casualties.api.filters import (
    IncidentFilterSerializer,
    QuerySerializer,
    SourceFilterSerializer,
    read,
)
from casualties.api.incident_serializers import IncidentRowSerializer, IncidentSerializer
from casualties.api.parsers import ShallowJSONParser
from casualties.api.post_serializers import NewReportSerializer
from casualties.api.read_serializers import ReportSerializer, SourceSerializer
from casualties.core.intake import Receipt
from casualties.models import Incident
from sources.api.authentication import HasScope, actor_of
from sources.core.fingerprint import digest
from sources.core.types import TokenScope
from sources.errors import InvalidInput


class IndexView(APIView):
    """What there is."""

    @schema.index
    def get(self, request: Request) -> Response:
        """Return the addresses to begin with."""
        read(QuerySerializer, request)
        names = ("incidents", "sources", "reports")
        return Response({name: reverse(f"api:{name}", request=request) for name in names})


class ReportsView(APIView):
    """Where reports come in."""

    parser_classes = (ShallowJSONParser,)

    def get_permissions(self) -> list[BasePermission]:
        """Return who may post."""
        return [HasScope(TokenScope.WRITE_REPORTS, TokenScope.REVIEW)]

    @schema.post_report
    def post(self, request: Request) -> Response:
        """Take a report in with its claims, all or nothing."""
        body = NewReportSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        answered = posting.post(
            report=body.validated_data,
            by=actor_of(request),
            may_review=may_review(request),
            idempotency_key=_idempotency_key(request),
            body_digest=digest(request.data),
        )
        known = status.HTTP_200_OK if answered.repeated else status.HTTP_201_CREATED
        return Response(_receipt(answered.receipt), status=known)


def _receipt(receipt: Receipt) -> dict[str, Any]:
    codes = ",".join(receipt.incidents)
    estimates = f"{reverse('api:incidents')}?code={codes}" if codes else None
    return {**receipt.to_json(), "estimates": estimates}


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not (0 < len(key) <= 200 and key.isprintable()):
        raise InvalidInput.at("Idempotency-Key", "It has 1 to 200 printable characters.")
    return key


class ReportView(APIView):
    """One report."""

    @schema.read_report
    def get(self, request: Request, key: str) -> Response:
        """Return the report with those of its claims that the reader may see."""
        read(QuerySerializer, request)
        reading = queries.report_reading(key, audience_of(request))
        if not reading:
            raise NotFound(f"No report {key!r} is on file, or you may not see it.")
        return Response(ReportSerializer(reading).data)


class IncidentsView(APIView):
    """The incidents, by code."""

    @schema.list_incidents
    def get(self, request: Request) -> Response:
        """Return a page of incidents with their headline ranges."""
        filters = read(IncidentFilterSerializer, request)
        readings, more = queries.incidents_page(filters, audience_of(request))
        rows = IncidentRowSerializer(readings, many=True).data
        return _page(request, rows, rows[-1]["code"] if more else None)


class IncidentView(APIView):
    """One incident."""

    @schema.read_incident
    def get(self, request: Request, code: str) -> Response:
        """Return the incident with its ranges, their explanations and its claims."""
        read(QuerySerializer, request)
        audience = audience_of(request)
        incident = queries.incident_for(code, audience)
        if not incident:
            raise NotFound(f"No incident {code!r} is on file, or you may not see it.")
        if incident.merged_into:
            return _moved(incident)
        return Response(IncidentSerializer(queries.incident_reading(incident, audience)).data)


def _moved(incident: Incident) -> Response:
    root = queries.root_of(incident).code
    message = f"{incident.code} was merged into {root}."
    told = {"code": "merged", "message": message, "detail": {"into": root}}
    # A merge can be undone, so nobody may keep this answer for ever.
    headers = {"Location": reverse("api:incident", args=[root]), "Cache-Control": "no-cache"}
    return Response(told, status=301, headers=headers)


class SourcesView(APIView):
    """The sources, by slug."""

    @schema.list_sources
    def get(self, request: Request) -> Response:
        """Return a page of sources."""
        filters = read(SourceFilterSerializer, request)
        rows, more = queries.sources_page(filters, audience_of(request))
        told = SourceSerializer(rows, many=True).data
        return _page(request, told, rows[-1].slug if more else None)


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


class NotFoundView(APIView):
    """Every other address under /api/."""

    schema = None  # no part of the reference

    def initial(self, request: Request, *args: Any, **named: Any) -> None:
        """Answer whatever is asked, in the shape of every error."""
        raise NotFound("There is nothing at this address. GET /api/v1/ lists what there is.")


def _page(request: Request, rows: Any, last: str | None) -> Response:
    """Return rows with the address of the next page, null on the last."""
    following = None
    if last:
        asked = request.query_params.copy()
        asked["after"] = last
        following = request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
    return Response({"results": rows, "next": following})
