"""What words for days mean, counted from the day of publication."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from casualties.core.reading.english import DAYS, MONTHS
from casualties.core.reading.types import EventTime
from casualties.core.words import DatePrecision

MONTH_NUMBERS: Final = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_ORDINAL: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_NUMBER: Final = {
    word: number
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2
    )
}

Groups = dict[str, str]
Resolver = Callable[[Groups, date | None, int | None], EventTime | None]


def _time(first: date, last: date, precision: DatePrecision) -> EventTime:
    return EventTime(first=first, last=last, precision=precision)


def _day(day: date) -> EventTime:
    return _time(day, day, DatePrecision.DAY)


def _year_of(groups: Groups, published: date | None, year: int | None, month: int) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    if year is not None:
        return year
    if published is None:
        return None
    return published.year if month <= published.month else published.year - 1


def _month(groups: Groups) -> int:
    return MONTH_NUMBERS[groups["month"].lower()]


def _day_month(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    month = _month(groups)
    of = _year_of(groups, published, year, month)
    return None if of is None else _day(date(of, month, int(groups["day"])))


def _between(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    first = _day_month(groups, published, year)
    if first is None:
        return None
    last = first.first.replace(day=int(groups["to"]))
    return _time(first.first, last, DatePrecision.RANGE) if last >= first.first else None


def _iso(groups: Groups, published: date | None, year: int | None) -> EventTime:
    del published, year
    return _day(date.fromisoformat(groups["iso"]))


def _whole_month(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    month = _month(groups)
    of = _year_of(groups, published, year, month)
    if of is None:
        return None
    return _time(date(of, month, 1), date(of, month, monthrange(of, month)[1]), DatePrecision.MONTH)


def _week(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    month = _whole_month(groups, published, year)
    if month is None:
        return None
    end = month.last.day
    size, nth = (7, 4) if groups["unit"] == "week" else (15, 2)
    if groups["nth"] == "last":
        return _time(month.last - timedelta(days=size - 1), month.last, DatePrecision.RANGE)
    nth = _ORDINAL[groups["nth"]]
    first = month.first + timedelta(days=size * (nth - 1))
    last = first + timedelta(days=size - 1)
    if groups["unit"] == "half" and nth == 2:
        last = month.first.replace(day=end)
    precision = DatePrecision.WEEK if size == 7 else DatePrecision.RANGE
    return _time(first, min(last, month.first.replace(day=end)), precision)


def _named_month(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    if groups["which"] == "last" and published:
        of = published.year if _month(groups) < published.month else published.year - 1
        groups = {**groups, "year": str(of)}
    time = _whole_month(groups, published, year)
    if time and groups["which"] == "since":
        return since(time.first, published)
    return time


def since(first: date, published: date | None) -> EventTime | None:
    """Return the days from the first to publication; None where that is not known."""
    if published is None or published < first:
        return None
    return _time(first, published, DatePrecision.RANGE)


def _weekday(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    del year
    if published is None or groups.get("which") == "next":
        return None
    back = (published.weekday() - DAYS.index(groups["weekday"])) % 7
    return _day(published - timedelta(days=back))


def _relative(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    del year
    word = groups["word"]
    if published is None or word in ("the previous day", "the day before"):
        return None
    back = 1 if word in ("yesterday", "last night") else 0
    return _day(published - timedelta(days=back))


def _count(groups: Groups) -> int:
    said = groups.get("count", "1")
    return int(said) if said.isdigit() else _NUMBER.get(said, 1)


def _ago(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    del year
    if published is None:
        return None
    unit, count = groups["unit"].rstrip("s"), _count(groups)
    if unit == "day":
        return _day(published - timedelta(days=count))
    if unit == "week":
        around = published - timedelta(weeks=count)
        monday = around - timedelta(days=around.weekday())
        return _time(monday, monday + timedelta(days=6), DatePrecision.WEEK)
    if unit == "month":
        months = published.year * 12 + published.month - 1 - count
        return _month_at(months)
    return _time(
        date(published.year - count, 1, 1), date(published.year - count, 12, 31), DatePrecision.YEAR
    )


def _month_at(months: int) -> EventTime:
    of, month = divmod(months, 12)
    month += 1
    return _time(date(of, month, 1), date(of, month, monthrange(of, month)[1]), DatePrecision.MONTH)


def _last_unit(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    del year
    if published is None:
        return None
    unit, count, which = groups["unit"].rstrip("s"), _count(groups), groups["which"]
    if which == "this" and unit == "week":
        return _time(
            published - timedelta(days=published.weekday()), published, DatePrecision.RANGE
        )
    if which == "this":
        return _time(
            published.replace(day=1, month=1 if unit == "year" else published.month),
            published,
            DatePrecision.RANGE,
        )
    if unit == "year" and "count" not in groups and which == "last":
        return _time(
            date(published.year - 1, 1, 1), date(published.year - 1, 12, 31), DatePrecision.YEAR
        )
    if unit == "month" and "count" not in groups and which == "last":
        return _month_at(published.year * 12 + published.month - 2)
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    return _time(published - timedelta(days=days), published, DatePrecision.RANGE)


def _that_year(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    del groups, published
    return None if year is None else _time(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


def _whole_year(groups: Groups, published: date | None, year: int | None) -> EventTime | None:
    del published
    return _that_year({}, None, int(groups["year"]) if "year" in groups else year)


RESOLVERS: Final[Mapping[str, Resolver]] = {
    "between": _between,
    "day_month": _day_month,
    "month_day": _day_month,
    "iso": _iso,
    "week": _week,
    "part_month": _whole_month,
    "month_year": _whole_month,
    "last_month_name": _named_month,
    "weekday": _weekday,
    "relative": _relative,
    "ago": _ago,
    "last_unit": _last_unit,
    "that_year": _that_year,
    "year": _whole_year,
}
