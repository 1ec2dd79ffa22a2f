"""Days as exactly as they are known: a table a reader of lists can check."""

from datetime import date

import pytest

from casualties.admin.days import in_words

FIRST, LAST = date(2014, 6, 1), date(2014, 6, 14)


@pytest.mark.parametrize(
    ("last", "precision", "shown"),
    [
        (None, "day", "1 Jun 2014"),
        (FIRST, "day", "1 Jun 2014"),
        (None, "week", "week of 1 Jun 2014"),
        (date(2014, 6, 30), "month", "Jun 2014"),
        (None, "year", "2014"),
        (LAST, "range", "1 Jun 2014 to 14 Jun 2014"),
        (LAST, "day", "1 Jun 2014 to 14 Jun 2014"),
    ],
)
def test_no_day_is_shown_that_nobody_stated(last, precision, shown):
    assert in_words(FIRST, last, precision) == shown
