"""Who is accused, who accuses: one line a case."""

import pytest

from casualties.core.estimation.roles import roles_of
from casualties.core.types import Evidence
from casualties.core.words import Stance
from tests.factories.evidence import claim, denial, exactly, tie

FEUD = [("coalition", "islamic-state")]
BLAMES = {"alleged_parties": ("coalition",)}
BLAMES_BACK = {"alleged_parties": ("islamic-state",)}
WITNESS = claim("w", "Witness", exactly(4), **BLAMES)
OURS = claim("c", "Coalition", exactly(2), claimant_party="coalition")
THEIRS = claim("i", "Amaq", exactly(9), claimant_party="islamic-state", **BLAMES)

TABLE = [
    # what is on file; the roles of those that are not neutral
    ("nobody speaks for a party", [WITNESS], [], {}),
    ("nobody is accused", [OURS], [], {}),
    ("the accused speaks", [WITNESS, OURS], [], {"c": "accused"}),
    (
        "the accused denies",
        [WITNESS, denial("d", "C", claimant_party="coalition")],
        [],
        {"d": "accused"},
    ),
    ("its enemy alleges it", [OURS, THEIRS], [], {"c": "accused", "i": "accuser"}),
    (
        "its enemy counts and alleges nobody",
        [WITNESS, claim("i", "Amaq", exactly(9), claimant_party="islamic-state")],
        [],
        {},
    ),
    (
        "each alleges the other: both have something to hide",
        [claim("c", "Coalition", exactly(2), claimant_party="coalition", **BLAMES_BACK), THEIRS],
        [],
        {"c": "accused", "i": "accused"},
    ),
    (
        "a third party alleges it",
        [claim("r", "Rudaw", exactly(3), claimant_party="krg", **BLAMES)],
        [],
        {},
    ),
    (
        "the one allegation was since replaced",
        [WITNESS, claim("x", "Witness", exactly(5)), OURS],
        [tie("x", "revises", "w")],
        {},
    ),
    (
        "who concedes is accused, named by others or not",
        [claim("c", "Coalition", exactly(2), stance=Stance.CONCEDES)],
        [],
        {"c": "accused"},
    ),
    (
        "a concession makes its party accused in its other claims",
        [
            claim("c", "Coalition", exactly(2), stance=Stance.CONCEDES, claimant_party="coalition"),
            claim("e", "Spokesman", exactly(1), claimant_party="coalition"),
        ],
        [],
        {"c": "accused", "e": "accused"},
    ),
]


@pytest.mark.parametrize(("what", "claims", "ties", "roles"), TABLE, ids=[row[0] for row in TABLE])
def test_speakers_have_roles(what, claims, ties, roles):
    assert dict(roles_of(Evidence.of(claims, ties, FEUD))) == roles


def test_enmity_holds_both_ways():
    turned = [("islamic-state", "coalition")]
    assert Evidence.of([], [], turned).hostile == Evidence.of([], [], FEUD).hostile
    assert roles_of(Evidence.of([OURS, THEIRS], [], turned))["i"] == "accuser"


def test_enemy_without_known_enmity_is_neutral():
    assert dict(roles_of(Evidence.of([OURS, THEIRS], []))) == {"c": "accused"}
