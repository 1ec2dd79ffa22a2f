"""What the reference says of reports."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from casualties.api import examples
from casualties.api.filters import ReportFilterSerializer
from casualties.api.post_serializers import NewReportSerializer, ReceiptSerializer
from casualties.api.read_serializers import ReportRowSerializer, ReportSerializer
from casualties.api.schema.answers import Decorator, answer, errors, page_of, reading

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Of your choice, up to 200 characters, one for each body. Sent again with the "
    "same body it gives the same answer; with another body 422.",
)
post_report: Decorator = extend_schema(
    operation_id="postReport",
    tags=["reports"],
    summary="Post a report with its claims",
    description="All of it is stored or nothing. A report on file with the same claims gives its "
    "first answer again, with status 200. Claims wait as drafts unless the token has the scope "
    "`review`.",
    parameters=[IDEMPOTENCY_KEY],
    request=NewReportSerializer,
    examples=[OpenApiExample("Two accounts of Dawassa", value=examples.REPORT, request_only=True)],
    responses={
        201: answer(ReceiptSerializer, "Stored.", examples.RECEIPT),
        200: answer(ReceiptSerializer, "On file before: the first answer.", examples.RECEIPT),
        **errors(400, 401, 403, 409, 413, 415, 422, 503),
    },
)
list_reports: Decorator = extend_schema(
    operation_id="listReports",
    tags=["reports"],
    summary="List reports, without claims and texts",
    parameters=[ReportFilterSerializer],
    responses=reading(
        answer(page_of("ReportPage", ReportRowSerializer(many=True)), "A page, by key.")
    ),
)
read_report: Decorator = extend_schema(
    operation_id="readReport",
    tags=["reports"],
    summary="Read a report and its claims",
    responses=reading(answer(ReportSerializer, "The report."), 404),
)
