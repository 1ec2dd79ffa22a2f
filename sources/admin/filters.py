"""Filters of lists of very many rows: drawn without reading the rows."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import DateTimeField, QuerySet
from django.http import HttpRequest
from django.utils import timezone

_ENDS = (("from", "From"), ("to", "To"))


class DaysFilter(admin.FieldListFilter):
    """Rows from one day to another, both included.

    Drawing it asks the database nothing, where Django's own drill-down reads every row of the
    list twice to know its years and months.
    """

    template = "admin/desk/days_filter.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        """Name what happened on these days, where the column does not."""
        super().__init__(*args, **options)
        self.title = "day" if self.field_path == "at" else self.title

    def has_output(self) -> bool:
        """It is always there to be filled in."""
        return True

    def expected_parameters(self) -> list[str | None]:
        """Return the two parameters, such as ``published_on_from`` and ``published_on_to``."""
        return [f"{self.field_path}_{end}" for end, _ in _ENDS]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Return the one form: the days asked for, and what else is asked of the list."""
        own = self.expected_parameters()
        yield {
            "ends": [
                {"name": name, "label": label, "value": self._asked(name)}
                for name, (_, label) in zip(own, _ENDS, strict=True)
            ],
            "others": [(name, said) for name, said in changelist.params.items() if name not in own],
            "wrong": [said for name in own if (said := self._asked(name)) and _day(said) is None],
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep those days; none where what was asked is no day, so that no total misleads."""
        first, last = (self._asked(name) for name in self.expected_parameters())
        if any(said and _day(said) is None for said in (first, last)):
            return queryset.none()
        if day := _day(first):
            queryset = queryset.filter(**{f"{self.field_path}__gte": self._start(day)})
        if (day := _day(last)) and day < date.max:  # which no day comes after
            after = self._start(day + timedelta(days=1))
            queryset = queryset.filter(**{f"{self.field_path}__lt": after})
        return queryset

    def _asked(self, name: str | None) -> str:
        said = self.used_parameters.get(name or "", "")
        return str(said[-1] if isinstance(said, list) else said)

    def _start(self, day: date) -> date:
        """Return the day, or where the column holds moments, when it begins."""
        if not isinstance(self.field, DateTimeField):
            return day
        return timezone.make_aware(datetime.combine(day, time.min))


class OneChoiceFilter(admin.SimpleListFilter):
    """All rows, or those of which one thing is true.

    ``choice`` is its word in the address and what a person reads; ``narrow`` keeps the rows.
    """

    choice: ClassVar[tuple[str, str]]
    narrow: "staticmethod[[Any], QuerySet[Any]]"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the one choice."""
        return [self.choice]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the list where that is asked for."""
        return self.narrow(queryset) if self.value() == self.choice[0] else queryset


class ActorKindFilter(admin.SimpleListFilter):
    """Acts and opinions by what sort of actor did it."""

    title = "done by"
    parameter_name = "actor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the kinds of actor."""
        return [("user", "a person"), ("token", "a token"), ("rule", "a rule")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep those of one kind."""
        kind = self.value()
        return queryset.filter(by__startswith=f"{kind}:") if kind else queryset


class LatestValuesFilter(admin.AllValuesFieldListFilter):
    """Rows by a value of a column, offered as far as the latest rows have it.

    To know the values of all rows would take longer than the list itself. A value that none of
    the latest has can still be asked for by its address, and is no secret: only rows that the
    person may see are looked at.
    """

    LATEST = 1_000

    def __init__(
        self,
        field: Any,
        request: HttpRequest,
        params: Any,
        model: Any,
        model_admin: Any,
        field_path: str,
    ) -> None:
        """Look at the latest rows."""
        super().__init__(field, request, params, model, model_admin, field_path)
        rows = model_admin.get_queryset(request).order_by("-pk").values_list(field.name, flat=True)
        values = set(rows[: self.LATEST])
        found: Any = sorted(values, key=lambda value: (value is None, value))
        self.lookup_choices = found


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
