"""What the posterior makes of claims, as a table one can read: who says what, best and 80 %."""

from datetime import date
from typing import NamedTuple

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate
from casualties.core.types import HEADLINE, Evidence, Measure, Quantity
from casualties.core.words import Qualifier, Stance
from sources.core.types import Reliability
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

HARMED = Measure.parse("killed_or_injured:civilian")
PEOPLE = Measure.parse("killed:unknown")
FIGHTERS = Measure.parse("killed:combatant")


def said(speaker, quantity, grade="C", **fields):
    return claim(speaker.lower(), speaker, quantity, reliability=Reliability(grade), **fields)


def names(count):
    return Quantity.said(Qualifier.AT_LEAST, count, name_list=True)


def run(*parts):
    given = parts[0] if isinstance(parts[0], Evidence) else evidence(*parts)
    return estimate(given, HEADLINE, method="posterior", scheme=load_scheme("corroborate"))


def shown(value):
    return f"{value.interval.best} ({value.interval.low}-{value.interval.high})"


class Row(NamedTuple):
    case: str
    claims: list
    expected: str
    flags: tuple = ()


ACCUSED = {"claimant_party": "coalition"}
BLAMING = {"alleged_parties": ("coalition",)}
SINGLE = [
    Row("exactly 12, B", [said("A", exactly(12), "B")], "12 (7-16)"),
    Row(
        "two agree on 12, B",
        [said("A", exactly(12), "B"), said("B", exactly(12), "B")],
        "12 (7-15)",
    ),
    Row("exactly 370, B", [said("A", exactly(370), "B")], "367 (179-472)"),
    Row("exactly 370, E", [said("A", exactly(370), "E")], "167 (27-535)", ("single_weak_source",)),
    Row("from 10 to 15, C", [said("A", between(10, 15))], "10 (5-18)"),
    Row("at least 12, B", [said("A", at_least(12), "B")], "13 (7-22)"),
    Row(
        "hundreds, D",
        [said("A", vague("hundreds"), "D")],
        "174 (37-569)",
        ("methods_differ", "only_vague", "single_weak_source"),
    ),
    Row("dozens, C", [said("A", vague("dozens"))], "28 (11-71)", ("only_vague",)),
    Row("only an independent denial, A", [denial("a", "A", reliability=Reliability.A)], "0 (0-1)"),
    Row(
        "47, B, and the accused denies",
        [said("A", exactly(47), "B", **BLAMING), denial("d", "Coalition", **ACCUSED)],
        "47 (24-60)",
        ("denied",),
    ),
    Row(
        "40 killed or injured, B",
        [said("A", exactly(40), "B", measure=HARMED)],
        "9 (3-21)",
        ("converted",),
    ),
    Row("more than 670, B", [said("HRW", more_than(670), "B")], "721 (369-1186)"),
    Row(
        "its older 'up to 600' left beside it",
        [
            said("HRW", more_than(670), "B"),
            claim("x", "HRW", up_to(600), reliability=Reliability.B),
        ],
        "530 (178-893)",
    ),
    Row("15 names", [said("A", names(15), "B")], "19 (15-29)"),
    Row("15 names in a draft", [said("A", names(15), "B", reviewed=False)], "17 (10-27)"),
]
MOSUL = [
    Row(
        "Dawassa: more than 130 against 64",
        [said("Yaqein", exactly(64)), said("Mosul Eye", more_than(130))],
        "80 (44-161)",
        ("sources_differ",),
    ),
    Row("CI514: from 41 to 52", [said("Airwars", between(41, 52), "B")], "42 (23-61)"),
    Row("Rutbah", [said("A", about(45)), said("B", up_to(46))], "37 (22-56)"),
    Row(
        "CI373, three voices",
        [said("A", exactly(15)), said("B", exactly(12)), said("C", more_than(40))],
        "12 (8-21)",
        ("sources_differ",),
    ),
    Row(
        "CI373, 12 and 15 one voice",
        [
            said("A", exactly(15)),
            claim("x", "A", exactly(12)),
            said("C", more_than(40)),
        ],
        "20 (9-55)",
        ("sources_differ",),
    ),
]


@pytest.mark.parametrize("row", SINGLE + MOSUL, ids=[row.case for row in SINGLE + MOSUL])
def test_claims_give(row):
    value = run(*row.claims)
    assert (shown(value), value.flags) == (row.expected, row.flags)


# al-Jadidah: a spokesman of the accused concedes at least 105; outlets and locals say more.
JADIDAH = [
    said("Rudaw", about(130)),
    said("Coalition", at_least(105), "B", stance=Stance.CONCEDES),
    said("Locals", up_to(230)),
    claim("x", "Locals", up_to(520)),
    said("AP", more_than(100), "B"),
]


