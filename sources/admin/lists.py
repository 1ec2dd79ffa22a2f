"""What keeps a list of very many rows quick: bounded counting, and searching by index."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.utils.text import smart_split, unescape_string_literal

if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator

MOST_COUNTED = 10_000
"""Rows counted of a list: nobody turns so many pages, and counting on would take longer."""


class BoundedPaginator(_Paginator):
    """Counts no further than `MOST_COUNTED`."""

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, as far as they are counted."""
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST_COUNTED].count())

    @property
    def bounded(self) -> bool:
        """Return whether there may be more rows than were counted."""
        return self.count >= MOST_COUNTED


def found(rows: QuerySet[Any], model: type[Model], fields: Sequence[str], said: str) -> Any:
    """Return the rows in which each word stands in one of the fields.

    Each field is looked up by itself: one condition on several tables could use no index.
    """
    for word in _words(said):
        parts = [
            model._default_manager.order_by().filter(**{_lookup(field): word}).values("pk")
            for field in fields
        ]
        rows = rows.filter(pk__in=parts[0].union(*parts[1:]) if parts[1:] else parts[0])
    return rows


def _lookup(field: str) -> str:
    return field if field.endswith("__startswith") else f"{field}__icontains"


def _words(said: str) -> list[str]:
    return [
        unescape_string_literal(word)
        if word[0] == word[-1] and word[0] in "\"'" and word[1:]
        else word
        for word in smart_split(said)
    ]
