"""Which claims count, which are copies, which are left out and why."""

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate, provenance
from casualties.core.types import HEADLINE
from casualties.core.words import Use
from sources.core.types import Reliability
from tests.factories.evidence import (
    BODIES,
    INJURED,
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

# Each row: what is on file, in words; the claims and ties; what became of every claim.
# Claims are keyed by one letter; the same speaker is the same claimant.
A, B, C = "Yaqein", "Mosul Eye", "Airwars"

CASES = {
    "two voices": (
        [claim("a", A, exactly(64)), claim("b", B, more_than(130))],
        "a counted, b counted",
    ),
    "a copy adds nothing": (
        [claim("a", A, exactly(64)), claim("b", B, exactly(46)), tie("b", "repeats", "a")],
        "a counted, b copy",
    ),
    "a copy of a copy goes back to the root": (
        [
            claim("a", A, exactly(64)),
            claim("b", B, exactly(60)),
            claim("c", C, exactly(50)),
            tie("b", "repeats", "a"),
            tie("c", "repeats", "b"),
        ],
        "a counted, b copy, c copy",
    ),
    "carriers of a root not on file are one statement, their wordings both shown": (
        [
            claim("a", A, exactly(64)),
            claim("b", B, exactly(64)),
            claim("c", C, exactly(46)),
            tie("a", "repeats", "gone"),
            tie("b", "repeats", "gone"),
            tie("c", "repeats", "gone"),
        ],
        "a counted, b copy, c counted",
    ),
    "copy whose root counts bodies": (
        [
            claim("a", A, exactly(500), measure=BODIES),
            claim("b", B, exactly(500)),
            tie("b", "repeats", "a"),
        ],
        "b other_measure",
    ),
    "copy worded as injured of a root that counts killed": (
        [
            claim("a", A, exactly(5)),
            claim("b", B, exactly(5), measure=INJURED),
            tie("b", "repeats", "a"),
        ],
        "a counted, b copy",
    ),
    "a revision retires the older figure": (
        [claim("a", A, up_to(600)), claim("b", A, more_than(670)), tie("b", "revises", "a")],
        "a superseded, b counted",
    ),
    "and the copies of the older figure": (
        [
            claim("a", A, up_to(600)),
            claim("b", A, more_than(670)),
            claim("c", A, up_to(600), publisher="trt"),
            tie("b", "revises", "a"),
            tie("c", "repeats", "a"),
        ],
        "a superseded, b counted, c superseded",
    ),
    "a newspaper's copy of the revision retires it too": (
        [
            claim("a", A, up_to(600)),
            claim("b", A, more_than(670), publisher="trt"),
            claim("c", A, more_than(670)),
            tie("b", "repeats", "c"),
            tie("b", "revises", "a"),
        ],
        "a superseded, b copy, c counted",
    ),
    "a correction hides what it corrects and takes over its copies": (
        [
            claim("a", A, exactly(46)),
            claim("b", A, exactly(64)),
            claim("c", B, exactly(64)),
            tie("b", "corrects", "a"),
            tie("c", "repeats", "a"),
        ],
        "a corrected, b counted, c copy",
    ),
    "a correction stays the copy its claim was": (
        [
            claim("a", A, exactly(64)),
            claim("b", B, exactly(46)),
            claim("c", B, exactly(64)),
            tie("b", "repeats", "a"),
            tie("c", "corrects", "b"),
        ],
        "a counted, b corrected, c copy",
    ),
    "a draft's correction hides no reviewed claim": (
        [
            claim("a", A, exactly(46)),
            claim("b", A, exactly(64), reviewed=False),
            tie("b", "corrects", "a"),
        ],
        "a counted, b counted",
    ),
    "a draft's correction hides a draft": (
        [
            claim("a", A, exactly(46), reviewed=False),
            claim("b", A, exactly(64), reviewed=False),
            tie("b", "corrects", "a"),
        ],
        "a corrected, b counted",
    ),
    "a correction into another measure leaves this one": (
        [
            claim("a", A, exactly(46)),
            claim("b", A, exactly(46), measure=INJURED),
            tie("b", "corrects", "a"),
        ],
        "a corrected",
    ),
    "a synthesis of claims on file": (
        [claim("a", A, exactly(64)), claim("c", C, between(64, 130)), tie("c", "based_on", "a")],
        "a counted, c synthesis",
    ),
    "a synthesis of a copy of a claim on file": (
        [
            claim("a", A, exactly(64)),
            claim("b", B, exactly(64)),
            claim("c", C, between(64, 130)),
            tie("b", "repeats", "a"),
            tie("c", "based_on", "b"),
        ],
        "a counted, b copy, c synthesis",
    ),
    "a synthesis of something not on file": (
        [claim("c", C, between(64, 130)), tie("c", "based_on", "gone")],
        "c counted",
    ),
    "a synthesis of a denial and a claim without a figure": (
        [
            denial("a", A),
            claim("b", B),
            claim("c", C, exactly(4)),
            tie("c", "based_on", "a"),
            tie("c", "based_on", "b"),
        ],
        "a denial, b no_figure, c counted",
    ),
    "a synthesis of a figure that was since revised": (
        [
            claim("a", A, exactly(64)),
            claim("b", A, exactly(70)),
            claim("c", C, between(60, 70)),
            tie("b", "revises", "a"),
            tie("c", "based_on", "a"),
        ],
        "a superseded, b counted, c synthesis",
    ),
    "a part below a figure for all": (
        [claim("a", A, between(41, 52)), claim("b", B, exactly(23), sub_group="children")],
        "a counted, b part",
    ),
    "a part above every figure for all": (
        [claim("a", A, between(41, 52)), claim("b", B, exactly(60), sub_group="children")],
        "a counted, b counted",
    ),
    "only parts": (
        [claim("b", B, exactly(23), sub_group="children")],
        "b counted",
    ),
    "part of another claim, by a tie": (
        [claim("a", A, exactly(439)), claim("b", A, exactly(299)), tie("b", "part_of", "a")],
        "a counted, b part",
    ),
    "part of a claim that is not on file here": (
        [claim("b", A, exactly(12)), tie("b", "part_of", "period-total")],
        "b counted",
    ),
    "part of a figure in another measure is a whole in its own": (
        [
            claim("a", A, exactly(40), measure=INJURED),
            claim("b", A, exactly(12)),
            tie("b", "part_of", "a"),
        ],
        "b counted",
    ),
    "up to 8 children bounds nothing": (
        [claim("b", B, up_to(8), sub_group="children")],
        "b vacuous",
    ),
    "at least 0": ([claim("a", A, at_least(0))], "a vacuous"),
    "a denial, and its copy": (
        [denial("a", A), denial("b", B), tie("b", "repeats", "a")],
        "a denial, b denial",
    ),
    "a word without numbers in the scheme": ([claim("a", A, vague("umpteen"))], "a no_figure"),
    "one claimant saying the same twice": (
        [claim("a", A, exactly(64)), claim("b", A, exactly(64))],
        "a counted, b copy",
    ),
    "a relayed claim that repeats one on file": (
        [
            claim("a", A, exactly(64)),
            claim("b", B, vague("dozens"), relayed=True),
            tie("b", "repeats", "a"),
        ],
        "a counted, b copy",
    ),
    "claims that repeat each other in a circle": (
        [
            claim("a", A, exactly(64)),
            claim("b", B, exactly(64)),
            tie("a", "repeats", "b"),
            tie("b", "repeats", "a"),
        ],
        "a copy, b counted",
    ),
}


def sort_out(parts):
    return provenance(evidence(*parts), HEADLINE, load_scheme("corroborate"))


def told(found):
    uses = {
        member.claim.key: member.use.value for group in found.groups for member in group.members
    }
    uses |= {omission.claim.key: omission.code.value for omission in found.left_out}
    return ", ".join(f"{key} {uses[key]}" for key in sorted(uses))


@pytest.mark.parametrize(("parts", "expected"), CASES.values(), ids=CASES.keys())
def test_every_claim_has_its_place(parts, expected):
    assert told(sort_out(parts)) == expected


def test_several_figures_of_one_claimant_are_one_group_with_all_of_them_visible():
    (group,) = sort_out([claim("a", A, up_to(600)), claim("b", A, more_than(670))]).groups
    assert [member.claim.key for member in group.counted] == ["a", "b"]


def test_figures_of_two_claimants_are_two_groups():
    assert len(sort_out([claim("a", A, exactly(64)), claim("b", B, exactly(64))]).groups) == 2


GRADES = [
    # whose grade a group has
    ("the root's", [claim("a", A, exactly(1), reliability=Reliability.B)], "B"),
    (
        "the root's, not its better carrier's",
        [
            claim("a", A, exactly(1), reliability=Reliability.E),
            claim("b", B, exactly(1), reliability=Reliability.A),
            tie("b", "repeats", "a"),
        ],
        "E",
    ),
    (
        "an unknown root's: D at best",
        [claim("a", A, exactly(1), reliability=Reliability.A), tie("a", "repeats", "gone")],
        "D",
    ),
    (
        "an unknown root's: the worst carrier's",
        [
            claim("a", A, exactly(1), reliability=Reliability.E),
            claim("b", B, exactly(2), reliability=Reliability.F),
            tie("a", "repeats", "gone"),
            tie("b", "repeats", "gone"),
        ],
        "E",
    ),
    (
        "a relayed claim's: D at best",
        [claim("a", A, exactly(1), reliability=Reliability.A, relayed=True)],
        "D",
    ),
    (
        "a relayed claim's: the worst carrier's",
        [
            claim("a", A, exactly(1), reliability=Reliability.A, relayed=True),
            claim("b", B, exactly(1), reliability=Reliability.E),
            tie("b", "repeats", "a"),
        ],
        "E",
    ),
    (
        "F is unknown, not worst",
        [claim("a", A, exactly(1), reliability=Reliability.F), tie("a", "repeats", "gone")],
        "F",
    ),
]


@pytest.mark.parametrize(("whose", "parts", "grade"), GRADES, ids=[row[0] for row in GRADES])
def test_reliability_of_a_group_is(whose, parts, grade):
    (group,) = sort_out(parts).groups
    assert group.reliability == grade


def test_what_a_publisher_relays_is_one_voice_and_not_its_own():
    own = claim("a", A, exactly(64), reliability=Reliability.B)
    relayed = [claim(key, A, exactly(n), relayed=True) for key, n in (("b", 70), ("c", 80))]
    groups = sort_out([own, *relayed]).groups
    assert [(group.root, group.reliability) for group in groups] == [("a", "B"), (None, "D")]
    assert groups[1].counted[0].why == (
        "Yaqein's '70' counts; it carries a statement whose origin is not on file; it is one of "
        "2 figures that speak with one voice."
    )


def test_part_never_lowers_and_may_raise_the_range():
    whole, part = claim("a", A, between(41, 52)), claim("b", B, exactly(60), sub_group="children")
    found = estimate(
        evidence(whole, part), HEADLINE, method="envelope", scheme=load_scheme("corroborate")
    )
    assert (found.interval.low, found.interval.high, found.interval.open_above) == (41, 60, True)


def test_word_without_numbers_says_so():
    (omission,) = sort_out([claim("a", A, vague("umpteen"))]).left_out
    assert omission.sentence == (
        "Yaqein's 'umpteen': the word has no numbers in the scheme corroborate."
    )


def test_copies_show_how_they_were_read():
    (group,) = sort_out(
        [claim("a", A, exactly(64)), claim("b", B, exactly(46)), tie("b", "repeats", "a")]
    ).groups
    assert [(member.use, member.reading.low) for member in group.members] == [
        (Use.COUNTED, 64),
        (Use.COPY, 46),
    ]
