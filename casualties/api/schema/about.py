"""What the reference says of the beginning."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from casualties.api.schema.answers import Decorator, errors

index: Decorator = extend_schema(
    operation_id="readIndex",
    tags=["about"],
    summary="What there is",
    responses={200: OpenApiTypes.OBJECT, **errors(400, 401)},
)
