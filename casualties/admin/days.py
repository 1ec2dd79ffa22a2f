"""How days are shown: as exactly as they are known, never as a day that nobody stated."""

from datetime import date

from django.utils.formats import date_format

from casualties.core.words import DatePrecision

_MONTH, _YEAR = "M Y", "Y"


def in_words(first: date, last: date | None = None, precision: str = DatePrecision.DAY) -> str:
    """Return a day, week, month, year or the days from the first to the last, shortly.

    Examples
    --------
    >>> in_words(date(2014, 6, 1), precision="month")
    'Jun 2014'
    """
    if last and last != first and precision not in (DatePrecision.MONTH, DatePrecision.YEAR):
        return f"{date_format(first)} to {date_format(last)}"
    if precision == DatePrecision.MONTH:
        return date_format(first, _MONTH)
    if precision == DatePrecision.YEAR:
        return date_format(first, _YEAR)
    shown = date_format(first)
    return f"week of {shown}" if precision == DatePrecision.WEEK else shown
