"""What keeps a list of very many rows quick: bounded counting, narrow pages, search by index."""

from collections.abc import Sequence
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, Model, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator

MOST_COUNTED = 1_000
"""Rows counted of a list: nobody turns so many pages, and counting on would take longer."""

RARE = 500
"""A word found in no more rows than this is looked up; one in more is met on the way."""


SHORTEST = 3
"""Letters a word needs to be looked up: the indexes are of three letters each."""


class BoundedPaginator(_Paginator):
    """Counts no further than `MOST_COUNTED`, and reads whole rows only of the page."""

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, as far as they are counted."""
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST_COUNTED].count())

    @property
    def bounded(self) -> bool:
        """Return whether there may be more rows than were counted."""
        return self.count >= MOST_COUNTED

    def page(self, number: int | str) -> Page[Any]:
        """Return a page: first which rows are on it, then all that is shown of these."""
        number = self.validate_number(number)
        rows: Any = self.object_list
        first = (number - 1) * self.per_page
        chosen = rows.values_list("pk", flat=True)[first : first + self.per_page]
        keys = list(chosen) if self.count else []
        found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
        return Page([found[key] for key in keys if key in found], number, self)


class NarrowList(ChangeList):
    """A list that reads its only page as it reads one of many."""

    def get_results(self, request: HttpRequest) -> None:
        """Let the paginator choose the rows."""
        super().get_results(request)
        if not self.multi_page:
            self.result_list = self.paginator.page(1).object_list


def found(rows: QuerySet[Any], model: type[Model], fields: Sequence[str], said: str) -> Any:
    """Return the rows in which each word stands in one of the fields.

    Each field is asked by itself, for no index serves a condition on several tables. A rare word
    leads to its few rows. One that is everywhere is looked for while the list is read in its
    order, which fills a page long before every match is gathered.
    """
    words = _words(said)
    keys = _few(model, fields, [word for word in words if len(word) >= SHORTEST])
    for word in words:
        if word in keys and len(keys[word]) <= RARE:
            rows = rows.filter(pk__in=keys[word])
        else:
            rows = rows.filter(reduce(or_, (_met(model, field, word) for field in fields)))
    return rows


def _few(model: type[Model], fields: Sequence[str], words: Sequence[str]) -> dict[str, set[int]]:
    """Return for each word the rows it stands in; of a frequent one just enough to know that."""
    parts = [
        model._default_manager.order_by()
        .filter(_met(model, field, word))
        .annotate(nth_word=Value(number, IntegerField()))
        .values_list("nth_word", "pk")[: RARE + 1]
        for number, word in enumerate(words)
        for field in fields
    ]
    keys: dict[str, set[int]] = {word: set() for word in words}
    if parts:
        for number, pk in parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]:
            keys[words[number]].add(pk)
    return keys


def _met(model: type[Model], field: str, word: str) -> Q:
    """Return that a word stands in a field; one of another row is asked of that row's table."""
    column, _, rest = field.partition("__")
    other = model._meta.get_field(column).related_model
    if other is None or not rest:
        return Q(**{_lookup(field): word})
    rows = other._default_manager.order_by().filter(**{_lookup(rest): word})
    return Q(**{f"{column}__in": rows.values("pk")})


def _lookup(field: str) -> str:
    return field if field.endswith("__startswith") else f"{field}__icontains"


def _words(said: str) -> list[str]:
    return [
        unescape_string_literal(word)
        if word[0] == word[-1] and word[0] in "\"'" and word[1:]
        else word
        for word in smart_split(said)
    ]
