"""The parameters of a query: read strictly, because a filter passed over gives wrong totals."""

from functools import lru_cache
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

    orderings: tuple[str, ...] = ()
    shape: type[serializers.Serializer[Any]]  # of a row

    after = serializers.CharField(
        required=False, max_length=200, help_text="Where the page before ended: see its `next`."
    )
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_ROWS, default=100
    )
    fields = serializers.CharField(  # type: ignore[assignment]  # the base class has `fields` too
        required=False,
        max_length=1000,
        help_text="Only these fields of each row, with commas between them.",
    )
    ordering = serializers.CharField(
        required=False, max_length=40, help_text="A minus before the name turns it round."
    )

    def validate_fields(self, names: str) -> tuple[str, ...]:
        """Return the names, each of a field that a row has."""
        asked = tuple(name.strip() for name in names.split(",") if name.strip())
        known = self.shape._declared_fields
        unknown = [name for name in asked if name not in known]
        if unknown or not asked:
            raise serializers.ValidationError(f"Rows have the fields: {', '.join(known)}.")
        return asked

    def validate_ordering(self, name: str) -> str:
        """Return the ordering, where rows can be ordered by it."""
        if name.removeprefix("-") not in self.orderings:
            raise serializers.ValidationError(
                f"Rows can be ordered by: {', '.join(self.orderings)}; with a minus before it, "
                "the other way round."
            )
        return name


@lru_cache(maxsize=100)
def _reader(serializer: type[QuerySerializer]) -> QuerySerializer:
    """Return the one reader of its kind: it keeps nothing of what it reads."""
    return serializer()


def read(serializer: type[QuerySerializer], request: Request) -> dict[str, Any]:
    """Return the parameters of a request, or refuse what is unknown, wrong or given twice."""
    given = request.query_params
    twice = {name: "Give it once." for name in given if len(given.getlist(name)) > 1}
    if twice:
        raise serializers.ValidationError(twice)
    found: dict[str, Any] = _reader(serializer).run_validation(given.dict())
    return found
