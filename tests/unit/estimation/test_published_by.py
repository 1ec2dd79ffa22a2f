"""The evidence as it had been published by a day."""

from datetime import date

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate
from casualties.core.estimation.history import days_of, published_by, undated
from casualties.core.types import HEADLINE
from tests.factories.evidence import claim, evidence, exactly, tie

MONDAY, TUESDAY, FRIDAY = date(2017, 3, 6), date(2017, 3, 7), date(2017, 3, 10)

FIRST = claim("a", "Yaqein", exactly(64), published_on=MONDAY)
COPY = claim("b", "Reuters", exactly(130), published_on=TUESDAY)
OTHER_COPY = claim("c", "Airwars", exactly(130), published_on=TUESDAY)
ORIGINAL = claim("d", "Hospital", exactly(130), published_on=FRIDAY)
UNDATED = claim("e", "Rumour", exactly(9000))
TIES = (tie("b", "repeats", "d"), tie("c", "repeats", "d"))
ALL = evidence(FIRST, COPY, OTHER_COPY, ORIGINAL, UNDATED, *TIES)


def test_a_day_has_what_was_published_by_its_end():
    assert published_by(ALL, MONDAY) == evidence(FIRST)
    assert published_by(ALL, date(2017, 3, 5)) == evidence()


def test_a_tie_is_there_where_its_claim_is():
    assert published_by(ALL, TUESDAY) == evidence(FIRST, COPY, OTHER_COPY, *TIES)


def test_copies_of_a_statement_not_yet_published_are_one_voice():
    made = estimate(published_by(ALL, TUESDAY), HEADLINE, method="envelope", scheme=load_scheme())
    assert (made.claims, made.groups) == (3, 2)


def test_a_claim_without_a_day_is_on_none_and_counted():
    assert UNDATED not in published_by(ALL, date(2030, 1, 1)).claims
    assert undated(ALL) == 1


def test_days_are_told_once_and_in_order():
    assert days_of(ALL) == (MONDAY, TUESDAY, FRIDAY)
