"""Reports: in with their claims, and out."""

from typing import Any

from django.http import HttpResponse
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from casualties import queries
from casualties.actions import posting
from casualties.api import schema
from casualties.api.access import audience_of, may_review, who_writes
from casualties.api.filters import QuerySerializer, ReportFilterSerializer, read
from casualties.api.idempotency import idempotency_key
from casualties.api.parsers import ShallowJSONParser
from casualties.api.post_serializers import NewReportSerializer
from casualties.api.read_serializers import ReportRowSerializer, ReportSerializer
from casualties.api.views.reading import ReadView, answer, fresh, page
from sources.api.authentication import actor_of
from sources.core.fingerprint import digest


class ReportsView(ReadView):
    """The reports by key, and where they come in."""

    parser_classes = (ShallowJSONParser,)

    def get_permissions(self) -> list[BasePermission]:
        """Return who may post; everyone may read."""
        return [] if self.request.method in SAFE_METHODS else [who_writes()]

    @schema.list_reports
    def get(self, request: Request) -> HttpResponse:
        """Return a page of reports."""
        asked = fresh(read(ReportFilterSerializer, request))
        found = queries.reports_page(asked, audience_of(request))
        return page(request, asked, ReportRowSerializer(found.rows, many=True).data, found.after)

    @schema.post_report
    def post(self, request: Request) -> Response:
        """Take a report in with its claims, all or nothing."""
        body = NewReportSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        answered = posting.post(
            report=body.validated_data,
            by=actor_of(request),
            may_review=may_review(request),
            idempotency_key=idempotency_key(request),
            body_digest=digest(request.data),
        )
        known = status.HTTP_200_OK if answered.repeated else status.HTTP_201_CREATED
        return Response(_receipt(answered.answer), status=known)


def _receipt(answer: dict[str, Any]) -> dict[str, Any]:
    codes = ",".join(answer["incidents"])
    estimates = f"{reverse('api:incidents')}?code={codes}" if codes else None
    return {**answer, "estimates": estimates}


class ReportView(ReadView):
    """One report."""

    @schema.read_report
    def get(self, request: Request, key: str) -> HttpResponse:
        """Return the report with those of its claims that the reader may see."""
        read(QuerySerializer, request)
        reading = queries.report_reading(key, audience_of(request))
        if not reading:
            raise NotFound(f"No report {key!r} is on file, or you may not see it.")
        return answer(ReportSerializer(reading).data)
