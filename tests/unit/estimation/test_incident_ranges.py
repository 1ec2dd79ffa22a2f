"""Whole incidents, as an analyst meets them: who said what, and the range that follows."""

from typing import NamedTuple

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate, measures_of
from casualties.core.types import HEADLINE
from casualties.core.words import Stance
from tests.factories.evidence import (
    BODIES,
    TAKEN,
    about,
    at_least,
    between,
    claim,
    denial,
    evidence,
    exactly,
    more_than,
    tie,
    up_to,
    vague,
)

HRW, PMF = "Human Rights Watch", "Popular Mobilisation Forces"

BADUSH = evidence(
    claim("hrw-600", HRW, up_to(600), publisher="trt"),
    claim("hrw-670", HRW, more_than(670), publisher="iraqi-news"),
    claim("hrw-600-again", HRW, up_to(600), publisher="european-affairs"),
    tie("hrw-600-again", "repeats", "hrw-600"),
    claim("pmf-500", PMF, about(500), measure=BODIES, publisher="trt"),
    claim("pmf-500-again", PMF, about(500), measure=BODIES, publisher="daily-beast"),
    tie("pmf-500-again", "repeats", "pmf-500"),
    claim("survivors", "Survivors", about(1500), measure=TAKEN),
)
BADUSH_REVISED = evidence(*BADUSH.claims, *BADUSH.ties, tie("hrw-670", "revises", "hrw-600"))
DAWASSA = evidence(
    claim("yaqein", "Yaqein", exactly(64)),
    claim("mosul-eye", "Mosul Eye", more_than(130)),
    claim("airwars", "Airwars", between(64, 130)),
    tie("airwars", "based_on", "yaqein"),
    tie("airwars", "based_on", "mosul-eye"),
)
JADIDAH = evidence(
    claim("rudaw", "Rudaw", about(130)),
    claim("coalition", "Coalition", at_least(105), stance=Stance.CONCEDES),
    claim("airwars", "Airwars", between(105, 141)),
    tie("airwars", "based_on", "coalition"),
    claim("locals-230", "Locals", up_to(230)),
    claim("locals-520", "Locals", up_to(520)),
    claim("ap", "AP", more_than(100)),
    claim("rescuers", "Rescue teams", more_than(200), measure=BODIES),
)
CI373 = evidence(
    claim("yaqein", "Yaqein", exactly(15)),
    claim("yaqeins-source", "Source of Yaqein", exactly(12)),
    claim("naynawa", "Naynawa al-Ghad", more_than(40)),
    claim("airwars", "Airwars", between(12, 40)),
    tie("airwars", "based_on", "yaqein"),
)


class Row(NamedTuple):
    incident: str
    evidence: object
    measure: object
    expected: str
    groups: int


TABLE = [
    Row("Badush, killed", BADUSH, HEADLINE, "600-671, open below, open above", 1),
    Row("Badush, 600 revised", BADUSH_REVISED, HEADLINE, "671-671, open above", 1),
    Row("Badush, bodies", BADUSH, BODIES, "500-500", 1),
    Row("Badush, taken away", BADUSH, TAKEN, "1500-1500", 1),
    Row("Dawassa", DAWASSA, HEADLINE, "64-131, open above", 2),
    Row("al-Jadidah", JADIDAH, HEADLINE, "101-520, open below, open above", 4),
    Row("CI373", CI373, HEADLINE, "12-41, open above", 3),
    Row("one figure", evidence(claim("a", "Yaqein", exactly(64))), HEADLINE, "64-64", 1),
    Row("nobody died", evidence(claim("a", "Yaqein", exactly(0))), HEADLINE, "0-0", 1),
    Row("at most nobody", evidence(claim("a", "Yaqein", up_to(0))), HEADLINE, "0-0", 1),
    Row("hundreds", evidence(claim("a", "A", vague("hundreds"))), HEADLINE, "150-999", 1),
]


def range_of(given, measure=HEADLINE, method="envelope"):
    return estimate(given, measure, method=method, scheme=load_scheme("corroborate"))


def shown(interval):
    sides = [", open below" * interval.open_below, ", open above" * interval.open_above]
    return f"{interval.low}-{interval.high}" + "".join(sides)


@pytest.mark.parametrize("row", TABLE, ids=[row.incident for row in TABLE])
def test_incident_has_its_range(row):
    found = range_of(row.evidence, row.measure)
    assert (shown(found.interval), found.groups) == (row.expected, row.groups)


def test_denial_pulls_nothing_to_zero_and_is_flagged():
    found = range_of(evidence(claim("a", "Yaqein", exactly(47)), denial("b", "Coalition")))
    assert (shown(found.interval), found.flags) == ("47-47", ("denied",))


def test_conceded_figure_counts_like_any_other():
    conceded = claim("a", "Coalition", exactly(11), stance=Stance.CONCEDES)
    assert shown(range_of(evidence(conceded)).interval) == "11-11"


def test_headline_is_a_measure_even_without_claims_of_it():
    given = evidence(claim("a", "Rescue teams", exactly(3), measure=BODIES))
    assert [str(measure) for measure in measures_of(given)] == [
        "bodies_found:civilian",
        "killed:civilian",
    ]


NOTHING = [
    # why there is no range                 claims on file                             code
    ("nothing on file", [], "no_claims"),
    ("bodies only", [claim("a", "A", exactly(3), measure=BODIES)], "other_measures"),
    ("denial only", [denial("a", "Coalition")], "only_denials"),
    ("unknown number", [claim("a", "A")], "no_figure"),
    ("at least 0", [claim("a", "A", at_least(0))], "no_figure"),
]


@pytest.mark.parametrize(("why", "claims", "code"), NOTHING, ids=[why for why, _, _ in NOTHING])
def test_no_figure_gives_no_range_and_the_reason(why, claims, code):
    found = range_of(evidence(*claims))
    assert (found.outcome, found.interval.low, found.reason.code) == ("no_estimate", None, code)
    assert found.reason.sentence.endswith(".")
