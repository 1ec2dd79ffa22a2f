"""Which figures are about one incident, which about a part, which about a period or an area."""

from datetime import date

import pytest

from casualties.core.linking import DECLARED, Course, Days, decide
from casualties.core.linking.scope import aggregate_reason, part_reason
from casualties.core.words import Scope
from tests.factories.linking import a_claim, killed, march, spot

NOWHERE = spot(36.3, 43.1, "governorate", names=("Nineveh",))

AGGREGATES = [
    ("370 in the first week of March", {}),
    ("1,200 civilians killed since February", {}),
    ("in total 3,846 dead", {}),
    ("511 so far", {}),
    ("the cumulative toll stands at 4,000", {}),
    ("across the whole of west Mosul", {}),
    ("some 40 every week", {}),
    ("13 in west Mosul, several districts", {}),
    ("منذ شباط", {}),
    ("", {"period": march(1, 7)}),
    ("", {"scope": Scope.AGGREGATE}),
    ("", {"where": NOWHERE, "when": march(1, 31)}),
]


@pytest.mark.parametrize(("words", "changes"), AGGREGATES)
def test_is_about_a_period_or_an_area(words, changes):
    claim = a_claim(words=words, **{"when": Days(), "where": NOWHERE, **changes})
    assert aggregate_reason(claim).endswith(".")
    assert decide(claim, [], (), DECLARED).course is Course.SET_ASIDE


INCIDENTS = [
    ("64 people in Dawassa on 5 March", {}),
    ("the deadliest strike since June", {}),  # one day and one spot are named
    ("", {"period": march(5, 6)}),  # a night and its aftermath
    ("at least 130", {"where": NOWHERE, "when": Days()}),
]


@pytest.mark.parametrize(("words", "changes"), INCIDENTS)
def test_is_about_one_incident(words, changes):
    assert aggregate_reason(a_claim(words=words, **changes)) == ""


PARTS = [
    ({"counts": (killed(7, 7, "", "children"),)}, "It counts children alone."),
    ({"words": "12 in one of the three houses"}, "It counts one place of several: 'one of the'."),
    ({"words": "among them 9 women"}, "It counts some of the victims: 'among them'."),
    ({"words": "64 people"}, ""),
]


@pytest.mark.parametrize(("changes", "reason"), PARTS)
def test_counts_a_part_of_an_incident(changes, reason):
    assert part_reason(a_claim(**changes)) == reason


def test_the_reason_quotes_what_was_read():
    claim = a_claim(words="370 since 19 February", when=Days(first=date(2017, 2, 19)))
    assert aggregate_reason(claim) == "It counts since a day: 'since'."
