"""Days in words, counted from a publication on Tuesday, 14 March 2017."""

from datetime import date

import pytest

from casualties.core.reading.dates import dates_in
from casualties.core.reading.text import Span

PUBLISHED = date(2017, 3, 14)


def read(words, published=PUBLISHED, year=None):
    found = dates_in(words, Span(0, len(words)), published, year)
    return [
        (str(one.time.first), str(one.time.last), one.time.precision.value) if one.time else None
        for one in found
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on 5 March 2017", ("2017-03-05", "2017-03-05", "day")),
        ("on March 5th, 2017", ("2017-03-05", "2017-03-05", "day")),
        ("on 5 March", ("2017-03-05", "2017-03-05", "day")),
        ("on 5 October", ("2016-10-05", "2016-10-05", "day")),
        ("on 2017-03-05", ("2017-03-05", "2017-03-05", "day")),
        ("on Sunday", ("2017-03-12", "2017-03-12", "day")),
        ("on Tuesday", ("2017-03-14", "2017-03-14", "day")),
        ("yesterday", ("2017-03-13", "2017-03-13", "day")),
        ("in June 2014", ("2014-06-01", "2014-06-30", "month")),
        ("last October", ("2016-10-01", "2016-10-31", "month")),
        ("in the first week of March", ("2017-03-01", "2017-03-07", "week")),
        ("in the last week of February 2016", ("2016-02-23", "2016-02-29", "range")),
        ("in the second half of April 2015", ("2015-04-16", "2015-04-30", "range")),
        ("between 3 and 5 February", ("2017-02-03", "2017-02-05", "range")),
        ("in 2014", ("2014-01-01", "2014-12-31", "year")),
        ("three days ago", ("2017-03-11", "2017-03-11", "day")),
        ("two months ago", ("2017-01-01", "2017-01-31", "month")),
        ("last year", ("2016-01-01", "2016-12-31", "year")),
        ("last month", ("2017-02-01", "2017-02-28", "month")),
        ("over the past ten days", ("2017-03-04", "2017-03-14", "range")),
        ("since Friday", ("2017-03-10", "2017-03-14", "range")),
        ("since February", ("2017-02-01", "2017-03-14", "range")),
        ("by 2017-03-05", ("2017-03-05", "2017-03-05", "day")),
    ],
)
def test_words_for_days_become_days(words, expected):
    assert read(words) == [expected]


@pytest.mark.parametrize("words", ["on Sunday", "yesterday", "last October", "on 5 March"])
def test_without_a_publication_date_nothing_is_guessed(words):
    assert read(words, published=None) == [None]


def test_that_year_is_the_one_the_text_has_named():
    assert read("when it seized the city that year", year=2014)[0][0] == "2014-01-01"


@pytest.mark.parametrize("words", ["on 31 June 2016", "on 30 February", "on 45 May"])
def test_a_day_that_no_calendar_has_is_left_out(words):
    assert read(words) == []


def test_a_date_in_the_future_of_the_publication_is_last_years():
    assert read("on 20 November")[0][0] == "2016-11-20"
