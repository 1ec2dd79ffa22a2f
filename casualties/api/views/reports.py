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
from casualties.api.access import audience_of, may_review
from casualties.api.filters import QuerySerializer, ReportFilterSerializer, read
from casualties.api.parsers import ShallowJSONParser
from casualties.api.post_serializers import NewReportSerializer
from casualties.api.read_serializers import ReportRowSerializer, ReportSerializer
from casualties.api.views.reading import ReadView, answer, fresh, page
from casualties.core.intake import Receipt
from sources.api.authentication import HasScope, actor_of
from sources.core.fingerprint import digest
from sources.core.types import TokenScope
from sources.errors import InvalidInput

_WRITES = (TokenScope.WRITE_REPORTS, TokenScope.REVIEW)


class ReportsView(ReadView):
    """The reports by key, and where they come in."""

    parser_classes = (ShallowJSONParser,)

    def get_permissions(self) -> list[BasePermission]:
        """Return who may post; everyone may read."""
        if self.request.method in SAFE_METHODS:
            return []
        return [HasScope(*_WRITES, right="sources.add_report")]

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