def test_concession_is_a_floor_under_every_other_figure():
    merely_said = [
        said("Coalition", at_least(105), "B", **ACCUSED) if one.speaker == "Coalition" else one
        for one in JADIDAH
    ]
    blamed = [*merely_said, claim("z", "AP", stance=Stance.ASSERTS, **BLAMING)]
    assert run(*JADIDAH).interval.low > run(*blamed).interval.low


def test_agreeing_names_raise_the_low_to_the_list():
    found = run(said("A", names(15), "B"), said("B", exactly(14)))
    assert found.interval.low >= 14


NOTHING = [
    ("nothing on file", [], "no_claims"),
    ("bodies only", [said("A", exactly(3), measure=BODIES)], "other_measures"),
    ("only the accused deny", [denial("a", "A", **ACCUSED, **BLAMING)], "only_denials"),
    ("an unknown number", [claim("a", "A")], "no_figure"),
    ("at least 0", [said("A", at_least(0))], "no_figure"),
]


@pytest.mark.parametrize(("why", "claims", "code"), NOTHING, ids=[row[0] for row in NOTHING])
def test_no_figure_gives_no_range_and_never_the_prior(why, claims, code):
    found = run(evidence(*claims))
    assert (found.outcome, found.interval.low, found.reason.code) == ("no_estimate", None, code)
    assert found.derivation.posterior is None


@pytest.mark.parametrize("measure", [BODIES, TAKEN])
def test_bodies_and_people_taken_away_have_the_envelope_only(measure):
    given = evidence(
        said("A", exactly(64), measure=measure), said("B", exactly(90), measure=measure)
    )
    found = estimate(given, measure, method="posterior", scheme=load_scheme("corroborate"))
    assert (found.method, found.level, found.interval.low, found.interval.high) == (
        "envelope",
        None,
        64,
        90,
    )


CONVERTED = [
    # what is on file; best and range; whether it was converted
    ("people, nobody fights", [said("A", exactly(40), measure=PEOPLE)], True),
    (
        "people, and fighters are spoken of",
        [said("A", exactly(40), measure=PEOPLE), said("B", exactly(5), measure=FIGHTERS)],
        True,
    ),
    (
        "a civilian figure on file",
        [said("A", exactly(40), measure=PEOPLE), said("B", exactly(12))],
        False,
    ),
]


@pytest.mark.parametrize(("what", "claims", "converted"), CONVERTED)
def test_other_counts_stand_in_only_where_no_civilian_figure_is(what, claims, converted):
    found = run(*claims)
    assert ("converted" in found.flags) is converted
    assert bool(found.bench) is not converted


def test_people_beside_fighters_count_for_fewer_civilians():
    alone, beside = run(*CONVERTED[0][1]), run(*CONVERTED[1][1])
    assert beside.interval.best < alone.interval.best
    assert beside.interval.low < alone.interval.low


def test_figure_on_file_leaves_the_digest_alone_when_people_are_counted_too():
    figure = said("B", exactly(12))
    assert run(figure).digest == run(figure, said("A", exactly(40), measure=PEOPLE)).digest


HOSTILE = {"hostile": [("rebels", "coalition")]}


@pytest.mark.parametrize(
    ("fields", "best"),
    [({}, "neutral"), (ACCUSED, "accused"), ({"claimant_party": "rebels", **BLAMING}, "accuser")],
)
def test_role_leans_the_figure(fields, best):
    blame = claim("w", "Witness", **BLAMING)
    given = Evidence.of([blame, said("A", exactly(47), **fields)], [], [("rebels", "coalition")])
    value = run(given)
    (term,) = [m.term for g in value.derivation.groups for m in g.members]
    assert term.offset == {"neutral": 0.0, "accused": -0.35, "accuser": 0.2}[best]
    assert (term.rho > 0) is (best == "neutral")


def test_figure_of_the_first_72_hours_is_wider():
    day = {"event_date": date(2017, 3, 17)}
    early = run(said("A", exactly(47), published_on=date(2017, 3, 19), **day))
    later = run(said("A", exactly(47), published_on=date(2017, 3, 20), **day))
    assert early.derivation.posterior.sd > later.derivation.posterior.sd


def test_thousand_copies_weigh_as_one():
    root = said("A", exactly(47), "B")
    copies = [claim(f"copy-{n}", f"Outlet {n}", exactly(47)) for n in range(1000)]
    ties = [tie(copy.key, "repeats", "a") for copy in copies]
    assert run(root, *copies, *ties).interval == run(root).interval


def test_two_readings_are_both_told():
    found = run(said("A", exactly(5), "A"), said("B", exactly(47), "A"))
    assert "two_readings" in found.flags
    assert [reading.peak for reading in found.derivation.posterior.readings] == [5, 47]
