"""The days a date of some precision may mean."""

import calendar
from datetime import date, timedelta
from functools import lru_cache

from casualties.core.linking.types import Days
from casualties.core.types import Period
from casualties.core.words import DatePrecision


def days_of(
    day: date | None, precision: DatePrecision = DatePrecision.DAY, period: Period | None = None
) -> Days:
    """Return every day a stated date may mean, both ends included.

    Parameters
    ----------
    day
        The date as stated, None where none was.
    precision
        How exactly it is known: a month runs from its first to its last day, a week for seven
        days from the day.
    period
        Of a claim with the precision `range`; without one the range is the day alone.

    Examples
    --------
    >>> days_of(date(2017, 3, 5), DatePrecision.MONTH).last
    datetime.date(2017, 3, 31)
    """
    if precision is DatePrecision.RANGE and period:
        return Days(first=period.first, last=period.last, precision=precision)
    if day is None:
        return Days(precision=precision)
    return Days(first=_first(day, precision), last=_last(day, precision), precision=precision)


def _first(day: date, precision: DatePrecision) -> date:
    if precision is DatePrecision.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if precision is DatePrecision.YEAR else day


def _last(day: date, precision: DatePrecision) -> date:
    match precision:
        case DatePrecision.WEEK:
            return day + timedelta(days=6)
        case DatePrecision.MONTH:
            return day.replace(day=calendar.monthrange(day.year, day.month)[1])
        case DatePrecision.YEAR:
            return day.replace(month=12, day=31)
        case _:
            return day


def gap_days(one: Days, other: Days) -> int | None:
    """Return how many days lie between two spans: 0 where they touch, None where one is open."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max((one.first - other.last).days, (other.first - one.last).days, 0)


@lru_cache(maxsize=4_096)
def written(days: Days) -> str:
    """Return the days as a reader writes them."""
    if days.first is None or days.last is None:
        return "no stated day"
    if days.first == days.last:
        return f"{days.first.day} {days.first:%B %Y}"
    return f"{days.first.day} {days.first:%B %Y} to {days.last.day} {days.last:%B %Y}"
