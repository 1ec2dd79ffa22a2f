"""The parameters of a query: read strictly, because a filter passed over gives wrong totals."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from casualties.api.fields import StrictSerializer

MOST_ROWS = 1000


class QuerySerializer(StrictSerializer):
    """Parameters of a query; this one knows none."""

    noun = "parameter"


class PageSerializer(QuerySerializer):
    """Which page of a list."""

    after = serializers.CharField(
        required=False, max_length=60, help_text="The last code of the page before."
    )
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_ROWS, default=100
    )


def read(serializer: type[QuerySerializer], request: Request) -> Any:
    """Return the parameters of a request, or refuse what is unknown, wrong or given twice."""
    given = request.query_params
    twice = {name: "Give it once." for name in given if len(given.getlist(name)) > 1}
    if twice:
        raise serializers.ValidationError(twice)
    reader = serializer(data=given.dict())
    reader.is_valid(raise_exception=True)
    return reader.validated_data
