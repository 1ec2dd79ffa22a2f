"""What the reference says of sources."""

from drf_spectacular.utils import extend_schema

from casualties.api import examples
from casualties.api.filters import SourceFilterSerializer
from casualties.api.read_serializers import SourceSerializer
from casualties.api.schema.answers import Decorator, answer, errors, page_of

list_sources: Decorator = extend_schema(
    operation_id="listSources",
    tags=["sources"],
    summary="List sources",
    parameters=[SourceFilterSerializer],
    responses={
        200: answer(
            page_of("SourcePage", SourceSerializer(many=True)),
            "A page, by slug.",
            {"results": [examples.SOURCE], "next": None},
        ),
        **errors(400, 401, 503),
    },
)
read_source: Decorator = extend_schema(
    operation_id="readSource",
    tags=["sources"],
    summary="Read a source",
    responses={
        200: answer(SourceSerializer, "The source.", examples.SOURCE),
        **errors(400, 401, 404, 503),
    },
)
