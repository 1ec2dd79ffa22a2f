"""The parameters of a query: read strictly, because a filter passed over gives wrong totals."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from casualties.api.fields import StrictSerializer, WordField
from casualties.queries import IncidentFilters, SourceFilters
from sources.core.types import SourceKind

MOST_CODES = 100
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


class IncidentFilterSerializer(PageSerializer):
    """Which incidents."""

    code = serializers.CharField(
        required=False,
        max_length=MOST_CODES * 61,
        help_text="Codes or aliases, with commas between them.",
    )
    country = serializers.RegexField(r"^[A-Z]{2}$", required=False, help_text="ISO 3166 code.")
    date_from = serializers.DateField(required=False, help_text="Not over before that day.")
    date_to = serializers.DateField(required=False, help_text="Begun by that day.")
    q = serializers.CharField(
        required=False, max_length=200, help_text="In title, place or code; or an alias."
    )

    def validate_code(self, code: str) -> tuple[str, ...]:
        """Return the codes."""
        return tuple(part.strip() for part in code.split(",") if part.strip())

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the filters."""
        return IncidentFilters(**attrs)


class SourceFilterSerializer(PageSerializer):
    """Which sources."""

    kind = WordField(SourceKind, required=False)
    q = serializers.CharField(required=False, max_length=200, help_text="In name or slug.")

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return the filters."""
        return SourceFilters(**attrs)


def read(serializer: type[QuerySerializer], request: Request) -> Any:
    """Return the parameters of a request, or refuse what is unknown, wrong or given twice."""
    given = request.query_params
    twice = {name: "Give it once." for name in given if len(given.getlist(name)) > 1}
    if twice:
        raise serializers.ValidationError(twice)
    reader = serializer(data=given.dict())
    reader.is_valid(raise_exception=True)
    return reader.validated_data
