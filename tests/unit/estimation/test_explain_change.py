"""The sentence an analyst reads beside a range that moved, or did not."""

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate, explain_change
from casualties.core.estimation.posterior.parameter_sets import mass_casualty
from casualties.core.types import HEADLINE
from sources.core.types import Reliability
from tests.factories.evidence import (
    about,
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

YAQEIN = claim("a", "Yaqein", exactly(64))
MOSUL_EYE = claim("b", "Mosul Eye", more_than(130))
BADR = claim("c", "Badr Organisation", vague("hundreds"))
COALITION = denial("d", "The Coalition")
HRW = "Human Rights Watch"

STORIES = [
    # what was on file, what is on file now, the sentence
    (None, [YAQEIN], "First range: 64-64 from Yaqein."),
    (
        None,
        [YAQEIN, MOSUL_EYE],
        "First range: 64-131, no upper limit stated, from Mosul Eye and Yaqein.",
    ),
    (None, [], "No range yet: no claim is on file."),
    (
        [YAQEIN],
        [YAQEIN, MOSUL_EYE],
        "Mosul Eye's 'more than 130' added: high 64 -> 131, no upper limit stated.",
    ),
    (
        [YAQEIN, MOSUL_EYE],
        [YAQEIN],
        "Mosul Eye's 'more than 130' no longer counts here: "
        "high 131 -> 64, upper limit stated now.",
    ),
    (
        [YAQEIN],
        [YAQEIN, BADR, tie("c", "repeats", "a")],
        "Unchanged: Badr Organisation's 'hundreds' repeats a statement already on file.",
    ),
    (
        [YAQEIN, MOSUL_EYE],
        [YAQEIN, MOSUL_EYE, claim("e", "AP", about(100))],
        "Unchanged: AP's 'about 100' was added and moves neither end.",
    ),
    ([YAQEIN], [YAQEIN, COALITION], "Unchanged: The Coalition's denial carries no figure."),
    (
        [YAQEIN, BADR],
        [YAQEIN, BADR, tie("c", "repeats", "a")],
        "Badr Organisation's 'hundreds' repeats a statement already on file: high 999 -> 64.",
    ),
    (
        [claim("a", HRW, up_to(600))],
        [claim("a", HRW, up_to(600)), claim("b", HRW, more_than(670)), tie("b", "revises", "a")],
        "Human Rights Watch raised its figure from up to 600 to more than 670: "
        "low 600 -> 671, high 600 -> 671, lower limit stated now, no upper limit stated.",
    ),
    (
        [YAQEIN],
        [claim("a", "Yaqein", exactly(64), reliability=Reliability.B)],
        "Unchanged: Yaqein regraded from C to B.",
    ),
    ([YAQEIN], [], "Yaqein's '64' no longer counts here: no range any more, 64-64 before."),
    ([COALITION], [COALITION, YAQEIN], "Yaqein's '64' added: first range 64-64."),
    ([], [COALITION], "Still no range: The Coalition's denial carries no figure."),
    (
        [YAQEIN],
        [YAQEIN, *[claim(f"n{n}", f"Outlet {n}", between(60, 64 + n)) for n in range(1, 6)]],
        "Outlet 1's '60-65', Outlet 2's '60-66', Outlet 3's '60-67' and 2 further claims added: "
        "low 64 -> 60, high 64 -> 69.",
    ),
]


def found(parts, *, method="envelope", scheme="corroborate"):
    value = estimate(evidence(*parts), HEADLINE, method=method, scheme=load_scheme(scheme))
    return value.snapshot


@pytest.mark.parametrize(("before", "after", "expected"), STORIES)
def test_change_is_told_in_one_sentence(before, after, expected):
    told = explain_change(None if before is None else found(before), found(after))
    assert told.replace("\N{EN DASH}", "-") == expected


def test_change_of_scheme_is_named_before_its_effect():
    before, after = found([BADR]), found([BADR], scheme="airwars")
    assert explain_change(before, after) == (
        "The coding scheme changed from corroborate to airwars: low 150 -> 100, high 999 -> 200."
    )


def test_change_of_method_is_named_before_its_effect():
    parts = [YAQEIN, claim("e", "AP", exactly(70))]
    assert explain_change(found(parts), found(parts, method="conservative")) == (
        "The method changed from envelope 1 to conservative 1: best none -> 64, high 70 -> 64."
    )


def test_change_is_not_claimed_where_nothing_moved():
    assert explain_change(found([YAQEIN]), found([YAQEIN])) == (
        "Unchanged: the evidence was described anew."
    )


AIRWARS = claim("a", "Airwars", between(41, 52))
WITNESS = claim("w", "Witness", exactly(44), reliability=Reliability.B)
POSTERIOR_STORIES = [
    (None, [AIRWARS], "First range: 17-65 (best 39) from Airwars."),
    (
        [AIRWARS],
        [AIRWARS, claim("b", "Airwars", between(60, 70)), tie("b", "revises", "a")],
        "Airwars raised its figure from 41-52 to 60-70: "
        "best +16 (39 -> 55), low +6 (17 -> 23), high +26 (65 -> 91).",
    ),
    (
        [AIRWARS],
        [AIRWARS, WITNESS],
        "Witness' '44' added: best +5 (39 -> 44), low +9 (17 -> 26), high -9 (65 -> 56).",
    ),
    (
        [AIRWARS, WITNESS],
        [AIRWARS, WITNESS, denial("d", "The Coalition")],
        "The Coalition's denial added: high -1 (56 -> 55).",
    ),
    (
        [WITNESS],
        [claim("w", "Witness", exactly(44), reliability=Reliability.B, credibility=5)],
        "Witness' '44' is weighed otherwise, as its speaker's role or its credibility changed: "
        "best -5 (44 -> 39), low -14 (23 -> 9), high +5 (56 -> 61).",
    ),
    (
        [WITNESS],
        [claim("w", "Witness", exactly(44), reliability=Reliability.D)],
        "Witness regraded from B to D: "
        "best -10 (44 -> 34), low -14 (23 -> 9), high +10 (56 -> 66).",
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), POSTERIOR_STORIES)
def test_change_of_a_posterior_is_told_in_one_sentence(before, after, expected):
    old = None if before is None else found(before, method="posterior")
    told = explain_change(old, found(after, method="posterior"))
    assert told.replace("\N{EN DASH}", "-") == expected


def test_change_of_prior_is_named():
    parameters = mass_casualty("A shelter was hit.")
    given = evidence(claim("a", "Airwars", exactly(370)))
    after = estimate(
        given,
        HEADLINE,
        method="posterior",
        scheme=load_scheme(),
        parameters=parameters,
    )
    told = explain_change(
        found([claim("a", "Airwars", exactly(370))], method="posterior"), after.snapshot
    )
    assert told.startswith("The prior changed from default 1 to mass-casualty event 1: best +")


def test_change_of_method_names_the_posterior_once():
    told = explain_change(found([AIRWARS]), found([AIRWARS], method="posterior"))
    assert told.startswith("The method changed from envelope 1 to posterior-1.")
