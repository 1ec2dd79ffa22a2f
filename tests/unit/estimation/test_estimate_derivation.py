import json

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import Derivation, estimate
from casualties.core.types import HEADLINE, Evidence
from sources.core.types import Protection, Reliability
from tests.factories.evidence import (
    INJURED,
    between,
    claim,
    denial,
    evidence,
    exactly,
    more_than,
    tie,
    vague,
)

DAWASSA = [
    claim("a", "Yaqein", exactly(64)),
    claim("b", "Mosul Eye", more_than(130)),
    claim("c", "Airwars", between(64, 130)),
    tie("c", "based_on", "a"),
]


def envelope(*parts):
    return estimate(
        evidence(*parts), HEADLINE, method="envelope", scheme=load_scheme("corroborate")
    )


def test_derivation_of_dawassa_in_full():
    derivation = envelope(*DAWASSA).derivation.to_json()
    assert [group["speaker"] for group in derivation["groups"]] == ["Yaqein", "Mosul Eye"]
    assert derivation["groups"][1]["members"] == [
        {
            "claim": "b",
            "use": "counted",
            "why": "Mosul Eye's 'more than 130' counts.",
            "speaker": "Mosul Eye",
            "protected": False,
            "said": {
                "qualifier": "more_than",
                "low": 130,
                "best": None,
                "high": None,
                "word": None,
                "expression": "",
                "sub_group": None,
                "scheme": None,
            },
            "read_as": {
                "low": 131,
                "best": None,
                "high": None,
                "open_below": False,
                "open_above": True,
            },
        }
    ]
    assert derivation["left_out"][0]["sentence"] == (
        "Airwars' '64\N{EN DASH}130' is built from Yaqein's '64', on file and counted already."
    )
    assert derivation["bounds"] == {
        "low": {
            "figure": 64,
            "claim": "a",
            "sentence": "64 is the least figure stated: Yaqein's '64'.",
        },
        "best": None,
        "high": {
            "figure": 131,
            "claim": "b",
            "sentence": "131 is the greatest figure stated: Mosul Eye's 'more than 130'.",
        },
    }


def test_derivation_survives_json():
    derivation = envelope(*DAWASSA).derivation
    assert Derivation.from_json(json.loads(json.dumps(derivation.to_json()))) == derivation


def test_derivation_names_a_protected_source_only_as_readers_may_see_it():
    hidden = claim(
        "a",
        "a protected source",
        exactly(64),
        claimant="nurse-at-the-hospital",
        protection=Protection.IDENTITY,
    )
    copy = claim("b", "Yaqein", exactly(64))
    derivation = envelope(hidden, copy, tie("b", "repeats", "a")).derivation.to_json()
    assert derivation["groups"][0]["protected"] is True
    assert "nurse" not in json.dumps(derivation)


def test_derivation_without_a_range_still_accounts_for_every_claim():
    derivation = envelope(denial("a", "Coalition"), claim("b", "Yaqein")).derivation.to_json()
    assert [(line["claim"], line["code"]) for line in derivation["left_out"]] == [
        ("a", "denial"),
        ("b", "no_figure"),
    ]


FLAGS = [
    ("a number from one fair source", [claim("a", "A", exactly(4))], ()),
    (
        "words only",
        [claim("a", "A", vague("dozens")), claim("b", "B", vague("many"))],
        ("only_vague",),
    ),
    ("a word and a number", [claim("a", "A", vague("dozens")), claim("b", "B", exactly(9))], ()),
    (
        "one weak source",
        [claim("a", "A", exactly(4), reliability=Reliability.F)],
        ("single_weak_source",),
    ),
    (
        "two weak sources",
        [
            claim("a", "A", exactly(4), reliability=Reliability.E),
            claim("b", "B", exactly(4), reliability=Reliability.E),
        ],
        (),
    ),
    ("denied", [claim("a", "A", exactly(4)), denial("b", "B")], ("denied",)),
    (
        "denied by someone who has since given a figure",
        [
            claim("a", "A", exactly(4)),
            denial("b", "B"),
            claim("c", "B", exactly(3)),
            tie("c", "revises", "b"),
        ],
        (),
    ),
    ("denied, and nobody says otherwise", [claim("a", "A", exactly(0)), denial("b", "B")], ()),
]


@pytest.mark.parametrize(("what", "claims", "flags"), FLAGS, ids=[row[0] for row in FLAGS])
def test_flags_warn_of(what, claims, flags):
    assert envelope(*claims).flags == flags


def test_digest_stays_when_a_claim_of_another_measure_arrives():
    injured = claim("z", "Yaqein", exactly(12), measure=INJURED)
    assert envelope(*DAWASSA).digest == envelope(*DAWASSA, injured).digest


def test_digest_stays_when_order_and_duplicate_ties_change():
    given = evidence(*DAWASSA)
    turned = Evidence(claims=given.claims[::-1], ties=(given.ties * 2)[::-1])
    scheme = load_scheme("corroborate")
    assert estimate(turned, HEADLINE, method="envelope", scheme=scheme) == envelope(*DAWASSA)


@pytest.mark.parametrize(
    "other",
    [
        claim("a", "Yaqein", exactly(65)),
        claim("a", "Yaqein", exactly(64), reliability=Reliability.B),
        claim("a", "Yaqein", exactly(64), credibility=2),
        claim("a", "Yaqein", exactly(64), protection=Protection.CLOSED),
    ],
)
def test_digest_moves_with_what_the_estimate_depends_on(other):
    assert envelope(claim("a", "Yaqein", exactly(64))).digest != envelope(other).digest


def test_digest_moves_with_method_and_scheme():
    given = evidence(*DAWASSA)
    digests = {
        estimate(given, HEADLINE, method=method, scheme=load_scheme(scheme)).digest
        for method in ("envelope", "majority")
        for scheme in ("airwars", "corroborate")
    }
    assert len(digests) == 4
