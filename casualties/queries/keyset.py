"""Pages that cost the same however deep: each begins after the last row of the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from sources.errors import InvalidInput

Row = TypeVar("Row")
AnyModel = TypeVar("AnyModel", bound=Model)

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """Rows, and where the next page begins; None on the last."""

    rows: list[Row]
    after: str | None = None


def cut(
    rows: QuerySet[AnyModel, Row], asked: Mapping[str, Any], *, key: str, ordering: str = ""
) -> Page[Row]:
    """Return the page asked for, in the ordering asked for or this one, ties broken by the key.

    A column to order by is never null. Raises InvalidInput where ``after`` cannot be read.
    """
    ordering = asked.get("ordering") or ordering or key
    size = asked.get("page_size", PAGE_SIZE)
    after = asked.get("after")
    step = "-" if ordering.startswith("-") else ""
    name = ordering.removeprefix("-")
    ordered = rows.order_by(*dict.fromkeys((ordering, step + key)))
    if after is not None:
        ordered = ordered.filter(_beyond(rows.model, name, key, after, "lt" if step else "gt"))
    found = list(ordered[: size + 1])
    if len(found) <= size:
        return Page(rows=found)
    return Page(rows=found[:size], after=_place(found[size - 1], name, key))


def _beyond(model: type[Model], name: str, key: str, after: str, compare: str) -> Q:
    if name == key:
        return Q(**{f"{key}__{compare}": _read(model, key, after)})
    told, _, tie = after.partition(",")
    value = _read(model, name, told)
    beyond = Q(**{f"{name}__{compare}": value}) | Q(**{f"{key}__{compare}": _read(model, key, tie)})
    # The first condition is implied by the second; it lets the index find where to begin.
    return Q(**{f"{name}__{compare}e": value}) & beyond


def _read(model: type[Model], name: str, told: str) -> Any:
    try:
        column = cast("Field[Any, Any]", model._meta.get_field(name))
        return column.to_python(told)
    except ValidationError as error:
        message = "Take it from 'next' of the page before, with the same ordering."
        raise InvalidInput.at("after", message) from error


def _place(row: Any, name: str, key: str) -> str:
    told = [_told(row, part) for part in dict.fromkeys((name, key))]
    return ",".join(told)


def _told(row: Any, name: str) -> str:
    value = row[name] if isinstance(row, dict) else getattr(row, name)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
