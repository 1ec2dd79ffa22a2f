"""What the reference says of exports."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from casualties.api import examples
from casualties.api.export_serializers import ExportRowSerializer, ExportSerializer
from casualties.api.schema.answers import Decorator, answer, errors, page_of
from casualties.core.exports import FileFormat

_SNAPSHOT = OpenApiParameter(
    "snapshot",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description="A set's name, or `latest` for the newest.",
)
_FILE = OpenApiParameter(
    "file",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description="`incidents`, `claims` or `estimates`, a dot, and `csv`, `geojson` or `jsonl`.",
)
_RANGE = OpenApiParameter(
    "Range",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="`bytes=1000-` goes on after 1,000 bytes. Send If-Range with the ETag as well.",
)
_KNOWN = OpenApiParameter(
    "If-None-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag of the copy you have: 304 where it is still the newest.",
)

_SHAPES = {FileFormat.GEOJSON: OpenApiTypes.OBJECT}

list_exports: Decorator = extend_schema(
    operation_id="listExports",
    tags=["exports"],
    summary="List the public files that were built ahead",
    responses={
        200: answer(
            page_of("ExportPage", ExportRowSerializer(many=True)),
            "All of them, the newest first.",
            {"results": [examples.EXPORT_ROW], "next": None},
        ),
        **errors(400, 401, 503),
    },
)
read_export: Decorator = extend_schema(
    operation_id="readExport",
    tags=["exports"],
    summary="Read what a set of files holds, column by column",
    parameters=[_SNAPSHOT],
    responses={
        200: answer(ExportSerializer, "The set.", examples.EXPORT),
        **errors(400, 401, 404, 503),
    },
)
download_export: Decorator = extend_schema(
    operation_id="downloadExport",
    tags=["exports"],
    summary="Download a file",
    parameters=[_SNAPSHOT, _FILE, _RANGE, _KNOWN],
    responses={
        **{
            (status, form.media_type.partition(";")[0]): _SHAPES.get(form, OpenApiTypes.BINARY)
            for status in (200, 206)
            for form in FileFormat
        },
        304: OpenApiResponse(description="You have it already."),
        **errors(400, 401, 404, 416, 503),
    },
)
