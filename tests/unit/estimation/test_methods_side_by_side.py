"""The five field methods side by side, one line a case."""

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import UnknownMethod, estimate
from casualties.core.types import HEADLINE
from sources.core.types import Reliability
from tests.factories.evidence import (
    at_least,
    between,
    claim,
    evidence,
    exactly,
    more_than,
    up_to,
    vague,
)

# low/best/high; "<" open below, ">" open above
TABLE = [
    # who says what; envelope, majority, conservative, informative, median
    ("12", "12/-/12", "12/12/12", "12/12/12", "12/12/12", "12/12/12"),
    ("12 12 15", "12/-/15", "12/12/12", "12/12/12", "15/15/15", "12/12/12"),
    ("64 >130", "64/-/131>", "64/64/64", "64/64/64", "64/64/64", "97/98/98>"),
    ("15 12 >40", "12/-/41>", "12/12/12", "12/12/12", "15/15/15", "15/15/15"),
    ("<600", "600/-/600<", "600/-/600<", "600/600/600<", "600/-/600<", "600/600/600<"),
    ("41-52", "41/-/52", "41/-/52", "41/41/52", "41/-/52", "41/47/52"),
    ("10-20 10-30 30", "10/-/30", "10/30/30", "10/10/20", "30/30/30", "10/20/30"),
    ("dozens", "20/-/99", "20/-/99", "20/20/99", "20/-/99", "20/60/99"),
    ("dozens >30", "20/-/99>", "20/-/31>", "20/20/31>", "31/-/31>", "25/45/65>"),
    ("0 0 7", "0/-/7", "0/0/0", "0/0/0", "7/7/7", "0/0/0"),
]
NAMES = ("envelope", "majority", "conservative", "informative", "median_of_claims")


def quantity(text):
    if text.startswith(">"):
        return more_than(int(text[1:]))
    if text.startswith("<"):
        return up_to(int(text[1:]))
    if text.isalpha():
        return vague(text)
    low, _, high = text.partition("-")
    return between(int(low), int(high)) if high else exactly(int(low))


def shown(interval):
    best = "-" if interval.best is None else interval.best
    sides = "<" * interval.open_below + ">" * interval.open_above
    return f"{interval.low}/{best}/{interval.high}{sides}"


def run(claims, method):
    return estimate(evidence(*claims), HEADLINE, method=method, scheme=load_scheme("corroborate"))


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_methods_pick(row):
    claims = [
        claim(f"c{n}", f"Source {n}", quantity(said)) for n, said in enumerate(row[0].split())
    ]
    assert tuple(shown(run(claims, name).interval) for name in NAMES) == row[1:]


def test_majority_ties_go_to_the_better_graded():
    claims = [
        claim("a", "A", exactly(9), reliability=Reliability.C),
        claim("b", "B", exactly(30), reliability=Reliability.B),
    ]
    assert shown(run(claims, "majority").interval) == "30/30/30"


def test_majority_gives_a_claimant_one_vote_for_a_figure_said_twice():
    claims = [
        claim("a", "A", exactly(30)),
        claim("b", "A", between(30, 30)),
        claim("c", "C", exactly(9)),
    ]
    assert shown(run(claims, "majority").interval) == "9/9/9"


def test_majority_puts_crossed_picks_in_order():
    claims = [claim(f"l{n}", f"L{n}", at_least(30)) for n in range(3)]
    claims += [claim(f"h{n}", f"H{n}", between(10 + n, 20)) for n in range(4)]
    assert shown(run(claims, "majority").interval) == "20/-/30>"


def test_majority_keeps_the_openness_of_a_high_that_the_best_overtakes():
    claims = [claim("a", "A", exactly(130)), claim("b", "B", more_than(100))]
    assert shown(run(claims, "majority").interval) == "101/130/130>"


def test_parts_alone_count_as_at_least():
    claims = [
        claim("a", "A", exactly(23), sub_group="children"),
        claim("b", "B", exactly(5), sub_group="women"),
    ]
    assert shown(run(claims, "envelope").interval) == "5/-/23>"


@pytest.mark.parametrize("name", NAMES)
def test_bench_holds_every_other_customary_method(name):
    found = run([claim("a", "A", between(4, 9)), claim("b", "B", exactly(12))], name)
    assert [other for other, _ in found.bench] == sorted(set(NAMES) - {name})


def test_unknown_method_names_the_known_ones():
    with pytest.raises(UnknownMethod, match="conservative, envelope"):
        run([], "guess")
