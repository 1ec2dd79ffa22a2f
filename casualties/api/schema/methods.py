"""What the reference says of methods."""

from drf_spectacular.utils import extend_schema

from casualties.api import examples
from casualties.api.read_serializers import MethodSerializer
from casualties.api.schema.answers import Decorator, answer, page_of, reading

list_methods: Decorator = extend_schema(
    operation_id="listMethods",
    tags=["about"],
    summary="List the ways a range is made",
    responses=reading(
        answer(
            page_of("MethodPage", MethodSerializer(many=True)),
            "All of them, by name.",
            {"results": [examples.METHOD], "next": None},
        )
    ),
)
read_method: Decorator = extend_schema(
    operation_id="readMethod",
    tags=["about"],
    summary="Read about a method",
    responses=reading(answer(MethodSerializer, "The method.", examples.METHOD), 404),
)
