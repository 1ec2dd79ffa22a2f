"""Pages that cost the same however deep: each begins after the last row of the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Field, Func, Model, QuerySet, Value

from sources.errors import InvalidInput

Row = TypeVar("Row")
AnyModel = TypeVar("AnyModel", bound=Model)

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """Rows, and where the next page begins; None on the last."""

    rows: list[Row]
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """Where a page begins and how it is ordered, as SQL: the row after, the order, the most."""

    place: str
    given: tuple[Any, ...]
    order: str
    most: int

    @classmethod
    def of(cls, model: type[Model], asked: Mapping[str, Any], *, key: str) -> "Cutting":
        """Return where the page asked for begins, in its ordering or by key, ties broken by key.

        One row more than the page holds tells whether others follow. A column to order by is
        never null. Raises InvalidInput where ``after`` cannot be read.
        """
        ordering = asked.get("ordering") or key
        name, down = ordering.removeprefix("-"), ordering.startswith("-")
        columns = [*dict.fromkeys((name, key))]
        order = ", ".join(f"{column} DESC" if down else column for column in columns)
        after = asked.get("after")
        most = asked.get("page_size", PAGE_SIZE) + 1
        if after is None:
            return cls(place="", given=(), order=order, most=most)
        told = after.partition(",")[::2] if len(columns) > 1 else (after,)
        given = tuple(_read(model, *pair) for pair in zip(columns, told, strict=True))
        # One row compared with another, first column first: an index answers it however deep.
        held = ", ".join(["%s"] * len(columns))
        place = f"WHERE ({', '.join(columns)}) {'<' if down else '>'} ({held})"
        return cls(place=place, given=given, order=order, most=most)


def cut(rows: QuerySet[AnyModel, Row], asked: Mapping[str, Any], *, key: str) -> Page[Row]:
    """Return the page asked for; see `Cutting`."""
    name = (asked.get("ordering") or key).removeprefix("-")
    down = (asked.get("ordering") or key).startswith("-")
    ordered = rows.order_by(*(f"-{one}" if down else one for one in dict.fromkeys((name, key))))
    cutting = Cutting.of(rows.model, asked, key=key)
    if cutting.given:
        columns = [F(one) for one in dict.fromkeys((name, key))]
        held = [Value(one) for one in cutting.given]
        ordered = ordered.filter((_Before if down else _After)(*columns, *held))
    return page_of(list(ordered[: cutting.most]), asked, key=key)


def page_of(found: list[Row], asked: Mapping[str, Any], *, key: str) -> Page[Row]:
    """Return a page of the rows found, of which the last may be one too many."""
    size = asked.get("page_size", PAGE_SIZE)
    if len(found) <= size:
        return Page(rows=found)
    name = (asked.get("ordering") or key).removeprefix("-")
    return Page(rows=found[:size], after=_place(found[size - 1], name, key))


class _After(Func):
    """One row compared with another."""

    output_field = BooleanField()
    sign = ">"

    def as_sql(  # type: ignore[override]
        self,
        compiler: Any,
        connection: Any,  # noqa: ARG002  (Django passes it)
        **options: Any,  # noqa: ARG002
    ) -> tuple[str, list[Any]]:
        """Return ``(a, b) > (x, y)``."""
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        half = len(parts) // 2
        row, place = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        given = [value for _, values in parts for value in values]
        return f"(({row}) {self.sign} ({place}))", given


class _Before(_After):
    """The same, the other way round."""

    sign = "<"


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
    value = getattr(row, name)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
